package casefile_test

import (
	"archive/zip"
	"bytes"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// The files of an archive are told by their names, in the answer and in a bundle,
// and one that cannot be read does not end the case.
func TestArchive(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range [][2]string{{"a/history.txt", "2026年11月22日 登録 (ギフト券番号: xxxx-xxxxxx-7Q2M) ¥5,000\n"},
		{"film.mov", "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "}} {
		m, err := w.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	brands := brand.Builtin()
	at := time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC)
	in := casefile.Input{Brand: "amazon-jp", Case: assess.Case{Asker: assess.Buyer, Channel: assess.FromPerson, Card: assess.Card{Last4: "7Q2M"}},
		Evidence: []casefile.Item{{File: "all.zip", Owner: assess.Sellers, Seen: at}}}
	r, err := casefile.Assess(t.Context(), in, casefile.Deps{Brands: brands, Now: func() time.Time { return at }, Originals: true,
		Open: func(string) (io.ReadCloser, error) { return casefile.Held(b.Bytes()), nil }})
	if err != nil {
		t.Fatal(err)
	}
	answer := casefile.NewAnswer(r)
	if len(answer.Evidence) != 1 || answer.Evidence[0].File != "all.zip/history.txt" || answer.Evidence[0].Says != brand.RowClaimed {
		t.Errorf("evidence is %+v", answer.Evidence)
	}
	want := []casefile.Fault{{File: "all.zip/film.mov", Reason: unspent.Invalid, ID: "video"}}
	if len(answer.Faults) == 1 {
		f := answer.Faults[0]
		if f.Detail == "" || f.Text.EN != f.Detail || f.Text.JA == "" || f.Text.JA == f.Text.EN {
			t.Errorf("the fault says %+v", f)
		}
		answer.Faults[0].Detail, answer.Faults[0].Text = "", casefile.Text{}
	}
	if diff := cmp.Diff(want, answer.Faults); diff != "" {
		t.Errorf("faults: %s", diff)
	}
	var bundle bytes.Buffer
	if err := casefile.Bundle(t.Context(), &bundle, r, casefile.Options{Program: "1"}); err != nil {
		t.Fatal(err)
	}
	check, err := casefile.Verify(t.Context(), bundle.Bytes(), casefile.Known{Program: "1", Brands: brands})
	if err != nil || !check.Sound {
		t.Fatalf("Verify = %+v, %v", check.Steps, err)
	}
	if got := check.Result.Sources[0].Members; len(got) != 1 || got[0].Name != "all.zip/history.txt" {
		t.Errorf("members are %+v", got)
	}
}
