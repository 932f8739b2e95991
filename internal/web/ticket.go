package web

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/unspent-dev/unspent"
)

// tickets seal what a page must carry to the next one and nobody may read from
// it. The key lives as long as the process, and in it only.
type tickets struct {
	aead cipher.AEAD
	rand io.Reader
	now  func() time.Time
}

// ticket is what is sealed. Purpose keeps one page's tickets from another.
type ticket struct {
	Purpose string    `json:"p"`
	Secret  string    `json:"s"`           // a code or a hold's secret
	Hold    string    `json:"h,omitempty"` // the hold it is about
	Until   time.Time `json:"u"`
}

func newTickets(rand io.Reader, now func() time.Time) (*tickets, error) {
	key := make([]byte, 32)
	if _, err := io.ReadFull(rand, key); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &tickets{aead, rand, now}, err
}

// seal returns t as text that is good until its time is over.
func (s *tickets) seal(t ticket) (string, error) {
	t.Until = s.now().Add(ticketLife)
	plain, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := io.ReadFull(s.rand, nonce); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, plain, nil)), nil
}

var errTicket = unspent.Errorf(unspent.Invalid, "this page has been open for too long, or the server was started again")

// stale tells of a page that carries no good ticket in words of its own: no field
// of it is wrong.
func stale(t trouble, err error) trouble {
	if errors.Is(err, errTicket) {
		t.Reason = "error.stale"
	}
	return t
}

// open reads a ticket of the purpose.
func (s *tickets) open(text, purpose string) (t ticket, err error) {
	sealed, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(sealed) < s.aead.NonceSize() {
		return ticket{}, errTicket
	}
	n := s.aead.NonceSize()
	plain, err := s.aead.Open(nil, sealed[:n], sealed[n:], nil)
	if err != nil || json.Unmarshal(plain, &t) != nil || t.Purpose != purpose || !s.now().Before(t.Until) {
		return ticket{}, errTicket
	}
	return t, nil
}
