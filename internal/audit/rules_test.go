package audit

import (
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// forge appends e to the journal, with the right links, balances and hash,
// without asking any rule, and returns what the audit says of it first.
func forge(t *testing.T, h *history, e unspent.Event, change func(*unspent.Event)) Finding {
	t.Helper()
	heads := func(ref unspent.Ref) (unspent.Head, int64) {
		if s, ok := ref.Serial(); ok {
			return h.card(s).Head, h.card(s).Balance.Units()
		}
		a := h.state.Accounts[ref]
		return a.Head, a.Balance.Units()
	}
	e.Seq, e.At, e.By = h.state.Seq+1, h.now, "key_1"
	if e.Request == (unspent.RequestID{}) {
		e.Request = unspent.RequestID{9, 9}
	}
	debit, units := heads(e.Debit)
	e.DebitPrev, e.DebitAfter = debit.Seq, units-e.Amount.Units()
	var credit unspent.Head
	if e.Credit != "" {
		credit, units = heads(e.Credit)
		e.CreditPrev, e.CreditAfter = credit.Seq, units+e.Amount.Units()
	}
	e.Format = unspent.Format
	if change != nil {
		change(&e)
	}
	e.Hash = e.Digest(debit.Hash, credit.Hash)
	b := h.book()
	b.journal = append(b.journal, e)
	got, err := Run(t.Context(), b, Options{StopAtFirst: true})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := got.First()
	if first.Seq != e.Seq {
		t.Fatalf("First() = %+v; want one at the forged event %d", first, e.Seq)
	}
	return first
}

func TestFindsUnlawfulEvents(t *testing.T) {
	type scene struct {
		*history
		s unspent.Serial // an active card of 5000 yen
	}
	yen := func(n int64) unspent.Money { return unspent.NewMoney(n, mustCurrency(t, "JPY")) }
	about := func(x scene, k unspent.Kind) unspent.Event {
		return unspent.Event{Kind: k, Program: "gift", Debit: unspent.CardRef(x.s), Amount: yen(0)}
	}
	move := func(x scene, k unspent.Kind, to unspent.Ref, n int64) unspent.Event {
		e := about(x, k)
		e.Credit, e.Amount = to, yen(n)
		return e
	}
	shop := unspent.MerchantRef("gift", "shop")
	taro := unspent.AccountRef("taro")
	pay := func(x scene) unspent.Event { return move(x, unspent.Spent, shop, 100) }
	newCard := func(x scene, k unspent.Kind, n int64) unspent.Event {
		s, key := x.fresh()
		e := move(x, k, unspent.CardRef(s), n)
		e.Key = key
		return e
	}
	tests := map[string]struct {
		forge func(scene) (unspent.Event, func(*unspent.Event))
		want  string
	}{
		"card below zero": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Spent, shop, 5001), nil
		}, "balance falls to -1"},
		"account below zero": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.claim(x.s, "taro")
			e := move(x, unspent.Spent, shop, 5001)
			e.Debit = taro
			return e, nil
		}, "balance falls to -1"},
		"void to another program": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Voided, unspent.WorldRef("euro"), 5000), nil
		}, "another program"},
		"wrong balance of the card": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.DebitAfter++ }
		}, "is 4901 and should be 4900"},
		"wrong balance of the merchant": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.CreditAfter++ }
		}, "is 101 and should be 100"},
		"moves to nowhere": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Voided, "", 5000), func(e *unspent.Event) { e.Reason = "chargeback" }
		}, "to nowhere"},
		"backwards in time": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.At = e.At.Add(-time.Hour) }
		}, "earlier than the event before"},
		"inactive card pays": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.record(x.card(x.s).Deactivate(x.now))
			return about(x, unspent.Held), func(e *unspent.Event) {
				e.Until, e.Party, e.Secret = e.At.Add(time.Hour), "per_9", unspent.Digest{1}
			}
		}, "inactive cannot be held"},
		"claimed card is claimed": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.claim(x.s, "taro")
			return about(x, unspent.Frozen), func(e *unspent.Event) { e.Reason = "support_issue" }
		}, "claimed cannot be frozen"},
		"spent card is replaced": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.spend(x.s, 5000)
			return about(x, unspent.Voided), func(e *unspent.Event) { e.Reason = "chargeback" }
		}, "spent cannot be voided"},
		"frozen card pays": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.record(x.card(x.s).Freeze("support_issue", "", x.now))
			return pay(x), nil
		}, "frozen when it was spent"},
		"held card pays": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.hold(x.s, time.Hour)
			return pay(x), nil
		}, "held for somebody"},
		"lapsed card pays": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.now = x.now.AddDate(1, 0, 0)
			return pay(x), nil
		}, "validity had ended"},
		"expired too early": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			e := move(x, unspent.Expired, unspent.BreakageRef("gift"), 5000)
			e.Until = x.card(x.s).ExpiresAt
			return e, nil
		}, "had not ended"},
		"half a claim": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Claimed, taro, 2500), nil
		}, "only a part"},
		"claim of another program's account": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.claim(x.issue("euro", 100, 1, true)[0], "taro")
			return move(x, unspent.Claimed, taro, 5000), nil
		}, "another program"},
		"claim over the limit of one": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.s = x.issue("gift", 100_001, 1, true)[0]
			return move(x, unspent.Claimed, taro, 100_001), nil
		}, "passes a limit"},
		"claim over the cap": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			for _, s := range x.issue("gift", 99_000, 3, true) {
				x.claim(s, "taro")
			}
			return move(x, unspent.Claimed, taro, 5000), nil
		}, "passes a limit"},
		"claim over the month": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.now = x.now.AddDate(0, 1, 0)
			for _, s := range x.issue("gift", 99_000, 3, true) {
				x.claim(s, "taro")
			}
			x.record(x.account("taro", "gift").Spend(x.programs["gift"], yen(200_000), "shop", "", x.now))
			return move(x, unspent.Claimed, taro, 5000), nil
		}, "passes a limit"},
		"amount out of range": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Spent, shop, unspent.MaxAmount+1), nil
		}, "out of range"},
		"against the terms": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			p := x.programs["gift"]
			p.Spendable = false
			x.programs["gift"] = p
			return pay(x), nil
		}, "does not allow to spend"},
		"over-refund": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			paid := x.spend(x.s, 1000)
			x.spend(x.s, 1000)
			x.refund(paid, 600)
			return unspent.Event{Kind: unspent.Refunded, Program: "gift", Debit: shop, Credit: unspent.CardRef(x.s), Amount: yen(401), Of: paid.Seq}, nil
		}, "more than is left"},
		"refund of no payment": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.spend(x.s, 1000)
			return unspent.Event{Kind: unspent.Refunded, Program: "gift", Debit: shop, Credit: unspent.CardRef(x.s), Amount: yen(1), Of: 1}, nil
		}, "is no payment"},
		"refund to another card": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			paid := x.spend(x.s, 1000)
			other := x.issue("gift", 5000, 1, true)[0]
			return unspent.Event{Kind: unspent.Refunded, Program: "gift", Debit: shop, Credit: unspent.CardRef(other), Amount: yen(1), Of: paid.Seq}, nil
		}, "somebody else"},
		"request used for another": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Request = x.state.Journal[0].Request }
		}, "for another request"},
		"request carried out twice": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Request, e.Print = x.state.Journal[0].Request, x.state.Journal[0].Print }
		}, "carried out before"},
		"no request": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Request = unspent.RequestID{} }
		}, "no request"},
		"nobody": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.By = "" }
		}, "nobody asked"},
		"hold too long": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return about(x, unspent.Held), func(e *unspent.Event) {
				e.Until, e.Party, e.Secret = e.At.Add(unspent.MaxHold+time.Second), "per_9", unspent.Digest{1}
			}
		}, "too long"},
		"take before release": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			hold := x.hold(x.s, time.Hour)
			e := newCard(x, unspent.Taken, 5000)
			e.Of = hold.Seq
			return e, nil
		}, "before it was released"},
		"take without hold": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			e := newCard(x, unspent.Taken, 5000)
			e.Of = 1
			return e, nil
		}, "without a hold"},
		"take after the hold": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			hold := x.hold(x.s, time.Hour)
			x.record(x.card(x.s).Release(hold.Seq, x.now))
			x.now = x.now.Add(time.Hour)
			e := newCard(x, unspent.Taken, 5000)
			e.Of = hold.Seq
			return e, nil
		}, "without a hold"},
		"release of another hold": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			hold := x.hold(x.s, time.Hour)
			e := about(x, unspent.Released)
			e.Of = hold.Seq - 1
			return e, nil
		}, "no such hold"},
		"successor that exists": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			e := move(x, unspent.Transferred, unspent.CardRef(x.issue("gift", 10, 1, true)[0]), 5000)
			e.Key = unspent.CardKey{1}
			return e, nil
		}, "exists already"},
		"card made twice": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			e := about(x, unspent.Issued)
			e.Key, e.Face = unspent.CardKey{1}, yen(5)
			return e, nil
		}, "exists already"},
		"card never made": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.s, _ = x.fresh()
			return about(x, unspent.Frozen), func(e *unspent.Event) { e.Reason = "support_issue" }
		}, "nothing made"},
		"refusal about nothing": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return unspent.Event{Kind: unspent.Declined, Program: "gift", Debit: taro, Amount: yen(0), Reason: unspent.Insufficient, Asked: unspent.Spent}, nil
		}, "nothing made"},
		"sold at another price": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.s = x.issue("gift", 5000, 1, false)[0]
			return unspent.Event{Kind: unspent.Activated, Program: "gift", Debit: unspent.WorldRef("gift"), Credit: unspent.CardRef(x.s), Amount: yen(6000)}, nil
		}, "face value"},
		"valid for too long": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			x.s = x.issue("gift", 5000, 1, false)[0]
			return unspent.Event{Kind: unspent.Activated, Program: "gift", Debit: unspent.WorldRef("gift"), Credit: unspent.CardRef(x.s),
				Amount: yen(5000), Until: x.now.AddDate(1, 0, 0)}, nil
		}, "its validity is not"},
		"thawed what was not frozen": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return about(x, unspent.Unfrozen), func(e *unspent.Event) { e.Reason = "cleared" }
		}, "not frozen"},
		"unknown program": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Program = "gone" }
		}, "no program"},
		"other currency": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			e := pay(x)
			e.Amount = unspent.NewMoney(100, mustCurrency(t, "EUR"))
			return e, nil
		}, "its program in"},
		"merchant of another program": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Spent, unspent.MerchantRef("euro", "shop"), 100), nil
		}, "another program"},
		"wrong direction": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return move(x, unspent.Spent, taro, 5000), nil
		}, "does not move between"},
		"note too long": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Note = strings.Repeat("x", unspent.MaxReference+1) }
		}, "note is too long"},
		"unknown kind": {func(x scene) (unspent.Event, func(*unspent.Event)) {
			return pay(x), func(e *unspent.Event) { e.Kind = "lent" }
		}, "no kind of event"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHistory(t)
			x := scene{h, h.issue("gift", 5000, 1, true)[0]}
			e, change := tt.forge(x)
			if got := forge(t, h, e, change); !strings.Contains(got.What, tt.want) {
				t.Errorf("First() = %+v; want %q", got, tt.want)
			}
		})
	}
}

// A fault in one place is not a fault everywhere.
func TestFaultIsLocal(t *testing.T) {
	h := newHistory(t)
	c := h.issue("gift", 5000, 2, true)
	for range 20 {
		h.spend(c[0], 1)
	}
	b := h.book()
	b.journal[1].Note = "another order"
	rehash(b.journal, 1)
	got := run(t, b)
	// the event itself agrees with what is before it; the next of its two chains
	// does not, and neither does what is stored
	for _, f := range got.Findings {
		if f.Subject == string(unspent.CardRef(c[0])) {
			t.Errorf("finding %+v on a card that is right", f)
		}
	}
	if got.Clean() || len(got.Findings) > 3 {
		t.Errorf("findings %+v; want one to three", got.Findings)
	}
}
