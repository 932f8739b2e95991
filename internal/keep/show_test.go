package keep_test

import (
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A seller shows what they chose, and no more; who reads it wishes for something newer,
// and finds it there.
func TestShow(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		link, err := s.Draw()
		if err != nil {
			t.Fatal(err)
		}
		c := content(s)
		c.Said["asker"], c.Said["handed"] = "seller", "2027-01-03T10:00"
		secret := page("kept to themselves", brand.OrderRedeemed, s.clock())
		secret.ID, secret.File = "e2", "file-2.png"
		c.Evidence, c.Copies = append(c.Evidence, secret), append(c.Copies, casefile.CopyJSON{File: "file-2.png", JPEG: []byte("another picture")})
		k, err := s.Save(ctx, link, 0, c)
		if err != nil {
			t.Fatal(err)
		}
		ask := keep.Ask{Whom: assess.Buyers, What: keep.ToShow, Name: "Hanako", Share: []string{"last4", "amount"}, Show: []string{"e1"}}
		asked, err := s.Ask(ctx, link, "form-1", ask)
		if err != nil {
			t.Fatal(err)
		}
		for name, show := range map[string][]string{"nothing": nil, "what is not there": {"e1", "e9"}} {
			bad := ask
			bad.Show = show
			if _, err := s.Ask(ctx, link, "form-"+name[:3], bad); unspent.ReasonOf(err) != unspent.Invalid {
				t.Errorf("%s is shown: %v", name, err)
			}
		}
		seen := func() keep.Request {
			t.Helper()
			q, err := s.Look(ctx, asked.Link)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		q := seen()
		if len(q.Shown) != 1 || len(q.Shown[0].Evidence) != 1 || len(q.Shown[0].Copies) != 1 || q.Facts["recipient"] != "" || q.Facts["got"] != "" {
			t.Errorf("the reader sees %+v", q)
		}
		if a, err := q.Answer(brand.Builtin(), s.clock()); err != nil || a.State == assess.Used || a.Evidence[0].Owner != assess.Sellers {
			t.Errorf("judged %s on %+v, %v", a.State, a.Evidence, err)
		}

		q, err = s.Wish(ctx, asked.Link)
		wish, waits := q.Open()
		if err != nil || !waits || wish.Word == "" {
			t.Fatalf("the wish is %+v, %v", q.Wishes, err)
		}
		if again, err := s.Wish(ctx, asked.Link); err != nil || len(again.Wishes) != 1 {
			t.Errorf("a wish that waits is made again: %v, %v", again.Wishes, err)
		}
		s.pass(time.Hour)
		if k, err = s.Open(ctx, link); err != nil || len(k.Requests[0].Wishes) != 1 {
			t.Fatalf("the seller sees %+v, %v", k.Requests, err)
		}
		fresh := keep.Showing{ID: "form-2", Word: wish.Word, Evidence: []casefile.EvidenceJSON{page("anew", brand.OrderSent, s.clock())}}
		more, _, err := k.With(keep.More{ID: "form-2", Evidence: fresh.Evidence})
		if err == nil {
			fails(t, "a picture without the word", s.Fulfil(ctx, link, k.Rev, more, "form-1", fresh), unspent.Invalid, "keep.noWord")
			bare := fresh
			bare.Bare = true
			err = s.Fulfil(ctx, link, k.Rev, more, "form-1", bare)
		}
		if err != nil {
			t.Fatal(err)
		}
		q = seen()
		if again, waits := q.Open(); !waits || again.Word != wish.Word || len(q.Shown) != 2 || !q.Shown[1].Bare {
			t.Errorf("the reader of what came without the word sees %+v", q)
		}
		if k, err = s.Open(ctx, link); err != nil {
			t.Fatal(err)
		}
		fresh.ID, fresh.Evidence = "form-3", []casefile.EvidenceJSON{page("again", brand.OrderSent, s.clock())}
		fresh.Evidence[0].Notes = []api.Note{{ID: assess.ChallengeShown}}
		if more, _, err = k.With(keep.More{ID: "form-3", Evidence: fresh.Evidence}); err == nil {
			err = s.Fulfil(ctx, link, k.Rev, more, "form-1", fresh)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Fulfil(ctx, link, k.Rev, more, "form-1", fresh); err != nil {
			t.Errorf("what is sent twice is refused: %v", err)
		}
		q = seen()
		if _, waits := q.Open(); waits || len(q.Shown) != 3 || q.Shown[2].Bare || !q.Shown[2].At.Equal(s.clock()) {
			t.Errorf("the reader sees %+v", q)
		}
		if err := s.Withdraw(ctx, link, "form-1"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Look(ctx, asked.Link); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("what was withdrawn is shown: %v", err)
		}
		if _, err := s.Wish(ctx, asked.Link); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("what was withdrawn is wished for: %v", err)
		}
	})
}

// Whoever is accused shows the other side what they have, and gets an answer to it.
func TestShowToWhoAccuses(t *testing.T) {
	s := newShelf(memory.New(), 4)
	link, err := s.Draw()
	if err != nil {
		t.Fatal(err)
	}
	c := content(s)
	c.Said["asker"], c.Said["claimed"], c.Said["intent"], c.Said["handed"] = "seller", "1", "sell", "2027-01-03T10:00"
	k, err := s.Save(t.Context(), link, 0, c)
	if err != nil {
		t.Fatal(err)
	}
	asked, err := s.Ask(t.Context(), link, "form-1", keep.Ask{Whom: assess.Buyers, What: "buyer-message", Share: []string{"handed"},
		Show: []string{k.Evidence[0].ID}})
	if err != nil {
		t.Fatal(err)
	}
	q, err := s.Look(t.Context(), asked.Link)
	if err != nil || q.Facts["claimed"] != "1" || len(q.Shown) != 1 {
		t.Fatalf("the other side sees %+v, %v", q, err)
	}
	a, err := q.Asker(brand.Builtin(), s.clock())
	if err != nil || !strings.HasPrefix(a.Remedies[0].ID, "desk-") {
		t.Errorf("judged %+v, %v", a.Remedies, err)
	}
	told, err := q.Answer(brand.Builtin(), s.clock())
	if err != nil || strings.Contains(strings.ToLower(told.Findings[0].Text.EN), "your ") || !strings.Contains(told.Findings[0].Text.EN, "eller's") {
		t.Errorf("the buyer is told %+v, %v", told.Findings, err)
	}
	if told.State != a.State || told.Confidence != a.Confidence {
		t.Errorf("the buyer reads %s %s, the seller %s %s", told.State, told.Confidence, a.State, a.Confidence)
	}
	for _, r := range told.Remedies {
		if strings.HasPrefix(r.ID, "desk-") {
			t.Errorf("the buyer is told what a seller does: %s", r.ID)
		}
	}
	if _, err := s.Wish(t.Context(), asked.Link); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("a request takes a wish: %v", err)
	}
}
