package intake

import (
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// A field that was read without doubt is still not certain if it is a guess that it
// belongs to what the evidence says: which row a day is of, which of several amounts is
// that of the card, whether a page is a mail. A wrong field that is given as certain is
// worse than one that a person is asked about.

// toLabel names the one to whom a card was sent.
var toLabel = regexp.MustCompile(`(?i)宛|受け?取り?人|お?届け先|送(?:信|付|り)先|贈り?先|お相手|様|\b(?:to|recipient|delivered|sent|emailed|for)\b`)

// saying is the line in which the words stand that tell what the evidence says.
func (f *finder) saying(e assess.Evidence) int {
	shown := plainWord(e.Shown)
	for _, i := range f.near() {
		text := f.text(i)
		switch words := plainWord(text); {
		case e.Kind == assess.History:
			phrase, _, ok := f.r.p.Read(f.r.p.History, text)
			if ok && phrase.Means == e.Says || wording.OfRow(text).Means == e.Says {
				return i
			}
		case shown != "" && len(words) >= longEnough && (strings.Contains(shown, words) || strings.Contains(words, shown)):
			return i
		}
	}
	return f.at
}

// longEnough is how many bytes of a line are no chance.
const longEnough = 6

func (f *finder) text(line int) string {
	return brand.NormaliseText(strings.Join(f.s.lines[line].cells, " "))
}

// whole is the text of a page.
func (f *finder) whole() string {
	var b strings.Builder
	for i := range f.s.lines {
		b.WriteString(f.text(i) + "\n")
	}
	return b.String()
}

// guessed reports whether it is a guess what a page is or says.
func (f *finder) guessed(e assess.Evidence) bool {
	if slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == assess.ReadByStructure || n.ID == assess.StatesSeveral }) {
		return true
	}
	const rows = 2 // days of what is a list of something
	switch e.Kind {
	case assess.Mail:
		return !f.r.headed
	case assess.OrderPage:
		said := f.text(f.saying(e))
		if next := f.saying(e) + 1; next < len(f.s.lines) {
			said += " " + f.text(next) // where a sentence may go on
		}
		return f.s.mixed || // which state is of which card
			wording.OfMail(f.whole()).Means != "" || // it may be a mail that tells of it, or a message below the list of an account
			sentenceLike.MatchString(said) && wording.OfMessage(said).Means != ""
	case assess.Message:
		return len(f.whole()) > longestTold || len(f.days()) >= rows
	case assess.Till:
		return slices.ContainsFunc(f.s.lines, func(l seenLine) bool { return faqLine.MatchString(brand.NormaliseText(l.text())) }) ||
			wording.OfMessage(flowed(f.whole())).Means != "" // which may speak of a receipt
	case assess.Balance:
		sums, sure := f.sums()
		return !sure || len(sums) > 2 // what is left, and what it was worth
	default:
		return false
	}
}

// days are the days that stand on a page.
func (f *finder) days() []string {
	return f.every(func(text string) []string {
		if at, _, _ := dateIn(f.r.p, text); !at.IsZero() {
			return []string{at.String()}
		}
		return nil
	})
}

// sums are the amounts that stand on a page, and whether all of them were surely read.
func (f *finder) sums() (all []string, sure bool) {
	sure = true
	for i, l := range f.s.lines {
		for c, cell := range l.cells {
			found, ok := f.r.amounts.in(brand.NormaliseText(cell), false)
			if !ok {
				continue
			}
			words := f.narrow(f.s.lines[i].line.Cells[c].Words, func(text string) bool {
				money, ok := f.r.amounts.in(text, false)
				return ok && money == found
			})
			sure = sure && least(words) >= certainNumber
			if text := size(found).String(); !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return all, sure
}

// every collects what stands in the lines of a page, each once.
func (f *finder) every(of func(text string) []string) (all []string) {
	for i := range f.s.lines {
		for _, text := range of(f.text(i)) {
			if !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return all
}

// doubt takes back what is certain of fields that may be of something else. Said is the
// line whose words tell what the evidence says.
func (f *finder) doubt(e assess.Evidence, said int) {
	if at, numbered := f.where["last4"]; numbered && at < len(f.s.lines) {
		said = at
	} else if at, numbered = f.where["serial"]; numbered && at < len(f.s.lines) {
		said = at
	}
	sums, _ := f.sums()
	for k := range f.all {
		rd := &f.all[k]
		at, found := f.where[rd.Field]
		if !found || !rd.Certain {
			continue
		}
		switch rd.Field {
		case "date":
			rd.Certain = len(f.days()) < 2 || e.Kind == assess.History && f.together(said, at)
		case "amount":
			own := e.Card.Amount == f.r.o.Card.Amount
			switch {
			case e.Kind == assess.History:
				rd.Certain = len(sums) < 2 || f.together(said, at)
			case e.Kind == assess.Balance:
				rd.Certain = faceWords.MatchString(f.text(at)) || at > 0 && faceWords.MatchString(f.text(at-1))
			default:
				rd.Certain = own || len(sums) < 2 && f.all[0].Certain // else it may be of what else the page is
			}
		case "order":
			rd.Certain = len(f.every(func(text string) []string {
				if order := f.r.orderIn(text); order != "" {
					return []string{order}
				}
				return nil
			})) < 2
		case "recipient":
			people := f.every(func(text string) []string { return address.FindAllString(strings.ToLower(text), maxMatches) })
			rd.Certain = len(people) < 2 && strings.EqualFold(rd.Value, f.r.o.Card.Recipient) && // nothing else tells a slip in an address
				(toLabel.MatchString(f.text(at)) || at > 0 && toLabel.MatchString(f.text(at-1)))
		case "last4":
			rd.Certain = e.Kind == assess.History || len(f.every(func(text string) []string {
				if four := maskedFour(text); four != "" {
					return []string{four}
				}
				return nil
			})) < 2
		}
	}
}

// together reports whether two lines are surely of one row: they are one, or all from
// the first to the other stand closer to each other than the other one to what is on
// its far side.
func (f *finder) together(said, other int) bool {
	const most = 3 // lines from the words of a row to a part of it
	from, to := min(said, other), max(said, other)
	switch {
	case from == to:
		return true
	case to >= len(f.s.lines), to-from > most:
		return false
	}
	within := 0
	for i := from; i < to; i++ {
		gap, ok := f.s.gap(i)
		if !ok {
			return false
		}
		within = max(within, gap)
	}
	beyond := to
	if other == from {
		beyond = from - 1
	}
	gap, ok := f.s.gap(beyond)
	return !ok || 5*within <= 4*gap
}
