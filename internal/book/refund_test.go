package book_test

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// TestRow03RefundFollows refunds a payment from a card whose value went elsewhere
// since: it is put where the rest of the value is, and never more than was spent.
func TestRow03RefundFollows(t *testing.T) {
	type step func(*desk, unspent.Code) unspent.Code
	do := func(d *desk, c unspent.Command) book.Answer {
		got, err := d.ask(c)
		wantReason(d.t, "a step", err, "")
		return got
	}
	reissue := func(d *desk, code unspent.Code) unspent.Code {
		seen, err := d.Check(d.t.Context(), code)
		wantReason(d.t, "Check", err, "")
		return do(d, unspent.Reissue{Serial: seen.Card.Serial}).Codes[0]
	}
	transfer := func(d *desk, code unspent.Code) unspent.Code {
		return do(d, unspent.Transfer{Code: code}).Codes[0]
	}
	claim := func(d *desk, code unspent.Code) unspent.Code {
		_, _ = d.ask(unspent.Claim{Code: code, Account: "taro"})
		_, _ = d.ask(unspent.Transfer{Code: code}) // refused: an event after the claim
		return unspent.Code{}
	}
	undone := func(d *desk, code unspent.Code) unspent.Code {
		seq := do(d, unspent.Claim{Code: code, Account: "mistyped"}).Events[0].Seq
		do(d, unspent.Unclaim{Event: seq, Reason: "wrong_account"})
		return code
	}
	for name, steps := range map[string][]step{
		"where it was":                {},
		"reissued":                    {reissue},
		"handed over":                 {transfer},
		"reissued and handed over":    {reissue, transfer, reissue},
		"claimed":                     {claim},
		"reissued and claimed":        {reissue, claim},
		"claimed, undone and claimed": {undone, claim},
		"claimed and undone":          {undone},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t, memory.New(), book.Options{})
			code := d.cards(1)[0]
			paid := do(d, spend(code, 400)).Events[0].Seq
			for _, s := range steps {
				code = s(d, code)
			}
			for _, refund := range []struct {
				units int64
				want  unspent.Reason
			}{{150, ""}, {251, unspent.RefundExceeded}, {250, ""}, {1, unspent.RefundExceeded}} {
				_, err := d.ask(unspent.Refund{Event: paid, Amount: euro(refund.units)})
				wantReason(t, "refund", err, refund.want)
			}
			var left unspent.Money
			if code.IsZero() {
				account, err := d.Account(t.Context(), "taro")
				wantReason(t, "Account", err, "")
				left = account.Balance
			} else {
				seen, err := d.Check(t.Context(), code)
				wantReason(t, "Check", err, "")
				left = seen.Card.Balance
			}
			if left != euro(1000) {
				t.Errorf("%s is there, want all of it", left)
			}
		})
	}
}
