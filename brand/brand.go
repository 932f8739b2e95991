package brand

import (
	"cmp"
	"regexp"
	"slices"
)

// Text is a sentence in both languages of the product.
type Text struct {
	JA string `yaml:"ja" json:"ja"`
	EN string `yaml:"en" json:"en"`
}

// Sourced is what every fact of a profile carries.
type Sourced struct {
	Source    string `yaml:"source"`    // an address, or the name of a document
	Date      string `yaml:"date"`      // when it was seen, YYYY-MM-DD
	Confirmed bool   `yaml:"confirmed"` // said by the issuer or seen directly; otherwise said by others
}

// Profile is what is known of one brand. A value that [Load] returned is
// complete: every enumeration is one of its constants, every pattern compiles,
// every fact has a source and a date.
type Profile struct {
	ID       string    `yaml:"id"` // stable, as "amazon-jp"
	Name     Text      `yaml:"name"`
	Issuer   Text      `yaml:"issuer"`
	Country  string    `yaml:"country"`  // ISO 3166, where its cards are sold; or Anywhere
	Currency string    `yaml:"currency"` // ISO 4217; empty only of Anywhere: any, see [Profile.In]
	Tile     Tile      `yaml:"tile"`     // how it stands among others to choose from
	Codes    []Shape   `yaml:"codes"`    // shapes of the secret code, after [Normalise]
	Orders   []Shape   `yaml:"orders"`   // shapes of an order number
	Serials  []Shape   `yaml:"serials"`
	Forms    []Form    `yaml:"forms"`
	Redeem   Redeem    `yaml:"redeem"`
	Lookup   Lookup    `yaml:"lookup"`
	Mails    []Mail    `yaml:"mails"`
	History  []Phrase  `yaml:"history"`  // rows of the usage history
	Order    []Phrase  `yaml:"order"`    // states on the giver's order page
	Messages []Phrase  `yaml:"messages"` // shown when redeeming was tried
	Contacts []Contact `yaml:"contacts"`
	Terms    []Term    `yaml:"terms"`  // what the issuer's terms say of resale, cash and expiry
	Expiry   []Expiry  `yaml:"expiry"` // until when cards are valid, see [Profile.Ends]
	Steps    []Steps   `yaml:"steps"`  // where to tap and what to open, see [Profile.StepsFor]

	cut *cutter
}

// Tile is how a brand stands among others to choose from: letters on a coloured
// plate, for which nobody's mark is needed. It may be left out: see [Profile.Called].
type Tile struct {
	Letters string `yaml:"letters"` // one or two
	Colour  string `yaml:"colour"`  // as "#232f3e", dark enough for white letters on it
	Place   int    `yaml:"place"`   // among those of its country, from 1: the most asked for first; 0: behind them
	Name    Text   `yaml:"name"`    // short, as people say it
}

// Called returns the tile of p, with what it leaves out.
func (p *Profile) Called() Tile {
	t := p.Tile
	if t.Name == (Text{}) {
		t.Name = p.Name
	}
	if t.Letters == "" {
		t.Letters = string([]rune(p.Name.EN)[:1])
	}
	t.Colour = cmp.Or(t.Colour, "#4d5358")
	if t.Place == 0 {
		t.Place = MaxFacts
	}
	return t
}

// Anywhere is the country of a profile that stands for brands of any country.
const Anywhere = "ZZ"

// In returns the profile of a card in a currency: p itself, unless p is of no
// currency of its own.
func (p *Profile) In(currency string) *Profile {
	if p.Currency != "" || currency == "" {
		return p
	}
	q := *p
	q.Currency = currency
	return &q
}

// Serial reports whether a text, after [Normalise], has the shape of a serial
// number: of the number by which shops know a card, which is no secret.
func (p *Profile) Serial(text string) bool {
	return slices.ContainsFunc(p.Serials, func(s Shape) bool {
		re := compiled(s.match, s.Match)
		return re != nil && re.MatchString(text)
	})
}

