package client_test

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gate"
)

func sample() client.Case {
	return client.Case{
		Text: []byte("brand: amazon-jp\nasker: holder\nchannel: shop\nform: shop\nintent: use\ncard: {last4: A2B3, amount: 5000 JPY}\n" +
			"evidence:\n  - {seal: intact}\n  - {file: a/画面.txt, kind: message, owner: me}\n  - {file: b.zip}\n"),
		Files: []client.File{{Name: "b.zip", Content: []byte("PK\x03\x04")}, {Name: "a/画面.txt", Content: []byte("別のアカウントに登録済みです。ギフトカードの登録ができません。")}},
	}
}

func TestAssess(t *testing.T) {
	_, holder := start(t, gate.Limits{})
	a, err := holder.Assess(t.Context(), sample())
	want(t, "assess", err)
	if a.Brand != "amazon-jp" || a.JudgedAt.IsZero() || a.State == "" || a.Summary.JA == "" || a.Summary.EN == "" ||
		len(a.Findings) < 2 || len(a.Advice) == 0 || len(a.Timeline) < 2 {
		t.Errorf("Assess = %+v", a)
	}
	if a.Findings[0].Weight == "none" || a.Findings[0].Rule == "" {
		t.Errorf("the findings are %+v", a.Findings)
	}
	i := slices.IndexFunc(a.Evidence, func(b api.Evidence) bool { return b.File == "a/画面.txt" })
	if i < 0 || a.Evidence[i].Says != brand.AlreadyElsewhere || a.Evidence[i].Owner != assess.Mine || a.Evidence[i].Seen == nil {
		t.Errorf("the evidence is %+v", a.Evidence)
	}
	if j := slices.IndexFunc(a.Evidence, func(b api.Evidence) bool { return b.Says == brand.SealIntact }); j < 0 || *a.Evidence[j].Card.Amount != yen(t, 5000) {
		t.Errorf("the evidence is %+v", a.Evidence)
	}
	if len(a.Faults) != 1 || a.Faults[0].File != "b.zip" || a.Faults[0].Reason != unspent.Invalid || a.Faults[0].Detail == "" {
		t.Errorf("the faults are %+v", a.Faults)
	}
}

func TestAssessBundle(t *testing.T) {
	_, holder := start(t, gate.Limits{})
	b, err := holder.AssessBundle(t.Context(), sample())
	want(t, "assess", err)
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	want(t, "open the bundle", err)
	if !slices.ContainsFunc(z.File, func(f *zip.File) bool { return f.Name == "verdict.json" }) {
		t.Errorf("the bundle has %d files and no verdict", len(z.File))
	}
}

func TestAssessRefused(t *testing.T) {
	admin, _ := start(t, gate.Limits{})
	tests := map[string]struct {
		edit func(*client.Case)
		want unspent.Reason
	}{
		"no case":               {func(q *client.Case) { q.Text = nil }, unspent.Invalid},
		"no such brand":         {func(q *client.Case) { q.Text = bytes.Replace(q.Text, []byte("amazon-jp"), []byte("acme"), 1) }, unspent.NotFound},
		"a file is missing":     {func(q *client.Case) { q.Files = q.Files[:1] }, unspent.Invalid},
		"a file too many":       {func(q *client.Case) { q.Files = append(q.Files, client.File{Name: "c"}) }, unspent.Invalid},
		"a file without a name": {func(q *client.Case) { q.Files[0].Name = "" }, unspent.Invalid},
		"a name of two lines":   {func(q *client.Case) { q.Files[0].Name = "a\r\nb" }, unspent.Invalid},
		"a long file":           {func(q *client.Case) { q.Files[0].Content = make([]byte, 20<<20+1) }, unspent.TooLarge},
		"too much":              {func(q *client.Case) { q.Files[0].Content = make([]byte, 40<<20) }, unspent.TooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q := sample()
			tt.edit(&q)
			if a, err := admin.Assess(t.Context(), q); unspent.ReasonOf(err) != tt.want {
				t.Errorf("Assess = %+v, %v; want %s", a, err, tt.want)
			}
		})
	}
}

// A proof of work that the server asks for is done, and the files are sent again.
func TestAssessManyTimes(t *testing.T) {
	_, holder := start(t, gate.Limits{})
	for i := range 12 {
		if _, err := holder.Assess(t.Context(), client.Case{Text: []byte("brand: amazon-jp\nasker: holder\nchannel: shop\n")}); err != nil {
			t.Fatalf("assessment %d: %v", i, err)
		}
	}
	if _, err := holder.Assess(t.Context(), sample()); err != nil && !strings.Contains(err.Error(), "wait") {
		t.Error(err)
	}
}
