package mark

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/unspent-dev/unspent"
)

// Mark is how far a book had come.
type Mark struct {
	Book    [16]byte       // which book
	Epoch   uint64         // how often it was restored or a loss was accepted
	Seq     unspent.Seq    // its newest event; 0 if there was none
	Hash    unspent.Digest // of that event
	At      time.Time      // when it happened
	Changes int64          // commits that were no events: keys, programs, documents
	Beside  unspent.Digest // of the chain and the sums over those; zero if an older program wrote the mark
	Links   int64          // how many that chain had; 0 if an older program wrote the mark
	Link    unspent.Digest // hash of the last of them
}

const (
	magic   = "unspent mark v3\n"
	second  = "unspent mark v2\n" // which has no Links and no Link
	first   = "unspent mark v1\n" // which has no Beside either
	sumSize = 16                  // of SHA-256

	firstSize  = len(magic) + 8 + 16 + 8 + 8 + 32 + 8 + 8 // each without the sum
	secondSize = firstSize + 32
	size       = secondSize + 8 + 32
)

// encode returns m as a slot holds it. turn counts the writes.
func (m Mark) encode(turn uint64) []byte {
	b := make([]byte, 0, size+sumSize)
	b = append(b, magic...)
	b = binary.BigEndian.AppendUint64(b, turn)
	b = append(b, m.Book[:]...)
	b = binary.BigEndian.AppendUint64(b, m.Epoch)
	b = binary.BigEndian.AppendUint64(b, uint64(m.Seq))
	b = append(b, m.Hash[:]...)
	at := int64(0)
	if !m.At.IsZero() {
		at = m.At.UnixMicro()
	}
	b = binary.BigEndian.AppendUint64(b, uint64(at))
	b = binary.BigEndian.AppendUint64(b, uint64(m.Changes))
	b = append(b, m.Beside[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(m.Links))
	b = append(b, m.Link[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:sumSize]...)
}

// decode reads a slot, and reports whether it can be believed.
func decode(b []byte) (m Mark, turn uint64, ok bool) {
	if len(b) < size+sumSize {
		return Mark{}, 0, false
	}
	size := size
	switch string(b[:len(magic)]) {
	case magic:
	case second:
		size = secondSize
	case first:
		size = firstSize
	default:
		return Mark{}, 0, false
	}
	sum := sha256.Sum256(b[:size])
	if !bytes.Equal(sum[:sumSize], b[size:size+sumSize]) || len(bytes.TrimLeft(b[size+sumSize:], "\x00")) > 0 {
		return Mark{}, 0, false
	}
	b = append(bytes.Clone(b[len(magic):size]), make([]byte, len(b))...) // what an older mark lacks is zero
	number := func() uint64 {
		n := binary.BigEndian.Uint64(b)
		b = b[8:]
		return n
	}
	turn = number()
	b = b[copy(m.Book[:], b):]
	m.Epoch = number()
	m.Seq = unspent.Seq(number())
	b = b[copy(m.Hash[:], b):]
	if at := int64(number()); at != 0 {
		m.At = time.UnixMicro(at).UTC()
	}
	m.Changes = int64(number())
	b = b[copy(m.Beside[:], b):]
	m.Links = int64(number())
	copy(m.Link[:], b)
	return m, turn, true
}
