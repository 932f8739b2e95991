package unspent_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
)

func TestAccountSpend(t *testing.T) {
	tests := map[string]struct {
		terms  unspent.Program
		amount unspent.Money
		want   unspent.Reason
	}{
		"part":      {giftYen(), jpy(1), ""},
		"all":       {giftYen(), jpy(3000), ""},
		"too much":  {giftYen(), jpy(3001), unspent.Insufficient},
		"currency":  {giftYen(), eur(1), unspent.WrongCurrency},
		"terms":     {terms(func(p *unspent.Program) { p.Spendable = false }), jpy(1), unspent.AgainstTerms},
		"no cap":    {terms(func(p *unspent.Program) { p.Limits.PerTransfer = 1 }), jpy(3000), ""},
		"unclaimed": {terms(func(p *unspent.Program) { p.Claimable = false }), jpy(1), ""},
	}
	for name, tt := range tests {
		e := account(3000).Spend(tt.terms, tt.amount, "m1", "order-9", day(1))
		switch {
		case e.Subject() != unspent.AccountRef("a") || e.Note != "order-9" || e.Amount.Currency() != currency("JPY"):
			t.Errorf("%s: the event is about %s for %q in %s", name, e.Subject(), e.Note, e.Amount.Currency())
		case tt.want == "" && (e.Kind != unspent.Spent || e.Amount != tt.amount || e.Credit != unspent.MerchantRef("gift-jpy", "m1")):
			t.Errorf("%s: %s of %s to %s (%s), want spent", name, e.Kind, e.Amount, e.Credit, e.Reason)
		case tt.want != "" && (e.Kind != unspent.Declined || e.Reason != tt.want || e.Asked != unspent.Spent || !e.Amount.IsZero()):
			t.Errorf("%s: %s of %s (%s), want declined because of %s", name, e.Kind, e.Amount, e.Reason, tt.want)
		}
	}
}

func TestAccountRefund(t *testing.T) {
	spend := unspent.Event{Seq: 7, Kind: unspent.Spent, Debit: unspent.AccountRef("a"), Credit: unspent.MerchantRef("gift-jpy", "m1"), Amount: jpy(1200)}
	tests := map[string]struct {
		done   int64
		amount unspent.Money
		want   unspent.Reason
	}{
		"part":       {0, jpy(1), ""},
		"all":        {0, jpy(1200), ""},
		"the rest":   {1199, jpy(1), ""},
		"too much":   {0, jpy(1201), unspent.RefundExceeded},
		"in all":     {1199, jpy(2), unspent.RefundExceeded},
		"everything": {1200, jpy(1), unspent.RefundExceeded},
		"currency":   {0, eur(1), unspent.WrongCurrency},
	}
	for name, tt := range tests {
		e := account(0).Refund(giftYen(), spend, unspent.Event{}, tt.done, tt.amount, "r", day(1))
		switch {
		case e.Subject() != unspent.AccountRef("a") || e.Of != 7 || e.Note != "r":
			t.Errorf("%s: the event is about %s and %d, for %q", name, e.Subject(), e.Of, e.Note)
		case tt.want == "" && (e.Kind != unspent.Refunded || e.Amount != tt.amount || e.Debit != spend.Credit):
			t.Errorf("%s: %s of %s from %s (%s), want refunded", name, e.Kind, e.Amount, e.Debit, e.Reason)
		case tt.want != "" && (e.Kind != unspent.Declined || e.Reason != tt.want || e.Asked != unspent.Refunded):
			t.Errorf("%s: %s (%s), want declined because of %s", name, e.Kind, e.Reason, tt.want)
		}
	}
}

func TestAccountApply(t *testing.T) {
	ref := unspent.AccountRef("a")
	claim := unspent.Event{Seq: 4, At: day(5), Kind: unspent.Claimed, Program: "gift-jpy", Debit: unspent.CardRef(serialOf(1)), Credit: ref, Amount: jpy(5000),
		CreditAfter: 5000, Hash: unspent.Digest{4}}
	a := unspent.Account{Ref: ref}.Apply(claim)
	want := unspent.Account{Ref: ref, Program: "gift-jpy", Balance: jpy(5000), Loaded: windowOf(5000, day(5)), Head: unspent.Head{Seq: 4, Hash: unspent.Digest{4}}}
	if a != want {
		t.Errorf("after the first claim the account is %+v, want %+v", a, want)
	}
	spend := unspent.Event{Seq: 5, At: day(6), Kind: unspent.Spent, Program: "gift-jpy", Debit: ref, Credit: unspent.MerchantRef("gift-jpy", "m"),
		Amount:     jpy(1200),
		DebitAfter: 3800, CreditAfter: 1200, Hash: unspent.Digest{5}}
	a = a.Apply(spend)
	want.Balance, want.Head = jpy(3800), unspent.Head{Seq: 5, Hash: unspent.Digest{5}}
	if a != want {
		t.Errorf("after a spend the account is %+v, want %+v", a, want)
	}
	declined := spend.Declined(unspent.Insufficient)
	declined.Seq, declined.DebitAfter = 6, 3800
	if a = a.Apply(declined); a.Balance != jpy(3800) || a.Head.Seq != 6 || a.Loaded != want.Loaded {
		t.Errorf("after a decline the account is %+v", a)
	}
	claim.Seq, claim.CreditAfter, claim.Program = 7, 8800, "gift-jpy"
	if a = a.Apply(claim); a.Loaded != windowOf(10_000, day(5)) {
		t.Errorf("after a second claim in April %+v was loaded", a.Loaded)
	}
	claim.Seq, claim.At, claim.CreditAfter = 8, day(31), 13_800 // 1 May
	if a = a.Apply(claim); a.Loaded != windowOf(5000, day(31)) {
		t.Errorf("after a claim in May %+v was loaded", a.Loaded)
	}
	if m := (unspent.Account{Ref: spend.Credit}).Apply(spend); m.Balance != jpy(1200) || m.Loaded != (unspent.Window{}) {
		t.Errorf("the merchant's account is %+v", m)
	}
}
