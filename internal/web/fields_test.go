package web

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/casefile"
)

// unasked are the fields of a case that the page does not ask for, and why.
var unasked = map[string]string{
	"evidence.kind": "what a file is, it tells itself",
}

// The page asks for every field that a case has, and sends what was answered: a
// field that is new in the case file cannot be forgotten here.
func TestPageFields(t *testing.T) {
	form, err := os.ReadFile("templates/assess.html")
	if err != nil {
		t.Fatal(err)
	}
	sent := evidence{said: map[string]string{"language": "ja", "currency": "JPY"}, files: []file{
		{name: "file-1.png", owner: "me", content: []byte("\x89PNG\r\n\x1a\n")}, {name: "file-2.png", owner: "me", content: []byte("\x89PNG\r\n\x1a\n")}},
		read: map[string]map[string]string{"file-1.png": {"last4": "7Q2M"}}, like: map[string]string{"": "invalid"}}
	for _, name := range asked() {
		sent.said[name] = "1"
		if !strings.Contains(string(form), `name="`+name+`"`) {
			t.Errorf("the form has no field %s", name)
		}
	}
	sent.date(0)
	has := map[string]bool{}
	for _, asked := range []string{"told", "asked"} { // of which one answer leaves out the other
		sent.said["asked"] = asked
		paths(sent.caseFile(), "", has)
	}
	for _, field := range casefile.Fields() {
		if has[field] == (unasked[field] != "") {
			t.Errorf("%s: the page sends it is %v, though it is said of it: %q", field, has[field], unasked[field])
		}
	}
	for field := range has {
		if !slices.Contains(casefile.Fields(), field) {
			t.Errorf("the page sends %s, which is no field of a case", field)
		}
	}
}

// paths finds the fields of a case.
func paths(of map[string]any, under string, has map[string]bool) {
	for name, value := range of {
		switch value := value.(type) {
		case map[string]any:
			paths(value, name+".", has)
		case []map[string]any:
			for _, item := range value {
				paths(item, name+".", has)
			}
		default:
			has[under+name] = true
		}
	}
}
