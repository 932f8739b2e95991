package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// textMedia tells what a decoded text is.
func textMedia(name, text string) string {
	head := strings.ToLower(text[:min(len(text), 16<<10)])
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<table", "<tr", "<div", "<p>", "<ul", "<script", "<meta"} {
		if strings.Contains(head, tag) {
			return mediaHTML
		}
	}
	if start := strings.TrimLeft(head, " \t\r\n\x00"); len(start) > 2 && start[0] == '<' && strings.ContainsAny(start[1:2], "abcdefghijklmnopqrstuvwxyz/!?") {
		return mediaHTML
	}
	switch {
	case ext(name) == ".tsv", divided(text, '\t'):
		return mediaTSV
	case ext(name) == ".csv" || divided(text, ','):
		return mediaCSV
	}
	return mediaText
}

// divided reports whether the first lines of text are a table whose cells are
// divided by comma: at least three in each line, and the same in all.
func divided(text string, comma byte) bool {
	lines, cells := 0, 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		n, quoted := 1, false
		for i := range len(line) {
			switch {
			case line[i] == '"':
				quoted = !quoted
			case line[i] == comma && !quoted:
				n++
			}
		}
		if n < 3 || cells != 0 && n != cells {
			return false
		}
		cells = n
		if lines++; lines == 20 {
			break
		}
	}
	return lines >= 2
}

// tableText reads CSV or TSV as lines whose cells are divided by tabs.
func tableText(text string, comma rune) (string, error) {
	c := csv.NewReader(strings.NewReader(text))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = comma, true, -1, true
	var b strings.Builder
	for n := 1; ; n++ {
		cells, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return b.String(), nil
		case err != nil:
			return "", refused("table_damaged", "表の%d行目が壊れています。CSVで保存し直してください", "row %d of the table is damaged: save it again as CSV", n)
		case n > maxRows:
			return "", over("maxRows", maxRows, "lines or rows of one page")
		}
		for i, cell := range cells {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.Join(strings.Fields(cell), " "))
		}
		b.WriteByte('\n')
	}
}
