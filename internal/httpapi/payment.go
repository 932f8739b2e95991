package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func decodeClaim(s *scanner, in fields, v *api.ClaimRequest) error {
	return s.object("", in, func(field int) (err error) {
		if field == 0 {
			v.Code, err = s.text("code")
		} else {
			v.Account, err = s.text("account")
		}
		return err
	})
}

func decodeSpend(s *scanner, in fields, v *api.SpendRequest) error {
	return s.object("", in, func(field int) (err error) {
		switch field {
		case 0:
			v.Code, err = s.text("code")
		case 1:
			v.Account, err = s.text("account")
		case 2:
			err = decodeMoney(s, "amount", &v.Amount)
		case 3:
			v.Merchant, err = s.text("merchant")
		case 4:
			v.Reference, err = s.text("reference")
		}
		return err
	})
}

// decodeMoney reads an amount. Its size is checked here as well as by the
// command: a field that is missing behind it would hide what is wrong with it.
func decodeMoney(s *scanner, what string, v *unspent.Money) error {
	var units int64
	var code string
	err := s.object(what, fields{names: []string{"amount", "currency"}, required: 3}, func(field int) (err error) {
		if field == 0 {
			units, err = s.whole("amount")
		} else {
			code, err = s.text("currency")
		}
		return err
	})
	if err == nil && what != "delta" && (units < 1 || units > unspent.MaxAmount) {
		return unspent.Errorf(unspent.Invalid, "%s is between 1 and %d minor units", what, int64(unspent.MaxAmount))
	}
	if err != nil {
		return err
	}
	cur, err := unspent.ParseCurrency(code)
	*v = unspent.NewMoney(units, cur)
	return err
}

func (s *server) mountPayments() {
	mount(s, endpoint[api.ClaimRequest, api.ClaimAnswer]{
		call: api.Calls().Claim, tag: "pay", summary: "Claim a card to an account",
		about: "Moves the card's whole balance to the account. The code is worth nothing afterwards. A partner's key claims to the accounts that it is bound to, and a holder who is signed in to their own; any other is not_found.", status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.WrongProgram)...),
		in:      api.ClaimRequest{Code: exampleCode, Account: "acct_taro"}, out: exampleClaim(),
		hot: true, decode: decodeClaim, encode: appendClaimed,
	})
	mount(s, endpoint[api.SpendRequest, api.SpendAnswer]{
		call: api.Calls().Spend, tag: "pay", summary: "Pay from a card or an account",
		about: "A part may be paid; the rest stays. A key that is bound to a merchant pays that merchant only. " +
			"By code every merchant's key may pay, from an account only a key that is bound to it: any other account is not_found. An admin pays from an account with a second person.", status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.WrongCurrency, unspent.Insufficient, unspent.SecondPerson)...),
		in:      api.SpendRequest{Code: exampleCode, Amount: yen(1200), Merchant: "m1", Reference: "order-9"},
		out:     api.SpendAnswer{Event: exampleEvent(unspent.Spent, 1200, 3800), Balance: yen(3800)},
		hot:     true, decode: decodeSpend, encode: appendSpent,
	})
	mount(s, endpoint[api.RefundRequest, api.SpendAnswer]{
		call: api.Calls().Refund, tag: "pay", summary: "Refund a payment",
		about: "Puts part or all of a payment back where it came from, never more than was paid. What was paid for gift cards is refunded by cancelling their order, and not here. Of a key that is not bound to the merchant it counts into what one person moves alone.", status: 201,
		reasons: append(cardReasons(), unspent.NotFound, unspent.WrongCurrency, unspent.RefundExceeded, unspent.SecondPerson),
		in:      api.RefundRequest{Event: 44, Amount: yen(1200), Reference: "return-3"},
		out:     api.SpendAnswer{Event: exampleEvent(unspent.Refunded, 1200, 5000), Balance: yen(5000)},
	})
}

// cardReasons are what a card may answer to a holder's step.
func cardReasons() []unspent.Reason {
	return []unspent.Reason{unspent.CardInactive, unspent.CardClaimed, unspent.CardSpent, unspent.CardVoid, unspent.CardReplaced,
		unspent.CardExpired, unspent.CardFrozen, unspent.CardHeld, unspent.AgainstTerms, unspent.LimitExceeded}
}
