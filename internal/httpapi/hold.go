package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/book"
)

func (s *server) mountHolds() {
	held := access{kind: unspent.Held}
	mount(s, endpoint[api.HoldRequest, api.HoldAnswer]{
		id: "hold", method: "POST", path: "/v1/holds", tag: "hand over", summary: "Reserve a card for somebody",
		about:  "Nobody can use the card until the hold ends. Only the counterparty, who has the secret, can end it early.",
		access: held, write: true, status: 201, reasons: lookupReasons(cardReasons()...),
		in:  api.HoldRequest{Code: exampleCode, For: "buyer@example.jp", Until: time.Date(2027, 4, 1, 9, 0, 0, 0, time.UTC)},
		out: api.HoldAnswer{Hold: api.PlacedHold{ID: 45, Until: exampleTime().AddDate(0, 0, 1)}, Secret: must(unspent.ParseSecret(exampleSecret))}, do: (*exchange).hold,
	})
	mount(s, endpoint[api.CodeRequest, api.EventAnswer]{
		id: "release", method: "POST", path: "/v1/holds/{id}/release", tag: "hand over", summary: "Give a held card up",
		about: "From now on the counterparty may take it.", access: access{kind: unspent.Released}, write: true,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: api.CodeRequest{Code: exampleCode},
		out: api.EventAnswer{Event: exampleEvent(unspent.Released, 0, 5000)}, do: (*exchange).releaseHold,
	})
	mount(s, endpoint[api.SecretRequest, api.EventAnswer]{
		id: "cancelHold", method: "DELETE", path: "/v1/holds/{id}", tag: "hand over", summary: "End a hold early",
		about: "For the counterparty: the secret is in the body.", access: access{kind: unspent.Unheld}, write: true,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: api.SecretRequest{Secret: exampleSecret},
		out: api.EventAnswer{Event: exampleEvent(unspent.Unheld, 0, 5000)}, do: (*exchange).cancelHold,
	})
	mount(s, endpoint[api.SecretRequest, api.CardStatus]{
		id: "checkHold", method: "POST", path: "/v1/holds/{id}/check", tag: "hand over", summary: "See the held card",
		about:  "The counterparty's check: by the hold's secret, without the code. A wrong secret and an unknown hold look the same.",
		access: access{open: true}, reasons: lookupReasons(), in: api.SecretRequest{Secret: exampleSecret}, out: exampleCard(),
		do: (*exchange).checkHold, encode: appendCardStatus,
	})
	mount(s, endpoint[api.TransferRequest, api.TransferAnswer]{
		id: "transfer", method: "POST", path: "/v1/transfers", tag: "hand over", summary: "Move a card to a new code",
		about:  "Either the holder, by the code, or the counterparty of a released hold, by its secret. The old code is dead in the same instant.",
		access: access{kind: unspent.Transferred}, write: true, status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld, unspent.NotReleased)...),
		in:      api.TransferRequest{Hold: "hld_45", Secret: exampleSecret},
		out:     api.TransferAnswer{Card: api.NewCard{Serial: serialOf("6001007330921648503"), Code: newCode()}, Replaced: serialOf(exampleSerial)}, do: (*exchange).transfer,
	})
}

func (x *exchange) hold(in *api.HoldRequest) (*api.HoldAnswer, error) {
	code, err := unspent.ParseCode(in.Code)
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

func (x *exchange) releaseHold(in *api.CodeRequest) (*api.EventAnswer, error) {
	id, err := unspent.ParseHoldID(x.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	code, err := unspent.ParseCode(in.Code)
	if err != nil {
		return nil, err
	}
	return happened(x.lookAndDo(unspent.Release{Hold: id, Code: code}, nil))
}

// holdSecret reads the hold's id from the path and its secret.
func (x *exchange) holdSecret(in *api.SecretRequest) (unspent.Seq, unspent.Secret, error) {
	id, err := unspent.ParseHoldID(x.r.PathValue("id"))
	if err != nil {
		return 0, unspent.Secret{}, err
	}
	secret, err := unspent.ParseSecret(in.Secret)
	return id, secret, err
}

func (x *exchange) cancelHold(in *api.SecretRequest) (*api.EventAnswer, error) {
	id, secret, err := x.holdSecret(in)
	if err != nil {
		return nil, err
	}
	return happened(x.lookAndDo(unspent.CancelHold{Hold: id, Secret: secret}, nil))
}

func (x *exchange) checkHold(in *api.SecretRequest) (*api.CardStatus, error) {
	id, secret, err := x.holdSecret(in)
	if err != nil {
		return nil, err
	}
	seen, err := x.lookAndSee(func() (book.Sighting, error) { return x.s.Book.CheckHold(x.r.Context(), id, secret) })
	if err != nil {
		return nil, err
	}
	v := viewCard(seen)
	return &v, nil
}

func (x *exchange) transfer(in *api.TransferRequest) (*api.TransferAnswer, error) {
	var cmd unspent.Command
	var see func() (book.Sighting, error) // nil: what was released is taken, however tired the card is
	switch {
	case in.Code != "" && in.Hold == "" && in.Secret == "":
		code, err := unspent.ParseCode(in.Code)
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
func (x *exchange) successor(done book.Answer) *api.TransferAnswer {
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

// names puts the id of the request's first event into a header: POST
// /v1/events/{id}/confirm takes it, and the body has no place for it.
func (x *exchange) names(ev unspent.Event) { x.w.Header().Set("Unspent-Event", ev.Seq.EventID()) }
