package keyring

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"io"

	"github.com/unspent-dev/unspent"
)

// A sealed box is
//
//	1 byte   version, 1
//	8 bytes  id of the seal key
//	12 bytes random nonce
//	32 bytes seed, encrypted with AES-256-GCM
//	16 bytes tag, over the first nine bytes too
//
// A nonce is random: with 2^32 boxes under one key, the odds that two are equal
// are 2^-33. Rotating the seal key starts the count again.
const (
	boxVersion = 1
	boxHeader  = 1 + kidSize
	seedSize   = 32
)

type box struct {
	header []byte
	aead   cipher.AEAD
}

func newBox(s secret) (*box, error) {
	block, err := aes.NewCipher(s.key)
	if err != nil {
		return nil, damaged()
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, damaged()
	}
	kid, err := hex.DecodeString(s.kid)
	if err != nil {
		return nil, damaged()
	}
	return &box{append([]byte{boxVersion}, kid...), aead}, nil
}

// Seal encrypts a seed under the newest seal key, with a nonce from rand.
func (r *Ring) Seal(seed [32]byte, rand io.Reader) ([]byte, error) {
	b := r.in().boxes[0]
	nonceEnd := boxHeader + b.aead.NonceSize()
	out := make([]byte, nonceEnd, nonceEnd+seedSize+b.aead.Overhead())
	copy(out, b.header)
	if err := fill(rand, out[boxHeader:]); err != nil {
		return nil, err
	}
	return b.aead.Seal(out, out[boxHeader:], seed[:], b.header), nil
}

// Open decrypts what Seal returned, under any seal key of the ring. An error has
// reason Internal: a box comes from our own store.
func (r *Ring) Open(sealed []byte) (seed [32]byte, err error) {
	for _, b := range r.in().boxes {
		rest, ok := bytes.CutPrefix(sealed, b.header)
		if !ok {
			continue
		}
		n := b.aead.NonceSize()
		if len(rest) != n+seedSize+b.aead.Overhead() {
			return seed, unspent.Errorf(unspent.Internal, "a sealed seed has the wrong length")
		}
		if _, err := b.aead.Open(seed[:0], rest[:n], rest[n:], b.header); err != nil {
			return [32]byte{}, unspent.Errorf(unspent.Internal, "a sealed seed is damaged")
		}
		return seed, nil
	}
	return seed, unspent.Errorf(unspent.Internal, "the keyring has no key for a sealed seed: restore the keyring that belongs to this database")
}
