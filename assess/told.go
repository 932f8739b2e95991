package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// What only the asker can tell of a code: what it has been through. Nothing of
// it is evidence; it says how evidence is to be read, and what to do first.

// GivenTo is to whom the asker gave the code.
type GivenTo string

const (
	GivenNobody   GivenTo = "nobody"
	GivenKnown    GivenTo = "known"    // whom it was meant for, or somebody of the family
	GivenBuyer    GivenTo = "buyer"    // who buys it, a buy-back shop too
	GivenStranger GivenTo = "stranger" // somebody who asked for it, and whom the asker does not know
)

// Opener is who opened what covers the code.
type Opener string

const (
	OpenedByMe    Opener = "by-me"
	OpenedByOther Opener = "by-other"
	FoundOpen     Opener = "found-open" // when the asker got the card
)

// SeenBy is who has seen the code beside the asker; of several, the last of
// this order.
type SeenBy string

const (
	SeenByNobody   SeenBy = "nobody"
	SeenByFamily   SeenBy = "family"
	SeenBySeller   SeenBy = "seller"   // or the giver
	SeenByStranger SeenBy = "stranger" // somebody the asker does not know
	SeenByAll      SeenBy = "posted"   // it stood in a picture that others could see
)

// Reply is an answer that may be missing.
type Reply string

const (
	Yes     Reply = "yes"
	No      Reply = "no"
	Partly  Reply = "part"
	NoReply Reply = ""
)

// Device is what the asker has at hand.
type Device string

const (
	Phone    Device = "phone"
	Computer Device = "computer"
)

// device is the asker's; a phone if it is not told.
func (c Case) device() Device {
	if c.Device == Computer {
		return Computer
	}
	return Phone
}

// issued is the latest day on which the card can have been issued; zero if
// nothing is told of it.
func (c Case) issued() (day time.Time) {
	day = c.Issued
	if day.IsZero() {
		day = c.Got
	}
	if day.IsZero() {
		return day
	}
	return day.In(brand.Japan())
}

// gave reports whether the asker gave the code to somebody.
func (c Case) gave() bool {
	return !c.HandedOver.IsZero() || c.GivenTo != "" && c.GivenTo != GivenNobody
}

// leaked reports whether somebody whom the asker does not know has the code: by
// what is told, or because somebody who bought the card for himself gave its
// code away and it was neither sold nor a present.
func (c Case) leaked() bool {
	if c.GivenTo == GivenStranger || c.SeenBy == SeenByStranger || c.SeenBy == SeenByAll {
		return true
	}
	return c.maybeLeaked()
}

// maybeLeaked reports whether a code was given away, and nothing tells to whom,
// in a case that is like the commonest fraud with cards.
func (c Case) maybeLeaked() bool {
	return c.GivenTo == "" && !c.HandedOver.IsZero() && c.Asker == Holder && !c.Claimed &&
		(c.Channel == FromShop || c.Channel == FromIssuer) && (c.Intent == ToUse || c.Intent == IntentOpen)
}

// openedByMe reports whether it was the asker who opened the cover: it is told,
// or the card was bought in a shop within a day, to be used, and the asker tells
// that it is open.
func (c Case) openedByMe(now time.Time, tells Owner) bool {
	if c.Opened != "" {
		return c.Opened == OpenedByMe
	}
	fresh := !c.Got.IsZero() && now.Sub(c.Got) <= DaySlack
	return tells == Mine && c.Channel == FromShop && c.Intent == ToUse && fresh && c.Asker != Seller
}
