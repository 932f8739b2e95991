package book_test

import (
	"crypto/sha256"
	"errors"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A secret that the counterparty chose is known to nobody else: the holder gets
// none, so that only the counterparty can give the hold up or take the card.
func TestCounterpartysSecret(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	code := d.cards(1)[0]
	secret := unspent.DeriveSecret([32]byte{9})
	holder := unspent.Actor{Role: unspent.Holder}
	place := unspent.Request{Key: "a-long-request-id-of-the-holder", By: holder, Command: unspent.PlaceHold{Code: code, For: "buyer",
		Until: d.clock().Add(time.Hour), SecretDigest: sha256.Sum256([]byte(secret.Reveal()))}}
	for range 2 { // the second time it is a replay
		held, err := d.Do(t.Context(), place)
		if err != nil || !held.Secret.IsZero() {
			t.Fatalf("Do(%T) = a secret: %t, %v; want none", place.Command, !held.Secret.IsZero(), err)
		}
	}
	seen, err := d.Check(t.Context(), code)
	if err != nil || seen.Unspent() {
		t.Fatalf("Check = %t, %v; want it held", seen.Unspent(), err)
	}
	hold := seen.Card.Hold.ID
	if seen, err = d.CheckHold(t.Context(), hold, secret); err != nil || !seen.Unspent() {
		t.Errorf("CheckHold = %t, %v; want true", seen.Unspent(), err)
	}
	if _, err = d.ask(unspent.CancelHold{Hold: hold, Secret: secret}); err != nil {
		t.Errorf("CancelHold: %v", err)
	}
	if _, err = d.CheckHold(t.Context(), hold, secret); !errors.Is(err, unspent.NotFound) {
		t.Errorf("CheckHold of a hold that was given up = %v, want %v", err, unspent.NotFound)
	}
}

// The old owner of a code knows everything of a transfer but its request id. A
// short one could be guessed, so it does not show the new code again.
func TestGuessedRequestID(t *testing.T) {
	holder := unspent.Actor{Role: unspent.Holder}
	for name, tt := range map[string]struct {
		key   string
		by    unspent.Actor
		shown int
	}{
		"a holder's short id": {"order-1", holder, 0},
		"a holder's long id":  {"6f1c2e9a-3b7d-4c58", holder, 1},
		"a key's short id":    {"order-1", admin(), 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, memory.New(), book.Options{})
			r := unspent.Request{Key: tt.key, By: tt.by, Command: unspent.Transfer{Code: d.cards(1)[0]}}
			first, err := d.Do(t.Context(), r)
			if err != nil || len(first.Codes) != 1 {
				t.Fatalf("Do = %d codes, %v; want 1", len(first.Codes), err)
			}
			again, err := d.Do(t.Context(), r)
			if err != nil || !again.Replayed || len(again.Codes) != tt.shown {
				t.Errorf("again: replayed %t, %d codes, %v; want %d", again.Replayed, len(again.Codes), err, tt.shown)
			}
		})
	}
}
