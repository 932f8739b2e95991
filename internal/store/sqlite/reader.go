package sqlite

import (
	"errors"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
	"zombiezen.com/go/sqlite"
)

// reader is one pair of connections for point reads, used by one goroutine at a
// time.
type reader struct {
	journal, state *sqlite.Conn
	ages           *ages  // of state
	epoch          uint64 // of the overlay when the open transaction of state was begun; 0: none is open
}

// fresh makes the reader see every generation that was dropped before epoch. It
// keeps one transaction of the state file open until the next is dropped: what
// has changed since is in the overlay, and reads without locks take half as long.
func (r *reader) fresh(epoch uint64) error {
	if r.epoch == epoch {
		return nil
	}
	if err := r.rest(); err != nil {
		return err
	}
	if err := exec(r.state, `BEGIN`, func(*row) {}); err != nil {
		return ofState(err)
	}
	r.epoch = epoch
	return nil
}

// rest ends the open transaction, so that the state file's log can start over.
func (r *reader) rest() error {
	r.epoch = 0
	if r.state.AutocommitEnabled() {
		return nil
	}
	return exec(r.state, `COMMIT`, func(*row) {})
}

func openReader(path string, known *ages) (*reader, error) {
	journal, err := connect(path, anyReader, sqlite.OpenReadOnly, sqlite.OpenWAL)
	if err != nil {
		return nil, err
	}
	state, err := connect(path+stateSuffix, anyReader, sqlite.OpenReadOnly, sqlite.OpenWAL)
	if err != nil {
		return nil, errors.Join(ofState(err), journal.Close())
	}
	return &reader{journal: journal, state: state, ages: known}, nil
}

func (r *reader) close() error { return errors.Join(r.journal.Close(), r.state.Close()) }

const (
	selectCard    = `SELECT body FROM cards WHERE key = ?`
	selectSerial  = `SELECT c.key, c.body FROM serials s JOIN cards c ON c.key = s.key WHERE s.serial = ?`
	selectAccount = `SELECT body FROM accounts WHERE ref = ?`
	selectAnswer  = `SELECT first, last, print FROM answers WHERE age = ? AND request = ?`
	selectRefunds = `SELECT units, last FROM refunds WHERE spend = ?`
)

// load reads the named rows of the files into s; what is there already stays.
func (r *reader) load(want store.Want, s *store.State) error {
	if err := r.cards(want, s); err != nil {
		return ofState(err)
	}
	if err := r.others(want, s); err != nil {
		return ofState(err)
	}
	for _, seq := range want.Events {
		e, err := r.event(seq)
		if err != nil {
			return err
		}
		if e.Seq != 0 {
			s.Events[seq] = e
		}
	}
	return nil
}

// event reads one event, the zero one if there is none, and checks it.
func (r *reader) event(seq unspent.Seq) (e unspent.Event, err error) {
	err = each(r.journal, selectEvent, func(b *row) { b.int(int64(seq)) }, func(c *columns) (err error) {
		e, err = readEvent(c.stmt)
		return err
	})
	if err == nil && e.Seq != 0 {
		err = asWritten(r.journal, e)
	}
	return e, err
}

func (r *reader) others(want store.Want, s *store.State) error {
	for _, ref := range want.Accounts {
		err := each(r.state, selectAccount, func(b *row) { b.text(string(ref)) }, func(c *columns) error {
			d := decoder{b: c.bytes()}
			s.Accounts[ref] = d.account(ref)
			return d.err("an account")
		})
		if err != nil {
			return err
		}
	}
	for _, id := range want.Requests {
		if err := r.answer(id, s); err != nil {
			return err
		}
	}
	for _, seq := range want.Refunded {
		err := each(r.state, selectRefunds, func(b *row) { b.int(int64(seq)) }, func(c *columns) error {
			s.Refunded[seq] = store.Refunds{Units: c.int(), Last: unspent.Seq(c.int())}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// answer looks for id in the ages that may have it.
func (r *reader) answer(id unspent.RequestID, s *store.State) error {
	for _, age := range r.ages.of(id) {
		err := each(r.state, selectAnswer, func(b *row) { b.int(age); b.blob(id[:]) }, func(c *columns) error {
			a := store.Answer{First: unspent.Seq(c.int()), Last: unspent.Seq(c.int())}
			c.blob(a.Print[:])
			s.Answers[id] = a
			return nil
		})
		if _, found := s.Answers[id]; err != nil || found {
			return err
		}
	}
	return nil
}

func (r *reader) cards(want store.Want, s *store.State) error {
	for _, key := range want.Codes {
		err := each(r.state, selectCard, func(b *row) { b.blob(key[:]) }, func(c *columns) error {
			return putCard(s, key, c.bytes())
		})
		if err != nil {
			return err
		}
	}
	for _, serial := range want.Serials {
		err := each(r.state, selectSerial, func(b *row) { b.int(serial.Number()) }, func(c *columns) error {
			var key unspent.CardKey
			c.blob(key[:])
			return putCard(s, key, c.bytes())
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func putCard(s *store.State, key unspent.CardKey, body []byte) error {
	d := decoder{b: body}
	c := d.card(key)
	if err := d.err("a card"); err != nil {
		return err
	}
	if _, there := s.Cards[c.Serial]; !there {
		s.PutCard(c)
	}
	return nil
}

// each runs a cached query and calls f on every row.
func each(conn *sqlite.Conn, query string, bind func(*row), f func(*columns) error) error {
	stmt, err := conn.Prepare(query)
	if err != nil {
		return err
	}
	bind(&row{stmt: stmt})
	for {
		more, err := stmt.Step()
		if err == nil && more {
			err = f(&columns{stmt: stmt})
		}
		if err != nil || !more {
			return errors.Join(err, stmt.Reset())
		}
	}
}

func (c *columns) bytes() []byte {
	if c.stmt.ColumnType(c.n) == sqlite.TypeNull {
		c.n++
		return nil
	}
	b := make([]byte, c.stmt.ColumnLen(c.n))
	c.blob(b)
	return b
}

// err reports a body that did not decode.
func (d *decoder) err(what string) error {
	if d.bad || len(d.b) > 0 {
		return damaged("the row of " + what)
	}
	return nil
}
