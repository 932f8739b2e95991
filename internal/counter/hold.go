package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (x *Errand) hold(in *api.HoldRequest) (*api.HoldAnswer, error) {
	code, err := x.code(in.Code)
	if err != nil {
		return nil, err
	}
	done, err := x.lookAndDo(unspent.PlaceHold{Code: code, For: in.For, Until: in.Until, SecretDigest: in.SecretDigest}, x.byCode(code))
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	x.names(ev)
	return &api.HoldAnswer{Hold: api.PlacedHold{ID: api.HoldID(ev.Seq), Until: ev.Until.UTC()}, Secret: done.Secret}, nil
}

func (x *Errand) releaseHold(in *api.CodeRequest) (*api.EventAnswer, error) {
	id, err := unspent.ParseHoldID(x.asked.PathValue("id"))
	if err != nil {
		return nil, err
	}
	code, err := x.code(in.Code)
	if err != nil {
		return nil, err
	}
	return happened(x.lookAndDo(unspent.Release{Hold: id, Code: code}, nil))
}

// holdSecret reads the hold's id from the path and its secret.
func (x *Errand) holdSecret(in *api.SecretRequest) (unspent.Seq, unspent.Secret, error) {
	id, err := unspent.ParseHoldID(x.asked.PathValue("id"))
	if err != nil {
		return 0, unspent.Secret{}, err
	}
	secret, err := unspent.ParseSecret(in.Secret)
	return id, secret, err
}

func (x *Errand) cancelHold(in *api.SecretRequest) (*api.EventAnswer, error) {
	id, secret, err := x.holdSecret(in)
	if err != nil {
		return nil, err
	}
	return happened(x.lookAndDo(unspent.CancelHold{Hold: id, Secret: secret}, nil))
}

func (x *Errand) checkHold(in *api.SecretRequest) (*api.CardStatus, error) {
	id, secret, err := x.holdSecret(in)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(func() (book.Sighting, error) { return x.c.Book.CheckHold(x.ctx, id, secret) })
	if err != nil {
		return nil, err
	}
	v := viewCard(seen)
	return &v, nil
}

func (x *Errand) transfer(in *api.TransferRequest) (*api.TransferAnswer, error) {
	var cmd unspent.Command
	var see func() (book.Sighting, error) // nil: what was released is taken, however tired the card is
	switch {
	case in.Code != "" && in.Hold == "" && in.Secret == "":
		code, err := x.code(in.Code)
		if err != nil {
			return nil, err
		}
		cmd, see = unspent.Transfer{Code: code}, x.byCode(code)
	case in.Code == "" && in.Hold != "" && in.Secret != "":
		id, err := unspent.ParseHoldID(in.Hold)
		if err != nil {
			return nil, err
		}
		secret, err := unspent.ParseSecret(in.Secret)
		if err != nil {
			return nil, err
		}
		cmd = unspent.Take{Hold: id, Secret: secret}
	default:
		return nil, unspent.Errorf(unspent.Invalid, "a transfer names either a code, or a hold and its secret")
	}
	done, err := x.lookAndDo(cmd, see)
	if err != nil {
		return nil, err
	}
	return x.successor(done), nil
}

// successor shows the card that took another's place.
func (x *Errand) successor(done book.Answer) *api.TransferAnswer {
	ev := done.Events[0]
	x.names(ev)
	v := &api.TransferAnswer{}
	v.Replaced, _ = ev.Debit.Serial()
	v.Card.Serial, _ = ev.Credit.Serial()
	if len(done.Codes) > 0 {
		v.Card.Code = done.Codes[0]
	}
	return v
}

// happened shows the event of a done command.
func happened(done book.Answer, err error) (*api.EventAnswer, error) {
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	return &api.EventAnswer{Event: viewEvent(ev, ev.Subject())}, nil
}

// names notes the request's first event: [api.Calls].ConfirmDelivery takes it, and the
// body has no place for it.
func (x *Errand) names(ev unspent.Event) { x.Event = ev.Seq }
