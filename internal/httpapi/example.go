package httpapi

import (
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// The examples of the OpenAPI document. The code is well formed and belongs to
// no card.
const (
	exampleCode   = "00000-00000-00000-00000"
	exampleSerial = "6001004821930557712"
	exampleSecret = "0123456789ABCDEFGHJKMNPQRS"
)

func exampleTime() time.Time { return time.Date(2027, 3, 31, 15, 0, 0, 0, time.UTC) }

func exampleCard() *cardStatus {
	at, end := exampleTime(), exampleTime().AddDate(10, 0, 0)
	return &cardStatus{Serial: exampleSerial, Program: "gift-jpy", State: "active", Unspent: true, Face: money{5000, "JPY"},
		Balance: money{5000, "JPY"}, ExpiresAt: &end, AsOf: at, Seq: 42, Head: strings.Repeat("5a", 32)}
}

func exampleEvent(kind unspent.Kind, amount, balance int64) event {
	v := event{ID: "evt_44", Kind: string(kind), Seq: 44, At: exampleTime(), Program: "gift-jpy", Debit: "card:" + exampleSerial,
		Amount: money{amount, "JPY"}, Balance: money{balance, "JPY"}, By: "key_1a2b3c", Prev: "evt_42", Hash: strings.Repeat("c3", 32)}
	switch kind {
	case unspent.Spent:
		v.Credit, v.Reference = "merchant:gift-jpy/m1", "order-9"
	case unspent.Refunded:
		v.Debit, v.Credit, v.Of, v.Reference = "merchant:gift-jpy/m1", v.Debit, "evt_44", "return-3"
	default: // moves nothing
	}
	return v
}

func exampleClaim() claimAnswer {
	v := exampleEvent(unspent.Claimed, 5000, 0)
	v.ID, v.Seq, v.Credit = "evt_43", 43, "account:acct_taro"
	return claimAnswer{v, account{"acct_taro", money{5000, "JPY"}}}
}
