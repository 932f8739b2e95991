package gift_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// A card that is sent again has a new code; the one before is dead. The same
// request does it once.
func TestResend(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	old, err := m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code", err, "")
	wantReason(t, "Mailed", m.Mailed(t.Context(), o.Cards[0].Serial(), m.now), "")
	for range 2 {
		o, err = m.Resend(t.Context(), o.Number, 0, "again")
		wantReason(t, "Resend", err, "")
	}
	if len(o.Cards[0].Serials) != 2 || statuses(t, m, o.Number) != "sent" {
		t.Errorf("serials %v, %s", o.Cards[0].Serials, statuses(t, m, o.Number))
	}
	fresh, err := m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code", err, "")
	if fresh.Reveal() == old.Reveal() {
		t.Error("the code is the same")
	}
	if seen, err := m.book.Check(t.Context(), old); err != nil || seen.Card.State != unspent.StateReplaced {
		t.Errorf("the old code is %s, %v", seen.Card.State, err)
	}
	wantReason(t, "Mailed of the old card", m.Mailed(t.Context(), o.Cards[0].Serials[0], m.now), "")
	if statuses(t, m, o.Number) != "sent" {
		t.Error("the mail with the dead code counts as delivered")
	}
	_, err = m.Resend(t.Context(), o.Number, 1, "x")
	wantReason(t, "Resend of no card", err, unspent.NotFound)
	_, err = m.Resend(t.Context(), o.Number, 0, "too soon")
	wantReason(t, "Resend once more at once", err, unspent.LimitExceeded)
	for i := range gift.MaxResends {
		m.wait(gift.ResendPause)
		_, err = m.Resend(t.Context(), o.Number, 0, "more "+strconv.Itoa(i))
	}
	wantReason(t, "Resend once too often", err, unspent.LimitExceeded)
	for _, id := range []string{"again", "more 0", "more 7"} {
		same, err := m.Resend(t.Context(), o.Number, 0, id)
		if err != nil || len(same.Cards[0].Serials) != 1+gift.MaxResends {
			t.Errorf("Resend under the earlier id %q = %d serials, %v; want nothing to happen", id, len(same.Cards[0].Serials), err)
		}
	}
	m.wait(25 * time.Hour)
	_, err = m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code after the reveal window", err, unspent.NotFound)
}

// Each state of a card is a status.
func TestStatuses(t *testing.T) {
	steps := map[gift.Status]func(t *testing.T, m *market, o gift.Order, code unspent.Code) unspent.Command{
		gift.Sent: nil,
		gift.Claimed: func(_ *testing.T, _ *market, _ gift.Order, code unspent.Code) unspent.Command {
			return unspent.Claim{Code: code, Account: "acct_x"}
		},
		gift.Used: func(_ *testing.T, _ *market, _ gift.Order, code unspent.Code) unspent.Command {
			return unspent.Spend{Code: code, Amount: jpy(1), Merchant: "m"}
		},
		gift.PassedOn: func(_ *testing.T, _ *market, _ gift.Order, code unspent.Code) unspent.Command {
			return unspent.Transfer{Code: code}
		},
		gift.Stopped: func(_ *testing.T, _ *market, o gift.Order, _ unspent.Code) unspent.Command {
			return unspent.Freeze{Serial: o.Cards[0].Serial(), Reason: "chargeback"}
		},
		gift.Delivered: func(t *testing.T, m *market, o gift.Order, _ unspent.Code) unspent.Command {
			wantReason(t, "Mailed", m.Mailed(t.Context(), o.Cards[0].Serial(), m.now), "")
			return nil
		},
		gift.Failed: func(t *testing.T, m *market, o gift.Order, _ unspent.Code) unspent.Command {
			wantReason(t, "Mailed", m.Mailed(t.Context(), o.Cards[0].Serial(), m.now), "")
			wantReason(t, "Bounced", m.Bounced(t.Context(), o.Cards[0].Serial(), "550 no such user"), "")
			return nil
		},
		gift.Opened: func(t *testing.T, m *market, o gift.Order, _ unspent.Code) unspent.Command {
			wantReason(t, "See", m.See(t.Context(), to(t, "Hanako@Example.jp"), o.Cards[0].Serial()), "")
			wantReason(t, "See", m.See(t.Context(), to(t, "stranger@example.jp"), o.Cards[0].Serial()), "")
			return nil
		},
	}
	for want, step := range steps {
		t.Run(string(want), func(t *testing.T) {
			m := open(t)
			o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
			wantReason(t, "Place", err, "")
			code, err := m.Code(t.Context(), o.Number, 0)
			wantReason(t, "Code", err, "")
			if step != nil {
				if cmd := step(t, m, o, code); cmd != nil {
					_, err := m.book.Do(t.Context(), unspent.Request{Key: "step", By: admin(), Command: cmd})
					wantReason(t, "step", err, "")
				}
			}
			if got := statuses(t, m, o.Number); got != string(want) {
				t.Errorf("status %q, want %q", got, want)
			}
		})
	}
}

