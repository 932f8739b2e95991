package web

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// A hand-over begins with whoever receives the card: their page makes the secret
// of the hold, and the giver only ever learns its digest. So once the card is
// held, nobody but the receiver can take it, and nobody but the giver can let
// them.

// step is one of the three that both sides see.
type step struct {
	Word string // id of a text
	Done bool
}

// steps tells how far the hand-over of a card is.
func steps(held, released, taken bool) []step {
	return []step{{"step.held", held || released || taken}, {"step.released", released || taken}, {"step.taken", taken}}
}

// handoverPage is where both sides begin.
type handoverPage struct {
	Trouble trouble
	Hold    string // its number, if the giver's link brought it
}

func (v *visit) handover() error {
	return v.show("handover", http.StatusOK, "handover.title", handoverPage{})
}

// receiverPage is the receiver's side.
type receiverPage struct {
	Trouble trouble
	Ticket  string // with the secret of the hold
	Secret  string // for their eyes, so that they can go on without this page
	Link    string // for the giver
	QR      *qrCode
	Hold    string // its number, once it is known
	Here    string // address under which the page shows how it stands by then; "" if it does not
	Typed   string // what was given for it, if that led to nothing
	Card    *cardView
	Steps   []step
	Ready   bool   // it is released: they can take it
	Over    bool   // the card has another code by now: most likely they have it
	ID      string // request id of taking it
	NewCode string // shown once
	Serial  string
}

// buy begins a hand-over with a new secret.
func (v *visit) buy() error {
	var seed [32]byte
	if _, err := io.ReadFull(v.s.Rand, seed[:]); err != nil {
		return err
	}
	secret := unspent.DeriveSecret(seed)
	if v.browser() != "" {
		sealed, err := v.s.tickets.seal(ticket{Purpose: "receiver", Secret: secret.Reveal()})
		if err != nil {
			return err
		}
		v.s.drawn.put(v.s.Client(v.r), v.receiverKey(), drawn{title: sealed}, 1)
	}
	v.live = receiving(secret, 0)
	return v.live(v)
}

// receiverKey is where the secret that a browser has begun a hand-over with is kept,
// sealed, for the giver's link to go on with.
func (v *visit) receiverKey() string { return v.browser() + " receiver" }

// receiving shows the receiver's page as it stands: the hold is found by its secret, if
// the giver has placed it on these pages, and nobody has to tell its number.
func receiving(secret unspent.Secret, hold unspent.Seq) func(*visit) error {
	return func(v *visit) error {
		at := hold
		if at == 0 {
			at, _ = v.s.meetings.get(secret.Digest().String())
		}
		if at == 0 {
			return v.receiver(secret, receiverPage{Steps: steps(false, false, false)}, nil)
		}
		return v.lookAt(secret, at.HoldID())
	}
}

// lookForm is the giver's link to the hold: whoever has begun here goes on at once.
func (v *visit) lookForm() error {
	hold := v.r.URL.Query().Get("hold")
	if kept, ok := v.s.drawn.get(v.receiverKey()); ok {
		t, err := v.s.tickets.open(kept.title, "receiver")
		if err != nil {
			return err
		}
		secret, err := unspent.ParseSecret(t.Secret)
		if err != nil {
			return err
		}
		return v.lookAt(secret, hold)
	}
	return v.show("handover", http.StatusOK, "handover.title", handoverPage{Hold: hold})
}

// here is the address of a page that shows how a hand-over stands by then.
func (v *visit) here() string {
	if v.r.Method == http.MethodGet {
		return v.r.URL.RequestURI()
	}
	return ""
}

// receiver shows the receiver's page for the secret.
func (v *visit) receiver(secret unspent.Secret, page receiverPage, err error) error {
	var e error
	if page.Ticket, e = v.s.tickets.seal(ticket{Purpose: "receiver", Secret: secret.Reveal()}); e != nil {
		return e
	}
	page.Secret, page.Here = secret.Reveal(), v.here()
	if page.ID == "" {
		if page.ID, e = v.id(); e != nil {
			return e
		}
	}
	if page.Hold == "" {
		page.Link = v.s.BaseURL + "/handover/give?" + url.Values{"to": {secret.Digest().String()}}.Encode()
		if page.QR, e = newQR(page.Link); e != nil {
			return e
		}
	}
	return v.show("receive", statusOf(err), "receive.title", page)
}

// secret returns the receiver's secret: sealed in their page, or typed.
func (v *visit) secret() (unspent.Secret, error) {
	if typed := v.field("secret"); typed != "" {
		return unspent.ParseSecret(typed)
	}
	t, err := v.s.tickets.open(v.field("ticket"), "receiver")
	if err != nil {
		return unspent.Secret{}, err
	}
	return unspent.ParseSecret(t.Secret)
}

