package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// side is who gives: a holder who is signed in and pays from their account, or
// the staff.
type side struct {
	Staff bool
	Base  string // of the addresses of this side's pages
	Who   unspent.Actor
	Me    client.Person
	api   *client.Client
	in    *inside
}

// giverSide returns the side that a page belongs to. If nobody is signed in there,
// ok is false and the page that asks for it was shown.
func (v *visit) giverSide() (g side, ok bool, err error) {
	if strings.HasPrefix(v.r.URL.Path, "/desk") {
		s, api, ok, err := v.staff()
		if !ok {
			return side{}, false, err
		}
		return side{Staff: true, Base: "/desk", Who: s.who, api: api, in: &inside{}}, true, nil
	}
	p, api, in, ok, err := v.holder()
	if !ok {
		return side{}, false, v.unsigned(err, "/give")
	}
	return side{Me: p, api: api, in: in}, true, nil
}

// orderForm is what is asked for an order, as it was typed.
type orderForm struct {
	Program, Number, Mail string // only the staff is asked for these
	Name, To, Sheets      string
	Amount, Message       string
	Lang, Date            string
	Notices               bool
}

// giftPage is an order before it is placed: its form, and then what it comes to.
type giftPage struct {
	Side     side
	Trouble  trouble
	Form     orderForm
	Balance  *unspent.Money // of a holder's account; nil: there is none
	Programs []unspent.Program
	Review   *review
	ID       string
}

// review is what an order comes to.
type review struct {
	Order  client.NewOrder
	Total  unspent.Money
	Sheets int
	Send   time.Time
}

func (v *visit) orderForm() orderForm {
	return orderForm{v.field("program"), v.field("number"), v.field("mail"), v.field("name"), v.r.PostForm.Get("to"), v.field("sheets"),
		v.field("amount"), v.field("message"), v.field("lang"), v.field("date"), v.field("notices") != ""}
}

// giftForm shows an empty form.
func (v *visit) giftForm() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	return v.showGift(giftPage{Side: g, Form: orderForm{Lang: v.lang, Notices: true}}, nil)
}

func (v *visit) showGift(page giftPage, wrong error) error {
	if page.Side.Staff {
		programs, err := page.Side.api.Programs(v.r.Context())
		if err != nil {
			return err
		}
		page.Programs = programs
	} else {
		a, err := page.Side.api.Account(v.r.Context(), page.Side.Me.Account)
		if err == nil {
			page.Balance = &a.Balance
		} else if unspent.ReasonOf(err) != unspent.NotFound {
			return err
		}
	}
	if wrong != nil {
		page.Trouble = v.trouble(wrong, page.Side.in)
	}
	return v.show("gift", statusOf(wrong), "gift.title", page)
}

// reviewGift shows what an order comes to, to be confirmed. Nothing is paid yet.
func (v *visit) reviewGift() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	page := giftPage{Side: g, Form: v.orderForm()}
	if page.Review, err = v.readOrder(g, page.Form); err != nil {
		return v.showGift(page, err)
	}
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
	page.Review, err = v.readOrder(g, page.Form)
	if err != nil {
		return v.showGift(page, err)
	}
	placed, err := g.api.Order(v.r.Context(), v.field("id"), page.Review.Order)
	if err != nil {
		if open := unspent.ReasonOf(err); open == unspent.Unavailable || open == unspent.Busy || open == unspent.SecondPerson { // sent again, the form asks for the same
			page.ID = v.field("id")
		} else {
			page.Review = nil
		}
		return v.showGift(page, err)
	}
	return v.to(g.Base + "/orders/" + placed.Number)
}

// readOrder reads a form. A time is one of Japan.
func (v *visit) readOrder(g side, f orderForm) (*review, error) {
	o := client.NewOrder{Program: f.Program, Number: f.Number, Giver: client.Giver{Name: f.Name, Mail: f.Mail, Lang: v.lang, Notices: f.Notices}}
	currency, err := v.giftCurrency(g, &o)
	if err != nil {
		return nil, err
	}
	value, err := unspent.ParseMoney(f.Amount, currency)
	if err != nil || !value.IsPositive() {
		return nil, unspent.Errorf(unspent.Invalid, "the amount of each card is missing")
	}
	out := &review{}
	if f.Date != "" {
		if out.Send, err = time.ParseInLocation("2006-01-02T15:04", f.Date, japan()); err != nil {
			return nil, unspent.Errorf(unspent.Invalid, "the date cannot be read")
		}
	}
	for line := range strings.Lines(f.To) {
		for _, to := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(",;、 \t\r\n\u3000", r) }) {
			address, err := notify.ParseAddress(to)
			if err != nil {
				return nil, err
			}
			o.Cards = append(o.Cards, client.NewGift{To: address.String(), Lang: f.Lang, Message: f.Message, Value: value, Send: out.Send})
		}
	}
	if f.Sheets != "" {
		if out.Sheets, err = strconv.Atoi(f.Sheets); err != nil || out.Sheets < 0 || out.Sheets > gift.MaxCards {
			return nil, unspent.Errorf(unspent.Invalid, "the number of sheets is between 0 and %d", gift.MaxCards)
		}
	}
	for range out.Sheets {
		o.Cards = append(o.Cards, client.NewGift{Lang: f.Lang, Message: f.Message, Value: value})
	}
	if len(o.Cards) == 0 || len(o.Cards) > gift.MaxCards {
		return nil, unspent.Errorf(unspent.Invalid, "an order is for 1 to %d cards", gift.MaxCards)
	}
	out.Order, out.Total = o, unspent.NewMoney(value.Units()*int64(len(o.Cards)), currency)
	return out, nil
}

