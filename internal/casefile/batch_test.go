package casefile_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/proof"
)

func TestBatch(t *testing.T) {
	dir := t.TempDir()
	notice := must(os.ReadFile(filepath.Join(examples, "present-opened", "notice.eml")))
	put := func(name, text string) {
		write(t, filepath.Join(dir, name, "case.yaml"), []byte(text))
		write(t, filepath.Join(dir, name, "notice.eml"), notice)
	}
	mail := "card: {last4: 7Q2M, amount: 5000 JPY}\nevidence:\n  - file: notice.eml\n    owner: giver\n"
	put("01", least+mail)
	put("02-broken", "brand: [")
	put("03-replay", least+strings.Replace(mail, "7Q2M", "ZZ99", 1))
	put("04", least+"evidence:\n  - seal: intact\n")
	put("05-none", strings.Replace(least, "amazon-jp", "nobody", 1))
	for i := range 20 {
		put(fmt.Sprintf("1%02d", i), least+"evidence:\n  - said: unused\n    by: giver\n")
	}
	write(t, filepath.Join(dir, "notes", "readme.txt"), []byte("no case"))
	write(t, filepath.Join(dir, "readme.txt"), []byte("no folder"))
	if err := os.Symlink(t.TempDir(), filepath.Join(dir, "06-link")); err != nil {
		t.Fatal(err)
	}

	run := func(workers int) (lines []casefile.Line) {
		t.Helper()
		err := casefile.Batch(t.Context(), dir, deps(), workers, func(l casefile.Line) error {
			lines = append(lines, l)
			return nil
		})
		if err != nil {
			t.Fatalf("Batch: %v", err)
		}
		return lines
	}
	lines := run(4)
	if len(lines) != 25 || !slices.IsSortedFunc(lines, func(a, b casefile.Line) int { return strings.Compare(a.Case, b.Case) }) {
		t.Fatalf("Batch gives %d lines, want 25 in order", len(lines))
	}
	for i, l := range run(1) {
		if a, b := must(json.Marshal(l)), must(json.Marshal(lines[i])); string(a) != string(b) {
			t.Errorf("one worker and four differ in %s:\n%s\n%s", l.Case, a, b)
		}
	}
	for i, reason := range map[int]unspent.Reason{0: "", 1: unspent.Invalid, 2: "", 3: "", 4: unspent.NotFound} {
		switch l := lines[i]; {
		case reason == "" && (l.Error != nil || l.Answer == nil):
			t.Errorf("%s has the error %+v", l.Case, l.Error)
		case reason != "" && (l.Error == nil || l.Error.Reason != reason || l.Answer != nil):
			t.Errorf("%s is %+v, want an error with reason %s", l.Case, l, reason)
		}
	}
	if diff := cmp.Diff([]string{"01"}, lines[2].Replays); diff != "" || len(lines[0].Replays) > 0 {
		t.Errorf("replays of 03 (-want +got): %s; of 01: %v", diff, lines[0].Replays)
	}
	replayed := slices.ContainsFunc(lines[2].Answer.Evidence[0].Notes, func(n api.Note) bool { return n.ID == assess.MailReplayed })
	if !replayed || lines[2].Answer.State == assess.Used && lines[2].Answer.Confidence == assess.Proven {
		t.Errorf("a replayed mail counts: %+v", lines[2].Answer)
	}
}

func TestBatchEnds(t *testing.T) {
	dir := t.TempDir()
	for i := range 50 {
		write(t, filepath.Join(dir, fmt.Sprintf("%02d", i), "case.yaml"), []byte(least))
	}
	stop := errors.New("no more")
	n := 0
	err := casefile.Batch(t.Context(), dir, deps(), 3, func(casefile.Line) error {
		if n++; n == 3 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || n != 3 {
		t.Errorf("Batch = %v after %d lines, want what emit says after 3", err, n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = casefile.Batch(ctx, dir, deps(), 3, func(casefile.Line) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Batch = %v, want canceled", err)
	}
	for name, folder := range map[string]string{"not there": filepath.Join(dir, "x"), "no cases": t.TempDir()} {
		if err := casefile.Batch(t.Context(), folder, deps(), 1, nil); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("%s: Batch = %v, want not_found", name, err)
		}
	}
}

// A receipt of an unspent book is evidence that is proven by its signature.
func TestReceipt(t *testing.T) {
	vector := func(name string) []byte {
		return must(os.ReadFile(filepath.Join("..", "..", "proof", "testdata", "vector."+name)))
	}
	keys := must(proof.ParseKeys(vector("jwks")))
	jws := vector("jws")
	bent := slices.Clone(jws)
	if at := len(bent) - 20; bent[at] == 'A' {
		bent[at] = 'B'
	} else {
		bent[at] = 'A'
	}
	tests := map[string]struct {
		content []byte
		keys    proof.Keys
		grade   assess.Grade
		note    assess.NoteID
	}{
		"good":    {jws, keys, assess.Verified, assess.SignatureGood},
		"no key":  {jws, proof.Keys{}, assess.Unverified, assess.SignatureNoKey},
		"altered": {bent, keys, assess.Contradicted, assess.SignatureBroken},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "receipt.jws"), tt.content)
			write(t, filepath.Join(dir, "case.yaml"), []byte(least+"card: {serial: \"6001000000000000424\"}\nevidence:\n  - file: receipt.jws\n"))
			d := deps()
			d.Receipts = tt.keys
			r := judged(t, dir, d)
			if len(r.Evidence) != 1 || len(r.Faults) > 0 {
				t.Fatalf("evidence is %+v, faults %+v", r.Evidence, r.Faults)
			}
			e := r.Evidence[0]
			if e.Kind != assess.Book || e.Grade != tt.grade || len(e.Notes) != 1 || e.Notes[0].ID != tt.note {
				t.Errorf("evidence is %+v, want %s with %s", e, tt.grade, tt.note)
			}
			if tt.grade != assess.Verified {
				return
			}
			if e.Card.Serial != "6001000000000000424" || e.Says != brand.NothingToTell { // the vector's card is held
				t.Errorf("evidence is %+v", e)
			}
			packed := bundled(t, r, casefile.Options{Passphrase: "x"}.Cheap())
			k := known()
			k.Passphrase, k.Receipts = "x", keys
			if check, err := casefile.Verify(t.Context(), packed, k); err != nil || outcomes(check)[casefile.StepOriginals] != casefile.Passed {
				t.Errorf("Verify = %v, %v", outcomes(check), err)
			}
		})
	}
}

