package keyring

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/unspent-dev/unspent"
)

// Part is a kind of key that can be rotated.
type Part string

// The parts of a ring.
const (
	Signing Part = "signing"
	Pepper  Part = "pepper"
	Seal    Part = "seal"
)

const (
	requests Part = "requests" // fixed, so not a part that callers name

	keySize = 32 // bytes of every secret: HMAC key, AES-256 key, Ed25519 seed
	kidSize = 8  // bytes of a key's id
)

// Domains keep what is hashed for one purpose from being taken for another.
const (
	cardDomain    = "unspent card v1\n"
	requestDomain = "unspent request v1\n"
	printDomain   = "unspent print v1\n"
)

// Ring holds every secret of one installation. It prints as a mask under every
// verb and refuses to be marshalled; the zero value is no ring.
//
// The content is behind a function because fmt skips the methods of values in
// unexported fields, and follows a pointer to a struct when the verb does not
// fit (%s). It cannot follow a function, and neither can any other printer.
type Ring struct{ in func() *content }

type content struct {
	secrets map[Part][]secret // oldest first
	peppers []*hasher         // newest first
	request *hasher
	boxes   []*box // newest first
	signers []signer
}

// secret is one key as it is kept.
type secret struct {
	kid       string
	created   time.Time
	withdrawn time.Time // of a signing key; zero: it is believed
	key       []byte
}

type signer struct {
	kid       string
	created   time.Time
	withdrawn time.Time
	key       ed25519.PrivateKey
}

// PublicKey is what verifies receipts of one signing key.
type PublicKey struct {
	ID        string // the kid of receipts, 16 hexadecimal digits
	Key       ed25519.PublicKey
	CreatedAt time.Time // UTC, seconds
	Withdrawn time.Time // UTC, seconds; zero: receipts of it are believed
}

// New returns a ring with one new key of each part. It is kept in memory only:
// for tests and demonstrations.
func New(rand io.Reader, now time.Time) (*Ring, error) {
	secrets := map[Part][]secret{}
	for _, part := range []Part{Pepper, Seal, Signing, requests} {
		s, err := newSecret(part, rand, now)
		if err != nil {
			return nil, err
		}
		secrets[part] = []secret{s}
	}
	return assemble(secrets)
}

func newSecret(part Part, rand io.Reader, now time.Time) (secret, error) {
	key := make([]byte, keySize)
	if err := fill(rand, key); err != nil {
		return secret{}, err
	}
	return secret{kid: kidOf(part, key), created: now.UTC().Truncate(time.Second), key: key}, nil
}

func fill(rand io.Reader, b []byte) error {
	if _, err := io.ReadFull(rand, b); err != nil {
		return &unspent.Error{Reason: unspent.Internal, Detail: "the system gives no random numbers", Err: err}
	}
	return nil
}

// kidOf derives a key's id. Of a signing key it is a hash of the public half, so
// that whoever has that can check it.
func kidOf(part Part, key []byte) string {
	if part == Signing {
		key = ed25519.NewKeyFromSeed(key).Public().(ed25519.PublicKey)
	}
	h := sha256.New()
	io.WriteString(h, "unspent key id v1\n"+string(part)+"\n")
	h.Write(key)
	return hex.EncodeToString(h.Sum(nil)[:kidSize])
}

// assemble makes the ring that the secrets, each list oldest first, are for.
func assemble(secrets map[Part][]secret) (*Ring, error) {
	in := &content{secrets: secrets, request: newHasher(newest(secrets[requests]).key)}
	for _, s := range backwards(secrets[Pepper]) {
		in.peppers = append(in.peppers, newHasher(s.key))
	}
	for _, s := range backwards(secrets[Seal]) {
		b, err := newBox(s)
		if err != nil {
			return nil, err
		}
		in.boxes = append(in.boxes, b)
	}
	for _, s := range backwards(secrets[Signing]) {
		in.signers = append(in.signers, signer{s.kid, s.created, s.withdrawn, ed25519.NewKeyFromSeed(s.key)})
	}
	return &Ring{func() *content { return in }}, nil
}

func newest(list []secret) secret { return list[len(list)-1] }

func backwards(list []secret) []secret {
	out := make([]secret, 0, len(list))
	for i := range list {
		out = append(out, list[len(list)-1-i])
	}
	return out
}

// CardKey returns the keyed hash of c under the newest pepper: for new cards.
func (r *Ring) CardKey(c unspent.Code) unspent.CardKey { return cardKey(r.in().peppers[0], c) }

// CardKeys returns the keyed hashes of c under every pepper, newest first: for
// look-ups. There is nearly always one.
func (r *Ring) CardKeys(c unspent.Code) []unspent.CardKey {
	keys := make([]unspent.CardKey, len(r.in().peppers))
	for i, h := range r.in().peppers {
		keys[i] = cardKey(h, c)
	}
	return keys
}

func cardKey(h *hasher, c unspent.Code) unspent.CardKey {
	s := h.start(cardDomain)
	s.text(c.Reveal())
	return h.finish(s)
}

// RequestID returns the keyed hash of a caller's Idempotency-Key. The scope says
// whose key it is, so that two callers may choose the same one.
func (r *Ring) RequestID(scope, key string) unspent.RequestID {
	s := r.in().request.start(requestDomain)
	s.buf = binary.BigEndian.AppendUint32(s.buf, uint32(len(scope))) // or "a"+"bc" would be "ab"+"c"
	s.text(scope)
	s.text(key)
	return r.in().request.finish(s)
}

// Print returns the keyed hash of what a request asked, b. It is keyed because b
// holds codes.
func (r *Ring) Print(b []byte) unspent.Print {
	s := r.in().request.start(printDomain)
	s.bytes(b)
	return r.in().request.finish(s)
}

// Signer returns the newest signing key and its id. The key must not be changed.
func (r *Ring) Signer() (kid string, key ed25519.PrivateKey) {
	s := r.in().signers[0]
	return s.kid, s.key
}

// PublicKeys returns the public half of every signing key, newest first.
func (r *Ring) PublicKeys() []PublicKey {
	keys := make([]PublicKey, 0, len(r.in().signers))
	for _, s := range r.in().signers {
		keys = append(keys, PublicKey{s.kid, s.key.Public().(ed25519.PublicKey), s.created, s.withdrawn})
	}
	return keys
}

// Secrets returns a copy of every raw secret. It is for the one test that scans
// everything written for leaks.
func (r *Ring) Secrets() [][]byte {
	var all [][]byte
	for _, part := range []Part{Pepper, Seal, Signing, requests} {
		for _, s := range r.in().secrets[part] {
			all = append(all, append([]byte(nil), s.key...))
		}
	}
	return all
}

// Format prints a mask, whatever the verb.
func (r Ring) Format(f fmt.State, _ rune) { io.WriteString(f, "keyring(redacted)") }

// LogValue logs a mask.
func (r Ring) LogValue() slog.Value { return slog.StringValue("redacted") }

// MarshalText refuses: a ring leaves the program only through its file.
func (r Ring) MarshalText() ([]byte, error) { return nil, errors.New("a keyring is not marshalable") }
