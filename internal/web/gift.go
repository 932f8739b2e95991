package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
)

// side is who gives: a holder who is signed in and pays from their account, or
// the staff.
type side struct {
	Staff  bool
	Base   string // of the addresses of this side's pages
	Who    member
	Me     api.Personal
	server *client.Client
	in     *inside
}

// giverSide returns the side that a page belongs to. If nobody is signed in there,
// ok is false and the page that asks for it was shown.
func (v *visit) giverSide() (g side, ok bool, err error) {
	if strings.HasPrefix(v.r.URL.Path, "/desk") {
		s, server, ok, err := v.staff()
		if !ok {
			v.keepTyped()
			return side{}, false, err
		}
		return side{Staff: true, Base: "/desk", Who: v.member(s), server: server, in: &inside{}}, true, nil
	}
	p, server, in, ok, err := v.holder()
	if !ok {
		v.keepTyped()
		return side{}, false, v.unsigned(err, "/give")
	}
	return side{Me: p, server: server, in: in}, true, nil
}

// owner is whose order it is.
func (g side) owner() string {
	if g.Staff {
		return g.Who.ID
	}
	return g.Me.Account
}

// orderPage is an order that was placed, and how far each card is.
type orderPage struct {
	Side    side
	May     bool // send again, cancel and switch notices
	Trouble trouble
	Done    telling // what was just done
	Order   api.OrderRecord
	Cards   []giftCard
	ID      string
	Waiting bool // something can still be cancelled
	Sheets  bool // something can be printed by this person
	Awaited bool // something can still be claimed, and be told of
}

// giftCard is a card of an order, as its page shows it.
type giftCard struct {
	api.OrderCard
	N      int
	Tone   string // ok, note or bad
	Resend bool   // it can be sent again
}

func viewGift(n int, c api.OrderCard) giftCard {
	v := giftCard{OrderCard: c, N: n, Tone: "note"}
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
	o, err := g.server.OrderByNumber(v.r.Context(), v.r.PathValue("number"))
	if err != nil {
		return err
	}
	page := orderPage{Side: g, May: g.acts(), Order: o, Trouble: v.trouble(wrong, g.in)}
	switch {
	case wrong == nil:
		page.Done = orderDone(o, v.r.URL.Query())
	case errors.Is(wrong, errSheetsGone):
		page.Trouble.Reason = "gift.sheetsGone"
	}
	for n, c := range o.Cards {
		page.Cards = append(page.Cards, viewGift(n, c))
		page.Waiting = page.Waiting || gift.Status(c.Status) == gift.Waiting
		page.Awaited = page.Awaited || !slices.Contains([]gift.Status{gift.Cancelled, gift.Claimed, gift.Used, gift.PassedOn, gift.Stopped}, gift.Status(c.Status))
		page.Sheets = page.Sheets || c.To == "" && gift.Status(c.Status) == gift.Printed && (!g.Staff || o.By == g.Who.ID)
	}
	if page.ID, err = v.id(); err != nil {
		return err
	}
	return v.show("gift_order", statusOf(wrong), "gift.order", page)
}

// acts reports whether whoever is on this side may change an order that they see.
func (g side) acts() bool {
	return !g.Staff || g.Who.Role == unspent.Admin || g.Who.Role == unspent.Issuer || g.Who.Role == unspent.Support
}

// orderDone tells of what was just done to an order, by the address that it leads to.
func orderDone(o api.OrderRecord, q url.Values) telling {
	n, err := strconv.Atoi(q.Get("n"))
	switch {
	case q.Get("done") == "resent" && err == nil && n >= 0 && n < len(o.Cards) && o.Cards[n].To != "":
		return telling{"gift.resent", []any{"Mail", o.Cards[n].To}}
	case q.Get("done") == "cancelled" && !o.Cancelled.IsZero():
		cards, sum := countOf(o, gift.Cancelled)
		if o.Paid != "" {
			return telling{"gift.cancelledPaid", []any{"Cards", cards, "Total", sum}}
		}
		return telling{"gift.cancelled", []any{"Cards", cards}}
	}
	return telling{}
}

// countOf returns how many cards of an order have a status, and their worth.
func countOf(o api.OrderRecord, status gift.Status) (cards int, sum unspent.Money) {
	for _, c := range o.Cards {
		if gift.Status(c.Status) == status {
			cards, sum = cards+1, unspent.NewMoney(sum.Units()+c.Value.Units(), c.Value.Currency())
		}
	}
	return cards, sum
}

// waiting returns how many cards of an order wait to be sent.
func waiting(o api.OrderRecord) int {
	cards, _ := countOf(o, gift.Waiting)
	return cards
}

