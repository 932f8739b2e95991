package httpapi

import (
	"context"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/proof"
)

type receiptRequest struct {
	Code     string `json:"code"`
	Audience string `json:"audience,omitempty" doc:"Who it is for; whoever else gets it is told so." example:"shop.example" maxLength:"255"`
	Nonce    string `json:"nonce,omitempty" doc:"What the audience asked to have repeated." maxLength:"128"`
	TTL      string `json:"ttl,omitempty" doc:"How long it is valid, such as 24h or 90m: from 1m to 720h (30 days); 24h if left out." example:"24h"`
}

type receiptAnswer struct {
	Receipt string `json:"receipt" doc:"Compact JWS, typ unspent-receipt+jwt, EdDSA; verify it with /.well-known/jwks.json."`
	Link    string `json:"link" doc:"To share: the receipt is in the fragment, which no server sees."`
}

type verifyRequest struct {
	Receipt  string `json:"receipt"`
	Audience string `json:"audience,omitempty" doc:"Who you are: the receipt must be for you."`
	Nonce    string `json:"nonce,omitempty" doc:"What you asked to have repeated."`
}

type verifyAnswer struct {
	Valid   bool        `json:"valid" doc:"The signature is ours and the receipt has not expired. Otherwise the answer is a problem."`
	Then    receiptView `json:"then" doc:"What the receipt says."`
	Now     *cardStatus `json:"now" doc:"What is true now; null if the book has no such card, which proves cheating unless it was lost."`
	Changed bool        `json:"changed" doc:"Whether anything happened to the card since, or its state differs."`
	Joined  bool        `json:"joined" doc:"Whether the event that the receipt names as the card's newest stands in the card's history. False proves that history was rewritten, unless lost says otherwise."`
	Lost    *lostView   `json:"lost,omitempty" doc:"The issuer lost the end of its book and went on from an older copy, and this receipt is of the lost part. Left out otherwise."`
}

type lostView struct {
	Epoch int64     `json:"epoch" doc:"That began with the loss: 1 with the first."`
	At    time.Time `json:"at" doc:"When the issuer went on without what was lost."`
	Kept  *string   `json:"kept" doc:"The newest event that was kept, of those before; null if none was." example:"evt_780"`
}

type receiptView struct {
	Issuer     string     `json:"issuer"`
	Serial     string     `json:"serial"`
	Program    string     `json:"program"`
	State      string     `json:"state"`
	Unspent    bool       `json:"unspent"`
	Face       money      `json:"face"`
	Balance    money      `json:"balance"`
	Held       *heldView  `json:"held"`
	Frozen     bool       `json:"frozen"`
	ExpiresAt  *time.Time `json:"expiresAt"`
	AsOf       time.Time  `json:"asOf"`
	ValidUntil time.Time  `json:"validUntil" doc:"Of the receipt itself."`
	Seq        int64      `json:"seq"`
	Head       string     `json:"head"`
	Epoch      int64      `json:"epoch,omitempty" doc:"How often the issuer's book had gone on without its end; left out for 0."`
	Audience   string     `json:"audience,omitempty"`
	Nonce      string     `json:"nonce,omitempty"`
	KeyID      string     `json:"keyId"`
}

type heldView struct {
	Until    time.Time `json:"until"`
	Released bool      `json:"released"`
}

