package bench

import (
	"encoding/json"
	"net/http"
	"time"
)

// The bodies of the API, as a plain program would declare them.

type bareMoney struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

type bareCheck struct {
	Code string `json:"code"`
}

type bareSpend struct {
	Code      string    `json:"code,omitempty"`
	Account   string    `json:"account,omitempty"`
	Amount    bareMoney `json:"amount"`
	Merchant  string    `json:"merchant"`
	Reference string    `json:"reference,omitempty"`
}

type bareCard struct {
	Serial    string     `json:"serial"`
	Program   string     `json:"program"`
	State     string     `json:"state"`
	Unspent   bool       `json:"unspent"`
	Face      bareMoney  `json:"face"`
	Balance   bareMoney  `json:"balance"`
	Held      *bareHold  `json:"held"`
	Frozen    bool       `json:"frozen"`
	ExpiresAt *time.Time `json:"expiresAt"`
	AsOf      time.Time  `json:"asOf"`
	Seq       int64      `json:"seq"`
	Head      string     `json:"head"`
}

type bareHold struct {
	ID       string    `json:"id"`
	Until    time.Time `json:"until"`
	Released bool      `json:"released"`
}

type bareEvent struct {
	ID        string     `json:"id"`
	Kind      string     `json:"kind"`
	Seq       int64      `json:"seq"`
	At        time.Time  `json:"at"`
	Program   string     `json:"program"`
	Debit     string     `json:"debit"`
	Credit    string     `json:"credit,omitempty"`
	Amount    bareMoney  `json:"amount"`
	Balance   bareMoney  `json:"balance"`
	Reason    string     `json:"reason,omitempty"`
	Asked     string     `json:"asked,omitempty"`
	Wanted    int64      `json:"wanted,omitempty"`
	Until     *time.Time `json:"until,omitempty"`
	Of        string     `json:"of,omitempty"`
	Party     string     `json:"party,omitempty"`
	Reference string     `json:"reference,omitempty"`
	By        string     `json:"by"`
	Prev      string     `json:"prev,omitempty"`
	Hash      string     `json:"hash"`
}

type bareSpent struct {
	Event   bareEvent `json:"event"`
	Balance bareMoney `json:"balance"`
}

// bare is a handler that decodes and encodes the API's JSON and does nothing
// else: no headers of its own, no keys, no book.
type bare struct {
	card bareCard
	paid bareSpent
}

// newBare takes over real answers, so that the same bytes are sent.
func newBare(card, paid []byte) (*bare, error) {
	b := &bare{}
	if err := json.Unmarshal(card, &b.card); err != nil {
		return nil, err
	}
	return b, json.Unmarshal(paid, &b.paid)
}

// ServeHTTP implements [http.Handler].
func (b *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/v1/check" {
		var in bareCheck
		answer := b.card
		if exchange(w, r, &in, http.StatusOK, &answer) && in.Code == "" {
			panic(http.ErrAbortHandler)
		}
		return
	}
	var in bareSpend
	answer := b.paid
	if exchange(w, r, &in, http.StatusCreated, &answer) && in.Amount.Amount != 1 {
		panic(http.ErrAbortHandler)
	}
}

// exchange decodes a request and encodes the answer.
func exchange(w http.ResponseWriter, r *http.Request, in any, status int, answer any) bool {
	if err := json.NewDecoder(r.Body).Decode(in); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return false
	}
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return false
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(body)
	return true
}
