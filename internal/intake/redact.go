package intake

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// ownCode finds what could be a code of an unspent program: 20 letters and
// digits in one piece, or in pieces of five.
var ownCode = regexp.MustCompile(`(?:` + codeSymbol + `{5}` + codeGap + `{0,3}){3}` + codeSymbol + `{5}`)

const (
	codeSymbol = `[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]`
	codeGap    = `[\s\x{a0}\x{3000}\-\x{2010}-\x{2015}\x{2212}\x{30fc}\x{ff70}\x{ff0d}]`
)

// RedactAll cuts every whole code of any brand, and of unspent's own programs,
// to "…" and its last four, and says how many it cut. Order numbers, amounts,
// dates and serials stay. Invisible characters, which could hide a code or turn
// a line around, are left out.
func RedactAll(all brand.Catalogue, s string) (string, int) {
	s, brands := all.Redact(maskOfX.ReplaceAllStringFunc(visible(s), stars))
	s, own := redactOwn(s)
	return s, brands + own
}

// maskOfX finds a mask that is made of the letter x, which would look like a
// part of a code.
var maskOfX = regexp.MustCompile(`\b[xX]{3,}(?:[- ]?[xX]{3,})+`)

func stars(mask string) string { return strings.NewReplacer("x", "*", "X", "*").Replace(mask) }

// redactOwn cuts the codes of unspent's own programs.
func redactOwn(s string) (string, int) {
	var b strings.Builder
	cut, from, kept := 0, 0, 0
	for from < len(s) {
		m := ownCode.FindStringIndex(s[from:])
		if m == nil {
			break
		}
		start, end := from+m[0], from+m[1]
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		after, _ := utf8.DecodeRuneInString(s[end:])
		if alnum(before) || alnum(after) || !ownCodeAt(s[start:end]) {
			_, size := utf8.DecodeRuneInString(s[start:])
			from = start + size
			continue
		}
		code := brand.Normalise(s[start:end])
		b.WriteString(s[kept:start] + "…" + code[len(code)-4:])
		cut, kept, from = cut+1, end, end
	}
	b.WriteString(s[kept:])
	return b.String(), cut
}

// ownCodeAt reports whether text is a code with a right check symbol. One of
// digits only is far more likely another number.
func ownCodeAt(text string) bool {
	_, err := unspent.ParseCode(text)
	return err == nil && strings.ContainsFunc(text, unicode.IsLetter)
}

func alnum(r rune) bool {
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return true
	}
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z'
}

// visible returns s as valid UTF-8 without invisible characters: controls other
// than tabs and line breaks, joiners, marks of direction.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return '\n'
		case r == utf8.RuneError:
			return '?'
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, strings.ReplaceAll(s, "\r\n", "\n"))
}

// shownName is a file's name as errors may show it: its last element, without
// codes, short.
func shownName(all brand.Catalogue, name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	name, _ = RedactAll(all, name[strings.LastIndex(name, "/")+1:])
	return clip(strings.Join(strings.Fields(name), " "))
}

// clip shortens foreign text before it goes into a note or an error.
func clip(text string) string {
	if r := []rune(text); len(r) > maxNoteText {
		return string(r[:maxNoteText]) + "…"
	}
	return text
}
