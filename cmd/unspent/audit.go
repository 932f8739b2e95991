package main

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// auditCmd derives everything again.
type auditCmd struct {
	All bool
}

// Run audits the database, beside a running server too. The answer is "no" if
// anything differs.
func (c *auditCmd) Run(ctx context.Context, sh *shell) error {
	var result audit.Result
	alarm, err := sh.alarm()
	if err != nil {
		return err
	}
	if alarm == nil || c.All {
		err = sh.reading(ctx, func(r store.Reader) (err error) {
			result, err = audit.Run(ctx, r, sh.auditOptions(!c.All))
			return err
		})
	}
	if err != nil {
		return err
	}
	db, err := sh.database()
	if err != nil {
		return err
	}
	if err := prove(ctx, db, &result); err != nil {
		return err
	}
	if alarm != nil {
		short := audit.Finding{Seq: max(alarm.Seq, alarm.Mark.Seq), Subject: "the journal", What: alarm.Error()}
		result.Findings = append([]audit.Finding{short}, result.Findings...)
		sh.tell("use.seeFiles", "File", sh.config.DB)
	}
	return sh.audited(result)
}

// prove adds what is wrong with the staff's log, keys, programs and documents.
func prove(ctx context.Context, db string, result *audit.Result) error {
	all, err := sqlite.Prove(ctx, db, audit.MaxFindings)
	for _, d := range all {
		result.Findings = append(result.Findings, audit.Finding{Subject: d.Subject, What: d.What})
	}
	return err
}

func (sh *shell) auditOptions(first bool) audit.Options {
	return audit.Options{StopAtFirst: first, Progress: func(done, total int64) { sh.progress("audited", done, total) }}
}

// alarm compares the journal with its mark: nil if nothing that was answered is
// missing.
func (sh *shell) alarm() (*sqlite.Alarm, error) {
	db, err := sh.database()
	if err != nil {
		return nil, err
	}
	err = sqlite.Check(db)
	if a, ok := errors.AsType[*sqlite.Alarm](err); ok {
		return a, nil
	}
	if missing := exists(db); missing != nil {
		return nil, missing
	}
	return nil, err
}

// told is reading of a report: it goes on with what is left of a book, and says so.
func (sh *shell) told(ctx context.Context, f func(store.Reader) error) error {
	alarm, err := sh.alarm()
	if err != nil {
		return err
	}
	if alarm != nil {
		sh.note("%s", alarm)
	}
	return sh.reading(ctx, func(r store.Reader) error {
		r, err := store.Straightened(ctx, r)
		if err != nil {
			return err
		}
		return f(r)
	})
}

// reading opens the database read-only and runs f on one snapshot of it.
func (sh *shell) reading(ctx context.Context, f func(store.Reader) error) (err error) {
	db, err := sh.existing()
	if err != nil {
		return err
	}
	ro, err := sqlite.OpenReader(db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, ro.Close()) }()
	return ro.View(ctx, f)
}

// audited prints a result.
func (sh *shell) audited(r audit.Result) error {
	if sh.json {
		return answer(sh.encode(auditedOf(r)), r.Clean())
	}
	for _, f := range r.Findings {
		if f.Seq == 0 { // it is no event
			sh.print("%s: %s", f.Subject, f.What)
			continue
		}
		sh.print("%s: %s: %s", f.Seq.EventID(), f.Subject, f.What)
	}
	if r.More > 0 {
		sh.print("and %d more", r.More)
	}
	if r.Clean() {
		sh.print("clean: %d events, %d cards, %d accounts, %d requests; every balance, state and chain derived again and equal",
			r.Events, r.Cards, r.Accounts, r.Requests)
	} else {
		sh.print("not clean: %d events read", r.Events)
	}
	if r.Jumps > 0 {
		sh.print("the clock was corrected %d times: events before may be dated later than those after", r.Jumps)
	}
	for _, l := range r.Losses {
		by := l.By
		if l.Second != "" {
			by += " and " + l.Second
		}
		sh.print("epoch %d began at %s, accepted by %s: the book went on without what it knew after %s", l.Epoch, stamp(l.At), by,
			cmp.Or(api.EventID(l.Kept).String(), "its beginning"))
	}
	for _, s := range r.Sums {
		sh.print("%s in minor units: world %d, cards %d, accounts %d, merchants %d, breakage %d; together %d", s.Currency,
			s.World, s.Cards, s.Accounts, s.Merchants, s.Breakage, s.World+s.Cards+s.Accounts+s.Merchants+s.Breakage)
	}
	return answer(nil, r.Clean())
}

// auditResult is a result as JSON.
type auditResult struct {
	Clean    bool           `json:"clean"`
	Events   int64          `json:"events"`
	Cards    int64          `json:"cards"`
	Accounts int64          `json:"accounts"`
	Requests int64          `json:"requests"`
	Compared int64          `json:"compared"`
	Last     api.EventID    `json:"last,omitempty"`
	Findings []auditFinding `json:"findings"`
	More     int64          `json:"more"`
	Jumps    int64          `json:"clockCorrections"`
	Losses   []auditLoss    `json:"losses,omitempty"`
}

// auditLoss is an end of the book that was lost.
type auditLoss struct {
	Epoch  int64       `json:"epoch"`
	Kept   api.EventID `json:"kept,omitempty"`
	At     time.Time   `json:"at"`
	By     string      `json:"by"`
	Second string      `json:"second,omitempty"`
	Note   string      `json:"note"`
}

type auditFinding struct {
	Event   api.EventID `json:"event,omitempty"` // absent of what is no event
	Subject string      `json:"subject"`
	What    string      `json:"what"`
}

func auditedOf(r audit.Result) auditResult {
	out := auditResult{Clean: r.Clean(), Events: r.Events, Cards: r.Cards, Accounts: r.Accounts, Requests: r.Requests,
		Compared: r.Compared, Last: api.EventID(r.Last), Findings: []auditFinding{}, More: r.More, Jumps: r.Jumps}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, auditFinding{api.EventID(f.Seq), f.Subject, f.What})
	}
	for _, l := range r.Losses {
		out.Losses = append(out.Losses, auditLoss{l.Epoch, api.EventID(l.Kept), l.At, l.By, l.Second, l.Note})
	}
	return out
}

// sweepCmd books what has expired.
type sweepCmd struct{}

// Run sweeps. A running server does it by itself every hour.
func (c *sweepCmd) Run(ctx context.Context, sh *shell) error {
	return sh.inHouse(ctx, func(h *house.House) error {
		expired, seals, err := h.Book.Sweep(ctx)
		switch {
		case err != nil:
			return err
		case sh.json:
			return sh.encode(map[string]int{"expired": expired, "sealsErased": seals})
		}
		sh.print("%d cards expired, %d seals erased", expired, seals)
		return nil
	})
}
