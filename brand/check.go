package brand

import (
	"fmt"
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/unspent-dev/unspent"
)

// Fault is something wrong with a profile.
type Fault struct {
	Where string // which fact, as "history[3].match"
	What  string
	Warn  bool // it can be used all the same
}

func (f Fault) String() string { return f.Where + ": " + f.What }

// Groups are the names that groups of a [Phrase] may have: the number of the
// card, masked or not, of the order and of the card's serial, an amount, a date.
func Groups() []string { return []string{"code", "order", "serial", "amount", "date"} }

// MailMeanings are the meanings that a [Mail] may have.
func MailMeanings() []Meaning {
	return []Meaning{MailOpened, MailDelivered, MailSent, MailOrdered, MailResent, MailRefunded, MailOther}
}

// RowMeanings are the meanings that a row of a history may have. RowAbsent is
// none: no row says that there is no row.
func RowMeanings() []Meaning { return []Meaning{RowClaimed, RowSpent, RowReloaded, RowReversed} }

// OrderMeanings are the meanings that a state on an order page may have.
func OrderMeanings() []Meaning {
	return []Meaning{OrderSent, OrderRedeemed, OrderResent, OrderCancelled}
}

// MessageMeanings are the meanings of what is shown when a code is redeemed.
func MessageMeanings() []Meaning {
	return []Meaning{RedeemedNow, AlreadyHere, AlreadyElsewhere, AlreadyRedeemed, Invalid, Blocked, NotActivated, CheckFailed,
		Expired, OtherRegion, Unclear}
}

// services sign mail for whoever pays them: their own domains say nothing of
// the author.
var services = []string{"amazonses.com", "sendgrid.net", "mailgun.org", "mandrillapp.com", "mcsv.net", "mcdlv.net", "rsgsv.net",
	"sparkpostmail.com", "exacttarget.com", "mailchimpapp.net", "postmarkapp.com", "mtasv.net", "sendinblue.com", "brevo.com",
	"onmicrosoft.com", "gappssmtp.com", "mailjet.com", "bnc3.mailjet.com", "customeriomail.com", "hubspotemail.net", "smtp2go.com"}

var (
	idForm      = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
	addressForm = regexp.MustCompile(`^[a-z0-9._%+-]+@([a-z0-9-]+(\.[a-z0-9-]+)+)$`)
	colourForm  = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	domainForm  = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)
)

// checker gathers what is wrong.
type checker struct{ faults []Fault }

func (c *checker) add(where, format string, args ...any) {
	c.faults = append(c.faults, Fault{Where: where, What: fmt.Sprintf(format, args...)})
}

// check finds what Load refuses.
func check(p *Profile) []Fault {
	var c checker
	if !idForm.MatchString(p.ID) || len(p.ID) > unspent.MaxName {
		c.add("id", "is small letters, digits and single hyphens, as amazon-jp")
	}
	c.both("name", p.Name)
	c.both("issuer", p.Issuer)
	if !countryForm.MatchString(p.Country) {
		c.add("country", "is two capital letters, as JP")
	}
	if _, err := unspent.ParseCurrency(p.Currency); err != nil && (p.Currency != "" || p.Country != Anywhere) {
		c.add("currency", "is three capital letters, as JPY")
	}
	c.tile(p.Tile)
	if len(p.Codes) == 0 {
		c.add("codes", "has no shape: say what a code looks like, so that it can be cut")
	}
	for name, shapes := range map[string][]Shape{"codes": p.Codes, "orders": p.Orders, "serials": p.Serials} {
		for i, s := range shapes {
			c.shape(fmt.Sprintf("%s[%d]", name, i), s)
		}
	}
	for i, f := range p.Forms {
		c.form(fmt.Sprintf("forms[%d]", i), f)
	}
	oneOf(&c, "redeem.kind", p.Redeem.Kind, OneShot, StoredValue)
	oneOf(&c, "lookup.kind", p.Lookup.Kind, LookupNone, LookupCode, LookupCodePIN, LookupAccountCode, LookupURL, LookupBook)
	if p.Lookup.Kind != LookupNone {
		c.both("lookup.needs", p.Lookup.Needs)
	}
	c.address("lookup.url", p.Lookup.URL)
	for i, m := range p.Mails {
		c.mail(fmt.Sprintf("mails[%d]", i), m)
	}
	c.phrases("history", p.History, RowMeanings())
	c.phrases("order", p.Order, OrderMeanings())
	c.phrases("messages", p.Messages, MessageMeanings())
	for i, x := range p.Contacts {
		where := fmt.Sprintf("contacts[%d]", i)
		oneOf(&c, where+".whom", x.Whom, ToIssuer, ToStore)
		c.both(where+".how", x.How)
		c.both(where+".needs", x.Needs)
		c.address(where+".url", x.URL)
	}
	for i, t := range p.Terms {
		where := fmt.Sprintf("terms[%d]", i)
		oneOf(&c, where+".about", t.About, TermResale, TermCash, TermExpiry)
		c.both(where+".says", t.Says)
	}
	for i, e := range p.Expiry {
		c.expiry(fmt.Sprintf("expiry[%d]", i), e)
	}
	for i, s := range p.Steps {
		c.steps(fmt.Sprintf("steps[%d]", i), s)
	}
	all := facts(p)
	if len(all) > MaxFacts {
		c.add("id", "has %d facts; a brand has at most %d (MaxFacts)", len(all), MaxFacts)
	}
	for _, f := range all {
		c.sourced(f.where, f.Sourced)
	}
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return strings.Compare(a.Where, b.Where) })
	return c.faults
}