// A picture that an earlier case of the batch has brought is named, and hardly
// counts.
func TestBatchPictures(t *testing.T) {
	dir := t.TempDir()
	drawn := func(c color.Color) []byte {
		m := image.NewRGBA(image.Rect(0, 0, 40, 40))
		draw.Draw(m, m.Rect, image.NewUniform(c), image.Point{}, draw.Src)
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for name, picture := range map[string][]byte{"01": drawn(color.Black), "02": drawn(color.White), "03": drawn(color.Black)} {
		write(t, filepath.Join(dir, name, "case.yaml"), []byte(least+
			"card: {last4: 7Q2M}\nevidence:\n  - {file: a.png, owner: seller, read: {state: row_claimed, last4: 7Q2M}}\n"))
		write(t, filepath.Join(dir, name, "a.png"), picture)
	}
	var lines []casefile.Line
	if err := casefile.Batch(t.Context(), dir, deps(), 3, func(l casefile.Line) error { lines = append(lines, l); return nil }); err != nil {
		t.Fatal(err)
	}
	for i, want := range [][]string{nil, nil, {"01"}} {
		l := lines[i]
		if diff := cmp.Diff(want, l.Looks); diff != "" {
			t.Errorf("%s: looks (-want +got): %s", l.Case, diff)
		}
		noted := slices.ContainsFunc(l.Answer.Evidence[0].Notes, func(n api.Note) bool { return n.ID == assess.PictureSeenBefore && n.Detail == "01" })
		if noted != (want != nil) || noted && (l.Answer.Findings[0].Weight != "hint" || l.Answer.State != assess.Unknown) {
			t.Errorf("%s: noted is %v: %+v", l.Case, noted, l.Answer.Findings)
		}
	}
}

// What looks the same is the same picture only if the same numbers stand in it.
func TestLooks(t *testing.T) {
	looks := casefile.NewLooks()
	const page = "2026年11月22日 登録 XXXX-XXXXXX-7Q2M ¥5,000 9:41"
	const hash = 0xf0f0_1234_5678_9abc
	r := casefile.Result{Sources: []casefile.Source{{Media: "image/png", SHA256: [32]byte{1}, Look: hash, Text: page}}}
	looks.Add("desk", casefile.Told{"amazon-jp", "7Q2M"}, "7Q2M", r)
	other := casefile.Told{"amazon-jp", "B7KD"}
	for name, tt := range map[string]struct {
		whose string
		card  casefile.Told
		look  casefile.Look
		want  bool
	}{
		"the same file":                {"desk", other, casefile.Look{Sum: [32]byte{1}}, true},
		"of the same card":             {"desk", casefile.Told{"amazon-jp", "7Q2M"}, casefile.Look{Sum: [32]byte{1}}, false},
		"of which more is told":        {"desk", casefile.Told{"amazon-jp", "7Q2M", "", "250-1"}, casefile.Look{Sum: [32]byte{1}}, false},
		"of which something else is":   {"desk", casefile.Told{"amazon-jp", "", "", "250-1"}, casefile.Look{Sum: [32]byte{1}}, false},
		"another of the same order":    {"desk", casefile.Told{"amazon-jp", "B7KD", "", "250-1"}, casefile.Look{Sum: [32]byte{1}}, true},
		"of another brand":             {"desk", casefile.Told{"apple-jp", "", "1"}, casefile.Look{Sum: [32]byte{1}}, true},
		"of another desk":              {"other", other, casefile.Look{Sum: [32]byte{1}}, false},
		"packed anew":                  {"desk", other, casefile.Look{Sum: [32]byte{2}, Hash: hash ^ 5, Text: page}, true},
		"with another number":          {"desk", other, casefile.Look{Sum: [32]byte{2}, Hash: hash, Text: "2026年11月22日 登録 XXXX-XXXXXX-B7KD ¥5,000 9:41"}, false},
		"that looks otherwise":         {"desk", other, casefile.Look{Sum: [32]byte{2}, Hash: ^uint64(hash), Text: page}, false},
		"in which nothing can be told": {"desk", other, casefile.Look{Sum: [32]byte{2}, Hash: hash}, false},
	} {
		if where, got := looks.Seen(tt.whose, tt.card, tt.look); got != tt.want || got && where != "7Q2M" {
			t.Errorf("%s: Seen = %q, %v; want %v", name, where, got, tt.want)
		}
	}
	for i := range casefile.MaxLooks { // the oldest goes
		looks.Add("desk", casefile.Told{"9"}, "", casefile.Result{Sources: []casefile.Source{{Media: "image/png", SHA256: [32]byte{3, byte(i), byte(i >> 8)}}}})
	}
	if _, got := looks.Seen("desk", other, casefile.Look{Sum: [32]byte{1}}); got {
		t.Error("it remembers without an end")
	}
}
