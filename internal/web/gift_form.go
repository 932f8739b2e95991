package web

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// orderForm is what is asked for an order, as it was typed.
type orderForm struct {
	Program, Number, Mail string // only the staff is asked for these
	Name, To, Sheets      string
	Amount, Message       string
	Lang, Date            string
	Notices               bool
}

// giftFields are the fields of the form that something can be wrong with, in their
// order on the page.
func giftFields() []string {
	return []string{"program", "number", "mail", "to", "sheets", "amount", "name", "message", "date"}
}

// giftPage is an order before it is placed: its form, and then what it comes to.
type giftPage struct {
	Side     side
	Trouble  trouble
	Form     orderForm
	Wrong    mistakes
	Limits   giftLimits
	Balance  *unspent.Money // of a holder's account; nil: there is none
	Programs []unspent.Program
	Review   *review
	ID       string
	Owner    string // whose it is, sealed: who signs in again goes on with it, and nobody else
}

// giftLimits are what the page says beside its fields.
type giftLimits struct {
	Cards, Message, Name, Number int
	Most                         unspent.Money // that one card may be worth; the zero value: the balance is the limit
	From, Until                  string        // the dates that can be chosen, in Japan
}

// review is what an order comes to.
type review struct {
	Order  api.OrderRequest
	Total  unspent.Money
	Sheets int
	Send   time.Time
	Twice  []repeated
}

// repeated is a recipient who gets several cards of one order.
type repeated struct {
	Mail  string
	Cards int
}

// minutes is how a form writes a time.
const minutes = "2006-01-02T15:04"

func (v *visit) orderForm() orderForm {
	message := strings.ReplaceAll(v.field("message"), "\r\n", "\n") // as it was typed, and as it is counted
	return orderForm{v.field("program"), v.field("number"), v.field("mail"), v.field("name"), v.r.PostForm.Get("to"), v.field("sheets"),
		v.field("amount"), message, v.field("lang"), v.field("date"), v.field("notices") != ""}
}

// giftForm shows an empty form.
func (v *visit) giftForm() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	page := giftPage{Side: g, Form: orderForm{Lang: v.lang, Notices: true}}
	if typed, ok := v.s.drawn.get(v.typedKey()); ok && typed.title == g.owner() {
		page.Form = typed.page.(orderForm)
	}
	return v.showGift(page, nil)
}

// typedKey is where an order is kept that was sent when nobody was signed in any more.
func (v *visit) typedKey() string {
	return v.browser() + " " + strings.TrimSuffix(v.r.URL.Path, "/order")
}

// keepTyped keeps what was typed for an order while its giver signs in again.
func (v *visit) keepTyped() {
	t, err := v.s.tickets.open(v.field("owner"), "owner")
	if err != nil || v.browser() == "" { // it is no form of ours, or there is no browser to know again
		return
	}
	v.s.drawn.put(v.s.Client(v.r), v.typedKey(), drawn{title: t.Secret, page: v.orderForm()}, 1)
}

func (v *visit) showGift(page giftPage, wrong error) error {
	now := v.s.Now().In(brand.Japan())
	page.Limits = giftLimits{Cards: gift.MaxCards, Message: gift.MaxMessage, Name: gift.MaxName, Number: gift.MaxNumber,
		From: now.Format(minutes), Until: now.Add(gift.MaxAhead).Format(minutes)}
	if page.Side.Staff {
		programs, err := page.Side.server.Programs(v.r.Context())
		if err != nil {
			return err
		}
		page.Programs = programs
	} else if err := v.giversAccount(&page); err != nil {
		return err
	}
	var err error
	if page.Owner, err = v.s.tickets.seal(ticket{Purpose: "owner", Secret: page.Side.owner()}); err != nil {
		return err
	}
	switch {
	case len(page.Wrong) > 0:
		page.Trouble = trouble{Reason: "wrong.look"}
		wrong = unspent.Errorf(unspent.Invalid, "something is wrong in the form")
	case wrong != nil:
		page.Trouble = v.trouble(wrong, page.Side.in)
	}
	return v.show("gift", statusOf(wrong), "gift.title", page)
}

// giversAccount puts what a holder can spend on the page.
func (v *visit) giversAccount(page *giftPage) error {
	a, err := page.Side.server.Account(v.r.Context(), page.Side.Me.Account)
	if err != nil {
		if unspent.ReasonOf(err) == unspent.NotFound {
			err = nil
		}
		return err
	}
	page.Balance = &a.Balance
	limits, err := page.Side.server.ReviewOrder(v.r.Context(), api.OrderRequest{Program: a.Program})
	if limits.Most != nil {
		page.Limits.Most = *limits.Most
	}
	return err
}

