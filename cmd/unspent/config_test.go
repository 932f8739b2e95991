package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// Every setting is printed, under the name that its flag has.
func TestConfigPrintsAll(t *testing.T) {
	var out bytes.Buffer
	sh := newShell("unspent", func(string) string { return "" }, nil, &out, &out)
	sh.json = true
	_ = (&settingsCmd{}).Run(sh) // nothing is set, so something is wrong with it
	var printed []struct{ Name string }
	if err := json.NewDecoder(&out).Decode(&printed); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, p := range printed {
		names[p.Name] = true
	}
	parts := regexp.MustCompile(`([a-z])([A-Z])`)
	for f := range reflect.TypeFor[Config]().Fields() {
		name := f.Tag.Get("name")
		if name == "" {
			name = strings.ToLower(parts.ReplaceAllString(f.Name, "$1-$2"))
		}
		if !names[name] {
			t.Errorf("unspent config does not print %q", name)
		}
	}
}
