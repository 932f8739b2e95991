package keep_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// The table says of every state and happening what follows, and the reference has it.
func TestTransitions(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/states.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, ok := strings.Cut(string(page), "## A request of a kept case\n")
	if !ok {
		t.Fatal("the reference has no section of requests")
	}
	steps := 0
	for _, from := range keep.States() {
		if !strings.Contains(section, fmt.Sprintf("\n| `%s` | ", from)) {
			t.Errorf("the reference does not say what %s means", from)
		}
		for _, h := range keep.Happenings() {
			i := slices.IndexFunc(keep.Transitions(), func(s keep.Transition) bool { return s.From == from && s.By == h })
			to, err := from.After(h)
			switch {
			case i >= 0:
				steps++
				if step := keep.Transitions()[i]; to != step.To || err != nil ||
					!strings.Contains(section, fmt.Sprintf("| `%s` | `%s` | `%s` |\n", step.From, step.By, step.To)) {
					t.Errorf("%v: to %s, %v, or the reference does not have it", step, to, err)
				}
			case to != from:
				t.Errorf("%s by %s leads to %s, and is in no table", from, h, to)
			default:
				fails(t, "not in the table", err, unspent.NotFound, "")
			}
		}
	}
	if steps != len(keep.Transitions()) || strings.Count(section, "\n| `") != len(keep.States())+steps {
		t.Errorf("%d steps, %d lines", steps, strings.Count(section, "\n| `"))
	}
	clear(keep.Transitions())
	if keep.Transitions()[0] == (keep.Transition{}) {
		t.Error("Transitions hands out the table itself")
	}
}

// book is what a case and its requests should be, by a simpler way than the room's.
type book struct {
	*shelf
	link     keep.CaseLink
	there    bool
	rev      int
	until    time.Time
	requests []*entry
}

// entry is a request and what was deposited for it: ids of what stands, in order.
type entry struct {
	id        string
	link      keep.RequestLink
	until     time.Time
	withdrawn bool
	stands    []string
	all       map[string]bool
}

func (b *book) over() bool { return !b.there || !b.clock().Before(b.until) }

func (e *entry) state(now time.Time) keep.State {
	switch {
	case e.withdrawn:
		return keep.Withdrawn
	case !now.Before(e.until):
		return keep.Lapsed
	case len(e.all) > 0:
		return keep.Answered
	}
	return keep.Open
}

func (b *book) save(t *rapid.T) {
	rev := b.rev + rapid.IntRange(-1, 1).Draw(t, "rev off")
	in := content(b.shelf)
	in.Said["seal"] = rapid.StringMatching("[a-c]{8}").Draw(t, "answer") + fmt.Sprint(b.clock().UnixNano())
	k, err := b.Save(context.Background(), b.link, rev, in)
	switch {
	case b.over() && rev != 0:
		want(t, err, unspent.NotFound)
	case b.over():
		want(t, err, "")
		b.there, b.rev, b.until, b.requests = true, 1, b.clock().Add(keep.CaseLife), nil
	case rev != b.rev:
		want(t, err, unspent.Conflict)
	default:
		want(t, err, "")
		if b.rev++; k.Rev != b.rev {
			t.Fatalf("the case is at %d, want %d", k.Rev, b.rev)
		}
	}
}

func (b *book) ask(t *rapid.T) {
	id := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "id")
	life := rapid.SampledFrom([]time.Duration{time.Hour, 48 * time.Hour, 40 * 24 * time.Hour}).Draw(t, "life")
	until := b.clock().Add(life)
	a, err := b.Ask(context.Background(), b.link, id, keep.Ask{Whom: assess.Givers, What: "x", Until: until})
	i := slices.IndexFunc(b.requests, func(e *entry) bool { return e.id == id })
	switch {
	case b.over():
		want(t, err, unspent.NotFound)
	case i >= 0: // under another end, since time has passed or not
		if err != nil {
			want(t, err, unspent.Conflict)
		} else if a.Link.Reveal() != b.requests[i].link.Reveal() {
			t.Fatalf("request %s is made twice", id)
		}
	default:
		want(t, err, "")
		if until.After(b.until) {
			until = b.until
		}
		b.requests = append(b.requests, &entry{id: id, link: a.Link, until: until, all: map[string]bool{}})
	}
}

// one draws a request that was made, or nil.
func (b *book) one(t *rapid.T) *entry {
	if len(b.requests) == 0 {
		return nil
	}
	return b.requests[rapid.IntRange(0, len(b.requests)-1).Draw(t, "request")]
}

