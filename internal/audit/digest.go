package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
)

// digester computes the hash of events as docs/reference/journal.md lays it
// out. It reuses one buffer.
type digester struct{ b []byte }

func (d *digester) digest(e *unspent.Event, debitPrev, creditPrev *unspent.Digest) unspent.Digest {
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