// look shows the receiver the card that is held for them.
func (v *visit) look() error {
	secret, err := v.secret()
	if err != nil {
		return err
	}
	return v.lookAt(secret, v.field("hold"))
}

func (v *visit) lookAt(secret unspent.Secret, number string) error {
	page := receiverPage{Steps: steps(false, false, false), Typed: number}
	hold, err := unspent.ReadHoldID(number)
	server, in := v.s.ask(v.r, v.field("work"))
	var card api.CardStatus
	if err == nil {
		card, err = server.CheckHold(v.r.Context(), hold, secret)
	}
	if err != nil {
		page.Trouble = v.trouble(err, in)
		if r := unspent.ReasonOf(err); r == unspent.Invalid || r == unspent.NotFound {
			page.Trouble.Reason = "receive.noHold"
		}
		return v.receiver(secret, page, err)
	}
	page.Hold, page.Card = hold.HoldID(), v.viewCard(card)
	if card.Held != nil {
		page.Card.Might = "might.mine"
	}
	if page.Card.Word == "state.held" { // the steps say that; what it is worth is the answer here
		page.Card.Word, page.Card.Used = "state.partly", false
	}
	page.Ready = card.Held != nil && card.Held.Released
	page.Over = card.State == unspent.StateReplaced
	page.Steps = steps(card.Held != nil, page.Ready, page.Over)
	v.live = receiving(secret, hold)
	return v.receiver(secret, page, nil)
}

// take gives the receiver the card under its new code.
func (v *visit) take() error {
	secret, err := v.secret()
	if err != nil {
		return err
	}
	hold, err := unspent.ReadHoldID(v.field("hold"))
	if err != nil {
		return err
	}
	server, in := v.s.ask(v.r, v.field("work"))
	done, err := server.Take(v.r.Context(), v.field("id"), unspent.Take{Hold: hold, Secret: secret})
	page := receiverPage{Hold: hold.HoldID(), Trouble: v.trouble(err, in), ID: v.field("id")}
	if unspent.ReasonOf(err) == unspent.CardReplaced || err == nil && done.Card.Code.IsZero() { // taken before, and its code is shown no more
		return v.look()
	}
	if err != nil {
		if r := unspent.ReasonOf(err); r != unspent.Unavailable && r != unspent.Internal {
			page.ID = "" // it was not done, and the same id would be answered the same for ever
		}
		return v.receiver(secret, page, err)
	}
	page.Steps = steps(true, true, true)
	page.NewCode, page.Serial = done.Card.Code.Reveal(), done.Card.Serial.String()
	return v.receiver(secret, page, nil)
}

// giverPage is the giver's side.
type giverPage struct {
	Trouble trouble
	To      string // digest of the receiver's secret
	For     string
	Hours   int
	ID      string
	From    time.Time // from when the card is held
	Ticket  string    // with the code, once the card is held
	Hold    string
	Link    string // for the receiver, to the hold
	Here    string // as of the receiver's page
	Card    *cardView
	Steps   []step
	Asked   bool // the card is held and not yet released
	Waits   bool // it is released and not yet taken
}

func (v *visit) giveForm() error {
	page := giverPage{To: v.r.URL.Query().Get("to"), Hours: 24}
	if page.To != "" {
		if _, err := unspent.ParseDigest(page.To); err != nil {
			return unspent.Errorf(unspent.Invalid, "this link is damaged: ask for it again")
		}
	}
	return v.giver(page, nil)
}

// giver shows the giver's page.
func (v *visit) giver(page giverPage, err error) error {
	var e error
	if page.ID, e = v.id(); e != nil {
		return e
	}
	page.From = v.s.Now().Truncate(time.Second)
	if open := unspent.ReasonOf(err); open == unspent.Unavailable || open == unspent.Busy { // sent again, the form asks for the same
		page.ID, page.From = v.field("id"), v.from()
	}
	return v.show("give", statusOf(err), "give.title", page)
}

// give holds the card for the receiver.
func (v *visit) give() error {
	page := giverPage{To: v.field("to"), For: v.field("for"), Hours: 24}
	if v.scanned != nil {
		var err error
		page.Ticket, err = v.shown()
		page.Trouble = v.trouble(err, nil)
		return v.giver(page, err)
	}
	server, in := v.s.ask(v.r, v.field("work"))
	code, placed, err := v.hold(server, &page)
	if err != nil {
		page.Trouble = v.trouble(err, in)
		if in.puzzle != nil {
			var e error
			if page.Ticket, e = v.sealed(code); e != nil {
				return e
			}
		}
		return v.giver(page, err)
	}
	page.Steps, page.Asked = steps(true, false, false), true
	v.s.meetings.put(v.s.Client(v.r), page.To, unspent.Seq(placed.Hold.ID), 1)
	return v.held(server, in, code, unspent.Seq(placed.Hold.ID), page, nil)
}

