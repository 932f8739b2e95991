package assess

import "github.com/unspent-dev/unspent/brand"

// What cannot wait: the code is with somebody who will use it, or is about to be.

const (
	srcTold = "https://www.fsa.go.jp/news/26/kinyu/20150529-3.html; " +
		"https://scamsquadsav.org/if-you-paid-a-scammer-with-a-gift-card-is-your-money-gone-maybe-not (FTC); facts A8, G"
	srcAsked = "https://www.fsa.go.jp/news/26/kinyu/20150529-3.html; " +
		"https://news4jax.com/money/2024/10/16/did-someone-tell-you-to-pay-a-fine-or-bill-with-a-gift-card-dont-do-it-its-a-scam-the-ftc-warns (FTC)"
)

// urgentAdvice comes before all other advice.
var urgentAdvice = []advised{
	{
		id: "code-out", rows: "17", source: srcTold,
		when: func(s situation) bool { return s.c.Intent != ToCash && s.c.leaked() },
		text: brand.Text{
			JA: "{maybe|}一刻を争います。番号を知った人は、いつでもこのカードを使えます。次の順に、いますぐしてください。\n" +
				"1. {saveit}\n" +
				"2. {issuer}に連絡し、番号を知らない人に知られたことを話して、カードを止められるか尋ねてください。{deskhow|}\n" +
				"伝えるもの：カードの管理番号（シリアル番号）、レシートに書かれた購入の日時と店、金額。番号の全体は、発行者の正式な窓口に求められたときだけ伝えてください。\n" +
				"3. カードの本体、レシート、相手とのやり取りや電話番号を、捨てずに残してください。\n" +
				"4. {police}\n" +
				"5. 相手から何を言われても、これ以上番号を送らず、カードも買わないでください。「返金のために、もう一枚必要」というのも、同じ手口です。",
			EN: "{maybe|}Minutes matter. Whoever knows the code can use the card at any moment. Do this now, in this order.\n" +
				"1. {saveit}\n" +
				"2. Contact {issuer}, say that somebody you do not know has the code, and ask whether the card can be stopped. {deskhow|}\n" +
				"Have at hand: the card's serial number, the receipt with time and shop of purchase, the amount. Tell the whole code to nobody but the " +
				"issuer's official support, if it asks.\n" +
				"3. Keep the card itself, the receipt, and all messages and phone numbers of whoever asked for it.\n" +
				"4. {police}\n" +
				"5. Whatever they say, send no more codes and buy no more cards. “One more card and you get it all back” is the same fraud.",
		},
	}, {
		id: "asked-for", rows: "17", source: srcAsked,
		when: func(s situation) bool { return s.c.Intent != ToCash && s.c.AskedFor && !s.c.leaked() },
		text: brand.Text{
			JA: "ギフトカードを買わせて番号を聞き出すのは、詐欺の手口です。役所、警察、銀行、通信会社、サポート窓口が、ギフトカードでの支払いを求めることはありません。家族や上司、友人からの頼みでも、アカウントの乗っ取りがあるので、知っている番号に電話して本人に確かめてください。\n" +
				"1. 番号を伝えず、写真も送らず、これ以上カードを買わないでください。電話は切ってかまいません。\n" +
				"2. すでに買ったカードは、だれにも見せずに手元に置いてください。ご自分で使えます。{saveit}\n" +
				"3. カードの本体、レシート、相手とのやり取りを残してください。\n" +
				"4. {police}",
			EN: "To have somebody buy gift cards and tell the codes is a fraud. No authority, police, bank, phone company or support desk takes gift " +
				"cards as payment. If it seems to be family, a friend or your boss, their account may have been taken over: call them on a number that you know.\n" +
				"1. Do not tell the code, send no picture of it, and buy no more cards. You may simply hang up.\n" +
				"2. Keep the cards that you have bought, and show them to nobody. You can use them yourself. {saveit}\n" +
				"3. Keep the card itself, the receipt and all messages.\n" +
				"4. {police}",
		},
	}, {
		id: "enter", rows: "10, 11", source: "facts A7; https://amazon-ojisan.life/?p=2452",
		when: situation.mayEnter,
		text: brand.Text{
			JA: "ご自分で使うカードなら、いま、ご自分のアカウントに登録してください。シールを開けたのがご自分で、ほかに番号を見た人がいなければ、使われた印はありません。開けたまま置いておくほうが危険です。\n" +
				"登録すると、価値はそのアカウントに結び付き、元に戻すことも人に譲ることもできません。表示されたメッセージは、日時と一緒に画面ごと残してください。「無効」や「登録済み」と表示されたら、そのままここに加えてください。",
			EN: "If the card is for your own use, redeem it to your own account now. If you opened it yourself and nobody else has seen the code, " +
				"there is no sign of a use; to leave an open card lying about is the greater risk.\n" +
				"Redeeming binds the value to that account; it cannot be undone, and the card cannot be passed on any more. Keep the whole screen with " +
				"the message and the time. If it says “invalid” or “already redeemed”, add that here.",
		},
	},
}

// mayEnter reports whether the asker opened the card to use it, and may as well
// do so.
func (s situation) mayEnter() bool {
	told := s.c.Opened == OpenedByMe
	return s.enterable() && !s.c.leaked() && s.c.Entered != Yes &&
		(told || s.c.Opened == "" && s.said("seal-own")) && (s.c.SeenBy == "" || s.c.SeenBy == SeenByNobody || s.c.SeenBy == SeenByFamily)
}