// tile checks what can be seen of a brand among others.
func (c *checker) tile(t Tile) {
	if t == (Tile{}) {
		return
	}
	c.both("tile.name", t.Name)
	if n := len([]rune(t.Letters)); n < 1 || n > 2 {
		c.add("tile.letters", "is one letter or two")
	}
	if t.Place < 0 {
		c.add("tile.place", "counts from 1; 0 is behind all")
	}
	if !colourForm.MatchString(t.Colour) {
		c.add("tile.colour", "is six hexadecimal digits behind #, as #232f3e")
	} else if on := whiteOn(t.Colour); on < readable {
		c.add("tile.colour", "is too bright for white letters: a contrast of %.1f, where %.1f can be read", on, readable)
	}
}

// readable is the least contrast of text, by WCAG 2.2 (1.4.3).
const readable = 4.5

// whiteOn is the contrast of white with a colour, by the relative luminance of WCAG 2.2.
func whiteOn(colour string) float64 {
	n, _ := strconv.ParseUint(colour[1:], 16, 32)
	light := 0.0
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} { // blue, green, red
		part := float64(n>>(8*i)&0xff) / 0xff
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		light += weight * part
	}
	return 1.05 / (light + 0.05)
}

// oneOf checks an enumeration.
func oneOf[T ~string](c *checker, where string, value T, allowed ...T) {
	if slices.Contains(allowed, value) {
		return
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	c.add(where, "is %q; it is one of %s", string(value), strings.Join(names, ", "))
}

// both checks a sentence that must be there.
func (c *checker) both(where string, t Text) {
	switch {
	case strings.TrimSpace(t.JA) == "" || strings.TrimSpace(t.EN) == "":
		c.add(where, "needs both languages, ja and en")
	case len(t.JA) > MaxSentence || len(t.EN) > MaxSentence:
		c.add(where, "has more than %d bytes (MaxSentence)", MaxSentence)
	}
}

func (c *checker) short(where, s string) {
	if len(s) > MaxSentence {
		c.add(where, "has more than %d bytes (MaxSentence)", MaxSentence)
	}
}

func (c *checker) address(where, url string) {
	c.short(where, url)
	if url != "" && !strings.HasPrefix(url, "https://") {
		c.add(where, "is an address that begins with https://")
	}
}

func (c *checker) sourced(where string, s Sourced) {
	if strings.TrimSpace(s.Source) == "" {
		c.add(where, "has no source: say where it was seen")
	}
	c.short(where+".source", s.Source)
	if _, err := time.Parse(time.DateOnly, s.Date); err != nil {
		c.add(where, "has no date of the form 2026-11-20: say when it was seen")
	}
}

// pattern checks a regular expression and returns it, or nil.
func (c *checker) pattern(where, pattern string) *regexp.Regexp {
	if len(pattern) > MaxPattern {
		c.add(where, "has more than %d bytes (MaxPattern)", MaxPattern)
		return nil
	}
	re, err := regexp.Compile(pattern)
	switch {
	case err != nil:
		c.add(where, "%v", err)
		return nil
	case pattern == "":
		c.add(where, "is missing")
		return nil
	case re.MatchString(""):
		c.add(where, "matches the empty text, so it would match all")
	}
	return re
}

func (c *checker) form(where string, f Form) {
	oneOf(c, where+".kind", f.Kind, FormMail, FormPrint, FormPosted, FormShop, FormSheet, FormTopUp, FormLink)
	oneOf(c, where+".cover", f.Cover, CoverNone, CoverScratch, CoverPeel, CoverPIN)
	oneOf(c, where+".activation", f.Activation, ActivatedOnline, ActivatedAtTill)
	oneOf(c, where+".notice", f.Notice, NoticeNone, NoticeMail, NoticePage, NoticeBoth)
}

func (c *checker) shape(where string, s Shape) {
	if strings.TrimSpace(s.Shown) == "" {
		c.add(where+".shown", "is missing: say how the issuer prints it, as XXXX-XXXXXX-XXXX")
	}
	c.short(where+".shown", s.Shown)
	if re := c.pattern(where+".match", s.Match); re != nil && (!strings.HasPrefix(s.Match, "^") || !strings.HasSuffix(s.Match, "$")) {
		c.add(where+".match", "is of the whole number: it begins with ^ and ends with $")
	}
	if tree, err := syntax.Parse(s.Match, syntax.Perl); err == nil && strings.HasPrefix(where, "codes") {
		if _, most, _ := measure(tree); most > MaxSymbols {
			c.add(where+".match", "may be longer than %d symbols (MaxSymbols): say how long a code is", MaxSymbols)
		}
	}
	if s.After != "" {
		c.pattern(where+".after", s.After)
	}
}

func (c *checker) phrases(name string, phrases []Phrase, allowed []Meaning) {
	for i, phrase := range phrases {
		where := fmt.Sprintf("%s[%d]", name, i)
		oneOf(c, where+".means", phrase.Means, allowed...)
		c.short(where+".sample", phrase.Sample)
		re := c.pattern(where+".match", phrase.Match)
		if re == nil {
			continue
		}
		for _, group := range re.SubexpNames() {
			if group != "" && !slices.Contains(Groups(), group) {
				c.add(where+".match", "has a group %q; names are %s", group, strings.Join(Groups(), ", "))
			}
		}
	}
}

func (c *checker) mail(where string, m Mail) {
	oneOf(c, where+".means", m.Means, MailMeanings()...)
	c.short(where+".sample", m.Sample.Subject)
	c.short(where+".sample", m.Sample.Text)
	if len(m.Subjects) == 0 {
		c.add(where+".subjects", "is missing: anything of the sender would fit")
	}
	for i, s := range m.Subjects {
		c.pattern(fmt.Sprintf("%s.subjects[%d]", where, i), s)
	}
	if len(m.Body) == 0 && m.Means != MailOther {
		c.add(where+".body", "is missing: a subject alone says too little")
	}
	for i, s := range m.Body {
		c.pattern(fmt.Sprintf("%s.body[%d]", where, i), s)
	}
	for name, s := range m.Fields.all() {
		if re := c.pattern(where+".fields."+name, s); re != nil && re.NumSubexp() < 1 {
			c.add(where+".fields."+name, "has no group: the first group is the value")
		}
	}
	c.senders(where, m)
}

// senders checks that the signing domains speak for the senders, and for nobody
// else.
func (c *checker) senders(where string, m Mail) {
	if len(m.From) == 0 {
		c.add(where+".from", "is missing: say from which addresses it comes")
	}
	var homes []string
	for i, from := range m.From {
		parts := addressForm.FindStringSubmatch(from)
		if parts == nil {
			c.add(fmt.Sprintf("%s.from[%d]", where, i), "is %q; it is a whole address in small letters", from)
			continue
		}
		homes = append(homes, parts[1])
		if !slices.ContainsFunc(m.Domains, func(d string) bool { return within(parts[1], d) }) {
			c.add(fmt.Sprintf("%s.from[%d]", where, i), "no domain of this mail is %s or a parent of it: nothing could sign for %s", parts[1], from)
		}
	}
	for i, d := range m.Domains {
		at := fmt.Sprintf("%s.domains[%d]", where, i)
		if !domainForm.MatchString(d) {
			c.add(at, "is %q; it is a domain in small letters", d)
			continue
		}
		if suffix, _ := publicsuffix.PublicSuffix(d); suffix == d {
			c.add(at, "%s belongs to nobody: anyone can have a name in it", d)
		}
		if slices.ContainsFunc(services, func(s string) bool { return within(d, s) }) {
			c.add(at, "%s signs for all customers of a mail service, so it says nothing of the sender", d)
		} else if !slices.ContainsFunc(homes, func(home string) bool { return within(home, d) }) {
			c.add(at, "%s is not a parent of any sender here", d)
		}
	}
}

// within reports whether domain is parent or lies in it.
func within(domain, parent string) bool {
	return domain == parent || strings.HasSuffix(domain, "."+parent)
}

// fact is where a source stands.
type fact struct {
	where string
	Sourced
}

// facts returns every sourced fact of p, in the order of a file.
func facts(p *Profile) (all []fact) {
	add := func(name string, i int, s Sourced) { all = append(all, fact{fmt.Sprintf("%s[%d]", name, i), s}) }
	for _, list := range []struct {
		name   string
		shapes []Shape
	}{{"codes", p.Codes}, {"orders", p.Orders}, {"serials", p.Serials}} {
		for i, s := range list.shapes {
			add(list.name, i, s.Sourced)
		}
	}
	for i, f := range p.Forms {
		add("forms", i, f.Sourced)
	}
	all = append(all, fact{"redeem", p.Redeem.Sourced}, fact{"lookup", p.Lookup.Sourced})
	for i, m := range p.Mails {
		add("mails", i, m.Sourced)
	}
	for _, list := range []struct {
		name    string
		phrases []Phrase
	}{{"history", p.History}, {"order", p.Order}, {"messages", p.Messages}} {
		for i, s := range list.phrases {
			add(list.name, i, s.Sourced)
		}
	}
	for i, x := range p.Contacts {
		add("contacts", i, x.Sourced)
	}
	for i, t := range p.Terms {
		add("terms", i, t.Sourced)
	}
	for i, e := range p.Expiry {
		add("expiry", i, e.Sourced)
	}
	for i, s := range p.Steps {
		add("steps", i, s.Sourced)
	}
	return all
}
