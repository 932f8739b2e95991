package album

import (
	"fmt"
	"strings"
	"time"
)

// heldTwice are the pages that were kept out on 2026-11-30, after those of onceHeld:
// brands of which the others have few or none, and words, layouts, themes and sizes
// of letters that they do not have. Then their pictures were looked at: lists that
// name every field, tables with the amount before the words, light letters on a bar.
func heldTwice() []Page {
	pages := append(heldHistories(), heldOrders()...)
	pages = append(pages, heldMessages()...)
	return append(append(append(pages, heldBalances()...), heldLetters()...), bookedAlike()...)
}

// booked is a history in one of these layouts: "daily" (a day above its rows),
// "labelled" (every field by name), "ledger" (the amount before the words), "colon"
// (a line for each field), "above" (names above their values), "last" (the day in the
// last column) or "large" (the amount above the words).
type booked struct {
	name, brand, lang, layout, style string
	title, claim, spent              string
	mask                             string // of a code, before its last four; "" where the page does not show it
	face                             int
	here                             bool // the card's row is there
}

type entry struct {
	at     time.Time
	claim  bool
	last4  string
	amount int
	what   string
}

func (s booked) page() Page {
	return s.shown([5]time.Time{day(11, 26), day(11, 23), day(11, 8), day(10, 12), day(9, 30)}, day(11, 20), "21:36",
		func(mask string) string { return " (" + mask + ")" }, s.written)
}

// shown is the page of a history of five rows at these days, of a card that was got at
// a day: how what is left of a code is written in its row, and how the rows are laid out.
func (s booked) shown(days [5]time.Time, got time.Time, clock string, masked func(string) string, written func(history, []entry) string) Page {
	m := number{of: s.name}
	own, other := m.symbols(4), m.symbols(4)
	h := history{brand: s.brand, lang: s.lang}
	all := []entry{
		{at: days[0], amount: s.face/4 + 10*int(m.below(9)), what: s.spent},
		{at: days[1], claim: true, last4: own, amount: s.face, what: s.claim},
		{at: days[2], amount: s.face/5 + 10*int(m.below(9)), what: s.spent},
		{at: days[3], claim: true, last4: other, amount: 2 * s.face, what: s.claim},
		{at: days[4], amount: s.face/8 + 10*int(m.below(9)), what: s.spent},
	}
	truth := map[string][]string{"kind": {"history"}, "state": {"row_claimed"}}
	rows := map[string]map[string]string{}
	if !s.here {
		all, truth["state"] = append(all[:1:1], all[2:]...), []string{"row_absent"}
	}
	for i, e := range all {
		truth["date"] = append(truth["date"], e.at.Format(time.DateOnly))
		truth["amount"] = append(truth["amount"], h.value(e.amount))
		if e.claim && s.mask != "" {
			truth["last4"] = append(truth["last4"], e.last4)
			rows[e.last4] = map[string]string{"date": e.at.Format(time.DateOnly), "amount": h.value(e.amount)}
			all[i].what += masked(s.mask + e.last4)
		}
	}
	last4 := own
	if s.mask == "" {
		last4 = ""
	}
	return Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: clock, Truth: truth, Rows: rows,
		Body: "<div class=head>" + s.title + "</div>" + written(h, all), Case: caseOf(s.brand, last4, h.value(s.face), got)}
}