// reviewGift shows what an order comes to, to be confirmed. Nothing is paid yet.
func (v *visit) reviewGift() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	page := giftPage{Side: g, Form: v.orderForm()}
	read, wrong, err := v.readOrder(g, page.Form)
	if err == nil && read != nil {
		wrong, err = v.reviewed(g, read, wrong)
	}
	if page.Wrong = wrong.sorted(giftFields()); err != nil || len(wrong) > 0 {
		return v.showGift(page, err)
	}
	page.Review = read
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.showGift(page, nil)
}

// placeGift places the order.
func (v *visit) placeGift() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	page := giftPage{Side: g, Form: v.orderForm()}
	if v.field("change") != "" {
		return v.showGift(page, nil)
	}
	read, wrong, err := v.readOrder(g, page.Form)
	if page.Wrong = wrong.sorted(giftFields()); err != nil || len(wrong) > 0 {
		return v.showGift(page, err)
	}
	placed, err := g.server.Order(v.r.Context(), v.field("id"), read.Order)
	if err == nil {
		v.s.drawn.forget(v.typedKey())
		return v.to(g.Base + "/orders/" + placed.Number)
	}
	switch unspent.ReasonOf(err) {
	case unspent.Unavailable, unspent.Busy, unspent.SecondPerson: // sent again, the form asks for the same
		page.Review, page.ID = read, v.field("id")
	default: // something has changed since the review: it says in which field
		if wrong, failed := v.reviewed(g, read, nil); failed == nil {
			page.Wrong = wrong.sorted(giftFields())
		}
	}
	return v.showGift(page, err)
}

// standIn is the recipient of a card whose own cannot be read, for what else there
// is to say of it. Nothing is ever ordered for it.
const standIn = "recipient@example.invalid"

// readOrder reads a form. A time is one of Japan. Where something cannot be read
// something else stands in for it, so that the rest can be reviewed; the order is
// nil if nothing can be made at all. It is to be placed only if nothing is wrong.
func (v *visit) readOrder(g side, f orderForm) (*review, mistakes, error) {
	o := api.OrderRequest{Program: f.Program, Number: f.Number, Giver: api.Giver{Name: f.Name, Mail: f.Mail, Lang: v.lang, Notices: f.Notices}}
	currency, wrong, err := v.giftCurrency(g, &o)
	if err != nil || wrong != nil {
		return nil, wrong, err
	}
	value, err := readAmount(f.Amount, currency)
	switch {
	case err != nil:
		wrong = wrong.add("amount", "gift.wrong.amount", "Example", unspent.NewMoney(3000, currency))
	case value.Units() > unspent.MaxAmount:
		wrong = wrong.add("amount", "gift.wrong.much")
	}
	if len(wrong) > 0 {
		value = unspent.NewMoney(1, currency) // for what else there is to say
	}
	out := &review{}
	if f.Date != "" {
		if out.Send, err = readDate(f.Date); err != nil {
			wrong = wrong.add("date", "gift.wrong.date")
		}
	}
	if o.Giver.Mail != "" {
		if _, err := notify.ParseAddress(o.Giver.Mail); err != nil {
			wrong = wrong.add("mail", "wrong.mail", "Text", o.Giver.Mail)
			o.Giver.Mail = ""
		}
	}
	times := map[string]int{}
	for to := range strings.FieldsFuncSeq(norm.NFKC.String(f.To), func(r rune) bool { return strings.ContainsRune(",;、 \t\r\n\u3000", r) }) {
		address, err := notify.ParseAddress(to)
		if err != nil {
			wrong = wrong.add("to", "wrong.mail", "Text", to)
			o.Cards = append(o.Cards, api.OrderCardRequest{To: standIn, Lang: f.Lang, Message: f.Message, Value: value, Send: api.TimeOf(out.Send)})
			continue
		}
		key := strings.ToLower(address.String())
		if times[key]++; times[key] > 1 {
			out.repeat(key, times[key])
		}
		o.Cards = append(o.Cards, api.OrderCardRequest{To: address.String(), Lang: f.Lang, Message: f.Message, Value: value, Send: api.TimeOf(out.Send)})
	}
	if f.Sheets != "" {
		if out.Sheets, err = strconv.Atoi(plainDigits(f.Sheets)); err != nil || out.Sheets < 0 || out.Sheets > gift.MaxCards {
			wrong = wrong.add("sheets", "gift.wrong.sheets", "Most", gift.MaxCards)
			out.Sheets = 0
		}
	}
	for range out.Sheets {
		o.Cards = append(o.Cards, api.OrderCardRequest{Lang: f.Lang, Message: f.Message, Value: value})
	}
	if n := len(o.Cards); n > gift.MaxCards { // which no API would read
		wrong = wrong.add("to", "gift.wrong.cards", "Most", gift.MaxCards, "Number", n)
		o.Cards = o.Cards[:gift.MaxCards]
	}
	out.Order, out.Total = o, unspent.NewMoney(value.Units()*int64(len(o.Cards)), currency)
	return out, wrong, nil
}

