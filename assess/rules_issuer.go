package assess

import "github.com/unspent-dev/unspent/brand"

// Where the facts of the rules come from.
const (
	srcHelp     = "https://digprjsurvey.amazon.com/csad/help/node/GP83U96LJTZS35UQ"
	srcHistory  = "https://smartcareer.net/amazongift-history"
	srcRows     = "https://yuan2.hateblo.jp/entry/2016/12/25/235959"
	srcReversed = "https://smartcareer.net/mukouka_error"
	srcNotice   = "https://amagif-pro.jp/email-tomodachi/"
	srcResend   = "https://gift-journey.com/gift-card-email-type-resend/"
	srcHere     = "https://gftya.jp/?p=98151"
	srcElse     = "https://yuipcoders.com/post/599"
	srcNow      = "https://kaitoriyaiba.com/amazon-gift-card-confirmation-without-registration/"
	srcInvalid  = "https://www.buyking.club/gift/22039"
	srcRedeemed = "http://www.amazon.com/gp/help/customer/display.html?nodeId=200546130"
	srcDrained  = "https://www.dhs.gov/hsi/insider/recognize-respond-gift-card-fraud-retail"
	srcTill     = "https://nico-donut.jp/?p=70"
	srcBuyBack  = "https://coco-creca.jp/money/amazon_error"
	srcUnclear  = "https://support.electronicfirst.com/support/solutions/articles/80000598785-fix-common-issues-for-playstation"
	srcRegion   = "https://playstation.com/en-in/support/store/ps-store-voucher-code-problems"
	srcBalance  = "https://smartcareer.net/applegiftcard-zandaka"
	srcBook     = "docs/reference/states.md"
	srcLogic    = "follows from what the evidence is"
)

// What the issuer tells: mails, pages, messages, its book.

var mailRules = []Rule{
	{
		ID: "shop-no-notice", Rows: []int{4, 6}, State: Unknown, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.NoNotice}, Holds: []Fact{ShopBought}},
		Text: brand.Text{
			JA: "店で買ったカードには、もともと開封通知がありません。通知がないことは手がかりになりません。カードのシール、レシート、登録しようとしたときの表示を確かめてください。",
			EN: "a card from a shop never has an opening notice, so that none came says nothing. Look at the card's seal, the receipt, and the " +
				"message shown when it was redeemed.",
		},
	},
	{
		ID: "shop-no-order", Rows: []int{3, 5, 6}, State: Unknown, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.MailOpened, brand.OrderSent, brand.OrderRedeemed, brand.RowReloaded},
			Holds: []Fact{ShopBought}, Fails: []Fact{NamedCard}},
		Text: brand.Text{
			JA: "店で買ったカードには、開封通知も注文ページもありません。これは別のカードのものと考えられます。カードのシール、レシート、登録しようとしたときの表示を確かめてください。",
			EN: "a card from a shop has no opening notice and no order page, so this is probably about another card. Look at the card's seal, the " +
				"receipt, and the message shown when it was redeemed.",
		},
	},
	{
		ID: "notice", Rows: []int{3}, State: Used, Weight: Proof, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.MailOpened}},
		Text: brand.Text{
			JA: "{on|}開封通知が届いています。{card}がこの時までにアカウントに登録されたという知らせです。",
			EN: "an opening notice came{on|}. It says that {card} had been added to an account by then.",
		},
	},
	{
		ID: "delivered", State: Unknown, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailDelivered}},
		Text: brand.Text{
			JA: "{on|}カードを届けるメールが送られています。カードが発行されたことは分かりますが、使われたかどうかは分かりません。",
			EN: "the mail that delivers the card was sent{on|}. It shows that the card was issued, and not whether it was used.",
		},
	},
	{ // true of every card at that moment, so it counts for nothing later
		ID: "sent", State: Unknown, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailSent}},
		Text: brand.Text{
			JA: "{on|}カードを受取人に送信したというメールが、買った人に届いています。送られたことは分かりますが、その後に届いたか、使われたかは分かりません。今の状態は、注文ページで確かめられます。",
			EN: "the buyer was told that the card was sent to its recipient{on|}. It was sent; whether it arrived and was used afterwards, this does " +
				"not say. The order page shows how it is now.",
		},
	},
	{
		ID: "ordered", State: Unknown, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailOrdered}},
		Text: brand.Text{
			JA: "{on|}注文確認メールが送られています。購入されたことは分かりますが、使われたかどうかは分かりません。",
			EN: "the order was confirmed{on|}. That shows that the card was bought, and not whether it was used.",
		},
	},
	{
		ID: "resent-before", Rows: []int{18}, State: Unknown, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}, Holds: []Fact{SuccessorIs}},
		Text: brand.Text{
			JA: "カードは{by|}再送されています。お手元のカードは再送後の新しいものと考えられるため、この再送で無効にはなっていません。",
			EN: "the card was sent again{by|}. The card of this case seems to be the new one, so this did not make it invalid.",
		},
	},
	{
		ID: "resent", Rows: []int{18}, State: Replaced, Weight: Proof, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}, Holds: []Fact{Superseded}},
		Text: brand.Text{
			JA: "カードは{by|}再送され、新しい番号が発行されています。再送前の番号である{card}は、もう使えません。",
			EN: "the card was sent again under a new code{by|}. The old code, that of {card}, no longer works.",
		},
	},
	{
		ID: "resent-unclear", Rows: []int{18}, State: Replaced, Weight: Fair, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}},
		Text: brand.Text{
			JA: "カードは{by|}再送され、新しい番号が発行されています。お手元のカードが再送前のものであれば、もう使えません。受け取った日をご確認ください。",
			EN: "the card was sent again under a new code{by|}. If the card of this case is the one sent before, it no longer works. Check the day " +
				"on which it was received.",
		},
	},
	{
		ID: "cancelled", Rows: []int{18}, State: Blocked, Weight: Strong, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailRefunded, brand.OrderCancelled}},
		Text: brand.Text{
			JA: "{on|}購入の取り消しか返金が行われています。そのため、{card}は無効にされたと考えられます。",
			EN: "the purchase was cancelled or paid back{on|}, so {card} was probably made invalid.",
		},
	},
}

