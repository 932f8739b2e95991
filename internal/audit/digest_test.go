package audit

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"pgregory.net/rapid"
)

// vector is the event that docs/reference/journal.md works through.
func vector(t testing.TB) (e unspent.Event, debitPrev, creditPrev unspent.Digest) {
	t.Helper()
	for i := range 32 {
		debitPrev[i] = byte(i)
		creditPrev[i] = 0xff - byte(i)
	}
	e = unspent.Event{
		Seq: 42, At: time.Date(2027, 3, 31, 14, 59, 59, 999_999_000, time.UTC), Kind: unspent.Spent, Program: "gift-jpy",
		Debit: "card:6001000000000012346", Credit: "merchant:gift-jpy/m1",
		Amount: unspent.NewMoney(1200, mustCurrency(t, "JPY")), DebitPrev: 7, CreditPrev: 41, DebitAfter: 3800, CreditAfter: 91200,
		By: "key_1", Note: "注文-9",
	}
	for i := range 16 {
		e.Request[i], e.Print[i] = 0x11, 0x22
	}
	return e, debitPrev, creditPrev
}

func TestVectorIsInTheReference(t *testing.T) {
	page, err := os.ReadFile("../../docs/reference/journal.md")
	if err != nil {
		t.Fatal(err)
	}
	e, debitPrev, creditPrev := vector(t)
	for _, format := range []uint8{0, unspent.SaltedFormat} {
		e.Format = format
		var d digester
		got := d.digest(&e, &debitPrev, &creditPrev)
		if want := e.Digest(debitPrev, creditPrev); got != want {
			t.Errorf("digest() = %s; package unspent says %s", got, want)
		}
		laid := [][]byte{d.b}
		if format != 0 {
			laid = [][]byte{d.whole}
			for part := range parts {
				d.part(&e, part+1)
				laid = append(laid, bytes.Clone(d.b))
			}
		}
		want := []string{got.String()}
		for _, b := range laid {
			want = append(want, fmt.Sprintf("%d bytes", len(b)))
			for from := 0; from < len(b); from += 16 {
				want = append(want, fmt.Sprintf("%04x  % x", from, b[from:min(from+16, len(b))]))
			}
		}
		for _, line := range want {
			if !strings.Contains(string(page), line+"\n") && !strings.Contains(string(page), line+" ") {
				t.Errorf("docs/reference/journal.md lacks %q", line)
			}
		}
	}
}

// The two pieces of code that know the layout agree on every event.
func TestDigestAgrees(t *testing.T) {
	var d digester
	jpy := mustCurrency(t, "JPY")
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String()
		some := rapid.SliceOfN(rapid.Byte(), 32, 32)
		n := rapid.Int64()
		when := func(label string) time.Time {
			return time.UnixMicro(rapid.Int64Range(-1<<52, 1<<52).Draw(t, label)).UTC()
		}
		e := unspent.Event{Seq: unspent.Seq(n.Draw(t, "seq")), At: when("at"), Kind: unspent.Kind(text.Draw(t, "kind")),
			Program: text.Draw(t, "program"), Debit: unspent.Ref(text.Draw(t, "debit")), Credit: unspent.Ref(text.Draw(t, "credit")),
			Amount: unspent.NewMoney(n.Draw(t, "amount"), jpy), DebitPrev: unspent.Seq(n.Draw(t, "debit prev")),
			CreditPrev: unspent.Seq(n.Draw(t, "credit prev")), DebitAfter: n.Draw(t, "debit after"), CreditAfter: n.Draw(t, "credit after"),
			Reason: unspent.Reason(text.Draw(t, "reason")), By: text.Draw(t, "by"), Face: unspent.NewMoney(n.Draw(t, "face"), jpy),
			Party: text.Draw(t, "party"), Of: unspent.Seq(n.Draw(t, "of")), Asked: unspent.Kind(text.Draw(t, "asked")),
			Wanted: n.Draw(t, "wanted"), Note: text.Draw(t, "note"), Last4: text.Draw(t, "last four")}
		if rapid.Bool().Draw(t, "has a format") {
			e.Format = unspent.Format
		}
		if rapid.Bool().Draw(t, "has an end") {
			e.Until = when("until")
		}
		copy(e.Request[:], some.Draw(t, "request"))
		copy(e.Print[:], some.Draw(t, "print"))
		copy(e.Key[:], some.Draw(t, "key"))
		copy(e.Secret[:], some.Draw(t, "secret"))
		debit, credit := unspent.Digest(some.Draw(t, "debit hash")), unspent.Digest(some.Draw(t, "credit hash"))
		if got, want := d.digest(&e, &debit, &credit), e.Digest(debit, credit); got != want {
			t.Fatalf("digest(%+v) = %s; want %s", e, got, want)
		}
	})
}