// Nothing of a person who is forgotten is left, and what they ordered for later is
// paid back.
func TestForget(t *testing.T) {
	m := open(t)
	m.fund(t, 5000)
	o := order(t, 1000, "hanako@example.jp", "later@example.jp")
	o.Giver.Name, o.Giver.Mail = "秘密の太郎", to(t, "taro@example.jp")
	o.Cards[0].Message, o.Cards[1].Send = "二人だけの秘密", m.now.Add(time.Hour)
	_, err := m.Place(t.Context(), holder(), "given", o)
	wantReason(t, "Place", err, "")
	other := order(t, 500, "Taro@example.jp", "jiro@example.jp")
	other.Giver.Name = "会社"
	_, err = m.Place(t.Context(), admin(), "received", other)
	wantReason(t, "Place", err, "")
	wantReason(t, "Forget", m.Forget(t.Context(), holder().ID, to(t, "taro@example.jp")), "")
	if got := m.balance(t, holder().ID); got != 4000 {
		t.Errorf("balance %d, want what was ordered for later back", got)
	}
	err = m.store.View(t.Context(), func(r store.Reader) error {
		all, err := r.Documents(t.Context(), store.Pick{Kind: "gift-order", Limit: 100})
		for _, d := range all {
			for _, word := range []string{"taro@", "Taro@", "太郎", "秘密"} {
				if strings.Contains(string(d.Body), word) {
					t.Errorf("order %s still says %q: %s", d.ID, word, d.Body)
				}
			}
		}
		return err
	})
	wantReason(t, "View", err, "")
	for what, list := range map[string]func() ([]gift.Order, error){
		"given": func() ([]gift.Order, error) { return m.Given(t.Context(), holder().ID, gift.Page{}, 10) },
		"received": func() ([]gift.Order, error) {
			return m.Received(t.Context(), to(t, "taro@example.jp"), gift.Page{}, 10)
		},
	} {
		if left, err := list(); err != nil || len(left) != 0 {
			t.Errorf("%d orders are still found as %s, %v", len(left), what, err)
		}
	}
	if left, err := m.Received(t.Context(), to(t, "jiro@example.jp"), gift.Page{}, 10); err != nil || len(left) != 1 {
		t.Errorf("somebody else's order was forgotten too: %d, %v", len(left), err)
	}
}

// Lists are in order, and go on where they stopped.
func TestLists(t *testing.T) {
	m := open(t)
	for i := range 5 {
		o := order(t, 100, "hanako@example.jp")
		o.Number = "N-" + strconv.Itoa(i)
		_, err := m.Place(t.Context(), admin(), strconv.Itoa(i), o)
		wantReason(t, "Place", err, "")
		m.wait(time.Minute)
	}
	var got []string
	after := gift.Page{}
	for {
		page, err := m.Received(t.Context(), to(t, "hanako@example.jp"), after, 2)
		wantReason(t, "Received", err, "")
		for _, o := range page {
			got, after = append(got, o.Number), gift.Page{At: o.At, ID: o.Number}
		}
		if len(page) < 2 {
			break
		}
	}
	if text := strings.Join(got, " "); text != "N-4 N-3 N-2 N-1 N-0" {
		t.Errorf("the orders are %s", text)
	}
	o, n, err := m.OfCard(t.Context(), func() unspent.Serial { o, _ := m.Order(t.Context(), "N-3"); return o.Cards[0].Serial() }())
	if err != nil || o.Number != "N-3" || n != 0 {
		t.Errorf("OfCard = %s, %d, %v", o.Number, n, err)
	}
	_, _, err = m.OfCard(t.Context(), unspent.Serial{})
	wantReason(t, "OfCard of none", err, unspent.NotFound)
	_, err = m.Order(t.Context(), "none")
	wantReason(t, "Order", err, unspent.NotFound)
	quiet, err := m.Silence(t.Context(), "N-1", true)
	if err != nil || !quiet.Giver.Quiet {
		t.Errorf("Silence = %+v, %v", quiet.Giver, err)
	}
}