// Code reports whether a text, after [Normalise], has the shape of a whole code of p.
func (p *Profile) Code(text string) bool {
	return slices.ContainsFunc(p.Codes, func(s Shape) bool {
		re := compiled(s.match, s.Match)
		return re != nil && re.MatchString(text)
	})
}

// Takes reports whether cards of p can be in a currency.
func (p *Profile) Takes(currency string) bool { return p.Currency == "" || p.Currency == currency }

// Shape is the form of a number, and how the issuer shows it.
type Shape struct {
	Match   string `yaml:"match"` // regular expression of the whole normalised number
	Shown   string `yaml:"shown"` // as "XXXX-XXXXXX-XXXX": X for a letter or a digit, 9 for a digit
	After   string `yaml:"after"` // for what only the words before it give away, as a PIN: regular expression that the text before it ends with
	Sourced `yaml:",inline"`

	match, after *regexp.Regexp
}

// Form is one way in which the brand's cards are sold.
type Form struct {
	Kind       FormKind   `yaml:"kind"`
	Cover      Cover      `yaml:"cover"`
	Activation Activation `yaml:"activation"`
	Notice     Notice     `yaml:"notice"` // how the giver learns of a claim
	Resend     bool       `yaml:"resend"` // the giver can have a new code sent, which kills the old one
	Sourced    `yaml:",inline"`
}

// Redeem says what using a code does.
type Redeem struct {
	Kind    Redemption `yaml:"kind"`
	Sourced `yaml:",inline"`
}

// Lookup is the issuer's own way to see the balance without redeeming, which is
// then the first advice.
type Lookup struct {
	Kind    LookupKind `yaml:"kind"`
	URL     string     `yaml:"url"`   // for people to open; never fetched
	Needs   Text       `yaml:"needs"` // what one must have at hand
	Sourced `yaml:",inline"`
}

// Mail is a kind of mail that the issuer sends.
type Mail struct {
	Means    Meaning  `yaml:"means"`
	From     []string `yaml:"from"`     // whole addresses, lower case
	Domains  []string `yaml:"domains"`  // signing domains (DKIM d=) that count for these senders
	Subjects []string `yaml:"subjects"` // regular expressions, one of which the normalised subject matches
	Body     []string `yaml:"body"`     // regular expressions, all of which the normalised text matches
	Fields   Fields   `yaml:"fields"`
	Sample   Sample   `yaml:"sample"`
	Sourced  `yaml:",inline"`

	subjects, body []*regexp.Regexp
	fields         map[string]*regexp.Regexp
}

// Sample is a mail that a [Mail] must fit, for [Lint]. It may be empty.
type Sample struct {
	Subject string `yaml:"subject"`
	Text    string `yaml:"text"`
}

// Fields are regular expressions over a mail's text. The value is what the first
// group holds that took part; see [Mail.Values]. Empty: the mail does not say it.
type Fields struct {
	Amount    string `yaml:"amount"`
	Order     string `yaml:"order"`
	Last4     string `yaml:"last4"`
	Recipient string `yaml:"recipient"`
	Date      string `yaml:"date"`
}

// Phrase is a text of the issuer and what it means.
type Phrase struct {
	Match   string  `yaml:"match"` // regular expression over the normalised text; named groups of [Groups]
	Means   Meaning `yaml:"means"`
	Sample  string  `yaml:"sample"` // a text that it must match, for [Lint]; may be empty
	Sourced `yaml:",inline"`

	match *regexp.Regexp
}

// Contact is whom to turn to, and with what.
type Contact struct {
	Whom    Whom   `yaml:"whom"`
	How     Text   `yaml:"how"`
	Needs   Text   `yaml:"needs"`
	URL     string `yaml:"url"`
	Sourced `yaml:",inline"`
}

// Term is a rule of the issuer that a holder should know.
type Term struct {
	About   TermKind `yaml:"about"`
	Says    Text     `yaml:"says"`
	Sourced `yaml:",inline"`
}
