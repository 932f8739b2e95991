package assess

import (
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// Rule is one line of the table: what one piece of evidence says of the card,
// and how much that counts before anything is taken off.
type Rule struct {
	ID     string
	Rows   []int // of the procedure, docs/reference/rules.md lists it
	When   When
	State  State
	Weight Weight
	Fits   []State // states that can be true beside what it says, so that they do not contradict it
	Source string  // where the facts come from: an address or a document
	Text   brand.Text
}

// When is the condition of a rule. All that is told must hold; what is empty
// holds always.
type When struct {
	Says     []brand.Meaning
	Kinds    []Kind
	Owners   []Owner // as the asker sees them: what is the asker's own is Mine
	Holds    []Fact
	Fails    []Fact
	Evidence []brand.Meaning // another piece of evidence of the card says one of these
}

// Rules returns the table in its order. The first rule whose condition holds
// decides; the last one has no condition.
func Rules() []Rule {
	all := table()
	for i := range all {
		r := &all[i]
		r.Rows, r.Fits = slices.Clone(r.Rows), slices.Clone(r.Fits)
		r.When = When{slices.Clone(r.When.Says), slices.Clone(r.When.Kinds), slices.Clone(r.When.Owners),
			slices.Clone(r.When.Holds), slices.Clone(r.When.Fails), slices.Clone(r.When.Evidence)}
	}
	return all
}

// table is [Rules], to be read only.
func table() []Rule {
	all := make([]Rule, 0, len(mailRules)+len(pageRules)+len(messageRules)+len(cardRules)+len(wordRules)+len(bookRules)+len(endRules)+len(lastRule))
	all = append(all, mailRules...)
	all = append(all, pageRules...)
	all = append(all, messageRules...)
	all = append(all, cardRules...)
	all = append(all, wordRules...)
	all = append(all, bookRules...)
	all = append(all, endRules...)
	return append(all, lastRule[0])
}

// Fact is something that a rule can ask of a case and a piece of evidence.
type Fact string

// Facts.
const (
	ShopBought  Fact = "shop_bought"
	TopUp       Fact = "top_up"
	KeepsValue  Fact = "keeps_value"
	Uncovered   Fact = "uncovered"
	Unnoticed   Fact = "unnoticed"
	NamedCard   Fact = "named_card"
	GaveCode    Fact = "gave_code"
	TriedCode   Fact = "tried_code"
	PartedWith  Fact = "parted_with"
	OnlyPart    Fact = "only_part"
	SuccessorIs Fact = "successor_is_this"
	Superseded  Fact = "superseded"
	OpenedIt    Fact = "opened_it"
	Exposed     Fact = "exposed"
	TooOld      Fact = "too_old"
)

// Facts returns every fact that rules ask for.
func Facts() []Fact {
	return []Fact{ShopBought, TopUp, KeepsValue, Uncovered, Unnoticed, NamedCard, GaveCode, TriedCode, PartedWith, OnlyPart, SuccessorIs, Superseded,
		OpenedIt, Exposed, TooOld}
}

// Means says in words when a fact holds.
func (f Fact) Means() string {
	switch f {
	case ShopBought:
		return "the card is of a shop: its form is `shop` or `sheet`, or the asker bought it in a shop and tells no form"
	case TopUp:
		return "the form is `topup`: there is no code"
	case KeepsValue:
		return "the brand's profile says that a card keeps its value until it is spent, and is not added to an account"
	case Uncovered:
		return "the card has no cover: it is of no physical form, or the brand's profile says so"
	case Unnoticed:
		return "the brand's profile says that no opening notice is sent for this form"
	case NamedCard:
		return "the evidence names exactly this card"
	case GaveCode:
		return "the asker gave the code to somebody"
	case OpenedIt:
		return "the asker opened what covers the code: it is told, or nobody tells who did and the card was bought in a shop within a day, to be used"
	case Exposed:
		return "somebody whom the asker does not know has the code, or it stood in a picture that others could see"
	case TooOld:
		return "it is the case itself: by the brand's profile and the day of issue the card can no longer be good"
	case TriedCode:
		return "the asker tried to redeem the card, before this or no more than a day after it"
	case PartedWith:
		return "the asker is the giver or the seller: it is against their own interest"
	case OnlyPart:
		return "only a part of it was read"
	case SuccessorIs:
		return "the new code is the card of the case: the last four are the same, or it was sent more than a day before the asker got the card"
	case Superseded:
		return "the card of the case is older than the new code: the last four differ, or by the date of the mail the asker had the card, or had " +
			"given its code away, before; a page does not tell when"
	}
	return ""
}

// holds decides a fact.
func (w *weighing) holds(f Fact, e *piece) bool {
	c := w.c
	switch f {
	case ShopBought:
		return physicalForm(c.Form, brand.FormShop, brand.FormSheet) || formOpen(c.Form) && c.Channel == FromShop
	case TopUp:
		return c.Form == brand.FormTopUp
	case KeepsValue:
		return w.p.Redeem.Kind == brand.StoredValue
	case Uncovered:
		return w.uncovered()
	case Unnoticed:
		return w.unnoticed()
	case NamedCard:
		return e.binding == Exact
	case GaveCode:
		return c.gave()
	case OpenedIt:
		return c.openedByMe(w.now, e.owner)
	case Exposed:
		return c.leaked()
	case TooOld:
		return e.ID == "" && validityOf(c, w.p).over(w.now)
	case TriedCode:
		return c.Entered == Yes || slices.ContainsFunc(w.pieces, func(o *piece) bool {
			return o.owner == Mine && o.counts() && slices.Contains(brand.MessageMeanings(), o.Says) &&
				(e.at.IsZero() || !o.at.After(e.at.Add(DaySlack)))
		})
	case PartedWith:
		return c.Asker == Giver || c.Asker == Seller
	case OnlyPart:
		return slices.ContainsFunc(e.Notes, Note.onlyPart)
	case SuccessorIs:
		return e.Card.Last4 != "" && equalNumber(e.Card.Last4, c.Card.Last4) ||
			!c.Got.IsZero() && !e.at.IsZero() && e.at.Add(DaySlack).Before(c.Got)
	case Superseded:
		return e.Card.Last4 != "" && c.Card.Last4 != "" && !equalNumber(e.Card.Last4, c.Card.Last4) ||
			e.Says == brand.MailResent && (after(e.at, c.Got) || after(e.at, c.HandedOver))
	}
	return false
}

// after reports whether at is surely later than what a case tells, which may be
// a day. Neither is if it is not known.
func after(at, told time.Time) bool {
	return !at.IsZero() && !told.IsZero() && at.After(latest(told))
}

func formOpen(f brand.FormKind) bool { return f == "" || f == brand.FormUnknown }

func physicalForm(f brand.FormKind, of ...brand.FormKind) bool { return slices.Contains(of, f) }

// uncovered reports whether the card cannot have a seal.
func (w *weighing) uncovered() bool {
	if !formOpen(w.c.Form) && !physicalForm(w.c.Form, brand.FormShop, brand.FormPosted) {
		return true
	}
	return w.every(func(f brand.Form) bool { return f.Cover == brand.CoverNone })
}

// unnoticed reports whether no mail tells the giver of a claim.
func (w *weighing) unnoticed() bool {
	return w.every(func(f brand.Form) bool { return f.Notice == brand.NoticeNone || f.Notice == brand.NoticePage })
}

// every reports whether the profile knows forms that the card can be of, and
// all of them are so.
func (w *weighing) every(so func(brand.Form) bool) bool {
	known := false
	for _, f := range w.p.Forms {
		if !formOpen(w.c.Form) && f.Kind != w.c.Form {
			continue
		}
		if !so(f) {
			return false
		}
		known = true
	}
	return known
}

// rule returns the first rule of the table whose condition holds. The last one
// has none.
func (w *weighing) rule(e *piece) *Rule {
	i := 0
	for !w.meets(&w.rules[i].When, e) {
		i++
	}
	return &w.rules[i]
}

func (w *weighing) meets(when *When, e *piece) bool {
	return (len(when.Says) == 0 || slices.Contains(when.Says, e.Says)) &&
		(len(when.Kinds) == 0 || slices.Contains(when.Kinds, e.Kind)) &&
		(len(when.Owners) == 0 || slices.Contains(when.Owners, e.owner)) &&
		!slices.ContainsFunc(when.Holds, func(f Fact) bool { return !w.holds(f, e) }) &&
		!slices.ContainsFunc(when.Fails, func(f Fact) bool { return w.holds(f, e) }) &&
		(len(when.Evidence) == 0 || slices.ContainsFunc(w.pieces, func(other *piece) bool {
			return other != e && other.counts() && slices.Contains(when.Evidence, other.Says)
		}))
}

// String writes the condition in words.
func (w When) String() string {
	var parts []string
	list := func(what string, names []string) {
		if len(names) > 0 {
			parts = append(parts, what+strings.Join(names, " or "))
		}
	}
	list("it says ", quoted(w.Says))
	list("it is of kind ", quoted(w.Kinds))
	list("it is of ", quoted(w.Owners))
	list("another piece says ", quoted(w.Evidence))
	for _, f := range w.Holds {
		parts = append(parts, string("`"+f+"`"))
	}
	for _, f := range w.Fails {
		parts = append(parts, string("not `"+f+"`"))
	}
	if len(parts) == 0 {
		return "always"
	}
	return strings.Join(parts, "; ")
}

func quoted[S ~string](names []S) []string {
	var out []string
	for _, n := range names {
		if n == "" {
			out = append(out, "nobody known")
			continue
		}
		out = append(out, "`"+string(n)+"`")
	}
	return out
}

// String names the weight.
func (w Weight) String() string {
	switch w {
	case Hint:
		return "hint"
	case Fair:
		return "fair"
	case Strong:
		return "strong"
	case Proof:
		return "proof"
	case None:
	}
	return "none"
}
