package sqlite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
)

// Difference is where what is no event is not what was written.
type Difference struct {
	Subject string // such as "key key_1a2b", or "documents of kind approval"
	What    string // in one clause
}

// Prove compares the staff's log, keys, programs and documents of the book at path
// with the chain and the sums that were written with them, beside a server too. It
// returns at most limit differences.
func Prove(ctx context.Context, path string, limit int) (all []Difference, err error) {
	conn, err := connect(path, "query_only = ON", sqlite.OpenReadOnly)
	if err != nil {
		return nil, failure(err)
	}
	defer func() { err = errors.Join(err, failure(conn.Close())) }()
	defer conn.SetInterrupt(conn.SetInterrupt(ctx.Done()))
	p := &prover{conn: conn, limit: limit, rows: map[string]map[string]unspent.Digest{}}
	if err := fix(conn); err != nil {
		return nil, failure(err)
	}
	if proven, err := number(conn, `SELECT count(*) FROM sqlite_schema WHERE name = 'links'`); err != nil || proven == 0 {
		return nil, failure(err) // of an older program: the server links it when it starts
	}
	scoped, err := number(conn, `SELECT count(*) FROM pragma_table_info('api_keys') WHERE name = 'accounts'`)
	if err != nil {
		return nil, failure(err)
	}
	if p.linked = maps.Clone(linked); scoped == 0 { // of a program that kept what a key acts for in its name
		p.linked["key"] = linkedRows{oldKeyRow + ` ORDER BY created_at, id`, oldKeyRow + ` WHERE id = ?`}
	}
	terms, err := number(conn, `SELECT count(*) FROM pragma_table_info('programs') WHERE name IN ('zone', 'code_format', 'terms')`)
	if err != nil {
		return nil, failure(err)
	}
	if rows := [...]string{oldProgramRow, zonedProgramRow, codedProgramRow, programRow}; terms < int64(len(rows)) {
		p.linked["program"] = linkedRows{rows[terms] + ` ORDER BY created_at, id`, rows[terms] + ` WHERE id = ?`}
	}
	err = errors.Join(p.chain(), p.documents())
	return p.found, failure(err)
}

type prover struct {
	conn   *sqlite.Conn
	limit  int
	linked map[string]linkedRows
	rows   map[string]map[string]unspent.Digest // what the newest links say, by kind and id
	found  []Difference
}

func (p *prover) find(subject, format string, args ...any) {
	if len(p.found) < p.limit {
		p.found = append(p.found, Difference{subject, fmt.Sprintf(format, args...)})
	}
}

// chain walks the links and compares the newest of each row with the row.
func (p *prover) chain() error {
	for what := range p.linked {
		p.rows[what] = map[string]unspent.Digest{}
	}
	var last link
	actions := 0
	err := each(p.conn, linkRow+` ORDER BY n`, func(*row) {}, func(c *columns) error {
		l := readLink(c)
		switch {
		case l.n != last.n+1:
			p.find("the chain", "links %d to %d are missing", last.n+1, l.n-1)
		case l.hash != l.after(last.hash):
			p.find("the chain", "link %d, of %s, does not follow from the one before it", l.n, subject(l.what, l.id))
		}
		if l.what == "action" {
			if actions++; l.id != strconv.Itoa(actions) {
				p.find("the chain", "link %d is of line %s of the staff's log, and line %d is next", l.n, l.id, actions)
			}
		}
		if p.rows[l.what] == nil {
			p.find("the chain", "link %d is of a kind that there is not", l.n)
			return nil
		}
		p.rows[l.what][l.id], last = l.sum, l
		return nil
	})
	for _, what := range slices.Sorted(maps.Keys(p.linked)) {
		if err == nil {
			err = p.compare(what)
		}
	}
	return err
}

func (p *prover) compare(what string) error {
	want := p.rows[what]
	err := each(p.conn, p.linked[what].all, func(*row) {}, func(c *columns) error {
		id := c.text()
		sum, known := want[id]
		switch {
		case !known:
			p.find(subject(what, id), "it was added by another hand than the program's")
		case sum != rowDigest(c.stmt):
			p.find(subject(what, id), "it is not what was written")
		}
		delete(want, id)
		return nil
	})
	for _, id := range slices.SortedFunc(maps.Keys(want), byNumber) {
		p.find(subject(what, id), "it is missing")
	}
	return err
}

// byNumber puts the numbers of lines in their order.
func byNumber(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

func subject(what, id string) string {
	if what == "action" {
		return "the staff's log, line " + id
	}
	return what + " " + id
}

// documents compares each with the digest that stands beside it, and those of a kind
// with their sum.
func (p *prover) documents() error {
	want, _, err := totals(p.conn)
	if err != nil {
		return err
	}
	got := map[string]*total{}
	digests := map[[2]string]unspent.Digest{}
	err = each(p.conn, documentRow, func(*row) {}, func(c *columns) error {
		kind, id, d := c.stmt.ColumnText(0), c.stmt.ColumnText(1), rowDigest(c.stmt)
		if got[kind] == nil {
			got[kind] = &total{}
		}
		got[kind].count(d, 1)
		digests[[2]string{kind, id}] = d
		return nil
	})
	if err != nil {
		return err
	}
	err = each(p.conn, `SELECT kind, id, sum FROM documents`, func(*row) {}, func(c *columns) error {
		kind, id := c.text(), c.text()
		var sum unspent.Digest
		if c.blob(sum[:]); sum != digests[[2]string{kind, id}] {
			p.find("a document of kind "+kind, "it is not what was written: %s", docName(kind, id))
		}
		return nil
	})
	for _, kind := range slices.Sorted(maps.Keys(want)) {
		is := total{}
		if got[kind] != nil {
			is = *got[kind]
		}
		switch w := want[kind]; {
		case is.n != w.n:
			p.find("documents of kind "+kind, "%d were written and %d are there", w.n, is.n)
		case is.sum != w.sum:
			p.find("documents of kind "+kind, "they are not together what was written")
		}
		delete(got, kind)
	}
	for _, kind := range slices.Sorted(maps.Keys(got)) {
		p.find("documents of kind "+kind, "%d were added by another hand than the program's", got[kind].n)
	}
	return err
}

// docName names a document whose id is no address.
func docName(kind, id string) string {
	if strings.Contains(id, "@") {
		return kind
	}
	return kind + " " + id
}
