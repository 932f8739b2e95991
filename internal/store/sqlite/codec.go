package sqlite

import (
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
)

// The bodies of the state file's rows: a version byte, then the fields in a
// fixed order; numbers as varints, texts with their length. The file is a
// projection, so a change of this format only needs another stateVersion, and that
// cards of the older one can still be read: they may be the only ones that know of
// events which are lost.

// The versions with which a card got a field.
const (
	withLast4 = 4
	withSold  = 5
	withMade  = 7
)

type encoder struct{ b []byte }

func (e *encoder) int(n int64)      { e.b = binary.AppendVarint(e.b, n) }
func (e *encoder) text(s string)    { e.int(int64(len(s))); e.b = append(e.b, s...) }
func (e *encoder) time(t time.Time) { e.int(micros(t)) }
func (e *encoder) raw(b []byte)     { e.b = append(e.b, b...) }

func (e *encoder) bool(yes bool) {
	n := int64(0)
	if yes {
		n = 1
	}
	e.int(n)
}

type decoder struct {
	b       []byte
	bad     bool
	version int64 // of the file, where it can be an older one; 0: stateVersion
}

func (d *decoder) int() int64 {
	n, size := binary.Varint(d.b)
	if size <= 0 {
		d.bad = true
		return 0
	}
	d.b = d.b[size:]
	return n
}

func (d *decoder) take(n int64) []byte {
	if n < 0 || n > int64(len(d.b)) {
		d.bad = true
		return nil
	}
	part := d.b[:n]
	d.b = d.b[n:]
	return part
}

func (d *decoder) text() string    { return string(d.take(d.int())) }
func (d *decoder) time() time.Time { return instant(d.int()) }

func (d *decoder) digest() (h unspent.Digest) {
	copy(h[:], d.take(int64(len(h))))
	return h
}

func (d *decoder) currency() unspent.Currency {
	code := d.text()
	cur, err := unspent.ParseCurrency(code)
	if err != nil {
		d.bad = true
	}
	return cur
}

func (d *decoder) serial() unspent.Serial {
	n := d.int()
	if n == 0 {
		return unspent.Serial{}
	}
	s, err := unspent.SerialOf(n)
	if err != nil {
		d.bad = true
	}
	return s
}

// micros returns t in microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// instant turns back what micros gave.
func instant(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

func (e *encoder) card(c unspent.Card) {
	e.int(c.Serial.Number())
	e.text(c.Program)
	e.text(string(c.State))
	e.text(c.Face.Currency().String())
	e.int(c.Face.Units())
	e.int(c.Balance.Units())
	e.time(c.ExpiresAt)
	e.int(int64(c.Hold.ID))
	if c.Hold.ID != 0 {
		e.text(c.Hold.For)
		e.time(c.Hold.Until)
		e.raw(c.Hold.Secret[:])
		e.bool(c.Hold.Released)
	}
	e.text(string(c.Frozen))
	e.int(c.Successor.Number())
	e.text(c.Last4)
	e.text(c.Order)
	e.text(c.Recipient)
	e.int(int64(c.Moved.Month))
	e.int(c.Moved.Units)
	if e.time(c.Sold.At); !c.Sold.At.IsZero() {
		e.text(c.Sold.By)
	}
	e.time(c.Made)
	e.time(c.Began)
	e.int(int64(c.Head.Seq))
	e.raw(c.Head.Hash[:])
}

func (d *decoder) card(key unspent.CardKey) unspent.Card {
	c := unspent.Card{Key: key, Serial: d.serial(), Program: d.text(), State: unspent.State(d.text())}
	cur := d.currency()
	c.Face = unspent.NewMoney(d.int(), cur)
	c.Balance = unspent.NewMoney(d.int(), cur)
	c.ExpiresAt = d.time()
	if c.Hold.ID = unspent.Seq(d.int()); c.Hold.ID != 0 {
		c.Hold.For = d.text()
		c.Hold.Until = d.time()
		c.Hold.Secret = d.digest()
		c.Hold.Released = d.int() == 1
	}
	c.Frozen = unspent.Reason(d.text())
	c.Successor = d.serial()
	if d.version == 0 || d.version >= withLast4 {
		c.Last4 = d.text()
	}
	c.Order = d.text()
	c.Recipient = d.text()
	c.Moved = unspent.Window{Month: int32(d.int()), Units: d.int()}
	if d.version == 0 || d.version >= withSold {
		if c.Sold.At = d.time(); !c.Sold.At.IsZero() {
			c.Sold.By = d.text()
		}
	}
	if d.version == 0 || d.version >= withMade {
		c.Made, c.Began = d.time(), d.time()
	}
	c.Head = unspent.Head{Seq: unspent.Seq(d.int()), Hash: d.digest()}
	return c
}

func (e *encoder) account(a unspent.Account) {
	e.text(a.Program)
	e.text(a.Balance.Currency().String())
	e.int(a.Balance.Units())
	e.int(int64(a.Loaded.Month))
	e.int(a.Loaded.Units)
	e.text(string(a.Frozen))
	e.bool(a.Closed)
	e.text(a.Lots.Packed())
	e.int(int64(a.Head.Seq))
	e.raw(a.Head.Hash[:])
}

func (d *decoder) account(ref unspent.Ref) unspent.Account {
	a := unspent.Account{Ref: ref, Program: d.text()}
	cur := d.currency()
	a.Balance = unspent.NewMoney(d.int(), cur)
	a.Loaded = unspent.Window{Month: int32(d.int()), Units: d.int()}
	a.Frozen, a.Closed = unspent.Reason(d.text()), d.int() == 1
	lots, err := unspent.ParseLots(d.text())
	a.Lots, d.bad = lots, d.bad || err != nil
	a.Head = unspent.Head{Seq: unspent.Seq(d.int()), Hash: d.digest()}
	return a
}
