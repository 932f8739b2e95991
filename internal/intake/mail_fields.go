package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// cutCode finds what [brand.Profile.Redact] left of a code.
var cutCode = regexp.MustCompile(`…([A-Z0-9]{4})\b`)

// evidence says what the mail says.
func (l *letter) evidence(o Options, replayed bool) assess.Evidence {
	e := assess.Evidence{Kind: assess.Mail, Owner: o.Owner, Seen: o.Seen, Grade: l.grade(o, replayed)}
	if o.Kind != "" && o.Kind != assess.Mail {
		l.note(assess.KindDiffers, string(assess.Mail))
	}
	m, text := l.template(o.Brand)
	byWords := true
	if (m == nil || m.Means == brand.MailOther) && l.counts == nil && e.Grade == assess.Unverified && !staff(o.Brand, l.from) {
		if meant, where := l.meant(o.Brand); meant != nil {
			m, text, byWords = meant, where, false
		}
	}
	switch {
	case m != nil:
		e.Says = m.Means
		l.fill(&e, m, text, o)
		if !byWords {
			l.note(assess.MailTold, "") // unsigned, and in words of its own: no more than that
			l.note(assess.ReadByStructure, clip(cmp.Or(l.inner, bareSubject(l.subject))))
			guessed(o.Brand, &e, text, o.Card.Giver)
		}
	case known(o.Brand, l.from) || staff(o.Brand, l.from):
		e.Says = brand.MailOther
		l.note(assess.TemplateUnknown, clip(l.subject))
	default:
		e.Says = brand.NothingToTell
		l.note(assess.TemplateUnknown, clip(l.subject))
	}
	l.tell(&e, o)
	shown, _ := o.redact(l.subject)
	e.Shown = clip(strings.Join(strings.Fields(shown), " "))
	e.Notes = l.notes
	return e
}

// template finds the kind of mail that this is, and the text that shows it. A
// person's mail from the brand's domain is none. What a stranger sends, or
// somebody forwarded within a text, is compared with every kind: it is not
// verified, but may still be a hint.
func (l *letter) template(p *brand.Profile) (*brand.Mail, string) {
	if staff(p, l.from) {
		return nil, ""
	}
	for _, text := range []string{l.plainText, l.htmlText} {
		subject := l.subject
		if l.within {
			subject = cmp.Or(l.inner, innerSubject(subject, text))
		}
		for i := range p.Mails {
			m := &p.Mails[i]
			from := !known(p, l.from) || slices.Contains(m.From, l.from)
			signed := l.counts == nil || slices.Contains(m.Domains, l.counts.domain)
			if text != "" && from && signed && m.Fits(subject, text) {
				return m, text
			}
		}
	}
	return nil, ""
}

// meant finds the kind of a mail that nobody has signed by what its words mean.
func (l *letter) meant(p *brand.Profile) (*brand.Mail, string) {
	for _, text := range []string{l.plainText, l.htmlText} {
		subject := bareSubject(l.subject)
		if l.within {
			subject = cmp.Or(l.inner, innerSubject(subject, text))
		}
		if m, _ := senseOf(p, subject, text); m != nil && text != "" {
			return m, text
		}
	}
	return nil, ""
}

// fill reads which card the mail speaks of.
func (l *letter) fill(e *assess.Evidence, m *brand.Mail, text string, o Options) {
	values := m.Values(text)
	if v := values["amount"]; v != "" {
		e.Card.Amount, _ = amountsOf(o.Brand).in(v, true)
	}
	if order, cut := o.redact(values["order"]); cut == 0 && len(order) <= maxNoteText {
		e.Card.Order = strings.TrimSpace(order)
	}
	if to := addresses(values["recipient"]); len(to) == 1 {
		e.Card.Recipient = to[0]
	}
	e.Card.Last4 = lastFour(values["last4"])
	if e.Card.Last4 == "" && (m.Means == brand.MailDelivered || m.Means == brand.MailResent) {
		e.Card.Last4 = l.codeEnding(text, o)
	}
	e.At, _, _ = dateIn(o.Brand, values["date"])
}

// codeEnding returns the end of the code in a text: of the only one, or of that
// which the case is about.
func (l *letter) codeEnding(text string, o Options) string {
	cut, _ := o.Brand.Redact(text)
	var endings []string
	for _, m := range cutCode.FindAllStringSubmatch(cut, -1) {
		if !slices.Contains(endings, m[1]) {
			endings = append(endings, m[1])
		}
	}
	switch {
	case len(endings) == 1, slices.Contains(endings, o.Card.Last4):
		return endings[max(0, slices.Index(endings, o.Card.Last4))]
	}
	return ""
}

// tell adds what the headers say: when, and to whom. What a signature leaves out
// is not told; without any signature all is told alike, for the grade says what
// it is worth. In a forward they are the forwarder's, and say nothing.
func (l *letter) tell(e *assess.Evidence, o Options) {
	told := func(name string) bool {
		return !l.within && (l.counts == nil || l.counts.signed[strings.ToLower(name)] > 0)
	}
	if told("Date") && !l.date.IsZero() {
		e.At = l.date
	}
	if !told("To") || len(l.to) == 0 {
		return
	}
	meant := []string{o.Card.Giver} // who should have got it, as far as the case says
	switch e.Says {
	case brand.MailOpened, brand.MailSent, brand.MailOrdered, brand.MailRefunded:
		if e.Says == brand.MailOpened && o.Card.Giver != "" {
			meant = append(meant, o.Card.Recipient) // some issuers tell who added the card, not who gave it
		}
		if len(l.to) == 1 && (e.Says != brand.MailOpened || l.to[0] != strings.ToLower(o.Card.Recipient)) {
			e.Card.Giver = l.to[0]
		}
	case brand.MailDelivered:
		meant = []string{o.Card.Recipient}
		if len(l.to) == 1 && e.Card.Recipient == "" {
			e.Card.Recipient = l.to[0]
		}
	default: // it may go to either
		meant = append(meant, o.Card.Recipient)
	}
	meant = slices.DeleteFunc(meant, func(a string) bool { return a == "" })
	if len(meant) > 0 && !slices.ContainsFunc(meant, func(a string) bool { return slices.Contains(l.to, strings.ToLower(a)) }) {
		l.note(assess.MailToOther, strings.Join(l.to, ", "))
	}
}
