package proof

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"

	strict "github.com/go-jose/go-jose/v4/json" // refuses doubled members, minds case
)

// Type is the "typ" of a receipt's header. Another format has another type.
const Type = "unspent-receipt+jwt"

// Receipt is what a receipt says.
type Receipt struct {
	Issuer    string // who signed, such as https://gift.example
	Serial    string // 19 digits
	Program   string
	State     unspent.State
	Unspent   bool // active, whole, not held, not frozen, not expired
	Frozen    bool
	Face      unspent.Money
	Balance   unspent.Money
	Hold      *Hold     // nil: not held
	ExpiresAt time.Time // of the card; zero: never, or not active yet
	AsOf      time.Time // when the card was seen so; UTC, microseconds
	Until     time.Time // the receipt's own expiry; UTC, whole seconds
	Seq       unspent.Seq
	Head      unspent.Digest // of the card's hash chain
	Epoch     int64          // how often the issuer's book had gone on without its end; 0: never
	Audience  string         // for whom it was made, "" for anybody
	Nonce     string         // the question it answers, "" for none
	KeyID     string         // of the key that signed; set by [Verify]
}

// Hold says that the card was reserved for a counterparty.
type Hold struct {
	Until    time.Time
	Released bool // the holder has given the card up to the counterparty
}

// claims is the signed JSON. Members are written in this order.
type claims struct {
	Issuer    string     `json:"iss"`
	Audience  string     `json:"aud,omitempty"`
	Nonce     string     `json:"nonce,omitempty"`
	Until     int64      `json:"exp"` // Unix seconds
	AsOf      time.Time  `json:"asOf"`
	Serial    string     `json:"serial"`
	Program   string     `json:"program"`
	State     string     `json:"state"`
	Unspent   *bool      `json:"unspent"` // a pointer, so that a missing one is seen
	Frozen    *bool      `json:"frozen"`
	Face      amount     `json:"face"`
	Balance   amount     `json:"balance"`
	Hold      *hold      `json:"held"`
	ExpiresAt *time.Time `json:"expiresAt,omitempty"`
	Seq       int64      `json:"seq"`
	Head      string     `json:"head"` // lower-case hexadecimal
	Epoch     int64      `json:"epoch,omitempty"`
}

type amount struct {
	Units    int64  `json:"amount"`
	Currency string `json:"currency"`
}

type hold struct {
	Until    time.Time `json:"until"`
	Released bool      `json:"released"`
}

// Claims returns the JSON that a signature of r covers. It refuses, with reason
// Invalid, a receipt that [Verify] would not accept. KeyID is not part of it.
func (r Receipt) Claims() ([]byte, error) {
	r.AsOf, r.Until, r.ExpiresAt = micros(r.AsOf), r.Until.UTC().Truncate(time.Second), micros(r.ExpiresAt)
	if problem := r.problem(); problem != "" {
		return nil, unspent.Errorf(unspent.Invalid, "no receipt can say this: %s", problem)
	}
	c := claims{
		Issuer: r.Issuer, Audience: r.Audience, Nonce: r.Nonce, Until: r.Until.Unix(), AsOf: r.AsOf,
		Serial: r.Serial, Program: r.Program, State: string(r.State), Unspent: &r.Unspent, Frozen: &r.Frozen,
		Face: amountOf(r.Face), Balance: amountOf(r.Balance), Seq: int64(r.Seq), Head: r.Head.String(), Epoch: r.Epoch,
	}
	if r.Hold != nil {
		c.Hold = &hold{micros(r.Hold.Until), r.Hold.Released}
	}
	if !r.ExpiresAt.IsZero() {
		c.ExpiresAt = &r.ExpiresAt
	}
	text, err := json.Marshal(c)
	if err != nil {
		return nil, &unspent.Error{Reason: unspent.Invalid, Detail: "no receipt can say this: a time is out of range", Err: err}
	}
	if len(text) > maxClaims {
		return nil, unspent.Errorf(unspent.TooLarge, "the receipt is longer than %d bytes: shorten its audience or nonce", MaxReceipt)
	}
	return text, nil
}

