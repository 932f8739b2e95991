package brand

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalise returns a code or a number in one spelling: NFKC, upper case,
// without spaces and hyphens. ａｂｃｄ-123 and "ABCD 123" are the same.
func Normalise(s string) string {
	return norm.NFKC.String(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.M, r), hyphen(r):
			return -1
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(s, "\ufffd"))))
}

// hyphen reports whether r is what people type or print between the groups of
// a number: any dash, a minus sign, or the long-vowel mark that a Japanese
// keyboard gives.
func hyphen(r rune) bool {
	return r == '-' || r > 0x7f && (unicode.Is(unicode.Pd, r) || r == '−' || r == 'ー' || r == 'ｰ' || r == '⁃')
}

// NormaliseText returns a text as the patterns of a profile match it: NFKC, so
// that １２３ is 123 and ￥ is ¥, without invisible characters, and with one space
// for every run of white space.
func NormaliseText(s string) string {
	if normal(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(s, "\ufffd")) {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case unicode.Is(unicode.Cf, r):
			continue
		case space && b.Len() > 0:
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return norm.NFKC.String(b.String())
}

// normal reports whether s is as [NormaliseText] leaves it, which most texts are
// that are looked at a second time.
func normal(s string) bool {
	space := true // none may stand at the start, after another, or at the end
	for _, r := range s {
		switch {
		case r == ' ' && space:
			return false
		case r == ' ':
			space = true
			continue
		case r > ' ' && r < 0x7f, r >= 'ぁ' && r <= 'ゖ', r >= 'ァ' && r <= 'ヺ', r >= '一' && r <= '鿿': // the most frequent first
		case r == utf8.RuneError, unicode.IsSpace(r), unicode.Is(unicode.Cf, r):
			return false
		}
		space = false
	}
	return (!space || s == "") && norm.NFKC.IsNormalString(s)
}

// Read returns the first of phrases that text matches, and what its named
// groups hold. Text need not be normalised.
func (p *Profile) Read(phrases []Phrase, text string) (Phrase, map[string]string, bool) {
	text = NormaliseText(text)
	for _, phrase := range phrases {
		re := compiled(phrase.match, phrase.Match)
		if re == nil {
			continue
		}
		if m := re.FindStringSubmatch(text); m != nil {
			values := map[string]string{}
			for i, name := range re.SubexpNames() {
				if name != "" && m[i] != "" {
					values[name] = m[i]
				}
			}
			return phrase, values, true
		}
	}
	return Phrase{}, nil, false
}

// Fits reports whether a mail with this subject and text is of the kind m. It
// does not look at the sender. Neither need be normalised.
func (m *Mail) Fits(subject, text string) bool {
	subject, text = NormaliseText(subject), NormaliseText(text)
	fits := len(m.Subjects) == 0
	for i, s := range m.Subjects {
		re := compiled(at(m.subjects, i), s)
		fits = fits || re != nil && re.MatchString(subject)
	}
	for i, s := range m.Body {
		re := compiled(at(m.body, i), s)
		fits = fits && re != nil && re.MatchString(text)
	}
	return fits
}

// Values returns what the fields of m find in a text, under their names in a
// profile: amount, order, last4, recipient, date.
func (m *Mail) Values(text string) map[string]string {
	text = NormaliseText(text)
	values := map[string]string{}
	for name, pattern := range m.Fields.all() {
		re := compiled(m.fields[name], pattern)
		if re == nil {
			continue
		}
		if found := re.FindStringSubmatch(text); found != nil {
			values[name] = cmp.Or(found[1:]...)
		}
	}
	return values
}

// all returns the patterns that are not empty, by name.
func (f Fields) all() map[string]string {
	all := map[string]string{"amount": f.Amount, "order": f.Order, "last4": f.Last4, "recipient": f.Recipient, "date": f.Date}
	for name, pattern := range all {
		if pattern == "" {
			delete(all, name)
		}
	}
	return all
}

// compiled returns re, which Load made, or compiles the pattern of a profile
// that was written in Go. It returns nil if that is not possible.
func compiled(re *regexp.Regexp, pattern string) *regexp.Regexp {
	if re == nil {
		re, _ = regexp.Compile(pattern)
	}
	return re
}

func at(all []*regexp.Regexp, i int) *regexp.Regexp {
	if i < len(all) {
		return all[i]
	}
	return nil
}
