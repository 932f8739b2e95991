package sqlite

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// tx is one Update. Its writes go to the journal's writing connection.
type tx struct {
	view
	conn     *sqlite.Conn
	begun    bool
	erased   bool           // something is to leave no trace
	beside   bool           // something that is no event was linked or counted
	head     unspent.Digest // of what is linked and counted, when it is committed
	link     link           // the chain's last one then
	recorded *store.State   // what Append was given
}

var _ store.Tx = (*tx)(nil)

// write runs f inside the transaction, which the first write begins.
func (t *tx) write(f func() error) error {
	if !t.begun {
		if err := exec(t.conn, `BEGIN IMMEDIATE`, func(*row) {}); err != nil {
			return failure(err)
		}
		t.begun = true
	}
	return failure(f())
}

// record is write, of what is linked or counted beside the journal.
func (t *tx) record(f func() error) error {
	t.beside = true
	return t.write(f)
}

// erase is write, of what is to be gone from the journal's log too.
func (t *tx) erase(f func() error) error {
	t.erased = true
	return t.write(f)
}

// Refresh implements [store.Tx].
func (t *tx) Refresh(ctx context.Context, want store.Want, s *store.State) error {
	rest, ok := t.over.refresh(want, s)
	switch {
	case !ok:
		*s = *store.NewState()
		return t.Load(ctx, want, s)
	case len(rest.Events) > 0:
		return t.Load(ctx, rest, s)
	}
	return nil
}

// Append implements [store.Tx].
func (t *tx) Append(_ context.Context, s *store.State, seals []store.Seal, parties []store.Party) error {
	return t.write(func() error {
		stmt, err := t.conn.Prepare(insertEvent)
		if err != nil {
			return err
		}
		for i := range s.Journal {
			if err := appendEvent(stmt, &s.Journal[i]); err != nil {
				return err
			}
		}
		for _, seal := range seals {
			err := exec(t.conn, `INSERT INTO seals (seq, until, box) VALUES (?, ?, ?)`, func(r *row) {
				r.int(int64(seal.Seq))
				r.int(micros(seal.Until))
				r.blob(seal.Box)
			})
			if err != nil {
				return err
			}
		}
		for _, p := range parties {
			err := exec(t.conn, `INSERT INTO parties (id, text) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET text = excluded.text`,
				func(r *row) { r.text(p.ID); r.text(p.Text) })
			if err != nil {
				return err
			}
		}
		t.recorded = s
		return nil
	})
}

