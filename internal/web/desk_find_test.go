package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/notify"
)

// issued issues cards of 5,000 yen and returns their codes and serials.
func (w *world) issued(id string, count int, order, recipient string) (codes []unspent.Code, serials []unspent.Serial) {
	w.t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	must(w.t, err)
	done, err := w.book.Do(w.t.Context(), unspent.Request{Key: "issue-" + id, By: admin(), Command: unspent.Issue{Program: "gift-jpy",
		Value: unspent.NewMoney(5000, cur), Count: count, Activate: true, Order: order, Recipient: recipient}})
	must(w.t, err)
	for _, ev := range done.Events {
		serial, _ := ev.Credit.Serial()
		serials = append(serials, serial)
	}
	return done.Codes, serials
}

// The staff finds cards by whatever a caller can say of them.
func TestDeskFinds(t *testing.T) {
	tests := map[string]struct{ whole, serial, nothing string }{
		"ja": {"コード全体", "19桁", "該当するカードも注文もありません"},
		"en": {"a whole code", "19 digits", "There is no such card or order"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			codes, serials := w.issued("a", 2, "注文-7", "hanako@example.jp")
			_, other := w.issued("b", 1, "2026", "")
			w.issued("c", 1, "注文-77", "")
			_, digits := w.issued("d", 1, "20261127000000123456", "") // as long as a code
			_, long := w.issued("e", 1, "202611270000001", "")
			v := w.visitor(lang)
			v.send("/desk/found", "serial", "注文-7").want(http.StatusOK, `name="key"`) // nobody is signed in
			v.send("/desk/sign-in", "key", w.key(unspent.Support)).want(http.StatusOK, `name="serial"`)
			four := codes[0].Last4()
			for name, tt := range map[string]struct {
				text string
				want []unspent.Serial
			}{
				"order":               {"注文-7", serials},
				"recipient":           {"hanako@example.jp", serials},
				"capitals":            {"Hanako@Example.jp", serials},
				"last four":           {four, serials[:1]},
				"small letters":       {strings.ToLower(four), serials[:1]},
				"full width":          {wide(four), serials[:1]},
				"an order of four":    {"2026", other},
				"an order of twenty":  {"20261127000000123456", digits},
				"an order of fifteen": {"202611270000001", long},
			} {
				p := v.send("/desk/found", "serial", tt.text).want(http.StatusOK)
				if got := len(regexp.MustCompile(`href="/desk/cards/\d{19}"`).FindAllString(p.html, -1)); got != len(tt.want) {
					t.Errorf("%s: %d cards, want %d", name, got, len(tt.want))
				}
				for _, s := range tt.want {
					p.want(http.StatusOK, "/desk/cards/"+s.String(), "5,000")
				}
			}
			v.send("/desk/found", "serial", "注文").want(http.StatusOK, say.nothing)
			v.send("/desk/found", "serial", "nobody@example.jp").want(http.StatusOK, say.nothing)
			v.send("/desk/found", "serial", "600100000000000001").want(http.StatusUnprocessableEntity, say.serial)
			mistyped := "7Q2MX-7Q2MX-7Q2MX-7Q2MX"
			for _, text := range []string{codes[0].Reveal(), grouped(codes[0]), "order " + strings.ToLower(codes[0].Reveal()), mistyped} {
				p := v.send("/desk/found", "serial", text).want(http.StatusUnprocessableEntity, say.whole)
				if strings.Contains(p.html, text) {
					t.Errorf("the page repeats %q", text)
				}
			}
			v.open("/desk/cards/"+serials[0].String()).want(http.StatusOK, four)
			for _, secret := range []string{codes[0].Reveal(), "hanako", mistyped} {
				if strings.Contains(w.log.String(), secret) {
					t.Errorf("the log holds %q", secret)
				}
			}
		})
	}
}

// An order that waits to be sent has no card yet, and is found by its number and by
// its recipients.
func TestDeskFindsWhatWaits(t *testing.T) {
	w := newWorld(t)
	cur, err := unspent.ParseCurrency("JPY")
	must(t, err)
	to, err := notify.ParseAddress("hanako@example.jp")
	must(t, err)
	place := func(number string, send time.Time) {
		_, err := w.shop.Place(t.Context(), admin(), number, gift.Order{Number: number, Program: "gift-jpy", Giver: gift.Giver{Lang: notify.Japanese},
			Cards: []gift.Card{{To: to, Lang: notify.Japanese, Value: unspent.NewMoney(3000, cur), Send: send}}})
		must(t, err)
	}
	place("W-1", w.now().Add(48*time.Hour))
	place("20261127000000123", w.now().Add(48*time.Hour)) // nearly a serial
	for lang, say := range map[string]string{"ja": "うち送信待ち1枚", "en": "to be sent: 1"} {
		v := w.signed(lang, unspent.Support)
		for _, text := range []string{"W-1", "Hanako@example.jp", "20261127000000123"} {
			v.send("/desk/found", "serial", text).want(http.StatusOK, say, "3,000", `href="/desk/orders/`)
		}
		v.send("/desk/found", "serial", "hanako@example.jp").want(http.StatusOK, `href="/desk/orders/W-1"`, `href="/desk/orders/20261127000000123"`)
		v.send("/desk/found", "serial", "<b>@example.jp").want(http.StatusOK)
		v.send("/desk/found", "serial", strings.Repeat("長い番号", 30)).want(http.StatusOK)
	}
	store := w.signed("en", unspent.Store)
	store.open("/desk").want(http.StatusOK, "The 19 digits on the card")
	for _, text := range []string{"W-1", "hanako@example.jp", "7Q2M"} {
		if p := store.send("/desk/found", "serial", text).want(http.StatusUnprocessableEntity, "19 digits"); strings.Contains(p.html, "/desk/orders/W-1") {
			t.Error("a store sees an order")
		}
	}
	for n := range 60 {
		place(fmt.Sprintf("M-%d", n), w.now().Add(48*time.Hour))
	}
	v := w.signed("en", unspent.Auditor)
	first := v.send("/desk/found", "serial", "hanako@example.jp").want(http.StatusOK)
	rest := v.send("/desk/found", "serial", "hanako@example.jp", "orders", first.field("orders")).want(http.StatusOK)
	if a, b := strings.Count(first.html, `href="/desk/orders/`), strings.Count(rest.html, `href="/desk/orders/`); a != 50 || b != 12 {
		t.Errorf("%d orders and then %d, want 50 and 12", a, b)
	}
}

