package assess

import "github.com/unspent-dev/unspent/brand"

// remedyTable is the table. The order is that of need: what stops further harm,
// the answer to an accusation, whom to turn to, and who helps if that fails.
var remedyTable = []remedied{
	{
		id: "own-accounts", rows: "13", source: "https://yuipcoders.com/post/599; https://services.awaisora.com/2025/12/05/",
		when: situation.elsewhere,
		text: brand.Text{
			JA: "だれかを疑う前に、ご自分のほかのアカウントを見てください。別のメールアドレスや携帯番号で作ったもの、仕事用のもの、アプリとブラウザーで違うもの、外国のサイトのものがあれば、そのどれかに登録されていることがよくあります。ご家族にも、登録しなかったか尋ねてください。\n" +
				"それぞれのアカウントの残高と利用履歴で、同じ金額の登録を探します。",
			EN: "Before you suspect anybody, look in your other accounts: one under another mail address or phone number, one for work, one that the " +
				"app is signed in to and the browser is not, one of another country. The card is often in one of them. Ask your family too whether they redeemed it.\n" +
				"In each account look at the balance and the history for a card of the same amount.",
		},
		needs: brand.Text{JA: "ご自分とご家族のアカウントの残高と利用履歴", EN: "the balance and the history of each account, yours and your family's"},
	}, {
		id: "compare-numbers", rows: "16", source: "facts A8, G; https://kaitori-dx.com/dxlog/itunes-card/applegiftcard_trouble",
		when: situation.swapped,
		text: brand.Text{
			JA: "レシートに印字されたカードの番号（下の桁だけのこともあります）と、カードの裏面の管理番号・バーコードの番号を見比べてください。\n" +
				"違っていれば、レジで別のカードが有効化されています。カードとレシートを持って、購入した店に行ってください。\n" +
				"同じで、購入したばかりなら、反映に時間がかかっていることがあります。少し待って、もう一度試してください。翌日になっても変わらなければ、店に相談してください。",
			EN: "Compare the card number on the receipt, which may be its last digits only, with the serial and the bar code on the back of the card.\n" +
				"If they differ, the till activated another card: go to the shop of purchase with card and receipt.\n" +
				"If they are the same and you bought it just now, it may take time to show: wait a little and try again. If it is the same on the next " +
				"day, go to the shop.",
		},
		needs: brand.Text{JA: "カード、レシート", EN: "the card and the receipt"},
	}, {
		id: "send-again", rows: "5, 18", source: "facts A5, A8; https://gift-journey.com/gift-card-email-type-resend/",
		when: situation.resendable,
		text: brand.Text{
			JA: "相手に届いていないときは、次の順に進めてください。\n" +
				"1. 注文ページで、送り先のアドレスに間違いがないかを確かめます。この判定では {recipient|まだ聞いていません}。\n" +
				"2. 相手に、迷惑メールのフォルダーも見てもらいます。\n" +
				"3. それでもなければ、まだ登録されていないうちに、注文ページの「再送」でもう一度送ってください。新しい番号が発行され、前の番号は使えなくなります。再送できるのは購入した人だけで、5回までといわれています。\n" +
				"前の番号を伝えた人がいれば、その番号はもう使えないと知らせてください。",
			EN: "If it has not arrived, do this in this order.\n" +
				"1. On your order page make sure that the address is right. The case has {recipient|none}.\n" +
				"2. Have them look in their spam folder too.\n" +
				"3. If it is not there, have it sent again from your order page while nobody has redeemed it. A new code is issued, and the old one " +
				"dies. Only the buyer can do that, up to five times as is reported.\n" +
				"If you had told somebody the old code, let them know that it is dead.",
		},
		needs: brand.Text{JA: "注文ページ、相手のメールアドレス", EN: "your order page, and the right address"},
	}, {
		id: "unreadable", rows: "13", source: "facts A2, A8; http://jikokaiketu.net/?p=1108; " +
			"http://www.amazon.com/gp/help/customer/display.html?nodeId=200546130", whom: brand.ToIssuer,
		when: func(s situation) bool {
			return (s.c.Readable == No || s.c.Readable == Partly) && (s.v.State == Unknown || s.v.State == Unused) && !s.withSeller()
		},
		text: brand.Text{
			JA: "番号が読めないカードは、発行者に頼めば使えるようになることがあります。推測した番号を何度も試さないでください。\n" +
				"カードの両面の写真（読めないところと、裏面の管理番号が写るように）とレシートを用意して、発行者の窓口に連絡します。金額をアカウントに入れてもらえた例があります。\n{deskhow}",
			EN: "A card whose code can no longer be read can often be made good by its issuer. Do not try guessed codes again and again.\n" +
				"Take pictures of both sides, with the part that cannot be read and the serial number on the back, have the receipt at hand, and " +
				"contact the issuer. There are reports that the amount was then added to the account.\n{deskhow}",
		},
		needs: brand.Text{
			JA: "カードの管理番号（シリアル番号）、レシート、カードの両面の写真\n{deskneeds}",
			EN: "the card's serial number, the receipt, pictures of both sides\n{deskneeds}",
		},
		letter: toIssuerUnreadable,
	}, {
		id: "ended", rows: "18", source: "expiry of the brand's profile", whom: brand.ToIssuer,
		when: situation.ended,
		text: brand.Text{
			JA: "まず、カードの表と裏、届いたメールに書かれた有効期限を確かめてください。ここに書いた期限（{last}）は、発行された時期と種類から割り出したものです。\n" +
				"期限がまだ来ていなければ、ふつうに使えます。過ぎていれば、発行者に、延長や再発行ができないか尋ねることはできますが、応じてもらえることは多くありません。\n{deskhow}",
			EN: "First look for the end of validity on both sides of the card, or in the mail it came with: the date given here, {last}, follows " +
				"from when and in what form the card was issued.\n" +
				"If that date is still to come, the card is good. If it has passed, you can ask the issuer whether it can be extended or reissued; that " +
				"is seldom granted.\n{deskhow}",
		},
		needs: brand.Text{JA: "カード、レシートか届いたメール", EN: "the card, and its receipt or the mail it came with"},
	}, {
		id: "not-certain-yet", rows: "19", source: "facts A11",
		when: func(s situation) bool { return s.bad() && s.v.Confidence == Possible },
		text: brand.Text{
			JA: "まだ確かではありません。下の手続きと並行して、足りない証拠も集めてください。文面は、断定しない書き方にしてあります。",
			EN: "This is not certain yet. While you do what follows, gather the evidence that is still missing. The letters are worded so that they assert nothing.",
		},
	}, {
		id: "do-not-buy", rows: "8, 9", source: "facts A8",
		when:   func(s situation) bool { return s.bad() && s.withSeller() },
		urgent: true,
		text: brand.Text{
			JA: "まだ受け取っていないなら、代金を払わず、取引を完了しないでください。支払い済みなら、受け取りの確認や評価をせずに、取引サイトに申し出てください。",
			EN: "If you do not have the card yet, do not pay and do not close the deal. If you have paid, do not confirm or rate it; report it to the marketplace.",
		},
	}, {
		id: "do-not-sell", rows: "17", source: "facts A8",
		when: func(s situation) bool {
			return s.bad() && !s.c.Claimed && s.c.HandedOver.IsZero() && (s.c.Asker == Seller || s.c.Intent == ToSell)
		},
		text: brand.Text{
			JA: "このカードは、はっきりするまで売らないでください。使えない番号を、そうと知りながら売って代金を受け取ることは「空売り」と呼ばれ、詐欺に当たるおそれがあります。",
			EN: "Do not sell this card before it is cleared up. To take money for a code that one knows to be dead (空売り, an empty sale) may be fraud.",
		},
	}, {
		id: "do-not-give", rows: "7", source: "facts A0.5",
		when: func(s situation) bool {
			return s.bad() && s.c.HandedOver.IsZero() && s.c.Intent == ToGive && s.c.Asker != Giver
		},
		text: brand.Text{
			JA: "このカードは、はっきりするまで人に贈らないでください。受け取った方が困ることになります。",
			EN: "Do not give this card away before it is cleared up, to spare whoever would get it the trouble.",
		},
	}, {
		id: "own-account", rows: "1, 13", source: "facts A4, A7",
		when: situation.inOwnAccount,
		text: brand.Text{
			JA: "カードの価値は、あなたのアカウントに登録されています。まずアカウントの残高と利用履歴を見てください。家族が登録した、または以前に登録して忘れていた、ということもあります。" +
				"どちらにも心当たりがないときは、アカウントのパスワードを変更してから、発行者に問い合わせてください。",
			EN: "The value of the card was added to your own account. Look at its balance and its history first: somebody in your family may have " +
				"added it, or you did and forgot. " +
				"If neither can be, change the password of the account and then contact the issuer.",
		},
		needs: brand.Text{JA: "アカウントの残高と利用履歴の画面", EN: "the balance and the usage history of your account"},
	}, {
		id: "ask-recipient", rows: "3, 5", source: "facts A5",
		when: func(s situation) bool { return s.is(Used) && s.c.Asker == Giver && !s.inOwnAccount() },
		text: brand.Text{
			JA: "贈ったカードが登録されたのであれば、受け取った方が登録したと考えるのが自然です。まず、その方に届いて登録できたかを尋ねてください。登録していないという返事なら、発行者に問い合わせてください。",
			EN: "If the card that you gave was redeemed, it was most likely by the person you gave it to. Ask them first whether it arrived and they " +
				"redeemed it. If they did not, contact the issuer.",
		},
		needs: brand.Text{JA: "注文番号、送り先のメールアドレス", EN: "the order number, and the address that it was sent to"},
	},

	// For a seller whose buyer says that the card was used.
	{
		id: "desk-ask", rows: "17", source: "facts A7, A8; https://coco-creca.jp/money/amazon_error",
		when: func(s situation) bool { return s.c.Claimed },
		text: brand.Text{
			JA: "返金の話をする前に、どのメッセージが、いつ、だれのアカウントで表示されたのかを、日時の分かる画面の画像と一緒に尋ねてください。「無効」は「使用済み」ではありません。打ち間違い、有効化されていない、再送による失効、発行者による停止でも表示されます。",
			EN: "Before any talk of a refund, ask which message was shown, when, and in whose account, with a picture of the screen that shows date " +
				"and time. “Invalid” is not “used”: it is also shown for a mistyped code, a card that was never activated, one that was sent again, or " +
				"one that the issuer stopped.",
		},
		needs:  brand.Text{JA: "取引番号、番号を渡した日時の記録", EN: "the number of the deal, and a record of when you handed the code over"},
		letter: toDesk,
	}, {
		id: "desk-rebuttal", rows: "17", source: "facts A8",
		when: situation.rebuttable,
		text: brand.Text{
			JA: "手元の証拠を示して回答できます。鍵になるのは、番号を渡した日時です。渡した後は、相手も番号を使えました。登録がそれより後なら、渡した時点では未使用だったことになります。\n記録されている受け渡しの日時：{handedover|まだありません}\n" +
				"証拠は元のファイルのまま、この判定の証拠一式と一緒に保管し、相手には写しを渡してください。",
			EN: "You can answer with the evidence you have. The key fact is when you handed the code over: after that the other side could use it " +
				"too. If it was redeemed later than that, it was unused when you handed it over.\nHand-over on record: {handedover|not told yet}\n" +
				"Keep the original files together with the bundle of this case, and give the other side copies.",
		},
		needs: brand.Text{
			JA: "番号を渡した日時の記録、ご自分のアカウントの利用履歴、購入者の注文ページの画面、シールの写真とそのハッシュ値、この判定の証拠一式",
			EN: "a record of the hand-over, the usage history of your account, the buyer's order page, pictures of the seal with their hashes, and " +
				"the bundle of this case",
		},
		letter: toDeskRebuttal,
	}, {
		id: "desk-settle", rows: "17", source: "facts A8",
		when: func(s situation) bool { return s.c.Claimed && s.usedBefore() },
		text: brand.Text{
			JA: "手元の証拠では、番号を渡すより前に登録されていたと考えられます。心当たりがなければ、まずカードの入手先（贈り主、購入先、発行者）に事情を確かめてください。" +
				"買取店には事実をそのまま伝え、返金の方法を相談するのがよいでしょう。知らずに売ったことと、知りながら売る「空売り」とは違います。知らなかったことを示すやり取りは、消さずに残してください。",
			EN: "By the evidence the card was redeemed before you handed the code over. If you cannot explain it, first ask where you got the card: " +
				"the giver, the seller, the issuer. " +
				"Tell the buy-back shop plainly what you found, and talk about paying back. To have sold a dead code unknowingly is not the same as an " +
				"empty sale (空売り). Keep every message that shows you did not know.",
		},
		needs: brand.Text{JA: "入手先とのやり取り、購入の記録", EN: "your messages with whoever the card came from, and the proof of purchase"},
	}, {
		id: "desk-rights", rows: "17", source: "facts A8; https://www.caa.go.jp/policies/policy/local_cooperation/local_consumer_administration/hotline/",
		when: func(s situation) bool { return s.c.Claimed },
		text: brand.Text{
			JA: "「空売り」とは、使用済みや無効の番号を、そうと知りながら売って代金をだまし取ることです。被害が多いため、買取店は厳しい態度をとることがあります。\n" +
				"店が求めてよいこと：いつどう手に入れて渡したかの説明、証拠の写し、申し込みのときに同意した規約に沿った手続き。\n" +
				"応じなくてよいこと：アカウントのパスワードやログイン、別のカードの番号を教えること、根拠を示されないままの返金。\n" +
				"脅すような言い方をされたときや、話が進まないときは、返事を急がず、記録を残して相談してください。日本では消費者ホットライン「188」が使えます。訴状や裁判所からの書類が届いたときは、放置せず、弁護士など法律の専門家に相談してください。",
			EN: "An empty sale (空売り) is to take money for a code that one knows to be used or dead. It happens often enough that buy-back shops can be harsh.\n" +
				"They may ask: how and when you got the card and gave it away, copies of your evidence, and what the terms that you agreed to provide for.\n" +
				"You need not: give them the password of an account or log in for them, name the code of another card, or pay back without being shown why.\n" +
				"If you are threatened, or get nowhere, do not answer in haste; keep records and get advice. In Japan call the consumer hotline, 188. " +
				"If papers come from a court, do not ignore them: see a lawyer.",
		},
	},

	// Whoever the card came from.
	{
		id: "issuer-reissue", rows: "14", source: "facts A8", whom: brand.ToIssuer,
		when: func(s situation) bool {
			return s.is(Used) && s.c.Channel == FromIssuer && (s.wronged() || s.inOwnAccount() && !s.c.Claimed)
		},
		text: brand.Text{
			JA: "{askfirst}\n発行者のサイトで購入したカードなので、発行者に連絡してください。いつ購入し、いつ、どの画面で使用済みと気付いたかを順に伝え、登録の日時の調査と再発行を頼みます。下の文面をそのまま使えます。\n{deskhow}",
			EN: "{askfirst}\nYou bought the card on the issuer's own site, so contact the issuer. Say in order when you bought it, and when and " +
				"where you saw that it is used; ask when it was redeemed, and for a new card. The letter below is ready.\n{deskhow}",
		},
		needs: brand.Text{
			JA: "{deskneeds|番号の下4桁、注文番号かカードの管理番号、購入者の名前とメールアドレス、送り先のメールアドレス、保存した画面やメール}",
			EN: "{deskneeds|the last four, the order number or the card's serial, name and mail address of the buyer, the address it was sent to, " +
				"the pages and mails you saved}",
		},
		letter: toIssuer,
	}, {
		id: "seller-replace", rows: "15, 18", source: "facts A8", urgent: true,
		when: func(s situation) bool { return s.wronged() && s.counterpart() == Sellers && !s.withSeller() },
		text: brand.Text{
			JA: "発行者ではなく、購入先に連絡してください。未使用のカードとの交換を頼み、こちらで登録していない証として、ご自分の利用履歴の画面を添えます。\n取引サイトの申し立ての期限は{open}です。返事を待っているあいだに過ぎそうなら、先に申し立ててください。",
			EN: "Contact the seller rather than the issuer. Ask for an unused card instead, and enclose your own usage history as a sign of good faith.\n" +
				"Complaints are heard until {open}. If that draws near while you wait for an answer, complain first.",
		},
		needs: brand.Text{
			JA: "取引番号、支払いの記録、ご自分のアカウントの利用履歴の画面、この判定の証拠一式",
			EN: "the number of the deal, proof of payment, the usage history of your own account, the bundle of this case",
		},
		letter: toSeller,
	}, {
		id: "giver-tell", rows: "15, 18", source: "facts A8",
		when: func(s situation) bool {
			return s.wronged() && s.is(Used, Blocked, Inactive) && s.counterpart() == Givers
		},
		text: brand.Text{
			JA: "贈り主に伝えて、一緒に確かめてください。購入した人のアカウントからでないと、状態を見たり、発行者に再発行を頼んだりできないことがあります。責める調子にならない文面を用意しました。",
			EN: "Tell the giver, and find out together. Often only the account that bought the card can see its state or ask the issuer for a new " +
				"one. The letter below blames nobody.",
		},
		needs:  brand.Text{JA: "受け取ったときのメッセージ、番号の下4桁", EN: "the message that came with it, and the last four"},
		letter: toGiver,
	}, {
		id: "giver-resent", rows: "18", source: "facts A0.5, A5",
		when: func(s situation) bool { return s.wronged() && s.is(Replaced) && s.counterpart() == Givers },
		text: brand.Text{
			JA: "カードは再送され、新しい番号が発行されています。使われたのではありません。贈り主に、いつ、どのアドレスに再送したかを尋ね、新しい番号がご自分に届くようにしてもらってください。\n" +
				"すでにその番号を人に渡していた場合は、相手にもそのまま伝えてください。",
			EN: "The card was sent again and has a new code; it was not used. Ask the giver when and to which address, and have the new code sent to you.\n" +
				"If you had passed the old code on, tell that person so too.",
		},
		needs:  brand.Text{JA: "番号の下4桁、受け取ったメールアドレス", EN: "the last four, and the address at which you got it"},
		letter: toGiverResent,
	}, {
		id: "own-resent", rows: "18", source: "facts A0.5, A5",
		when: func(s situation) bool { return s.is(Replaced) && s.c.Channel == FromIssuer },
		text: brand.Text{
			JA: "ご自分の注文から再送され、新しい番号が発行されています。注文ページで、再送した日時と送り先のアドレスを確かめてください。価値は新しい番号に移っています。前の番号を渡した相手がいれば、新しい番号が届くように手配してください。",
			EN: "The card of your own order was sent again under a new code, which has the value now. Look on your order page when, and to which " +
				"address. If you had given the old code to somebody, see that the new one reaches them.",
		},
		needs: brand.Text{JA: "注文番号、再送のメール", EN: "the order number, and the mail about sending it again"},
	}, {
		id: "store-exchange", rows: "15, 16", source: "facts A8, A10; https://nico-donut.jp/?p=70", whom: brand.ToStore,
		when: func(s situation) bool { return s.wronged() && s.is(Used, Inactive) && s.c.Channel == FromShop },
		text: brand.Text{
			JA: "カードとレシートを持って、購入した店に相談してください。レジで有効化されていないときは、店かカードの取扱会社でなければ手続きができません。有効化、または未使用のカードとの交換を頼みます。\n{storehow}",
			EN: "Go to the shop of purchase with the card and the receipt. A card that the till never activated can be put right only there, or by " +
				"its distributor. Ask to have it activated or exchanged for an unused one.\n{storehow}",
		},
		needs: brand.Text{
			JA: "{storeneeds|カード、レシート（購入の日時と、有効化の記載の有無が分かるもの）}",
			EN: "{storeneeds|the card, and the receipt with the time of purchase and, if there is one, its activation line}",
		},
		letter: toStore,
	}, {
		id: "issuer-shop-card", rows: "15", source: "facts A8, A10", whom: brand.ToIssuer,
		when: func(s situation) bool { return s.wronged() && s.is(Used) && s.c.Channel == FromShop },
		text: brand.Text{
			JA: "店で解決しないときは、発行者にも連絡してください。カードの両面の写真とレシートを求められることがあります。番号が見えている写真は、発行者の正式な窓口以外には送らないでください。\n{deskhow}",
			EN: "If the shop cannot help, contact the issuer too. They may want pictures of both sides and the receipt. Send a picture that shows " +
				"the code to nobody but the issuer's official support.\n{deskhow}",
		},
		needs: brand.Text{
			JA: "カードの両面の写真、レシート\n{deskneeds|カードの管理番号、番号の下4桁}",
			EN: "pictures of both sides of the card, the receipt\n{deskneeds|the card's serial, the last four}",
		},
		letter: toIssuer,
	},

	// Whoever helps beside them.
	{
		id: "issuer-blocked", rows: "18", source: "facts A7, A8", whom: brand.ToIssuer,
		when: func(s situation) bool {
			return s.is(Blocked) && !s.c.Claimed && !s.ended() || s.is(Inactive) && s.c.Channel == FromIssuer
		},
		text: brand.Text{
			JA: "使用済みとは別の状態です。発行者に、使えない理由と、再び使えるようにする方法を尋ねてください。その返事は、購入先に事情を説明するときの証拠にもなります。\n{secondhand}\n{deskhow}",
			EN: "This is not the same as used. Ask the issuer why the card cannot be used, and how it can be made good. Their answer is evidence " +
				"towards whoever sold it to you, too.\n{secondhand}\n{deskhow}",
		},
		needs: brand.Text{
			JA: "{deskneeds|番号の下4桁、注文番号かカードの管理番号、購入の記録、表示されたメッセージの画面}",
			EN: "{deskneeds|the last four, the order number or the card's serial, proof of purchase, the message that was shown}",
		},
		letter: toIssuerBlocked,
	}, {
		id: "taken-back", rows: "18", source: "facts A3, A4, G; https://smartcareer.net/mukouka_error",
		when: situation.takenBack,
		text: brand.Text{
			JA: "一度有効だったカードが、後から取り消されています。不正に購入されたカードだったときや、購入代金が返金されたときに起こります。購入先に返金を求め、クレジットカードで支払ったときは、そのカード会社にも相談してください。取り消しの行が見える利用履歴を、日付と一緒に保存しておきます。",
			EN: "A card that was good has been taken back. That happens if it had been bought with a stolen card, or if its purchase was paid back. " +
				"Ask whoever sold it to you for a refund; if you paid by credit card, ask that card company as well. Save the usage history with the " +
				"row that takes it back, and its date.",
		},
		needs: brand.Text{JA: "利用履歴の画面、購入と支払いの記録", EN: "the usage history, and proof of purchase and payment"},
	}, {
		id: "hotline", rows: "15, 18", source: "https://www.caa.go.jp/policies/policy/local_cooperation/local_consumer_administration/hotline/",
		when: func(s situation) bool {
			return s.wronged() && s.p.Country == "JP" && (s.c.Channel == FromBusiness || s.c.Channel == FromShop || s.counterpart() == Sellers)
		},
		text: brand.Text{
			JA: "話し合いで解決しないときは、一人で抱え込まず、消費者ホットライン「188」（局番なし）に電話してください。最寄りの消費生活センターにつながります。相談は無料です（通話料はかかります）。クレジットカードで支払ったときは、そのカード会社にも相談できます。",
			EN: "If you cannot settle it between you, do not stay alone with it: in Japan call the consumer hotline, 188. It connects you with the " +
				"consumer centre nearest to you. Advice is free; the call is charged. If you paid by credit card, you can ask that card company too.",
		},
		needs: brand.Text{JA: "やり取りと支払いの記録、この判定の証拠一式", EN: "your messages, proof of payment, the bundle of this case"},
	},
}
