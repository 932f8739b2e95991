package sqlite

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"strconv"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// The rows that links are about, as they are digested.
const (
	actionRow = `SELECT n, at, by, name, subject, outcome FROM actions`
	oldKeyRow = `SELECT id, name, role, bound, hash, created_at, revoked_at FROM api_keys`
	// What a key acts for was a part of its name, and is digested as it was then.
	keyRow        = `SELECT id, name || CASE accounts WHEN '' THEN '' ELSE char(31) || accounts END, role, bound, hash, created_at, revoked_at FROM api_keys`
	oldProgramRow = `SELECT id, name, currency, validity, claimable, spendable, transferable,
		account_cap, per_transfer, per_month, reveal_window, created_at FROM programs`
	// The row of a program without a zone, a format of codes or later terms is digested as
	// it was before there were any.
	zonedProgramRow = `SELECT id, name, currency, validity || CASE zone WHEN '' THEN '' ELSE char(31) || zone END, claimable, spendable, transferable,
		account_cap, per_transfer, per_month, reveal_window, created_at FROM programs`
	codedProgramRow = `SELECT id, name, currency, validity || CASE zone WHEN '' THEN '' ELSE char(31) || zone END ||
		CASE code_format WHEN '' THEN '' ELSE char(30) || code_format END, claimable, spendable, transferable,
		account_cap, per_transfer, per_month, reveal_window, created_at FROM programs`
	programRow = `SELECT id, name, currency, validity || CASE zone WHEN '' THEN '' ELSE char(31) || zone END ||
		CASE code_format WHEN '' THEN '' ELSE char(30) || code_format END || CASE terms WHEN '' THEN '' ELSE char(29) || terms END,
		claimable, spendable, transferable,
		account_cap, per_transfer, per_month, reveal_window, created_at FROM programs`
	documentRow = `SELECT kind, id, at, body, (SELECT group_concat(key, char(10) ORDER BY key) FROM document_keys k
		WHERE k.kind = d.kind AND k.id = d.id) FROM documents d`
)

// linked are the rows that a link of a kind is about, and how one is found.
var linked = map[string]linkedRows{
	"action":  {actionRow + ` ORDER BY n`, actionRow + ` WHERE n = ?`},
	"key":     {keyRow + ` ORDER BY created_at, id`, keyRow + ` WHERE id = ?`},
	"program": {programRow + ` ORDER BY created_at, id`, programRow + ` WHERE id = ?`},
}

// linkedRows reads all rows of a kind, or one.
type linkedRows struct{ all, one string }

// rowDigest hashes the row that a statement stands on: each value with its kind and
// length, so that none runs into the next.
func rowDigest(stmt *sqlite.Stmt) (d unspent.Digest) {
	var b []byte
	for i := range stmt.ColumnCount() {
		kind := stmt.ColumnType(i)
		b = append(b, byte(kind))
		if kind == sqlite.TypeInteger {
			b = binary.BigEndian.AppendUint64(b, uint64(stmt.ColumnInt64(i)))
			continue
		}
		value := make([]byte, stmt.ColumnLen(i))
		stmt.ColumnBytes(i, value)
		b = binary.BigEndian.AppendUint64(b, uint64(len(value)))
		b = append(b, value...)
	}
	return sha256.Sum256(b)
}

// link is one row of the chain.
type link struct {
	n         int64
	what, id  string
	sum, hash unspent.Digest
}

