package keyring

import (
	"crypto/hmac"
	"crypto/sha256"
	"hash"
	"sync"
)

// hasher computes HMAC-SHA-256 under one key, cut to 16 bytes. Setting a key up
// costs as much as hashing a code, so states are made once and used again.
type hasher struct{ states sync.Pool }

// state is one computation under way. It owns its buffer because what is passed
// to a hash.Hash escapes to the heap.
type state struct {
	mac hash.Hash
	buf []byte
}

func newHasher(key []byte) *hasher {
	return &hasher{sync.Pool{New: func() any {
		return &state{hmac.New(sha256.New, key), make([]byte, 0, 128)}
	}}}
}

func (h *hasher) start(domain string) *state {
	s := h.states.Get().(*state)
	s.mac.Reset()
	s.buf = append(s.buf[:0], domain...)
	return s
}

// text adds a short text.
func (s *state) text(t string) { s.buf = append(s.buf, t...) }

// bytes adds b without copying it.
func (s *state) bytes(b []byte) {
	s.mac.Write(s.buf)
	s.buf = s.buf[:0]
	s.mac.Write(b)
}

// finish returns the hash and gives s back. It leaves no code in the buffer.
func (h *hasher) finish(s *state) (out [16]byte) {
	s.mac.Write(s.buf)
	clear(s.buf)
	s.buf = s.mac.Sum(s.buf[:0])
	copy(out[:], s.buf)
	h.states.Put(s)
	return out
}