var pageRules = []Rule{
	{
		ID: "row-claimed", Rows: []int{1}, State: Used, Weight: Proof, Source: srcHistory,
		When: When{Says: []brand.Meaning{brand.RowClaimed}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "あなたの利用履歴に、{card}を{on|}登録した記録があります。カードは、あなたのアカウントに入っています。",
			EN: "your usage history has an entry that {card} was added{on|}. The card is in your account.",
		},
	},
	{
		ID: "row-claimed-theirs", Rows: []int{9}, State: Used, Weight: Proof, Source: srcHistory,
		When: When{Says: []brand.Meaning{brand.RowClaimed}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、{card}を{on|}登録した記録があります。相手がすでに使った可能性があります。ご注意ください。",
			EN: "{whose} usage history has an entry that {card} was added{on|}. Beware: it may have been used by them.",
		},
	},
	{
		ID: "row-reloaded", Rows: []int{1}, State: Used, Weight: Proof, Source: srcRows,
		When: When{Says: []brand.Meaning{brand.RowReloaded}, Holds: []Fact{TopUp}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、この注文による{on|}チャージの記録があります。チャージはすでに残高に加えられています。",
			EN: "{whose} usage history has the top-up of this order{on|}. It has been added to the balance.",
		},
	},
	{
		ID: "row-reloaded-other", Rows: []int{1}, State: Unknown, Source: srcRows,
		When: When{Says: []brand.Meaning{brand.RowReloaded}},
		Text: brand.Text{
			JA: "「チャージ」は、アカウントに直接入金した記録です。番号のあるカードの登録ではないため、このカードのことは分かりません。",
			EN: "a top-up went straight into the account. It is not the entry of a card with a code, so it says nothing of this card.",
		},
	},
	{
		ID: "row-spent", Rows: []int{1}, State: Unknown, Source: srcRows,
		When: When{Says: []brand.Meaning{brand.RowSpent}},
		Text: brand.Text{
			JA: "「利用」は、残高で買い物をした記録です。その注文番号は買い物のもので、カードを買ったときの注文番号ではありません。このカードのことは分かりません。",
			EN: "this entry is of a purchase paid from the balance. Its order number is that of the purchase, not of the order by which the card was " +
				"bought, so it says nothing of this card.",
		},
	},
	{
		ID: "row-reversed", Rows: []int{18}, State: Blocked, Weight: Strong, Source: srcReversed,
		When: When{Says: []brand.Meaning{brand.RowReversed}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、登録された{card}が{on|}取り消された記録があります。発行者が後から残高を取り消したと考えられます。",
			EN: "{whose} usage history has an entry that {card} was taken back{on|} after it had been added, probably by the issuer.",
		},
	},
	{
		ID: "row-absent-stored", Rows: []int{2}, State: Unknown, Source: "the brand's profile",
		When: When{Says: []brand.Meaning{brand.RowAbsent}, Holds: []Fact{KeepsValue}},
		Text: brand.Text{
			JA: "この種類のカードは、アカウントに登録しなくても使えます。{whose}利用履歴に登録の記録がないことは手がかりになりません。残高を照会してください。",
			EN: "a card of this kind can be spent without being added to an account, so that {whose} usage history has no such entry says nothing. Look the balance up.",
		},
	},
	{
		ID: "row-absent-part", Rows: []int{2}, State: Unknown, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.RowAbsent}, Holds: []Fact{OnlyPart}},
		Text: brand.Text{
			JA: "{whose}利用履歴は一部しか確認できていません。記録がないとは言えません。",
			EN: "only a part of {whose} usage history was read, so it cannot be said that there is no entry.",
		},
	},
	{
		ID: "row-absent", Rows: []int{2}, State: Unused, Weight: Hint, Fits: []State{Used, Replaced, Blocked, Inactive}, Source: srcHistory,
		When: When{Says: []brand.Meaning{brand.RowAbsent}},
		Text: brand.Text{
			JA: "{whose}利用履歴には、{asof|}{card}の登録がありません。分かるのは、そのアカウントでは使われていないことだけで、別のアカウントで使われた可能性は残ります。",
			EN: "{whose} usage history had no entry of {card}{on|}. It was not used in that account; it may have been used in another.",
		},
	},
	{
		ID: "order-redeemed", Rows: []int{5}, State: Used, Weight: Proof, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.OrderRedeemed}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は{asof|}{quote|登録済み}と表示されています。すでに登録されています。",
			EN: "{whose} order page shows {card} as redeemed{quote|}{on|}.",
		},
	},
	{
		ID: "order-sent", Rows: []int{5}, State: Unused, Weight: Strong, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.OrderSent}, Owners: []Owner{Mine, Givers, Issuers}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は{asof|}{quote|まだ登録されていない状態}と表示されています。この時にはまだ登録されていません。",
			EN: "{whose} order page shows {card} as not redeemed{quote|}{on|}. At that time nobody had redeemed it.",
		},
	},
	{
		ID: "order-sent-theirs", Rows: []int{5}, State: Unused, Weight: Fair, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.OrderSent}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は{asof|}{quote|まだ登録されていない状態}と表示されています。この時にはまだ登録されていないことになりますが、見せた人に利害があり、後から再送することもできます。",
			EN: "{whose} order page shows {card} as not redeemed{quote|}{on|}, so that nobody had redeemed it by then. But who shows it has an " +
				"interest, and can have the card sent again later.",
		},
	},
}

