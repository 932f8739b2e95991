package sqlite

import (
	"context"
	"math"
	"strconv"

	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// Document implements [store.Documents].
func (v view) Document(ctx context.Context, kind, id string) (d store.Document, err error) {
	err = v.with(ctx, func(r *reader) error { d, err = document(r.journal, kind, id); return err })
	return d, err
}

// Documents implements [store.Documents].
func (v view) Documents(ctx context.Context, p store.Pick) (all []store.Document, err error) {
	err = v.with(ctx, func(r *reader) error { all, err = documents(r.journal, p); return err })
	return all, err
}

// Actions implements [store.Documents].
func (v view) Actions(ctx context.Context, before int64, limit int) (all []store.Action, err error) {
	err = v.with(ctx, func(r *reader) error { all, err = actions(r.journal, before, limit); return err })
	return all, err
}

// Document, Documents and Actions of an Update read through the writing
// connection, which sees what it has written itself.

// Document implements [store.Documents].
func (t *tx) Document(_ context.Context, kind, id string) (store.Document, error) {
	d, err := document(t.conn, kind, id)
	return d, failure(err)
}

// Documents implements [store.Documents].
func (t *tx) Documents(_ context.Context, p store.Pick) ([]store.Document, error) {
	all, err := documents(t.conn, p)
	return all, failure(err)
}

// Actions implements [store.Documents].
func (t *tx) Actions(_ context.Context, before int64, limit int) ([]store.Action, error) {
	all, err := actions(t.conn, before, limit)
	return all, failure(err)
}

// PutDocument implements [store.DocumentWriter].
func (t *tx) PutDocument(_ context.Context, d store.Document, keys ...string) error {
	return t.record(func() error {
		before, err := oldDigest(t.conn, d.Kind, d.ID)
		if err != nil {
			return err
		}
		const upsert = `INSERT INTO documents (kind, id, at, body) VALUES (?, ?, ?, ?) ` +
			`ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, body = excluded.body`
		err = exec(t.conn, upsert, func(r *row) { r.text(d.Kind); r.text(d.ID); r.int(micros(d.At)); r.blob(d.Body) })
		if err != nil {
			return err
		}
		if err := dropKeys(t.conn, d.Kind, d.ID); err != nil {
			return err
		}
		for _, key := range keys {
			err := exec(t.conn, `INSERT OR IGNORE INTO document_keys (kind, key, at, id) VALUES (?, ?, ?, ?)`, func(r *row) {
				r.text(d.Kind)
				r.text(key)
				r.int(micros(d.At))
				r.text(d.ID)
			})
			if err != nil {
				return err
			}
		}
		return recount(t.conn, d.Kind, d.ID, before)
	})
}

func dropKeys(conn *sqlite.Conn, kind, id string) error {
	return exec(conn, `DELETE FROM document_keys WHERE kind = ? AND id = ?`, func(r *row) { r.text(kind); r.text(id) })
}

// DropDocument implements [store.DocumentWriter].
func (t *tx) DropDocument(_ context.Context, kind, id string) error {
	t.erased = true
	return t.record(func() error {
		before, err := oldDigest(t.conn, kind, id)
		if err != nil {
			return err
		}
		if err := dropKeys(t.conn, kind, id); err != nil {
			return err
		}
		err = exec(t.conn, `DELETE FROM documents WHERE kind = ? AND id = ?`, func(r *row) { r.text(kind); r.text(id) })
		if err != nil || before == nil {
			return err
		}
		return recount(t.conn, kind, id, before)
	})
}

// LogAction implements [store.DocumentWriter].
func (t *tx) LogAction(_ context.Context, a store.Action) error {
	return t.record(func() error {
		const insert = `INSERT INTO actions (at, by, name, subject, outcome) VALUES (?, ?, ?, ?, ?)`
		err := exec(t.conn, insert, func(r *row) {
			r.int(micros(a.At))
			r.text(a.By)
			r.text(a.Name)
			r.text(a.Subject)
			r.text(a.Outcome)
		})
		if err != nil {
			return err
		}
		return addLink(t.conn, "action", strconv.FormatInt(t.conn.LastInsertRowID(), 10))
	})
}

func document(conn *sqlite.Conn, kind, id string) (d store.Document, err error) {
	const query = `SELECT id, at, body FROM documents WHERE kind = ? AND id = ?`
	err = each(conn, query, func(r *row) { r.text(kind); r.text(id) }, func(c *columns) error {
		d = readDocument(kind, c)
		return nil
	})
	return d, err
}

func readDocument(kind string, c *columns) store.Document {
	return store.Document{Kind: kind, ID: c.text(), At: instant(c.int()), Body: c.bytes()}
}

// The four ways through documents: with a key or without, up or down.
const (
	documentsUp      = `SELECT id, at, body FROM documents WHERE kind = ? AND (at, id) > (?, ?) AND at <= ? ORDER BY at, id LIMIT ?`
	documentsDown    = `SELECT id, at, body FROM documents WHERE kind = ? AND (at, id) < (?, ?) AND at <= ? ORDER BY at DESC, id DESC LIMIT ?`
	documentsOfKeyUp = `SELECT d.id, d.at, d.body FROM document_keys k JOIN documents d ON d.kind = k.kind AND d.id = k.id
		WHERE k.kind = ? AND k.key = ? AND (k.at, k.id) > (?, ?) AND k.at <= ? ORDER BY k.at, k.id LIMIT ?`
	documentsOfKeyDown = `SELECT d.id, d.at, d.body FROM document_keys k JOIN documents d ON d.kind = k.kind AND d.id = k.id
		WHERE k.kind = ? AND k.key = ? AND (k.at, k.id) < (?, ?) AND k.at <= ? ORDER BY k.at DESC, k.id DESC LIMIT ?`
)

func documents(conn *sqlite.Conn, p store.Pick) (all []store.Document, err error) {
	query := map[[2]bool]string{{false, false}: documentsUp, {false, true}: documentsDown,
		{true, false}: documentsOfKeyUp, {true, true}: documentsOfKeyDown}[[2]bool{p.Key != "", p.Newest}]
	until, from := int64(math.MaxInt64), micros(p.After.At)
	if !p.Until.IsZero() {
		until = micros(p.Until)
	}
	if p.After == (store.Place{}) {
		if from = math.MinInt64; p.Newest {
			from = math.MaxInt64
		}
	}
	bind := func(r *row) {
		r.text(p.Kind)
		if p.Key != "" {
			r.text(p.Key)
		}
		r.int(from)
		r.text(p.After.ID)
		r.int(until)
		r.int(int64(max(p.Limit, 0)))
	}
	err = each(conn, query, bind, func(c *columns) error {
		all = append(all, readDocument(p.Kind, c))
		return nil
	})
	return all, err
}

func actions(conn *sqlite.Conn, before int64, limit int) (all []store.Action, err error) {
	const query = `SELECT n, at, by, name, subject, outcome FROM actions WHERE n < ? ORDER BY n DESC LIMIT ?`
	if before <= 0 {
		before = math.MaxInt64
	}
	err = each(conn, query, func(r *row) { r.int(before); r.int(int64(max(limit, 0))) }, func(c *columns) error {
		all = append(all, store.Action{N: c.int(), At: instant(c.int()), By: c.text(), Name: c.text(), Subject: c.text(), Outcome: c.text()})
		return nil
	})
	return all, err
}