func (s *server) mountReceipts() {
	mount(s, endpoint[receiptRequest, receiptAnswer]{
		id: "receipt", method: "POST", path: "/v1/receipts", tag: "receipt", summary: "Get a signed receipt of a check",
		about: "Proves to somebody else what the card was worth, without showing the code. It changes nothing.", status: 201,
		access: access{open: true}, reasons: lookupReasons(),
		in:  receiptRequest{Code: exampleCode, Audience: "shop.example", Nonce: "n-8841", TTL: "24h"},
		out: receiptAnswer{"eyJhbGciOiJFZERTQSIs…", s.BaseURL + "/v#eyJhbGciOiJFZERTQSIs…"}, do: (*exchange).receipt,
	})
	then := exampleCard()
	mount(s, endpoint[verifyRequest, verifyAnswer]{
		id: "verifyReceipt", method: "POST", path: "/v1/receipts/verify", tag: "receipt", summary: "Verify a receipt, then and now",
		about:  "What the receipt says, what is true now, whether that changed, and whether the two belong to one history. Where the issuer lost the end of its book, lost says so. A receipt that nobody here signed counts as an unknown code does.",
		access: access{open: true},
		reasons: lookupReasons(unspent.ReceiptMalformed, unspent.ReceiptAlgorithm, unspent.ReceiptKey, unspent.ReceiptWithdrawn, unspent.ReceiptSignature,
			unspent.ReceiptExpired, unspent.ReceiptAudience, unspent.ReceiptNonce),
		in: verifyRequest{Receipt: "eyJhbGciOiJFZERTQSIs…"},
		out: verifyAnswer{Valid: true, Now: then, Joined: true, Then: receiptView{Issuer: s.BaseURL, Serial: then.Serial, Program: then.Program,
			State: then.State, Unspent: true, Face: then.Face, Balance: then.Balance, ExpiresAt: then.ExpiresAt, AsOf: then.AsOf,
			ValidUntil: then.AsOf.Add(defaultTTL), Seq: then.Seq, Head: then.Head, Audience: "shop.example", Nonce: "n-8841", KeyID: "sig_1"}},
		do: (*exchange).verify,
	})
}

func (x *exchange) receipt(in *receiptRequest) (*receiptAnswer, error) {
	ttl, err := parseTTL(in.TTL)
	switch {
	case err != nil:
		return nil, err
	case len(in.Audience) > proof.MaxAudience:
		return nil, unspent.Errorf(unspent.Invalid, "audience is at most %d bytes long", proof.MaxAudience)
	case len(in.Nonce) > proof.MaxNonce:
		return nil, unspent.Errorf(unspent.Invalid, "nonce is at most %d bytes long", proof.MaxNonce)
	}
	code, err := unspent.ParseCode(in.Code)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(x.byCode(code))
	if err != nil {
		return nil, err
	}
	r := statement(seen)
	r.Epoch = x.s.Book.Epoch()
	r.Audience, r.Nonce, r.Until = in.Audience, in.Nonce, seen.AsOf.Add(ttl)
	compact, err := x.s.Signer.Sign(r)
	if err != nil {
		return nil, err
	}
	return &receiptAnswer{compact, x.s.BaseURL + "/v#" + compact}, nil
}

