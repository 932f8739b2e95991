package assess

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// situation is a judged case as the tables of advice, asks and remedies look at
// it.
type situation struct {
	c   Case
	all []Evidence
	v   Verdict
	p   *brand.Profile
	now time.Time
}

// forms returns the forms that the card can be of: one if the case tells it, or
// else those that its channel sells.
func (s situation) forms() []brand.Form {
	var known, sold []brand.Form
	for _, f := range s.p.Forms {
		if f.Kind == s.c.Form {
			known = append(known, f)
		}
		shop := f.Kind == brand.FormShop || f.Kind == brand.FormSheet
		if shop && s.c.Channel != FromIssuer || !shop && s.c.Channel != FromShop {
			sold = append(sold, f)
		}
	}
	if s.c.Form == "" || s.c.Form == brand.FormUnknown {
		return sold
	}
	return known
}

// can reports whether the card can be of a form that has what is asked.
func (s situation) can(has func(brand.Form) bool) bool { return slices.ContainsFunc(s.forms(), has) }

// fromRack reports whether the card was bought in a shop, by whomever: then
// there is no order page and no opening notice.
func (s situation) fromRack() bool {
	return s.c.Channel == FromShop || s.c.Form == brand.FormShop || s.c.Form == brand.FormSheet
}

func (s situation) hasOrderPage() bool {
	return !s.fromRack() && len(s.p.Order) > 0 && s.can(func(f brand.Form) bool { return f.Activation == brand.ActivatedOnline })
}

func (s situation) hasNotice() bool {
	return !s.fromRack() && s.can(func(f brand.Form) bool { return f.Notice == brand.NoticeMail || f.Notice == brand.NoticeBoth })
}

func (s situation) hasResend() bool {
	return !s.fromRack() && s.can(func(f brand.Form) bool { return f.Resend })
}

func (s situation) hasCover() bool {
	return s.can(func(f brand.Form) bool { return f.Cover != "" && f.Cover != brand.CoverNone })
}

func (s situation) hasTill() bool {
	return s.can(func(f brand.Form) bool { return f.Activation == brand.ActivatedAtTill })
}

// hasClaims reports whether the usage history of the brand shows claimed cards.
func (s situation) hasClaims() bool {
	return slices.ContainsFunc(s.p.History, func(f brand.Phrase) bool { return f.Means == brand.RowClaimed })
}

// hasLookup reports whether the issuer shows a balance without redeeming.
func (s situation) hasLookup() bool {
	return s.p.Lookup.Kind != "" && s.p.Lookup.Kind != brand.LookupNone && s.p.Lookup.Kind != brand.LookupBook
}

// looked reports whether the asker has looked the balance up just now.
func (s situation) looked() bool {
	return slices.ContainsFunc(s.v.Findings, func(f Finding) bool {
		return slices.Contains([]string{"balance-full", "balance-part", "balance-zero"}, f.Rule) && s.now.Sub(f.At) <= DaySlack
	})
}

// isLink reports whether the value of the card is an address.
func (s situation) isLink() bool {
	return s.c.Form == brand.FormLink || s.p.Lookup.Kind == brand.LookupURL
}

// counterpart is who gave or sold the card to the asker; NoOwner if the asker
// bought it from the issuer or in a shop.
func (s situation) counterpart() Owner {
	switch {
	case s.c.Channel == FromBusiness, s.c.Channel == FromPerson && s.c.Asker == Buyer:
		return Sellers
	case s.c.Channel == FromPerson:
		return Givers
	}
	return NoOwner
}

// withSeller reports whether the asker is about to buy the card, which is still
// with the seller.
func (s situation) withSeller() bool {
	return s.c.Asker == Buyer && s.c.Got.IsZero() && s.counterpart() == Sellers
}

// selling reports whether the card is to change hands for money, so that terms
// of resale matter.
func (s situation) selling() bool {
	return s.c.Intent == ToSell || s.c.Asker == Seller || s.c.Asker == Buyer
}