// written lays the entries out.
func (s booked) written(h history, all []entry) string {
	var b strings.Builder
	for _, e := range all {
		sign := "-"
		if e.claim {
			sign = "+"
		}
		amount := sign + h.money(e.amount)
		switch s.layout {
		case "daily":
			fmt.Fprintf(&b, "<h2>%s</h2><div class=pair><span>%s</span><b>%s</b></div>", h.date(e.at), e.what, amount)
		case "labelled":
			labels := map[string][3]string{"ja": {"日付", "内容", "金額"}, "en": {"Date", "Details", "Amount"}}[s.lang]
			fmt.Fprintf(&b, "<div class=sheet><div class=pair><i>%s</i><span>%s</span></div><div class=pair><i>%s</i><span>%s</span></div><div class=pair><i>%s</i><b>%s</b></div></div>",
				labels[0], h.date(e.at), labels[1], e.what, labels[2], amount)
		case "colon":
			labels := map[string][3]string{"ja": {"ご利用日：", "内容：", "金額："}, "en": {"Posted: ", "Description: ", "Amount: "}}[s.lang]
			fmt.Fprintf(&b, "<p>%s%s</p><p>%s%s</p><p>%s%s</p>", labels[0], h.date(e.at), labels[1], e.what, labels[2], amount)
		case "above":
			labels := map[string][3]string{"ja": {"取引日", "取引金額", "取引内容"}, "en": {"Date", "Amount", "Details"}}[s.lang]
			fmt.Fprintf(&b, "<div class=sheet><div class=pair><div>%s</div><div>%s</div></div><div class=pair><div>%s</div><div>%s</div></div><p class=meta>%s</p><p>%s</p></div>",
				labels[0], labels[1], h.date(e.at), amount, labels[2], e.what)
		case "last":
			fmt.Fprintf(&b, "<tr><td>%s</td><td class=n>%s</td><td>%s</td></tr>", e.what, amount, h.date(e.at))
		case "large":
			fmt.Fprintf(&b, "<div class=sheet><p class=big>%s</p><p>%s</p><p class=meta>%s</p></div>", amount, e.what, h.date(e.at))
		default:
			fmt.Fprintf(&b, "<tr><td>%s</td><td class=n>%s</td><td>%s</td></tr>", e.at.Format("2006/01/02"), amount, e.what)
		}
	}
	if s.layout == "ledger" || s.layout == "last" {
		labels := map[string][3]string{"ja": {"ご利用日", "入出金", "摘要"}, "en": {"Posted", "Amount", "Transaction"}}[s.lang]
		if s.layout == "last" {
			labels = [3]string{labels[2], labels[1], labels[0]}
		}
		return "<table><tr><th>" + strings.Join(labels[:], "</th><th>") + "</th></tr>" + b.String() + "</table>"
	}
	return b.String()
}

func heldHistories() (pages []Page) {
	for _, s := range []booked{
		{"held-daily-play", "google-play-jp", "ja", "daily", "soft", "お支払いの履歴", "Google Play ギフトカードを追加", "アプリ内購入", "", 3000, true},
		{"held-labelled-aupay", "au-pay-gift-card", "ja", "labelled", "dense", "残高の利用履歴", "ギフトカードからチャージ", "お支払い", "", 2000, true},
		{"held-ledger-ps", "playstation-jp", "ja", "ledger", "soft", "取引履歴", "ウォレットへのチャージ（ストアカード）", "ゲームの購入", "", 5000, true},
		{"held-daily-uber", "uber", "en", "daily", "dense", "Uber Cash activity", "Gift card redeemed", "Trip", "", 5000, true},
		{"held-labelled-doordash", "doordash", "en", "labelled", "soft", "Credit history", "Gift card added", "Order", "", 2500, true},
		{"held-ledger-apple", "apple-us", "en", "ledger", "dense", "Account history", "Gift card added to balance", "App purchase", "", 10000, true},
		{"held-daily-amazon", "amazon-jp", "ja", "daily", "dense", "ギフト券 残高の明細", "ギフト券を残高に追加", "商品の購入", "****", 8000, true},
		{"held-labelled-com", "amazon-com", "en", "labelled", "soft", "Gift card ledger", "Added a gift card", "Purchase", "ending in ", 7500, true},
		{"held-daily-gone", "amazon-jp", "ja", "daily", "soft", "ギフト券 残高の明細", "ギフト券を残高に追加", "商品の購入", "****", 4000, false},
		{"held-labelled-gone", "amazon-com", "en", "labelled", "dense", "Gift card ledger", "Added a gift card", "Purchase", "ending in ", 1500, false},
		{"held-ledger-amazon", "amazon-jp", "ja", "ledger", "dense", "残高の入出金", "ギフトカード登録", "ご注文", "xxxx-", 6000, true},
	} {
		pages = append(pages, s.page())
	}
	return pages
}

