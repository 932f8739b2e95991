package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// importCmd takes over cards of elsewhere.
type importCmd struct {
	writeFlag
	File    string `arg:""`
	Program string `required:"" placeholder:"ID"`
	DryRun  bool
	Report  string `placeholder:"FILE"`
}

// importColumns are those that a file may have, in any order.
func importColumns() []string {
	return []string{"code", "pin", "face", "balance", "state", "frozen", "expires", "order", "recipient", "first_seen"}
}

// Run sends the rows in requests whose ids derive from the one id. A card that was
// taken over before is told as known, so the same file can be sent again.
func (c *importCmd) Run(ctx context.Context, sh *shell) error {
	if len(c.ID) > maxBulkID {
		return wrong("use.bulkID", "Most", maxBulkID)
	}
	rows, err := sheetOf(c.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.close()) }()
	report, err := newImportReport(c.Report)
	if err != nil {
		return err
	}
	err = sh.write(ctx, c.ID, func(s *connection, id string) error {
		p, err := s.Program(ctx, c.Program)
		if err != nil {
			return err
		}
		for part := 0; ; part++ {
			cards, err := nextCards(rows, p.Currency)
			if err != nil || len(cards) == 0 {
				return err
			}
			answer, err := s.Import(ctx, fmt.Sprintf("%s.%d", id, part), api.ImportRequest{Program: c.Program, DryRun: c.DryRun, Cards: cards})
			if err != nil {
				return err
			}
			if err := report.take(answer); err != nil {
				return err
			}
			sh.working(sh.lang.say("cli.imported", "Count", report.sums.Imported+report.sums.Known))
		}
	})
	sh.working("")
	if err = errors.Join(err, report.close(), rows.close()); err != nil {
		return err
	}
	return report.tell(sh)
}

// sheet is a table that is read row by row.
type sheet struct {
	next  func() ([]string, error) // io.EOF at the end
	close func() error
	place map[string]int // of each column
	row   int            // that was read last, as a person counts
}

// sheetOf opens a table, CSV or .xlsx, and reads its heading.
func sheetOf(path string) (*sheet, error) {
	s, err := openSheet(path)
	if err != nil {
		return nil, refuse(err, unspent.Invalid, "use.unreadable", "File", path)
	}
	head, err := s.next()
	if err != nil {
		return nil, errors.Join(refuse(err, unspent.Invalid, "use.unreadable", "File", path), s.close())
	}
	s.row, s.place = 1, map[string]int{}
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))
		_, twice := s.place[name]
		if twice || !slices.Contains(importColumns(), name) {
			return nil, errors.Join(wrong("use.column", "Name", name, "Names", strings.Join(importColumns(), ", ")), s.close())
		}
		s.place[name] = i
	}
	return s, nil
}