// wide spells text as a Japanese keyboard does in full width.
func wide(text string) string {
	return strings.Map(func(r rune) rune { return r - '!' + '！' }, text)
}

// More than one page of cards is reached by a form, each card once.
func TestDeskFindsMore(t *testing.T) {
	w := newWorld(t)
	_, serials := w.issued("a", 120, "PO-1", "")
	v := w.visitor("en")
	v.send("/desk/sign-in", "key", w.key(unspent.Auditor)).want(http.StatusOK)
	seen := map[string]int{}
	fields, pages := []string{"serial", "PO-1"}, 0
	for fields != nil {
		p := v.send("/desk/found", fields...).want(http.StatusOK)
		for _, link := range regexp.MustCompile(`href="/desk/cards/(\d{19})"`).FindAllStringSubmatch(p.html, -1) {
			seen[link[1]]++
		}
		fields = nil
		if pages++; strings.Contains(p.html, `name="cursor"`) {
			fields = []string{"serial", p.field("serial"), "cursor", p.field("cursor")}
		}
	}
	if pages != 3 || len(seen) != len(serials) {
		t.Errorf("%d cards on %d pages, want %d on 3", len(seen), pages, len(serials))
	}
	for serial, n := range seen {
		if n != 1 {
			t.Errorf("card %s is on the pages %d times", serial, n)
		}
	}
	v.send("/desk/found", "serial", "PO-1", "cursor", "nonsense!").want(http.StatusUnprocessableEntity)
}

// What was found, and a code that was refused, in a browser.
func TestDeskFindsInBrowser(t *testing.T) {
	chrome := chromium(t)
	for lang, say := range map[string]struct{ sign, find, whole, more string }{
		"ja": {"サインイン", "探す", "コード全体", "さらに表示"}, "en": {"Sign in", "Find", "a whole code", "Show more"},
	} {
		for device, width := range map[string]int64{"desk": 1280, "phone": 320} {
			t.Run(lang+" "+device, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				codes, serials := w.issued("a", 60, "2026-11-27-000123", "hanako@example.jp")
				b := person(t, chrome, width, lang)
				b.do(chromedp.Navigate(w.base+"/desk?lang="+lang), chromedp.SendKeys("#key", w.key(unspent.Support)))
				b.press(say.sign)
				b.do(chromedp.SendKeys("#serial", codes[0].Last4()))
				b.press(say.find)
				b.sees(serials[0].String(), codes[0].Last4())
				b.shot(lang + "-" + device + "-found-one")
				b.do(chromedp.Navigate(w.base+"/desk"), chromedp.SendKeys("#serial", "hanako@example.jp"))
				b.press(say.find)
				b.shot(lang + "-" + device + "-found-many")
				b.press(say.more)
				b.sees("2026-11-27-000123")
				if at := run(b, chromedp.Location()); !strings.HasPrefix(at, w.base+"/desk/found/") || strings.Contains(at, "hanako") {
					t.Errorf("a search leads to %s", at)
				}
				b.do(chromedp.Navigate(w.base+"/desk"), chromedp.SendKeys("#serial", grouped(codes[0])))
				b.press(say.find)
				b.sees(say.whole)
				b.shot(lang + "-" + device + "-found-code")
			})
		}
	}
}

// Only keys of the staff get as far as searching.
func TestDeskFindRoles(t *testing.T) {
	w := newWorld(t)
	_, serials := w.issued("a", 1, "PO-1", "")
	for _, role := range unspent.KeyRoles() {
		v := w.visitor("en")
		v.send("/desk/sign-in", "key", w.key(role))
		p := v.send("/desk/found", "serial", "PO-1")
		staff := role != unspent.Merchant && role != unspent.Partner && role != unspent.Store
		if got := strings.Contains(p.html, serials[0].String()); got != staff {
			t.Errorf("role %s sees the card: %v, want %v", role, got, staff)
		}
	}
}
