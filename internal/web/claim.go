package web

import (
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// claimPage claims a card to an account: somebody opens the link of their gift mail or
// enters the code, sees the card, signs in if they have not, and confirms.
type claimPage struct {
	Me      api.Personal // nobody: they have not signed in
	Trouble trouble
	Ticket  string // with the code
	Card    *cardView
	Gift    *api.ReceivedCard // what its giver said; nil: nothing
	ID      string
	Done    *api.ClaimAnswer
	Endless bool // what is claimed ends no more
}

// claimForm asks for a code, or goes on with the card that somebody looked at before
// they signed in.
func (v *visit) claimForm() error {
	p, server, in, ok, err := v.holder()
	if err != nil {
		return err
	}
	if kept, found := v.s.drawn.get(v.claimKey()); ok && found {
		v.s.drawn.forget(v.claimKey()) // the page has a ticket of its own; the next link is another card
		code, err := v.opened(kept.title)
		return v.showClaim(p, server, in, code, err)
	}
	return v.show("claim", http.StatusOK, "claim.title", claimPage{Me: p})
}

// claimKey is where a code is kept, sealed, while whoever has it signs in.
func (v *visit) claimKey() string { return v.browser() + " claim" }

// lookBeforeClaim shows the card of the code, and what claiming it means.
func (v *visit) lookBeforeClaim() error {
	p, server, in, _, err := v.holder()
	if err != nil {
		return err
	}
	code, err := v.code()
	return v.showClaim(p, server, in, code, err)
}

func (v *visit) showClaim(p api.Personal, server *client.Client, in *inside, code unspent.Code, err error) error {
	page := claimPage{Me: p}
	if err == nil {
		var card api.CardStatus
		if card, err = server.Check(v.r.Context(), code); err == nil {
			page.Card = v.viewCard(card)
			page.Card.Last4 = code.Last4()
			var p unspent.Program
			p, err = server.Program(v.r.Context(), card.Program)
			page.Endless = p.Endless
		}
	}
	page.Trouble = stale(v.trouble(err, in), err)
	if err == nil || in.puzzle != nil {
		var e error
		if page.Ticket, e = v.sealed(code); e != nil {
			return e
		}
		if page.ID, e = v.id(); e != nil {
			return e
		}
	}
	switch {
	case err != nil:
	case p.Mail != "":
		page.Gift = v.giftOf(server, page.Card.Serial)
	case v.browser() != "":
		v.s.drawn.put(v.s.Client(v.r), v.claimKey(), drawn{title: page.Ticket}, 1)
	}
	return v.show("claim", statusOf(err), "claim.title", page)
}

// giftOf notes that somebody has seen a card that they were given, and returns what its
// giver said of it.
func (v *visit) giftOf(server *client.Client, serial unspent.Serial) *api.ReceivedCard {
	if err := server.Seen(v.r.Context(), serial); err != nil { // only the giver's list lacks it
		v.s.Log.Warn("a look at a card could not be noted", "error", err)
	}
	got, err := server.Received(v.r.Context(), "")
	i := slices.IndexFunc(got.Cards, func(c api.ReceivedCard) bool { return c.Serial == serial })
	if err != nil || i < 0 {
		return nil
	}
	return &got.Cards[i]
}

func (v *visit) claim() error {
	p, server, in, ok, err := v.holder()
	if !ok {
		return v.unsigned(err, "/claim")
	}
	page := claimPage{Me: p, ID: v.field("id")}
	code, err := v.code()
	if err == nil {
		var done api.ClaimAnswer
		if done, err = server.Claim(v.r.Context(), v.field("id"), unspent.Claim{Code: code, Account: p.Account}); err == nil {
			page.Done = &done
			v.s.drawn.forget(v.claimKey())
		}
	}
	page.Trouble = stale(v.trouble(err, in), err)
	if open := unspent.ReasonOf(err); err != nil && (in.puzzle != nil || open == unspent.Unavailable || open == unspent.Busy) { // the same is sent again
		var e error
		if page.Ticket, e = v.sealed(code); e != nil {
			return e
		}
	}
	return v.show("claim", statusOf(err), "claim.title", page)
}
