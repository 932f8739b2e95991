package book

import (
	"encoding/binary"
	"io"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// fresh is what a command that makes new cards or a hold brings along: a random
// seed, and what was derived from it in the caller's goroutine.
type fresh struct {
	seed  [32]byte
	box   []byte // the seed, sealed
	codes []unspent.Code
	keys  []unspent.CardKey
	party string // opaque id for the recipient or the counterparty
}

// freshen prepares the new codes, secrets and ids of a command that touches t; nil if
// it makes none. The codes are of a format, none for ours.
func (b *Book) freshen(t unspent.Touched, format unspent.CodeFormat) (*fresh, error) {
	if t.Cards == 0 && t.Person == "" {
		return nil, nil
	}
	f := &fresh{}
	if _, err := io.ReadFull(b.o.Rand, f.seed[:]); err != nil {
		return nil, err
	}
	var err error
	if f.box, err = b.ring.Seal(f.seed, b.o.Rand); err != nil {
		return nil, err
	}
	if t.Person != "" {
		if f.party, err = b.newID("per_"); err != nil {
			return nil, err
		}
	}
	f.codes = make([]unspent.Code, t.Cards)
	f.keys = make([]unspent.CardKey, t.Cards)
	for i := range t.Cards {
		f.codes[i] = format.Derive(f.seed, i)
		f.keys[i] = b.ring.CardKey(f.codes[i])
	}
	return f, nil
}

// newID returns a random opaque id.
func (b *Book) newID(prefix string) (string, error) {
	var n [8]byte
	if _, err := io.ReadFull(b.o.Rand, n[:]); err != nil {
		return "", err
	}
	return prefix + strconv.FormatUint(binary.BigEndian.Uint64(n[:]), 36), nil
}

// half is the radix of the two halves of a serial's 12 digits.
const half = 1_000_000

// newSerial returns the serial of the card that the event at seq makes. It is a
// keyed permutation of the 12-digit numbers (a ten-round Feistel network with
// AES as its round function), so serials look random, tell nothing of the order
// or number of cards, and two events can never make the same one. Neither can an
// event that was lost, whose number another one has now: see [store.Number].
func (b *Book) newSerial(seq unspent.Seq) (unspent.Serial, error) {
	n := uint64(store.Number(*b.losses.Load(), seq))
	if n >= half*half {
		return unspent.Serial{}, unspent.Errorf(unspent.LimitExceeded, "no serials are left under this prefix; serve with another one")
	}
	left, right := n/half, n%half
	var in, out [16]byte
	for round := range 10 {
		in[0] = byte(round)
		binary.BigEndian.PutUint64(in[8:], right)
		b.serial.Encrypt(out[:], in[:])
		left, right = right, (left+binary.BigEndian.Uint64(out[:]))%half
	}
	return unspent.NewSerial(b.o.Prefix, left*half+right)
}
