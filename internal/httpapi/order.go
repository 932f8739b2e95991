package httpapi

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

func exampleOrder() api.OrderRecord {
	return api.OrderRecord{Number: "G-4821093755", Program: "gift-jpy", At: exampleTime(), By: "acct_5m2k…", Giver: api.Giver{Name: "太郎", Mail: "taro@example.jp", Lang: "ja", Notices: true},
		Total: yen(3000), Paid: "evt_50", Cards: []api.OrderCard{{To: "hanako@example.jp", Lang: "ja", Message: "お誕生日おめでとう", Value: yen(3000),
			Serial: serialOf(exampleSerial), Status: string(gift.Delivered), Mailed: api.TimeOf(exampleTime())}}}
}

func (s *server) mountOrders() {
	who := access{roles: []unspent.Role{unspent.Issuer, unspent.Support}, self: true}
	see := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}, self: true}
	one, missing := exampleOrder(), []unspent.Reason{unspent.NotFound}
	s.mountOrderReads(see)
	mount(s, endpoint[api.OrderRequest, api.OrderRecord]{
		id: "order", method: "POST", path: "/v1/orders", tag: "gifts", summary: "Order gift cards",
		about:  "Each card is issued and mailed at its date, or is a sheet to print. A holder pays from their account, in full and at once, within the limits that the program sets to handing value on; an order of an API key was paid elsewhere.",
		access: access{kind: unspent.Issued, self: true}, write: true, status: 201, most: maxOrderBody, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongCurrency, unspent.WrongProgram, unspent.Insufficient, unspent.AgainstTerms, unspent.LimitExceeded},
		in:  api.OrderRequest{Program: "gift-jpy", Giver: api.Giver{Name: "太郎", Notices: true}, Cards: []api.OrderCardRequest{{To: "hanako@example.jp", Message: "お誕生日おめでとう", Value: yen(3000)}}},
		out: one, do: (*exchange).order,
	})
	mount(s, endpoint[struct{}, api.OrderPage]{
		id: "orders", method: "GET", path: "/v1/orders", tag: "gifts", summary: "List orders", about: "Of a holder, their own.",
		access: see, query: pageQuery(), out: api.OrderPage{Orders: []api.OrderRecord{one}}, do: (*exchange).orders,
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		id: "orderByNumber", method: "GET", path: "/v1/orders/{number}", tag: "gifts", summary: "See an order",
		about: "Somebody else's is not_found to a holder.", access: see, reasons: missing, out: one, do: (*exchange).orderByNumber,
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		id: "resend", method: "POST", path: "/v1/orders/{number}/cards/{n}/resend", tag: "gifts", summary: "Send a card again, under a new code",
		about:  "The code that was sent before is dead in the same instant. n is the card's place in the order, from 0.",
		access: who, write: true, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState), out: one, do: (*exchange).resend,
	})
	mount(s, endpoint[struct{}, api.OrderRecord]{
		id: "cancelOrder", method: "POST", path: "/v1/orders/{number}/cancel", tag: "gifts", summary: "Cancel what an order has not sent yet",
		about: "Its part of the payment goes back to the giver's account.", access: who, write: true, reasons: missing, out: one, do: (*exchange).cancelOrder,
	})
	mount(s, endpoint[api.NoticeRequest, api.OrderRecord]{
		id: "orderNotices", method: "PUT", path: "/v1/orders/{number}/notices", tag: "gifts", summary: "Switch the opening notices of an order on or off",
		access: who, logged: true, reasons: missing, in: api.NoticeRequest{}, out: one, do: (*exchange).orderNotices,
	})
	mount(s, endpoint[struct{}, api.SheetPage]{
		id: "sheets", method: "POST", path: "/v1/orders/{number}/sheets", tag: "gifts", summary: "Get the sheets to print, with their codes",
		about:  "Only for whoever placed the order, and inside the program's reveal window.",
		access: access{roles: []unspent.Role{unspent.Issuer}, self: true}, logged: true, reasons: missing,
		out: api.SheetPage{Sheets: []api.Sheet{{N: 0, Serial: serialOf(exampleSerial), Code: newCode(), Value: yen(3000), Message: ""}}}, do: (*exchange).sheets,
	})
	mount(s, endpoint[api.SendRequest, api.OrderRecord]{
		id: "sendCard", method: "POST", path: "/v1/cards/{serial}/send", tag: "gifts", summary: "Mail a card to somebody, under a new code",
		about:  "The code before is dead in the same instant, and nobody but the recipient sees the new one. A card of an order needs no address: it goes to its recipient again. To an address that is not the recipient's on record it takes a second person.",
		access: access{kind: unspent.Reissued}, write: true, optional: true, reasons: append(cardReasons(), unspent.NotFound, unspent.WrongState, unspent.SecondPerson), in: api.SendRequest{To: "hanako@example.jp", Lang: "ja"}, out: one, do: (*exchange).sendCard,
	})
	mount(s, endpoint[struct{}, api.ReceivedPage]{
		id: "received", method: "GET", path: "/v1/me/cards", tag: "holders", summary: "List the cards that were sent to one",
		about: "Codes are in the mails only.", access: access{self: true}, query: pageQuery(),
		out: api.ReceivedPage{Cards: []api.ReceivedCard{{Order: "G-4821093755", From: "太郎", Message: "お誕生日おめでとう", Value: yen(3000), At: exampleTime(), Serial: serialOf(exampleSerial), Status: string(gift.Opened)}}}, do: (*exchange).received,
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "seen", method: "POST", path: "/v1/me/cards/{serial}/seen", tag: "holders", summary: "Note that one has looked at a card that was sent to one",
		about: "The giver sees it as opened. Of any other card nothing is noted, with the same answer.", access: access{self: true}, status: 204, do: (*exchange).seen,
	})
}

