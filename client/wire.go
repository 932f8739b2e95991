package client

import (
	"time"

	"github.com/unspent-dev/unspent"
)

// The documents of the API. Each parse method gives the value that the caller
// gets, and fails if the server sent something else.

type wireMoney struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

func moneyOf(m unspent.Money) wireMoney { return wireMoney{m.Units(), m.Currency().String()} }

func (w wireMoney) parse() (unspent.Money, error) {
	if w == (wireMoney{}) {
		return unspent.Money{}, nil
	}
	cur, err := unspent.ParseCurrency(w.Currency)
	if err != nil {
		return unspent.Money{}, err
	}
	return unspent.NewMoney(w.Amount, cur), nil
}

type wireHold struct {
	ID       string    `json:"id"`
	Until    time.Time `json:"until"`
	Released bool      `json:"released"`
}

func (w *wireHold) parse() (*Hold, error) {
	if w == nil {
		return nil, nil
	}
	h := &Hold{Until: w.Until, Released: w.Released}
	var err error
	if w.ID != "" {
		h.ID, err = unspent.ParseHoldID(w.ID)
	}
	return h, err
}

type wireCard struct {
	Serial    string         `json:"serial"`
	Program   string         `json:"program"`
	State     unspent.State  `json:"state"`
	Unspent   bool           `json:"unspent"`
	Face      wireMoney      `json:"face"`
	Balance   wireMoney      `json:"balance"`
	Held      *wireHold      `json:"held"`
	Frozen    bool           `json:"frozen"`
	ExpiresAt time.Time      `json:"expiresAt"`
	AsOf      time.Time      `json:"asOf"`
	Seq       unspent.Seq    `json:"seq"`
	Head      string         `json:"head"`
	FrozenFor unspent.Reason `json:"frozenFor"`
	Successor string         `json:"successor"`
	Order     string         `json:"order"`
	Last4     string         `json:"last4"`
	Recipient string         `json:"recipient"`
	HeldFor   string         `json:"heldFor"`
}

func (w wireCard) parse() (Card, error) {
	c := Card{Program: w.Program, State: w.State, Unspent: w.Unspent, Frozen: w.Frozen, ExpiresAt: w.ExpiresAt, AsOf: w.AsOf,
		Seq: w.Seq, Head: w.Head, FrozenFor: w.FrozenFor, Order: w.Order, Last4: w.Last4, Recipient: w.Recipient, HeldFor: w.HeldFor}
	var errs [5]error
	c.Serial, errs[0] = unspent.ParseSerial(w.Serial)
	c.Face, errs[1] = w.Face.parse()
	c.Balance, errs[2] = w.Balance.parse()
	c.Hold, errs[3] = w.Held.parse()
	c.Successor, errs[4] = optionalSerial(w.Successor)
	return c, firstOf(errs[:]...)
}

type wireNewCard struct {
	Serial string        `json:"serial"`
	Code   string        `json:"code"`
	State  unspent.State `json:"state"`
}

func (w wireNewCard) parse() (NewCard, error) {
	c := NewCard{State: w.State}
	var errs [2]error
	c.Serial, errs[0] = unspent.ParseSerial(w.Serial)
	if w.Code != "" {
		c.Code, errs[1] = unspent.ParseCode(w.Code)
	}
	return c, firstOf(errs[:]...)
}

type wireEvent struct {
	ID        string         `json:"id"`
	Kind      unspent.Kind   `json:"kind"`
	Seq       unspent.Seq    `json:"seq"`
	At        time.Time      `json:"at"`
	Program   string         `json:"program"`
	Debit     unspent.Ref    `json:"debit"`
	Credit    unspent.Ref    `json:"credit"`
	Amount    wireMoney      `json:"amount"`
	Balance   wireMoney      `json:"balance"`
	Reason    unspent.Reason `json:"reason"`
	Asked     unspent.Kind   `json:"asked"`
	Wanted    int64          `json:"wanted"`
	Until     time.Time      `json:"until"`
	Of        string         `json:"of"`
	Party     string         `json:"party"`
	Reference string         `json:"reference"`
	Note      string         `json:"note"`
	By        string         `json:"by"`
	ByName    string         `json:"byName"`
	Hash      string         `json:"hash"`
}

func (w wireEvent) parse() (Event, error) {
	e := Event{Kind: w.Kind, At: w.At, Program: w.Program, Debit: w.Debit, Credit: w.Credit, Reason: w.Reason, Asked: w.Asked,
		Wanted: w.Wanted, Until: w.Until, Party: w.Party, Reference: w.Reference, Note: w.Note, By: w.By, ByName: w.ByName, Hash: w.Hash}
	var errs [4]error
	e.Seq, errs[0] = unspent.ParseEventID(w.ID)
	e.Amount, errs[1] = w.Amount.parse()
	e.Balance, errs[2] = w.Balance.parse()
	if w.Of != "" {
		e.Of, errs[3] = unspent.ParseEventID(w.Of)
	}
	return e, firstOf(errs[:]...)
}

type wireAccount struct {
	ID      string    `json:"id"`
	Program string    `json:"program"`
	Balance wireMoney `json:"balance"`
}

func (w wireAccount) parse() (Account, error) {
	m, err := w.Balance.parse()
	return Account{w.ID, w.Program, m}, err
}

func optionalSerial(text string) (unspent.Serial, error) {
	if text == "" {
		return unspent.Serial{}, nil
	}
	return unspent.ParseSerial(text)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return garbled(err)
		}
	}
	return nil
}
