package notify

import (
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// Letter is what a mail tells. Its kinds are [Gift], [Order], [Opened],
// [Handover], [Expiring], [SignIn], [Came] and [Judged].
type Letter interface {
	// Kind names the letter. It is part of the Message-ID, so it never changes.
	Kind() string

	// sheet says it in both languages. Pages is the address of the pages.
	sheet(pages string) (sheet, error)
}

// sheet is a letter before it is laid out. Only quote holds what a person typed.
type sheet struct {
	subject brand.Text
	lead    []brand.Text
	facts   []fact
	quote   quote
	link    link
	notes   []brand.Text
	answers bool // a mail of the reader
}

type fact struct {
	label string // id of its text
	value brand.Text
}

type quote struct {
	by    string
	lines []string
}

type link struct {
	label brand.Text
	url   string
}

// Where the pages are that letters lead to.
const (
	pathClaim    = "/claim"
	pathAccount  = "/account"
	pathHandover = "/handover"
)

var (
	orderForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/#-]*$`)
	last4Form = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}$`)
	holdForm  = regexp.MustCompile(`^hld_[0-9A-Za-z_-]{1,60}$`)
)

// plainOrder returns an order number that can be told from the words around it.
// Issuers may give others; a letter does without those.
func plainOrder(order string) string {
	if len(order) > maxOrder || !orderForm.MatchString(order) {
		return ""
	}
	return order
}

// add appends a fact if its value is known.
func (s *sheet) add(known bool, label string, value brand.Text) {
	if known {
		s.facts = append(s.facts, fact{label, value})
	}
}

func incomplete(letter, what string) error {
	return unspent.Errorf(unspent.Invalid, "%s needs %s", letter, what)
}

// Gift brings a card to its recipient. It is the one letter with a code.
type Gift struct {
	Code    unspent.Code
	Face    unspent.Money
	Expires time.Time // zero: never
	Order   string    // optional
	Giver   string    // name, as the giver typed it; optional
	Message string    // as the giver typed it; optional
	Again   bool      // sent once more under a new code, which killed the old one
}

// Kind implements [Letter].
func (g Gift) Kind() string {
	if g.Again {
		return "gift-again"
	}
	return "gift"
}

func (g Gift) sheet(pages string) (sheet, error) {
	if g.Code.IsZero() || !g.Face.IsPositive() {
		return sheet{}, incomplete("a gift mail", "a code and an amount")
	}
	s := sheet{
		subject: texts.Both("mail.gift.subject"),
		lead:    []brand.Text{texts.Both("mail.gift.lead")},
		link:    link{texts.Both("mail.gift.link"), pages + pathClaim + "#" + g.Code.Reveal()},
		notes: []brand.Text{
			texts.Both("mail.gift.cash"),
			texts.Both("mail.gift.check", "Pages", pages),
		},
	}
	if g.Again {
		s.subject = texts.Both("mail.again.subject")
		s.lead = []brand.Text{texts.Both("mail.again.lead")}
	}
	s.add(true, "mail.code", same(g.Code.Reveal()))
	s.add(true, "mail.amount", brand.MoneyText(g.Face))
	s.add(!g.Expires.IsZero(), "mail.expires", brand.MomentText(g.Expires))
	s.add(plainOrder(g.Order) != "", "mail.order", same(g.Order))
	s.quote = quote{line(g.Giver, maxName), lines(g.Message)}
	return s, nil
}

// Order confirms an order to its giver. It never has a code.
type Order struct {
	Number string
	Total  unspent.Money
	Items  []Item
	Quiet  bool // the giver wants no opening notices
}

// Item is one card of an order.
type Item struct {
	To   Address // zero: a sheet to print
	Face unspent.Money
	Send time.Time // zero: now
}

// Kind implements [Letter].
func (o Order) Kind() string { return "order" }

func (o Order) sheet(pages string) (sheet, error) {
	if plainOrder(o.Number) == "" || !o.Total.IsPositive() || len(o.Items) == 0 {
		return sheet{}, incomplete("an order mail", "an order number in plain letters, a total and a card")
	}
	s := sheet{
		subject: texts.Both("mail.order.subject"),
		lead:    []brand.Text{texts.Both("mail.order.lead")},
		link:    link{texts.Both("mail.order.link"), pages + pathAccount},
		notes:   []brand.Text{texts.Both("mail.order.noCode")},
	}
	if !o.Quiet {
		s.notes = append([]brand.Text{texts.Both("mail.order.notice")}, s.notes...)
	}
	s.add(true, "mail.order", same(o.Number))
	s.add(true, "mail.total", brand.MoneyText(o.Total))
	for i, item := range o.Items {
		if i == maxItems {
			s.add(true, "mail.more", count(len(o.Items)-i, "件", "more card", "more cards"))
			break
		}
		value, what := brand.MoneyText(item.Face), "mail.print"
		if to := item.To.String(); to != "" {
			value, what = brand.Text{JA: to + " " + value.JA, EN: to + " " + value.EN}, "mail.recipient"
		}
		if !item.Send.IsZero() {
			at := brand.MomentText(item.Send)
			value = texts.Both("mail.order.later", "What", value, "Time", at)
		}
		s.add(true, what, value)
	}
	return s, nil
}

// Opened is the opening notice (開封通知) to the giver: the recipient has claimed
// the card. Amount and recipient tell which card it was; serial and last four
// tell two of one order apart. Nothing that anybody typed stands in it, because
// it is brought as proof.
type Opened struct {
	Face      unspent.Money
	Recipient Address // zero: it was handed over as a sheet
	At        time.Time
	Order     string         // optional
	Serial    unspent.Serial // optional
	Last4     string         // of the code, if it is known; optional
}

// Kind implements [Letter].
func (o Opened) Kind() string { return "opened" }

func (o Opened) sheet(pages string) (sheet, error) {
	if !o.Face.IsPositive() || o.Recipient == (Address{}) && o.Serial.IsZero() || o.At.IsZero() {
		return sheet{}, incomplete("an opening notice", "an amount, a recipient or a serial, and a time")
	}
	if o.Last4 != "" && !last4Form.MatchString(o.Last4) {
		return sheet{}, unspent.Errorf(unspent.Invalid, "the last four of a code are four of its symbols")
	}
	s := sheet{
		subject: texts.Both("mail.opened.subject"),
		lead:    []brand.Text{texts.Both("mail.opened.lead")},
		link:    link{texts.Both("mail.order.link"), pages + pathAccount},
		notes: []brand.Text{
			texts.Both("mail.opened.used"),
			texts.Both("mail.opened.quiet"),
		},
	}
	s.add(o.Recipient != (Address{}), "mail.recipient", same(o.Recipient.String()))
	s.add(true, "mail.amount", brand.MoneyText(o.Face))
	s.add(plainOrder(o.Order) != "", "mail.order", same(o.Order))
	s.add(true, "mail.claimed", brand.MomentText(o.At))
	s.add(!o.Serial.IsZero(), "mail.serial", same(o.Serial.String()))
	s.add(o.Last4 != "", "mail.last4", same(o.Last4))
	return s, nil
}

// Step is how far a hand-over is.
type Step string

// The steps of a hand-over.
const (
	Held     Step = "held"     // to the counterparty: a card is reserved for you
	Released Step = "released" // to the counterparty: you can take it now
	Taken    Step = "taken"    // to who gave it: it is theirs, the old code is dead
)

// Handover tells one side what the other did with a held card.
type Handover struct {
	Step    Step
	Hold    string // hld_…
	Serial  unspent.Serial
	Balance unspent.Money
	Until   time.Time // end of the hold; not for Taken
}

// Kind implements [Letter].
func (h Handover) Kind() string { return string(h.Step) }

func (h Handover) sheet(pages string) (sheet, error) {
	if !holdForm.MatchString(h.Hold) || h.Serial.IsZero() || !h.Balance.IsPositive() || h.Until.IsZero() != (h.Step == Taken) {
		return sheet{}, incomplete("a mail about a hand-over", "a hold, a serial, a balance and, until it is taken, an end")
	}
	s := sheet{link: link{texts.Both("mail.handover.link"), pages + pathHandover}}
	switch h.Step {
	case Held:
		s.subject = texts.Both("mail.held.subject")
		s.lead = []brand.Text{texts.Both("mail.held.lead")}
		s.notes = []brand.Text{texts.Both("mail.held.note")}
	case Released:
		s.subject = texts.Both("mail.released.subject")
		s.lead = []brand.Text{texts.Both("mail.released.lead")}
		s.notes = []brand.Text{texts.Both("mail.released.note")}
	case Taken:
		s.subject = texts.Both("mail.taken.subject")
		s.lead = []brand.Text{texts.Both("mail.taken.lead")}
	default:
		return sheet{}, unspent.Errorf(unspent.Invalid, "a hand-over has no step %q", string(h.Step))
	}
	s.add(true, "mail.hold", same(h.Hold))
	s.add(true, "mail.serial", same(h.Serial.String()))
	s.add(true, "mail.amount", brand.MoneyText(h.Balance))
	s.add(!h.Until.IsZero(), "mail.held", brand.MomentText(h.Until))
	return s, nil
}

// Expiring reminds of the end of validity. It never has a code.
type Expiring struct {
	Serial  unspent.Serial
	Balance unspent.Money
	Expires time.Time
}

// Kind implements [Letter].
func (e Expiring) Kind() string { return "expiring" }

func (e Expiring) sheet(pages string) (sheet, error) {
	if e.Serial.IsZero() || !e.Balance.IsPositive() || e.Expires.IsZero() {
		return sheet{}, incomplete("a reminder", "a serial, a balance and an end of validity")
	}
	s := sheet{
		subject: texts.Both("mail.expiring.subject"),
		lead:    []brand.Text{texts.Both("mail.expiring.lead")},
		link:    link{texts.Both("mail.gift.link"), pages + pathClaim},
		notes:   []brand.Text{texts.Both("mail.expiring.once")},
	}
	s.add(true, "mail.serial", same(e.Serial.String()))
	s.add(true, "mail.balance", brand.MoneyText(e.Balance))
	s.add(true, "mail.expires", brand.MomentText(e.Expires))
	return s, nil
}

// SignIn brings a link that signs its reader in, once.
type SignIn struct {
	Link  string // below the address of the pages
	Until time.Time
}

// Kind implements [Letter].
func (l SignIn) Kind() string { return "sign-in" }

func (l SignIn) sheet(pages string) (sheet, error) {
	if len(l.Link) > maxLink || !strings.HasPrefix(l.Link, pages+"/") || strings.ContainsFunc(l.Link, unsafeInLink) || l.Until.IsZero() {
		return sheet{}, incomplete("a sign-in mail", "a link to the pages and an end")
	}
	s := sheet{
		subject: texts.Both("mail.signIn.subject"),
		lead:    []brand.Text{texts.Both("mail.signIn.lead")},
		link:    link{texts.Both("mail.signIn.link"), l.Link},
		notes:   []brand.Text{texts.Both("mail.signIn.note")},
	}
	s.add(true, "mail.link", brand.MomentText(l.Until))
	return s, nil
}

// Came says that something has come for a case that its reader keeps. It has nothing of
// the case, and no link to it: whoever reads the mail of somebody else learns no more
// than that.
type Came struct {
	Stop string // a link below the address of the pages that ends these mails, and opens nothing else
}

// Kind implements [Letter].
func (Came) Kind() string { return "came" }

func (c Came) sheet(pages string) (sheet, error) {
	if len(c.Stop) > maxLink || !strings.HasPrefix(c.Stop, pages+"/") || strings.ContainsFunc(c.Stop, unsafeInLink) {
		return sheet{}, incomplete("a notice of a case", "a link to the pages that stops it")
	}
	return sheet{
		subject: texts.Both("mail.came.subject"),
		lead:    []brand.Text{texts.Both("mail.came.lead")},
		link:    link{texts.Both("mail.came.stop"), c.Stop},
		notes:   []brand.Text{texts.Both("mail.came.safe")},
	}, nil
}

func unsafeInLink(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`<>"`, r) }