var messageRules = []Rule{
	{
		ID: "redeemed-now", Rows: []int{12, 13}, State: Used, Weight: Proof, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.RedeemedNow}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "{on|}あなたのアカウントに登録され、残高に加わりました。このカードはこれで使用済みです。",
			EN: "it was added to the balance of your account{on|}. With that the card is used.",
		},
	},
	{
		ID: "redeemed-now-theirs", Rows: []int{13}, State: Used, Weight: Strong, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.RedeemedNow}},
		Text: brand.Text{
			JA: "{card}が{on|}{whose}アカウントに登録されたという表示{quote|}があります。使用済みです。",
			EN: "a message{quote|} says that {card} was added to {whose} account{on|}. It is used.",
		},
	},
	{
		ID: "already-here", Rows: []int{13}, State: Used, Weight: Proof, Source: srcHere,
		When: When{Says: []brand.Meaning{brand.AlreadyHere}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "{on|}{quote|このアカウントに登録済み}と表示されました。{card}は、すでにあなたのアカウントに登録されています。残高と利用履歴をご確認ください。",
			EN: "the message{on|}{quote|} was that {card} is already in your account. Look at the balance and the history.",
		},
	},
	{
		ID: "already-here-theirs", Rows: []int{13}, State: Used, Weight: Strong, Source: srcHere,
		When: When{Says: []brand.Meaning{brand.AlreadyHere}},
		Text: brand.Text{
			JA: "{on|}{quote|このアカウントに登録済み}と表示されています。{card}は、すでに{whose}アカウントに登録されています。",
			EN: "the message{on|}{quote|} was that {card} is already in {whose} account.",
		},
	},
	{
		ID: "already-elsewhere-theirs", Rows: []int{13, 17}, State: Used, Weight: Fair, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.AlreadyElsewhere, brand.AlreadyRedeemed}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "{who}が{card}を登録しようとしたところ、{on|}{quote|登録済み、または使用済み}と表示されたとのことです。使用済みの可能性がありますが、相手の言い分にとどまります。日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message{on|}{quote|} that {card} had already been redeemed. It may be used, but this is the word of one side. Ask " +
				"for a dated picture of the screen.",
		},
	},
	{
		ID: "already-elsewhere", Rows: []int{13}, State: Used, Weight: Proof, Source: srcElse,
		When: When{Says: []brand.Meaning{brand.AlreadyElsewhere}},
		Text: brand.Text{
			JA: "{on|}{quote|別のアカウントに登録済み}と表示されました。{card}は、ほかのアカウントで使用済みです。",
			EN: "the message{on|}{quote|} was that {card} is already in another account. It was used there.",
		},
	},
	{
		ID: "already-redeemed", Rows: []int{13}, State: Used, Weight: Proof, Source: srcRedeemed,
		When: When{Says: []brand.Meaning{brand.AlreadyRedeemed}},
		Text: brand.Text{
			JA: "{on|}{quote|使用済み}と表示されました。{card}は、いずれかのアカウントで使用済みです。",
			EN: "the message{on|}{quote|} was that {card} has already been redeemed, in one account or another.",
		},
	},
	{
		ID: "blocked-theirs", Rows: []int{13, 17, 18}, State: Blocked, Weight: Fair, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.Blocked}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "{who}が{card}を登録しようとしたところ、{on|}{quote|無効化されている}と表示されたとのことです。相手の言い分にとどまります。日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message{on|}{quote|} that the issuer has blocked {card}. This is the word of one side. Ask for a dated picture of the screen.",
		},
	},
	{
		ID: "blocked", Rows: []int{13, 18}, State: Blocked, Weight: Proof, Source: srcReversed,
		When: When{Says: []brand.Meaning{brand.Blocked}},
		Text: brand.Text{
			JA: "{on|}{quote|無効化されている}と表示されました。{card}は発行者によって止められています。使用済みとは別の状態です。",
			EN: "the message{on|}{quote|} was that the issuer has blocked {card}. That is not the same as used.",
		},
	},
	{
		ID: "not-activated-theirs", Rows: []int{13, 17}, State: Inactive, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.NotActivated}, Owners: []Owner{Buyers, NoOwner}},
		Text: brand.Text{
			JA: "{who}が{card}を登録しようとしたところ、{on|}{quote|有効化されていない}と表示されたとのことです。使用済みとは別の状態です。相手の言い分にとどまるので、日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message{on|}{quote|} that {card} is not activated. That is not the same as used. It is the word of one side: ask " +
				"for a dated picture of the screen.",
		},
	},
	{
		ID: "not-activated", Rows: []int{13, 16}, State: Inactive, Weight: Proof, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.NotActivated}},
		Text: brand.Text{
			JA: "{on|}{quote|有効化されていない}と表示されました。{card}は、店のレジで有効になっていません。使用済みとは別の状態です。",
			EN: "the message{on|}{quote|} was that {card} is not activated: the till never switched it on. That is not the same as used.",
		},
	},
	{
		ID: "invalid", Rows: []int{13}, State: Unknown, Source: srcInvalid,
		When: When{Says: []brand.Meaning{brand.Invalid}},
		Text: brand.Text{
			JA: "{on|}{quote|番号が無効}と表示されました。これは使用済みという意味ではありません。番号の入力間違い、レジでの有効化もれ、再送による番号の変更、発行者による停止のどれかが考えられます。まず、番号を読み間違えていないかをご確認ください。",
			EN: "the message{on|}{quote|} was that the code is not valid. That does not mean used: it was mistyped, never activated at the till, " +
				"replaced by a new code, or blocked. First check that the code was read right.",
		},
	},
	{
		ID: "unclear", Rows: []int{13}, State: Unknown, Source: srcUnclear,
		When: When{Says: []brand.Meaning{brand.Unclear}},
		Text: brand.Text{
			JA: "{on|}表示されたメッセージは、原因をいくつも挙げているか、「場合」や「可能性」を述べているだけです。使用済みとは言っていません。番号の入力間違い、使用済み、有効化もれなど、どれなのかはまだ決まりません。番号を読み直し、ご自分やご家族のアカウントの利用履歴と、" +
				"購入した人の注文ページを確かめてください。",
			EN: "the message{on|} names several causes, or says it only with “if” or “may”. It does not say that the card is used: a mistyped code, " +
				"a used card or one that was never activated are all left open. Read the code again, and look at the histories of your own and your " +
				"family's accounts and at the order page of who bought it.",
		},
	},
	{
		ID: "expired-theirs", Rows: []int{13, 17}, State: Blocked, Weight: Fair, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.Expired}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "{who}が{card}を登録しようとしたところ、{on|}{quote|有効期限切れ}と表示されたとのことです。使用済みとは別の状態です。相手の言い分にとどまるので、日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message{on|}{quote|} that {card} has expired. That is not the same as used. It is the word of one side: ask for a " +
				"dated picture of the screen.",
		},
	},
	{
		ID: "expired", Rows: []int{13}, State: Blocked, Weight: Proof, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.Expired}},
		Text: brand.Text{
			JA: "{on|}{quote|有効期限切れ}と表示されました。{card}は期限が過ぎて使えなくなっています。使用済みとは別の状態です。カードや購入時の案内に書かれた期限と見比べてください。",
			EN: "the message{on|}{quote|} was that {card} is past its end of validity and can no longer be used. That is not the same as used. " +
				"Compare it with the date on the card or in the mail it came with.",
		},
	},
	{
		ID: "other-region", Rows: []int{13}, State: Unknown, Source: srcRegion,
		When: When{Says: []brand.Meaning{brand.OtherRegion}},
		Text: brand.Text{
			JA: "{on|}{quote|国や地域が違うため使えない}と表示されました。カードの国とアカウントの国が合っていないという意味で、使用済みとは言っていません。カードに書かれた国と、アカウントの「国／地域」の設定を見比べてください。",
			EN: "the message{on|}{quote|} was that the card is of another country or region than the account. It does not say that it is used. " +
				"Compare the country on the card with that in the account's settings.",
		},
	},
	{
		ID: "check-failed", Rows: []int{13}, State: Unknown, Source: srcInvalid,
		When: When{Says: []brand.Meaning{brand.CheckFailed}},
		Text: brand.Text{
			JA: "{on|}確認の途中でエラーになりました。画像認証の失敗や障害によるもので、カードについては何も分かりません。",
			EN: "the check itself failed{on|}, by a captcha or an outage. It says nothing of the card.",
		},
	},
}

