package album

import (
	"fmt"
	"strings"
	"time"
)

// heldThrice are the pages that were kept out on 2026-11-30, after those of heldTwice:
// words, layouts, themes and looks that the others do not have, and some brands. Then
// their pictures were looked at: rows that end with their day, days in a bar of their
// own, names and marks so few and small that they were read as other letters.
func heldThrice() []Page {
	pages := append(keptHistories(), keptOrders()...)
	pages = append(pages, keptMessages()...)
	return append(append(pages, keptBalances()...), keptLetters()...)
}

// account is a history in one of the layouts that are kept out: "strip" (a bar with
// the day and the amount above the words), "twoline" (the day small below the words,
// the balance below the amount), "sides" (money in and money out in columns of their
// own) or "prose" (a sentence and its amount, the day above on the right).
type account booked

func (s account) page() Page {
	return booked(s).shown([5]time.Time{day(11, 27), day(11, 21), day(11, 12), day(10, 2), day(9, 17)}, day(11, 19), "10:44",
		func(mask string) string { return " " + mask }, s.written)
}

// written lays the entries out.
func (s account) written(h history, all []entry) string {
	var b strings.Builder
	left := 6 * s.face
	for _, e := range all {
		sign := "−"
		if e.claim {
			sign = "+"
		}
		amount := sign + " " + h.money(e.amount)
		switch s.layout {
		case "strip":
			fmt.Fprintf(&b, "<div class=strip><span>%s</span><b>%s</b></div><p>%s</p>", h.date(e.at), amount, e.what)
		case "twoline":
			balance := map[string]string{"ja": "残高 ", "en": "Balance "}[s.lang] + h.money(left)
			fmt.Fprintf(&b, "<div class=two><div>%s</div><div><b>%s</b></div><div><small>%s</small></div><div><small>%s</small></div></div>", e.what, amount,
				h.date(e.at), balance)
		case "prose":
			fmt.Fprintf(&b, "<div class=note><div class=aside>%s</div><div>%s</div><div><b>%s</b></div></div>", h.date(e.at), e.what, amount)
		default:
			in, out := "", h.money(e.amount)
			if e.claim {
				in, out = out, in
			}
			fmt.Fprintf(&b, "<tr><td>%s</td><td>%s</td><td class=n>%s</td><td class=n>%s</td></tr>", e.at.Format("2006-01-02"), e.what, in, out)
		}
		if left += e.amount; e.claim {
			left -= 2 * e.amount
		}
	}
	if s.layout == "sides" {
		labels := map[string]string{"ja": "日付</th><th>お取引</th><th>入金</th><th>出金", "en": "Date</th><th>Entry</th><th>In</th><th>Out"}[s.lang]
		return "<table><tr><th>" + labels + "</th></tr>" + b.String() + "</table>"
	}
	return b.String()
}

func keptHistories() (pages []Page) {
	for _, s := range []account{
		{"kept-strip-amazon", "amazon-jp", "ja", "strip", "mint", "ギフト残高の履歴", "ギフトコードを登録しました", "お買い物でのご利用", "末尾 ", 3000, true},
		{"kept-strip-com", "amazon-com", "en", "strip", "slate", "Gift balance history", "You redeemed a gift card", "Shopping", "****", 5000, true},
		{"kept-strip-gone", "amazon-jp", "ja", "strip", "slate", "ギフト残高の履歴", "ギフトコードを登録しました", "お買い物でのご利用", "末尾 ", 2000, false},
		{"kept-two-apple", "apple-us", "en", "twoline", "mint", "Balance history", "Redeemed gift card", "Subscription", "", 2500, true},
		{"kept-two-amazon", "amazon-jp", "ja", "twoline", "slate", "ギフトカード利用履歴", "ギフトカードを登録", "ご注文でのご利用", "xxxx-", 4000, true},
		{"kept-two-com", "amazon-com", "en", "twoline", "mint", "Recent gift card activity", "Gift card claimed", "Order payment", "ending ", 10000, true},
		{"kept-sides-amazon", "amazon-jp", "ja", "sides", "mint", "残高明細", "ギフト券登録", "注文", "****", 8000, true},
		{"kept-sides-play", "google-play-jp", "ja", "sides", "slate", "ご利用明細", "ギフトカードの追加", "アプリの購入", "", 1500, true},
		{"kept-sides-doordash", "doordash", "en", "sides", "slate", "Credits", "Gift card redeemed", "Delivery", "", 5000, true},
		{"kept-prose-aupay", "au-pay-gift-card", "ja", "prose", "mint", "チャージ・支払い履歴", "ギフトカードをチャージしました", "お店で支払い", "", 3000, true},
		{"kept-prose-com", "amazon-com", "en", "prose", "slate", "Gift card history", "Gift card added to your account,", "Paid for an order", "ending in ", 2500,
			true},
	} {
		pages = append(pages, s.page())
	}
	return pages
}

