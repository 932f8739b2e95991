package counter

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/proof"
)

func (x *Errand) receipt(in *api.ReceiptRequest) (*api.ReceiptAnswer, error) {
	ttl, err := parseTTL(in.TTL)
	switch {
	case err != nil:
		return nil, err
	case len(in.Audience) > proof.MaxAudience:
		return nil, unspent.Errorf(unspent.Invalid, "audience is at most %d bytes long", proof.MaxAudience)
	case len(in.Nonce) > proof.MaxNonce:
		return nil, unspent.Errorf(unspent.Invalid, "nonce is at most %d bytes long", proof.MaxNonce)
	}
	code, err := x.code(in.Code)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(x.byCode(code))
	if err != nil {
		return nil, err
	}
	r := statement(seen)
	r.Epoch = x.c.Book.Epoch()
	r.Audience, r.Nonce, r.Until = in.Audience, in.Nonce, seen.AsOf.Add(ttl)
	compact, err := x.c.Signer.Sign(r)
	if err != nil {
		return nil, err
	}
	return &api.ReceiptAnswer{Receipt: compact, Link: x.c.BaseURL + "/v#" + compact}, nil
}

// parseTTL reads a receipt's validity. Whole seconds are what a receipt keeps.
func parseTTL(text string) (time.Duration, error) {
	if text == "" {
		return DefaultTTL, nil
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

func (x *Errand) verify(in *api.VerifyRequest) (*api.VerifyAnswer, error) {
	then, err := x.genuine(in)
	if err != nil {
		return nil, err
	}
	serial, err := unspent.ParseSerial(then.Serial)
	if err != nil {
		return nil, err
	}
	v := &api.VerifyAnswer{Valid: true, Then: viewReceipt(serial, then), Changed: true}
	seen, err := x.c.Book.Card(x.ctx, serial)
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
	if v.Joined, err = x.joins(x.ctx, serial, then); err == nil && !v.Joined {
		v.Lost = x.lost(then)
	}
	return v, err
}

// lost says which loss of the book took what a receipt names, nil if none did.
func (x *Errand) lost(then proof.Receipt) *api.LostView {
	l, ok := x.c.Book.Lost(then.Epoch, then.Seq, then.AsOf)
	if !ok {
		return nil
	}
	v := &api.LostView{Epoch: l.Epoch, At: l.At}
	if l.Kept > 0 {
		v.Kept = new(api.EventID(l.Kept))
	}
	return v
}

// genuine lets a receipt through the gate and reads it. Checking signatures is
// work: whoever sends many that nobody here made is slowed like one who guesses.
func (x *Errand) genuine(in *api.VerifyRequest) (proof.Receipt, error) {
	who := x.client()
	if err := x.c.Gate.Admit(who, x.entry.Path, x.visitor.Work()); err != nil {
		return proof.Receipt{}, x.stopped(err)
	}
	then, err := proof.Verify(in.Receipt, x.c.Keys, proof.Expect{Audience: in.Audience, Nonce: in.Nonce, Now: x.c.Now()})
	if r := unspent.ReasonOf(err); r == unspent.ReceiptSignature || r == unspent.ReceiptKey || r == unspent.ReceiptWithdrawn {
		x.c.Gate.Miss(who)
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
func (x *Errand) joins(ctx context.Context, serial unspent.Serial, then proof.Receipt) (bool, error) {
	events, _, err := x.c.Book.History(ctx, unspent.CardRef(serial), then.Seq, 1)
	if unspent.ReasonOf(err) == unspent.Invalid { // it is none of this card's
		return false, nil
	}
	return err == nil && events[0].Hash == then.Head, err
}

func viewReceipt(serial unspent.Serial, r proof.Receipt) api.ReceiptView {
	v := api.ReceiptView{Issuer: r.Issuer, ValidUntil: r.Until, Epoch: r.Epoch, Audience: r.Audience, Nonce: r.Nonce, KeyID: r.KeyID,
		CardStatus: api.CardStatus{Serial: serial, Program: r.Program, State: r.State, Unspent: r.Unspent, Face: r.Face, Balance: r.Balance,
			Frozen: r.Frozen, ExpiresAt: api.TimeOf(r.ExpiresAt), AsOf: r.AsOf, Seq: r.Seq, Head: r.Head.String()}}
	if r.Hold != nil {
		v.Held = &api.HeldUntil{Until: r.Hold.Until, Released: r.Hold.Released}
	}
	return v
}

// jwks answers with the keys that receipts are verified with.
func (x *Errand) jwks(*struct{}) (*json.RawMessage, error) {
	set, err := x.c.Signer.JWKS()
	return new(json.RawMessage(set)), err
}
