package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// clockCmd is for a clock that is wrong, was wrong, or looks so.
type clockCmd struct {
	Show    clockShowCmd    `cmd:"" default:"withargs"`
	Accept  clockAcceptCmd  `cmd:""`
	Correct clockCorrectCmd `cmd:""`
}

type clockShowCmd struct{}

// Run compares the clock with the newest event.
func (c *clockShowCmd) Run(ctx context.Context, sh *shell) error {
	newest, err := sh.newestEvent(ctx)
	if err != nil {
		return err
	}
	now := sh.now().UTC()
	if sh.json {
		return sh.encode(map[string]any{"now": now, "newest": newest, "synchronized": sh.synced()})
	}
	from := "nobody says whether it is right"
	if sh.synced() {
		from = "the system says that it is synchronized"
	}
	lead := now.Sub(newest).Round(time.Second)
	book := fmt.Sprintf("%s, %s before", stamp(newest), lead)
	switch {
	case newest.IsZero():
		book = "has no event yet"
	case lead < 0:
		book = fmt.Sprintf("%s, %s after the time of this machine", stamp(newest), -lead)
	}
	sh.table(pair{"this machine", stamp(now) + "; " + from}, pair{"newest event", book})
	return nil
}

// newestEvent returns when the newest event happened, as the corrections tell.
func (sh *shell) newestEvent(ctx context.Context) (at time.Time, err error) {
	err = sh.reading(ctx, func(r store.Reader) error {
		s := store.NewState()
		if err := r.Load(ctx, store.Want{}, s); err != nil {
			return err
		}
		all, err := store.Corrections(ctx, r)
		at = s.Newest(all)
		return err
	})
	return at, err
}

// dateFlag is the day as somebody knows it who did not ask this machine.
type dateFlag struct {
	Date string `required:"" placeholder:"YYYY-MM-DD"`
}

// right compares the clock with the day that was typed, in any zone.
func (d dateFlag) right(now time.Time) error {
	day, err := time.Parse(time.DateOnly, d.Date)
	if err != nil {
		return wrong("use.day", "Day", d.Date, "Like", "2027-03-31")
	}
	if off := now.Sub(day); off < -14*time.Hour || off > 36*time.Hour {
		return withHint(wrong("use.otherDay", "Now", stamp(now)), "use.setClock")
	}
	return nil
}

type clockAcceptCmd struct{ dateFlag }

// Run notes that the time of this machine is right.
func (c *clockAcceptCmd) Run(sh *shell) error {
	db, err := sh.existing()
	if err == nil {
		err = c.right(sh.now())
	}
	if err != nil {
		return err
	}
	text := sh.now().UTC().Format(time.RFC3339) + "\n"
	if err := os.WriteFile(clockOf(db), []byte(text), 0o600); err != nil {
		return refuse(err, unspent.Unavailable, "use.unwritable", "File", filepath.Base(clockOf(db)))
	}
	sh.print("accepted: it is %s", strings.TrimSpace(text))
	return nil
}

// clockOf is the file that says which time somebody called right.
func clockOf(db string) string { return db + "-clock" }

// acceptedClock reads it; what cannot be read says nothing.
func acceptedClock(db string) time.Time {
	b, err := os.ReadFile(clockOf(db))
	if err != nil || len(b) > maxSecret {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(string(b)))
	if err != nil {
		return time.Time{}
	}
	return at
}

type clockCorrectCmd struct {
	dateFlag
	Reason string `required:"" placeholder:"TEXT"`
}

// Run brings a book home that is in the future.
func (c *clockCorrectCmd) Run(ctx context.Context, sh *shell) (err error) {
	db, err := sh.existing()
	if err == nil {
		err = c.right(sh.now())
	}
	if err != nil {
		return err
	}
	if err := sqlite.Check(db); err != nil {
		return withHint(err, "use.seeFiles", "File", db)
	}
	return sh.inHouse(ctx, func(h *house.House) error {
		fix, err := h.Book.CorrectClock(ctx, unspent.Actor{ID: book.LocalKeyID, Role: unspent.Admin}, c.Reason)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.encode(map[string]any{"event": fix.Seq.EventID(), "was": fix.Was, "now": fix.To})
		}
		sh.print("events up to %s stay dated as late as %s; the next one is dated by the clock, which says %s", fix.Seq.EventID(), stamp(fix.Was), stamp(fix.To))
		sh.note("cards that were sold in between have a validity that begins then: unspent report daily shows that day; look at each")
		return nil
	})
}
