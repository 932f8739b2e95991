package keep_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store"
)

// Whoever wants to be told is, not too often, until they stop it: by their case, or by
// the link of a mail, which opens nothing else.
func TestNotice(t *testing.T) {
	onBoth(t, func(t *testing.T, s *shelf) {
		ctx := t.Context()
		link, _ := s.kept(t)
		early, err := s.Ask(ctx, link, "form-1", toGiver())
		if err == nil {
			err = s.Tell(ctx, link, "taro@example.jp", "ja")
		}
		if err != nil {
			t.Fatal(err)
		}
		late, err := s.Ask(ctx, link, "form-2", toGiver())
		if err != nil {
			t.Fatal(err)
		}
		due := func(q keep.RequestLink) (keep.Notice, bool) {
			t.Helper()
			n, due, err := s.Due(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			return n, due
		}
		n, is := due(early.Link)
		if !is || n.To != "taro@example.jp" || n.Lang != "ja" || n.Cause == "" {
			t.Errorf("due is %v, %+v", is, n)
		}
		if _, is := due(late.Link); is {
			t.Error("somebody is told twice at once")
		}
		s.pass(keep.NoticeEvery)
		if _, is := due(late.Link); !is {
			t.Error("what comes by a later request is not told")
		}
		if k, err := s.Open(ctx, link); err != nil || k.Told != "taro@example.jp" {
			t.Errorf("the case tells %q, %v", k.Told, err)
		}
		if _, err := s.Open(ctx, keep.CaseLink{Secret: n.Stop.Secret}); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("the link of a mail opens the case: %v", err)
		}
		if _, err := s.Look(ctx, keep.RequestLink{Secret: n.Stop.Secret}); unspent.ReasonOf(err) != unspent.NotFound {
			t.Errorf("the link of a mail opens a request: %v", err)
		}
		for range 2 {
			if err := s.Stop(ctx, n.Stop); err != nil {
				t.Fatal(err)
			}
		}
		s.pass(time.Hour)
		if _, is := due(early.Link); is {
			t.Error("somebody is told who has stopped it")
		}
		for _, to := range []string{"taro@example.jp", "hanako@example.jp", ""} {
			if err := s.Tell(ctx, link, to, "en"); err != nil {
				t.Fatal(err)
			}
			if n, is := due(early.Link); n.To != to || is != (to != "") {
				t.Errorf("told is %q, want %q", n.To, to)
			}
			s.pass(time.Hour)
		}
		if err := s.Tell(ctx, link, "taro@example.jp", "ja"); err != nil {
			t.Fatal(err)
		}
		if err := s.Delete(ctx, link); err != nil {
			t.Fatal(err)
		}
		err = s.store.View(ctx, func(r store.Reader) error {
			for _, kind := range []string{store.KindKept, store.KindAsked, store.KindTold} {
				if left, err := r.Documents(ctx, store.Pick{Kind: kind, Limit: 9}); err != nil || len(left) > 0 {
					t.Errorf("%d of %s are left, %v", len(left), kind, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
