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
			EN: "a card from a shop never has an opening notice, so that none came says nothing. Look at the card's seal, the receipt, and the message shown when it was redeemed.",
		},
	},
	{
		ID: "shop-no-order", Rows: []int{3, 5, 6}, State: Unknown, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.MailOpened, brand.OrderSent, brand.OrderRedeemed, brand.RowReloaded},
			Holds: []Fact{ShopBought}, Fails: []Fact{NamedCard}},
		Text: brand.Text{
			JA: "店で買ったカードには、開封通知も注文ページもありません。これは別のカードのものと考えられます。カードのシール、レシート、登録しようとしたときの表示を確かめてください。",
			EN: "a card from a shop has no opening notice and no order page, so this is probably about another card. Look at the card's seal, the receipt, and the message shown when it was redeemed.",
		},
	},
	{
		ID: "notice", Rows: []int{3}, State: Used, Weight: Proof, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.MailOpened}},
		Text: brand.Text{
			JA: "開封通知が届いています（{when}）。これは、{card}がこの時までにアカウントに登録されたという知らせです。",
			EN: "there is an opening notice ({when}). It says that {card} had been added to an account by then.",
		},
	},
	{
		ID: "delivered", State: Unknown, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailDelivered}},
		Text: brand.Text{
			JA: "カードを届けるメールがあります（{when}）。カードが発行されたことは分かりますが、使われたかどうかは分かりません。",
			EN: "there is the mail that delivered the card ({when}). It shows that the card was issued, and not whether it was used.",
		},
	},
	{
		ID: "ordered", State: Unknown, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailOrdered}},
		Text: brand.Text{
			JA: "注文確認メールがあります（{when}）。購入されたことは分かりますが、使われたかどうかは分かりません。",
			EN: "there is the confirmation of the order ({when}). It shows that the card was bought, and not whether it was used.",
		},
	},
	{
		ID: "resent-before", Rows: []int{18}, State: Unknown, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}, Holds: []Fact{SuccessorIs}},
		Text: brand.Text{
			JA: "カードは一度再送されています（{when}）。お手元のカードは再送後の新しいものと考えられるため、この再送で無効にはなっていません。",
			EN: "the card was sent again ({when}). The card of this case seems to be the new one, so this did not make it invalid.",
		},
	},
	{
		ID: "resent", Rows: []int{18}, State: Replaced, Weight: Proof, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}, Holds: []Fact{Superseded}},
		Text: brand.Text{
			JA: "カードが再送され、新しい番号が発行されています（{when}）。元の番号である{card}は、もう使えません。",
			EN: "the card was sent again under a new code ({when}). The old code, that of {card}, no longer works.",
		},
	},
	{
		ID: "resent-unclear", Rows: []int{18}, State: Replaced, Weight: Fair, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.MailResent, brand.OrderResent}},
		Text: brand.Text{
			JA: "カードが再送され、新しい番号が発行されています（{when}）。お手元のカードが再送前のものであれば、もう使えません。受け取った日をご確認ください。",
			EN: "the card was sent again under a new code ({when}). If the card of this case is the one sent before, it no longer works. Check the day on which it was received.",
		},
	},
	{
		ID: "cancelled", Rows: []int{18}, State: Blocked, Weight: Strong, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.MailRefunded, brand.OrderCancelled}},
		Text: brand.Text{
			JA: "購入が取り消されたか、返金されています（{when}）。{card}は無効にされたと考えられます。",
			EN: "the purchase was cancelled or paid back ({when}). {card} was probably made invalid.",
		},
	},
}

