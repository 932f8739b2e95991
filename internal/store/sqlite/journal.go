package sqlite

import (
	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
)

const journalColumns = `seq, at, kind, program, debit, credit, currency, amount, debit_prev, credit_prev, debit_after, ` +
	`credit_after, reason, request, print, by, card_key, face, until, party, secret, of, asked, wanted, note, hash, last4, format, lots`

const (
	insertEvent = `INSERT INTO journal (` + journalColumns +
		`) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`
	selectEvent  = `SELECT ` + journalColumns + ` FROM journal WHERE seq = ?`
	selectEvents = `SELECT ` + journalColumns + ` FROM journal WHERE seq >= ? ORDER BY seq`
	selectHead   = `SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1`
)

// row binds values to a statement from its first parameter on. What is empty
// stays NULL.
type row struct {
	stmt *sqlite.Stmt
	n    int
}

func (r *row) int(n int64) { r.n++; r.stmt.BindInt64(r.n, n) }

func (r *row) text(s string) { r.n++; r.stmt.BindText(r.n, s) }

func (r *row) blob(b []byte) { r.n++; r.stmt.BindBytes(r.n, b) }

func (r *row) intOrNull(n int64) {
	if r.n++; n != 0 {
		r.stmt.BindInt64(r.n, n)
	} else {
		r.stmt.BindNull(r.n)
	}
}

func (r *row) textOrNull(s string) {
	if r.n++; s != "" {
		r.stmt.BindText(r.n, s)
	} else {
		r.stmt.BindNull(r.n)
	}
}

func (r *row) blobOrNull(b []byte, empty bool) {
	if r.n++; !empty {
		r.stmt.BindBytes(r.n, b)
	} else {
		r.stmt.BindNull(r.n)
	}
}

// run steps a statement that returns no rows and resets it.
func run(stmt *sqlite.Stmt) error {
	_, err := stmt.Step()
	if resetErr := stmt.Reset(); err == nil {
		err = resetErr
	}
	return err
}

// appendEvent inserts one row. The statement is insertEvent.
func appendEvent(stmt *sqlite.Stmt, e *unspent.Event) error {
	r := row{stmt: stmt}
	r.int(int64(e.Seq))
	r.int(micros(e.At))
	r.text(string(e.Kind))
	r.text(e.Program)
	r.text(string(e.Debit))
	r.textOrNull(string(e.Credit))
	r.text(e.Amount.Currency().String())
	r.int(e.Amount.Units())
	r.int(int64(e.DebitPrev))
	r.int(int64(e.CreditPrev))
	r.int(e.DebitAfter)
	r.int(e.CreditAfter)
	r.textOrNull(string(e.Reason))
	r.blobOrNull(e.Request[:], e.Request == unspent.RequestID{})
	r.blobOrNull(e.Print[:], e.Print == unspent.Print{})
	r.text(e.By)
	r.blobOrNull(e.Key[:], e.Key == unspent.CardKey{})
	r.intOrNull(e.Face.Units())
	r.intOrNull(micros(e.Until))
	r.textOrNull(e.Party)
	r.blobOrNull(e.Secret[:], e.Secret == unspent.Digest{})
	r.intOrNull(int64(e.Of))
	r.textOrNull(string(e.Asked))
	r.intOrNull(e.Wanted)
	r.textOrNull(e.Note)
	r.blob(e.Hash[:])
	r.textOrNull(e.Last4)
	r.intOrNull(int64(e.Format))
	r.blobOrNull([]byte(e.Lots.Packed()), e.Lots.IsZero())
	return run(stmt)
}

// columns reads a row's values from its first column on.
type columns struct {
	stmt *sqlite.Stmt
	n    int
}

func (c *columns) int() int64 { c.n++; return c.stmt.ColumnInt64(c.n - 1) }

func (c *columns) text() string { c.n++; return c.stmt.ColumnText(c.n - 1) }

func (c *columns) blob(into []byte) { c.n++; c.stmt.ColumnBytes(c.n-1, into) }

// readEvent reads the row that the statement stands on.
func readEvent(stmt *sqlite.Stmt) (unspent.Event, error) {
	c := columns{stmt: stmt}
	e := unspent.Event{Seq: unspent.Seq(c.int()), At: instant(c.int())}
	kind, err := unspent.ParseKind(c.text())
	if err != nil {
		return unspent.Event{}, damaged("an event of an unknown kind; or a newer program wrote it")
	}
	e.Kind, e.Program = kind, c.text()
	e.Debit, e.Credit = unspent.Ref(c.text()), unspent.Ref(c.text())
	cur, err := unspent.ParseCurrency(c.text())
	if err != nil {
		return unspent.Event{}, damaged("an event in an unknown currency")
	}
	e.Amount = unspent.NewMoney(c.int(), cur)
	e.DebitPrev, e.CreditPrev = unspent.Seq(c.int()), unspent.Seq(c.int())
	e.DebitAfter, e.CreditAfter = c.int(), c.int()
	e.Reason = unspent.Reason(c.text())
	c.blob(e.Request[:])
	c.blob(e.Print[:])
	e.By = c.text()
	c.blob(e.Key[:])
	if face := c.int(); face != 0 {
		e.Face = unspent.NewMoney(face, cur)
	}
	e.Until = instant(c.int())
	e.Party = c.text()
	c.blob(e.Secret[:])
	e.Of = unspent.Seq(c.int())
	e.Asked = unspent.Kind(c.text())
	e.Wanted = c.int()
	e.Note = c.text()
	c.blob(e.Hash[:])
	e.Last4 = c.text()
	format := c.int()
	if e.Format = uint8(format); format != 0 && (format < unspent.SaltedFormat || format > unspent.Format) {
		return unspent.Event{}, damaged("an event of an unknown format; or a newer program wrote it")
	}
	if lots := c.bytes(); len(lots) > 0 {
		if e.Lots, err = unspent.ParseLots(string(lots)); err != nil || e.Format < unspent.Format {
			return unspent.Event{}, damaged("the lots of an event")
		}
	}
	return e, nil
}
