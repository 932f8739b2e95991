package web

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// foundPage is what a search has found.
type foundPage struct {
	Who        member
	Text       string
	Orders     []api.OrderRecord
	MoreOrders string // cursor
	Cards      []api.CardRecord
	Next       string // cursor
}

// What the first page of the desk says in words of its own.
var (
	errWholeCode = unspent.Errorf(unspent.Invalid, "that is a whole code: its last four symbols are enough")
	errSerial    = unspent.Errorf(unspent.Invalid, "no card has this serial or order number; a serial has 19 digits")
)

// notFound tells of a search's err in its own words.
func notFound(t trouble, err error) trouble {
	switch {
	case errors.Is(err, errWholeCode):
		t.Reason = "desk.wholeCode"
	case errors.Is(err, errSerial):
		t.Reason = "desk.noSerial"
	case errors.Is(err, unspent.TooLarge):
		t.Reason = "desk.tooMany"
	}
	return t
}

// find leads to a card by its number, or lists the cards and orders that something
// else is said of. The text is sent as a form is: it can be somebody's address, and sooner or
// later somebody types a code, which must stand in no address either.
func (v *visit) find() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	text := v.field("serial")
	serial, err := unspent.ParseSerial(text)
	if err == nil {
		return v.to("/desk/cards/" + serial.String())
	}
	page := foundPage{Who: v.member(s), Text: text}
	if err = v.fill(&page, server); err != nil {
		return v.firstDesk(s, server, err)
	}
	return v.show("desk_found", http.StatusOK, "desk.found", page)
}

// fill searches for what a page is about: for the next orders or cards if the form
// says where they go on, for both otherwise. A card that was not sent yet has no
// serial, and is found by its order only.
func (v *visit) fill(page *foundPage, server *client.Client) (err error) {
	ctx, orders, cards := v.r.Context(), v.field("orders"), v.field("cursor")
	if wholeCode(page.Text) {
		return errWholeCode
	}
	if !searches(page.Who.Role) { // a store looks a card up by its number only
		return errSerial
	}
	if cards == "" {
		found, err := searchOrders(ctx, server, page.Text, orders)
		if err != nil {
			return err
		}
		page.Orders, page.MoreOrders = found.Orders, string(found.Next)
	}
	if orders == "" {
		var found api.SearchAnswer
		found, err = search(ctx, server, page.Text, cards)
		page.Cards, page.Next = found.Cards, string(found.Next)
	}
	if errors.Is(err, errSerial) && len(page.Orders) > 0 {
		err = nil
	}
	return err
}

// searches reports whether a role may look at orders, and search for people's cards.
func searches(r unspent.Role) bool {
	return slices.ContainsFunc(places(r), func(p place) bool { return p.Path == "/desk/orders" })
}

// searchOrders finds the orders with a number, or with a card for an address.
func searchOrders(ctx context.Context, server *client.Client, text, cursor string) (page api.OrderPage, err error) {
	want := api.OrderSearch{Number: text}
	if strings.Contains(text, "@") {
		if _, err := notify.ParseAddress(text); err != nil {
			return page, nil
		}
		want = api.OrderSearch{Recipient: text}
	}
	if len(want.Number) > gift.MaxNumber {
		return page, nil
	}
	want.Cursor = api.Cursor(cursor)
	return server.SearchOrders(ctx, want)
}

// search finds the cards that a text is said of: four symbols are the last of a
// code, a text with an @ is a recipient, and everything else an order number. So
// are four symbols that are the last of no code, and digits that are no serial.
func search(ctx context.Context, server *client.Client, text, cursor string) (found api.SearchAnswer, err error) {
	if strings.Contains(text, "@") {
		return server.Search(ctx, api.SearchRequest{Recipient: text, Cursor: api.Cursor(cursor)})
	}
	if _, err := unspent.ParseLast4(text); err == nil {
		found, err = server.Search(ctx, api.SearchRequest{Last4: text, Cursor: api.Cursor(cursor)})
		if err != nil || len(found.Cards) > 0 {
			return found, err
		}
	}
	found, err = server.Search(ctx, api.SearchRequest{Order: text, Cursor: api.Cursor(cursor)})
	if err == nil && len(found.Cards) == 0 && nearlySerial(text) {
		err = errSerial
	}
	return found, err
}

// wholeCode reports whether text is a code, right or mistyped.
func wholeCode(text string) bool {
	return unspent.CheckNoCode("text", text) != nil || regexp.MustCompile(`^(\w{5}[- ]){3}\w{5}$`).MatchString(text)
}

// nearlySerial reports whether text has about as many digits as a serial, and
// nothing else.
func nearlySerial(text string) bool {
	digits := strings.NewReplacer(" ", "", "-", "").Replace(text)
	return len(digits) >= 17 && len(digits) <= 21 && strings.Trim(digits, "0123456789") == ""
}
