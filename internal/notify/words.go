package notify

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/unspent-dev/unspent/brand"
)

// Lang is the language of a mail.
type Lang string

// The languages.
const (
	Japanese Lang = "ja"
	English  Lang = "en"
)

// of picks a language's side of a text.
func (l Lang) of(t brand.Text) string {
	if l == English {
		return t.EN
	}
	return t.JA
}

// same is a text that is alike in both languages.
func same(s string) brand.Text { return brand.Text{JA: s, EN: s} }

// count writes a number of things.
func count(n int, ja, one, many string) brand.Text {
	if n == 1 {
		many = one
	}
	return brand.Text{JA: strconv.Itoa(n) + ja, EN: strconv.Itoa(n) + " " + many}
}

// line is foreign text as one line without anything invisible in it.
func line(foreign string, most int) string {
	return clip(strings.Join(strings.Fields(strings.Map(visible, foreign)), " "), most)
}

// lines is foreign text with its line breaks.
func lines(foreign string) (out []string) {
	left := maxMessage
	for row := range strings.SplitSeq(strings.ReplaceAll(foreign, "\r\n", "\n"), "\n") {
		row = line(row, left)
		left -= len([]rune(row))
		if row == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		if out = append(out, row); len(out) == maxRows || left <= 0 {
			break
		}
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// visible drops what is not seen: control characters become spaces, and marks
// that turn the direction of writing vanish.
func visible(r rune) rune {
	switch {
	case unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return ' '
	case unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return -1
	}
	return r
}

func clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:max(most-1, 0)]) + "…"
}
