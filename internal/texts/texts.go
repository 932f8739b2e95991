package texts

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// The languages, as pages, mails and settings name them.
const (
	Japanese = "ja"
	English  = "en"
)

//go:embed ja.yaml
var japanese string

//go:embed en.yaml
var english string

// catalogue has the sentences by language and id, read when the first is said.
var catalogue = sync.OnceValue(func() map[string]map[string]string {
	return map[string]map[string]string{Japanese: read(japanese), English: read(english)}
})

// read reads the lines of a catalogue.
func read(lines string) map[string]string {
	all := make(map[string]string, strings.Count(lines, "\n"))
	for line := range strings.Lines(lines) {
		id, text, ok := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		if !ok {
			continue
		}
		if quote := text[:1]; quote == `"` || quote == "'" {
			text = strings.TrimSuffix(text[1:], quote)
		}
		all[id] = text
	}
	return all
}

// Say returns the sentence with an id in a language; pairs are the names and values
// of what stands in it, a text in both languages by its side. It fails if there is no such sentence, or a value for it is
// missing.
func Say(lang, id string, pairs ...any) (string, error) {
	text, ok := catalogue()[lang][id]
	if !ok {
		return "", fmt.Errorf("no text %q in %q", id, lang)
	}
	before, rest, more := strings.Cut(text, "{{.")
	if !more {
		return text, nil
	}
	var b strings.Builder
	for ; more; before, rest, more = strings.Cut(rest, "{{.") {
		b.WriteString(before)
		var name string
		name, rest, _ = strings.Cut(rest, "}}")
		at := 0
		for at+1 < len(pairs) && pairs[at] != name {
			at += 2
		}
		if at+1 >= len(pairs) {
			return "", fmt.Errorf("the text %q needs a value for %s", id, name)
		}
		value := pairs[at+1]
		if both, ok := value.(brand.Text); ok {
			if value = both.JA; lang == English {
				value = both.EN
			}
		}
		fmt.Fprint(&b, value)
	}
	return b.String() + before, nil
}

// Faults says what is wrong, one after the other, each with where it stands. It is
// false if it has no sentence for one of them, as of a newer server, or there is none.
func Faults(faults []unspent.Fault) (all brand.Text, ok bool) {
	ok = len(faults) > 0
	add := func(id string, pairs ...any) {
		ja, missing := Say(Japanese, id, pairs...)
		en, err := Say(English, id, pairs...)
		ok = ok && missing == nil && err == nil
		all = brand.Text{JA: all.JA + ja, EN: all.EN + en}
	}
	for i, f := range faults {
		if i > 0 {
			add("fault.and")
		}
		switch {
		case f.Column > 0 && i == 0:
			add("fault.inFile", "Line", f.Line, "Column", f.Column)
		case f.Column > 0:
			add("fault.at", "Line", f.Line, "Column", f.Column)
		case f.Line > 0:
			add("fault.line", "Line", f.Line)
		}
		if f.Field != "" {
			add("fault.field", "Field", f.Field)
		}
		var pairs []any
		for name, value := range f.Values {
			pairs = append(pairs, name, strings.Map(seen, value))
		}
		add(f.Word, pairs...)
	}
	return all, ok
}

// Refuse is the error of faults, which err caused if it is not nil; its detail says
// them in English.
func Refuse(err error, r unspent.Reason, faults ...unspent.Fault) *unspent.Error {
	detail, _ := Faults(faults)
	return &unspent.Error{Reason: r, Detail: detail.EN, Err: err, Faults: faults}
}

// Both returns a sentence in both languages; its id where there is none.
func Both(id string, pairs ...any) brand.Text {
	in := func(lang string) string {
		text, err := Say(lang, id, pairs...)
		if err != nil {
			return id
		}
		return text
	}
	return brand.Text{JA: in(Japanese), EN: in(English)}
}

// Sentence gives the words of a sentence their capital.
func Sentence(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:]
}

// seen drops what is not seen but changes what is, such as the escapes of a terminal:
// values may be what strangers sent.
func seen(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}
