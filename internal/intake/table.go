package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
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
	case ext(name) == ".csv", divided(text, ','), divided(text, ';'), sepLine.MatchString(text):
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
		n := cellsOf(line, comma)
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

// sepLine is how a spreadsheet says what divides the cells of a file.
var sepLine = regexp.MustCompile(`^\s*(?i:sep)=([,;\t|])\r?\n`)

// divider finds out what divides the cells of a table: by its content, for its
// name is often wrong.
func divider(text string) (comma rune, rest string) {
	if m := sepLine.FindStringSubmatch(text); m != nil {
		return rune(m[1][0]), text[len(m[0]):]
	}
	best, most := ',', 0
	for _, c := range "\t;," {
		lines, n := 0, 0
		for line := range strings.Lines(text) {
			if cellsOf(line, byte(c)) >= 3 {
				lines++
			}
			if n++; n == 20 {
				break
			}
		}
		if lines > most {
			best, most = c, lines
		}
	}
	return best, text
}

// cellsOf counts the cells of a line, quoted ones as one.
func cellsOf(line string, comma byte) int {
	n, quoted := 1, false
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == comma && !quoted:
			n++
		}
	}
	return n
}

var (
	sumOpen = regexp.MustCompile(`^[-+−△▲(]?[¥￥$\\]? ?[-+−]?\d{1,3}$`)
	sumRest = regexp.MustCompile(`^\d{3}(?:\D|$)`)
)

// whole puts amounts together that the commas between their thousands have cut,
// in a row that has more cells than the head.
func whole(cells []string, width int) []string {
	cells = slices.Clone(cells)
	for i := 0; i+1 < len(cells) && len(cells) > width; {
		if sumOpen.MatchString(strings.TrimSpace(cells[i])) && sumRest.MatchString(cells[i+1]) {
			cells[i] += "," + cells[i+1]
			cells = slices.Delete(cells, i+1, i+2)
		}
		i++
	}
	return cells
}

// tableText reads CSV or TSV as lines whose cells are divided by tabs.
func tableText(text string, comma rune) (string, error) {
	c := csv.NewReader(strings.NewReader(text))
	c.Comma, c.LazyQuotes, c.FieldsPerRecord, c.ReuseRecord = comma, true, -1, true
	var b strings.Builder
	width := 0
	for n := 1; ; n++ {
		cells, err := c.Read()
		switch {
		case errors.Is(err, io.EOF):
			return b.String(), nil
		case err != nil:
			return "", unpack.Refused(unspent.Invalid, "table_damaged", "Row", n)
		case n > maxRows:
			return "", unpack.Over("maxRows", maxRows)
		}
		if n == 1 {
			width = len(cells)
		}
		for i, cell := range whole(cells, width) {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strings.Join(strings.Fields(cell), " "))
		}
		b.WriteByte('\n')
	}
}
