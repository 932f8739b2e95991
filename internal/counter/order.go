package counter

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// seen notes for the giver that the recipient has looked at a card. Of one that was
// not sent to them nothing is noted, and the answer is the same.
func (x *Errand) seen(*struct{}) (*struct{}, error) {
	serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	p, err := x.c.Door.Person(x.ctx, x.by.ID)
	if err != nil {
		return nil, err
	}
	return nothing(x.c.Shop.See(x.ctx, p.Mail, serial))
}

// addressOf reads an address that may be left out.
func addressOf(text string) (notify.Address, error) {
	if text == "" {
		return notify.Address{}, nil
	}
	return notify.ParseAddress(text)
}

func langOf(text string) notify.Lang {
	if text == string(notify.English) {
		return notify.English
	}
	return notify.Japanese
}

// parseOrder reads an order as it was asked for.
// What cannot be read of it is among the faults, and not in the order.
func (x *Errand) parseOrder(in *api.OrderRequest) (o gift.Order, faults []*gift.Fault, err error) {
	o = gift.Order{Number: in.Number, Program: in.Program, Giver: gift.Giver{Name: in.Giver.Name, Lang: langOf(in.Giver.Lang), Quiet: !in.Giver.Notices}}
	if x.by.Role == unspent.Holder {
		p, err := x.c.Door.Person(x.ctx, x.by.ID)
		if err != nil {
			return o, nil, err
		}
		if in.Number != "" {
			faults = append(faults, gift.Wrong("number", unspent.Errorf(unspent.Invalid, "leave number out: the order gets one")))
		}
		o.Number, o.Giver.Mail, o.Giver.Lang = "", p.Mail, p.Lang
	} else if o.Giver.Mail, err = addressOf(in.Giver.Mail); err != nil {
		faults = append(faults, gift.Wrong("giver.mail", err))
	}
	for _, one := range in.Cards {
		c := gift.Card{Lang: langOf(one.Lang), Message: one.Message, Value: one.Value, Send: one.Send.Time}
		if c.To, err = addressOf(one.To); err != nil {
			c.Send = time.Time{} // it is no sheet, whose date would be wrong
			if !slices.ContainsFunc(faults, func(f *gift.Fault) bool { return f.Field == "cards.to" }) {
				faults = append(faults, gift.Wrong("cards.to", err))
			}
		}
		o.Cards = append(o.Cards, c)
	}
	return o, faults, nil
}

func (x *Errand) order(in *api.OrderRequest) (*api.OrderRecord, error) {
	o, faults, err := x.parseOrder(in)
	if err != nil {
		return nil, err
	}
	if len(faults) > 0 {
		return nil, faults[0].Unwrap()
	}
	p, err := x.clearOrder(in, o)
	if err != nil {
		return nil, err
	}
	if o, err = x.c.Shop.Place(x.ctx, x.by, x.key, o); err != nil {
		x.refused(p, err)
		return nil, err
	}
	x.subject = o.Number + x.subject
	x.carried(p)
	return x.viewOrder(o)
}

// clearOrder counts what an order of the staff comes to as cards that they issue. A
// holder pays for theirs.
func (x *Errand) clearOrder(in *api.OrderRequest, o gift.Order) (pass, error) {
	if x.by.Role == unspent.Holder || len(o.Cards) == 0 || !x.asks() {
		return pass{}, nil
	}
	total, err := o.Total()
	if err != nil {
		return pass{}, err
	}
	sum, err := printOf(in) // the approval is of this very order
	if err != nil {
		return pass{}, err
	}
	cmd := unspent.Issue{Program: o.Program, Value: total, Count: 1, Activate: true, Order: o.Number, Recipient: "order " + hex.EncodeToString(sum[:])}
	if err := cmd.Validate(); err != nil {
		return pass{}, err
	}
	st, err := x.stakeOf(cmd)
	if err != nil {
		return pass{}, err
	}
	st.answered = func(r store.Reader) (bool, error) { return x.c.Shop.Placed(x.ctx, r, x.by, x.key, o) }
	return x.clear(st)
}

