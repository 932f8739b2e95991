package audit_test

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A book that had jumped and was brought home is clean; without the correction,
// or with one that is not the book's, it is not.
func TestRow1CorrectedClock(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	ring, err := keyring.New(rand.Reader, now)
	must(t, err)
	st := memory.New()
	b, err := book.Open(ctx, st, ring, book.Options{Now: func() time.Time { return now }})
	must(t, err)
	admin := unspent.Actor{ID: "key_admin", Role: unspent.Admin}
	jpy, err := unspent.ParseCurrency("JPY")
	must(t, err)
	year, err := unspent.ParsePeriod("P1Y")
	must(t, err)
	_, err = b.CreateProgram(ctx, admin, unspent.Program{ID: "gift", Name: "Gift", Currency: jpy, Validity: year, Spendable: true})
	must(t, err)
	var codes []unspent.Code
	ask := func(key string, c unspent.Command) {
		t.Helper()
		got, err := b.Do(ctx, unspent.Request{Key: key, By: admin, Command: c})
		must(t, err)
		codes = append(codes, got.Codes...)
	}
	issue := unspent.Issue{Program: "gift", Value: unspent.NewMoney(5000, jpy), Count: 2, Activate: true}
	pay := func(n int) unspent.Command {
		return unspent.Spend{Code: codes[n], Amount: unspent.NewMoney(100, jpy), Merchant: "m"}
	}
	ask("first", issue)
	now = now.AddDate(11, 0, 0)
	ask("jumped", issue)
	ask("paid-in-the-future", pay(2))
	now = now.AddDate(-11, 0, 1)
	_, err = b.CorrectClock(ctx, admin, "a wrong clock")
	must(t, err)
	ask("home", pay(0))
	ask("sold-at-home", issue)
	ask("and-the-other", pay(3))
	must(t, b.Close())

	audited := func() audit.Result {
		t.Helper()
		var got audit.Result
		must(t, st.View(ctx, func(r store.Reader) (err error) {
			got, err = audit.Run(context.Background(), r, audit.Options{})
			return err
		}))
		return got
	}
	if got := audited(); !got.Clean() || got.Jumps != 1 {
		t.Errorf("corrected: %d jumps, %+v", got.Jumps, got.Findings)
	}
	forged, err := store.Correction{Seq: 6, Was: now.Add(time.Hour), To: now.AddDate(-1, 0, 0)}.Document()
	must(t, err)
	must(t, st.Update(ctx, func(tx store.Tx) error { return tx.PutDocument(ctx, forged) }))
	if got := audited(); got.Clean() {
		t.Error("a correction of an event that is dated otherwise is clean")
	}
	must(t, st.Update(ctx, func(tx store.Tx) error {
		if err := tx.DropDocument(ctx, forged.Kind, forged.ID); err != nil {
			return err
		}
		return tx.DropDocument(ctx, forged.Kind, unspent.Seq(5).EventID())
	}))
	if got := audited(); got.Clean() {
		t.Error("a book that goes back in time without a correction is clean")
	}
	must(t, st.Close())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