// heldOrders are order pages on which the state stands above the rest, in a coloured
// mark.
func heldOrders() (pages []Page) {
	for _, s := range []struct {
		name, brand, lang, style, state, means string
		buttons                                []string
	}{
		{"held-order-claimed", "amazon-jp", "ja", "soft", "受取人が登録しました", "order_redeemed", []string{"もう一度贈る"}},
		{"held-order-delivered", "amazon-jp", "ja", "dense", "Eメールを送信しました", "order_sent", []string{"Eメールを再送", "問い合わせる"}},
		{"held-order-void", "amazon-jp", "ja", "soft", "キャンセル済み", "order_cancelled", []string{"注文履歴へ戻る"}},
		{"held-order-emailed", "amazon-com", "en", "dense", "Emailed Nov 18, 2026", "order_sent", []string{"Resend email", "Get help"}},
		{"held-order-accepted", "amazon-com", "en", "soft", "Claimed by recipient", "order_redeemed", []string{"Send another"}},
	} {
		m := number{of: s.name}
		h := history{brand: s.brand, amount: faceOf(s.brand, &m)}
		id, to := m.order(), m.word()+"@example.jp"
		labels := map[string][3]string{"ja": {"注文番号", "お届け先", "合計"}, "en": {"Order number", "Sent to", "Total"}}[s.lang]
		body := "<div class=head>" + map[string]string{"ja": "ご注文 - ギフトカード", "en": "Order - eGift card"}[s.lang] + "</div><div class=mark>" + s.state + "</div>"
		for i, value := range []string{id, to, h.money(h.amount)} {
			body += "<div class=pair><i>" + labels[i] + "</i><span>" + value + "</span></div>"
		}
		for _, button := range s.buttons {
			body += "<div class=wide>" + button + "</div>"
		}
		pages = append(pages, Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "6:52", Body: body,
			Case: "brand: " + s.brand + "\nasker: giver\nchannel: issuer\nform: mail\nintent: give\ncard:\n  amount: " + h.value(h.amount) +
				"\n  order: " + id + "\n  recipient: " + to + "\ngot: 2026-11-18\n",
			Truth: map[string][]string{"kind": {"order_page"}, "order": {id}, "recipient": {to}, "amount": {h.value(h.amount)}, "state": {s.means},
				"date": {"2026-11-18"}}})
	}
	return pages
}

// redeemed is what somebody was shown who redeemed a card.
type redeemed struct{ name, brand, lang, style, title, text, means string }

func (s redeemed) page(clock string, got time.Time, body string) Page {
	m := number{of: s.name}
	amount := "5000 JPY"
	if s.lang == "en" {
		amount = "25.00 USD"
	}
	return Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: clock, Body: body,
		Case:  caseOf(s.brand, m.symbols(4), amount, got),
		Truth: map[string][]string{"kind": {"message"}, "state": {s.means}, "message": {s.means}, "amount": {"5000 JPY", "25.00 USD"}}}
}

// heldMessages are what apps show above a dimmed page: a title, a text and two
// buttons below each other.
func heldMessages() (pages []Page) {
	for _, s := range []redeemed{
		{"held-msg-webmoney", "webmoney", "ja", "soft", "お支払いできません", "入力されたプリペイド番号は既に使用されています。", "already_redeemed"},
		{"held-msg-bitcash", "bitcash", "ja", "dense", "エラー", "このひらがなIDは使用済みです。", "already_redeemed"},
		{"held-msg-aupay", "au-pay-gift-card", "ja", "soft", "チャージできませんでした", "このコードは他のau IDですでにチャージされています。", "already_elsewhere"},
		{"held-msg-switch", "nintendo-eshop-jp", "ja", "dense", "エラーコード：2813-0998", "この番号は有効化されていません。お買い上げの販売店にお問い合わせください。", "not_activated"},
		{"held-msg-ps", "playstation-jp", "ja", "soft", "ウォレット", "5,000円がウォレットにチャージされました。", "redeemed_now"},
		{"held-msg-roblox", "roblox", "en", "dense", "Redeem Code", "This gift card code was already redeemed.", "already_redeemed"},
		{"held-msg-uber", "uber", "en", "soft", "Unable to add gift card", "This gift code has been redeemed by a different account.", "already_elsewhere"},
		{"held-msg-doordash", "doordash", "en", "dense", "Success!", "$25.00 was added to your DoorDash credits.", "redeemed_now"},
		{"held-msg-razer", "razer-gold", "en", "soft", "Reload failed", "This PIN has not been activated yet.", "not_activated"},
		{"held-msg-apple", "apple-us", "en", "dense", "Redeem", "You have already redeemed this gift card to your account.", "already_here"},
		{"held-msg-play", "google-play-jp", "ja", "soft", "お支払い方法", "このギフトコードは別のアカウントで利用済みです。", "already_elsewhere"},
	} {
		buttons := map[string]string{"ja": "<div class=wide>閉じる</div><div class=wide>ヘルプ</div>",
			"en": "<div class=wide>Close</div><div class=wide>Help</div>"}[s.lang]
		pages = append(pages, s.page("15:29", day(11, 20), "<div class=sheet><h1>"+s.title+"</h1><p>"+s.text+"</p>"+buttons+"</div>"))
	}
	return pages
}