func printOf(in *api.OrderRequest) ([sha256.Size]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(in)
	return sha256.Sum256(bytes.TrimSuffix(b.Bytes(), []byte("\n"))), err
}

func (x *Errand) viewOrder(o gift.Order) (*api.OrderRecord, error) {
	statuses, err := x.c.Shop.Statuses(x.ctx, o)
	if err != nil {
		return nil, err
	}
	return x.viewOrderAt(o, statuses)
}

func (x *Errand) viewOrderAt(o gift.Order, statuses []gift.Status) (*api.OrderRecord, error) {
	total, err := o.Total()
	if err != nil {
		return nil, err
	}
	g := o.Giver
	v := &api.OrderRecord{Number: o.Number, Program: o.Program, At: o.At, By: o.By, Giver: api.Giver{Name: g.Name, Mail: g.Mail.String(),
		Lang: string(g.Lang), Notices: !g.Quiet}, Total: total, Cancelled: api.TimeOf(o.Cancelled)}
	if o.Paid != 0 {
		v.Paid = o.Paid.EventID()
	}
	for n, c := range o.Cards {
		to := c.To
		if x.by.Role == unspent.Holder {
			to = c.Named()
		}
		one := api.OrderCard{To: to.String(), Lang: string(c.Lang), Message: c.Message, Value: c.Value, Send: api.TimeOf(c.Send), Serial: c.Serial(),
			Status: string(statuses[n]),
			Mailed: api.TimeOf(c.Mailed), Failed: c.Failed, Opened: api.TimeOf(c.Opened)}
		v.Cards = append(v.Cards, one)
	}
	return v, nil
}

// own returns the order that is named, if the caller may see it.
func (x *Errand) own() (gift.Order, error) {
	o, err := x.c.Shop.Order(x.ctx, x.asked.PathValue("number"))
	if err == nil && x.by.Role == unspent.Holder && o.Giver.Account != x.by.ID {
		err = unspent.Errorf(unspent.NotFound, "there is no such order")
	}
	if err == nil {
		x.subject = o.Number
	}
	return o, err
}

// ofOrder is a call that does something with the order that is named, and shows it.
func ofOrder[I any](do func(*Errand, gift.Order, *I) (gift.Order, error)) func(*Errand, *I) (*api.OrderRecord, error) {
	return func(x *Errand, in *I) (*api.OrderRecord, error) {
		o, err := x.own()
		if err == nil {
			o, err = do(x, o, in)
		}
		if err != nil {
			return nil, err
		}
		return x.viewOrder(o)
	}
}

func (x *Errand) orderByNumber(o gift.Order, _ *struct{}) (gift.Order, error) { return o, nil }

// orderPlace reads the cursor of a list of orders.
func (x *Errand) orderPlace() (limit int, after gift.Page, err error) {
	limit, cursor, err := x.page()
	if err == nil && cursor != nil && json.Unmarshal(cursor, &after) != nil {
		err = errCursor
	}
	return min(limit, maxOrders), after, err
}

// nextOrders is the cursor behind a full page of orders, "" at the end.
func (x *Errand) nextOrders(orders []gift.Order, limit int) api.Cursor {
	if len(orders) < limit {
		return ""
	}
	last := orders[len(orders)-1]
	place, err := json.Marshal(gift.Page{At: last.At, ID: last.Number})
	if err != nil {
		panic(err) // a time and a text
	}
	return x.cursor(place)
}

func (x *Errand) orders(*struct{}) (*api.OrderPage, error) {
	limit, after, err := x.orderPlace()
	if err != nil {
		return nil, err
	}
	var found []gift.Order
	if x.by.Role == unspent.Holder {
		found, err = x.c.Shop.Given(x.ctx, x.by.ID, after, limit)
	} else {
		found, err = x.c.Shop.Orders(x.ctx, after, limit)
	}
	if err != nil {
		return nil, err
	}
	return x.viewOrders(found, limit)
}