func (b *book) deposit(t *rapid.T) {
	e := b.one(t)
	if e == nil {
		return
	}
	d := keep.Deposit{ID: rapid.SampledFrom([]string{"1", "2", "3", "4", "5"}).Draw(t, "deposit"),
		Replaces: rapid.SampledFrom([]string{"", "", "1", "2"}).Draw(t, "replaces")}
	if d.ID == d.Replaces {
		d.Replaces = ""
	}
	d.Note = "of " + d.Replaces
	r, err := b.Deposit(context.Background(), e.link, d)
	open := e.state(b.clock()) == keep.Open || e.state(b.clock()) == keep.Answered
	i := slices.Index(e.stands, d.Replaces)
	key := d.ID + " " + d.Replaces
	known := slices.ContainsFunc([]string{"", "1", "2"}, func(of string) bool { return e.all[d.ID+" "+of] })
	switch {
	case b.over(), !open:
		want(t, err, unspent.NotFound)
		return
	case known && !e.all[key], !known && d.Replaces != "" && i < 0:
		want(t, err, unspent.Conflict)
		return
	case !known && d.Replaces != "":
		e.stands = slices.Delete(e.stands, i, i+1)
		fallthrough
	case !known:
		e.stands = append(e.stands, d.ID)
		e.all[key] = true
	}
	want(t, err, "")
	if got := ids(r); !slices.Equal(got, e.stands) || r.State != keep.Answered {
		t.Fatalf("%v stand and it is %s, want %v", got, r.State, e.stands)
	}
}

func ids(r keep.Request) (all []string) {
	for _, d := range r.Deposits {
		all = append(all, d.ID)
	}
	return all
}

func (b *book) withdraw(t *rapid.T) {
	e := b.one(t)
	if e == nil {
		return
	}
	err := b.Withdraw(context.Background(), b.link, e.id)
	if b.over() {
		want(t, err, unspent.NotFound)
		return
	}
	want(t, err, "")
	e.withdrawn = e.withdrawn || e.state(b.clock()) != keep.Lapsed
}

func (b *book) delete(t *rapid.T) {
	if rapid.IntRange(0, 4).Draw(t, "really") == 0 {
		want(t, b.Delete(context.Background(), b.link), "")
		b.there, b.rev = false, 0
	}
}

func (b *book) wait(t *rapid.T) {
	b.pass(rapid.SampledFrom([]time.Duration{time.Minute, time.Hour, 24 * time.Hour, 8 * 24 * time.Hour}).Draw(t, "passes"))
	if rapid.Bool().Draw(t, "swept") {
		_, err := b.Sweep(context.Background())
		want(t, err, "")
	}
}

// agrees looks at everything from both sides.
func (b *book) agrees(t *rapid.T) {
	k, err := b.Open(context.Background(), b.link)
	if b.over() {
		want(t, err, unspent.NotFound)
	} else {
		want(t, err, "")
		if k.Rev != b.rev || !k.Until.Equal(b.until) || len(k.Requests) != len(b.requests) {
			t.Fatalf("the case is at %d until %s with %d requests, want %d, %s, %d", k.Rev, k.Until, len(k.Requests), b.rev, b.until, len(b.requests))
		}
	}
	for i, e := range b.requests {
		state := e.state(b.clock())
		if !b.over() && (k.Requests[i].State != state || !slices.Equal(ids(k.Requests[i].Request), e.stands)) {
			t.Fatalf("request %s is %s with %v, want %s with %v", e.id, k.Requests[i].State, ids(k.Requests[i].Request), state, e.stands)
		}
		r, err := b.Look(context.Background(), e.link)
		if b.over() || state == keep.Withdrawn || state == keep.Lapsed {
			want(t, err, unspent.NotFound)
		} else if want(t, err, ""); r.State != state || !slices.Equal(ids(r), e.stands) {
			t.Fatalf("its link shows %s with %v, want %s with %v", r.State, ids(r), state, e.stands)
		}
	}
}

func want(t *rapid.T, err error, reason unspent.Reason) {
	t.Helper()
	if got := unspent.ReasonOf(err); err == nil && reason != "" || err != nil && got != reason {
		t.Fatalf("%v, want %q", err, reason)
	}
}

func (b *book) walk(t *rapid.T) {
	link, err := b.Draw()
	want(t, err, "")
	b.link = link
	t.Repeat(map[string]func(*rapid.T){"save": b.save, "ask": b.ask, "deposit": b.deposit, "withdraw": b.withdraw, "delete": b.delete,
		"wait": b.wait, "": b.agrees})
}

// Whatever is done in whatever order, both sides see what a simpler book says.
func TestWalks(t *testing.T) {
	t.Run("memory", rapid.MakeCheck(func(t *rapid.T) { (&book{shelf: newShelf(memory.New(), 21)}).walk(t) }))
	db, err := sqlite.Open(filepath.Join(t.TempDir(), "unspent.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := newShelf(db, 22)
	t.Run("sqlite", rapid.MakeCheck(func(t *rapid.T) { (&book{shelf: s}).walk(t) }))
}
