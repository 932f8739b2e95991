package assess

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// moment writes an instant; nothing if it is not known.
func moment(t time.Time) brand.Text {
	if t.IsZero() {
		return brand.Text{}
	}
	return spellTime(t)
}

// amount writes money; nothing if it is not known.
func amount(m unspent.Money) brand.Text {
	if m == (unspent.Money{}) {
		return brand.Text{}
	}
	return spellMoney(m)
}

// span writes a time of waiting in the greatest unit that fits exactly.
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
		if n := int64(d / u.length); n > 0 && d%u.length == 0 {
			en := u.many
			if n == 1 {
				en = u.one
			}
			return brand.Text{JA: strconv.FormatInt(n, 10) + u.ja, EN: strconv.FormatInt(n, 10) + en}
		}
	}
	return brand.Text{JA: d.String(), EN: d.String()}
}

// slots are what a case fills into a text: {name} stands for a value, and
// {name|other} for other if there is no value. A line with a {name} that has no
// value is left out, so that a letter has no holes.
type slots map[string]brand.Text

var slot = regexp.MustCompile(`\{([a-z0-9]+)(\|[^{}]*)?\}`)

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
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		whole := true
		line = slot.ReplaceAllStringFunc(line, func(found string) string {
			name, other, optional := strings.Cut(strings.Trim(found, "{}"), "|")
			value, known := s[name]
			switch {
			case !known:
				return found // a misspelt name: the tests look for what is left
			case language(value) == "" && optional:
				return other
			}
			whole = whole && language(value) != ""
			return language(value)
		})
		if whole {
			lines = append(lines, line)
		}
	}
	text = strings.Join(lines, "\n")
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n") // what stood between was left out
	}
	return text
}

// alike is a value that is written alike in both languages.
func alike(value string) brand.Text { return brand.Text{JA: value, EN: value} }