// enterable reports whether the card can be redeemed by the asker and, as far as
// is known, is still good.
func (s situation) enterable() bool {
	return (s.c.Intent == ToUse || s.c.Intent == IntentOpen) && (s.c.Asker == Holder || s.c.Asker == Buyer) &&
		!s.c.Claimed && !s.c.gave() && !s.withSeller() && (s.v.State == Unknown || s.v.State == Unused) &&
		s.p.Redeem.Kind == brand.OneShot && s.c.Form != brand.FormTopUp && s.c.Readable != No
}

// rescuable reports whether a code that somebody else has may still be saved by
// redeeming it first.
func (s situation) rescuable() bool {
	return s.c.leaked() && (s.v.State == Unknown || s.v.State == Unused) && s.p.Redeem.Kind == brand.OneShot &&
		s.c.Form != brand.FormTopUp && s.c.Readable != No && s.c.Asker != Buyer
}

// said reports whether a rule spoke.
func (s situation) said(rule string) bool {
	for _, f := range s.v.Findings {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

// urgentSlots are what urgent texts name: how to save the value, by what
// redeeming is, and who helps where the card was sold.
func (s situation) urgentSlots(to slots) {
	to["maybe"] = brand.Text{}
	if s.c.maybeLeaked() {
		to["maybe"] = brand.Text{
			JA: "電話やメッセージで知らない人に求められて、番号を伝えたのではありませんか。それなら、",
			EN: "Did somebody you do not know ask you for the code, by phone or in a message? Then this comes first. ",
		}
	}
	to["saveit"] = s.saveIt()
	japan := brand.Text{
		JA: "警察相談専用電話「#9110」（急ぐときや夜間・休日は110番）と、消費者ホットライン「188」（局番なし）に相談してください。",
		EN: "In Japan call the police advice line, #9110 (110 if it is urgent, or at night), and the consumer hotline, 188.",
	}
	switch s.p.Country {
	case "JP":
	case "US":
		japan.JA += "アメリカでは、警察と ReportFraud.ftc.gov に届け出ます。"
		japan.EN = "Report it to the police and, in the US, at ReportFraud.ftc.gov."
	default:
		japan.EN = "Report it to the police and to the consumer advice service where you live: in Japan #9110 and 188, in the US ReportFraud.ftc.gov."
	}
	to["police"] = japan
}

func (s situation) saveIt() brand.Text {
	switch {
	case s.bad():
		return brand.Text{
			JA: "このカードは、もう使えない状態と考えられます。それでも、次の連絡を急いでください。止められていれば、戻ることがあります。",
			EN: "This card seems to be of no use any more. Be quick with what follows all the same: what the issuer has stopped may come back.",
		}
	case s.isLink():
		return brand.Text{
			JA: "ご自分のカードで、まだ残っていれば、URLを開き、ご自分のアプリに保存するか、いますぐ使ってください。先に受け取った人のものになります。",
			EN: "If the card is yours and something is left, open its address and save it to your own app, or spend it right now. Whoever takes it first has it.",
		}
	case s.p.Redeem.Kind == brand.StoredValue:
		return brand.Text{
			JA: "ご自分のカードで、まだ残高があれば、ご自分の会員アカウントに登録して残高を別のカードに移すか、いますぐ使い切ってください。先に使った人のものになります。",
			EN: "If the card is yours and has a balance, register it to your own account and move the balance to another card, or spend it right " +
				"now. Whoever spends it first has it.",
		}
	}
	return brand.Text{
		JA: "ご自分のカードなら、いますぐご自分のアカウントに登録してみてください。まだ使われていなければ、先に登録した人のものになります。",
		EN: "If the card is yours, try to redeem it to your own account right now. If it is still unused, whoever redeems it first has it.",
	}
}

// codeOut is what to do when somebody else has the code: what saves its value first, then
// what helps to get it back.
func (s situation) codeOut(values slots) Next {
	n := Next{ID: "code-out", Whom: Mine, Text: sentence(values.fill(s.saveIt()))}
	now := s.steps(brand.ToContact, Mine, values)
	switch {
	case s.rescuable():
		now = append(s.steps(brand.ToRedeem, Mine, values), now...)
	case s.hasLookup() && !s.bad():
		now = append(s.steps(brand.ToBalance, Mine, values), now...)
	}
	keep := sentence(brand.Text{
		JA: "カードの本体、レシート、相手とのやり取りや電話番号を、消さずに残します。",
		EN: "Keep the card itself, the receipt, and all messages and phone numbers of whoever has the code.",
	})
	late := []brand.Text{{
		JA: "「登録済み」や「使用済み」と表示されても、{issuer}に連絡します。いつ、どのように番号を知られたかを話し、使ったアカウントを止められるか、残りを戻せるかを尋ねます。",
		EN: "if it says that the card was redeemed or used, contact {issuer} all the same. Say when and how they got the code, and ask whether their " +
			"account can be stopped and what is left given back.",
	}, {
		JA: "クレジットカードや決済アプリで購入したのなら、その会社にも事情を伝えます。",
		EN: "if you paid for it by credit card or with a payment app, tell that company too.",
	}, {
		JA: "「もう一枚買えば返金する」と言われても、応じないでください。同じ手口です。",
		EN: "if they promise all of it back for one more card, do not buy it: that is the same fraud again.",
	}}
	for i := range late {
		late[i] = sentence(values.fill(late[i]))
	}
	n.Parts = []Part{
		{brand.Text{JA: "いますぐ、数分のうちに", EN: "Now, in the next minutes"}, now},
		{brand.Text{JA: "そのあとで、残して相談する", EN: "Then keep everything, and ask for help"}, append([]brand.Text{keep}, s.steps("police", Mine, values)...)},
		{brand.Text{JA: "間に合わなかったときは", EN: "If it is too late"}, late},
	}
	for _, p := range n.Parts {
		n.Steps = append(n.Steps, p.Steps...)
	}
	return n
}
