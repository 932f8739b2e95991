package brand

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"time"
)

// Lint returns what is wrong with a profile: what [Load] refuses, and what
// makes it less than it could be. [Stale] looks at the age of its facts.
func Lint(p *Profile) []Fault {
	l := linter{p: p, faults: check(p)}
	for name, shapes := range map[string][]Shape{"codes": p.Codes, "orders": p.Orders, "serials": p.Serials} {
		for i, s := range shapes {
			l.shape(fmt.Sprintf("%s[%d]", name, i), s)
		}
	}
	l.phrases("history", p.History)
	l.phrases("order", p.Order)
	l.phrases("messages", p.Messages)
	for i := range p.Mails {
		l.mail(i)
	}
	l.expiries()
	l.steps()
	l.promises()
	slices.SortStableFunc(l.faults, func(a, b Fault) int { return strings.Compare(a.Where, b.Where) })
	return l.faults
}

// Stale warns of the facts of p that were seen two years ago or more.
func Stale(p *Profile, now time.Time) (faults []Fault) {
	for _, f := range facts(p) {
		if seen, err := time.Parse(time.DateOnly, f.Date); err == nil && !seen.AddDate(2, 0, 0).After(now) {
			faults = append(faults, Fault{Where: f.where, What: "was seen on " + f.Date + ", two years ago or more: look again", Warn: true})
		}
	}
	return faults
}

type linter struct {
	p      *Profile
	faults []Fault
}

func (l *linter) add(warn bool, where, format string, args ...any) {
	l.faults = append(l.faults, Fault{Where: where, What: fmt.Sprintf(format, args...), Warn: warn})
}

// shape checks that a number as the issuer prints it has the shape, and that no
// number of an order is taken for a code.
func (l *linter) shape(where string, s Shape) {
	if s.After != "" {
		return
	}
	re, shown := compiled(s.match, s.Match), Normalise(s.Shown)
	if re == nil {
		return
	}
	if !re.MatchString(shown) {
		l.add(false, where+".shown", "%q does not have the shape %s", s.Shown, s.Match)
	}
	if strings.HasPrefix(where, "codes") {
		return
	}
	if _, n := l.p.Redact(strings.NewReplacer("X", "A", "9", "1").Replace(s.Shown)); n > 0 {
		l.add(false, where+".shown", "%q would be taken for a code and cut", s.Shown)
	}
}

// phrases checks that each phrase is reached by its sample, and not by another
// that comes first and means something else.
func (l *linter) phrases(name string, phrases []Phrase) {
	for i, phrase := range phrases {
		where := fmt.Sprintf("%s[%d]", name, i)
		for j, earlier := range phrases[:i] {
			if earlier.Match == phrase.Match {
				l.add(false, where+".match", "is the same as %s[%d].match", name, j)
			}
		}
		re := compiled(phrase.match, phrase.Match)
		if re == nil {
			continue
		}
		if phrase.Sample == "" {
			if !slices.ContainsFunc(phrases, func(o Phrase) bool { return re.MatchString(NormaliseText(o.Sample)) }) {
				l.add(true, where, "no sample shows that it works")
			}
			continue
		}
		sample := NormaliseText(phrase.Sample)
		if !re.MatchString(sample) {
			l.add(false, where+".sample", "does not match its own pattern")
			continue
		}
		for j, earlier := range phrases[:i] {
			if before := compiled(earlier.match, earlier.Match); before != nil && earlier.Means != phrase.Means && before.MatchString(sample) {
				l.add(false, where+".sample", "is taken by %s[%d], which means %s and comes first", name, j, earlier.Means)
			}
		}
	}
}

func (l *linter) mail(i int) {
	m, where := &l.p.Mails[i], fmt.Sprintf("mails[%d]", i)
	if m.Sample.Subject == "" && m.Sample.Text == "" {
		l.add(true, where, "no sample shows that it works")
		return
	}
	if !m.Fits(m.Sample.Subject, m.Sample.Text) {
		l.add(false, where+".sample", "does not match its own patterns")
		return
	}
	values := m.Values(m.Sample.Text)
	for name := range m.Fields.all() {
		if values[name] == "" {
			l.add(false, where+".fields."+name, "finds nothing in the sample")
		}
	}
	for j := range l.p.Mails[:i] {
		earlier := &l.p.Mails[j]
		shared := slices.ContainsFunc(earlier.From, func(from string) bool { return slices.Contains(m.From, from) })
		if shared && earlier.Means != m.Means && earlier.Fits(m.Sample.Subject, m.Sample.Text) {
			l.add(false, where+".sample", "is taken by mails[%d], which means %s and comes first", j, earlier.Means)
		}
	}
}

// promises finds what a profile says there is, but could not recognise.
func (l *linter) promises() {
	means := func(m Meaning) bool {
		return slices.ContainsFunc(l.p.Mails, func(x Mail) bool { return x.Means == m }) ||
			slices.ContainsFunc(l.p.Order, func(x Phrase) bool { return x.Means == m })
	}
	for i, f := range l.p.Forms {
		where := fmt.Sprintf("forms[%d].notice", i)
		if (f.Notice == NoticeMail || f.Notice == NoticeBoth) && !means(MailOpened) {
			l.add(true, where, "promises an opening notice, and no mail here is one")
		}
		if (f.Notice == NoticePage || f.Notice == NoticeBoth) && !means(OrderRedeemed) {
			l.add(true, where, "promises the giver's page, and no phrase of order means %s", OrderRedeemed)
		}
	}
	if k := l.p.Lookup.Kind; k != LookupNone && k != LookupURL && k != LookupBook && l.p.Lookup.URL == "" && l.p.Country != Anywhere {
		l.add(true, "lookup.url", "is missing: people must find the issuer's page by themselves")
	}
	if len(l.p.Contacts) == 0 {
		l.add(true, "contacts", "names nobody to turn to")
	}
	for i, s := range l.p.Codes {
		if tree, err := syntax.Parse(s.Match, syntax.Perl); err != nil {
			continue
		} else if _, _, letters := measure(tree); s.After == "" && !letters {
			l.add(true, fmt.Sprintf("codes[%d]", i), "%q is digits only, as many numbers are: say in after which words it follows", s.Shown)
		}
	}
}
