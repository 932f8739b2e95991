package main

import (
	"encoding/csv"
	"os"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

// workbook makes a workbook of a CSV file, every cell as text.
func workbook(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Open(ts.MkAbs(args[1]))
	ts.Check(err)
	rows, err := csv.NewReader(f).ReadAll()
	ts.Check(err)
	ts.Check(f.Close())
	book := excelize.NewFile()
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		ts.Check(err)
		ts.Check(book.SetSheetRow("Sheet1", at, &row))
	}
	ts.Check(book.SaveAs(ts.MkAbs(args[0])))
	ts.Check(book.Close())
}
