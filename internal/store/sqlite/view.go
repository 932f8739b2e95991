package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// view reads: from the overlay first, then from the files.
type view struct {
	over *overlay
	// borrow lends a reader until its second result is called.
	borrow func(context.Context) (*reader, func(), error)
	// scan opens a reader for a long walk or search; nil if there is one reader only, whose
	// snapshot everything shares.
	scan func() (*reader, error)
}

var _ store.Reader = view{}

// with runs f on a borrowed reader.
func (v view) with(ctx context.Context, f func(*reader) error) error {
	r, back, err := v.borrow(ctx)
	if err != nil {
		return failure(err)
	}
	defer back()
	return failure(f(r))
}

// Load implements [store.Loader]. A state that is loaded for the first time is of
// one instant: what others commit while its rows are read is brought into it.
func (v view) Load(ctx context.Context, want store.Want, into *store.State) error {
	for first := into.Epoch == 0; ; {
		rest := v.over.find(want, into)
		if len(rest.Codes)+len(rest.Serials)+len(rest.Accounts)+len(rest.Requests)+len(rest.Events)+len(rest.Refunded) == 0 {
			return nil
		}
		if err := v.read(ctx, rest, into); err != nil {
			return err
		}
		if !first || !v.over.moved(into.Seq) {
			return nil
		}
		if rest, ok := v.over.refresh(want, into); ok {
			return v.with(ctx, func(r *reader) error { return r.load(store.Want{Events: rest.Events}, into) })
		}
		*into = *store.NewState()
	}
}

// read reads what the overlay does not know from the files.
func (v view) read(ctx context.Context, rest store.Want, into *store.State) error {
	if v.scan == nil || len(rest.Codes) < parallelKeys || len(rest.Requests) < parallelKeys {
		return v.with(ctx, func(r *reader) error { return r.load(rest, into) })
	}
	// Cards and the rest go to different maps of the state, so two connections
	// can fill it at once.
	cards := store.Want{Codes: rest.Codes, Serials: rest.Serials}
	rest.Codes, rest.Serials = nil, nil
	second := make(chan error, 1)
	go func() { second <- v.with(ctx, func(r *reader) error { return r.load(rest, into) }) }()
	err := v.with(ctx, func(r *reader) error { return r.load(cards, into) })
	return errors.Join(err, <-second)
}

// Journal implements [store.Reader].
func (v view) Journal(ctx context.Context, from unspent.Seq, f func(unspent.Event) error) error {
	walk := func(r *reader) error {
		return each(r.journal, selectEvents, func(b *row) { b.int(int64(from)) }, func(c *columns) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			ev, err := readEvent(c.stmt)
			if err != nil {
				return err
			}
			if err := f(ev); err != nil {
				return stopped{err}
			}
			return nil
		})
	}
	var err error
	if v.scan == nil {
		err = v.with(ctx, walk)
	} else if r, opened := v.scan(); opened != nil {
		err = opened
	} else {
		err = errors.Join(walk(r), r.close())
	}
	if s, ok := errors.AsType[stopped](err); ok {
		return s.error
	}
	return failure(err)
}

// History implements [store.Reader].
func (v view) History(ctx context.Context, ref unspent.Ref, from unspent.Seq, limit int) (all []unspent.Event, next unspent.Seq, err error) {
	s := store.NewState()
	if err := v.Load(ctx, store.WantOf(ref), s); err != nil {
		return nil, 0, err
	}
	err = v.with(ctx, func(r *reader) error {
		all, next, err = s.Back(ref, from, limit, r.event)
		return err
	})
	return all, next, err
}

// stopped carries the error of a caller's function through unchanged.
type stopped struct{ error }

// Seal implements [store.Reader].
func (v view) Seal(ctx context.Context, seq unspent.Seq) (box []byte, err error) {
	err = v.with(ctx, func(r *reader) error { box, err = seal(r.journal, seq); return err })
	return box, err
}

// Programs implements [store.Programs].
func (v view) Programs(ctx context.Context) (all map[string]unspent.Program, err error) {
	err = v.with(ctx, func(r *reader) error { all, err = programs(r.journal); return err })
	return all, err
}

// Keys implements [store.Keys].
func (v view) Keys(ctx context.Context) (all []store.APIKey, err error) {
	err = v.with(ctx, func(r *reader) error { all, err = keys(r.journal); return err })
	return all, err
}