// seen notes for the giver that the recipient has looked at a card. Of one that was
// not sent to them nothing is noted, and the answer is the same.
func (x *exchange) seen(*struct{}) (*struct{}, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
	if err != nil {
		return nil, err
	}
	return nothing(shop.See(x.r.Context(), p.Mail, serial))
}

// shop returns who takes orders.
func (x *exchange) shop() (*gift.Shop, error) {
	if x.s.Shop == nil {
		return nil, unspent.Errorf(unspent.Unavailable, "this server takes no orders")
	}
	return x.s.Shop, nil
}

func langOf(text string) notify.Lang {
	if text == string(notify.English) {
		return notify.English
	}
	return notify.Japanese
}

// parseOrder reads an order as it was asked for.
func (x *exchange) parseOrder(in *api.OrderRequest) (o gift.Order, err error) {
	o = gift.Order{Number: in.Number, Program: in.Program, Giver: gift.Giver{Name: in.Giver.Name, Lang: langOf(in.Giver.Lang), Quiet: !in.Giver.Notices}}
	if x.by.Role == unspent.Holder {
		p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
		if err != nil {
			return o, err
		}
		if in.Number != "" {
			return o, unspent.Errorf(unspent.Invalid, "leave number out: the order gets one")
		}
		o.Giver.Mail, o.Giver.Lang = p.Mail, p.Lang
	} else if in.Giver.Mail != "" {
		if o.Giver.Mail, err = notify.ParseAddress(in.Giver.Mail); err != nil {
			return o, err
		}
	}
	for _, one := range in.Cards {
		c := gift.Card{Lang: langOf(one.Lang), Message: one.Message, Value: one.Value, Send: one.Send.Time}
		if one.To != "" {
			if c.To, err = notify.ParseAddress(one.To); err != nil {
				return o, err
			}
		}
		o.Cards = append(o.Cards, c)
	}
	return o, nil
}

func (x *exchange) order(in *api.OrderRequest) (*api.OrderRecord, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	o, err := x.parseOrder(in)
	if err != nil {
		return nil, err
	}
	p, err := x.clearOrder(shop, in, o)
	if err != nil {
		return nil, err
	}
	if o, err = shop.Place(x.r.Context(), x.by, x.key, o); err != nil {
		x.refused(p, err)
		return nil, err
	}
	x.subject = o.Number + x.subject
	x.carried(p)
	return x.viewOrder(shop, o)
}

// clearOrder counts what an order of the staff comes to as cards that they issue. A
// holder pays for theirs.
func (x *exchange) clearOrder(shop *gift.Shop, in *api.OrderRequest, o gift.Order) (pass, error) {
	if x.by.Role == unspent.Holder || len(o.Cards) == 0 || !x.asks() {
		return pass{}, nil
	}
	total, err := o.Total()
	if err != nil {
		return pass{}, err
	}
	sum := sha256.Sum256(appendJSON(nil, in)) // the approval is of this very order
	cmd := unspent.Issue{Program: o.Program, Value: total, Count: 1, Activate: true, Order: o.Number, Recipient: "order " + hex.EncodeToString(sum[:])}
	if err := cmd.Validate(); err != nil {
		return pass{}, err
	}
	st, err := x.stakeOf(cmd)
	if err != nil {
		return pass{}, err
	}
	st.answered = func(r store.Reader) (bool, error) { return shop.Placed(x.r.Context(), r, x.by, x.key, o) }
	return x.clear(st)
}

