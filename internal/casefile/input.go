package casefile

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/texts"
)

// Input is what a person brings: the case, and the evidence in the order in
// which they list it.
type Input struct {
	Brand    string
	Language string // "ja" or "en": what to answer in; "" is "ja"
	Case     assess.Case
	Asked    time.Time // when the challenge word was given; zero: not told
	Evidence []Item
}

// Item is one piece of evidence as it is brought: a file, or something that the
// person states. Exactly one of File, Text and Says is set.
type Item struct {
	File  string        // slashes, below the folder of the case
	Text  string        // a message that was typed off the screen when redeeming was tried
	Says  brand.Meaning // what the person states
	Like  brand.Meaning // of a message, typed or in a file: what the person says that it means, if nobody can read it
	Kind  assess.Kind   // of a file: what the person says it is, "" to find out; otherwise what follows from the rest
	Owner assess.Owner  // whose it is; of what somebody said, who said it
	At    time.Time     // when it was so; zero: not told
	Seen  time.Time     // when it was captured; zero: when the file was last written, or else now

	More    []string       // further pictures of the same page, in the order in which it was scrolled
	Confirm intake.Confirm // of a picture: how far a person has confirmed what was read in it
}

// A choice is a word of the case file and what it stands for.
type choice[T ~string] struct {
	word string
	is   T
}

func languages() []choice[string] { return []choice[string]{{"ja", "ja"}, {"en", "en"}} }

func askers() []choice[assess.Asker] {
	return []choice[assess.Asker]{{"holder", assess.Holder}, {"giver", assess.Giver}, {"seller", assess.Seller}, {"buyer", assess.Buyer}}
}

func channels() []choice[assess.Channel] {
	return []choice[assess.Channel]{{"issuer", assess.FromIssuer}, {"shop", assess.FromShop}, {"person", assess.FromPerson},
		{"business", assess.FromBusiness}}
}

func forms() []choice[brand.FormKind] {
	return []choice[brand.FormKind]{{"mail", brand.FormMail}, {"print", brand.FormPrint}, {"posted", brand.FormPosted},
		{"shop", brand.FormShop}, {"sheet", brand.FormSheet}, {"topup", brand.FormTopUp}, {"link", brand.FormLink},
		{"unknown", brand.FormUnknown}}
}

func intents() []choice[assess.Intent] {
	return []choice[assess.Intent]{{"use", assess.ToUse}, {"give", assess.ToGive}, {"sell", assess.ToSell}, {"cash", assess.ToCash}}
}

func owners() []choice[assess.Owner] {
	return []choice[assess.Owner]{{"me", assess.Mine}, {"giver", assess.Givers}, {"seller", assess.Sellers}, {"buyer", assess.Buyers},
		{"shop", assess.Shops}, {"issuer", assess.Issuers}}
}

func kinds() []choice[assess.Kind] {
	return []choice[assess.Kind]{{"mail", assess.Mail}, {"history", assess.History}, {"order_page", assess.OrderPage},
		{"message", assess.Message}, {"seal", assess.Seal}, {"till", assess.Till}, {"balance", assess.Balance},
		{"statement", assess.Statement}, {"picture", assess.Picture}, {"receipt", assess.Book}}
}

// meanings are what a message can mean.
func meanings() (all []choice[brand.Meaning]) {
	for _, m := range brand.MessageMeanings() {
		all = append(all, choice[brand.Meaning]{string(m), m})
	}
	return all
}

// A stated is a field of the case file by which a person states something.
type stated struct {
	field string
	kind  assess.Kind
	words []choice[brand.Meaning]
}

func statements() []stated {
	type words = []choice[brand.Meaning]
	return []stated{
		{"seal", assess.Seal, words{{"intact", brand.SealIntact}, {"broken", brand.SealBroken}, {"tampered", brand.SealTampered}}},
		{"till", assess.Till, words{{"activated", brand.TillActivated}, {"only", brand.TillOnly}}},
		{"said", assess.Statement, words{{"unused", brand.SaidUnused}, {"used", brand.SaidUsed}}},
		{"no-notice", assess.Statement, words{{"true", brand.NoNotice}}},
		{"balance", assess.Balance, words{{"full", brand.BalanceFull}, {"part", brand.BalancePart}, {"zero", brand.BalanceZero}}},
	}
}

