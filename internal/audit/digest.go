package audit

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// digester computes the hash of events as docs/reference/journal.md lays it
// out. It reuses its buffers.
type digester struct{ b, whole []byte }

func (d *digester) digest(e *unspent.Event, debitPrev, creditPrev *unspent.Digest) unspent.Digest {
	if e.Format == 0 {
		return d.first(e, debitPrev, creditPrev)
	}
	d.whole = append(append(d.whole[:0], "unspent event v"...), '0'+e.Format, '\n')
	d.whole = append(append(d.whole, debitPrev[:]...), creditPrev[:]...)
	for part := range parts {
		d.part(e, part+1)
		commitment := sha256.Sum256(d.b)
		d.whole = append(d.whole, commitment[:]...)
	}
	return sha256.Sum256(d.whole)
}

// parts is how many parts of an event have a commitment of their own, and saltBytes
// the length of the salt of each.
const parts, saltBytes = 4, 16

// part lays one part out, after its number and its salt.
func (d *digester) part(e *unspent.Event, part int) {
	d.b = append(append(append(d.b[:0], "unspent salt v2\n"...), e.Request[:]...), e.Print[:]...)
	d.number(int64(e.Seq))
	salts := sha512.Sum512(d.b)
	d.b = append(append(d.b[:0], byte(part)), salts[saltBytes*(part-1):saltBytes*part]...)
	switch part {
	case 1:
		d.numbers(1, int64(e.Seq), micros(e.At))
		d.texts(3, string(e.Kind), e.Program, string(e.Reason), string(e.Asked))
		d.numbers(7, micros(e.Until), int64(e.Of))
	case 2:
		d.texts(1, string(e.Debit), string(e.Credit), e.Amount.Currency().String())
		d.numbers(4, e.Amount.Units(), int64(e.DebitPrev), int64(e.CreditPrev), e.DebitAfter, e.CreditAfter, e.Face.Units(), e.Wanted)
		d.texts(11, e.Lots.Packed())
	case 3:
		d.texts(1, string(e.Request[:]), string(e.Print[:]), e.By)
	case 4:
		d.texts(1, e.Party, e.Note, e.Last4, unlessZero(e.Key[:]), unlessZero(e.Secret[:]))
	}
}

// numbers appends those that are not zero, under tags that go up from tag.
func (d *digester) numbers(tag int, all ...int64) {
	for i, n := range all {
		if n != 0 {
			d.b = append(d.b, byte(tag+i), 0, 0, 0, 8)
			d.number(n)
		}
	}
}

// texts appends those that are not empty, under tags that go up from tag.
func (d *digester) texts(tag int, all ...string) {
	for i, s := range all {
		if s != "" {
			d.b = append(d.b, byte(tag+i))
			d.text(s)
		}
	}
}

// unlessZero is b as text, "" if all of it is zero.
func unlessZero(b []byte) string {
	if strings.Trim(string(b), "\x00") == "" {
		return ""
	}
	return string(b)
}

// first is the layout of lines without a format.
func (d *digester) first(e *unspent.Event, debitPrev, creditPrev *unspent.Digest) unspent.Digest {
	d.b = append(d.b[:0], "unspent event v1\n"...)
	d.b = append(d.b, debitPrev[:]...)
	d.b = append(d.b, creditPrev[:]...)
	d.number(int64(e.Seq))
	d.number(micros(e.At))
	d.number(e.Amount.Units())
	d.number(int64(e.DebitPrev))
	d.number(int64(e.CreditPrev))
	d.number(e.DebitAfter)
	d.number(e.CreditAfter)
	d.number(e.Face.Units())
	d.number(micros(e.Until))
	d.number(int64(e.Of))
	d.number(e.Wanted)
	d.text(string(e.Kind))
	d.text(e.Program)
	d.text(string(e.Debit))
	d.text(string(e.Credit))
	d.text(e.Amount.Currency().String())
	d.text(string(e.Reason))
	d.text(e.By)
	d.text(e.Party)
	d.text(string(e.Asked))
	d.text(e.Note)
	d.b = append(d.b, e.Request[:]...)
	d.b = append(d.b, e.Print[:]...)
	d.b = append(d.b, e.Key[:]...)
	d.b = append(d.b, e.Secret[:]...)
	d.b = append(d.b, e.Last4...)
	return sha256.Sum256(d.b)
}

// number appends the eight bytes of n, two's complement, the highest first.
func (d *digester) number(n int64) { d.b = binary.BigEndian.AppendUint64(d.b, uint64(n)) }

// text appends the length of s in bytes, four bytes, the highest first, and s.
func (d *digester) text(s string) {
	d.b = binary.BigEndian.AppendUint32(d.b, uint32(len(s)))
	d.b = append(d.b, s...)
}

// micros returns t in microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()*1_000_000 + int64(t.Nanosecond())/1000
}

// whole reports whether t has nothing below a microsecond, which no hash covers.
func whole(t time.Time) bool { return t.Nanosecond()%1000 == 0 }
