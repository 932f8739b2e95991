package interview

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/texts"
)

// An Interview is a conversation about one card, and what was answered so far.
// Empty is "don't know".
type Interview struct {
	Lang   string // of the texts: the reader's brands come first
	Now    func() time.Time
	Exists func(path string) bool // a file that can be read

	Brand string // OtherBrand: it is not listed, or not known

	asker, channel                              string
	form, intent                                string
	told, issued, opened, seenBy, entered       string
	readable, arrived                           string
	last4, amount, got, window, handed, claimed string
	have                                        []string // of the constants below
	mails, mine, theirs, order, till, pictures  string   // paths, one on each line
	message, seal, tillSays, balance, said      string
	seen, messageAt, messageOf                  string
	likes                                       []string // of the messages, in their order
}

// OtherBrand is the answer of who does not know the brand, or has another.
const OtherBrand = "other"

// What a stranger may have been told.
const (
	toldCode  = "told"
	toldAsked = "asked"
)

// What somebody may have.
const (
	haveMail    = "mail"
	haveMine    = "mine"
	haveTheirs  = "theirs"
	haveOrder   = "order"
	haveMessage = "message"
	haveSeal    = "seal"
	haveTill    = "till"
	haveBalance = "balance"
	haveSaid    = "said"
	haveNotice  = "notice"
	havePicture = "picture"
)

const unknown = "assess.dontknow"

// ask is a question whose title has an id; so has its help, by the same with Help
// behind it, if any is wanted.
func ask(id string, value *string) Question { return Question{Title: texts.Both(id), Value: value} }

func (q Question) help(id string, pairs ...any) Question {
	q.Help = texts.Both(id, pairs...)
	return q
}

func (q Question) of(options []Option) Question {
	q.Options = options
	return q
}

func (q Question) when(is func() bool) Question {
	q.When = is
	return q
}

func (q Question) checked(check func(string) error) Question {
	q.Check = check
	return q
}

// First returns the questions that decide what else is asked.
func (i *Interview) First(brands brand.Catalogue) []Question {
	var known []Option
	for _, p := range Brands(brands, i.Lang) {
		known = append(known, Option{p.ID, p.Name})
	}
	which := ask("question.brand", &i.Brand).help("question.brandHelp").of(append(known, Option{OtherBrand, texts.Both("assess.otherBrand")}))
	which.First, which.Again = true, new(bool)
	return []Question{which,
		ask("assess.asked", &i.told).help("assess.askedHint").of(options("asked", "assess.askedNo")),
		ask("question.asker", &i.asker).of(must("asker", "asker.holder")),
		ask("assess.channel", &i.channel).of(must("channel", "question.person")),
	}
}

// Brands are the brands in the order in which a reader looks for one: those of the
// reader's country first, those of no country last, and of each the most asked for
// first.
func Brands(all brand.Catalogue, lang string) []*brand.Profile {
	far := func(p *brand.Profile) int {
		switch {
		case p.Country == brand.Anywhere:
			return 2
		case lang == texts.Japanese && p.Country != "JP":
			return 1
		}
		return 0
	}
	sorted := all.All()
	slices.SortStableFunc(sorted, func(a, b *brand.Profile) int {
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a.Called().Place, b.Called().Place))
	})
	return sorted
}

// Rest returns the questions about the card of a brand, and about what there is.
func (i *Interview) Rest(p *brand.Profile) []Question {
	return append(i.aboutCard(p), i.aboutEvidence(p)...)
}

// Currency is that of an amount without one, of a card that may be in any.
func Currency(lang string) string {
	if lang == texts.Japanese {
		return "JPY"
	}
	return "USD"
}

func (i *Interview) aboutCard(p *brand.Profile) []Question {
	cur, _ := unspent.ParseCurrency(cmp.Or(p.Currency, Currency(i.Lang)))
	sold := func() bool { return i.asker == string(assess.Seller) }
	worth := func(typed string) error {
		m, err := Amount(typed, cur)
		if err == nil && !p.Takes(m.Currency().String()) {
			err = wrong("question.currency", "Currency", cur)
		}
		return err
	}
	return []Question{
		ask("question.form", &i.form).of(forms(p)),
		ask("assess.intent", &i.intent).of(options("intent", "assess.unsaid")),
		ask("question.last4", &i.last4).help("question.last4Help").checked(fourOnly),
		ask("question.amount", &i.amount).help("question.amountHelp", "Currency", cur).checked(some(worth)),
		ask("question.got", &i.got).help("question.gotHelp").checked(i.past),
		ask("question.window", &i.window).help("question.windowHelp").checked(some(func(s string) error { _, err := window(s); return err })).
			when(func() bool { return i.channel == string(assess.FromBusiness) }),
		ask("question.issued", &i.issued).help("question.issuedHelp").checked(some(func(s string) error { _, err := issued(s); return err })).
			when(func() bool {
				return i.channel == string(assess.FromPerson) || i.channel == string(assess.FromBusiness) || i.got == ""
			}),
		ask("question.arrived", &i.arrived).of(options("yesno", unknown)).when(func() bool { return i.asker == string(assess.Giver) }),
		ask("question.handed", &i.handed).help("question.handedHelp").checked(i.handedOver).when(sold),
		ask("question.claimed", &i.claimed).of([]Option{{"true", texts.Both("yesno.yes")}, {"", texts.Both("assess.askedNo")}}).when(sold),
	}
}

