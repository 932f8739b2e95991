package store

import (
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

func TestKinds(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range Kinds() {
		if k.Name == "" || k.Version < 1 || k.Holds == "" || seen[k.Name] {
			t.Errorf("kind %+v says too little, or is there twice", k)
		}
		seen[k.Name] = true
	}
}

// A body reads back as it was written, and one of a later program is not read.
func TestDoc(t *testing.T) {
	type body struct {
		Name string `json:"name"`
	}
	want := Doc[body]{ID: "a", At: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC), Body: body{"Hanako"}}
	d, err := want.Document(KindPerson)
	if err != nil || string(d.Body) != `{"name":"Hanako"}` {
		t.Fatalf("%s, %v", d.Body, err)
	}
	if got, err := ReadDoc[body](d); got != want || err != nil {
		t.Errorf("read %+v, %v", got, err)
	}
	for text, wrong := range map[string]string{`{"v":1,"name":"Hanako"}`: "", `{"v":2,"name":"Hanako"}`: "version 2", `{`: "JSON", `{"name":7}`: "name"} {
		d.Body = []byte(text)
		got, err := ReadDoc[body](d)
		if (err == nil) != (wrong == "") || err != nil && !strings.Contains(err.Error(), wrong) || err == nil && got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	d.Body = []byte(`{"v":2}`)
	if _, err := ReadDoc[body](d); unspent.ReasonOf(err) != unspent.Internal {
		t.Errorf("a later version: %v", err)
	}
}