// heldBalances are look-ups in which every value stands beside its name.
func heldBalances() (pages []Page) {
	for _, s := range []struct {
		name, brand, lang, style, title string
		labels                          [3]string // card, what it was worth, what is left
		face, left                      int
	}{
		{"held-left-webmoney", "webmoney", "ja", "soft", "残高を調べる", [3]string{"管理番号", "額面金額", "残高"}, 3000, 3000},
		{"held-left-vpreca", "vpreca", "ja", "dense", "ギフトの残高", [3]string{"カード", "発行時の金額", "利用可能残高"}, 5000, 420},
		{"held-left-vanilla", "vanilla-visa-jp", "ja", "soft", "カード情報", [3]string{"カード番号", "購入金額", "現在の残高"}, 10000, 0},
		{"held-left-visa", "prepaid-visa-us", "en", "dense", "Card summary", [3]string{"Card", "Original value", "Available balance"}, 10000, 6134},
		{"held-left-bitcash", "bitcash", "ja", "dense", "残高照会", [3]string{"カード番号", "額面", "残高"}, 2000, 1480},
	} {
		m := number{of: s.name}
		show, value := yen, func(n int) string { return fmt.Sprintf("%d JPY", n) }
		if s.lang == "en" {
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
		body := "<div class=head>" + s.title + "</div><div class=sheet>"
		for i, text := range []string{"●●●● " + last4, show(s.face), show(s.left)} {
			body += "<div class=pair><i>" + s.labels[i] + "</i><b>" + text + "</b></div>"
		}
		pages = append(pages, Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "11:18", Body: body + "</div>",
			Case:  caseOf(s.brand, last4, value(s.face), day(11, 20)),
			Truth: map[string][]string{"kind": {"balance"}, "state": {means}, "last4": {last4}, "amount": {value(s.left), value(s.face)}}})
	}
	return pages
}

func heldLetters() (pages []Page) {
	for _, s := range []letter{
		{"held-mail-claimed", "amazon-com", "en", "soft", "Amazon.com &lt;gc-orders@gc.email.amazon.com&gt;", "Your gift card was redeemed",
			[]string{"Good news.", "The gift card that you sent to {to} was added to an account on November 22, 2026.", "Amount {amount}",
				"Order {order}"}, "mail_opened"},
	} {
		pages = append(pages, s.page())
	}
	return pages
}

// bookedAlike are histories in layouts that could fail for the reasons for which those
// of heldHistories did.
func bookedAlike() (pages []Page) {
	for _, s := range []booked{
		{"alike-colon-amazon", "amazon-jp", "ja", "colon", "soft", "ギフト券の履歴", "ギフト券を登録", "商品の購入", "****", 5000, true},
		{"alike-colon-com", "amazon-com", "en", "colon", "dense", "Gift card activity", "Gift card added", "Purchase", "ending in ", 2500, true},
		{"alike-colon-gone", "amazon-jp", "ja", "colon", "dense", "ギフト券の履歴", "ギフト券を登録", "商品の購入", "****", 2000, false},
		{"alike-above-amazon", "amazon-jp", "ja", "above", "card", "残高の明細", "ギフトカードを追加", "商品の購入", "xxxx-", 3000, true},
		{"alike-above-com", "amazon-com", "en", "above", "plain", "Balance activity", "Gift card redeemed", "Order", "ending in ", 5000, true},
		{"alike-above-ps", "playstation-jp", "ja", "above", "dense", "取引履歴", "ストアカードをチャージ", "ゲームの購入", "", 4000, true},
		{"alike-last-amazon", "amazon-jp", "ja", "last", "plain", "利用履歴", "ギフトカード登録", "ご注文", "xxxx-", 7000, true},
		{"alike-last-apple", "apple-us", "en", "last", "soft", "Account history", "Gift card redeemed", "App purchase", "", 2500, true},
		{"alike-last-uber", "uber", "en", "last", "dense", "Activity", "Gift card redeemed", "Trip", "", 5000, true},
		{"alike-large-amazon", "amazon-jp", "ja", "large", "soft", "ご利用履歴", "ギフトカードを登録", "ご注文", "****", 1000, true},
		{"alike-large-com", "amazon-com", "en", "large", "card", "Gift card activity", "Gift card added", "Purchase", "ending in ", 4000, true},
		{"alike-large-gone", "amazon-jp", "ja", "large", "plain", "ご利用履歴", "ギフトカードを登録", "ご注文", "****", 6000, false},
	} {
		pages = append(pages, s.page())
	}
	return pages
}