var pageRules = []Rule{
	{
		ID: "row-claimed", Rows: []int{1}, State: Used, Weight: Proof, Source: srcHistory,
		When: When{Says: []brand.Meaning{brand.RowClaimed}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "あなたの利用履歴に、{card}の「登録」があります（{when}）。あなたのアカウントで使用済みです。",
			EN: "your usage history has an entry that {card} was added ({when}). It was used in your account.",
		},
	},
	{
		ID: "row-claimed-theirs", Rows: []int{9}, State: Used, Weight: Proof, Source: srcHistory,
		When: When{Says: []brand.Meaning{brand.RowClaimed}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、{card}の「登録」があります（{when}）。相手がすでに登録したおそれがあります。ご注意ください。",
			EN: "{whose} usage history has an entry that {card} was added ({when}). Beware: it may have been used by them.",
		},
	},
	{
		ID: "row-reloaded", Rows: []int{1}, State: Used, Weight: Proof, Source: srcRows,
		When: When{Says: []brand.Meaning{brand.RowReloaded}, Holds: []Fact{TopUp}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、この注文の「チャージ」があります（{when}）。チャージはすでに残高に加えられています。",
			EN: "{whose} usage history has the top-up of this order ({when}). It has been added to the balance.",
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
			EN: "this entry is of a purchase paid from the balance. Its order number is that of the purchase, not of the order by which the card was bought, so it says nothing of this card.",
		},
	},
	{
		ID: "row-reversed", Rows: []int{18}, State: Blocked, Weight: Strong, Source: srcReversed,
		When: When{Says: []brand.Meaning{brand.RowReversed}},
		Text: brand.Text{
			JA: "{whose}利用履歴に、登録された{card}の取り消しがあります（{when}）。発行元が後から残高を取り消したと考えられます。",
			EN: "{whose} usage history has an entry that {card} was taken back after it was added ({when}), probably by the issuer.",
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
			JA: "{whose}利用履歴に、{card}の登録はありません（{when}）。分かるのは、そのアカウントでは使われていないことだけです。別のアカウントで使われた可能性は残ります。",
			EN: "{whose} usage history has no entry of {card} ({when}). It was not used in that account; it may have been used in another.",
		},
	},
	{
		ID: "order-redeemed", Rows: []int{5}, State: Used, Weight: Proof, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.OrderRedeemed}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は受け取り済み（使用済み）と表示されています（{when}）。",
			EN: "{whose} order page shows {card} as redeemed ({when}).",
		},
	},
	{
		ID: "order-sent", Rows: []int{5}, State: Unused, Weight: Strong, Source: srcHelp,
		When: When{Says: []brand.Meaning{brand.OrderSent}, Owners: []Owner{Mine, Givers, Issuers}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は「発送済み」と表示されています（{when}）。この時点ではまだ登録されていません。",
			EN: "{whose} order page shows {card} as sent ({when}). At that time nobody had redeemed it.",
		},
	},
	{
		ID: "order-sent-theirs", Rows: []int{5}, State: Unused, Weight: Fair, Source: srcResend,
		When: When{Says: []brand.Meaning{brand.OrderSent}},
		Text: brand.Text{
			JA: "{whose}注文ページで、{card}は「発送済み」と表示されています（{when}）。この時点ではまだ登録されていないことになりますが、見せた人に利害があり、後から再送することもできます。",
			EN: "{whose} order page shows {card} as sent ({when}), so that nobody had redeemed it by then. But who shows it has an interest, and can have the card sent again later.",
		},
	},
}

