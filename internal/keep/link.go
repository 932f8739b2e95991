package keep

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/json"
	"io"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/texts"
)

// CaseLink is the secret of a kept case: 130 random bits, from which the case's place
// and its key come. It prints as a mask and refuses to be marshalled; Reveal gives what
// stands behind the # of its address.
type CaseLink struct{ unspent.Secret }

// RequestLink is the secret of a request, as [CaseLink] is that of a case.
type RequestLink struct{ unspent.Secret }

// ParseCaseLink reads a link as leniently as a code is read: the secret alone, or an
// address with it behind its #. Its error never repeats what was typed.
func ParseCaseLink(text string) (CaseLink, error) {
	s, err := parse(text)
	return CaseLink{s}, err
}

// ParseRequestLink reads a link as [ParseCaseLink] does.
func ParseRequestLink(text string) (RequestLink, error) {
	s, err := parse(text)
	return RequestLink{s}, err
}

func parse(text string) (unspent.Secret, error) {
	if i := strings.LastIndexAny(text, "#＃"); i >= 0 {
		text = strings.TrimLeft(text[i:], "#＃")
	}
	s, err := unspent.ParseSecret(text)
	if err != nil {
		return unspent.Secret{}, refuse(unspent.Invalid, "keep.noLink")
	}
	return s, nil
}

// refuse is the error of something that a person can put right.
func refuse(r unspent.Reason, word string, pairs ...any) error {
	return texts.Refuse(nil, r, unspent.Wrong("", word, pairs...))
}

// draw returns a new secret.
func draw(rand io.Reader) (unspent.Secret, error) {
	var seed [32]byte
	_, err := io.ReadFull(rand, seed[:])
	return unspent.DeriveSecret(seed), err
}

// lock is what a link's secret gives: the id under which the store has a document of a
// kind, and what opens it.
type lock struct {
	kind, id string
	aead     cipher.AEAD
}

// lockOf derives a lock. The kind is part of it, so that no link opens what is of
// another kind.
func lockOf(kind string, s unspent.Secret) (lock, error) {
	if s.IsZero() {
		return lock{}, refuse(unspent.Invalid, "keep.noLink")
	}
	id, err := hkdf.Key(sha256.New, []byte(s.Reveal()), nil, "unspent "+kind+" v1 id", 20)
	if err != nil {
		return lock{}, err
	}
	key, err := hkdf.Key(sha256.New, []byte(s.Reveal()), nil, "unspent "+kind+" v1 key", 32)
	if err != nil {
		return lock{}, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return lock{}, err
	}
	aead, err := cipher.NewGCM(block)
	return lock{kind, strings.ToLower(base32.StdEncoding.EncodeToString(id)), aead}, err
}

// classes are the sizes that sealed bytes have, so that they tell little.
func classes() []int { return []int{4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20, MaxSealed} }

// seal seals v, padded to a class of sizes, with a nonce of its own each time.
func (l lock) seal(rand io.Reader, v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	for _, size := range classes() {
		if len(text)+4 > size {
			continue
		}
		plain := binary.BigEndian.AppendUint32(make([]byte, 0, size), uint32(len(text)))
		plain = append(plain, text...)[:size]
		box := make([]byte, l.aead.NonceSize(), l.aead.NonceSize()+size+l.aead.Overhead())
		if _, err := io.ReadFull(rand, box); err != nil {
			return nil, err
		}
		return l.aead.Seal(box, box, plain, nil), nil
	}
	return nil, refuse(unspent.TooLarge, "keep.tooMuch")
}

// open is the inverse of seal. A box that does not open was damaged or changed.
func (l lock) open(box []byte, into any) error {
	n := min(l.aead.NonceSize(), len(box))
	plain, err := l.aead.Open(nil, append(box[:n:n], make([]byte, l.aead.NonceSize()-n)...), box[n:], nil)
	if err == nil && len(plain) >= 4 {
		if size := binary.BigEndian.Uint32(plain); int64(size) <= int64(len(plain)-4) && json.Unmarshal(plain[4:4+size], into) == nil {
			return nil
		}
	}
	return unspent.Errorf(unspent.Internal, "what was kept is damaged")
}
