package book_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// Two books with the same clock and the same randomness give the same answers to
// the same requests, whatever keeps them; and asked again, the same once more.
func TestDriversAgree(t *testing.T) {
	base, n := t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		path := filepath.Join(base, fmt.Sprint(n))
		s, err := sqlite.Open(path, sqlite.Options{Overlay: rapid.IntRange(1, 30).Draw(rt, "overlay")})
		if err != nil {
			rt.Fatal(err)
		}
		kept := &kept{want: newDesk(t, memory.New(), book.Options{}), got: newDesk(t, s, book.Options{})}
		kept.cards(kept.want.cards(3), kept.got.cards(3))
		for range rapid.IntRange(1, 30).Draw(rt, "requests") {
			kept.step(rt)
		}
		for key, c := range kept.asked {
			kept.ask(rt, key, c)
		}
		kept.compare(rt)
	})
}

// kept is one story, kept twice.
type kept struct {
	want, got *desk
	codes     []unspent.Code
	holds     []book.Answer
	spends    []unspent.Seq
	asked     map[string]unspent.Command
}

func (k *kept) cards(want, got []unspent.Code) {
	for i, c := range want {
		if c.Reveal() != got[i].Reveal() {
			k.want.t.Fatal("the books draw different codes")
		}
	}
	k.codes, k.asked = want, map[string]unspent.Command{}
}

// step draws a request: a new one, or an id again with any command.
func (k *kept) step(rt *rapid.T) {
	pass := time.Duration(rapid.IntRange(-30, 90).Draw(rt, "minutes")) * time.Minute
	k.want.wait(pass)
	k.got.wait(pass)
	key := fmt.Sprintf("k%d", rapid.IntRange(0, 60).Draw(rt, "id"))
	c := k.command(rt)
	k.ask(rt, key, c)
}

// ask asks both and compares.
func (k *kept) ask(rt *rapid.T, key string, c unspent.Command) {
	r := unspent.Request{Key: key, By: admin(), Command: c}
	want, errWant := k.want.Do(context.Background(), r)
	got, errGot := k.got.Do(context.Background(), r)
	if shown(want, errWant) != shown(got, errGot) || want.Replayed != got.Replayed {
		rt.Fatalf("%s %s is answered\n%s\nand by the memory driver\n%s", key, c.Kind(), shown(got, errGot), shown(want, errWant))
	}
	if want.Replayed || len(want.Events) == 0 {
		return
	}
	k.asked[key] = c
	k.codes = append(k.codes, want.Codes...)
	switch want.Events[0].Kind {
	case unspent.Held:
		k.holds = append(k.holds, want)
	case unspent.Spent:
		k.spends = append(k.spends, want.Events[0].Seq)
	default: // teaches nothing
	}
}

func (k *kept) command(rt *rapid.T) unspent.Command {
	code := rapid.SampledFrom(k.codes).Draw(rt, "card")
	seen, err := k.want.Check(context.Background(), code)
	if err != nil {
		rt.Fatal(err)
	}
	serial, amount := seen.Card.Serial, euro(rapid.SampledFrom([]int64{1, 250, 1000}).Draw(rt, "amount"))
	account := rapid.SampledFrom([]string{"taro", "hanako"}).Draw(rt, "account")
	all := []unspent.Command{
		unspent.Claim{Code: code, Account: account}, unspent.Spend{Code: code, Amount: amount, Merchant: "shop"},
		unspent.Spend{Account: account, Amount: amount, Merchant: "shop"}, unspent.Transfer{Code: code}, unspent.Reissue{Serial: serial},
		unspent.PlaceHold{Code: code, For: "jiro", Until: k.want.clock().Add(2 * time.Hour)}, unspent.Activate{Serial: serial},
		unspent.Deactivate{Serial: serial}, unspent.Freeze{Serial: serial, Reason: "support_issue"}, unspent.Unfreeze{Serial: serial, Reason: "cleared"},
		unspent.Void{Serial: serial, Reason: "chargeback"}, unspent.Adjust{Serial: serial, Delta: amount, Reason: "support_issue"},
		unspent.Issue{Program: "gift", Value: amount, Count: 2, Activate: amount.Units() > 1, Recipient: "saburo"},
	}
	if len(k.holds) > 0 {
		h := rapid.SampledFrom(k.holds).Draw(rt, "hold")
		all = append(all, unspent.Take{Hold: h.Events[0].Seq, Secret: h.Secret}, unspent.CancelHold{Hold: h.Events[0].Seq, Secret: h.Secret},
			unspent.Release{Hold: h.Events[0].Seq, Code: code})
	}
	if len(k.spends) > 0 {
		all = append(all, unspent.Refund{Event: rapid.SampledFrom(k.spends).Draw(rt, "spend"), Amount: amount})
	}
	return rapid.SampledFrom(all).Draw(rt, "command")
}

// compare reads every card and account of both, and their histories.
func (k *kept) compare(rt *rapid.T) {
	read := func(d *desk) string {
		text := ""
		for _, code := range k.codes {
			seen, err := d.Check(context.Background(), code)
			c := seen.Card
			text += fmt.Sprintln(c.Serial, c.State, c.Balance, c.Head, c.Hold, c.Frozen, c.Successor, c.ExpiresAt, c.Moved, c.Recipient, seen.AsOf, err)
			events, next, err := d.History(context.Background(), unspent.CardRef(c.Serial), 0, 100)
			text += fmt.Sprintln(shown(book.Answer{Events: events}, err), next)
		}
		for _, id := range []string{"taro", "hanako"} {
			a, err := d.Account(context.Background(), id)
			text += fmt.Sprintln(a.Balance, a.Head, a.Loaded, a.Program, unspent.ReasonOf(err))
		}
		return text
	}
	if want, got := read(k.want), read(k.got); want != got {
		rt.Fatalf("the books differ:\n%s\nand the memory driver's:\n%s", got, want)
	}
}
