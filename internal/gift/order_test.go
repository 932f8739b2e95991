package gift

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// mailbox draws an address, or none.
func mailbox(t *rapid.T, label string) notify.Address {
	local := rapid.StringMatching(`([a-z0-9]{1,10}(\.[A-Z]{1,5})?)?`).Draw(t, label)
	if local == "" {
		return notify.Address{}
	}
	a, err := notify.ParseAddress(local + "@example.jp")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// instant draws a time as it is kept, or none.
func instant(t *rapid.T, label string) time.Time {
	micros := rapid.Int64Range(0, 4e15).Draw(t, label)
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

func drawOrder(t *rapid.T) Order {
	cur, err := unspent.ParseCurrency(rapid.SampledFrom([]string{"JPY", "EUR"}).Draw(t, "currency"))
	if err != nil {
		t.Fatal(err)
	}
	lang := rapid.SampledFrom([]notify.Lang{notify.Japanese, notify.English})
	o := Order{Number: "N-1", Program: rapid.String().Draw(t, "program"), At: instant(t, "at"), By: rapid.String().Draw(t, "by"),
		Giver: Giver{rapid.String().Draw(t, "account"), mailbox(t, "mail"), rapid.String().Draw(t, "name"), lang.Draw(t, "lang"), rapid.Bool().Draw(t, "quiet")},
		Paid:  unspent.Seq(rapid.Int64().Draw(t, "paid")), Cancelled: instant(t, "cancelled"), back: unspent.Seq(rapid.Int64().Draw(t, "back")),
		asked: asked{rapid.String().Draw(t, "asked by"), rapid.String().Draw(t, "asked")}}
	for range rapid.IntRange(1, 5).Draw(t, "cards") {
		c := Card{To: mailbox(t, "to"), Lang: lang.Draw(t, "lang"), Message: rapid.String().Draw(t, "message"),
			Value: unspent.NewMoney(rapid.Int64().Draw(t, "units"), cur),
			Send:  instant(t, "send"), Mailed: instant(t, "mailed"), Failed: rapid.String().Draw(t, "failed"), Opened: instant(t, "opened"),
			begun: rapid.Bool().Draw(t, "begun"), forgotten: rapid.Bool().Draw(t, "forgotten"), moved: rapid.Bool().Draw(t, "moved"), named: mailbox(t, "named")}
		for range rapid.IntRange(0, 3).Draw(t, "serials") {
			s, err := unspent.NewSerial(700_001, rapid.Uint64Range(0, 999_999_999_999).Draw(t, "serial"))
			if err != nil {
				t.Fatal(err)
			}
			c.Serials = append(c.Serials, s)
			c.resends = append(c.resends, resend{rapid.String().Draw(t, "id"), rapid.String().Draw(t, "what"), instant(t, "asked at"), s,
				mailbox(t, "sent to"), lang.Draw(t, "its lang")})
		}
		o.Cards = append(o.Cards, c)
	}
	return o
}

// What is kept of an order is the order.
func TestOrderIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := drawOrder(t)
		d, err := want.document()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := readOrder(d); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("read back %+v, %v; want %+v", got, err, want)
		}
	})
}

// A damaged order is an error of ours that names it, and tells nothing of what is in it.
func TestDamagedOrder(t *testing.T) {
	for name, body := range map[string]string{
		"nothing":    ``,
		"no object":  `[1]`,
		"cut off":    `{"program":"gift","currency":"JPY","cards":[{"to":"hanako@exa`,
		"a currency": `{"currency":"hanako@example.jp","cards":[]}`,
		"an address": `{"currency":"JPY","cards":[{"to":"hanako at example"}]}`,
		"the giver":  `{"currency":"JPY","mail":"hanako at example","cards":[]}`,
		"a serial":   `{"currency":"JPY","cards":[{"serials":["hanako"]}]}`,
		"an amount":  `{"currency":"JPY","cards":[{"units":"hanako"}]}`,
	} {
		_, err := readOrder(store.Document{Kind: orderKind, ID: "N-1", Body: []byte(body)})
		if unspent.ReasonOf(err) != unspent.Internal || !strings.Contains(err.Error(), "N-1") || strings.Contains(err.Error(), "hanako") {
			t.Errorf("%s: %v (%s)", name, err, unspent.ReasonOf(err))
		}
	}
}

// Whatever is read as an order can be kept, and read again.
func FuzzReadOrder(f *testing.F) {
	f.Add([]byte(`{"program":"gift","currency":"JPY","by":"key_1","lang":"ja","asked":"A","cards":[{"to":"a@example.jp","lang":"ja","units":5,"serials":[]}]}`))
	f.Add([]byte(`{"currency":"EUR","cards":[{"send":"2027-01-15T10:00:00+09:00","units":-1}],"cancelled":"0001-01-01T00:00:00Z"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		o, err := readOrder(store.Document{Kind: orderKind, ID: "N-1", Body: body})
		if err != nil {
			return
		}
		_, _ = o.due()
		_ = o.keys()
		d, err := o.document()
		if err != nil {
			t.Fatalf("%+v was read and cannot be kept: %v", o, err)
		}
		if _, err := readOrder(d); err != nil && len(o.Cards) > 0 { // without a card there is no currency
			t.Fatalf("%s was read, and as %s it cannot be: %v", body, d.Body, err)
		}
	})
}
