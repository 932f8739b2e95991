package casefile

import (
	"fmt"
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

const likeOnly = "is of a message: of what was typed in message, or stands in file"

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

// A problem is what is wrong with one field.
type problem struct {
	path string // as "evidence[2].seal"
	says string
}

// Check refuses, with reason Invalid, an input that no case file could give.
func (in Input) Check() error {
	all := in.problems()
	if len(all) == 0 {
		return nil
	}
	return unspent.Errorf(unspent.Invalid, "%s: %s", all[0].path, all[0].says)
}

func (in Input) problems() (all []problem) {
	add := func(bad bool, path, says string) {
		if bad {
			all = append(all, problem{path, says})
		}
	}
	c := in.Case
	add(!brandID.MatchString(in.Brand), "brand", "needs the id of a brand, such as amazon-jp; unspent brands lists them")
	add(wordOf(c.Asker, askers()) == "", "asker", "must be one of "+wordsOf(askers()))
	add(wordOf(c.Channel, channels()) == "", "channel", "must be one of "+wordsOf(channels()))
	add(c.Form != "" && wordOf(c.Form, forms()) == "", "form", "must be one of "+wordsOf(forms()))
	add(c.Intent != "" && wordOf(c.Intent, intents()) == "", "intent", "must be one of "+wordsOf(intents()))
	toldProblems(c, add)
	add(in.Language != "" && in.Language != "ja" && in.Language != "en", "language", "must be one of ja, en")
	switch n := len(c.Card.Last4); {
	case n > 4:
		add(true, "card.last4", "has the last four symbols of the code only: never write the whole code anywhere")
	case n > 0:
		add(!last4.MatchString(c.Card.Last4), "card.last4", "has the last four symbols of the code: letters and digits")
	}
	a := c.Card.Amount
	add(a != unspent.Money{} && (!a.IsPositive() || a.Units() > unspent.MaxAmount || a.Currency() == unspent.Currency{}),
		"card.amount", "must be more than nothing, in a currency")
	add(c.Window < 0 || c.Window > maxWindow, "window", "must be between nothing and 366 days")
	for path, text := range map[string]string{"card.order": c.Card.Order, "card.serial": c.Card.Serial,
		"card.recipient": c.Card.Recipient, "card.giver": c.Card.Giver, "challenge": c.Challenge} {
		add(len(text) > MaxField, path, fmt.Sprintf("has at most %d bytes (MaxField)", MaxField))
		add(strings.ContainsFunc(text, misleads), path, "has characters that cannot be seen")
	}
	add(len(in.Evidence) > MaxItems, "evidence", fmt.Sprintf("lists at most %d pieces (MaxItems)", MaxItems))
	for i, item := range in.Evidence {
		all = append(all, item.problems(place("evidence", i))...)
	}
	slices.SortStableFunc(all, func(a, b problem) int { return strings.Compare(a.path, b.path) })
	return all
}

// fits refuses what no card of the brand can have, and times that cannot be.
func (in Input) fits(p *brand.Profile, now time.Time) error {
	c := in.Case
	switch a := c.Card.Amount; {
	case a != unspent.Money{} && !p.Takes(a.Currency().String()):
		return unspent.Errorf(unspent.Invalid, "card.amount: cards of the brand %q are in %s, not in %s: give the amount that stands on the card, in %s, "+
			"or the brand of the country where it was sold", p.ID, p.Currency, a.Currency(), p.Currency)
	case c.Got.After(now):
		return unspent.Errorf(unspent.Invalid, "got: is later than now: give the time at which the card was bought or received")
	case c.Issued.After(now) && !wholeYear(c.Issued, now):
		return unspent.Errorf(unspent.Invalid, "issued: is later than now: give the day, the month or the year in which the card was bought from "+
			"its issuer or in a shop")
	case c.HandedOver.After(now):
		return unspent.Errorf(unspent.Invalid, "handed-over: is later than now: leave it out as long as the card is not handed over")
	case !c.HandedOver.IsZero() && c.HandedOver.Before(c.Got) && !wholeDay(c.HandedOver, c.Got):
		return unspent.Errorf(unspent.Invalid, "handed-over: is earlier than got: nobody hands a card over before having it")
	}
	for i, item := range in.Evidence {
		if item.Seen.After(now) || item.At.After(now) {
			return unspent.Errorf(unspent.Invalid, "%s: its time is later than now: give the time at which it was so, or was saved", place("evidence", i))
		}
	}
	return nil
}

// wholeYear reports whether a day is of this year, so that it may stand for it.
func wholeYear(day, now time.Time) bool {
	return day.In(japan()).Year() == now.In(japan()).Year()
}

// wholeDay reports whether day, told without a time of day, is the day of at.
func wholeDay(day, at time.Time) bool {
	of := func(t time.Time) string { return t.In(japan()).Format(time.DateOnly) }
	return day.In(japan()).Format(time.TimeOnly) == "00:00:00" && of(day) == of(at)
}

// misleads reports whether r is not seen but changes what is: an escape of a
// terminal, a mark that turns text around.
func misleads(r rune) bool { return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) }

func (i Item) problems(path string) (all []problem) {
	set := 0
	for _, is := range []bool{i.File != "", i.Text != "", i.Says != ""} {
		if is {
			set++
		}
	}
	field, _ := i.field()
	switch {
	case set == 0 || set > 1 || field == "":
		return []problem{{path, "needs exactly one of file, message, seal, till, said, no-notice, balance"}}
	case i.File != "":
		for _, more := range i.More {
			if !local(more) {
				all = append(all, problem{path + ".more", "must be paths below the folder of the case, with / between their parts"})
				break
			}
		}
		if !local(i.File) {
			all = append(all, problem{path + ".file", "must be a path below the folder of the case, with / between its parts"})
		}
		if i.Kind != "" && wordOf(i.Kind, kinds()) == "" {
			all = append(all, problem{path + ".kind", "must be one of " + wordsOf(kinds())})
		}
	case slices.ContainsFunc(slices.Collect(maps.Values(i.Confirm.Values)),
		func(v string) bool { return len(v) > MaxMessage || strings.ContainsFunc(v, misleads) }):
		all = append(all, problem{path + ".read", fmt.Sprintf("a value has at most %d bytes (MaxMessage), and none that cannot be seen", MaxMessage)})
	case len(i.Text) > MaxMessage:
		all = append(all, problem{path + ".message", fmt.Sprintf("has at most %d bytes (MaxMessage)", MaxMessage)})
	}
	switch {
	case i.Like != "" && i.File == "" && i.Text == "":
		all = append(all, problem{path + ".like", likeOnly})
	case !among(i.Like, meanings()):
		all = append(all, problem{path + ".like", "must be one of " + wordsOf(meanings())})
	}
	if i.Owner != "" && wordOf(i.Owner, owners()) == "" {
		all = append(all, problem{path + ".owner", "must be one of " + wordsOf(owners())})
	}
	return all
}
