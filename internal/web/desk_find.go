package web

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// foundPage is what a search has found.
type foundPage struct {
	Who        unspent.Actor
	Text       string
	Orders     []client.Order
	MoreOrders string // cursor
	Cards      []client.Card
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
	s, api, ok, err := v.staff()
	if !ok {
		return err
	}
	text := v.field("serial")
	serial, err := unspent.ParseSerial(text)
	if err == nil {
		return v.to("/desk/cards/" + serial.String())
	}
	page := foundPage{Who: s.who, Text: text}
	if err = v.fill(&page, api); err != nil {
		return v.firstDesk(s, api, err)
	}
	return v.show("desk_found", http.StatusOK, "desk.found", page)
}

// fill searches for what a page is about: for the next orders or cards if the form
// says where they go on, for both otherwise. A card that was not sent yet has no
// serial, and is found by its order only.
func (v *visit) fill(page *foundPage, api *client.Client) (err error) {
	ctx, orders, cards := v.r.Context(), v.field("orders"), v.field("cursor")
	if wholeCode(page.Text) {
		return errWholeCode
	}
	if !searches(page.Who.Role) { // a store looks a card up by its number only
		return errSerial
	}
	if cards == "" {
		if page.Orders, page.MoreOrders, err = searchOrders(ctx, api, page.Text, orders); err != nil {
			return err
		}
	}
	if orders == "" {
		page.Cards, page.Next, err = search(ctx, api, page.Text, cards)
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
func searchOrders(ctx context.Context, api *client.Client, text, cursor string) ([]client.Order, string, error) {
	want := client.WantedOrder{Number: text}
	if strings.Contains(text, "@") {
		if _, err := notify.ParseAddress(text); err != nil {
			return nil, "", nil
		}
		want = client.WantedOrder{Recipient: text}
	}
	if len(want.Number) > gift.MaxNumber {
		return nil, "", nil
	}
	return api.SearchOrders(ctx, want, cursor)
}

// search finds the cards that a text is said of: four symbols are the last of a
// code, a text with an @ is a recipient, and everything else an order number. So
// are four symbols that are the last of no code, and digits that are no serial.
func search(ctx context.Context, api *client.Client, text, cursor string) (cards []client.Card, next string, err error) {
	if strings.Contains(text, "@") {
		return api.Search(ctx, client.Wanted{Recipient: text}, cursor)
	}
	if _, err := unspent.ParseLast4(text); err == nil {
		cards, next, err = api.Search(ctx, client.Wanted{Last4: text}, cursor)
		if err != nil || len(cards) > 0 {
			return cards, next, err
		}
	}
	cards, next, err = api.Search(ctx, client.Wanted{Order: text}, cursor)
	if err == nil && len(cards) == 0 && nearlySerial(text) {
		err = errSerial
	}
	return cards, next, err
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
