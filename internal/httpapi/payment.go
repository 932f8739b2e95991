package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountPayments() {
	mount(s, endpoint[api.ClaimRequest, api.ClaimAnswer]{
		call: api.Calls().Claim, tag: "pay", summary: "Claim a card to an account",
		about: "Moves the card's whole balance to the account. The code is worth nothing afterwards. A partner's key claims to the accounts that it is bound " +
			"to, and a holder who is signed in to their own; any other is not_found.", status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.WrongProgram, unspent.AccountFrozen, unspent.AccountClosed)...),
		in:      api.ClaimRequest{Code: exampleCode, Account: "acct_taro"}, out: exampleClaim(),
		hot: true, encode: appendClaimed,
	})
	mount(s, endpoint[api.SpendRequest, api.SpendAnswer]{
		call: api.Calls().Spend, tag: "pay", summary: "Pay from a card or an account",
		about: "A part may be paid; the rest stays. A key that is bound to a merchant pays that merchant only. " +
			"By code every merchant's key may pay, from an account only a key that is bound to it: any other account is not_found. An admin pays from an account " +
			"with a second person.", status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.WrongCurrency, unspent.Insufficient, unspent.SecondPerson, unspent.AccountFrozen,
			unspent.AccountClosed)...),
		in:  api.SpendRequest{Code: exampleCode, Amount: yen(1200), Merchant: "m1", Reference: "order-9"},
		out: api.SpendAnswer{Event: exampleEvent(unspent.Spent, 1200, 3800), Balance: yen(3800)},
		hot: true, encode: appendSpent,
	})
	mount(s, endpoint[api.RefundRequest, api.SpendAnswer]{
		call: api.Calls().Refund, tag: "pay", summary: "Refund a payment",
		about: "Puts part or all of a payment back where it came from, never more than was paid. What was paid for gift cards is refunded by cancelling their " +
			"order, and not here. Of a key that is not bound to the merchant it counts into what one person moves alone.", status: 201,
		reasons: append(cardReasons(), unspent.NotFound, unspent.WrongCurrency, unspent.RefundExceeded, unspent.AccountClosed, unspent.SecondPerson),
		in:      api.RefundRequest{Event: 44, Amount: yen(1200), Reference: "return-3"},
		out:     api.SpendAnswer{Event: exampleEvent(unspent.Refunded, 1200, 5000), Balance: yen(5000)},
	})
}

// cardReasons are what a card may answer to a holder's step.
func cardReasons() []unspent.Reason {
	return []unspent.Reason{unspent.CardInactive, unspent.CardClaimed, unspent.CardSpent, unspent.CardVoid, unspent.CardReplaced,
		unspent.CardExpired, unspent.CardFrozen, unspent.CardHeld, unspent.AgainstTerms, unspent.LimitExceeded}
}
