package album

import (
	"fmt"
	"strings"
	"time"
)

// row is a row of a usage history.
type row struct {
	claim  bool
	day    time.Time
	last4  string // of a claim
	serial string
	order  string // of what was bought
	amount int    // in minor units, without a sign
}

// history is a usage history to be written in the words of a brand and in a
// layout.
type history struct {
	name, brand, lang, layout, style string
	rows                             []row  // newest first
	last4                            string // of the card that is asked about
	amount                           int
	got                              time.Time
	words                            historyWords
}

type historyWords struct {
	title, head, balance, claim, code, serial, spent string
	columns                                          [4]string // day, what, amount, balance
}

func wordsOf(brand, lang string) historyWords {
	switch {
	case lang == "ja":
		return historyWords{"ギフトカードの残高と利用履歴", "amazon.co.jp", "ギフトカード残高", "ギフトカードが追加されました", "ギフトカード番号: ", "シリアル番号: ",
			"Amazon.co.jpの注文に適用されたギフトカード", [4]string{"日付", "利用内容", "金額", "残高"}}
	case brand == "amazon-jp":
		return historyWords{"Gift Card Balance and Activity", "amazon.co.jp", "Your balance", "Gift Card added", "Claim Code: ", "Serial Number: ",
			"Gift Card applied to Amazon.co.jp order", [4]string{"Date", "Description", "Amount", "Closing balance"}}
	}
	return historyWords{"Gift Card Activity", "amazon.com", "Your Gift Card Balance", "Gift Card added", "Claim Code: ", "Serial Number: ",
		"Gift Card applied to Amazon.com order", [4]string{"Date", "Description", "Amount", "Closing balance"}}
}

// inDollars reports whether the histories of a brand here are in dollars.
func inDollars(brand string) bool {
	switch brand {
	case "amazon-com", "apple-us", "uber", "doordash", "steam", "roblox", "target", "walmart", "razer-gold", "prepaid-visa-us":
		return true
	}
	return false
}

// money writes an amount as the brand's page does.
func (h history) money(n int) string {
	if inDollars(h.brand) {
		return dollars(n)
	}
	return yen(n)
}

// value writes an amount as a case file does.
func (h history) value(n int) string {
	if inDollars(h.brand) {
		return fmt.Sprintf("%d.%02d USD", n/100, n%100)
	}
	return fmt.Sprintf("%d JPY", n)
}

func (h history) date(t time.Time) string {
	if h.lang == "ja" {
		return t.Format("2006年1月2日")
	}
	return t.Format("January 2, 2006")
}

// page writes the history.
func (h history) page() Page {
	w := h.words
	if w.title == "" {
		w = wordsOf(h.brand, h.lang)
	}
	truth := map[string][]string{"kind": {"history"}, "state": {"row_absent"}}
	own := map[string]map[string]string{}
	add := func(field, value string) {
		if value != "" {
			truth[field] = append(truth[field], value)
		}
	}
	left := 730
	for _, r := range h.rows {
		if r.claim {
			left += r.amount
		}
	}
	top := left
	var b strings.Builder
	for _, r := range h.rows {
		add("date", r.day.Format(time.DateOnly))
		add("last4", r.last4)
		add("serial", r.serial)
		add("order", r.order)
		add("amount", h.value(r.amount))
		if r.last4 != "" {
			own[r.last4] = map[string]string{"date": r.day.Format(time.DateOnly), "serial": r.serial, "amount": h.value(r.amount)}
		}
		if r.last4 == h.last4 {
			truth["state"] = []string{"row_claimed"}
		}
		sign, what := "-", w.spent+" "+r.order
		if r.claim {
			sign, what = "", w.claim
			if r.last4 != "" {
				what += "<br>" + w.code + "xxxx-xxxxxx-" + r.last4
				if r.serial != "" {
					what += "; " + w.serial + r.serial
				}
			}
		}
		switch h.layout {
		case "table":
			fmt.Fprintf(&b, "<tr><td>%s</td><td>%s</td><td class=n>%s</td><td class=n>%s</td></tr>", h.date(r.day), what, sign+h.money(r.amount), h.money(left))
		default:
			fmt.Fprintf(&b, "<div class=row><div>%s</div><div>%s</div><div class=day>%s</div></div>", what, sign+h.money(r.amount), h.date(r.day))
		}
		if r.claim {
			left -= r.amount
		} else {
			left += r.amount
		}
	}
	rows := b.String()
	if h.layout == "table" {
		rows = "<table><tr><th>" + strings.Join(w.columns[:], "</th><th>") + "</th></tr>" + rows + "</table>"
	}
	body := "<div class=head>" + w.head + "</div><h1>" + w.title + "</h1><p>" + w.balance + " " + h.money(top) + "</p>" + rows
	return Page{Name: h.name, Brand: h.brand, Lang: h.lang, Style: h.style, Owner: "me", Clock: "17:03", Truth: truth, Rows: own, Body: body,
		Case: caseOf(h.brand, h.last4, h.value(h.amount), h.got)}
}

// caseOf writes the case of somebody who got a card from a person.
func caseOf(brand, last4, amount string, got time.Time) string {
	text := "brand: " + brand + "\nasker: holder\nchannel: person\nform: mail\nintent: use\ncard:\n"
	if last4 != "" {
		text += "  last4: " + last4 + "\n"
	}
	text += "  amount: " + amount + "\n"
	return text + "got: " + got.Format(time.DateOnly) + "\n"
}

func day(month time.Month, d int) time.Time { return time.Date(2026, month, d, 0, 0, 0, 0, time.UTC) }

// claimed is a history with the row of the card between others.
func claimed(name, brand, lang, layout, style string) Page {
	m := number{of: name}
	h := history{name: name, brand: brand, lang: lang, layout: layout, style: style, last4: m.symbols(4), got: day(11, 18), amount: faceOf(brand, &m)}
	h.rows = []row{
		{day: day(11, 25), order: m.order(), amount: 607 + int(m.below(900))},
		{claim: true, day: day(11, 22), last4: h.last4, serial: m.digits(16), amount: h.amount},
		{day: day(11, 3), order: m.order(), amount: 1200 + int(m.below(900))},
		{claim: true, day: day(10, 1), last4: m.symbols(4), serial: m.digits(16), amount: 3000},
	}
	return h.page()
}

// absent is a history that reaches back past the card and does not have it.
func absent(name, brand, lang, layout, style string) Page {
	m := number{of: name}
	h := history{name: name, brand: brand, lang: lang, layout: layout, style: style, last4: m.symbols(4), got: day(11, 18), amount: faceOf(brand, &m)}
	h.rows = []row{
		{day: day(11, 25), order: m.order(), amount: 607 + int(m.below(900))},
		{day: day(11, 3), order: m.order(), amount: 1200 + int(m.below(900))},
		{claim: true, day: day(10, 1), last4: m.symbols(4), serial: m.digits(16), amount: h.amount},
		{day: day(9, 14), order: m.order(), amount: 480 + int(m.below(300))},
	}
	return h.page()
}

// faceOf is a likely amount of a card.
func faceOf(brand string, m *number) int {
	amounts := []int{1000, 2000, 3000, 5000, 10000}
	if inDollars(brand) {
		amounts = []int{1000, 2500, 5000, 10000, 20000}
	}
	return amounts[m.below(uint64(len(amounts)))]
}