// parseTTL reads a receipt's validity. Whole seconds are what a receipt keeps.
func parseTTL(text string) (time.Duration, error) {
	if text == "" {
		return defaultTTL, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < minReceiptTTL || d > maxReceiptTTL {
		return 0, unspent.Errorf(unspent.Invalid, "ttl is a duration such as 24h or 90m, from 1m to 720h")
	}
	return d, nil
}

// statement is what a receipt says of a card.
func statement(seen book.Sighting) proof.Receipt {
	c, now := seen.Card, seen.AsOf
	r := proof.Receipt{
		Serial: c.Serial.String(), Program: c.Program, State: c.Standing(now), Unspent: seen.Unspent(), Frozen: c.Frozen != "",
		Face: c.Face, Balance: c.Balance, ExpiresAt: c.ExpiresAt, AsOf: now, Seq: c.Head.Seq, Head: c.Head.Hash,
	}
	if c.Held(now) {
		r.Hold = &proof.Hold{Until: c.Hold.Until, Released: c.Hold.Released}
	}
	return r
}

func (x *exchange) verify(in *verifyRequest) (*verifyAnswer, error) {
	then, err := x.genuine(in)
	if err != nil {
		return nil, err
	}
	serial, err := unspent.ParseSerial(then.Serial)
	if err != nil {
		return nil, err
	}
	v := &verifyAnswer{Valid: true, Then: viewReceipt(then), Changed: true}
	seen, err := x.s.Book.Card(x.r.Context(), serial)
	if errors.Is(err, unspent.NotFound) {
		v.Lost = x.lost(then)
		return v, nil
	}
	if err != nil {
		return nil, err
	}
	now := viewCard(seen)
	v.Now = &now
	v.Changed = changed(then, statement(seen))
	if v.Joined, err = x.joins(x.r.Context(), serial, then); err == nil && !v.Joined {
		v.Lost = x.lost(then)
	}
	return v, err
}

// lost says which loss of the book took what a receipt names, nil if none did.
func (x *exchange) lost(then proof.Receipt) *lostView {
	l, ok := x.s.Book.Lost(then.Epoch, then.Seq, then.AsOf)
	if !ok {
		return nil
	}
	v := &lostView{Epoch: l.Epoch, At: l.At}
	if l.Kept > 0 {
		kept := l.Kept.EventID()
		v.Kept = &kept
	}
	return v
}

// genuine lets a receipt through the gate and reads it. Checking signatures is
// work: whoever sends many that nobody here made is slowed like one who guesses.
func (x *exchange) genuine(in *verifyRequest) (proof.Receipt, error) {
	who := x.client()
	if err := x.s.Gate.Admit(who, x.route.path, x.r.Header.Get(workHeader)); err != nil {
		return proof.Receipt{}, x.stopped(err)
	}
	then, err := proof.Verify(in.Receipt, x.s.Keys, proof.Expect{Audience: in.Audience, Nonce: in.Nonce, Now: x.s.Now()})
	if r := unspent.ReasonOf(err); r == unspent.ReceiptSignature || r == unspent.ReceiptKey || r == unspent.ReceiptWithdrawn {
		x.s.Gate.Miss(who)
	}
	return then, err
}

// changed reports whether two statements about one card differ in anything but
// their time.
func changed(then, now proof.Receipt) bool {
	held := func(r proof.Receipt) proof.Hold {
		if r.Hold == nil {
			return proof.Hold{}
		}
		return *r.Hold
	}
	a, b := held(then), held(now)
	return then.Head != now.Head || then.Seq != now.Seq || then.State != now.State || then.Unspent != now.Unspent ||
		then.Frozen != now.Frozen || then.Balance != now.Balance || then.Face != now.Face ||
		!a.Until.Equal(b.Until) || a.Released != b.Released
}

// joins reports whether the event that a receipt names as the card's newest stands
// in the card's history. It reads that one event: the events of a card are one
// chain, which audit follows from end to end.
func (x *exchange) joins(ctx context.Context, serial unspent.Serial, then proof.Receipt) (bool, error) {
	events, _, err := x.s.Book.History(ctx, unspent.CardRef(serial), then.Seq, 1)
	if unspent.ReasonOf(err) == unspent.Invalid { // it is none of this card's
		return false, nil
	}
	return err == nil && events[0].Hash == then.Head, err
}

func viewReceipt(r proof.Receipt) receiptView {
	v := receiptView{
		Issuer: r.Issuer, Serial: r.Serial, Program: r.Program, State: string(r.State), Unspent: r.Unspent,
		Face: viewMoney(r.Face), Balance: viewMoney(r.Balance), Frozen: r.Frozen, ExpiresAt: viewTime(r.ExpiresAt),
		AsOf: r.AsOf, ValidUntil: r.Until, Seq: int64(r.Seq), Head: r.Head.String(), Epoch: r.Epoch, Audience: r.Audience, Nonce: r.Nonce, KeyID: r.KeyID,
	}
	if r.Hold != nil {
		v.Held = &heldView{r.Hold.Until, r.Hold.Released}
	}
	return v
}
