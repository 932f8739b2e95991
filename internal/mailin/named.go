package mailin

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/unspent-dev/unspent/brand"
)

// firstWord is the Latin word with which a name begins.
var firstWord = regexp.MustCompile(`^[A-Za-z]{4,}`)

// commonWords are first words that name no brand by themselves. Those that are true
// do where a gift or a wallet follows.
var commonWords = map[string]bool{"apple": true, "line": true, "steam": true, "target": true, "visa": true, "gift": false, "other": false, "vanilla": false}

// namedBy returns how much of the brand's name a text has: the whole one, what
// stands before the bracket, or its first word; and a little more if the text is in
// the language of its country. Profiles of no one brand have no name.
func namedBy(text string, p *brand.Profile) int {
	if strings.HasPrefix(p.ID, "other-") || p.ID == "unspent" {
		return 0
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = brand.NormaliseText(line)
	}
	seen := strings.Join(lines, "\n")
	longest := 0
	count := func(name, after string) {
		n := len(strings.Join(strings.Fields(name), ""))
		if n > 3 && n > longest && regexp.MustCompile(wholly(name)+after).MatchString(seen) {
			longest = n
		}
	}
	for _, name := range [...]string{p.Name.JA, p.Name.EN} {
		name = brand.NormaliseText(name)
		short, _, _ := strings.Cut(name, "(")
		count(name, "")
		count(strings.TrimSpace(short), "")
		first := firstWord.FindString(name)
		if gift, common := commonWords[strings.ToLower(first)]; !common {
			count(first, "")
		} else if gift {
			count(first, ` ?(?i:gift|wallet|ギフト|ウォレット|プリペイド)`)
		}
	}
	if longest == 0 {
		return 0
	}
	japanese := strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) })
	if japanese == (p.Country == "JP") {
		longest++
	}
	return longest
}

// wholly is a pattern of a name whose words are whole ones. Spaces do not count
// between words, and where Japanese is written, in which eyes see some.
func wholly(name string) string {
	latin := func(r rune) bool { return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	pattern, last := "", rune(0)
	for _, r := range name {
		switch {
		case last == 0 && latin(r):
			pattern = `\b`
		case last != 0 && (!latin(last) || !latin(r) || unicode.IsLower(last) && unicode.IsUpper(r)):
			pattern += `\s*`
		}
		if !unicode.IsSpace(r) {
			pattern += `(?i:` + regexp.QuoteMeta(string(r)) + `)`
		}
		last = r
	}
	if latin(last) {
		pattern += `\b`
	}
	return pattern
}