// Files are those that an item is made of.
func (i Item) Files() []string {
	if i.File == "" {
		return nil
	}
	return append([]string{i.File}, i.More...)
}

// field returns the field of the case file that i stands for, and its word.
func (i Item) field() (field, word string) {
	switch {
	case i.File != "":
		return "file", i.File
	case i.Text != "":
		return "message", i.Text
	}
	for _, s := range statements() {
		for _, c := range s.words {
			if c.is == i.Says {
				return s.field, c.word
			}
		}
	}
	return "", ""
}

// Owner returns whose a word of the case file says that a thing is, "" if it is none.
func Owner(word string) (is assess.Owner) {
	for _, c := range owners() {
		if c.word == word {
			is = c.is
		}
	}
	return is
}

// Stated returns what a field and its word state, "" if they are none.
func Stated(field, word string) (says brand.Meaning, kind assess.Kind) {
	for _, s := range statements() {
		for _, c := range s.words {
			if s.field == field && c.word == word {
				says, kind = c.is, s.kind
			}
		}
	}
	return says, kind
}

// wordOf returns the word that stands for is, "" if none does.
func wordOf[T ~string](is T, all []choice[T]) string {
	if i := slices.IndexFunc(all, func(c choice[T]) bool { return c.is == is }); i >= 0 {
		return all[i].word
	}
	return ""
}

func wordsOf[T ~string](all []choice[T]) string {
	var words []string
	for _, c := range all {
		words = append(words, c.word)
	}
	return strings.Join(words, ", ")
}

var (
	brandID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)
	last4   = regexp.MustCompile(`^[A-Z0-9]{4}$`)
)

// refuse is the error of one fault, which err caused if it is not nil.
func refuse(err error, r unspent.Reason, field, word string, pairs ...any) error {
	return texts.Refuse(err, r, unspent.Wrong(field, word, pairs...))
}

// faults are what is wrong with an input, in fields such as evidence[2].seal.
type faults []unspent.Fault

func (f *faults) add(bad bool, field, word string, pairs ...any) {
	if bad {
		*f = append(*f, unspent.Wrong(field, word, pairs...))
	}
}

// oneOf wants a word that the case file has; nothing is allowed if it may be left
// out.
func oneOf[T ~string](f *faults, field string, is T, all []choice[T], must bool) {
	f.add(wordOf(is, all) == "" && (must || is != ""), field, "case.oneOf", "Words", wordsOf(all))
}

// Check refuses, with reason Invalid, an input that no case file could give.
func (in Input) Check() error {
	all := in.faults()
	if len(all) == 0 {
		return nil
	}
	return texts.Refuse(nil, unspent.Invalid, all[0])
}

func (in Input) faults() (all faults) {
	c := in.Case
	all.add(!brandID.MatchString(in.Brand), "brand", "case.brand")
	oneOf(&all, "asker", c.Asker, askers(), true)
	oneOf(&all, "channel", c.Channel, channels(), true)
	oneOf(&all, "form", c.Form, forms(), false)
	oneOf(&all, "intent", c.Intent, intents(), false)
	oneOf(&all, "language", in.Language, languages(), false)
	all.told(c)
	all.add(len(c.Card.Last4) > 4, "card.last4", "case.fourOnly")
	all.add(len(c.Card.Last4) <= 4 && c.Card.Last4 != "" && !last4.MatchString(c.Card.Last4), "card.last4", "case.four")
	a := c.Card.Amount
	all.add(a != unspent.Money{} && (!a.IsPositive() || a.Units() > unspent.MaxAmount || a.Currency() == unspent.Currency{}),
		"card.amount", "case.positive")
	all.add(c.Window < 0 || c.Window > maxWindow, "window", "case.windowLong")
	for path, text := range map[string]string{"card.order": c.Card.Order, "card.serial": c.Card.Serial,
		"card.recipient": c.Card.Recipient, "card.giver": c.Card.Giver, "challenge": c.Challenge} {
		all.add(len(text) > MaxField, path, "case.long", "Most", MaxField, "Limit", "MaxField")
		all.add(strings.ContainsFunc(text, misleads), path, "case.unseen")
	}
	all.add(len(in.Evidence) > MaxItems, "evidence", "case.pieces", "Most", MaxItems)
	for i, item := range in.Evidence {
		all = append(all, item.faults(place("evidence", i))...)
	}
	slices.SortStableFunc(all, func(a, b unspent.Fault) int { return strings.Compare(a.Field, b.Field) })
	return all
}

