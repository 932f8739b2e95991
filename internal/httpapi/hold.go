package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

type holdRequest struct {
	Code         string `json:"code"`
	For          string `json:"for" doc:"Who the card is held for, such as a mail address. Kept apart from the journal and erasable." maxLength:"320"`
	Until        string `json:"until" doc:"At most 72 hours from now." format:"date-time"`
	SecretDigest string `json:"secretDigest,omitempty" doc:"SHA-256, in hexadecimal, of a secret that the counterparty chose: 26 random symbols of Crockford's base 32, in capitals. Then nobody but the counterparty can take the card or give the hold up. If left out, a secret is made and answered to the holder." minLength:"64" maxLength:"64"`
}

type holdAnswer struct {
	Hold   placedHold `json:"hold"`
	Secret string     `json:"secret,omitempty" doc:"For the counterparty. Absent if the counterparty chose it, and once the reveal window has ended."`
}

type placedHold struct {
	ID    string    `json:"id" example:"hld_45"`
	Until time.Time `json:"until"`
}

type secretRequest struct {
	Secret string `json:"secret" doc:"The hold's secret, which only the counterparty has."`
}

type eventAnswer struct {
	Event event `json:"event"`
}

type transferRequest struct {
	Code   string `json:"code,omitempty" doc:"The holder's way: the card's code."`
	Hold   string `json:"hold,omitempty" doc:"The counterparty's way: the hold's id, with its secret." example:"hld_45"`
	Secret string `json:"secret,omitempty"`
}

type transferAnswer struct {
	Card     newCard `json:"card"`
	Replaced string  `json:"replaced" doc:"Serial of the card whose code is dead now."`
}

func (s *server) mountHolds() {
	held := access{kind: unspent.Held}
	mount(s, endpoint[holdRequest, holdAnswer]{
		id: "hold", method: "POST", path: "/v1/holds", tag: "hand over", summary: "Reserve a card for somebody",
		about:  "Nobody can use the card until the hold ends. Only the counterparty, who has the secret, can end it early.",
		access: held, write: true, status: 201, reasons: lookupReasons(cardReasons()...),
		in:  holdRequest{Code: exampleCode, For: "buyer@example.jp", Until: "2027-04-01T09:00:00Z"},
		out: holdAnswer{placedHold{"hld_45", exampleTime().AddDate(0, 0, 1)}, exampleSecret}, do: (*exchange).hold,
	})
	mount(s, endpoint[codeRequest, eventAnswer]{
		id: "release", method: "POST", path: "/v1/holds/{id}/release", tag: "hand over", summary: "Give a held card up",
		about: "From now on the counterparty may take it.", access: access{kind: unspent.Released}, write: true,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: codeRequest{exampleCode},
		out: eventAnswer{exampleEvent(unspent.Released, 0, 5000)}, do: (*exchange).releaseHold,
	})
	mount(s, endpoint[secretRequest, eventAnswer]{
		id: "cancelHold", method: "DELETE", path: "/v1/holds/{id}", tag: "hand over", summary: "End a hold early",
		about: "For the counterparty: the secret is in the body.", access: access{kind: unspent.Unheld}, write: true,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld)...), in: secretRequest{exampleSecret},
		out: eventAnswer{exampleEvent(unspent.Unheld, 0, 5000)}, do: (*exchange).cancelHold,
	})
	mount(s, endpoint[secretRequest, cardStatus]{
		id: "checkHold", method: "POST", path: "/v1/holds/{id}/check", tag: "hand over", summary: "See the held card",
		about:  "The counterparty's check: by the hold's secret, without the code. A wrong secret and an unknown hold look the same.",
		access: access{open: true}, reasons: lookupReasons(), in: secretRequest{exampleSecret}, out: exampleCard(),
		do: (*exchange).checkHold, encode: appendCardStatus,
	})
	mount(s, endpoint[transferRequest, transferAnswer]{
		id: "transfer", method: "POST", path: "/v1/transfers", tag: "hand over", summary: "Move a card to a new code",
		about:  "Either the holder, by the code, or the counterparty of a released hold, by its secret. The old code is dead in the same instant.",
		access: access{kind: unspent.Transferred}, write: true, status: 201,
		reasons: lookupReasons(append(cardReasons(), unspent.NotHeld, unspent.NotReleased)...),
		in:      transferRequest{Hold: "hld_45", Secret: exampleSecret},
		out:     transferAnswer{newCard{"6001007330921648503", exampleCode}, exampleSerial}, do: (*exchange).transfer,
	})
}

func (x *exchange) hold(in *holdRequest) (*holdAnswer, error) {
	until, err := parseTime("until", in.Until)
	if err != nil {
		return nil, err
	}
	code, err := unspent.ParseCode(in.Code)
	if err != nil {
		return nil, err
	}
	var digest unspent.Digest // zero: the book makes a secret
	if in.SecretDigest != "" {
		if digest, err = unspent.ParseDigest(in.SecretDigest); err != nil {
			return nil, err
		}
	}
	done, err := x.lookAndDo(unspent.PlaceHold{Code: code, For: in.For, Until: until, SecretDigest: digest}, x.byCode(code))
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	x.names(ev)
	return &holdAnswer{placedHold{ev.Seq.HoldID(), ev.Until.UTC()}, done.Secret.Reveal()}, nil
}

func (x *exchange) releaseHold(in *codeRequest) (*eventAnswer, error) {
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
func (x *exchange) holdSecret(in *secretRequest) (unspent.Seq, unspent.Secret, error) {
	id, err := unspent.ParseHoldID(x.r.PathValue("id"))
	if err != nil {
		return 0, unspent.Secret{}, err
	}
	secret, err := unspent.ParseSecret(in.Secret)
	return id, secret, err
}

func (x *exchange) cancelHold(in *secretRequest) (*eventAnswer, error) {
	id, secret, err := x.holdSecret(in)
	if err != nil {
		return nil, err
	}
	return happened(x.lookAndDo(unspent.CancelHold{Hold: id, Secret: secret}, nil))
}

func (x *exchange) checkHold(in *secretRequest) (*cardStatus, error) {
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

func (x *exchange) transfer(in *transferRequest) (*transferAnswer, error) {
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
func (x *exchange) successor(done book.Answer) *transferAnswer {
	ev := done.Events[0]
	x.names(ev)
	v := &transferAnswer{Replaced: ev.Debit.Name()}
	v.Card.Serial = ev.Credit.Name()
	if len(done.Codes) > 0 {
		v.Card.Code = done.Codes[0].Reveal()
	}
	return v
}

// happened shows the event of a done command.
func happened(done book.Answer, err error) (*eventAnswer, error) {
	if err != nil {
		return nil, err
	}
	ev := done.Events[0]
	return &eventAnswer{viewEvent(ev, ev.Subject())}, nil
}

// names puts the id of the request's first event into a header: POST
// /v1/events/{id}/confirm takes it, and the body has no place for it.
func (x *exchange) names(ev unspent.Event) { x.w.Header().Set("Unspent-Event", ev.Seq.EventID()) }
