package assess

import (
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// amount writes money; nothing if it is not known.
func amount(m unspent.Money) brand.Text {
	if m == (unspent.Money{}) {
		return brand.Text{}
	}
	return brand.MoneyText(m)
}

// span writes a time of waiting in the greatest unit that fits exactly; up to
// two days in hours, which is what counts then.
func span(d time.Duration) brand.Text {
	const day = 24 * time.Hour
	for _, u := range [...]struct {
		length        time.Duration
		ja, one, many string
	}{
		{day, "日", " day", " days"},
		{time.Hour, "時間", " hour", " hours"},
		{time.Minute, "分", " minute", " minutes"},
	} {
		if n := int64(d / u.length); n > 0 && d%u.length == 0 && (u.length != day || n > 2) {
			return count(n, u.ja, u.one, u.many)
		}
	}
	return brand.Text{JA: d.String(), EN: d.String()}
}

// count writes a number of things.
func count(n int64, ja, one, many string) brand.Text {
	if n == 1 {
		many = one
	}
	return brand.Text{JA: strconv.FormatInt(n, 10) + ja, EN: strconv.FormatInt(n, 10) + many}
}

// slots are what a case fills into a text: {name} stands for a value, and
// {name|other} for other if there is no value. A line with a {name} that has no
// value is left out, so that a letter has no holes.
type slots map[string]brand.Text

// fill puts the values into both languages of t.
func (s slots) fill(t brand.Text) brand.Text {
	return brand.Text{
		JA: s.in(t.JA, func(t brand.Text) string { return t.JA }),
		EN: s.in(t.EN, func(t brand.Text) string { return t.EN }),
	}
}

func (s slots) in(text string, language func(brand.Text) string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(text, "\n") {
		if whole, ok := s.line(line, language); ok {
			b.WriteString(whole)
		}
	}
	text = strings.TrimSuffix(b.String(), "\n") // the last line was left out
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n") // what stood between was left out
	}
	return text
}

// line fills one line. It reports whether every value that it needs is there.
func (s slots) line(line string, language func(brand.Text) string) (string, bool) {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(line, "{")
		inside, after, closed := strings.Cut(rest, "}")
		b.WriteString(before)
		if !open || !closed {
			return b.String(), true
		}
		name, other, optional := strings.Cut(inside, "|")
		value, known := s[name]
		switch said := language(value); {
		case !known: // a misspelt name: the tests look for what is left
			b.WriteString("{" + inside + "}")
		case said != "":
			b.WriteString(said)
		case optional:
			b.WriteString(other)
		default:
			return "", false
		}
		line = after
	}
}

// alike is a value that is written alike in both languages.
func alike(value string) brand.Text { return brand.Text{JA: value, EN: value} }
