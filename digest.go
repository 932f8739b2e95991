package unspent

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"time"
)

// Format is the layout of the hash of events that are written now.
// Format 3 is laid out as format 2, and says that its claims name their end.
const Format = 3

// SaltedFormat is the first format with parts and salts.
const SaltedFormat = 2

// saltBytes is the length of the salt of each part of an event.
const saltBytes = 16

// Digest returns the hash of e after the events whose hashes are given: zero
// where DebitPrev or CreditPrev is zero. docs/reference/journal.md specifies it.
func (e Event) Digest(debitPrev, creditPrev Digest) Digest {
	if e.Format == 0 {
		return e.firstDigest(debitPrev, creditPrev)
	}
	b := make([]byte, 0, 320)
	b = append(b, "unspent event v2\n"...)
	b[len(b)-2] = '0' + e.Format
	b = append(b, debitPrev[:]...)
	b = append(b, creditPrev[:]...)
	salts := e.salts()
	part := make(frame, 0, 320)
	b = e.fact(part.begin(1, salts[:])).commit(b)
	b = e.value(part.begin(2, salts[:])).commit(b)
	b = e.asker(part.begin(3, salts[:])).commit(b)
	b = e.personal(part.begin(4, salts[:])).commit(b)
	return sha256.Sum256(b)
}

// salts are those of the four parts. They follow from two keyed hashes that are told to
// nobody, so that whoever is shown one part cannot guess another.
func (e *Event) salts() [4 * saltBytes]byte {
	b := make([]byte, 0, 64)
	b = append(b, "unspent salt v2\n"...)
	b = append(b, e.Request[:]...)
	b = append(b, e.Print[:]...)
	return sha512.Sum512(binary.BigEndian.AppendUint64(b, uint64(e.Seq)))
}

// frame is a part of an event: its fields that are there, each with its tag and its
// length, so that one more can follow. A tag is never used again for something else.
type frame []byte

// begin starts a part with its number and its salt.
func (f frame) begin(part int, salts []byte) frame {
	return append(append(f[:0], byte(part)), salts[(part-1)*saltBytes:part*saltBytes]...)
}

// commit appends the commitment to the part.
func (f frame) commit(b []byte) []byte {
	sum := sha256.Sum256(f)
	return append(b, sum[:]...)
}

func (f frame) bytes(tag byte, value []byte) frame {
	return append(binary.BigEndian.AppendUint32(append(f, tag), uint32(len(value))), value...)
}

func (f frame) text(tag byte, value string) frame {
	if value == "" {
		return f
	}
	return append(binary.BigEndian.AppendUint32(append(f, tag), uint32(len(value))), value...)
}

func (f frame) number(tag byte, n int64) frame {
	if n == 0 {
		return f
	}
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(append(f, tag), 8), uint64(n))
}

// fact is what happened, and when: what a public log could show.
func (e *Event) fact(f frame) frame {
	f = f.number(1, int64(e.Seq)).number(2, micros(e.At))
	f = f.text(3, string(e.Kind)).text(4, e.Program).text(5, string(e.Reason)).text(6, string(e.Asked))
	return f.number(7, micros(e.Until)).number(8, int64(e.Of))
}

// value is whose value it was, how much, and where it went.
func (e *Event) value(f frame) frame {
	f = f.text(1, string(e.Debit)).text(2, string(e.Credit)).text(3, e.Amount.cur.code).number(4, e.Amount.units)
	f = f.number(5, int64(e.DebitPrev)).number(6, int64(e.CreditPrev)).number(7, e.DebitAfter).number(8, e.CreditAfter)
	return f.number(9, e.Face.units).number(10, e.Wanted).text(11, e.Lots.packed)
}

// asker is who asked for it.
func (e *Event) asker(f frame) frame {
	return f.bytes(1, e.Request[:]).bytes(2, e.Print[:]).text(3, e.By)
}

// personal is what leads to a person or to a code.
func (e *Event) personal(f frame) frame {
	f = f.text(1, e.Party).text(2, e.Note).text(3, e.Last4)
	if e.Key != (CardKey{}) {
		f = f.bytes(4, e.Key[:])
	}
	if e.Secret != (Digest{}) {
		f = f.bytes(5, e.Secret[:])
	}
	return f
}

// firstDigest is the layout of events that carry no format: no field can follow another.
func (e Event) firstDigest(debitPrev, creditPrev Digest) Digest {
	b := make([]byte, 0, 512)
	b = append(b, "unspent event v1\n"...)
	b = append(b, debitPrev[:]...)
	b = append(b, creditPrev[:]...)
	for _, n := range [...]int64{int64(e.Seq), micros(e.At), e.Amount.units, int64(e.DebitPrev), int64(e.CreditPrev),
		e.DebitAfter, e.CreditAfter, e.Face.units, micros(e.Until), int64(e.Of), e.Wanted} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, text := range [...]string{string(e.Kind), e.Program, string(e.Debit), string(e.Credit), e.Amount.cur.code,
		string(e.Reason), e.By, e.Party, string(e.Asked), e.Note} {
		b = binary.BigEndian.AppendUint32(b, uint32(len(text)))
		b = append(b, text...)
	}
	b = append(b, e.Request[:]...)
	b = append(b, e.Print[:]...)
	b = append(b, e.Key[:]...)
	b = append(b, e.Secret[:]...)
	b = append(b, e.Last4...) // last, and four symbols or none: what is in front of it has a length of its own
	return sha256.Sum256(b)
}

// micros returns t in microseconds since 1970, 0 for the zero time.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}