// keptOrders are order pages as a list of steps, each name above its value.
func keptOrders() (pages []Page) {
	for _, s := range []struct{ name, brand, lang, style, state, means, button string }{
		{"kept-order-sent", "amazon-jp", "ja", "mint", "ステータス：送信済み", "order_sent", "メールを再送する"},
		{"kept-order-used", "amazon-jp", "ja", "slate", "ステータス：受取人が登録済み", "order_redeemed", "別のギフトを贈る"},
		{"kept-order-void", "amazon-com", "en", "mint", "This order was cancelled", "order_cancelled", "Back to orders"},
		{"kept-order-com", "amazon-com", "en", "slate", "Delivered to recipient", "order_sent", "Resend gift card"},
		{"kept-order-resent", "amazon-jp", "ja", "mint", "ステータス：再送済み", "order_resent", "ヘルプ"},
	} {
		m := number{of: s.name}
		h := history{brand: s.brand, amount: faceOf(s.brand, &m)}
		id, to := m.order(), m.word()+"@example.jp"
		labels := map[string][4]string{"ja": {"ご注文内容", "注文番号", "受取人のEメール", "ギフトカードの金額"}, "en": {"Your gift", "Order #", "Recipient", "Gift amount"}}[s.lang]
		body := "<div class=head>" + labels[0] + "</div>"
		for i, value := range []string{id, to, h.money(h.amount)} {
			body += "<p class=meta>" + labels[i+1] + "</p><p><b>" + value + "</b></p>"
		}
		body += "<div class=strip><span>" + s.state + "</span></div><div class=wide>" + s.button + "</div>"
		pages = append(pages, Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "22:09", Body: body,
			Case: "brand: " + s.brand + "\nasker: giver\nchannel: issuer\nform: mail\nintent: give\ncard:\n  amount: " + h.value(h.amount) +
				"\n  order: " + id + "\n  recipient: " + to + "\ngot: 2026-11-18\n",
			Truth: map[string][]string{"kind": {"order_page"}, "order": {id}, "recipient": {to}, "amount": {h.value(h.amount)}, "state": {s.means}}})
	}
	return pages
}

// keptMessages stand in a bar of their own above or below the field for the code.
func keptMessages() (pages []Page) {
	for _, s := range []redeemed{
		{"kept-msg-steam", "steam-jp", "ja", "mint", "ウォレットコードの有効化", "このコードはすでに有効化されています。", "already_redeemed"},
		{"kept-msg-apple", "apple-jp", "ja", "slate", "ギフトカードを使う", "このギフトカードはすでに別のアカウントで使われています。", "already_elsewhere"},
		{"kept-msg-amazon", "amazon-jp", "ja", "mint", "コードを入力", "このギフトカードはお客様のアカウントに登録済みです。", "already_here"},
		{"kept-msg-vpreca", "vpreca", "ja", "slate", "ギフト登録", "このコードは使用済みのため登録できません。", "already_redeemed"},
		{"kept-msg-webmoney", "webmoney", "ja", "mint", "チャージ", "このカードはまだ有効化されていません。", "not_activated"},
		{"kept-msg-com", "amazon-com", "en", "slate", "Enter claim code", "This claim code has already been redeemed.", "already_redeemed"},
		{"kept-msg-steam-en", "steam", "en", "mint", "Activate a code", "This code was already activated by a different account.", "already_elsewhere"},
		{"kept-msg-roblox", "roblox", "en", "slate", "Gift cards", "Success! $25.00 was added to your account.", "redeemed_now"},
		{"kept-msg-razer", "razer-gold", "en", "mint", "Add a PIN", "Invalid PIN. Check it and try again.", "invalid"},
		{"kept-msg-apple-us", "apple-us", "en", "slate", "Redeem code", "This code has already been used.", "already_redeemed"},
	} {
		pages = append(pages, s.page("13:50", day(11, 19), "<div class=head>"+s.title+"</div><div class=strip><span>"+s.text+
			"</span></div><div class=note>&nbsp;</div><div class=wide>"+map[string]string{"ja": "次へ", "en": "Continue"}[s.lang]+"</div>"))
	}
	return pages
}

// keptBalances show what is left in large letters between the lines about the card.
func keptBalances() (pages []Page) {
	for _, s := range []struct {
		name, brand, lang, style, title, label, worth string
		face, left                                    int
	}{
		{"kept-left-starbucks", "starbucks-jp", "ja", "slate", "マイカード", "ご利用可能残高", "入金額", 2000, 2000},
		{"kept-left-vanilla", "vanilla-visa-jp", "ja", "mint", "残高確認", "利用可能残高", "額面", 5000, 1730},
		{"kept-left-quo", "quo-card-pay", "ja", "slate", "カード詳細", "残高", "発行金額", 3000, 0},
		{"kept-left-walmart", "walmart", "en", "mint", "Card balance", "Remaining balance", "Original value", 5000, 5000},
		{"kept-left-target", "target", "en", "slate", "GiftCard details", "Balance", "Issued value", 2500, 640},
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
		body := "<div class=head>" + s.title + "</div><div class=note><div>" + s.label + "</div><div class=big>" + show(s.left) + "</div><div><small>**** " + last4 +
			"</small></div><div><small>" + s.worth + " " + show(s.face) + "</small></div></div>"
		pages = append(pages, Page{Name: s.name, Brand: s.brand, Lang: s.lang, Style: s.style, Owner: "me", Clock: "18:27", Body: body,
			Case:  caseOf(s.brand, last4, value(s.face), day(11, 19)),
			Truth: map[string][]string{"kind": {"balance"}, "state": {means}, "last4": {last4}, "amount": {value(s.left), value(s.face)}}})
	}
	return pages
}

func keptLetters() (pages []Page) {
	for _, s := range []letter{
		{"kept-mail-opened", "amazon-jp", "ja", "mint", "Amazon.co.jp &lt;do-not-reply@amazon.co.jp&gt;", "Amazonギフトカードが登録されました",
			[]string{"{to} 様がAmazonギフトカードを登録しました。", "金額 {amount}", "注文番号 {order}", "登録日 2026年11月22日"}, "mail_opened"},
		{"kept-mail-sent", "amazon-com", "en", "slate", "Amazon.com &lt;gc-orders@gc.email.amazon.com&gt;", "Taro sent you an Amazon.com Gift Card",
			[]string{"You have an Amazon.com Gift Card from Taro.", "{amount}", "Claim Code: {code}", "Order number {order}"}, "mail_delivered"},
	} {
		pages = append(pages, s.page())
	}
	return pages
}
