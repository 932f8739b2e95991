package assess

import (
	"time"

	"github.com/unspent-dev/unspent/brand"
)

// advised is one line of the table of advice.
type advised struct {
	id     string
	rows   string // of the procedure that it answers
	source string
	when   func(situation) bool
	text   brand.Text
}

// advise returns what to know and to do first, in order.
func advise(c Case, v Verdict, p *brand.Profile, now time.Time) []Advice {
	s := situation{c: c, v: v, p: p, now: now}
	var out []Advice
	var values slots
	for _, a := range append(append([]advised(nil), urgentAdvice...), advices...) {
		if !a.when(s) {
			continue
		}
		if values == nil {
			values = s.slots()
			s.urgentSlots(values)
		}
		out = append(out, Advice{ID: a.id, Text: values.fill(a.text)})
	}
	return out
}

// advices is the table. The order is that in which a person needs it: what
// stops harm, what settles the question, what bounds it, and the last resort.
var advices = []advised{
	{
		id: "card-limit-cash", rows: "20",
		source: "https://www.j-credit.or.jp/customer/attention/attention_05.html; " +
			"https://www.caa.go.jp/policies/policy/local_cooperation/local_consumer_administration/hotline/",
		when: func(s situation) bool { return s.c.Intent == ToCash },
		text: brand.Text{
			JA: "クレジットカードのショッピング枠を現金に換える目的でカードを使うこと（いわゆる現金化）は、カード会社の会員規約に反します。カードが使えなくなったり、かえって借金が増えたり、犯罪に巻き込まれたりするおそれがあります。おやめください。\n" +
				"支払いに困っているときは、まずカード会社に、支払い方法を変えられないか相談してください。日本では、消費者ホットライン「188」（局番なし）が最寄りの消費生活センターにつなぎます。相談は無料です（通話料はかかります）。",
			EN: "Using a credit card's shopping limit to get cash breaks the terms of the card. It can cost you the card, leaves you with more debt, " +
				"and can draw you into a crime. Please do not do it.\n" +
				"If you cannot pay what you owe, ask your card company first whether the payments can be arranged otherwise. In Japan the consumer " +
				"hotline, 188, connects you with the consumer centre nearest to you. Advice is free; the call is charged.",
		},
	}, {
		id: "cash-terms", rows: "20",
		source: "terms of the brand's profile",
		when: func(s situation) bool {
			return s.c.Intent == ToCash && s.terms(brand.TermCash, brand.TermResale) != (brand.Text{})
		},
		text: brand.Text{
			JA: "{brand}の規約にも、次のような定めがあります。\n{terms}",
			EN: "The terms of {brand} say:\n{terms}",
		},
	}, {
		id: "book", rows: "",
		source: "docs/guides/check-and-hand-over.md",
		when:   func(s situation) bool { return s.p.Lookup.Kind == brand.LookupBook && s.c.Intent != ToCash },
		text: brand.Text{
			JA: "このカードは、発行者の台帳に問い合わせれば、使わずに、いまの状態が確実に分かります。証拠を集める必要はありません。「確かめる」ページで確認できます。\n用意するもの：{needs}\n確かめるページ：{lookup}",
			EN: "For this card the issuer's book of record answers with certainty, without using the card. There is no need to gather evidence. Ask " +
				"on the issuer's page, or with unspent check.\nYou need: {needs}\nWhere: {lookup}",
		},
	}, {
		id: "official-lookup", rows: "",
		source: "look-up of the brand's profile",
		when: func(s situation) bool {
			return s.hasLookup() && s.p.Lookup.Kind != brand.LookupURL && s.c.Intent != ToCash && !s.withSeller() && !s.looked()
		},
		text: brand.Text{
			JA: "まず、{issuer}の公式の残高照会で確かめてください。カードを登録したり使ったりせずに、残高が分かります。\n用意するもの：{needs}\n照会のページ：{lookup}\n" +
				"番号を入力する前に、発行者本人のページであることをアドレスで確かめてください。ほかの「残高確認」サイトには、決して入力しないでください。",
			EN: "First look the balance up with {issuer}. This neither redeems nor uses the card.\nYou need: {needs}\nWhere: {lookup}\n" +
				"Before you type the number, make sure by the address that the page is the issuer's own. Never type it into any other “balance check” site.",
		},
	}, {
		id: "official-lookup-url", rows: "",
		source: "look-up of the brand's profile",
		when: func(s situation) bool {
			return s.p.Lookup.Kind == brand.LookupURL && s.c.Intent != ToCash && !s.withSeller() && !s.looked()
		},
		text: brand.Text{
			JA: "まず、届いたURLを開いて残高を見てください。開いただけでは使ったことになりません。\n用意するもの：{needs}",
			EN: "First open the address that you were sent and look at the balance. Opening it does not use the card.\nYou need: {needs}",
		},
	}, {
		id: "official-lookup-seller", rows: "8",
		source: "look-up of the brand's profile",
		when:   func(s situation) bool { return s.hasLookup() && s.c.Intent != ToCash && s.withSeller() },
		text: brand.Text{
			JA: "{issuer}には、使わずに残高が分かる公式の照会があります。受け取る前は、売り手に照会の画面を見せてもらってください。受け取ったら、すぐにご自分で照会してください。\n用意するもの：{needs}\n照会のページ：{lookup}",
			EN: "{issuer} shows the balance without using the card. Before you get the card, have the seller show you the page; once you have it, " +
				"look at once yourself.\nYou need: {needs}\nWhere: {lookup}",
		},
	}, {
		id: "shop-evidence", rows: "6, 9, 10, 11",
		source: "facts A5, A11",
		when:   func(s situation) bool { return s.fromRack() && s.c.Intent != ToCash && !s.c.leaked() },
		text: brand.Text{
			JA: "店で売られているカードには、オンラインの注文ページも開封通知もありません。アカウントの利用履歴に載っていないことも、未使用の証拠にはなりません。" +
				"見るべきものは、シールやスクラッチの状態、有効化（アクティベーション）の記載があるレシート、登録を試したときに表示されたメッセージです。カードの番号札とレシートの番号が違うときは、すり替えのおそれがあります。",
			EN: "A card from a shop's rack has neither an order page nor an opening notice, and not being in an account's usage history does not " +
				"show that it is unused. " +
				"What counts is the seal or scratch-off, a receipt with an activation line, and the message that was shown if somebody tried to redeem " +
				"it. If the number on the package differs from the one on the receipt, they may have been swapped.",
		},
	}, {
		id: "history-reading", rows: "1, 2",
		source: "facts A0.2, A0.3, A4",
		when: func(s situation) bool {
			return s.hasClaims() && !s.fromRack() && (s.c.Channel == FromIssuer || s.c.Claimed) && s.c.Intent != ToCash
		},
		text: brand.Text{
			JA: "利用履歴は、そのアカウントで起きたことしか示しません。載っていなければ「このアカウントでは使われていない」と分かるだけで、未使用とは言えません。" +
				"見比べるのは、番号の下4桁・金額・日付です。「利用」の行の注文番号は買い物の注文のもので、ギフトカードを買ったときの注文番号ではありません。",
			EN: "A usage history shows only what happened in that account. If the card is not in it, the card was not used in this account; that " +
				"does not make it unused. " +
				"Compare the last four, the amount and the date. The order number in a row about spending is that of the shopping, not that of the " +
				"order by which the gift card was bought.",
		},
	},

	// What bounds the answer in time.
	{
		id: "dispute-window", rows: "8",
		source: "facts A8",
		when:   func(s situation) bool { return !s.open().IsZero() },
		text: brand.Text{
			JA: "申し立ての期限は{open}です（受け取りから{window}）。それまでに確かめ、おかしな点があれば、購入先か取引サイトに申し出てください。受け取りの評価や取引の完了は、確かめ終わるまで待ってください。",
			EN: "Complaints are heard until {open} ({window} after you got the card). Check before then, and report anything that is wrong to the " +
				"seller or the marketplace. Do not rate or close the deal before you have checked.",
		},
	}, {
		id: "dispute-window-over", rows: "8",
		source: "facts A8",
		when:   func(s situation) bool { return !s.deadline().IsZero() && s.open().IsZero() },
		text: brand.Text{
			JA: "申し立ての期限（{deadline}）は過ぎています。それでも、売り手や取引サイトに事情を伝えることはできます。できるだけ早く連絡してください。",
			EN: "The time for complaints ended at {deadline}. You can still tell the seller or the marketplace what happened. Write as soon as you can.",
		},
	}, {
		id: "dispute-window-unknown", rows: "8",
		source: "facts A8",
		when: func(s situation) bool {
			return s.c.Channel == FromBusiness && s.deadline().IsZero() && s.c.Asker != Seller
		},
		text: brand.Text{
			JA: "店や取引サイトが申し立てを受け付ける期間は限られています。購入から30分という例もあります。\nこの取引では、受け取りから{window}です。\n受け取った日時と期限を、いま確かめてください。",
			EN: "Shops and marketplaces hear complaints only for a limited time; 30 minutes after the purchase is one example.\n" +
				"Here it is {window} after you got the card.\nFind out now when you got it and when that time ends.",
		},
	}, {
		id: "resend-possible", rows: "18",
		source: "facts A0.5, A5",
		when: func(s situation) bool {
			return s.v.State == Unused && s.hasResend() && s.c.Channel != FromIssuer && !s.c.Claimed
		},
		text: brand.Text{
			JA: "「未使用」は{asof|調べた時点}のことです。この種類のカードは、登録されるまで、購入した人が再送できます。再送されると新しい番号が発行され、いまの番号は使えなくなります。頼りにする直前に、もう一度確かめてください。",
			EN: "“Unused” is the state as of {asof|the time of the evidence}. Until a card of this kind is redeemed, whoever bought it can have it " +
				"sent again: a new code is issued and this one is dead. Check once more just before you rely on it.",
		},
	}, {
		id: "resend-yours", rows: "18",
		source: "facts A0.5, A5",
		when: func(s situation) bool {
			return s.hasResend() && s.c.Channel == FromIssuer && s.c.Intent != ToCash && (s.c.Asker == Seller || s.c.Asker == Giver && s.relied())
		},
		text: brand.Text{
			JA: "番号を渡したあとは、注文ページの「再送」を使わないでください。新しい番号が発行され、渡した番号は使えなくなります。相手からは、使えない番号を渡されたように見えます。",
			EN: "Once you have given the code away, do not have the card sent again from your order page. A new code would be issued and the one you " +
				"gave would be dead, as if you had given a bad one.",
		},
	}, {
		id: "ends-soon", rows: "18",
		source: "expiry of the brand's profile",
		when: func(s situation) bool {
			return s.c.Intent != ToCash && !s.bad() && validityOf(s.c, s.p).near(s.now)
		},
		text: brand.Text{
			JA: "このカードの有効期限は、{soon}までと考えられます（{issued}に発行された場合）。カードやメールに期限が書かれていれば、それを確かめ、早めに使ってください。",
			EN: "This card seems to be good until {soon}, if it was issued on {issued}. Look for a date on the card or in its mail, and use it before.",
		},
	}, {
		id: "ended-perhaps", rows: "18",
		source: "expiry of the brand's profile",
		when: func(s situation) bool {
			return s.c.Intent != ToCash && !s.bad() && validityOf(s.c, s.p).perhaps(s.now)
		},
		text: brand.Text{
			JA: "このカードは、有効期限が切れているおそれがあります。{issued}に発行されたものは、種類によって期限が違います。カードの表と裏、届いたメールに、期限が書かれていないか確かめてください。",
			EN: "This card may have expired: of cards issued on {issued} some kinds are no longer good. Look for a date on both sides of the card, " +
				"and in the mail it came with.",
		},
	}, {
		id: "unused-until-now", rows: "5, 19",
		source: "facts A0.5",
		when:   func(s situation) bool { return s.v.State == Unused && !s.hasResend() && !s.c.Claimed },
		text: brand.Text{
			JA: "「未使用」は{asof|調べた時点}のことです。番号を知っている人がほかにいれば、その後に使われることがあります。頼りにする直前に、もう一度確かめてください。",
			EN: "“Unused” is the state as of {asof|the time of the evidence}. Anybody else who knows the code can use it after that. Check once more " +
				"just before you rely on it.",
		},
	}, {
		id: "keep-hand-over", rows: "17",
		source: "facts A8",
		when: func(s situation) bool {
			return (s.c.Asker == Seller || s.c.Intent == ToSell) && !s.c.Claimed && s.c.HandedOver.IsZero() && s.c.Intent != ToCash
		},
		text: brand.Text{
			JA: "番号を渡す前に、未使用を示す証拠（注文ページ、シールの写真、利用履歴）をその日の日付で残してください。渡した日時も必ず控えてください。あとで「使用済みだった」と言われたとき、渡した日時がいちばん大切な事実になります。",
			EN: "Before you give the code away, keep dated evidence that it is unused: the order page, pictures of the seal, the usage history. Note " +
				"the exact time at which you hand it over. If somebody says later that it was used, that time is the key fact.",
		},
	}, {
		id: "find-hand-over", rows: "17",
		source: "facts A8",
		when:   func(s situation) bool { return s.c.Claimed && s.c.HandedOver.IsZero() },
		text: brand.Text{
			JA: "番号をいつ渡したかが、いちばん大切な事実です。送信したメール、申し込みの画面、やり取りの履歴から日時を探し、この判定に加えてください。",
			EN: "When you handed the code over is the key fact. Find the time in the mail you sent, in the form you filled in or in your messages, " +
				"and add it to this case.",
		},
	},

	// What holds always, and the last resort.
	{
		id: "resale-terms", rows: "8, 17",
		source: "terms of the brand's profile; facts A3; https://www.kokusen.go.jp/t_box/data/t_box-faq_qa2016_32.html",
		when: func(s situation) bool {
			return s.selling() && s.c.Intent != ToCash && s.terms(brand.TermResale) != (brand.Text{})
		},
		text: brand.Text{
			JA: "{brand}の規約には、売買について次の定めがあります。\n{resale}\n規約に反して売買されたカードは、未使用であっても、発行者が無効にすることがあります。問題が起きたとき、発行者の助けが得られないこともあります。最新の規約を、発行者のサイトで確かめてください。",
			EN: "The terms of {brand} say of resale:\n{resale}\nThe issuer may void a card that was sold against its terms, even if it is unused, " +
				"and may not help if the sale goes wrong. Look up the current terms on the issuer's site.",
		},
	}, {
		id: "never-send-code", rows: "7, 8",
		source: "facts B4; fraud G",
		when:   func(s situation) bool { return !s.isLink() },
		text: brand.Text{
			JA: "確かめてもらうために、ギフトカードの番号（コード）を送らないでください。写真や画面の画像に写り込んでいる場合も同じです。番号を知った人は、そのカードを使えます。確かめるのに必要なのは、番号の下4桁だけです。",
			EN: "Never send the code to have a card checked, not even in a picture. Whoever knows it can use the card. The last four of it are " +
				"enough to check anything.",
		},
	}, {
		id: "never-send-link", rows: "7, 8",
		source: "facts A10",
		when:   situation.isLink,
		text: brand.Text{
			JA: "確かめてもらうために、カードのURLを人に送らないでください。画面の画像に写り込んでいる場合も同じです。URLを知った人は、そのカードを使えます。",
			EN: "Never send the card's address to have it checked, not even in a picture. Whoever knows the address can use the card.",
		},
	}, {
		id: "redeem", rows: "12",
		source: "facts A0.1, A7",
		when:   lastResort,
		text: brand.Text{
			JA: "ご自分で使うカードなら、最後の手段は、ご自分のアカウントに登録してみることです。確実に分かる方法は、これだけです。\n" +
				"ただし、登録すると価値はそのアカウントに結び付きます。元に戻すことも、人に譲ることもできません。" +
				"先にほかの証拠を保存し、登録したときは、表示されたメッセージを日時と一緒に画面ごと保存してください。「無効」と表示されても、「使用済み」という意味ではありません。",
			EN: "If the card is for your own use, the last resort is to redeem it to your own account. It is the only certain test.\n" +
				"But it binds the value to that account: it cannot be undone, and the card cannot be passed on any more. " +
				"Save all other evidence first, and save the whole screen with the message and the time. If it says “invalid”, that does not mean “used”.",
		},
	},
}

// lastResort reports whether redeeming the card may be spoken of: it is for the
// asker's own use, in the asker's hands, not known to be bad, and no better
// look-up exists.
func lastResort(s situation) bool {
	return s.c.Intent == ToUse &&
		(s.c.Asker == Holder || s.c.Asker == Buyer) &&
		!s.c.Claimed && !s.c.gave() && !s.c.leaked() && !s.withSeller() && !s.mayEnter() && s.c.Readable != No &&
		(s.v.State == Unknown || s.v.State == Unused) &&
		s.p.Redeem.Kind == brand.OneShot && !s.hasLookup() && s.p.Lookup.Kind != brand.LookupBook &&
		s.c.Form != brand.FormTopUp
}