// viewOrders shows a page of orders: those of found until their cards are many.
func (x *Errand) viewOrders(found []gift.Order, limit int) (*api.OrderPage, error) {
	out := &api.OrderPage{Orders: []api.OrderRecord{}}
	found, out.Next = x.fewCards(found, limit)
	statuses, err := x.c.Shop.StatusesOf(x.ctx, found)
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
func (x *Errand) fewCards(found []gift.Order, limit int) (page []gift.Order, next api.Cursor) {
	cards := 0
	for i, o := range found {
		if cards += len(o.Cards); i > 0 && cards > maxOrderCards {
			return found[:i], x.nextOrders(found[:i], i)
		}
	}
	return found, x.nextOrders(found, limit)
}

func (x *Errand) resend(o gift.Order, _ *struct{}) (gift.Order, error) {
	n, err := strconv.Atoi(x.asked.PathValue("n"))
	if err != nil {
		return o, unspent.Errorf(unspent.Invalid, "a card of an order is named by its place, from 0")
	}
	return x.c.Shop.Resend(x.ctx, o.Number, n, x.key)
}

func (x *Errand) sendCard(in *api.SendRequest) (*api.OrderRecord, error) {
	serial, err := unspent.ParseSerial(x.asked.PathValue("serial"))
	if err != nil {
		return nil, err
	}
	to, err := addressOf(in.To)
	if err != nil {
		return nil, err
	}
	p, err := x.clearSend(serial, to, langOf(in.Lang))
	if err != nil {
		return nil, err
	}
	o, err := x.c.Shop.SendTo(x.ctx, x.by, x.key, serial, to, langOf(in.Lang))
	if err != nil {
		return nil, err
	}
	x.carried(p)
	x.subject += " " + o.Number
	return x.viewOrder(o)
}

func (x *Errand) cancelOrder(o gift.Order, _ *struct{}) (gift.Order, error) {
	return x.c.Shop.Cancel(x.ctx, o.Number)
}

func (x *Errand) orderNotices(o gift.Order, in *api.NoticeRequest) (gift.Order, error) {
	return x.c.Shop.Silence(x.ctx, o.Number, !in.Notices)
}

// sheets tells the codes of an order's sheets to whoever placed it, and to
// nobody else, not even other staff.
func (x *Errand) sheets(*struct{}) (*api.SheetPage, error) {
	o, err := x.own()
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
		code, err := x.c.Shop.Code(x.ctx, o.Number, n)
		if err != nil {
			return nil, err
		}
		seen, err := x.c.Book.Card(x.ctx, c.Serial())
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

func (x *Errand) received(*struct{}) (*api.ReceivedPage, error) {
	p, err := x.c.Door.Person(x.ctx, x.by.ID)
	if err != nil {
		return nil, err
	}
	limit, after, err := x.orderPlace()
	if err != nil {
		return nil, err
	}
	found, err := x.c.Shop.Received(x.ctx, p.Mail, after, limit)
	if err != nil {
		return nil, err
	}
	out := &api.ReceivedPage{Cards: []api.ReceivedCard{}}
	found, out.Next = x.fewCards(found, limit)
	statuses, err := x.c.Shop.StatusesOf(x.ctx, found)
	if err != nil {
		return nil, err
	}
	for i, o := range found {
		for n, c := range o.Cards {
			if strings.EqualFold(c.To.String(), p.Mail.String()) && len(c.Serials) > 0 {
				out.Cards = append(out.Cards, api.ReceivedCard{Order: o.Number, From: o.Giver.Name, Message: c.Message, Value: c.Value, At: o.At,
					Serial: c.Serial(), Status: string(statuses[i][n])})
			}
		}
	}
	return out, nil
}