func (v *visit) hold(server *client.Client, page *giverPage) (unspent.Code, api.HoldAnswer, error) {
	hours, err := strconv.Atoi(v.field("hours"))
	if err != nil || hours < 1 || time.Duration(hours)*time.Hour > unspent.MaxHold {
		return unspent.Code{}, api.HoldAnswer{}, unspent.Errorf(unspent.Invalid, "a card is held for 1 to %.0f hours", unspent.MaxHold.Hours())
	}
	page.Hours = hours
	digest, err := unspent.ParseDigest(page.To)
	if err != nil {
		return unspent.Code{}, api.HoldAnswer{}, unspent.Errorf(unspent.Invalid, "the link of whoever receives the card is missing")
	}
	code, err := v.code()
	if err != nil {
		return unspent.Code{}, api.HoldAnswer{}, err
	}
	until := v.from().Add(time.Duration(hours) * time.Hour)
	placed, err := server.Hold(v.r.Context(), v.field("id"), unspent.PlaceHold{Code: code, For: page.For, Until: until, SecretDigest: digest})
	return code, placed, err
}

// from returns from when a card is to be held: since the form was shown, so that
// one that is sent twice asks for the same, but not if that is long ago.
func (v *visit) from() time.Time {
	now := v.s.Now().Truncate(time.Second)
	from, err := time.Parse(time.RFC3339, v.field("from"))
	if err != nil || from.After(now) || now.Sub(from) > maxFormAge {
		return now
	}
	return from
}

// held shows the giver how far the hand-over is. If the gate does not let the card
// be looked at once more, a page that knows how far it is goes without: what was
// done is done, and its next step must not be lost.
func (v *visit) held(server *client.Client, in *inside, code unspent.Code, hold unspent.Seq, page giverPage, err error) error {
	var e error
	page.Hold, page.Here = hold.HoldID(), v.here()
	page.Link = v.s.BaseURL + "/handover/look?" + url.Values{"hold": {page.Hold}}.Encode()
	if page.Ticket, e = v.s.tickets.seal(ticket{Purpose: "giver", Secret: code.Reveal(), Hold: page.Hold}); e != nil {
		return e
	}
	card, unseen := server.Check(v.r.Context(), code)
	switch {
	case unseen == nil:
		held := card.Held != nil
		page.Card = v.viewCard(card)
		if page.Card.Last4 = code.Last4(); page.Card.Word == "state.held" {
			page.Card.Word = "state.heldMine"
		}
		page.Steps = steps(held, held && card.Held.Released, card.State == unspent.StateReplaced)
		page.Asked, page.Waits = held && !card.Held.Released, held && card.Held.Released
	case page.Steps == nil:
		page.Trouble, err = v.trouble(unseen, in), unseen
	}
	known := giverPage{Steps: page.Steps, Asked: page.Asked, Waits: page.Waits}
	if err == nil { // what was refused stays to be seen
		v.live = func(v *visit) error {
			server, in := v.s.ask(v.r, "")
			return v.held(server, in, code, hold, known, nil)
		}
	}
	return v.giver(page, err)
}

// giving returns what the giver's page carries.
func (v *visit) giving() (unspent.Code, unspent.Seq, error) {
	t, err := v.s.tickets.open(v.field("ticket"), "giver")
	if err != nil {
		return unspent.Code{}, 0, err
	}
	code, err := v.s.Counter.ReadCode(t.Secret)
	if err != nil {
		return unspent.Code{}, 0, err
	}
	hold, err := unspent.ParseHoldID(t.Hold)
	return code, hold, err
}

// see shows the giver's page again.
func (v *visit) see() error {
	code, hold, err := v.giving()
	if err != nil {
		return err
	}
	server, in := v.s.ask(v.r, v.field("work"))
	return v.held(server, in, code, hold, giverPage{}, nil)
}

// release lets the receiver take the card.
func (v *visit) release() error {
	code, hold, err := v.giving()
	if err != nil {
		return err
	}
	server, in := v.s.ask(v.r, v.field("work"))
	err = server.Release(v.r.Context(), v.field("id"), unspent.Release{Hold: hold, Code: code})
	page := giverPage{Trouble: v.trouble(err, in), Steps: steps(true, err == nil, false), Asked: err != nil, Waits: err == nil}
	return v.held(server, in, code, hold, page, err)
}