var messageRules = []Rule{
	{
		ID: "redeemed-now", Rows: []int{12, 13}, State: Used, Weight: Proof, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.RedeemedNow}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "あなたのアカウントに登録できました（{when}）。残高はあなたのものです。このカードはこれで使用済みです。",
			EN: "it was added to your account ({when}). The balance is yours, and the card is used from now on.",
		},
	},
	{
		ID: "redeemed-now-theirs", Rows: []int{13}, State: Used, Weight: Strong, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.RedeemedNow}},
		Text: brand.Text{
			JA: "{whose}アカウントに登録された、という表示があります（{when}）。{card}は使用済みです。",
			EN: "a message says that {card} was added to {whose} account ({when}). It is used.",
		},
	},
	{
		ID: "already-here", Rows: []int{13}, State: Used, Weight: Proof, Source: srcHere,
		When: When{Says: []brand.Meaning{brand.AlreadyHere}, Owners: []Owner{Mine}},
		Text: brand.Text{
			JA: "「このアカウントに登録済み」と表示されました（{when}）。{card}は、あなたのアカウントですでに登録されています。残高と利用履歴をご確認ください。",
			EN: "the message says that {card} is already in your account ({when}). Look at its balance and its history.",
		},
	},
	{
		ID: "already-here-theirs", Rows: []int{13}, State: Used, Weight: Strong, Source: srcHere,
		When: When{Says: []brand.Meaning{brand.AlreadyHere}},
		Text: brand.Text{
			JA: "「このアカウントに登録済み」という表示があります（{when}）。{card}は、{whose}アカウントで登録されています。",
			EN: "a message says that {card} is already in {whose} account ({when}).",
		},
	},
	{
		ID: "already-elsewhere-theirs", Rows: []int{13, 17}, State: Used, Weight: Fair, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.AlreadyElsewhere, brand.AlreadyRedeemed}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "登録しようとした{who}に「登録済み」または「使用済み」と表示された、とのことです（{when}）。{card}は使用済みの可能性がありますが、相手の言い分にとどまります。日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message that {card} had already been redeemed ({when}). It may be used, but this is the word of one side. Ask for a dated picture of the screen.",
		},
	},
	{
		ID: "already-elsewhere", Rows: []int{13}, State: Used, Weight: Proof, Source: srcElse,
		When: When{Says: []brand.Meaning{brand.AlreadyElsewhere}},
		Text: brand.Text{
			JA: "「別のアカウントに登録済み」と表示されました（{when}）。{card}は、ほかの人のアカウントで使用済みです。",
			EN: "the message says that {card} is already in another account ({when}). Somebody else has used it.",
		},
	},
	{
		ID: "already-redeemed", Rows: []int{13}, State: Used, Weight: Proof, Source: srcRedeemed,
		When: When{Says: []brand.Meaning{brand.AlreadyRedeemed}},
		Text: brand.Text{
			JA: "「使用済み」と表示されました（{when}）。{card}は、いずれかのアカウントで使用済みです。",
			EN: "the message says that {card} has already been redeemed ({when}), in one account or another.",
		},
	},
	{
		ID: "blocked-theirs", Rows: []int{13, 17, 18}, State: Blocked, Weight: Fair, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.Blocked}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "登録しようとした{who}に、発行元が無効にしたカードだと表示された、とのことです（{when}）。相手の言い分にとどまります。日時の入った画面を見せてもらってください。",
			EN: "{who} reports the message that the issuer has blocked {card} ({when}). This is the word of one side. Ask for a dated picture of the screen.",
		},
	},
	{
		ID: "blocked", Rows: []int{13, 18}, State: Blocked, Weight: Proof, Source: srcReversed,
		When: When{Says: []brand.Meaning{brand.Blocked}},
		Text: brand.Text{
			JA: "「無効化されています」と表示されました（{when}）。{card}は発行元によって止められています。使用済みとは別の状態です。",
			EN: "the message says that the issuer has blocked {card} ({when}). That is not the same as used.",
		},
	},
	{
		ID: "not-activated", Rows: []int{13, 16}, State: Inactive, Weight: Proof, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.NotActivated}},
		Text: brand.Text{
			JA: "「有効化されていない」と表示されました（{when}）。{card}は、店のレジで有効になっていません。",
			EN: "the message says that {card} is not activated ({when}). The till never switched it on.",
		},
	},
	{
		ID: "invalid", Rows: []int{13}, State: Unknown, Source: srcInvalid,
		When: When{Says: []brand.Meaning{brand.Invalid}},
		Text: brand.Text{
			JA: "「番号が無効」と表示されました（{when}）。これは使用済みという意味ではありません。番号の入力間違い、レジでの有効化もれ、再送による番号の変更、発行元による停止のどれかが考えられます。まず番号の読み間違いがないかをご確認ください。",
			EN: "the message says that the code is not valid ({when}). That does not mean used: it was mistyped, never activated at the till, replaced by a new code, or blocked. First check that the code was read right.",
		},
	},
	{
		ID: "check-failed", Rows: []int{13}, State: Unknown, Source: srcInvalid,
		When: When{Says: []brand.Meaning{brand.CheckFailed}},
		Text: brand.Text{
			JA: "確認の途中でエラーになりました（{when}）。画像認証の失敗や障害によるもので、カードについては何も分かりません。",
			EN: "the check itself failed ({when}), by a captcha or an outage. It says nothing of the card.",
		},
	},
}

var bookRules = []Rule{
	{
		ID: "book-unspent", State: Unused, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookUnspent}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}は未使用です（{when}）。",
			EN: "the issuer's book says that {card} is unspent ({when}).",
		},
	},
	{
		ID: "book-spent", State: Used, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookSpent}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}は使用済みです（{when}）。",
			EN: "the issuer's book says that {card} is spent ({when}).",
		},
	},
	{
		ID: "book-replaced", Rows: []int{18}, State: Replaced, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookReplaced}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}には新しい番号が発行されています（{when}）。元の番号は使えません。",
			EN: "the issuer's book says that {card} has a new code ({when}). The old one no longer works.",
		},
	},
	{
		ID: "book-frozen", Rows: []int{18}, State: Blocked, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookFrozen}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}は発行元によって一時的に止められています（{when}）。",
			EN: "the issuer's book says that {card} is frozen by the issuer ({when}).",
		},
	},
	{
		ID: "book-inactive", Rows: []int{16}, State: Inactive, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookInactive}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}はまだ有効化されていません（{when}）。",
			EN: "the issuer's book says that {card} is not activated ({when}).",
		},
	},
	{
		ID: "book-expired", State: Blocked, Weight: Proof, Source: srcBook,
		When: When{Says: []brand.Meaning{brand.BookExpired}, Kinds: []Kind{Book}},
		Text: brand.Text{
			JA: "発行元の台帳によると、{card}は有効期限が切れていて使えません（{when}）。",
			EN: "the issuer's book says that {card} has expired and can no longer be used ({when}).",
		},
	},
}