// The staff sends any card that can be used: that of an order to its recipient or
// to another address, and one of no order to the address that is given.
func TestSendTo(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@exmaple.jp", ""))
	wantReason(t, "Place", err, "")
	mistyped, sheet := o.Cards[0].Serial(), o.Cards[1].Serial()
	none := to(t, "none@example.jp")
	_, err = m.SendTo(t.Context(), admin(), "a", sheet, notify.Address{}, notify.Japanese)
	wantReason(t, "a sheet to nobody", err, unspent.Invalid)
	for range 2 { // the second time the serial is that of a dead card
		o, err = m.SendTo(t.Context(), admin(), "b", mistyped, to(t, "hanako@example.jp"), notify.English)
		wantReason(t, "SendTo", err, "")
	}
	_, err = m.SendTo(t.Context(), admin(), "b", mistyped, none, notify.English)
	wantReason(t, "the same request with another address", err, unspent.Conflict)
	_, err = m.SendTo(t.Context(), admin(), "b2", mistyped, none, notify.English)
	wantReason(t, "a serial that was replaced", err, unspent.WrongState)
	o, err = m.Order(t.Context(), mustNumber(t, m))
	if c := o.Cards[0]; err != nil || c.To.String() != "hanako@example.jp" || len(c.Serials) != 2 || c.Lang != notify.English ||
		c.Named().String() != "hanako@exmaple.jp" {
		t.Errorf("the order is %+v, %v", o, err)
	}
	plain, err := m.book.Do(t.Context(), unspent.Request{Key: "plain", By: admin(),
		Command: unspent.Issue{Program: "gift-jpy", Value: jpy(700), Count: 1, Activate: true}})
	wantReason(t, "Issue", err, "")
	serial, _ := plain.Events[0].Credit.Serial()
	sent, err := m.SendTo(t.Context(), admin(), "c", serial, none, notify.Japanese)
	if err != nil || len(sent.Cards) != 1 || sent.Cards[0].Value != jpy(700) || len(sent.Cards[0].Serials) != 2 {
		t.Fatalf("SendTo = %+v, %v", sent, err)
	}
	if seen, err := m.book.Check(t.Context(), plain.Codes[0]); err != nil || seen.Card.State != unspent.StateReplaced {
		t.Errorf("the code before is %s, %v", seen.Card.State, err)
	}
	_, err = m.SendTo(t.Context(), admin(), "d", serial, none, notify.Japanese)
	wantReason(t, "a dead card", err, unspent.WrongState)
	_, err = m.SendTo(t.Context(), admin(), "e", unspent.Serial{}, none, notify.Japanese)
	wantReason(t, "no card", err, unspent.NotFound)
}

// A card that the book does not give a new code keeps its address, and the next
// request counts as any other.
func TestSendToDeclined(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	code, err := m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code", err, "")
	_, err = m.book.Do(t.Context(), unspent.Request{Key: "hold", By: admin(), Command: unspent.PlaceHold{Code: code, For: "shop", Until: m.now.Add(time.Hour)}})
	wantReason(t, "PlaceHold", err, "")
	serial, other := o.Cards[0].Serial(), to(t, "other@example.jp")
	for range 2 {
		_, err = m.SendTo(t.Context(), admin(), "a", serial, other, notify.Japanese)
		wantReason(t, "SendTo of a held card", err, unspent.CardHeld)
		o, err = m.Order(t.Context(), o.Number)
		if c := o.Cards[0]; err != nil || c.To.String() != "hanako@example.jp" || c.Serial() != serial {
			t.Fatalf("the card is %+v, %v; want it as it was", c, err)
		}
	}
	m.wait(2 * time.Hour)
	o, err = m.SendTo(t.Context(), admin(), "b", serial, other, notify.Japanese)
	if err != nil || o.Cards[0].To != other || o.Cards[0].Serial() == serial {
		t.Errorf("when the hold is over: %+v, %v", o.Cards, err)
	}
}

// Whoever reads the journal first, and whatever is lost on the way: the new code
// goes to the new address, and the request ends the same.
func TestSendToCutShort(t *testing.T) {
	for lost := range 3 { // of the writes: the request, the new code, the new serial
		for _, stored := range []bool{false, true} {
			t.Run(fmt.Sprint(lost, stored), func(t *testing.T) {
				m := open(t)
				o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
				wantReason(t, "Place", err, "")
				serial, other, writes := o.Cards[0].Serial(), to(t, "other@example.jp"), 0
				m.store.mu.Lock()
				m.store.fails = func() (before, after bool) {
					writes++
					now := writes == lost+1
					return now && !stored, now && stored
				}
				m.store.mu.Unlock()
				_, err = m.SendTo(t.Context(), admin(), "a", serial, other, notify.Japanese)
				if err == nil {
					t.Fatal("nothing was lost")
				}
				m.Catch(t.Context()) // follows the journal
				after, err := m.Order(t.Context(), o.Number)
				if err != nil || m.journaled(t, unspent.Reissued) == 1 && after.Cards[0].To != other {
					t.Errorf("who follows the journal finds the address %s, %v", after.Cards[0].To, err)
				}
				for range 2 {
					o, err = m.SendTo(t.Context(), admin(), "a", serial, other, notify.Japanese)
					wantReason(t, "the same again", err, "")
				}
				if c := o.Cards[0]; c.To != other || len(c.Serials) != 2 || m.journaled(t, unspent.Reissued) != 1 {
					t.Errorf("the card is %+v after %d new codes", c, m.journaled(t, unspent.Reissued))
				}
			})
		}
	}
}