var bookRules = []Rule{
	{
		ID: "book-unspent", State: Unused, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookUnspent}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}は{asof|}未使用です。",
			EN: "by the issuer's book {card} was unspent{on|}.",
		},
	},
	{
		ID: "book-spent", State: Used, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookSpent}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}は{asof|}使用済みです。",
			EN: "by the issuer's book {card} was spent{by|}.",
		},
	},
	{
		ID: "book-replaced", Rows: []int{18}, State: Replaced, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookReplaced}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}に代わる新しい番号が{asof|}発行されています。元の番号は使えません。",
			EN: "by the issuer's book {card} had a new code{by|}. The old one no longer works.",
		},
	},
	{
		ID: "book-frozen", Rows: []int{18}, State: Blocked, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookFrozen}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}は{asof|}発行者によって止められています。",
			EN: "by the issuer's book {card} was frozen by the issuer{on|}.",
		},
	},
	{
		ID: "book-inactive", Rows: []int{16}, State: Inactive, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookInactive}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}は{asof|}まだ有効化されていません。",
			EN: "by the issuer's book {card} was not yet activated{on|}.",
		},
	},
	{
		ID: "book-expired", State: Blocked, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookExpired}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行者の台帳では、{card}は{asof|}有効期限が切れています。もう使えません。",
			EN: "by the issuer's book {card} had expired{by|}. It can no longer be used.",
		},
	},
}