func (x *exchange) viewOrder(shop *gift.Shop, o gift.Order) (*api.OrderRecord, error) {
	statuses, err := shop.Statuses(x.r.Context(), o)
	if err != nil {
		return nil, err
	}
	return x.viewOrderAt(o, statuses)
}

func (x *exchange) viewOrderAt(o gift.Order, statuses []gift.Status) (*api.OrderRecord, error) {
	total, err := o.Total()
	if err != nil {
		return nil, err
	}
	g := o.Giver
	v := &api.OrderRecord{Number: o.Number, Program: o.Program, At: o.At, By: o.By, Giver: api.Giver{Name: g.Name, Mail: g.Mail.String(), Lang: string(g.Lang), Notices: !g.Quiet}, Total: total, Cancelled: api.TimeOf(o.Cancelled)}
	if o.Paid != 0 {
		v.Paid = o.Paid.EventID()
	}
	for n, c := range o.Cards {
		to := c.To
		if x.by.Role == unspent.Holder {
			to = c.Named()
		}
		one := api.OrderCard{To: to.String(), Lang: string(c.Lang), Message: c.Message, Value: c.Value, Send: api.TimeOf(c.Send), Serial: c.Serial(), Status: string(statuses[n]),
			Mailed: api.TimeOf(c.Mailed), Failed: c.Failed, Opened: api.TimeOf(c.Opened)}
		v.Cards = append(v.Cards, one)
	}
	return v, nil
}

// own returns an order that the caller may see.
func (x *exchange) own() (*gift.Shop, gift.Order, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, gift.Order{}, err
	}
	o, err := shop.Order(x.r.Context(), x.r.PathValue("number"))
	if err == nil && x.by.Role == unspent.Holder && o.Giver.Account != x.by.ID {
		err = unspent.Errorf(unspent.NotFound, "there is no such order")
	}
	if err == nil {
		x.subject = o.Number
	}
	return shop, o, err
}

func (x *exchange) orderByNumber(*struct{}) (*api.OrderRecord, error) {
	shop, o, err := x.own()
	if err != nil {
		return nil, err
	}
	return x.viewOrder(shop, o)
}

// orderPlace reads the cursor of a list of orders.
func (x *exchange) orderPlace() (limit int, after gift.Page, err error) {
	limit, cursor, err := x.page()
	if err == nil && cursor != nil && json.Unmarshal(cursor, &after) != nil {
		err = errCursor
	}
	return min(limit, maxOrders), after, err
}

// nextOrders is the cursor behind a full page of orders, "" at the end.
func nextOrders(orders []gift.Order, limit int) api.Cursor {
	if len(orders) < limit {
		return ""
	}
	last := orders[len(orders)-1]
	place, err := json.Marshal(gift.Page{At: last.At, ID: last.Number})
	if err != nil {
		panic(err) // a time and a text
	}
	return newCursor(place)
}

func (x *exchange) orders(*struct{}) (*api.OrderPage, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	limit, after, err := x.orderPlace()
	if err != nil {
		return nil, err
	}
	var found []gift.Order
	if x.by.Role == unspent.Holder {
		found, err = shop.Given(x.r.Context(), x.by.ID, after, limit)
	} else {
		found, err = shop.Orders(x.r.Context(), after, limit)
	}
	if err != nil {
		return nil, err
	}
	return x.viewOrders(shop, found, limit)
}

// viewOrders shows a page of orders: those of found until their cards are many.
func (x *exchange) viewOrders(shop *gift.Shop, found []gift.Order, limit int) (*api.OrderPage, error) {
	out := &api.OrderPage{Orders: []api.OrderRecord{}}
	found, out.Next = fewCards(found, limit)
	statuses, err := shop.StatusesOf(x.r.Context(), found)
	if err != nil {
		return nil, err
	}
	for i, o := range found {
		v, err := x.viewOrderAt(o, statuses[i])
		if err != nil {
			return nil, err
		}
		out.Orders = append(out.Orders, *v)
	}
	return out, nil
}

