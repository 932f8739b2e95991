package httpapi

import (
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// The examples of the OpenAPI document. The code is well formed and belongs to
// no card.
const (
	exampleCode   = "00000-00000-00000-00000"
	exampleSerial = "6001004821930557712"
	exampleSecret = "0123456789ABCDEFGHJKMNPQRS"
)

func exampleTime() time.Time { return time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC) }

// must is for the values of examples, which are well formed.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func yen(units int64) unspent.Money {
	return unspent.NewMoney(units, must(unspent.ParseCurrency("JPY")))
}

func serialOf(text string) unspent.Serial { return must(unspent.ParseSerial(text)) }

// newCode is the example's code as an answer has it.
func newCode() unspent.Code { return must(unspent.ParseCode(exampleCode)) }

func exampleCard() *api.CardStatus {
	at := exampleTime()
	return &api.CardStatus{Serial: serialOf(exampleSerial), Program: "gift-jpy", State: unspent.StateActive, Unspent: true, Face: yen(5000),
		Balance: yen(5000), ExpiresAt: api.TimeOf(at.AddDate(10, 0, 0)), AsOf: at, Seq: 42, Head: strings.Repeat("5a", 32)}
}

func exampleEvent(kind unspent.Kind, amount, balance int64) api.Event {
	v := api.Event{ID: 44, Kind: kind, Seq: 44, At: exampleTime(), Program: "gift-jpy", Debit: "card:" + exampleSerial,
		Amount: yen(amount), Balance: yen(balance), By: "key_1a2b3c", Prev: 42, Hash: strings.Repeat("c3", 32)}
	switch kind {
	case unspent.Spent:
		v.Credit, v.Reference = "merchant:gift-jpy/m1", "order-9"
	case unspent.Refunded:
		v.Debit, v.Credit, v.Of, v.Reference = "merchant:gift-jpy/m1", v.Debit, 44, "return-3"
	default: // moves nothing
	}
	return v
}

// exampleAccountEvent is an act of the staff on an account.
func exampleAccountEvent(kind unspent.Kind) api.Event {
	v := exampleEvent(kind, 0, 5000)
	v.Debit = "account:acct_taro"
	switch kind {
	case unspent.Unclaimed:
		v.Credit, v.Of, v.Amount, v.Balance = "card:"+exampleSerial, 43, yen(5000), yen(0)
	case unspent.Adjusted, unspent.Closed:
		v.Credit, v.Amount = "world:gift-jpy", yen(500)
	default: // moves nothing
	}
	return v
}

func exampleClaim() api.ClaimAnswer {
	v := exampleEvent(unspent.Claimed, 5000, 0)
	v.ID, v.Seq, v.Credit = 43, 43, "account:acct_taro"
	return api.ClaimAnswer{Event: v, Account: api.Account{ID: "acct_taro", Balance: yen(5000)}}
}
