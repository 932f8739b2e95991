package book_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// TestRow02Accounts stops, corrects and closes an account: what that allows and what
// it refuses.
func TestRow02Accounts(t *testing.T) {
	d := newDesk(t, memory.New(), book.Options{})
	codes := d.cards(4)
	do := func(what string, c unspent.Command, want unspent.Reason) unspent.Event {
		t.Helper()
		got, err := d.ask(c)
		wantReason(t, what, err, want)
		if len(got.Events) == 0 {
			return unspent.Event{}
		}
		return got.Events[0]
	}
	pay := func(units int64) unspent.Command {
		return unspent.Spend{Account: "taro", Amount: euro(units), Merchant: "shop"}
	}
	freeze := unspent.Freeze{Account: "taro", Reason: "support_issue"}
	do("freeze of nobody's account", freeze, unspent.NotFound)
	do("claim", unspent.Claim{Code: codes[0], Account: "taro"}, "")
	paid := do("payment", pay(100), "")
	do("unfreeze before", unspent.Unfreeze{Account: "taro", Reason: "cleared"}, unspent.WrongState)
	do("freeze", freeze, "")
	do("freeze again", freeze, unspent.WrongState)
	do("payment while frozen", pay(100), unspent.AccountFrozen)
	do("claim while frozen", unspent.Claim{Code: codes[1], Account: "taro"}, unspent.AccountFrozen)
	do("refund while frozen", unspent.Refund{Event: paid.Seq, Amount: euro(40)}, "")
	do("lowered while frozen", unspent.Adjust{Account: "taro", Delta: euro(-40), Reason: "support_issue"}, "")
	do("lowered by too much", unspent.Adjust{Account: "taro", Delta: euro(-1000), Reason: "support_issue"}, unspent.Insufficient)
	do("unfreeze", unspent.Unfreeze{Account: "taro", Reason: "cleared"}, "")
	if ev := do("raised", unspent.Adjust{Account: "taro", Delta: euro(60), Reason: "complimentary"}, ""); ev.CreditAfter != 960 {
		t.Errorf("raised to %d, want 960", ev.CreditAfter)
	}
	closed := do("close", unspent.Close{Account: "taro", Reason: "support_issue"}, "")
	if closed.Amount != euro(960) || closed.Credit != unspent.WorldRef("gift") {
		t.Errorf("closed with %s to %s", closed.Amount, closed.Credit)
	}
	do("close again", unspent.Close{Account: "taro", Reason: "support_issue"}, unspent.AccountClosed)
	do("claim once closed", unspent.Claim{Code: codes[1], Account: "taro"}, unspent.AccountClosed)
	do("payment once closed", pay(1), unspent.AccountClosed)
	do("refund once closed", unspent.Refund{Event: paid.Seq, Amount: euro(10)}, unspent.AccountClosed)
	do("freeze once closed", freeze, unspent.AccountClosed)
	do("raise once closed", unspent.Adjust{Account: "taro", Delta: euro(1), Reason: "complimentary"}, unspent.AccountClosed)
}

// TestRow02UndoneClaims undoes claims to a mistyped account: all of one, the part that
// is there, and not what is gone, over or another's.
func TestRow02UndoneClaims(t *testing.T) {
	for name, tt := range map[string]struct {
		spend   int64 // from the account, before
		again   bool  // it was undone before
		wait    time.Duration
		freeze  bool
		back    int64
		refused unspent.Reason
	}{
		"untouched":                    {back: 1000},
		"of a frozen account":          {freeze: true, back: 1000},
		"part of it is there":          {spend: 300, back: 700},
		"nothing is there":             {spend: 1000, refused: unspent.Insufficient},
		"twice":                        {again: true, refused: unspent.WrongState},
		"at the end of the window":     {wait: unspent.UnclaimWindow - time.Second, back: 1000},
		"after the end of the window":  {wait: unspent.UnclaimWindow + time.Hour, refused: unspent.TooLate},
		"part of it, and again":        {spend: 1, again: true, refused: unspent.WrongState},
		"frozen, and a part was spent": {spend: 999, freeze: true, back: 1},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, memory.New(), book.Options{})
			code := d.cards(1)[0]
			claim, err := d.ask(unspent.Claim{Code: code, Account: "taro-mistyped"})
			wantReason(t, "claim", err, "")
			undo := unspent.Unclaim{Event: claim.Events[0].Seq, Reason: "wrong_account"}
			if tt.spend > 0 {
				_, err = d.ask(unspent.Spend{Account: "taro-mistyped", Amount: euro(tt.spend), Merchant: "shop"})
				wantReason(t, "payment", err, "")
			}
			if tt.freeze {
				_, err = d.ask(unspent.Freeze{Account: "taro-mistyped", Reason: "support_issue"})
				wantReason(t, "freeze", err, "")
			}
			if tt.again {
				_, err = d.ask(undo)
				wantReason(t, "undone at first", err, "")
			}
			d.wait(tt.wait)
			got, err := d.ask(undo)
			wantReason(t, "undo", err, tt.refused)
			if ev := got.Events[0]; tt.refused == "" {
				if ev.Amount != euro(tt.back) || ev.Of != undo.Event || ev.Kind != unspent.Unclaimed {
					t.Errorf("undone: %s of event %d, want %d of event %d", ev.Amount, ev.Of, tt.back, undo.Event)
				}
				again, err := d.ask(unspent.Claim{Code: code, Account: "taro"})
				wantReason(t, "claim to the right account", err, "")
				if got := again.Events[0].Amount; got != euro(tt.back) {
					t.Errorf("claimed %s, want %d", got, tt.back)
				}
			}
		})
	}
	d := newDesk(t, memory.New(), book.Options{})
	paid, err := d.ask(spend(d.cards(1)[0], 5))
	wantReason(t, "payment", err, "")
	_, err = d.ask(unspent.Unclaim{Event: paid.Events[0].Seq, Reason: "wrong_account"})
	wantReason(t, "undo of a payment", err, unspent.NotFound)
}
