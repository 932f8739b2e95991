package storetest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/store"
)

// documentKinds are the kinds of document that the suite makes.
func documentKinds() []string { return []string{"letter", "order"} }

// ids names documents, in their order.
func ids(all []store.Document) string {
	var names []string
	for _, d := range all {
		names = append(names, d.ID)
	}
	return strings.Join(names, " ")
}

func pick(t *testing.T, s store.Store, p store.Pick) (all []store.Document) {
	t.Helper()
	mustView(t, s, func(r store.Reader) (err error) {
		all, err = r.Documents(t.Context(), p)
		return err
	})
	return all
}

// file puts documents of a kind: each is an id, the minute of its At, and keys.
func file(t *testing.T, s store.Store, kind string, rows ...string) {
	t.Helper()
	mustUpdate(t, s, func(tx store.Tx) error {
		for _, text := range rows {
			f := strings.Fields(text)
			minutes, err := time.ParseDuration(f[1] + "m")
			if err != nil {
				return err
			}
			d := store.Document{Kind: kind, ID: f[0], At: start().Add(minutes), Body: []byte(text)}
			if err := tx.PutDocument(t.Context(), d, f[2:]...); err != nil {
				return err
			}
		}
		return nil
	})
}

func testDocuments(t *testing.T, s store.Store) {
	file(t, s, "letter", "a 1", "c 1", "b 1", "z 0", "y 9")
	file(t, s, "order", "a 5")
	at := func(minutes int) time.Time { return start().Add(time.Duration(minutes) * time.Minute) }
	tests := map[string]struct {
		p    store.Pick
		want string
	}{
		"all":           {store.Pick{Kind: "letter", Limit: 9}, "z a b c y"},
		"newest":        {store.Pick{Kind: "letter", Limit: 9, Newest: true}, "y c b a z"},
		"some":          {store.Pick{Kind: "letter", Limit: 2}, "z a"},
		"none":          {store.Pick{Kind: "letter"}, ""},
		"less":          {store.Pick{Kind: "letter", Limit: -1}, ""},
		"after":         {store.Pick{Kind: "letter", Limit: 2, After: store.Place{At: at(1), ID: "a"}}, "b c"},
		"newest after":  {store.Pick{Kind: "letter", Limit: 2, Newest: true, After: store.Place{At: at(1), ID: "b"}}, "a z"},
		"after nothing": {store.Pick{Kind: "letter", Limit: 9, After: store.Place{At: at(1), ID: "bb"}}, "c y"},
		"until":         {store.Pick{Kind: "letter", Limit: 9, Until: at(1)}, "z a b c"},
		"other kind":    {store.Pick{Kind: "order", Limit: 9}, "a"},
		"unknown kind":  {store.Pick{Kind: "x", Limit: 9}, ""},
	}
	for name, tt := range tests {
		if got := ids(pick(t, s, tt.p)); got != tt.want {
			t.Errorf("%s: Documents(%+v) = %q, want %q", name, tt.p, got, tt.want)
		}
	}
	file(t, s, "letter", "a 20 key") // put again, at another place
	mustUpdate(t, s, func(tx store.Tx) error {
		return errors.Join(tx.DropDocument(t.Context(), "letter", "c"), tx.DropDocument(t.Context(), "letter", "c"), tx.DropDocument(t.Context(), "letter", "none"))
	})
	if got := ids(pick(t, s, store.Pick{Kind: "letter", Limit: 9})); got != "z b y a" {
		t.Errorf("after one was put again and one dropped there are %q", got)
	}
	mustView(t, s, func(r store.Reader) error {
		one, err := r.Document(t.Context(), "letter", "a")
		if err != nil || string(one.Body) != "a 20 key" || !one.At.Equal(at(20)) || one.ID != "a" || one.Kind != "letter" {
			t.Errorf("Document(a) = %+v, %v", one, err)
		}
		one.Body[0] = 'X'
		again, err := r.Document(t.Context(), "letter", "a")
		if err != nil || again.Body[0] != 'a' {
			t.Errorf("the store noticed what a reader changed: %q, %v", again.Body, err)
		}
		none, err := r.Document(t.Context(), "letter", "c")
		if err != nil || none.ID != "" {
			t.Errorf("Document of a dropped one = %+v, %v", none, err)
		}
		return nil
	})
}

func testDocumentsByKey(t *testing.T, s store.Store) {
	file(t, s, "order", "a 3 taro shop", "b 1 taro", "c 2 hanako shop shop", "d 3 taro")
	want := func(p store.Pick, want string) {
		t.Helper()
		p.Kind, p.Limit = "order", 9
		if got := ids(pick(t, s, p)); got != want {
			t.Errorf("Documents(%+v) = %q, want %q", p, got, want)
		}
	}
	want(store.Pick{Key: "taro"}, "b a d")
	want(store.Pick{Key: "taro", Newest: true}, "d a b")
	want(store.Pick{Key: "taro", After: store.Place{At: start().Add(time.Minute), ID: "b"}}, "a d")
	want(store.Pick{Key: "taro", Until: start().Add(2 * time.Minute)}, "b")
	want(store.Pick{Key: "shop"}, "c a")
	want(store.Pick{Key: "nobody"}, "")
	file(t, s, "order", "a 9 hanako")
	want(store.Pick{Key: "taro"}, "b d")
	want(store.Pick{Key: "hanako"}, "c a")
	mustUpdate(t, s, func(tx store.Tx) error {
		if err := tx.DropDocument(t.Context(), "order", "b"); err != nil {
			return err
		}
		left, err := tx.Documents(t.Context(), store.Pick{Kind: "order", Key: "taro", Limit: 9})
		if got := ids(left); err != nil || got != "d" {
			t.Errorf("inside the Update that drops b, taro has %q, %v", got, err)
		}
		return err
	})
	want(store.Pick{Key: "taro"}, "d")
}

func testActions(t *testing.T, s store.Store) {
	log := func(fail error, names ...string) {
		err := s.Update(t.Context(), func(tx store.Tx) error {
			for _, n := range names {
				if err := tx.LogAction(t.Context(), store.Action{N: 77, At: start(), By: "key_1", Name: n, Subject: "card", Outcome: "held"}); err != nil {
					return err
				}
			}
			return fail
		})
		if !errors.Is(err, fail) {
			t.Fatalf("Update = %v, want %v", err, fail)
		}
	}
	log(nil, "freeze", "void")
	log(errors.New("undone"), "never")
	log(nil, "adjust")
	for _, tt := range []struct {
		before int64
		limit  int
		want   string
	}{{0, 9, "3 adjust, 2 void, 1 freeze"}, {0, 1, "3 adjust"}, {3, 9, "2 void, 1 freeze"}, {1, 9, ""}, {0, 0, ""}, {99, 2, "3 adjust, 2 void"}} {
		mustView(t, s, func(r store.Reader) error {
			all, err := r.Actions(t.Context(), tt.before, tt.limit)
			var got []string
			for _, a := range all {
				got = append(got, string(rune('0'+a.N))+" "+a.Name)
				if a.By != "key_1" || a.Subject != "card" || a.Outcome != "held" || !a.At.Equal(start()) {
					t.Errorf("action %+v", a)
				}
			}
			if g := strings.Join(got, ", "); g != tt.want {
				t.Errorf("Actions(%d, %d) = %q, want %q", tt.before, tt.limit, g, tt.want)
			}
			return err
		})
	}
}
