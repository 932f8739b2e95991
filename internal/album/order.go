package album

import (
	"fmt"
	"strings"
)

// order is the giver's page of an order.
type order struct {
	name, brand, lang, style string
	state                    string   // as the page words it
	means                    string   // of the truth
	buttons                  []string // beside each other
}

func (o order) page() Page {
	m := number{of: o.name}
	h := history{brand: o.brand, amount: faceOf(o.brand, &m)}
	number, to := m.order(), m.word()+"@example.jp"
	labels := map[string][5]string{
		"ja": {"注文の詳細", "注文番号", "Amazonギフトカード Eメールタイプ", "送信先： ", "金額： "},
		"en": {"Order Details", "Order #", "Amazon eGift Card", "Recipient: ", "Amount: "},
	}[o.lang]
	var b strings.Builder
	fmt.Fprintf(&b, "<div class=head>%s</div><h1>%s</h1><p class=meta>%s %s</p><h2>%s</h2><p>%s%s</p><p>%s%s</p><p class=state>%s</p>",
		map[string]string{"amazon-jp": "amazon.co.jp", "amazon-com": "amazon.com"}[o.brand], labels[0], labels[1], number, labels[2], labels[3], to, labels[4], h.money(h.amount), o.state)
	for _, button := range o.buttons {
		b.WriteString("\n<span class=button>" + button + "</span>")
	}
	text := "brand: " + o.brand + "\nasker: giver\nchannel: issuer\nform: mail\nintent: give\ncard:\n  amount: " + h.value(h.amount) +
		"\n  order: " + number + "\n  recipient: " + to + "\ngot: 2026-11-18\n"
	return Page{Name: o.name, Brand: o.brand, Lang: o.lang, Style: o.style, Owner: "me", Clock: "8:41", Body: b.String(), Case: text,
		Truth: map[string][]string{"kind": {"order_page"}, "order": {number}, "recipient": {to}, "amount": {h.value(h.amount)}, "state": {o.means}}}
}

// word makes the first part of an address.
func (m *number) word() string {
	names := []string{"taro", "hanako", "jiro", "sakura", "ken", "yuki.tanaka", "mika77", "s.ito"}
	return names[m.below(uint64(len(names)))]
}

// message is what was shown when a code was redeemed.
type message struct {
	name, brand, lang, style string
	title, text              string
	means                    string
	good                     bool
}

func (s message) page() Page {
	m := number{of: s.name}
	class := "box"
	if s.good {
		class = "box good"
	}
	body := "<div class=head>" + s.title + `</div><div class="` + class + `">` + s.text + "</div><span class=button>OK</span>"
	currency := "JPY"
	if s.brand == "amazon-com" || s.brand == "steam" || s.brand == "roblox" {
		currency = "USD"
	}
	return Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "12:20", Body: body,
		Case:  caseOf(s.brand, m.symbols(4), map[string]string{"JPY": "5000 JPY", "USD": "25.00 USD"}[currency], day(11, 18)),
		Truth: map[string][]string{"kind": {"message"}, "state": {s.means}, "message": {s.means}, "amount": {"5000 JPY", "25.00 USD"}}}
}

// balance is the issuer's own look-up of a card.
type balance struct {
	name, brand, lang, style string
	title, label             string
	face, left               int
}

func (s balance) page() Page {
	m := number{of: s.name}
	show, value := yen, func(n int) string { return fmt.Sprintf("%d JPY", n) }
	if s.brand == "target" || s.brand == "walmart" {
		show, value = dollars, func(n int) string { return fmt.Sprintf("%d.%02d USD", n/100, n%100) }
	}
	means := "balance_part"
	switch s.left {
	case 0:
		means = "balance_zero"
	case s.face:
		means = "balance_full"
	}
	last4 := m.digits(4)
	body := "<div class=head>" + s.title + "</div><p class=meta>**** **** **** " + last4 + "</p><p>" + s.label + "</p><div class=big>" + show(s.left) + "</div>"
	return Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "19:55", Body: body,
		Case:  caseOf(s.brand, last4, value(s.face), day(11, 18)),
		Truth: map[string][]string{"kind": {"balance"}, "state": {means}, "last4": {last4}, "amount": {value(s.left), value(s.face)}}}
}

// letter is a mail as an app shows it.
type letter struct {
	name, brand, lang, style string
	from, subject            string
	lines                    []string // {amount}, {order}, {to}, {last4} and {code} are put in
	means                    string
}

func (s letter) page() Page {
	m := number{of: s.name}
	h := history{brand: s.brand, amount: faceOf(s.brand, &m)}
	number, to, four := m.order(), m.word()+"@example.jp", m.symbols(4)
	code := m.symbols(4) + "-" + m.symbols(6) + "-" + four
	text := strings.Join(s.lines, "</p><p>")
	whole := ""
	if strings.Contains(text, "{code}") {
		whole = code
	}
	body := "<div class=head>" + s.subject + "</div><p class=meta>" + s.from + "</p><p>" +
		strings.NewReplacer("{amount}", h.money(h.amount), "{order}", number, "{to}", to, "{last4}", four, "{code}", code).Replace(text) + "</p>"
	return Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "giver", Clock: "7:05", Body: body, Code: whole,
		Case: "brand: " + s.brand + "\nasker: holder\nchannel: person\nform: mail\nintent: use\ncard:\n  last4: " + four + "\n  amount: " + h.value(h.amount) +
			"\n  order: " + number + "\n  recipient: " + to + "\ngot: 2026-11-18\n",
		Truth: map[string][]string{"kind": {"mail"}, "last4": {four}, "order": {number}, "recipient": {to}, "amount": {h.value(h.amount)}, "state": {s.means},
			"message": {s.means}, "date": {"2026-11-22"}}}
}