// deadline is until when the seller or the market hears complaints; zero if it
// is not known.
func (s situation) deadline() time.Time {
	if s.c.Got.IsZero() || s.c.Window <= 0 {
		return time.Time{}
	}
	return s.c.Got.Add(s.c.Window)
}

// open returns the deadline if it is still to come.
func (s situation) open() time.Time {
	if d := s.deadline(); d.After(s.now) {
		return d
	}
	return time.Time{}
}

// contact returns the brand's entry for whom to turn to.
func (s situation) contact(whom brand.Whom) brand.Contact {
	for _, c := range s.p.Contacts {
		if c.Whom == whom {
			return c
		}
	}
	return brand.Contact{}
}

// terms joins what the brand's terms say about some things.
func (s situation) terms(about ...brand.TermKind) brand.Text {
	var ja, en []string
	for _, t := range s.p.Terms {
		if slices.Contains(about, t.About) {
			ja, en = append(ja, t.Says.JA), append(en, t.Says.EN)
		}
	}
	return brand.Text{JA: strings.Join(ja, "\n"), EN: strings.Join(en, "\n")}
}

// slots returns the values that texts may name.
func (s situation) slots() slots {
	window := brand.Text{}
	if s.c.Window > 0 {
		window = span(s.c.Window)
	}
	name, issuer := s.p.Name, s.p.Issuer
	if name == (brand.Text{}) {
		name = brand.Text{JA: "ギフトカード", EN: "gift card"}
	}
	if issuer == (brand.Text{}) {
		issuer = brand.Text{JA: "発行者", EN: "the issuer"}
	}
	asOf := brand.Text{}
	if !s.v.AsOf.IsZero() {
		asOf = spellTime(s.v.AsOf)
	}
	till, desk := s.contact(brand.ToStore), s.contact(brand.ToIssuer)
	all := slots{
		"brand":      name,
		"issuer":     issuer,
		"last4":      alike(lastFour(s.c.Card.Last4)),
		"amount":     amount(s.c.Card.Amount),
		"order":      alike(s.clean(s.c.Card.Order)),
		"serial":     alike(s.clean(s.c.Card.Serial)),
		"recipient":  alike(s.c.Card.Recipient),
		"challenge":  alike(s.c.Challenge),
		"got":        brand.TimeText(s.c.Got),
		"handedover": brand.TimeText(s.c.HandedOver),
		"deadline":   brand.TimeText(s.deadline()),
		"open":       brand.TimeText(s.open()),
		"window":     window,
		"asof":       asOf,
		"now":        brand.TimeText(s.now),
		"lookup":     alike(s.p.Lookup.URL),
		"needs":      s.p.Lookup.Needs,
		"resale":     s.terms(brand.TermResale),
		"terms":      s.terms(brand.TermCash, brand.TermResale),
		"deskhow":    desk.How,
		"deskneeds":  desk.Needs,
		"storehow":   till.How,
		"storeneeds": till.Needs,
	}
	if e, is := s.unread(); is {
		all["shown"] = quote(e.Shown)
	}
	maps.Copy(all, validityOf(s.c, s.p).slots())
	return all
}

// relied reports whether somebody relies on the code that the asker gave away,
// so that it must not die.
func (s situation) relied() bool {
	return s.c.Arrived != No && (s.c.gave() || s.c.Arrived == Yes)
}

// resendable reports whether the asker, who bought the card for somebody else,
// may have it sent again: it is not redeemed, and nobody relies on its code.
func (s situation) resendable() bool {
	return s.c.Asker == Giver && s.c.Channel == FromIssuer && s.hasResend() && s.c.Intent != ToCash && !s.c.Claimed &&
		!s.relied() && !s.c.leaked() && (s.v.State == Unknown || s.v.State == Unused)
}

// clean returns a number of the case, cut to its last four if it has the shape
// of a code: somebody may have put a code in the wrong place.
func (s situation) clean(number string) string {
	number, _ = s.p.Redact(number)
	return number
}
