package assess

import "github.com/unspent-dev/unspent/brand"

func mine(situation) Owner { return Mine }

// askTable is the table of evidence that can be asked for.
var askTable = []asked{
	{
		id: "order-page", rows: "5, 7, 8", had: 90,
		task: brand.ToOrderPage,
		act: brand.Text{
			JA: "まず、ご自分の注文ページを開き、このカードの状態が表示された画面を加えてください。",
			EN: "First open the page of your order, and add the screen that shows the state of this card.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、購入したときの注文ページを見せてもらってください。",
			EN: "First ask {who} to show you the page of the order.",
		},
		when:     func(s situation) bool { return s.hasOrderPage() && s.source() != NoOwner },
		whom:     situation.source,
		outcomes: outcomes(OrderPage, Unverified, brand.OrderSent, brand.OrderRedeemed, brand.OrderResent),
		own: brand.Text{
			JA: "購入したときの注文ページを開き、このカードの状態（「発送済み」「使用済み」など）が表示されたページを加えてください。スマホならスクリーンショット、パソコンならブラウザーの「名前を付けて保存」で保存したものです。カードの状態を知るには、これがいちばん役に立ちます。",
			EN: "Open the page of your order, which shows the state of this card (such as “sent” or “redeemed”), and add it: as a screenshot from a " +
				"phone, or saved with the browser of a computer. Nothing tells more about the state of a card.",
		},
		theirs: brand.Text{
			JA: "{who}に、購入したときの注文ページで、このカードの状態（「発送済み」「使用済み」など）を見せてもらってください。カードの状態を知るには、これがいちばん役に立ちます。下の文面をそのまま送れます。",
			EN: "{who} can look at the order page, which shows the state of this card (such as “sent” or “redeemed”). Nothing tells more about the " +
				"state of a card. The message below is ready to send.",
		},
		step: brand.Text{
			JA: "注文ページ：購入に使ったアカウントの注文履歴からこのカードの注文を開き、状態（「発送済み」「使用済み」など）が表示された画面",
			EN: "the order page: open the order of this card in the account that bought it, up to the screen that shows its state (such as “sent” or “redeemed”)",
		},
	}, {
		id: "opening-notice", rows: "3, 4, 7, 8", had: 60,
		task: brand.ToSaveMail,
		act: brand.Text{
			JA: "まず、開封通知のメールが届いていないか、迷惑メールも含めて探してください。",
			EN: "First look for an opening notice in your mail, in the spam folder too.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、開封通知のメールが届いていないか探してもらってください。",
			EN: "First ask {who} to look for an opening notice in their mail.",
		},
		when: func(s situation) bool { return s.hasNotice() && s.source() != NoOwner },
		whom: situation.source,
		outcomes: func(s situation, owner Owner) []Evidence {
			all := []Evidence{s.outcome(Mail, owner, Verified, brand.MailOpened), s.outcome(Statement, owner, Unverified, brand.NoNotice)}
			if s.hasResend() {
				all = append(all, s.outcome(Mail, owner, Verified, brand.MailResent))
			}
			return all
		},
		own: brand.Text{
			JA: "開封通知（カードが登録されたことを知らせる発行者のメール）や再送のメールが届いていないか、迷惑メールも含めて探してください。届いていたら、パソコンで元の形（.eml）のまま保存して加えてください。届いていなければ、探したことと日付を加えてください。",
			EN: "Look for an opening notice (the issuer's mail that the card was redeemed) or a mail about sending it again, in the spam folder too. " +
				"If there is one, save it in its original form (.eml) on a computer and add it. If there is none, add that you looked, and when.",
		},
		theirs: brand.Text{
			JA: "{who}に、開封通知（カードが登録されたことを知らせる発行者のメール）や再送のメールが届いていないかを探してもらってください。届いていれば、「添付ファイルとして転送」してもらうと、電子署名を確かめられます。",
			EN: "{who} can look for an opening notice (the issuer's mail that the card was redeemed) or a mail about sending it again. Forwarded as " +
				"an attachment, its signature can be checked.",
		},
		step: brand.Text{
			JA: "開封通知：カードが登録されたことを知らせる発行者のメール、または再送のメール（迷惑メールも見てください）。届いていれば、そのメールを「添付ファイルとして転送」。届いていなければ、「届いていない」とひと言",
			EN: "the opening notice: the issuer's mail that the card was redeemed, or one about sending it again (look in the spam folder too). If " +
				"there is one, forward it as an attachment; if not, just say so",
		},
	}, {
		id: "usage-history", rows: "1, 2, 15, 17", had: 80,
		task: brand.ToHistory,
		act: brand.Text{
			JA: "まず、ご自分のアカウントの利用履歴を開き、カードを手に入れた日からの画面を加えてください。",
			EN: "First open the usage history of your own account, and add it from the day you got the card.",
		},
		when: func(s situation) bool {
			return s.hasClaims() && (s.c.Channel == FromIssuer || s.c.Claimed)
		},
		whom:     mine,
		outcomes: outcomes(History, Unverified, brand.RowClaimed, brand.RowAbsent),
		own: brand.Text{
			JA: "ご自分のアカウントの利用履歴を、カードを手に入れた日から今日まで、画面を撮るか保存して加えてください。「登録」の行を、番号の下4桁・金額・日付で見比べます。",
			EN: "Add the usage history of your own account, from the day you got the card until today, as screenshots or as a saved page. Its rows " +
				"of added cards are compared by last four, amount and date.",
		},
	}, {
		id: "counterpart-history", rows: "7, 8, 9", had: 60,
		task: brand.ToHistory,
		theirAct: brand.Text{
			JA: "まず、{who}に、ご本人のアカウントの利用履歴を見せてもらってください。",
			EN: "First ask {who} to show you the usage history of their own account.",
		},
		when:     func(s situation) bool { return s.hasClaims() && s.counterpart() != NoOwner },
		whom:     situation.counterpart,
		outcomes: outcomes(History, Unverified, brand.RowClaimed, brand.RowAbsent),
		theirs: brand.Text{
			JA: "{who}に、ご本人のアカウントの利用履歴を見せてもらってください。同じ下4桁や金額の「登録」の行があれば、本人が登録したと考えられます。なければ、そのアカウントでは使われていません。",
			EN: "{who} can show the usage history of their own account. A row with the same last four, or the same amount, points to a claim by " +
				"them. If there is none, it was not used in that account.",
		},
		step: brand.Text{
			JA: "利用履歴：ご自身のアカウントのギフトカード利用履歴のうち、購入した日から今日までの画面（途中を省かずに）",
			EN: "the usage history: the gift card history of your own account, from the day of purchase until today, with nothing left out",
		},
	}, {
		id: "balance", rows: "", had: 95,
		task: brand.ToBalance,
		act: brand.Text{
			JA: "まず、発行者の公式の照会で、いまの残高を見てください。登録も利用もせずに分かります。",
			EN: "First look the balance up with the issuer; that neither redeems nor uses the card.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、発行者の公式の残高照会の画面を見せてもらってください。",
			EN: "First ask {who} to show you the issuer's look-up of the balance.",
		},
		when:     situation.hasLookup,
		whom:     situation.keeper,
		outcomes: outcomes(Balance, Unverified, brand.BalanceFull, brand.BalancePart, brand.BalanceZero),
		own: brand.Text{
			JA: "発行者の公式の残高照会で残高を見て、その画面を日時が分かるように保存して加えてください（番号は隠してください）。\n照会のページ：{lookup}\n用意するもの：{needs}",
			EN: "Look the balance up with the issuer, save the screen with date and time, and add it (cover the number).\nWhere: {lookup}\nYou need: {needs}",
		},
		theirs: brand.Text{
			JA: "{who}に、発行者の公式の残高照会の画面を見せてもらってください。受け取ったら、すぐにご自分でも照会してください。\n照会のページ：{lookup}",
			EN: "{who} can show the issuer's look-up of the balance. Once you have the card, look at once yourself.\nWhere: {lookup}",
		},
		step: brand.Text{
			JA: "残高：発行者の公式の残高照会で、残高と日時が表示された画面（番号は隠してください）",
			EN: "the balance: the issuer's own look-up, with the balance, date and time (cover the number)",
		},
	}, {
		id: "book", rows: "", had: 95,
		task: "book",
		act: brand.Text{
			JA: "まず、発行者の確認ページで、このカードの状態を確かめてください。",
			EN: "First ask on the issuer's own page; its book knows for certain.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、発行者が署名した証明書を送ってもらってください。",
			EN: "First ask {who} for a receipt that the issuer has signed.",
		},
		when:     func(s situation) bool { return s.p.Lookup.Kind == brand.LookupBook },
		whom:     situation.keeper,
		outcomes: outcomes(Book, Verified, brand.BookUnspent, brand.BookSpent, brand.BookReplaced, brand.BookFrozen, brand.BookInactive, brand.BookExpired),
		own: brand.Text{
			JA: "このカードの状態は、発行者の台帳で確実に分かります。「確かめる」ページで確認して、その答えを加えてください。\n確かめるページ：{lookup}",
			EN: "The issuer's book knows the state of this card for certain. Ask on the issuer's page or with unspent check, and add the answer.\nWhere: {lookup}",
		},
		theirs: brand.Text{
			JA: "{who}に、発行者が署名した証明書（unspent prove）を送ってもらってください。証明書に番号は入っていません。",
			EN: "{who} can send a receipt that the issuer has signed (unspent prove). There is no code in it.",
		},
		step: brand.Text{
			JA: "証明書：発行者の署名が入った、このカードの証明書（発行者のページ、または unspent prove で作れます。番号は入りません）",
			EN: "the receipt: a statement of this card's state that the issuer signs (from the issuer's page, or unspent prove; there is no code in it)",
		},
	},

	// What is seen on a card, or comes with it.
	{
		id: "seal", rows: "10, 11", had: 95,
		task: "seal",
		act: brand.Text{
			JA: "まず、カードの両面を見て、シールやスクラッチの写真を加えてください。",
			EN: "First look at both sides of the card, and add pictures of its seal or scratch-off.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、カードの両面の写真を送ってもらってください。",
			EN: "First ask {who} for pictures of both sides of the card.",
		},
		when:     func(s situation) bool { return s.hasCover() && !s.c.leaked() && s.c.Opened != OpenedByMe },
		whom:     situation.keeper,
		outcomes: outcomes(Seal, Unverified, brand.SealIntact, brand.SealBroken, brand.SealTampered),
		own: brand.Text{
			JA: "カードのシールやスクラッチの状態を見て、両面の写真を加えてください。はがさないでください。すでにはがれているときは、番号を紙などで隠して撮ってください。",
			EN: "Look at the seal or scratch-off of the card, and add pictures of both sides. Do not open it. If it is open already, cover the code " +
				"when you take the picture.",
		},
		theirs: brand.Text{
			JA: "{who}に、カードの両面の写真を送ってもらい、シールやスクラッチがはがされていないかを見てください。",
			EN: "{who} can send pictures of both sides of the card, which show whether the seal or scratch-off is intact.",
		},
		step: brand.Text{
			JA: "カード：両面の写真。シールやスクラッチの様子が分かるように撮り、はがさないでください",
			EN: "the card: pictures of both sides that show the seal or scratch-off; please do not open it",
		},
	}, {
		id: "receipt", rows: "11, 16", had: 70,
		task: "receipt",
		act: brand.Text{
			JA: "まず、購入したときのレシートを探し、写真を加えてください。",
			EN: "First find the receipt of the purchase, and add a picture of it.",
		},
		theirAct: brand.Text{
			JA: "まず、{who}に、購入したときのレシートを見せてもらってください。",
			EN: "First ask {who} for the receipt of the purchase.",
		},
		when: func(s situation) bool { return s.fromRack() && s.hasTill() },
		whom: func(s situation) Owner {
			if s.counterpart() != NoOwner {
				return s.counterpart()
			}
			return Mine
		},
		outcomes: outcomes(Till, Unverified, brand.TillActivated, brand.TillOnly),
		own: brand.Text{
			JA: "購入したときのレシートを探し、有効化（アクティベーション）の記載があるかを見て、写真を加えてください。",
			EN: "Find the receipt of the purchase, see whether it has an activation line, and add a picture of it.",
		},
		theirs: brand.Text{
			JA: "{who}に、購入したときのレシートを見せてもらってください。有効化（アクティベーション）の記載があるかを見ます。",
			EN: "{who} can show the receipt of the purchase. See whether it has an activation line.",
		},
		step: brand.Text{
			JA: "レシート：購入の日時と、有効化（アクティベーション）の記載が分かる写真",
			EN: "the receipt: a picture that shows the time of purchase and the activation line",
		},
	},

	// What somebody was told.
	{
		id: whichMessage, rows: "13", had: 95, first: true,
		act: brand.Text{
			JA: "まず、表示された文章の意味にいちばん近いものを、下の候補から選んでください。",
			EN: "First choose from the list below what comes nearest to the message that was shown.",
		},
		when:     func(s situation) bool { _, is := s.unread(); return is },
		whom:     mine,
		outcomes: situation.chosen,
		own: brand.Text{
			JA: "{shown|表示された文章}は、知られている文面の中に見つかりませんでした。次のうち、意味がいちばん近いものを選んでください。どれも違うときは、選ばないでください。",
			EN: "The message{shown|} is not among the wordings that are known. Choose what comes nearest to its meaning; if nothing fits, choose nothing.",
		},
	}, {
		id: "buyer-message", rows: "13, 17", had: 80,
		task: "theirs",
		theirAct: brand.Text{
			JA: "まず、{who}に、表示されたメッセージの全文と、日時の分かる画面を求めてください。",
			EN: "First ask {who} for the exact message, with a picture of the screen that shows date and time.",
		},
		when:     func(s situation) bool { return s.c.Claimed },
		whom:     func(situation) Owner { return Buyers },
		outcomes: outcomes(Message, Unverified, brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Blocked, brand.NotActivated),
		theirs: brand.Text{
			JA: "{who}に、表示されたメッセージの全文と、日時の分かる画面の画像を求めてください。「無効」は「使用済み」ではありません。下の文面をそのまま送れます。",
			EN: "{who} can name the exact message that was shown, with a dated picture of the screen. “Invalid” is not “used”. The message below is ready to send.",
		},
		step: brand.Text{
			JA: "登録しようとしたときに表示されたメッセージの全文と、日時の分かる画面、試した日時",
			EN: "the exact message that was shown on redeeming, the screen with date and time, and when it was tried",
		},
	}, {
		id: "issuer-answer", rows: "14", had: 60,
		task: brand.ToContact,
		theirAct: brand.Text{
			JA: "まず、発行者の窓口に、このカードが登録されているかどうかを尋ねてください。",
			EN: "First ask the issuer's support whether this card has been redeemed.",
		},
		when:     func(s situation) bool { return s.p.Lookup.Kind != brand.LookupBook },
		whom:     func(situation) Owner { return Issuers },
		outcomes: outcomes(Statement, Unverified, brand.SaidUnused, brand.SaidUsed),
		theirs: brand.Text{
			JA: "発行者の窓口に、このカードが登録されているかどうかを尋ねてください。教えてもらえないこともあります。返事は、メールなど記録に残る形でもらってください。\n{deskhow}\n用意するもの：{deskneeds}",
			EN: "Ask the issuer's support whether this card has been redeemed. They may decline to say. Have the answer in writing.\n{deskhow}\nYou need: {deskneeds}",
		},
	}, {
		id: "redeem-message", rows: "13", had: 15, rare: true,
		task: brand.ToMessage,
		act: brand.Text{
			JA: "まず、前に登録を試したことがあれば、そのとき表示されたメッセージを加えてください。",
			EN: "First, if you have tried to redeem the card before, add the message that was shown.",
		},
		when: func(s situation) bool {
			return !s.c.leaked() && !s.mayEnter() && s.c.Entered != No && !(s.c.Readable == No && s.c.Entered != Yes) &&
				(s.c.Intent == ToUse || s.c.Intent == IntentOpen) && s.c.Asker == Holder && !s.c.Claimed && s.v.Confidence != Proven &&
				s.p.Redeem.Kind == brand.OneShot && s.c.Form != brand.FormTopUp
		},
		whom: mine,
		outcomes: outcomes(Message, Unverified,
			brand.AlreadyHere, brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Invalid, brand.Blocked, brand.NotActivated, brand.RedeemedNow),
		own: brand.Text{
			JA: "すでに登録を試したことがある場合だけ、そのときのメッセージを、一字一句そのまま、日時と一緒に加えてください。まだ試していないなら、このために試さないでください。",
			EN: "Only if you have already tried to redeem the card: add the message that was shown, word for word, and when. If you have not tried, " +
				"do not do it for this.",
		},
	}, {
		id: "redeem-now", rows: "10, 12, 13", first: true, had: 100,
		task:     brand.ToRedeem,
		when:     func(s situation) bool { return s.rescuable() || s.mayEnter() },
		whom:     mine,
		outcomes: outcomes(Message, Unverified, brand.RedeemedNow, brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Invalid, brand.Blocked, brand.NotActivated),
		act: brand.Text{
			JA: "ご自分のカードなら、いますぐ、ご自分のアカウントに登録してください。",
			EN: "If the card is yours, redeem it to your own account now.",
		},
		own: brand.Text{
			JA: "ご自分のカードなら、ご自分のアカウントに登録してください。登録できればあなたのものになり、できなければ、表示されたメッセージからカードの状態が分かります。メッセージを、一字一句そのまま、日時と一緒に加えてください。",
			EN: "If the card is yours, redeem it to your own account. If that works, the value is yours; if not, the message tells the state of the " +
				"card. Add the message, word for word, and when it was shown.",
		},
	},
}
