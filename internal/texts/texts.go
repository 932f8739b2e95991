package texts

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

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
		if inner, quoted := strings.CutPrefix(text, `"`); quoted {
			text = strings.TrimSuffix(inner, `"`)
		}
		all[id] = text
	}
	return all
}

// Say returns the sentence with an id in a language; pairs are the names and values
// of what stands in it. It fails if there is no such sentence, or a value for it is
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
		fmt.Fprint(&b, pairs[at+1])
	}
	return b.String() + before, nil
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