// fits refuses what no card of the brand can have, and times that cannot be.
func (in Input) fits(p *brand.Profile, now time.Time) error {
	c := in.Case
	wrong := func(field, word string, pairs ...any) error {
		return refuse(nil, unspent.Invalid, field, word, pairs...)
	}
	switch a := c.Card.Amount; {
	case a != unspent.Money{} && !p.Takes(a.Currency().String()):
		return wrong("card.amount", "case.currency", "Brand", p.ID, "Currency", p.Currency, "Given", a.Currency())
	case c.Got.After(now):
		return wrong("got", "case.gotLater")
	case c.Issued.After(now) && !wholeYear(c.Issued, now):
		return wrong("issued", "case.issuedLater")
	case c.HandedOver.After(now):
		return wrong("handed-over", "case.handedLater")
	case !c.HandedOver.IsZero() && c.HandedOver.Before(c.Got) && !wholeDay(c.HandedOver, c.Got):
		return wrong("handed-over", "case.handedEarly")
	}
	for i, item := range in.Evidence {
		if item.Seen.After(now) || item.At.After(now) {
			return wrong(place("evidence", i), "case.pieceLater")
		}
	}
	return nil
}

// wholeYear reports whether a day is of this year, so that it may stand for it.
func wholeYear(day, now time.Time) bool {
	return day.In(brand.Japan()).Year() == now.In(brand.Japan()).Year()
}

// wholeDay reports whether day, told without a time of day, is the day of at.
func wholeDay(day, at time.Time) bool {
	of := func(t time.Time) string { return t.In(brand.Japan()).Format(time.DateOnly) }
	return day.In(brand.Japan()).Format(time.TimeOnly) == "00:00:00" && of(day) == of(at)
}

// misleads reports whether r is not seen but changes what is: an escape of a
// terminal, a mark that turns text around.
func misleads(r rune) bool { return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) }

func (i Item) faults(path string) (all faults) {
	set := 0
	for _, is := range []bool{i.File != "", i.Text != "", i.Says != ""} {
		if is {
			set++
		}
	}
	if field, _ := i.field(); set != 1 || field == "" {
		all.add(true, path, "case.only")
		return all
	}
	isFile, unread := i.File != "", func(v string) bool { return len(v) > MaxMessage || strings.ContainsFunc(v, misleads) }
	all.add(isFile && slices.ContainsFunc(i.More, func(more string) bool { return !local(more) }), path+".more", "case.path")
	all.add(isFile && !local(i.File), path+".file", "case.path")
	if isFile {
		oneOf(&all, path+".kind", i.Kind, kinds(), false)
	}
	all.add(slices.ContainsFunc(slices.Collect(maps.Values(i.Confirm.Values)), unread), path+".read", "case.readValue", "Most", MaxMessage)
	all.add(len(i.Text) > MaxMessage, path+".message", "case.long", "Most", MaxMessage, "Limit", "MaxMessage")
	all.add(i.Like != "" && !isFile && i.Text == "", path+".like", "case.like")
	if isFile || i.Text != "" {
		oneOf(&all, path+".like", i.Like, meanings(), false)
	}
	oneOf(&all, path+".owner", i.Owner, owners(), false)
	return all
}
