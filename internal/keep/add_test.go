package keep_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// What the owner adds is in the case once, beside what was there, and is judged with it;
// of two who add to one state the later looks again.
func TestAdd(t *testing.T) {
	s := newShelf(memory.New(), 3)
	link, k := s.kept(t)
	more := keep.More{ID: "form-7", Said: map[string]string{"handed": "2027-01-03T10:00"},
		Evidence: []casefile.EvidenceJSON{page("found later", brand.OrderRedeemed, s.clock())},
		Copies:   []casefile.CopyJSON{{File: "file-1.png", JPEG: []byte("a later picture")}}}
	c, news, err := k.With(more)
	if err != nil || !news || len(k.Evidence) != 1 || k.Said["handed"] != "" {
		t.Fatalf("With() = %v, %v; the case before is %+v", news, err, k.Content)
	}
	with, err := s.Save(t.Context(), link, k.Rev, c)
	if err != nil {
		t.Fatal(err)
	}
	if _, news, err := with.With(more); news || err != nil {
		t.Errorf("what is sent twice is news: %v, %v", news, err)
	}
	a, err := with.Answer(brand.Builtin(), s.clock())
	if err != nil || a.State != assess.Used || len(a.Evidence) != 2 || len(a.Copies) != 2 || a.Copies[0].File == a.Copies[1].File {
		t.Errorf("judged %s on %d pieces and %d copies, %v", a.State, len(a.Evidence), len(a.Copies), err)
	}
	other, _, err := k.With(keep.More{ID: "form-8", Evidence: more.Evidence})
	if err == nil {
		_, err = s.Save(t.Context(), link, k.Rev, other)
	}
	if unspent.ReasonOf(err) != unspent.Conflict {
		t.Errorf("an old tab adds to the case: %v", err)
	}
	if _, _, err := k.With(keep.More{ID: "../1"}); unspent.ReasonOf(err) != unspent.Invalid {
		t.Errorf("an id of no form is taken: %v", err)
	}
}