// repeat notes that a recipient gets so many cards.
func (r *review) repeat(mail string, cards int) {
	i := slices.IndexFunc(r.Twice, func(one repeated) bool { return one.Mail == mail })
	if i < 0 {
		i = len(r.Twice)
		r.Twice = append(r.Twice, repeated{Mail: mail})
	}
	r.Twice[i].Cards = cards
}

// readDate reads a time of Japan as forms write it, or people who have no calendar
// to choose it from.
func readDate(text string) (t time.Time, err error) {
	for _, layout := range []string{minutes, minutes + ":05", "2006-01-02 15:04", "2006/1/2 15:04"} {
		if t, err = time.ParseInLocation(layout, norm.NFKC.String(text), brand.Japan()); err == nil {
			return t, nil
		}
	}
	return time.Time{}, err
}

// giftCurrency returns the currency of an order, whose program of a holder is that
// of their account.
func (v *visit) giftCurrency(g side, o *api.OrderRequest) (unspent.Currency, mistakes, error) {
	if !g.Staff {
		a, err := g.server.Account(v.r.Context(), g.Me.Account)
		if unspent.ReasonOf(err) == unspent.NotFound {
			return unspent.Currency{}, mistakes{}.add("amount", "gift.wrong.empty"), nil
		}
		o.Program, o.Giver.Mail, o.Number = a.Program, "", ""
		return a.Balance.Currency(), nil, err
	}
	programs, err := g.server.Programs(v.r.Context())
	if err != nil {
		return unspent.Currency{}, nil, err
	}
	i := slices.IndexFunc(programs, func(p unspent.Program) bool { return p.ID == o.Program })
	if i < 0 {
		return unspent.Currency{}, mistakes{}.add("program", "gift.wrong.program"), nil
	}
	return programs[i].Currency, nil, nil
}

// reviewed adds to what is wrong with a form what the API would refuse of the
// order that was read from it. What is about no field of the form is the error.
func (v *visit) reviewed(g side, read *review, wrong mistakes) (mistakes, error) {
	asked := read.Order
	asked.Cards = slices.Clone(asked.Cards)
	for i := range asked.Cards { // more of a message than shows that it is too long would make the order too large
		if text := []rune(asked.Cards[i].Message); len(text) > gift.MaxMessage {
			asked.Cards[i].Message = string(text[:gift.MaxMessage+1])
		}
	}
	answer, err := g.server.ReviewOrder(v.r.Context(), asked)
	if err != nil {
		return wrong, err
	}
	for _, f := range answer.Faults {
		var most unspent.Money
		if f.Most != nil {
			most = *f.Most
		}
		switch {
		case f.Field == "program" && g.Staff:
			wrong = wrong.add("program", "gift.wrong.program")
		case f.Field == "program":
			err = unspent.Errorf(f.Reason, "%s", f.Detail)
		case f.Field == "number" && f.Reason == unspent.Conflict:
			wrong = wrong.add("number", "gift.wrong.taken")
		case f.Field == "number":
			wrong = wrong.add("number", "gift.wrong.number", "Most", gift.MaxNumber)
		case f.Field == "giver.name":
			wrong = wrong.add("name", "gift.wrong.long", "Most", gift.MaxName, "Number", utf8.RuneCountInString(read.Order.Giver.Name))
		case f.Field == "cards": // too many were refused before
			wrong = wrong.add("to", "gift.wrong.nobody")
		case f.Field == "cards.to":
			wrong = wrong.add("to", "gift.wrong.code")
		case f.Field == "cards.message":
			wrong = wrong.add("message", "gift.wrong.long", "Most", gift.MaxMessage, "Number", utf8.RuneCountInString(read.Order.Cards[0].Message))
		case f.Field == "cards.send" && read.Send.Before(v.s.Now()):
			wrong = wrong.add("date", "gift.wrong.past")
		case f.Field == "cards.send":
			wrong = wrong.add("date", "gift.wrong.far")
		case f.Reason == unspent.Insufficient:
			wrong = wrong.add("amount", "gift.wrong.balance", "Total", read.Total, "Balance", most)
		case f.Reason == unspent.LimitExceeded && f.Field == "total":
			wrong = wrong.add("amount", "gift.wrong.month", "Most", most)
		case f.Reason == unspent.LimitExceeded && most.IsZero():
			wrong = wrong.add("amount", "gift.wrong.little", "Least", unspent.NewMoney(gift.MinValue, read.Total.Currency()))
		case f.Reason == unspent.LimitExceeded:
			wrong = wrong.add("amount", "gift.wrong.each", "Most", most)
		case f.Reason == unspent.AgainstTerms:
			err = unspent.Errorf(f.Reason, "%s", f.Detail)
		default:
			wrong = wrong.add("amount", "gift.wrong.much")
		}
	}
	return wrong, err
}
