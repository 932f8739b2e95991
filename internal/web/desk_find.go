package web

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
)

// foundPage is what a search has found.
type foundPage struct {
	Who   unspent.Actor
	Text  string
	Cards []client.Card
	Next  string
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

// find leads to a card by its number, or lists those that something else is said
// of. The text is sent as a form is: it can be somebody's address, and sooner or
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
	page.Cards, page.Next, err = search(v.r.Context(), api, text, v.field("cursor"))
	if err != nil {
		return v.firstDesk(s, api, err)
	}
	return v.show("desk_found", http.StatusOK, "desk.found", page)
}

// search finds the cards that a text is said of: four symbols are the last of a
// code, a text with an @ is a recipient, and everything else an order number. So
// are four symbols that are the last of no code, and digits that are no serial.
func search(ctx context.Context, api *client.Client, text, cursor string) (cards []client.Card, next string, err error) {
	if wholeCode(text) {
		return nil, "", errWholeCode
	}
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