// forms returns the ways in which a brand is sold.
func forms(p *brand.Profile) (all []Option) {
	for _, f := range p.Forms {
		is := func(o Option) bool { return o.Value == string(f.Kind) }
		if f.Kind != brand.FormUnknown && !slices.ContainsFunc(all, is) {
			all = append(all, Option{string(f.Kind), texts.Both("form." + string(f.Kind))})
		}
	}
	return append(all, Option{string(brand.FormUnknown), texts.Both(unknown)})
}

// Messages asks of each message that cannot be read which known one it is most
// like.
func (i *Interview) Messages(p *brand.Profile) (all []Question) {
	if !slices.Contains(i.have, haveMessage) {
		return nil
	}
	messages := lines(i.message)
	i.likes = make([]string, len(messages))
	for at, message := range messages {
		if _, known := intake.Told(p, message); known {
			continue
		}
		var like []Option
		for n, c := range assess.Choices(p, message) {
			like = append(like, Option{strconv.Itoa(n + 1), Choice(c)})
		}
		q := ask("question.like", &i.likes[at]).of(append(like, Option{"", texts.Both("assess.whichNone")}))
		q.Help = brand.Text{JA: message, EN: message}
		all = append(all, q)
	}
	return all
}

// Choice says what a message that is offered means, and how it reads.
func Choice(c assess.Choice) brand.Text {
	says := casefile.SaysText(c.Means)
	if c.Sample == "" {
		return says
	}
	ja, en := texts.Both("question.sample", "Sample", c.Sample, "Says", says.JA), texts.Both("question.sample", "Sample", c.Sample, "Says", says.EN)
	return brand.Text{JA: ja.JA, EN: en.EN}
}

func (i *Interview) aboutEvidence(p *brand.Profile) []Question {
	has := func(what string) func() bool { return func() bool { return slices.Contains(i.have, what) } }
	open := func() bool { return slices.Contains(i.have, haveSeal) && i.seal == "broken" }
	file := func(have string, value *string) Question {
		q := ask("question.file."+have, value).help("question.paths").checked(i.filesExist).when(has(have))
		q.Lines = true
		return q
	}
	what := ask("question.have", nil).help("question.haveHelp").of(i.kept(p))
	what.Many = &i.have
	return []Question{what,
		file(haveMail, &i.mails), file(haveMine, &i.mine), file(haveTheirs, &i.theirs), file(haveOrder, &i.order), file(havePicture, &i.pictures),
		file(haveTill, &i.till),
		ask("question.till", &i.tillSays).of(options("till", unknown)).when(has(haveTill)),
		ask("question.seen", &i.seen).help("question.seenHelp").checked(i.past).
			when(func() bool { return i.mine+i.theirs+i.order+i.pictures != "" && slices.ContainsFunc(i.have, pageLike) }),
		ask("question.message", &i.message).when(has(haveMessage)),
		ask("assess.msgOwner", &i.messageOf).of(i.screens()).when(has(haveMessage)),
		ask("question.messageAt", &i.messageAt).help("question.messageAtHelp").checked(i.past).when(has(haveMessage)),
		ask("question.seal", &i.seal).of(options("seal", unknown)).when(has(haveSeal)),
		ask("assess.opened", &i.opened).of(options("opened", unknown)).when(open),
		ask("assess.seenBy", &i.seenBy).of(options("seenby", unknown)).when(open),
		ask("assess.entered", &i.entered).of(options("yesno", unknown)).when(open),
		ask("assess.readable", &i.readable).of(options("readable", unknown)).when(open),
		ask("question.balance", &i.balance).of(options("balance", unknown)).when(has(haveBalance)),
		ask("question.said", &i.said).of(options("said", unknown)).when(has(haveSaid)),
	}
}

// pageLike reports whether a thing that somebody has shows only how it was when it
// was saved.
func pageLike(have string) bool {
	return slices.Contains([]string{haveMine, haveTheirs, haveOrder, havePicture}, have)
}

// screens returns on whose screen a message may have been shown; the asker's own
// if nobody says.
func (i *Interview) screens() []Option {
	return slices.DeleteFunc(must("owner", "owner.me"), func(o Option) bool { return o.Value == i.asker })
}

