package unspent

import (
	"slices"
	"strings"
	"time"
)

// Role is what an actor may do.
type Role string

// The roles. A holder is anyone with a code; the book itself acts as system.
const (
	Admin    Role = "admin"
	Issuer   Role = "issuer"
	Store    Role = "store"
	Merchant Role = "merchant"
	Support  Role = "support"
	Auditor  Role = "auditor"
	Partner  Role = "partner"
	Holder   Role = "holder"
	System   Role = "system"
)

// KeyRoles returns the roles that an API key may have.
func KeyRoles() []Role { return []Role{Admin, Issuer, Store, Merchant, Support, Auditor, Partner} }

// Actor is who asks. Authority is an argument of every command.
type Actor struct {
	ID   string // the API key's id; of a holder who is signed in their account, "" of any other
	Role Role
	// Bound, if not empty, is the one merchant that a merchant's key may act as.
	Bound string
	// Scope is the accounts that a merchant's or a partner's key acts for.
	Scope Scope
}

// PersonPrefix is what the id of a person of the staff begins with.
const PersonPrefix = "per_"

// Party returns for whom the actor acts, in whose name its request ids are kept: a
// retry is one whichever of the party's keys it comes with, and two parties may
// choose the same ids. An issuer's key acts for the issuer, a merchant's and a
// partner's for the merchant and the accounts that they are bound to. Who works at the
// desk, with a key or as a person, a holder who is signed in and the book itself act for
// themselves. It is "" of a till's key and of one that is bound to nobody, and of a
// holder without an account.
func (a Actor) Party() string {
	if strings.HasPrefix(a.ID, PersonPrefix) {
		return a.ID
	}
	switch a.Role {
	case Admin, Issuer:
		return "the " + string(a.Role)
	case Merchant:
		if a.Bound != "" {
			return MerchantParty(a.Bound)
		}
	case Partner:
		if accounts := a.Scope.Accounts(); accounts != nil {
			slices.Sort(accounts)
			return "partner " + strings.Join(accounts, ",")
		}
	case Support, Auditor, Holder, System:
		return a.ID
	case Store:
	}
	return ""
}

// MerchantParty is the party of a merchant.
func MerchantParty(merchant string) string { return "merchant " + merchant }

// GiftShop is the merchant that a holder's order of gift cards is paid to. Only
// the book itself pays it and refunds it, with the order: a refund beside it would
// give the value back while the cards that it bought stay good.
const GiftShop = "gifts"

// MaySettle reports whether the actor may pay a merchant, and refund what was paid
// to it.
func (a Actor) MaySettle(merchant string) bool {
	return (a.Bound == "" || a.Bound == merchant) && (merchant != GiftShop || a.Role == System)
}

// May reports whether the actor's role allows commands of the kind they yield.
func (a Actor) May(k Kind) bool {
	if a.Role == Admin || a.Role == System {
		return true
	}
	return slices.Contains(permitted[k], a.Role)
}

// MayUndo reports whether a's role may undo a card's sale at now. A store undoes what
// it sold itself, and within [UndoWindow]: by then the buyer counts on the card.
func (a Actor) MayUndo(sale Sale, now time.Time) bool {
	return a.Role != Store || sale.By == a.ID && !now.After(sale.At.Add(UndoWindow))
}

// permitted lists who, beside admin and the book itself, may ask for an event.
var permitted = map[Kind][]Role{
	Issued:      {Issuer},
	Imported:    {},
	Activated:   {Issuer, Store, Support},
	Deactivated: {Issuer, Store, Support},
	Claimed:     {Issuer, Partner, Holder}, // a holder, to their own account
	Spent:       {Merchant, Partner},
	Refunded:    {Merchant, Support},
	Held:        {Holder, Issuer, Merchant, Partner, Support},
	Released:    {Holder, Issuer, Merchant, Partner, Support},
	Unheld:      {Holder, Issuer, Merchant, Partner, Support},
	Taken:       {Holder, Issuer, Merchant, Partner, Support},
	Transferred: {Holder, Issuer, Merchant, Partner, Support},
	Reissued:    {Issuer, Support},
	Frozen:      {Issuer, Support},
	Unfrozen:    {Issuer, Support},
	Voided:      {Issuer, Support},
	Adjusted:    {Support},
	Unclaimed:   {Support},
	Closed:      {Support},
	Expired:     {},
}
