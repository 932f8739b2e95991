package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
)

// funded is a holder who has claimed a card of 5,000 yen.
func (w *world) funded(lang, mail string) *visitor {
	w.t.Helper()
	code, _ := w.card(mail)
	v := w.signedIn(lang, mail)
	look := v.send("/claim", "code", code.Reveal()).want(http.StatusOK)
	v.send("/claim/do", "ticket", look.field("ticket"), "id", look.field("id")).want(http.StatusOK)
	return v
}

// said returns what stands beside a field that something is wrong with; "" if
// nothing is.
func (p page) said(field string) string {
	p.t.Helper()
	m := regexp.MustCompile(`<p class="wrong" id="` + field + `-wrong">([^<]*)</p>`).FindStringSubmatch(p.html)
	if m == nil {
		return ""
	}
	input := regexp.MustCompile(`id="` + field + `"[^>]*`).FindString(p.html)
	if !strings.Contains(input, `aria-invalid="true"`) || !strings.Contains(input, field+`-wrong"`) {
		p.t.Errorf("the field %s does not refer to what is wrong with it: %s", field, input)
	}
	return m[1]
}

// Every mistake is said beside its field, by the rules that the order itself has,
// and the first one gets the focus. Nothing gets as far as being confirmed.
func TestGiftMistakes(t *testing.T) {
	w := newWorld(t)
	taro, staff := w.funded("en", "taro@example.jp"), w.signed("en", unspent.Issuer)
	w.give("A-1", "太郎", "")
	at := func(d time.Duration) string {
		return w.now().Add(d).In(time.FixedZone("JST", 9*60*60)).Format("2006-01-02T15:04")
	}
	for name, tt := range map[string]struct {
		v      *visitor
		path   string
		fields []string
		want   map[string]string
		first  string
	}{
		"amount": {taro, "/give", []string{"to", "a@example.jp", "amount", "lots"},
			map[string]string{"amount": "more than 0 in digits, such as ¥3,000"}, "amount"},
		"nothing": {taro, "/give", []string{"to", "a@example.jp", "amount", "0"}, map[string]string{"amount": "more than 0"}, "amount"},
		"address": {taro, "/give", []string{"to", "a@example.jp\nnobody", "amount", "100"}, map[string]string{"to": "“nobody” is no mail address"}, "to"},
		"nobody":  {taro, "/give", []string{"amount", "100"}, map[string]string{"to": "how many sheets"}, "to"},
		"sheets":  {taro, "/give", []string{"to", "a@example.jp", "sheets", "many", "amount", "100"}, map[string]string{"sheets": "from 0 to 200"}, "sheets"},
		"cards": {taro, "/give", []string{"to", "a@example.jp", "sheets", "200", "amount", "100"},
			map[string]string{"to": "this would be 201", "amount": "comes to ¥20,000"}, "to"},
		"balance": {taro, "/give", []string{"to", "a@example.jp b@example.jp", "amount", "2501"},
			map[string]string{"amount": "comes to ¥5,002, and your balance is ¥5,000"}, "amount"},
		"year 2099": {taro, "/give", []string{"to", "a@example.jp", "amount", "100", "date", "2099-01-01T10:00"},
			map[string]string{"date": "more than a year"}, "date"},
		"the past": {taro, "/give", []string{"to", "a@example.jp", "amount", "100", "date", at(-2 * time.Minute)},
			map[string]string{"date": "This time is over"}, "date"},
		"no date": {taro, "/give", []string{"to", "a@example.jp", "amount", "100", "date", "soon"}, map[string]string{"date": "2027-03-31 10:00"}, "date"},
		"message": {taro, "/give", []string{"to", "a@example.jp", "amount", "100", "message", strings.Repeat("祝", 3000)},
			map[string]string{"message": "these are 3,000"}, "message"},
		"much to send": {taro, "/give", []string{"to", strings.Repeat("a@example.jp ", 200), "amount", "100", "message", strings.Repeat("祝", 3000)},
			map[string]string{"message": "these are 3,000", "amount": "comes to ¥20,000"}, "amount"},
		"name": {taro, "/give", []string{"to", "a@example.jp", "amount", "100", "name", strings.Repeat("名", 61)},
			map[string]string{"name": "At most 60"}, "name"},
		"all at once": {taro, "/give", []string{"to", "nobody", "amount", "x", "date", "2099-01-01T10:00", "message", strings.Repeat("祝", 1001),
			"sheets", "x"}, map[string]string{"to": "nobody", "amount": "digits", "message": "1,001", "date": "a year", "sheets": "200"}, "to"},
		"kind": {staff, "/desk/give", []string{"to", "a@example.jp", "amount", "100"}, map[string]string{"program": "Choose"}, "program"},
		"number": {staff, "/desk/give", []string{"program", "gift-jpy", "to", "a@example.jp", "amount", "100", "number", "a b"},
			map[string]string{"number": "64"}, "number"},
		"taken number": {staff, "/desk/give", []string{"program", "gift-jpy", "to", "a@example.jp", "amount", "100", "number", "A-1"},
			map[string]string{"number": "already"}, "number"},
		"giver's mail": {staff, "/desk/give", []string{"program", "gift-jpy", "to", "a@example.jp", "amount", "100", "mail", "x"},
			map[string]string{"mail": "“x” is no mail address"}, "mail"},
		"too much money": {staff, "/desk/give", []string{"program", "gift-jpy", "to", "a@example.jp", "amount", "9999999999999999"},
			map[string]string{"amount": "more than one order"}, "amount"},
	} {
		t.Run(name, func(t *testing.T) {
			p := tt.v.send(tt.path, tt.fields...)
			p.t = t
			p.want(http.StatusUnprocessableEntity, "said beside each field")
			for _, field := range []string{"program", "number", "mail", "to", "sheets", "amount", "name", "message", "date"} {
				if got := p.said(field); (got == "") != (tt.want[field] == "") || !strings.Contains(got, tt.want[field]) {
					t.Errorf("beside %s stands %q, want %q", field, got, tt.want[field])
				}
			}
			if focus := regexp.MustCompile(`id="([a-z]+)"[^>]* autofocus`).FindAllStringSubmatch(p.html, -1); len(focus) != 1 || focus[0][1] != tt.first {
				t.Errorf("the focus is on %v, want %s", focus, tt.first)
			}
		})
	}
	if orders, err := w.shop.Orders(t.Context(), gift.Page{}, 10); err != nil || len(orders) != 1 {
		t.Errorf("%d orders, %v; want the one of before", len(orders), err)
	}
}