// PutProgram implements [store.Tx].
func (t *tx) PutProgram(_ context.Context, p unspent.Program) error {
	const query = `INSERT INTO programs (id, name, currency, validity, claimable, spendable, transferable, account_cap, ` +
		`per_transfer, per_month, reveal_window, created_at, zone, code_format, terms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	return t.put("program", p.ID, query, func(r *row) {
		r.text(p.ID)
		r.text(p.Name)
		r.text(p.Currency.String())
		r.text(p.Validity.String())
		r.bool(p.Claimable)
		r.bool(p.Spendable)
		r.bool(p.Transferable)
		r.int(p.Limits.AccountCap)
		r.int(p.Limits.PerTransfer)
		r.int(p.Limits.PerMonth)
		r.int(p.RevealWindow.Microseconds())
		r.int(micros(p.CreatedAt))
		r.text(p.Zone)
		r.text(p.CodeFormat.String())
		r.text(termsText(p))
	})
}

// PutKey implements [store.Tx].
func (t *tx) PutKey(_ context.Context, k store.APIKey) error {
	const query = `INSERT INTO api_keys (id, name, role, bound, hash, created_at, revoked_at, accounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	return t.put("key", k.ID, query, func(r *row) {
		r.text(k.ID)
		r.text(k.Name)
		r.text(string(k.Role))
		r.text(k.Bound)
		r.blob(k.Hash[:])
		r.int(micros(k.CreatedAt))
		r.int(micros(k.RevokedAt))
		r.text(string(k.Scope))
	})
}

// put inserts a row whose id must be free.
func (t *tx) put(what, id, query string, bind func(*row)) error {
	return t.record(func() error {
		err := exec(t.conn, query, bind)
		if sqlite.ErrCode(err) == sqlite.ResultConstraintPrimaryKey {
			return unspent.Errorf(unspent.Conflict, "a %s with this id exists", what)
		}
		if err != nil {
			return err
		}
		return addLink(t.conn, what, id)
	})
}

// RevokeKey implements [store.Tx].
func (t *tx) RevokeKey(_ context.Context, id string, at time.Time) error {
	return t.record(func() error {
		const query = `UPDATE api_keys SET revoked_at = CASE revoked_at WHEN 0 THEN ? ELSE revoked_at END WHERE id = ?`
		err := exec(t.conn, query, func(r *row) { r.int(micros(at)); r.text(id) })
		if err == nil && t.conn.Changes() == 0 {
			return unspent.Errorf(unspent.NotFound, "there is no such key")
		}
		if err != nil {
			return err
		}
		return addLink(t.conn, "key", id)
	})
}

// EraseParty implements [store.Tx].
func (t *tx) EraseParty(_ context.Context, id string) error {
	return t.erase(func() error {
		return exec(t.conn, `DELETE FROM parties WHERE id = ?`, func(r *row) { r.text(id) })
	})
}

// EraseSeals implements [store.Tx].
func (t *tx) EraseSeals(_ context.Context, now time.Time) (n int, err error) {
	err = t.erase(func() error {
		err := exec(t.conn, `DELETE FROM seals WHERE until <= ?`, func(r *row) { r.int(micros(now)) })
		n = t.conn.Changes()
		return err
	})
	return n, err
}

// EraseSeal implements [store.Tx].
func (t *tx) EraseSeal(_ context.Context, seq unspent.Seq) error {
	return t.erase(func() error {
		return exec(t.conn, `DELETE FROM seals WHERE seq = ?`, func(r *row) { r.int(int64(seq)) })
	})
}

// Seal, Programs, Keys and Party read through the writing connection, which
// sees what this Update has written itself.

// Seal implements [store.Reader].
func (t *tx) Seal(_ context.Context, seq unspent.Seq) ([]byte, error) {
	box, err := seal(t.conn, seq)
	return box, failure(err)
}

// Programs implements [store.Programs].
func (t *tx) Programs(context.Context) (map[string]unspent.Program, error) {
	all, err := programs(t.conn)
	return all, failure(err)
}

// Keys implements [store.Keys].
func (t *tx) Keys(context.Context) ([]store.APIKey, error) {
	all, err := keys(t.conn)
	return all, failure(err)
}

// Party implements [store.Parties].
func (t *tx) Party(_ context.Context, id string) (string, error) {
	text, err := party(t.conn, id)
	return text, failure(err)
}

// PartiesNamed implements [store.Parties].
func (t *tx) PartiesNamed(_ context.Context, text string, limit int) ([]string, error) {
	ids, err := partiesNamed(t.conn, text, limit)
	return ids, failure(err)
}

// end commits if err is nil, and otherwise rolls back. unknown says that the
// journal must be asked what happened.
func (t *tx) end(err error) (unknown bool, _ error) {
	if !t.begun {
		return false, err
	}
	if err == nil {
		err = failure(t.count())
	}
	if err == nil {
		if err = exec(t.conn, `COMMIT`, func(*row) {}); err == nil {
			return false, nil
		}
		unknown, err = true, failure(err)
	}
	if !t.conn.AutocommitEnabled() {
		if back := exec(t.conn, `ROLLBACK`, func(*row) {}); back != nil {
			return true, errors.Join(err, back)
		}
	}
	return unknown, err
}

// count counts what no event tells of, so that it is missed.
func (t *tx) count() (err error) {
	switch {
	case t.beside:
		if t.link, t.head, err = besideDigest(t.conn); err != nil {
			return err
		}
		return exec(t.conn, `UPDATE changes SET n = n + 1, head = ?`, func(r *row) { r.blob(t.head[:]) })
	case t.recorded == nil:
		return exec(t.conn, `UPDATE changes SET n = n + 1`, func(*row) {})
	}
	return nil
}

func (r *row) bool(b bool) {
	n := int64(0)
	if b {
		n = 1
	}
	r.int(n)
}