func micros(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func amountOf(m unspent.Money) amount { return amount{m.Units(), m.Currency().String()} }

// parseClaims reads what Claims wrote, and says what is wrong if it cannot.
// Members it does not know are left aside: a later issuer may add some.
func parseClaims(text []byte) (Receipt, string) {
	var c claims
	if !utf8.Valid(text) || strict.Unmarshal(text, &c) != nil || c.Unspent == nil || c.Frozen == nil {
		return Receipt{}, "its claims are not those of a receipt"
	}
	r := Receipt{
		Issuer: c.Issuer, Audience: c.Audience, Nonce: c.Nonce, Until: time.Unix(c.Until, 0).UTC(), AsOf: c.AsOf.UTC(),
		Serial: c.Serial, Program: c.Program, State: unspent.State(c.State), Unspent: *c.Unspent, Frozen: *c.Frozen,
		Seq: unspent.Seq(c.Seq), Epoch: c.Epoch,
	}
	if c.Hold != nil {
		r.Hold = &Hold{c.Hold.Until.UTC(), c.Hold.Released}
	}
	if c.ExpiresAt != nil {
		r.ExpiresAt = c.ExpiresAt.UTC()
	}
	head, err := hex.DecodeString(c.Head)
	if err != nil || len(head) != len(r.Head) || hex.EncodeToString(head) != c.Head {
		return Receipt{}, "its head is not 64 lower-case hexadecimal digits"
	}
	copy(r.Head[:], head)
	if r.Face, err = c.Face.money(); err == nil {
		r.Balance, err = c.Balance.money()
	}
	if err != nil {
		return Receipt{}, "an amount has no known currency"
	}
	return r, r.problem()
}

func (a amount) money() (unspent.Money, error) {
	cur, err := unspent.ParseCurrency(a.Currency)
	return unspent.NewMoney(a.Units, cur), err
}

// problem says why r is no receipt, "" if it is one.
func (r Receipt) problem() string {
	serial, err := unspent.ParseSerial(r.Serial)
	switch {
	case r.Issuer == "" || len(r.Issuer) > MaxIssuer || !utf8.ValidString(r.Issuer):
		return "the issuer is missing or too long"
	case len(r.Audience) > MaxAudience || !utf8.ValidString(r.Audience):
		return "the audience is too long or not UTF-8"
	case len(r.Nonce) > MaxNonce || !utf8.ValidString(r.Nonce):
		return "the nonce is too long or not UTF-8"
	case err != nil || serial.String() != r.Serial:
		return "the serial is not one"
	case r.Program == "" || len(r.Program) > unspent.MaxName || !utf8.ValidString(r.Program):
		return "the program is missing or too long"
	case !slices.Contains(unspent.States(), r.State):
		return "the state is not one"
	case r.Face.Currency() != r.Balance.Currency() || r.Face.Currency() == unspent.Currency{}:
		return "the amounts are not of one currency"
	case outside(r.Face) || outside(r.Balance):
		return "an amount is out of range"
	case r.AsOf.IsZero() || !r.AsOf.Before(r.Until):
		return "it ends before it begins"
	case r.Until.Year() > 9999 || r.ExpiresAt.Year() > 9999 || r.Hold != nil && r.Hold.Until.Year() > 9999:
		return "a time is out of range"
	case r.Seq < 1 || r.Head == unspent.Digest{}:
		return "the head of the card's chain is missing"
	case r.Epoch < 0:
		return "the epoch is not one"
	case r.Unspent && (r.State != unspent.StateActive || !unspent.Whole(r.Balance, r.Face) || r.Frozen || r.Hold != nil):
		return "it calls a card unspent that is not"
	}
	return ""
}

func outside(m unspent.Money) bool { return m.Units() < 0 || m.Units() > unspent.MaxAmount }