// after returns what l's hash must be behind another one.
func (l link) after(before unspent.Digest) unspent.Digest {
	b := append([]byte("unspent link v1\n"), before[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(l.n))
	b = binary.BigEndian.AppendUint64(b, uint64(len(l.what)))
	b = append(append(b, l.what...), l.id...)
	return sha256.Sum256(append(b, l.sum[:]...))
}

const linkRow = `SELECT n, what, id, sum, hash FROM links`

func readLink(c *columns) (l link) {
	l.n, l.what, l.id = c.int(), c.text(), c.text()
	c.blob(l.sum[:])
	c.blob(l.hash[:])
	return l
}

// lastLink returns the newest link, the zero link if there is none.
func lastLink(conn *sqlite.Conn) (l link, err error) {
	err = each(conn, linkRow+` ORDER BY n DESC LIMIT 1`, func(*row) {}, func(c *columns) error {
		l = readLink(c)
		return nil
	})
	return l, err
}

// addLink links the row of a kind with an id as it is now.
func addLink(conn *sqlite.Conn, what, id string) error {
	last, err := lastLink(conn)
	if err != nil {
		return err
	}
	next := link{n: last.n + 1, what: what, id: id}
	err = each(conn, linked[what].one, func(r *row) { r.text(id) }, func(c *columns) error {
		next.sum = rowDigest(c.stmt)
		return nil
	})
	if err != nil {
		return err
	}
	next.hash = next.after(last.hash)
	return exec(conn, `INSERT INTO links (n, what, id, sum, hash) VALUES (?, ?, ?, ?, ?)`, func(r *row) {
		r.int(next.n)
		r.text(next.what)
		r.text(next.id)
		r.blob(next.sum[:])
		r.blob(next.hash[:])
	})
}

// total is what is written down of the documents of one kind.
type total struct {
	n   int64
	sum unspent.Digest
}

// count adds a digest to a total, sign times.
func (t *total) count(d unspent.Digest, sign int64) {
	t.n += sign
	carry := uint64(0)
	for i := len(d) - 8; i >= 0; i -= 8 {
		a, b := binary.BigEndian.Uint64(t.sum[i:]), binary.BigEndian.Uint64(d[i:])
		if sign > 0 {
			a, carry = bits.Add64(a, b, carry)
		} else {
			a, carry = bits.Sub64(a, b, carry)
		}
		binary.BigEndian.PutUint64(t.sum[i:], a)
	}
}

func totals(conn *sqlite.Conn) (all map[string]total, kinds []string, err error) {
	all = map[string]total{}
	err = each(conn, `SELECT kind, n, sum FROM sums ORDER BY kind`, func(*row) {}, func(c *columns) error {
		kind, t := c.text(), total{n: c.int()}
		c.blob(t.sum[:])
		all[kind] = t
		kinds = append(kinds, kind)
		return nil
	})
	return all, kinds, err
}

// recount takes the digest that a document had out of its kind's total and puts the
// one that it has now in. Before is what oldDigest returned before the write.
func recount(conn *sqlite.Conn, kind, id string, before []byte) error {
	var t total
	err := each(conn, `SELECT n, sum FROM sums WHERE kind = ?`, func(r *row) { r.text(kind) }, func(c *columns) error {
		t.n = c.int()
		c.blob(t.sum[:])
		return nil
	})
	if err != nil {
		return err
	}
	if len(before) == len(unspent.Digest{}) {
		t.count(unspent.Digest(before), -1)
	}
	var now *unspent.Digest
	err = each(conn, documentRow+` WHERE kind = ? AND id = ?`, func(r *row) { r.text(kind); r.text(id) }, func(c *columns) error {
		now = new(rowDigest(c.stmt))
		return nil
	})
	if err != nil {
		return err
	}
	if now != nil {
		t.count(*now, 1)
		err = exec(conn, `UPDATE documents SET sum = ? WHERE kind = ? AND id = ?`, func(r *row) { r.blob(now[:]); r.text(kind); r.text(id) })
		if err != nil {
			return err
		}
	}
	return exec(conn, `INSERT INTO sums (kind, n, sum) VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE SET n = excluded.n, sum = excluded.sum`,
		func(r *row) { r.text(kind); r.int(t.n); r.blob(t.sum[:]) })
}

// oldDigest returns the digest under which a document is counted; nil if there is
// none.
func oldDigest(conn *sqlite.Conn, kind, id string) (sum []byte, err error) {
	err = each(conn, `SELECT sum FROM documents WHERE kind = ? AND id = ?`, func(r *row) { r.text(kind); r.text(id) }, func(c *columns) error {
		sum = c.bytes()
		return nil
	})
	return sum, err
}

// besideDigest is the head of the chain and of all sums, zero before there are any,
// and the chain's last link.
func besideDigest(conn *sqlite.Conn) (last link, d unspent.Digest, err error) {
	if last, err = lastLink(conn); err != nil {
		return last, d, err
	}
	all, kinds, err := totals(conn)
	if err != nil || last.n == 0 && len(kinds) == 0 {
		return last, d, err
	}
	b := append([]byte("unspent beside v1\n"), last.hash[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(last.n))
	for _, kind := range kinds {
		t := all[kind]
		b = append(strconv.AppendQuote(b, kind), t.sum[:]...)
		b = binary.BigEndian.AppendUint64(b, uint64(t.n))
	}
	return last, sha256.Sum256(b), nil
}

// beginProof links and counts what an older program wrote, or notes the head of what
// it linked.
func beginProof(conn *sqlite.Conn) (err error) {
	if n, err := number(conn, `SELECT proven AND head IS NOT NULL FROM changes`); err != nil || n != 0 {
		return err
	}
	end, err := sqlitex.ImmediateTransaction(conn)
	if err != nil {
		return err
	}
	defer end(&err)
	if n, err := number(conn, `SELECT proven FROM changes`); err != nil {
		return err
	} else if n == 0 {
		if err := linkAll(conn); err != nil {
			return err
		}
	}
	_, head, err := besideDigest(conn)
	if err != nil {
		return err
	}
	return exec(conn, `UPDATE changes SET proven = 1, head = ?`, func(r *row) { r.blob(head[:]) })
}

// linkAll links and counts every row.
func linkAll(conn *sqlite.Conn) error {
	for what, from := range map[string]string{"program": `SELECT id FROM programs ORDER BY created_at, id`,
		"key":    `SELECT id FROM api_keys ORDER BY created_at, id`,
		"action": `SELECT CAST(n AS TEXT) FROM actions ORDER BY n`} {
		ids, err := textsOf(conn, from)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := addLink(conn, what, id); err != nil {
				return err
			}
		}
	}
	kinds, err := textsOf(conn, `SELECT DISTINCT kind FROM documents ORDER BY kind`)
	if err != nil {
		return err
	}
	for _, kind := range kinds {
		ids, err := textsOf(conn, `SELECT id FROM documents WHERE kind = ?`, kind)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := recount(conn, kind, id, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func textsOf(conn *sqlite.Conn, query string, args ...any) (all []string, err error) {
	err = sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(stmt *sqlite.Stmt) error {
		all = append(all, stmt.ColumnText(0))
		return nil
	}})
	return all, err
}
