package staff_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
)

// interrupted is a store at which something happens after a look.
type interrupted struct {
	store.Store
	then func()
}

func (s *interrupted) View(ctx context.Context, f func(store.Reader) error) error {
	err := s.Store.View(ctx, f)
	if then := s.then; then != nil {
		s.then = nil
		then()
	}
	return err
}

// newPasskey is what a device answers to a challenge for a new passkey of localhost,
// with no attestation.
func newPasskey(t *testing.T, c staff.Challenge, id byte) string {
	t.Helper()
	var options struct {
		PublicKey struct{ Challenge string }
	}
	must(t, json.Unmarshal([]byte(c.Options), &options))
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.NewChaCha8([32]byte{id}))
	must(t, err)
	point, err := key.PublicKey.Bytes() // 4, x, y
	must(t, err)
	host := sha256.Sum256([]byte("cards.example"))
	data := append([]byte{}, host[:]...)
	data = append(data, 0x45, 0, 0, 0, 0)    // present, verified, with a key; count
	data = append(data, make([]byte, 16)...) // of no known maker
	data = append(data, 0, 16)               // length of the id
	data = append(data, make([]byte, 15)...)
	data = append(data, id)
	data = append(data, 0xa5, 1, 2, 3, 0x26)     // EC2, ES256
	data = append(data, 0x20, 1, 0x21, 0x58, 32) // P-256, x
	data = append(data, point[1:33]...)
	data = append(data, 0x22, 0x58, 32) // y
	data = append(data, point[33:]...)
	said := append([]byte{0xa3, 0x63}, "fmt"...)
	said = append(append(said, 0x64), "none"...)
	said = append(append(said, 0x67), "attStmt"...)
	said = append(append(said, 0xa0, 0x68), "authData"...)
	said = append(append(said, 0x58, byte(len(data))), data...)
	text := base64.RawURLEncoding.EncodeToString
	client := fmt.Sprintf(`{"type":"webauthn.create","challenge":%q,"origin":"https://cards.example"}`, options.PublicKey.Challenge)
	name := text(append(make([]byte, 15), id))
	return fmt.Sprintf(`{"id":%q,"rawId":%q,"type":"public-key","response":{"clientDataJSON":%q,"attestationObject":%q}}`,
		name, name, text([]byte(client)), text(said))
}

// A passkey is added by who has the pass, and by nobody who was reset meanwhile; and
// what is left of an earlier one does not survive a new enrolment.
func TestNoPasskeySurvivesAReset(t *testing.T) {
	o := newOffice(t)
	slow := &interrupted{Store: o.st}
	o.st = slow
	o.open()
	m := o.enrol("Hanako", unspent.Support)
	add := func(id byte) error {
		c, err := o.AskForNew(t.Context(), m.pass)
		must(t, err)
		answer := newPasskey(t, c, id)
		if id != 1 { // the look that finds whose pass it is
			slow.then = func() {
				_, link, err := o.Reset(t.Context(), boss(), m.id)
				must(t, err)
				if id == 3 {
					other := &member{o: o, id: m.id, name: m.name}
					must(t, other.enrol(link[len("https://cards.example/desk/enrol#"):]))
					m.secret = other.secret
				}
			}
		}
		return o.AddPasskey(t.Context(), m.pass, c.State, answer, "mine")
	}
	has := func() int {
		var body struct{ Passkeys []json.RawMessage }
		must(t, o.st.View(t.Context(), func(r store.Reader) error {
			d, err := r.Document(t.Context(), "staff", m.id)
			must(t, err)
			return json.Unmarshal(d.Body, &body)
		}))
		return len(body.Passkeys)
	}
	wantReason(t, "AddPasskey", add(1), "")
	if has() != 1 {
		t.Fatalf("%d passkeys", has())
	}
	wantReason(t, "AddPasskey of who was reset meanwhile", add(2), unspent.Unauthenticated)
	if has() != 0 {
		t.Errorf("%d passkeys survive a reset", has())
	}
	_, link, err := o.Reset(t.Context(), boss(), m.id)
	must(t, err)
	must(t, m.enrol(link[len("https://cards.example/desk/enrol#"):]))
	o.wait(time.Minute)
	wantReason(t, "AddPasskey of who was reset and enrolled meanwhile", add(3), unspent.Unauthenticated)
	if has() != 0 {
		t.Errorf("%d passkeys survive a new enrolment", has())
	}

	// However one came to be there, enrolling begins without any.
	_, link, err = o.Reset(t.Context(), boss(), m.id)
	must(t, err)
	must(t, o.st.Update(t.Context(), func(tx store.Tx) error {
		d, err := tx.Document(t.Context(), "staff", m.id)
		must(t, err)
		var body map[string]any
		must(t, json.Unmarshal(d.Body, &body))
		body["passkeys"] = []any{map[string]any{"name": "planted"}}
		d.Body, err = json.Marshal(body)
		must(t, err)
		return tx.PutDocument(t.Context(), d, body["link"].(string))
	}))
	must(t, m.enrol(link[len("https://cards.example/desk/enrol#"):]))
	if has() != 0 {
		t.Errorf("%d passkeys of before an enrolment", has())
	}
}
