package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the command says to write into the case file does what it says, and
// --accept-readings is not offered to whoever has given it.
func TestReadingsAsPrinted(t *testing.T) {
	dir := t.TempDir()
	picture, err := os.ReadFile("testdata/cases/files/wide.png")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "page.png"), picture, 0o600); err != nil {
		t.Fatal(err)
	}
	judge := func(read string, more ...string) string {
		t.Helper()
		text := "brand: amazon-jp\nasker: holder\nchannel: shop\ncard: {last4: K7QM, amount: 5000 JPY}\nevidence:\n" +
			"  - {file: page.png, owner: me, seen: 2026-11-29 17:00" + read + "}\n"
		file := filepath.Join(dir, "case.yaml")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, problems bytes.Buffer
		args := append([]string{"unspent", "assess", "--case", file, "--offline", "--lang", "en", "--at", casesAt}, more...)
		run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, &problems)
		return strings.Join(strings.Fields(out.String()), " ")
	}
	first := judge("")
	var values []string // of every row that was read
	for _, found := range regexp.MustCompile(`write into the case file: read: \{([^}]*)\}`).FindAllStringSubmatch(first, -1) {
		values = append(values, found[1])
	}
	if values == nil || !strings.Contains(first, "add --accept-readings") {
		t.Fatalf("the command says %s", first)
	}
	read := ", read: {" + strings.Join(values, ", ") + "}"
	if then := judge(read); !strings.HasPrefix(then, "It may be in your account") || strings.Contains(then, "write into the case file") {
		t.Errorf("with %s it says %s", read, then)
	}
	if then := judge("", "--accept-readings"); strings.Contains(then, "add --accept-readings") {
		t.Errorf("with --accept-readings it says %s", then)
	}
}