// giftCurrency returns the currency of an order, whose program of a holder is that
// of their account.
func (v *visit) giftCurrency(g side, o *client.NewOrder) (unspent.Currency, error) {
	if !g.Staff {
		a, err := g.api.Account(v.r.Context(), g.Me.Account)
		if unspent.ReasonOf(err) == unspent.NotFound && err != nil {
			err = unspent.Errorf(unspent.Insufficient, "there is nothing on the account yet")
		}
		o.Program, o.Giver.Mail, o.Number = a.Program, "", ""
		return a.Balance.Currency(), err
	}
	programs, err := g.api.Programs(v.r.Context())
	if err != nil {
		return unspent.Currency{}, err
	}
	i := slices.IndexFunc(programs, func(p unspent.Program) bool { return p.ID == o.Program })
	if i < 0 {
		return unspent.Currency{}, unspent.Errorf(unspent.Invalid, "choose the kind of card")
	}
	return programs[i].Currency, nil
}

// orderPage is an order that was placed, and how far each card is.
type orderPage struct {
	Side    side
	Trouble trouble
	Order   client.Order
	Cards   []giftCard
	ID      string
	Waiting bool // something can still be cancelled
	Sheets  bool // something can be printed by this person
}

// giftCard is a card of an order, as its page shows it.
type giftCard struct {
	client.Gift
	N      int
	Tone   string // ok, note or bad
	Resend bool   // it can be sent again
}

func viewGift(n int, c client.Gift) giftCard {
	v := giftCard{Gift: c, N: n, Tone: "note"}
	switch gift.Status(c.Status) {
	case gift.Claimed, gift.Delivered, gift.Opened, gift.Printed:
		v.Tone = "ok"
	case gift.Failed, gift.Stopped, gift.Cancelled:
		v.Tone = "bad"
	case gift.Waiting, gift.Sent, gift.Used, gift.PassedOn:
	}
	again := []gift.Status{gift.Sent, gift.Delivered, gift.Failed, gift.Opened}
	v.Resend = c.To != "" && slices.Contains(again, gift.Status(c.Status))
	return v
}

func (v *visit) orderPage() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	return v.showOrder(g, nil)
}

func (v *visit) showOrder(g side, wrong error) error {
	o, err := g.api.OrderByNumber(v.r.Context(), v.r.PathValue("number"))
	if err != nil {
		return err
	}
	page := orderPage{Side: g, Order: o, Trouble: v.trouble(wrong, g.in)}
	for n, c := range o.Cards {
		page.Cards = append(page.Cards, viewGift(n, c))
		page.Waiting = page.Waiting || gift.Status(c.Status) == gift.Waiting
		page.Sheets = page.Sheets || c.To == "" && gift.Status(c.Status) == gift.Printed && (!g.Staff || o.By == g.Who.ID)
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("gift_order", statusOf(wrong), "gift.order", page)
}

// actOnOrder does what a form of an order's page asks for.
func (v *visit) actOnOrder() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	ctx, number, id := v.r.Context(), v.r.PathValue("number"), v.field("id")
	switch v.r.PathValue("action") {
	case "resend":
		n, bad := strconv.Atoi(v.field("n"))
		if bad != nil {
			return unspent.Errorf(unspent.Invalid, "the form names no card")
		}
		_, err = g.api.Resend(ctx, id, number, n)
	case "cancel":
		_, err = g.api.CancelOrder(ctx, id, number)
	case "notices":
		_, err = g.api.OrderNotices(ctx, number, v.field("notices") == "on")
	default:
		return unspent.Errorf(unspent.NotFound, "there is no such action")
	}
	if err != nil {
		return v.showOrder(g, err)
	}
	return v.to(g.Base + "/orders/" + number)
}

// sheetsPage is what is printed: the one page of an order with codes.
type sheetsPage struct {
	Side   side
	Number string
	From   string
	Sheets []printed
}

type printed struct {
	client.Sheet
	Shown string // the code
	QR    *qrCode
}

// sheets shows the sheets of an order to whoever placed it.
func (v *visit) sheets() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	number := v.r.PathValue("number")
	o, err := g.api.OrderByNumber(v.r.Context(), number)
	if err != nil {
		return err
	}
	all, err := g.api.Sheets(v.r.Context(), number)
	if err != nil {
		return v.showOrder(g, err)
	}
	page := sheetsPage{Side: g, Number: number, From: o.Giver.Name}
	for _, s := range all {
		one := printed{Sheet: s, Shown: s.Code.Reveal()}
		if one.QR, err = newQR(one.Shown); err != nil {
			return err
		}
		page.Sheets = append(page.Sheets, one)
	}
	return v.show("gift_sheets", http.StatusOK, "gift.sheets", page)
}

// ordersPage lists the orders of everybody, for the staff.
type ordersPage struct {
	Who    unspent.Actor
	May    bool // order cards
	Orders []client.Order
	More   string
}

func (v *visit) deskOrders() error {
	s, api, ok, err := v.staff()
	if !ok {
		return err
	}
	orders, next, err := api.Orders(v.r.Context(), v.r.URL.Query().Get("cursor"))
	if err != nil {
		return err
	}
	return v.show("desk_orders", http.StatusOK, "gift.orders", ordersPage{s.who, s.who.May(unspent.Issued), orders, next})
}
