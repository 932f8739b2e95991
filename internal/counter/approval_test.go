package counter_test

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A part of a batch is issued once for whoever may issue, with its line in the staff's
// log, and for nobody else.
func TestIssueCleared(t *testing.T) {
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ring, err := keyring.New(rand.Reader, time.Now())
	check(err)
	kept := memory.New()
	b, err := book.Open(t.Context(), kept, ring, book.Options{})
	check(err)
	defer b.Close()
	jpy, err := unspent.ParseCurrency("JPY")
	check(err)
	_, err = b.CreateProgram(t.Context(), unspent.Actor{Role: unspent.System}, unspent.Program{ID: "gift", Name: "Gift", Currency: jpy, Claimable: true})
	check(err)
	g, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader})
	check(err)
	const base = "https://cards.example"
	c, err := counter.New(counter.Config{Book: b, Signer: receipt.New(ring, base), Gate: g, BaseURL: base, Store: kept})
	check(err)
	cmd := unspent.Issue{Program: "gift", Value: unspent.NewMoney(5000, jpy), Count: 2, Activate: true}
	batch := approval.Request{ID: "apr_1"}
	for _, role := range []unspent.Role{unspent.Auditor, unspent.Store, unspent.Holder} {
		err := c.IssueCleared(t.Context(), batch, unspent.Actor{ID: "key_1", Role: role}, "b-0", cmd)
		if unspent.ReasonOf(err) != unspent.Forbidden {
			t.Errorf("%s issues: %v", role, err)
		}
	}
	by := unspent.Actor{ID: "key_2", Role: unspent.Issuer}
	for range 2 {
		check(c.IssueCleared(t.Context(), batch, by, "b-0", cmd))
	}
	err = kept.View(t.Context(), func(r store.Reader) error {
		lines, err := r.Actions(t.Context(), 0, 10)
		if len(lines) != 1 || lines[0].Name != "issue" || lines[0].Subject != "gift apr_1" || lines[0].By != "key_2" {
			t.Errorf("the log has %+v", lines)
		}
		return err
	})
	check(err)
	n := 0
	check(b.Journal(t.Context(), 0, func(unspent.Event) error { n++; return nil }))
	if n != 2 {
		t.Errorf("%d events, want 2", n)
	}
}