// actOnOrder does what a form of an order's page asks for, and asks first where it
// is for good.
func (v *visit) actOnOrder() error {
	g, ok, err := v.giverSide()
	if !ok {
		return err
	}
	if !g.acts() {
		return unspent.Errorf(unspent.Forbidden, "this role only looks at orders")
	}
	ctx, number, id := v.r.Context(), v.r.PathValue("number"), v.field("id")
	action, at := v.r.PathValue("action"), g.Base+"/orders/"+number
	if (action == "resend" || action == "cancel") && !v.sure() {
		return v.askAboutOrder(g)
	}
	done := ""
	switch action {
	case "resend":
		n, bad := strconv.Atoi(v.field("n"))
		if bad != nil {
			return errNoCard
		}
		_, err = g.server.Resend(ctx, id, number, n)
		done = "?done=resent&n=" + strconv.Itoa(n)
	case "cancel":
		_, err = g.server.CancelOrder(ctx, id, number)
		done = "?done=cancelled"
	case "notices":
		_, err = g.server.OrderNotices(ctx, number, v.field("notices") == "on")
	default:
		return unspent.Errorf(unspent.NotFound, "there is no such action")
	}
	if err != nil {
		return v.showOrder(g, err)
	}
	return v.to(at + done)
}

var errSheetsGone = unspent.Errorf(unspent.NotFound, "the codes can no longer be shown")

var errNoCard = unspent.Errorf(unspent.Invalid, "the form names no card")

// askAboutOrder shows what sending a card again or cancelling would do.
func (v *visit) askAboutOrder(g side) error {
	o, err := g.server.OrderByNumber(v.r.Context(), v.r.PathValue("number"))
	if err != nil {
		return err
	}
	action, at := v.r.PathValue("action"), g.Base+"/orders/"+o.Number
	page := surePage{Side: g, Title: "gift.cancel", Means: "gift.cancelWhy", Do: "gift.cancelDo", Path: at + "/" + action, Back: at,
		Facts: []fact{{Label: "gift.order", Text: o.Number}}, Fields: []field{{"id", v.field("id")}, {"n", v.field("n")}}}
	if action == "resend" {
		n, err := strconv.Atoi(v.field("n"))
		if err != nil || n < 0 || n >= len(o.Cards) {
			return errNoCard
		}
		page.Title, page.Means, page.Do = "gift.resend", "gift.resendWhy", "gift.resendDo"
		page.Facts = append(page.Facts, fact{Label: "gift.toOne", Text: o.Cards[n].To}, fact{Label: "desk.amount", Money: &o.Cards[n].Value})
		return v.askFirst(page)
	}
	cards, sum := countOf(o, gift.Waiting)
	if cards == 0 {
		return v.showOrder(g, unspent.Errorf(unspent.WrongState, "nothing of the order waits to be sent"))
	}
	page.Facts = append(page.Facts, fact{Label: "status.waiting", Text: strconv.Itoa(cards)}, fact{Label: "desk.amount", Money: &sum})
	return v.askFirst(page)
}

// sheetsPage is what is printed: the one page of an order with codes.
type sheetsPage struct {
	Side   side
	Number string
	From   string
	Site   string // address that the recipient opens; no code stands in it
	Sheets []printed
}

type printed struct {
	api.Sheet
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
	o, err := g.server.OrderByNumber(v.r.Context(), number)
	if err != nil {
		return err
	}
	all, err := g.server.Sheets(v.r.Context(), number)
	if unspent.ReasonOf(err) == unspent.NotFound && (!g.Staff || o.By == g.Who.ID) {
		return v.showOrder(g, errSheetsGone)
	}
	if err != nil {
		return v.showOrder(g, err)
	}
	page := sheetsPage{Side: g, Number: number, From: o.Giver.Name, Site: v.s.BaseURL + "/"}
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
	Who    member
	May    bool // order cards
	Orders []api.OrderRecord
	Heads  []column
	More   string
}

func (v *visit) deskOrders() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	orders, err := server.Orders(v.r.Context(), v.cursor())
	if err != nil {
		return err
	}
	heads := sorted(v, orders.Orders,
		sortable[api.OrderRecord]{"number", "desk.order", byText(func(o api.OrderRecord) string { return o.Number })},
		sortable[api.OrderRecord]{"at", "gift.placed", func(a, b api.OrderRecord) int { return a.At.Compare(b.At) }},
		sortable[api.OrderRecord]{"total", "batch.total", func(a, b api.OrderRecord) int { return cmp.Compare(a.Total.Units(), b.Total.Units()) }},
		sortable[api.OrderRecord]{"cards", "batch.count", func(a, b api.OrderRecord) int { return cmp.Compare(len(a.Cards), len(b.Cards)) }},
		sortable[api.OrderRecord]{"waiting", "status.waiting", func(a, b api.OrderRecord) int { return cmp.Compare(waiting(a), waiting(b)) }})
	return v.show("desk_orders", http.StatusOK, "gift.orders", ordersPage{v.member(s), s.who.May(unspent.Issued), orders.Orders, heads, string(orders.Next)})
}
