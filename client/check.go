package client

import (
	"context"
	"net/http"
	"time"

	"github.com/unspent-dev/unspent"
)

type wireCode struct {
	Code string `json:"code"`
}

// Check reads the state of the card with code. It changes nothing.
func (c *Client) Check(ctx context.Context, code unspent.Code) (Card, error) {
	var w wireCard
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/check", body: wireCode{code.Reveal()}}, &w); err != nil {
		return Card{}, err
	}
	return w.parse()
}

// CheckHold reads the state of a held card for its counterparty, who has the
// hold's secret and not the code.
func (c *Client) CheckHold(ctx context.Context, hold unspent.Seq, secret unspent.Secret) (Card, error) {
	var w wireCard
	r := call{method: http.MethodPost, path: "/v1/holds/" + hold.HoldID() + "/check", body: wireSecret{secret.Reveal()}}
	if err := c.do(ctx, r, &w); err != nil {
		return Card{}, err
	}
	return w.parse()
}

// Checked is the answer for one code of many: the card, or why there is none.
type Checked struct {
	Card   Card
	Reason unspent.Reason // "" if the card was found
}

// Checks does what Check does for at most [MaxChecks] codes, in their order. It
// needs an API key.
func (c *Client) Checks(ctx context.Context, codes []unspent.Code) ([]Checked, error) {
	body := make([]wireCode, len(codes))
	for i, code := range codes {
		body[i].Code = code.Reveal()
	}
	var w struct {
		Checks []struct {
			wireCard
			Reason unspent.Reason `json:"reason"`
		} `json:"checks"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/checks", body: body}, &w); err != nil {
		return nil, err
	}
	if len(w.Checks) != len(codes) {
		return nil, garbled(nil)
	}
	out := make([]Checked, len(codes))
	for i, found := range w.Checks {
		out[i].Reason = found.Reason
		if found.Reason != "" {
			continue
		}
		var err error
		if out[i].Card, err = found.parse(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Proof says what receipt is wanted.
type Proof struct {
	Code     unspent.Code
	Audience string        // who it is for; "" is anyone
	Nonce    string        // what the audience asked to have repeated
	TTL      time.Duration // how long it is valid; 0 is the server's default
}

// Receipt is a signed statement of a check: a compact JWS that package proof
// verifies, and a link that carries it in its fragment.
type Receipt struct {
	Compact string
	Link    string
}

// Prove asks for a receipt. It changes nothing.
func (c *Client) Prove(ctx context.Context, p Proof) (Receipt, error) {
	body := struct {
		Code     string `json:"code"`
		Audience string `json:"audience,omitempty"`
		Nonce    string `json:"nonce,omitempty"`
		TTL      string `json:"ttl,omitempty"`
	}{Code: p.Code.Reveal(), Audience: p.Audience, Nonce: p.Nonce}
	if p.TTL != 0 {
		body.TTL = p.TTL.String()
	}
	var w struct {
		Receipt string `json:"receipt"`
		Link    string `json:"link"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/receipts", body: body}, &w); err != nil {
		return Receipt{}, err
	}
	return Receipt{w.Receipt, w.Link}, nil
}

// Verified is a receipt whose signature is the issuer's, then and now.
type Verified struct {
	Issuer   string
	KeyID    string
	Audience string
	Nonce    string
	Until    time.Time // of the receipt itself
	Then     Card      // what the receipt says
	Now      *Card     // what is true now; nil if there is no such card, which proves cheating if it was not lost
	Changed  bool      // Then and Now differ
	Joined   bool      // one history leads from Then to Now; false proves cheating if it was not lost
	Epoch    int64     // of the receipt: how often the issuer's book had gone on without its end
	Lost     *Loss     // what became of the receipt's event; nil: it was not lost
}

// Loss says that an issuer lost the end of its book and went on from an older
// copy. What it lost it knows nothing of: ask the issuer.
type Loss struct {
	Epoch int64       // that began with it
	At    time.Time   // when the issuer went on
	Kept  unspent.Seq // the newest event that was kept; 0 if none was
}

// VerifyReceipt lets the server verify one of its receipts and compare it with
// what is true now. audience and nonce, if not empty, must be the receipt's.
// Package proof verifies without a server.
func (c *Client) VerifyReceipt(ctx context.Context, compact, audience, nonce string) (Verified, error) {
	body := struct {
		Receipt  string `json:"receipt"`
		Audience string `json:"audience,omitempty"`
		Nonce    string `json:"nonce,omitempty"`
	}{compact, audience, nonce}
	var w struct {
		Then struct {
			wireCard
			Issuer     string    `json:"issuer"`
			ValidUntil time.Time `json:"validUntil"`
			Audience   string    `json:"audience"`
			Nonce      string    `json:"nonce"`
			KeyID      string    `json:"keyId"`
			Epoch      int64     `json:"epoch"`
		} `json:"then"`
		Now     *wireCard `json:"now"`
		Changed bool      `json:"changed"`
		Joined  bool      `json:"joined"`
		Lost    *struct {
			Epoch int64     `json:"epoch"`
			At    time.Time `json:"at"`
			Kept  *string   `json:"kept"`
		} `json:"lost"`
	}
	if err := c.do(ctx, call{method: http.MethodPost, path: "/v1/receipts/verify", body: body}, &w); err != nil {
		return Verified{}, err
	}
	v := Verified{Issuer: w.Then.Issuer, KeyID: w.Then.KeyID, Audience: w.Then.Audience, Nonce: w.Then.Nonce,
		Until: w.Then.ValidUntil, Changed: w.Changed, Joined: w.Joined, Epoch: w.Then.Epoch}
	var err error
	if w.Lost != nil {
		v.Lost = &Loss{Epoch: w.Lost.Epoch, At: w.Lost.At}
		if w.Lost.Kept != nil {
			if v.Lost.Kept, err = unspent.ParseEventID(*w.Lost.Kept); err != nil {
				return v, err
			}
		}
	}
	if v.Then, err = w.Then.parse(); err != nil || w.Now == nil {
		return v, err
	}
	now, err := w.Now.parse()
	v.Now = &now
	return v, err
}

// JWKS returns the public keys that receipts are verified with, as the document
// that proof.ParseKeys reads.
func (c *Client) JWKS(ctx context.Context) ([]byte, error) {
	return c.document(ctx, call{method: http.MethodGet, path: "/.well-known/jwks.json"})
}