// Party implements [store.Parties].
func (v view) Party(ctx context.Context, id string) (text string, err error) {
	err = v.with(ctx, func(r *reader) error { text, err = party(r.journal, id); return err })
	return text, err
}

// PartiesNamed implements [store.Parties].
func (v view) PartiesNamed(ctx context.Context, text string, limit int) (ids []string, err error) {
	err = v.with(ctx, func(r *reader) error { ids, err = partiesNamed(r.journal, text, limit); return err })
	return ids, err
}

func partiesNamed(conn *sqlite.Conn, text string, limit int) (ids []string, err error) {
	const query = `SELECT id FROM parties WHERE text = ? COLLATE NOCASE ORDER BY id LIMIT ?`
	err = each(conn, query, func(r *row) { r.text(text); r.int(int64(max(limit, 0))) }, func(c *columns) error {
		ids = append(ids, c.text())
		return nil
	})
	return ids, err
}

func seal(conn *sqlite.Conn, seq unspent.Seq) (box []byte, err error) {
	err = each(conn, `SELECT box FROM seals WHERE seq = ?`, func(r *row) { r.int(int64(seq)) }, func(c *columns) error {
		box = c.bytes()
		return nil
	})
	return box, err
}

func party(conn *sqlite.Conn, id string) (text string, err error) {
	err = each(conn, `SELECT text FROM parties WHERE id = ?`, func(r *row) { r.text(id) }, func(c *columns) error {
		text = c.text()
		return nil
	})
	return text, err
}

func programs(conn *sqlite.Conn) (map[string]unspent.Program, error) {
	const query = `SELECT id, name, currency, validity, claimable, spendable, transferable,
		account_cap, per_transfer, per_month, reveal_window, created_at, zone, code_format, terms FROM programs`
	all := map[string]unspent.Program{}
	err := each(conn, query, func(*row) {}, func(c *columns) error {
		p := unspent.Program{ID: c.text(), Name: c.text()}
		var err1, err2 error
		p.Currency, err1 = unspent.ParseCurrency(c.text())
		p.Validity, err2 = unspent.ParsePeriod(c.text())
		if err1 != nil || err2 != nil {
			return damaged("a program's terms")
		}
		p.Claimable, p.Spendable, p.Transferable = c.int() == 1, c.int() == 1, c.int() == 1
		p.Limits = unspent.Limits{AccountCap: c.int(), PerTransfer: c.int(), PerMonth: c.int()}
		p.RevealWindow = time.Duration(c.int()) * time.Microsecond
		p.CreatedAt = instant(c.int())
		p.Zone = c.text()
		if p.CodeFormat, err1 = unspent.ParseCodeFormat(c.text()); err1 != nil {
			return damaged("a program's terms")
		}
		if err := readTerms(&p, c.text()); err != nil {
			return damaged("a program's terms")
		}
		all[p.ID] = p
		return nil
	})
	return all, err
}

// terms are those of a program that came after its columns.
type terms struct {
	Endless    bool   `json:"endless,omitempty"`
	RefundTerm string `json:"refundTerm,omitempty"`
}

// termsText returns what the column holds, "" if there are none.
func termsText(p unspent.Program) string {
	t := terms{p.Endless, p.RefundTerm.String()}
	if t == (terms{}) {
		return ""
	}
	text, err := json.Marshal(t)
	if err != nil {
		panic(err) // texts
	}
	return string(text)
}

// readTerms is the inverse of termsText.
func readTerms(p *unspent.Program, text string) (err error) {
	if text == "" {
		return nil
	}
	var t terms
	if err = json.Unmarshal([]byte(text), &t); err == nil {
		p.Endless = t.Endless
		p.RefundTerm, err = unspent.ParsePeriod(t.RefundTerm)
	}
	return err
}

func keys(conn *sqlite.Conn) (all []store.APIKey, err error) {
	const query = `SELECT id, name, role, bound, hash, created_at, revoked_at, accounts FROM api_keys ORDER BY id`
	err = each(conn, query, func(*row) {}, func(c *columns) error {
		k := store.APIKey{ID: c.text(), Name: c.text(), Role: unspent.Role(c.text()), Bound: c.text()}
		c.blob(k.Hash[:])
		k.CreatedAt, k.RevokedAt, k.Scope = instant(c.int()), instant(c.int()), unspent.Scope(c.text())
		all = append(all, k)
		return nil
	})
	return all, err
}