// fewCards cuts a page of orders off where their cards come to more than one answer
// looks up, and returns the cursor behind it.
func fewCards(found []gift.Order, limit int) (page []gift.Order, next api.Cursor) {
	cards := 0
	for i, o := range found {
		if cards += len(o.Cards); i > 0 && cards > maxOrderCards {
			return found[:i], nextOrders(found[:i], i)
		}
	}
	return found, nextOrders(found, limit)
}

func (x *exchange) resend(*struct{}) (*api.OrderRecord, error) {
	shop, o, err := x.own()
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(x.r.PathValue("n"))
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "a card of an order is named by its place, from 0")
	}
	if o, err = shop.Resend(x.r.Context(), o.Number, n, x.key); err != nil {
		return nil, err
	}
	return x.viewOrder(shop, o)
}

func (x *exchange) sendCard(in *api.SendRequest) (*api.OrderRecord, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	serial, err := unspent.ParseSerial(x.r.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	var to notify.Address
	if in.To != "" {
		if to, err = notify.ParseAddress(in.To); err != nil {
			return nil, err
		}
	}
	p, err := x.clearSend(shop, serial, to, langOf(in.Lang))
	if err != nil {
		return nil, err
	}
	o, err := shop.SendTo(x.r.Context(), x.by, x.key, serial, to, langOf(in.Lang))
	if err != nil {
		return nil, err
	}
	x.carried(p)
	x.subject += " " + o.Number
	return x.viewOrder(shop, o)
}

func (x *exchange) cancelOrder(*struct{}) (*api.OrderRecord, error) {
	shop, o, err := x.own()
	if err != nil {
		return nil, err
	}
	if o, err = shop.Cancel(x.r.Context(), o.Number); err != nil {
		return nil, err
	}
	return x.viewOrder(shop, o)
}

func (x *exchange) orderNotices(in *api.NoticeRequest) (*api.OrderRecord, error) {
	shop, o, err := x.own()
	if err != nil {
		return nil, err
	}
	if o, err = shop.Silence(x.r.Context(), o.Number, !in.Notices); err != nil {
		return nil, err
	}
	return x.viewOrder(shop, o)
}

// sheets tells the codes of an order's sheets to whoever placed it, and to
// nobody else, not even other staff.
func (x *exchange) sheets(*struct{}) (*api.SheetPage, error) {
	shop, o, err := x.own()
	if err == nil && o.By != x.by.ID {
		err = unspent.Errorf(unspent.NotFound, "there is no such order of yours")
	}
	if err != nil {
		return nil, err
	}
	out := &api.SheetPage{Sheets: []api.Sheet{}}
	for n, c := range o.Cards {
		if !c.Sheet() || len(c.Serials) == 0 {
			continue
		}
		code, err := shop.Code(x.r.Context(), o.Number, n)
		if err != nil {
			return nil, err
		}
		seen, err := x.s.Book.Card(x.r.Context(), c.Serial())
		if err != nil {
			return nil, err
		}
		out.Sheets = append(out.Sheets, api.Sheet{N: n, Serial: c.Serial(), Code: code, Value: c.Value, Message: c.Message, Until: api.TimeOf(seen.Card.ExpiresAt)})
	}
	if len(out.Sheets) == 0 {
		return nil, unspent.Errorf(unspent.NotFound, "the order has no sheets to print")
	}
	return out, nil
}

func (x *exchange) received(*struct{}) (*api.ReceivedPage, error) {
	shop, err := x.shop()
	if err != nil {
		return nil, err
	}
	p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
	if err != nil {
		return nil, err
	}
	limit, after, err := x.orderPlace()
	if err != nil {
		return nil, err
	}
	found, err := shop.Received(x.r.Context(), p.Mail, after, limit)
	if err != nil {
		return nil, err
	}
	out := &api.ReceivedPage{Cards: []api.ReceivedCard{}}
	found, out.Next = fewCards(found, limit)
	statuses, err := shop.StatusesOf(x.r.Context(), found)
	if err != nil {
		return nil, err
	}
	for i, o := range found {
		for n, c := range o.Cards {
			if strings.EqualFold(c.To.String(), p.Mail.String()) && len(c.Serials) > 0 {
				out.Cards = append(out.Cards, api.ReceivedCard{Order: o.Number, From: o.Giver.Name, Message: c.Message, Value: c.Value, At: o.At, Serial: c.Serial(), Status: string(statuses[i][n])})
			}
		}
	}
	return out, nil
}
