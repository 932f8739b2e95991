package brand

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text in which every letter and digit of another width or style is
// its plain one, every dash a hyphen and every space a space, without invisible
// characters. It remembers where each byte came from.
type folded struct {
	text  string
	marks []mark // after each place where the lengths differ, in order
}

type mark struct{ folded, orig int }

// orig returns where in the first text an offset of the folded one lies.
func (f folded) orig(i int) int {
	at, exact := slices.BinarySearchFunc(f.marks, i, func(m mark, i int) int { return m.folded - i })
	if exact { // of several at one place, the last
		for at+1 < len(f.marks) && f.marks[at+1].folded == i {
			at++
		}
		return f.marks[at].orig
	}
	if at == 0 {
		return i
	}
	m := f.marks[at-1]
	return m.orig + i - m.folded
}

func fold(s string) folded {
	first := strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
	if first < 0 {
		return folded{text: s}
	}
	var f folded
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:first])
	afterSymbol := first > 0 && alnum(s[first-1])
	for i, r := range s[first:] {
		i += first
		size := utf8.RuneLen(r)
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], string(r)) {
			b.WriteByte(s[i]) // no text: it stays as it is
			afterSymbol = false
			continue
		}
		if r < utf8.RuneSelf {
			b.WriteByte(byte(r))
			afterSymbol = alnum(byte(r))
			continue
		}
		plain, ok := foldRune(r, s[i:i+size], afterSymbol)
		if !ok {
			b.WriteString(s[i : i+size])
			afterSymbol = false
			continue
		}
		b.WriteString(plain)
		if plain != "" {
			afterSymbol = alnum(plain[len(plain)-1])
		}
		f.marks = append(f.marks, mark{b.Len(), i + size})
	}
	f.text = b.String()
	return f
}

// foldRune returns the plain form of r, which is text, if it has one that matters in a code.
func foldRune(r rune, text string, afterSymbol bool) (plain string, ok bool) {
	switch {
	case r == 'ー' || r == 'ｰ': // what a Japanese keyboard gives for a hyphen; elsewhere a vowel
		return "-", afterSymbol
	case r >= 0x3041 && r <= 0x30ff || r >= 0x3400 && r <= 0x9fff || r >= 0xac00 && r <= 0xd7a3:
		return "", false
	case r >= '！' && r <= '～':
		return string(r - '！' + '!'), true
	case hyphen(r):
		return "-", true
	case unicode.Is(unicode.Cf, r):
		return "", true
	case unicode.IsSpace(r):
		return " ", true
	}
	if norm.NFKC.IsNormalString(text) {
		return "", false
	}
	plain = norm.NFKC.String(text)
	for i := range len(plain) {
		if !alnum(plain[i]) {
			return "", false
		}
	}
	return plain, true
}

// upper raises the letters of a number.
func upper(s string) string {
	for i := range len(s) {
		if s[i] >= 'a' && s[i] <= 'z' {
			return strings.ToUpper(s)
		}
	}
	return s
}