// A recipient who was forgotten has no address: sending the card there again would
// only kill it. The staff can send it to another address, which the giver does not
// learn.
func TestResendOfForgotten(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	code, err := m.Code(t.Context(), o.Number, 0)
	wantReason(t, "Code", err, "")
	wantReason(t, "Forget", m.Forget(t.Context(), "acct_hanako", to(t, "hanako@example.jp")), "")
	_, err = m.Resend(t.Context(), o.Number, 0, "again")
	wantReason(t, "Resend", err, unspent.Invalid)
	if seen, err := m.book.Check(t.Context(), code); err != nil || seen.Card.State != unspent.StateActive {
		t.Errorf("the card is %+v, %v; want it as it was", seen.Card, err)
	}
	_, err = m.SendTo(t.Context(), admin(), "a", o.Cards[0].Serial(), notify.Address{}, notify.Japanese)
	wantReason(t, "SendTo nobody", err, unspent.Invalid)
	o, err = m.SendTo(t.Context(), admin(), "b", o.Cards[0].Serial(), to(t, "new@example.jp"), notify.Japanese)
	if c := o.Cards[0]; err != nil || c.To.String() != "new@example.jp" || c.Named() != (notify.Address{}) || c.Sheet() {
		t.Errorf("the card is %+v, %v", o.Cards, err)
	}
	wantReason(t, "Forget", m.Forget(t.Context(), "acct_new", to(t, "new@example.jp")), "")
	if left := m.kept(t); strings.Contains(left, "hanako@") || strings.Contains(left, "new@") {
		t.Errorf("an address is left:\n%s", left)
	}
}

// One card that was looked at is one card that was opened.
func TestSeeOne(t *testing.T) {
	m := open(t)
	o, err := m.Place(t.Context(), admin(), "id", order(t, 1000, "hanako@example.jp", "hanako@example.jp"))
	wantReason(t, "Place", err, "")
	wantReason(t, "See", m.See(t.Context(), to(t, "hanako@example.jp"), o.Cards[1].Serial()), "")
	wantReason(t, "See of a card of no order", m.See(t.Context(), to(t, "hanako@example.jp"), unspent.Serial{}), "")
	if got := statuses(t, m, o.Number); got != "sent opened" {
		t.Errorf("statuses %q, want only the second opened", got)
	}
}

// Whom the staff named as the giver can be forgotten too.
func TestForgetGiverOfStaffOrder(t *testing.T) {
	m := open(t)
	o := order(t, 1000, "hanako@example.jp")
	o.Giver.Name, o.Giver.Mail, o.Cards[0].Message = "秘密の太郎", to(t, "Taro@example.jp"), "二人だけの秘密"
	o, err := m.Place(t.Context(), admin(), "id", o)
	wantReason(t, "Place", err, "")
	_, err = m.SendTo(t.Context(), admin(), "a", o.Cards[0].Serial(), to(t, "h2@example.jp"), notify.Japanese)
	wantReason(t, "SendTo", err, "")
	for _, mail := range []string{"taro@example.jp", "hanako@example.jp"} { // the second one was named, and has it no more
		wantReason(t, "Forget", m.Forget(t.Context(), "acct_x", to(t, mail)), "")
	}
	left := m.kept(t)
	for _, word := range []string{"taro@", "Taro@", "太郎", "秘密"} {
		if strings.Contains(left, word) {
			t.Errorf("%q is left:\n%s", word, left)
		}
	}
	if again, err := m.Order(t.Context(), o.Number); err != nil || again.Cards[0].To.String() != "h2@example.jp" || again.Cards[0].Named() != (notify.Address{}) {
		t.Errorf("the order is %+v, %v", again, err)
	}
}

// mustNumber returns the number of the oldest order.
func mustNumber(t *testing.T, m *market) string {
	t.Helper()
	all, err := m.Orders(t.Context(), gift.Page{}, 10)
	if err != nil || len(all) == 0 {
		t.Fatal(err)
	}
	return all[len(all)-1].Number
}