// kept returns what somebody in this situation may have.
func (i *Interview) kept(p *brand.Profile) (all []Option) {
	alone := i.asker != string(assess.Seller) && i.asker != string(assess.Buyer) &&
		(i.channel == string(assess.FromIssuer) || i.channel == string(assess.FromShop))
	for _, what := range []string{haveMail, haveMine, haveTheirs, haveOrder, haveMessage, haveSeal, haveTill, haveBalance, haveNotice, haveSaid, havePicture} {
		others, looks := what == haveTheirs || what == haveSaid, what == haveBalance
		if !(others && alone) && !(looks && p.Lookup.Kind == brand.LookupNone) {
			all = append(all, Option{what, texts.Both("question.have." + what)})
		}
	}
	return all
}

// Input makes a case of the answers.
func (i *Interview) Input(p *brand.Profile) (in casefile.Input, err error) {
	only := func(have, answer string) string { // what was answered before somebody went back and took it away is not
		if slices.Contains(i.have, have) {
			return answer
		}
		return ""
	}
	d := Described{Brand: p.ID, Asker: i.asker, Channel: i.channel, Form: i.form, Intent: i.intent, Last4: i.last4, Amount: i.amount, Got: i.got,
		Issued: i.issued, AskedFor: i.told == toldAsked, Like: i.likes, Message: lines(only(haveMessage, i.message)), MessageOf: i.messageOf,
		MessageAt: only(haveMessage, i.messageAt), Till: only(haveTill, i.tillSays), Seal: only(haveSeal, i.seal), Balance: only(haveBalance, i.balance),
		Said: only(haveSaid, i.said), NoNotice: slices.Contains(i.have, haveNotice)}
	if i.channel == string(assess.FromBusiness) {
		d.Window = i.window
	}
	if i.told == toldCode {
		d.GivenTo = string(assess.GivenStranger)
	}
	if i.asker == string(assess.Giver) {
		d.Arrived = i.arrived
	}
	if d.Seal == "broken" {
		d.Opened, d.SeenBy, d.Entered, d.Readable = i.opened, i.seenBy, i.entered, i.readable
	}
	if i.asker == string(assess.Seller) {
		d.HandedOver, d.Claimed = i.handed, i.claimed != ""
	}
	if in, err = d.Input(p, i.Lang); err != nil {
		return in, err
	}
	other, buyer := counterpart(in.Case)
	files := func(have, paths string, kind assess.Kind, owner assess.Owner) {
		for _, path := range lines(only(have, paths)) {
			in.Evidence = append(in.Evidence, casefile.Item{File: unquoted(path), Kind: kind, Owner: owner})
		}
	}
	files(haveMail, i.mails, assess.Mail, assess.NoOwner)
	files(haveMine, i.mine, assess.History, assess.Mine)
	files(haveTheirs, i.theirs, assess.History, other)
	files(haveOrder, i.order, assess.OrderPage, buyer)
	files(haveTill, i.till, "", assess.Mine)
	files(havePicture, i.pictures, assess.Picture, assess.NoOwner)
	if i.seen != "" {
		d.Seen = []string{i.seen}
	}
	return in, d.Saved(in.Evidence)
}

// Urgent is what cannot wait for the other questions; nothing if all can.
func (i *Interview) Urgent(p *brand.Profile) brand.Text {
	if i.told == "" {
		return brand.Text{}
	}
	in, err := i.Input(p)
	if err != nil {
		return brand.Text{} // it is said again, with everything else
	}
	v := assess.Judge(in.Case, nil, p, i.Now())
	if len(v.Advice) == 0 {
		return brand.Text{}
	}
	return v.Advice[0].Text
}

// counterpart returns who is on the other side of a case, and who bought the
// card from its issuer.
func counterpart(c assess.Case) (other, buyer assess.Owner) {
	switch c.Channel {
	case assess.FromIssuer, assess.FromShop:
		other, buyer = assess.NoOwner, assess.Mine
	case assess.FromBusiness:
		other, buyer = assess.Sellers, assess.Sellers
	case assess.FromPerson:
		other, buyer = assess.Givers, assess.Givers
	}
	switch c.Asker {
	case assess.Seller:
		other = assess.Buyers
	case assess.Buyer:
		other = assess.Sellers
	case assess.Giver:
		buyer = assess.Mine
	case assess.Holder:
	}
	return other, buyer
}

// lines returns the lines of a text that have something on them.
func lines(s string) (all []string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// unquoted returns a path without what terminals put around one that is dropped
// on them.
func unquoted(path string) string {
	if n := len(path); n > 1 && (path[0] == '\'' || path[0] == '"') && path[n-1] == path[0] {
		return path[1 : n-1]
	}
	return strings.ReplaceAll(path, `\ `, " ")
}