// Amounts, numbers and dates are read as people write them, and a recipient who is
// named twice is told of.
func TestGiftAsTyped(t *testing.T) {
	w := newWorld(t)
	for lang, say := range map[string]string{"ja": "jiro@example.jp には2枚届きます", "en": "jiro@example.jp stands there more than once, and gets 2 cards"} {
		v := w.funded(lang, lang+"-taro@example.jp")
		for _, amount := range []string{"１，０００円", "¥1,000", "1 000", "￥１０００"} {
			v.send("/give", "to", "a@example.jp", "amount", amount, "sheets", "２", "message", strings.Repeat("祝\r\n", 500)).want(http.StatusOK, "3,000", `name="id"`)
		}
		v.send("/give", "to", "jiro＠example.jp\nJiro@example.jp a@example.jp", "amount", "100").want(http.StatusOK, say, `name="id"`)
		v.open("/give").want(http.StatusOK, "200", "1,000", "60")
	}
}

// What has changed since the review is said beside its field too.
func TestGiftChangedSinceReview(t *testing.T) {
	w := newWorld(t)
	v := w.funded("en", "taro@example.jp")
	form := []string{"to", "a@example.jp", "amount", "3000"}
	one, two := v.send("/give", form...).want(http.StatusOK), v.send("/give", form...).want(http.StatusOK)
	v.send("/give/order", append(form, "id", one.field("id"))...).want(http.StatusOK, "On its way")
	p := v.send("/give/order", append(form, "id", two.field("id"))...).want(http.StatusUnprocessableEntity)
	if got := p.said("amount"); !strings.Contains(got, "your balance is ¥2,000") {
		t.Errorf("beside the amount stands %q", got)
	}
	empty := w.signedIn("en", "poor@example.jp").send("/give", form...).want(http.StatusUnprocessableEntity)
	if got := empty.said("amount"); !strings.Contains(got, "nothing on your account") {
		t.Errorf("beside the amount stands %q", got)
	}
}
