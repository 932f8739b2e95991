package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/brand"
)

// redactSpelled cuts codes that somebody has spelt, as in "A Q 7 K 9 X …": pieces
// of one to three symbols with little between them. Only a row of such pieces that
// is together a code of a brand, with letters and digits, counts.
func redactSpelled(all brand.Catalogue, s string) (string, int) {
	const longest = 3 // symbols of a piece
	var b strings.Builder
	var pieces [][2]int
	cut, kept, tries := 0, 0, 0
	settle := func() {
		for first := 0; first < len(pieces) && tries < maxApart; first++ {
			last, found := spelled(all, s, pieces[first:], &tries)
			if found == 0 {
				continue
			}
			b.WriteString(s[kept:pieces[first][0]] + last)
			cut, kept = cut+1, pieces[first+found-1][1]
			first += found - 1
		}
		pieces = pieces[:0]
	}
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && ascii(s[end]) {
			end++
		}
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		if n := len(pieces); n > 0 && (!apart(s[pieces[n-1][1]:i]) || end-i > longest) {
			settle()
		}
		if end-i <= longest {
			pieces = append(pieces, [2]int{i, end})
		}
		i = end
	}
	settle()
	return b.String() + s[kept:], cut
}

// spelled returns the end of the code that begins with the first of pieces, and of
// how many it is made; 0 if none does.
func spelled(all brand.Catalogue, s string, pieces [][2]int, tries *int) (last string, n int) {
	const fewest, most = 12, 20 // symbols of a code
	var code []byte
	single := true // words of a sentence are short too, but no row of single small letters
	for i, p := range pieces {
		if code = append(code, s[p[0]:p[1]]...); len(code) > most {
			break
		}
		text := strings.ToUpper(string(code))
		single = single && p[1]-p[0] == 1
		if len(code) < fewest || !single && text != string(code) || !strings.ContainsAny(text, "0123456789") || !strings.ContainsFunc(text, unicode.IsLetter) {
			continue
		}
		*tries++
		if cut, k := all.Redact(text); k == 1 && strings.HasPrefix(cut, "…") && len(cut) <= len("…")+4 {
			last, n = cut, i+1 // the longest: a brand's code may begin as another's
		}
	}
	return last, n
}
