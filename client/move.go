package client

import (
	"context"
	"net/http"
	"time"

	"github.com/unspent-dev/unspent"
)

type wireSecret struct {
	Secret string `json:"secret"`
}

// Claimed is a card's whole balance moved to an account.
type Claimed struct {
	Event   Event
	Account Account
}

// Claim moves the whole balance of a card to an account.
func (c *Client) Claim(ctx context.Context, id string, cmd unspent.Claim) (Claimed, error) {
	body := struct {
		wireCode
		Account string `json:"account"`
	}{wireCode{cmd.Code.Reveal()}, cmd.Account}
	var w struct {
		Event   wireEvent   `json:"event"`
		Account wireAccount `json:"account"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/claim", id: id, body: body}, &w); err != nil {
		return Claimed{}, err
	}
	var out Claimed
	var errs [2]error
	out.Event, errs[0] = w.Event.parse()
	out.Account, errs[1] = w.Account.parse()
	return out, firstOf(errs[:]...)
}

// Moved is a payment or a refund, and the balance it left on the card or the
// account.
type Moved struct {
	Event   Event
	Balance unspent.Money
}

type wireMoved struct {
	Event   wireEvent `json:"event"`
	Balance wireMoney `json:"balance"`
}

func (w wireMoved) parse() (Moved, error) {
	var out Moved
	var errs [2]error
	out.Event, errs[0] = w.Event.parse()
	out.Balance, errs[1] = w.Balance.parse()
	return out, firstOf(errs[:]...)
}

// Spend pays a merchant from a card or an account.
func (c *Client) Spend(ctx context.Context, id string, cmd unspent.Spend) (Moved, error) {
	body := struct {
		Code      string    `json:"code,omitempty"`
		Account   string    `json:"account,omitempty"`
		Amount    wireMoney `json:"amount"`
		Merchant  string    `json:"merchant"`
		Reference string    `json:"reference,omitempty"`
	}{cmd.Code.Reveal(), cmd.Account, moneyOf(cmd.Amount), cmd.Merchant, cmd.Reference}
	var w wireMoved
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/spend", id: id, body: body}, &w); err != nil {
		return Moved{}, err
	}
	return w.parse()
}

// Refund puts part or all of a spend back where it came from.
func (c *Client) Refund(ctx context.Context, id string, cmd unspent.Refund) (Moved, error) {
	body := struct {
		Event     string    `json:"event"`
		Amount    wireMoney `json:"amount"`
		Reference string    `json:"reference,omitempty"`
	}{cmd.Event.EventID(), moneyOf(cmd.Amount), cmd.Reference}
	var w wireMoved
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/refunds", id: id, body: body}, &w); err != nil {
		return Moved{}, err
	}
	return w.parse()
}

// Placed is a new hold. Its Secret is for the counterparty; it is the zero
// Secret once the program's reveal window has ended.
type Placed struct {
	Hold   Hold
	Secret unspent.Secret
}

// Hold reserves a card for a counterparty.
func (c *Client) Hold(ctx context.Context, id string, cmd unspent.PlaceHold) (Placed, error) {
	body := struct {
		wireCode
		For    string    `json:"for"`
		Until  time.Time `json:"until"`
		Digest string    `json:"secretDigest,omitempty"`
	}{wireCode{cmd.Code.Reveal()}, cmd.For, cmd.Until.UTC(), cmd.SecretDigest.String()}
	var w struct {
		Hold   *wireHold `json:"hold"`
		Secret string    `json:"secret"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/holds", id: id, body: body}, &w); err != nil {
		return Placed{}, err
	}
	hold, err := w.Hold.parse()
	if err != nil || hold == nil {
		return Placed{}, garbled(err)
	}
	out := Placed{Hold: *hold}
	if w.Secret != "" {
		out.Secret, err = unspent.ParseSecret(w.Secret)
	}
	return out, firstOf(err)
}

// Release gives a held card up to its counterparty.
func (c *Client) Release(ctx context.Context, id string, cmd unspent.Release) error {
	return c.do(ctx, call{method: http.MethodPost, path: "/v1/holds/" + cmd.Hold.HoldID() + "/release", id: id,
		body: wireCode{cmd.Code.Reveal()}}, nil)
}

// CancelHold ends a hold early, for its counterparty.
func (c *Client) CancelHold(ctx context.Context, id string, cmd unspent.CancelHold) error {
	return c.do(ctx, call{method: http.MethodDelete, path: "/v1/holds/" + cmd.Hold.HoldID(), id: id,
		body: wireSecret{cmd.Secret.Reveal()}}, nil)
}

// Replaced is a card under a new code, and the serial of the one it replaced.
type Replaced struct {
	Card NewCard
	Old  unspent.Serial
}

type wireReplaced struct {
	Card     wireNewCard `json:"card"`
	Replaced string      `json:"replaced"`
}

func (c *Client) replace(ctx context.Context, r call) (Replaced, error) {
	var w wireReplaced
	if err := c.do(ctx, r, &w); err != nil {
		return Replaced{}, err
	}
	var out Replaced
	var errs [2]error
	out.Card, errs[0] = w.Card.parse()
	out.Old, errs[1] = optionalSerial(w.Replaced)
	return out, firstOf(errs[:]...)
}

// Take receives a held and released card under a new code.
func (c *Client) Take(ctx context.Context, id string, cmd unspent.Take) (Replaced, error) {
	body := struct {
		Hold string `json:"hold"`
		wireSecret
	}{cmd.Hold.HoldID(), wireSecret{cmd.Secret.Reveal()}}
	return c.replace(ctx, call{method: http.MethodPost, path: "/v1/transfers", id: id, body: body})
}

// Transfer moves a card to a new code for the next holder.
func (c *Client) Transfer(ctx context.Context, id string, cmd unspent.Transfer) (Replaced, error) {
	return c.replace(ctx, call{method: http.MethodPost, path: "/v1/transfers", id: id, body: wireCode{cmd.Code.Reveal()}})
}
