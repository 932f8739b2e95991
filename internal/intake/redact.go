package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// RedactAll cuts every whole code of any brand, and of unspent's own programs,
// to "…" and its last four, and says how many it cut. Order numbers, amounts,
// dates and serials stay. Invisible characters, which could hide a code or turn
// a line around, are left out.
func RedactAll(all brand.Catalogue, s string) (string, int) {
	s, own := redactOwn(visible(s))   // first: brands have shorter codes
	s, spelt := redactSpelled(all, s) // before: the first symbols of a spelt code may be one of another brand
	s, others := all.Redact(s)
	s, apart := redactApart(all, s)
	return s, own + others + apart + spelt
}

// joined counts what in a text a space, a hyphen or an underscore joins to the word
// or number before it. That is what looking for codes takes its time for.
func joined(s string) (n int) {
	for i := 1; i+1 < len(s); i++ {
		if (s[i] == ' ' || s[i] == '-' || s[i] == '_') && ascii(s[i-1]) && ascii(s[i+1]) {
			n++
		}
	}
	return n
}

// redactApart cuts codes whose groups stand in cells, in lines, or wide apart, as
// pages show them. Only what is surely no list of words or numbers counts: every
// group in capitals and none of digits only.
func redactApart(all brand.Catalogue, s string) (string, int) {
	const fewest, most, longest = 3, 5, 6 // groups of a code, and symbols of one
	var b strings.Builder
	var groups [][2]int // where those at hand stand
	cut, kept, tries := 0, 0, 0
	for i := 0; i < len(s) && tries < maxApart; {
		end := i
		for end < len(s) && ascii(s[end]) {
			end++
		}
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if n := len(groups); n > 0 && !apart(s[groups[n-1][1]:i]) {
			groups = groups[:0]
		}
		from := i
		if i = end; end-from > longest || !groupOfCode(s[from:end]) {
			groups = groups[:0]
			continue
		}
		if groups = append(groups, [2]int{from, end}); len(groups) > most {
			groups = groups[1:]
		}
		for first := 0; first+fewest <= len(groups); first++ {
			var parts []string
			for _, g := range groups[first:] {
				parts = append(parts, s[g[0]:g[1]])
			}
			code := strings.Join(parts, "-")
			if !strings.ContainsAny(code, "0123456789") {
				continue
			}
			tries++
			if last, n := all.Redact(code); n == 1 && strings.HasPrefix(last, "…") && len(last) <= len("…")+4 {
				b.WriteString(s[kept:groups[first][0]] + last)
				cut, kept, groups = cut+1, end, groups[:0]
				break
			}
		}
	}
	return b.String() + s[kept:], cut
}

func ascii(c byte) bool { return c < utf8.RuneSelf && alnum(rune(c)) }

// groupOfCode reports whether text can be a group of a code: capitals, or capitals
// and digits.
func groupOfCode(text string) bool {
	return len(text) >= 4 && text == strings.ToUpper(text) && strings.ContainsFunc(text, unicode.IsLetter)
}

// apart reports whether what stands between two groups can part those of a code.
func apart(between string) bool {
	return utf8.RuneCountInString(between) <= 4 && strings.Trim(between, " \t\n-_./・\u00a0\u2010\u2013\u3000,，、()（）[]【】「」→⇒>＞+＋|｜=＝:：;；~〜～*と") == ""
}

// redactOwn cuts the codes of unspent's own programs: 20 letters and digits in
// one piece, or in pieces of five.
func redactOwn(s string) (string, int) {
	var b strings.Builder
	cut, kept := 0, 0
	before := ' '
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if alnum(r) && !alnum(before) {
			if end := ownCodeEnd(s[i:]); end > 0 && ownCodeAt(s[i:i+end]) {
				code := brand.Normalise(s[i : i+end])
				b.WriteString(s[kept:i] + "…" + code[len(code)-4:])
				i += end
				cut, kept, before = cut+1, i, '0'
				continue
			}
		}
		i += size
		before = r
	}
	b.WriteString(s[kept:])
	return b.String(), cut
}

// ownCodeEnd returns where what has the form of a code ends, or 0.
func ownCodeEnd(s string) int {
	symbols, gaps := 0, 0
	for i, r := range s {
		switch {
		case alnum(r):
			if symbols == 20 {
				return 0
			}
			symbols, gaps = symbols+1, 0
		case symbols == 20:
			return i
		case symbols%5 != 0 || gaps == 3 || !strings.ContainsRune(" -\t\n\u00a0\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u3000\u30fc\uff70\uff0d", r):
			return 0
		default:
			gaps++
		}
	}
	if symbols == 20 {
		return len(s)
	}
	return 0
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
		case r >= ' ' && r < 0x7f, r == '\n', r == '\t', r >= 0x3000 && r < 0xd800:
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

// ShownName is a file's name as errors may show it: its last element, without
// codes, short.
func ShownName(all brand.Catalogue, name string) string {
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