func openSheet(path string) (*sheet, error) {
	if strings.EqualFold(filepath.Ext(path), ".xlsx") {
		return openWorkbook(path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(f)
	r.ReuseRecord, r.FieldsPerRecord = true, 0
	return &sheet{next: r.Read, close: func() error { return closedOnce(f) }}, nil
}

// closedOnce closes a file that may be closed already.
func closedOnce(f io.Closer) error {
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

// openWorkbook reads the first sheet of a workbook.
func openWorkbook(path string) (*sheet, error) {
	book, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, err
	}
	rows, err := book.Rows(book.GetSheetName(0))
	if err != nil {
		return nil, errors.Join(err, book.Close())
	}
	next := func() ([]string, error) {
		if !rows.Next() {
			return nil, cmp.Or(rows.Error(), io.EOF)
		}
		return rows.Columns()
	}
	return &sheet{next: next, close: func() error { return errors.Join(rows.Close(), book.Close()) }}, nil
}

// nextCards reads as many cards as one request has, none at the end.
func nextCards(s *sheet, cur unspent.Currency) (cards []api.ImportedCard, err error) {
	for len(cards) < unspent.MaxImport {
		row, err := s.next()
		if errors.Is(err, io.EOF) {
			return cards, nil
		}
		if err != nil {
			return nil, refuse(nil, unspent.Invalid, "use.row", "Row", s.row+1)
		}
		s.row++
		if !slices.ContainsFunc(row, func(cell string) bool { return cell != "" }) {
			continue
		}
		card, err := s.card(row, cur)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", s.row, err)
		}
		cards = append(cards, card)
	}
	return cards, nil
}

// card reads one row. A number that a spreadsheet has made of a code is refused: it
// would have lost its last digits.
func (s *sheet) card(row []string, cur unspent.Currency) (c api.ImportedCard, err error) {
	cell := func(name string) string {
		if i, ok := s.place[name]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	if code := cell("code"); strings.ContainsAny(code, ".") || strings.Contains(code, "E+") {
		return c, wrong("use.rounded")
	}
	c = api.ImportedCard{Code: strings.Clone(cell("code")), PIN: strings.Clone(cell("pin")), State: unspent.State(strings.Clone(cell("state"))),
		Frozen: unspent.Reason(strings.Clone(cell("frozen"))), Order: strings.Clone(cell("order")), Recipient: strings.Clone(cell("recipient"))}
	if c.Face, err = unspent.ParseMoney(cell("face"), cur); err != nil {
		return c, err
	}
	if text := cell("balance"); text != "" {
		balance, err := unspent.ParseMoney(text, cur)
		if err != nil {
			return c, err
		}
		c.Balance = &balance
	}
	for name, at := range map[string]*api.Time{"expires": &c.ExpiresAt, "first_seen": &c.FirstSeen} {
		if text := cell(name); text != "" && err == nil {
			at.Time, err = api.ParseTime(name, text)
		}
	}
	return c, err
}

// importReport sums up what came of the rows, and writes it down if that is wanted.
type importReport struct {
	sums    api.ImportAnswer
	rows    int
	refused []string // the first that were
	file    *os.File
	out     *csv.Writer
}

func newImportReport(path string) (*importReport, error) {
	r := &importReport{}
	if path == "" {
		return r, nil
	}
	var err error
	if r.file, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600); err != nil {
		return nil, wrong("use.unwritable", "File", path)
	}
	r.out = csv.NewWriter(r.file)
	return r, r.out.Write([]string{"row", "outcome", "serial", "reason", "detail"})
}

func (r *importReport) take(a api.ImportAnswer) error {
	r.sums.DryRun = a.DryRun
	r.sums.Imported, r.sums.Known, r.sums.Refused = r.sums.Imported+a.Imported, r.sums.Known+a.Known, r.sums.Refused+a.Refused
	for _, row := range a.Rows {
		r.rows++
		if row.Reason != "" && len(r.refused) < maxToldRows {
			r.refused = append(r.refused, fmt.Sprintf("card %d: %s", r.rows, row.Detail))
		}
		if r.out == nil {
			continue
		}
		serial := ""
		if !row.Serial.IsZero() {
			serial = row.Serial.String()
		}
		if err := r.out.Write([]string{strconv.Itoa(r.rows), row.Outcome, serial, string(row.Reason), row.Detail}); err != nil {
			return err
		}
	}
	return nil
}

func (r *importReport) close() error {
	if r.out == nil {
		return nil
	}
	r.out.Flush()
	return errors.Join(r.out.Error(), r.file.Close())
}

// tell says what came of the whole; that something was refused is the answer no.
func (r *importReport) tell(sh *shell) error {
	if sh.json {
		if err := sh.encode(map[string]any{"dryRun": r.sums.DryRun, "imported": r.sums.Imported, "known": r.sums.Known, "refused": r.sums.Refused}); err != nil {
			return err
		}
	} else {
		what := "imported"
		if r.sums.DryRun {
			what = "would be imported"
		}
		sh.print("%d %s, %d known, %d refused", r.sums.Imported, what, r.sums.Known, r.sums.Refused)
		for _, line := range r.refused {
			sh.print("%s", line)
		}
	}
	if r.sums.Refused > 0 {
		return errNo
	}
	return nil
}
