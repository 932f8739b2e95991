package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// The demo has a past, so that its charts and histories show something. The book
// goes by the clock, so the issuer is opened with one of then.

// past opens the issuer on some days before now, and lets cards be sold and used.
// No two are a week apart: after a week of silence a book does not believe a clock.
func (d *demo) past(ctx context.Context, key string) error {
	now := d.sh.now
	defer func() { d.sh.now = now }()
	for i, days := range []int{43, 37, 31, 25, 19, 13, 8, 5, 3, 2, 1} {
		d.sh.now = func() time.Time { return now().Add(-time.Duration(days) * 24 * time.Hour) }
		h, err := d.open(ctx, key)
		if err != nil {
			return err
		}
		if err := errors.Join(d.day(ctx, h, i, days), h.Close()); err != nil {
			return err
		}
	}
	return nil
}

// day lets happen what happened on one day.
func (d *demo) day(ctx context.Context, h *house.House, i, ago int) error {
	if i == 0 {
		if err := d.programs(ctx); err != nil {
			return err
		}
	}
	name, value := fmt.Sprintf("day-%d", ago), int64(1000*(1+i%4))
	cards, err := d.admin.Issue(ctx, "demo-issue-"+name, unspent.Issue{Program: demoProgram, Value: yen(value), Count: 4 + i%3, Activate: true,
		Order: "SHOP-" + fmt.Sprint(100+i)})
	if err != nil {
		return err
	}
	for n := range 1 + i%3 {
		if _, err := d.admin.Claim(ctx, fmt.Sprintf("demo-claim-%s-%d", name, n), unspent.Claim{Code: cards[n].Code, Account: "acct_hanako"}); err != nil {
			return err
		}
	}
	last := cards[len(cards)-1]
	if _, err := d.admin.Spend(ctx, "demo-spend-"+name, unspent.Spend{Code: last.Code, Amount: yen(value / 2), Merchant: demoMerchant,
		Reference: "order-" + fmt.Sprint(i)}); err != nil {
		return err
	}
	switch ago {
	case 25: // a card whose validity is over by now
		err = d.issue(ctx, "spring-jpy", sample{name: "expired", value: 2000})
		d.cards, d.expired = nil, d.cards
	case 2:
		err = d.earlier(ctx, h)
	}
	return err
}

// programs makes the kinds of cards.
func (d *demo) programs(ctx context.Context) error {
	for _, p := range []struct{ id, name, validity string }{{demoProgram, "ギフトカード", "P10Y"}, {"spring-jpy", "期間限定カード", "P14D"}} {
		validity, err := unspent.ParsePeriod(p.validity)
		if err != nil {
			return err
		}
		if _, err = d.admin.CreateProgram(ctx, "demo-program-"+p.id, unspent.Program{ID: p.id, Name: p.name, Currency: yen(0).Currency(),
			Validity: validity, Claimable: true, Spendable: true, Transferable: true}); err != nil {
			return err
		}
	}
	return nil
}

// taro returns who gives, signed in, with so much on his account.
func (d *demo) taro(ctx context.Context, h *house.House, id string, units int64) (unspent.Actor, error) {
	link, err := h.Door.Link(address(demoGiver), notify.Japanese, "")
	if err != nil {
		return unspent.Actor{}, err
	}
	session, p, err := h.Door.Enter(ctx, link[strings.IndexByte(link, '#')+1:])
	if err != nil {
		return unspent.Actor{}, err
	}
	cards, err := d.admin.Issue(ctx, "demo-fund-"+id, unspent.Issue{Program: demoProgram, Value: yen(units), Count: 1, Activate: true})
	if err != nil {
		return unspent.Actor{}, err
	}
	own := &client.Client{Key: session, Server: atCounter{h.Counter, nil}}
	if _, err := own.Claim(ctx, "demo-fund-claim-"+id, unspent.Claim{Code: cards[0].Code, Account: p.Account}); err != nil {
		return unspent.Actor{}, err
	}
	h.Door.End(session)
	return unspent.Actor{ID: p.Account, Role: unspent.Holder}, nil
}

// give places an order of taro's.
func (d *demo) give(ctx context.Context, h *house.House, taro unspent.Actor, to string, units int64, later time.Duration) (gift.Order, error) {
	o := gift.Order{Program: demoProgram, Giver: gift.Giver{Name: "太郎", Lang: notify.Japanese, Mail: address(demoGiver)}, Cards: []gift.Card{{
		Lang: notify.Japanese, Message: "お誕生日おめでとう。よい一年になりますように。", Value: yen(units), To: address(to)}}}
	if later > 0 {
		o.Cards[0].Send = d.sh.now().Add(later)
	}
	return h.Shop.Place(ctx, taro, "demo-gift-"+to+"-"+yen(units).String(), o)
}

// earlier lets taro give a card that was claimed since.
func (d *demo) earlier(ctx context.Context, h *house.House) error {
	taro, err := d.taro(ctx, h, "earlier", 5000)
	if err != nil {
		return err
	}
	o, err := d.give(ctx, h, taro, demoOther, 1000, 0)
	if err != nil {
		return err
	}
	if err := h.Outbox.Step(ctx); err != nil {
		return err
	}
	code, err := d.box.code(o.Number)
	if err != nil {
		return err
	}
	_, err = d.admin.Claim(ctx, "demo-claim-earlier", unspent.Claim{Code: code, Account: "acct_saburo"})
	return err
}

// gifts lets taro give a card that waits to be claimed, and one that is sent later.
func (d *demo) gifts(ctx context.Context, h *house.House) error {
	taro, err := d.taro(ctx, h, "now", 10_000)
	if err != nil {
		return err
	}
	_, err = d.give(ctx, h, taro, demoFriend, 3000, 0)
	if err == nil {
		_, err = d.give(ctx, h, taro, demoFriend, 2000, 72*time.Hour)
	}
	return err
}

// code reads the code of an order's card out of its mail, as its recipient does.
func (m *mailbox) code(order string) (unspent.Code, error) {
	for _, mail := range m.mails() {
		if mail.Kind() != gift.Letter(false) || !strings.Contains(mail.Text(), order) {
			continue
		}
		for _, word := range strings.FieldsFunc(mail.Text(), func(r rune) bool { return r != '-' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) {
			if code, err := unspent.ParseCode(word); err == nil {
				return code, nil
			}
		}
	}
	return unspent.Code{}, unspent.Errorf(unspent.NotFound, "no mail brought the card of order %s", order)
}

// settle does what the server would do by itself in its first second, so that the
// guide knows which event comes next, and returns it.
func settle(ctx context.Context, h *house.House) (unspent.Seq, error) {
	if _, _, err := h.Book.Sweep(ctx); err != nil {
		return 0, err
	}
	if err := h.Outbox.Step(ctx); err != nil {
		return 0, err
	}
	head := store.NewState()
	err := h.Store.View(ctx, func(r store.Reader) error { return r.Load(ctx, store.Want{}, head) })
	return head.Seq + 1, err
}
