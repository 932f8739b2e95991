package assess

import "github.com/unspent-dev/unspent/brand"

// What can be seen of a card, and what people say.

var cardRules = []Rule{
	{
		ID: "balance-full-theirs", State: Unused, Weight: Fair, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceFull}, Owners: []Owner{Sellers, Buyers, NoOwner}},
		Text: brand.Text{
			JA: "{whose}残高照会の結果では、{card}の残高は{asof|}全額残っています。ただし、見せた人に利害があります。",
			EN: "{whose} look-up shows {card} with its full value{on|}. But who shows it has an interest.",
		},
	},
	{
		ID: "balance-used-theirs", Rows: []int{17}, State: Used, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.BalancePart, brand.BalanceZero}, Owners: []Owner{Buyers, Shops, NoOwner}},
		Text: brand.Text{
			JA: "{whose}残高照会の結果では、{card}の残高は{asof|}減っているか、なくなっています。使用済みの可能性がありますが、相手の言い分にとどまります。日時の入った画面を見せてもらってください。",
			EN: "{whose} look-up shows that {card} was spent, in part or whole{by|}. It may be used, but this is the word of one side. Ask for a " +
				"dated picture of the screen.",
		},
	},
	{
		ID: "balance-full", State: Unused, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceFull}},
		Text: brand.Text{
			JA: "発行者の残高照会で、{card}の残高は{asof|}全額残っています。この時には未使用です。",
			EN: "the issuer's look-up shows {card} with its full value{on|}. It was unused then.",
		},
	},
	{
		ID: "balance-part", State: Used, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalancePart}},
		Text: brand.Text{
			JA: "発行者の残高照会で、{card}は{asof|}一部が使われています。まだ残高があります。",
			EN: "the issuer's look-up shows that a part of {card} was spent{by|}, and something is left.",
		},
	},
	{
		ID: "balance-zero", State: Used, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceZero}},
		Text: brand.Text{
			JA: "発行者の残高照会で、{card}の残高は{asof|}0です。使用済みです。",
			EN: "the issuer's look-up shows that nothing was left on {card}{on|}. It is used.",
		},
	},
	{
		ID: "seal-none", Rows: []int{10, 11}, State: Unknown, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SealIntact, brand.SealBroken, brand.SealTampered}, Holds: []Fact{Uncovered}},
		Text: brand.Text{
			JA: "この種類のカードには、番号を隠すシールやスクラッチがありません。シールの状態は手がかりになりません。",
			EN: "a card of this form has no seal or scratch-off, so its look says nothing.",
		},
	},
	{
		ID: "seal-opened", Rows: []int{10}, State: Unknown, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SealBroken}, Owners: []Owner{Mine, Buyers}, Holds: []Fact{GaveCode}},
		Text: brand.Text{
			JA: "シールははがされていますが、番号を伝えるため、または受け取った側が番号を見るために開けたものと考えられます。使用済みの手がかりにはなりません。",
			EN: "the seal is open, but it had to be opened to tell the code, or to read it once the card was handed over. It does not point to a use.",
		},
	},
	{
		ID: "seal-exposed", Rows: []int{10}, State: Used, Weight: Hint, Fits: []State{Replaced, Blocked, Inactive, Unused}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealBroken}, Owners: []Owner{Mine}, Holds: []Fact{OpenedIt, Exposed}},
		Text: brand.Text{
			JA: "シールやスクラッチを開けたのはあなたですが、番号は、あなたの知らない人にも見られています。もう使われたか、これから使われるおそれがあります。",
			EN: "you opened the seal yourself, but somebody you do not know has seen the code. They may have used it, or may at any moment.",
		},
	},
	{
		ID: "seal-own", Rows: []int{10, 11}, State: Unknown, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SealBroken}, Owners: []Owner{Mine}, Holds: []Fact{OpenedIt}},
		Text: brand.Text{
			JA: "シールやスクラッチは、使うためにあなたが開けたものと考えられます。それなら、開いていることは使用済みの手がかりになりません。手に入れたときにすでに開いていた場合は、そのことを加えてください。",
			EN: "the seal seems to have been opened by you, to use the card. Then that it is open does not point to a use. If it was open when you " +
				"got the card, say so.",
		},
	},
	{
		ID: "seal-tried", Rows: []int{10, 16}, State: Used, Weight: Hint, Fits: []State{Replaced, Blocked, Inactive, Unused}, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SealBroken}, Owners: []Owner{Mine}, Holds: []Fact{TriedCode}},
		Text: brand.Text{
			JA: "{asof|}カードのシールははがされています。登録を試すためにあなたが開けたのであれば、使用済みの手がかりにはなりません。手に入れたときから開いていたのであれば、番号を盗み見られた可能性があります。",
			EN: "the seal of the card was open{on|}. If you opened it to try the code, that does not point to a use. If it was open when you got it, " +
				"somebody else may have read the code.",
		},
	},
	{
		ID: "seal-broken", Rows: []int{10}, State: Used, Weight: Fair, Fits: []State{Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealBroken}},
		Text: brand.Text{
			JA: "{asof|}カードのシールがはがされているか、スクラッチが削られています。番号を見た人がいるため、使用済みか、残高を抜き取られた可能性があります。",
			EN: "the seal of the card was found peeled or scratched off{on|}. Somebody has read the code, so it may be used, or drained.",
		},
	},
	{
		ID: "seal-tampered", Rows: []int{10}, State: Used, Weight: Fair, Fits: []State{Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealTampered}},
		Text: brand.Text{
			JA: "カードのシールには、{asof|}貼り直したような跡があります。番号を盗み見られ、残高を抜き取られた可能性があります。",
			EN: "the seal of the card was found with signs of resealing{on|}. The code may have been copied, and the card drained.",
		},
	},
	{
		ID: "seal-intact", Rows: []int{11}, State: Unused, Weight: Fair, Fits: []State{Replaced, Blocked, Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealIntact}},
		Text: brand.Text{
			JA: "カードのシールやスクラッチは、{asof|}無傷です。未使用の可能性がありますが、確実ではありません。巧妙に貼り直されている場合や、レジで有効化されていない場合もあります。",
			EN: "the seal of the card was intact{on|}. The card may well be unused, but that is never certain: seals are replaced with skill, and " +
				"the till may not have activated the card.",
		},
	},
	{
		ID: "till-activated", Rows: []int{11, 16}, State: Unknown, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillActivated}},
		Text: brand.Text{
			JA: "レシートに、{on|}カードを有効化した記録があります。その後に使われたかどうかは分かりません。",
			EN: "the receipt shows that the card was activated{on|}. Whether it was used later is not known.",
		},
	},
	{
		ID: "till-invalid", Rows: []int{16}, State: Inactive, Weight: Fair, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillOnly}, Evidence: []brand.Meaning{brand.Invalid}},
		Text: brand.Text{
			JA: "レシートには支払いの記録だけで有効化の記録がなく、登録しようとすると番号が無効と表示されています。レジで有効化されていない可能性があります。",
			EN: "the receipt shows that the card was paid, with no line of activation, and the code is said to be not valid. The till may never have " +
				"switched the card on.",
		},
	},
	{
		ID: "till-only", Rows: []int{16}, State: Inactive, Weight: Hint, Fits: []State{Used, Unused, Replaced, Blocked}, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillOnly}},
		Text: brand.Text{
			JA: "レシートには支払いの記録だけで、有効化の記録がありません。レジで有効化されていないことも考えられますが、その記録を印字しない店もあります。",
			EN: "the receipt shows that the card was paid, with no line of activation. The till may not have switched it on, or its receipts do not say so.",
		},
	},
}

var wordRules = []Rule{
	{
		ID: "said-used-issuer", State: Used, Weight: Fair, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Issuers}},
		Text: brand.Text{
			JA: "発行者が{on|}、{card}は使用済みだと答えたとのことです。書面やメールで回答をもらえると、より確かになります。",
			EN: "the issuer is reported to have said{on|} that {card} is used. The answer in writing would count for more.",
		},
	},
	{
		ID: "said-used-against", Rows: []int{7}, State: Used, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Givers, Sellers}},
		Text: brand.Text{
			JA: "{who}が{on|}、{card}は使用済みだと認めています。自分に不利な発言なので、ある程度は信用できます。",
			EN: "{who} admitted{on|} that {card} is used. It is said against their own interest, which gives it some weight.",
		},
	},
	{
		ID: "said-used-own", State: Used, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Mine}, Holds: []Fact{PartedWith}},
		Text: brand.Text{
			JA: "カードを渡したあなた自身が{on|}、{card}は使用済みだと述べています。自分に不利な発言なので、ある程度は信用できます。",
			EN: "you, who gave the card away, said{on|} that {card} is used. It is said against your own interest, which gives it some weight.",
		},
	},
	{
		ID: "said-used", Rows: []int{17}, State: Used, Weight: Hint, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.SaidUsed}},
		Text: brand.Text{
			JA: "{who}の話では、{card}は{asof|}使用済みとのことです。話だけでは証拠になりません。どの画面に何と表示されたのかを確かめてください。",
			EN: "by the word of {who}, {card} is used{by|}. A word alone is no evidence: ask which message was shown, and when.",
		},
	},
	{
		ID: "said-unused-issuer", State: Unused, Weight: Fair, Fits: []State{Replaced, Blocked, Inactive}, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.SaidUnused}, Owners: []Owner{Issuers}},
		Text: brand.Text{
			JA: "発行者が{on|}、{card}は未使用だと答えたとのことです。書面やメールで回答をもらえると、より確かになります。",
			EN: "the issuer is reported to have said{on|} that {card} is unused. The answer in writing would count for more.",
		},
	},
	{
		ID: "said-unused", Rows: []int{7, 8}, State: Unused, Weight: Hint, Fits: []State{Replaced, Blocked, Inactive}, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUnused}},
		Text: brand.Text{
			JA: "{who}の話では、{card}は{asof|}未使用とのことです。話だけでは証拠になりません。",
			EN: "by the word of {who}, {card} was unused{on|}. A word alone is no evidence.",
		},
	},
	{
		ID: "no-notice-sent", Rows: []int{4}, State: Unknown, Source: "the brand's profile",
		When: When{Says: []brand.Meaning{brand.NoNotice}, Holds: []Fact{Unnoticed}},
		Text: brand.Text{
			JA: "この種類のカードでは、開封通知のメールは送られません。通知がないことは手がかりになりません。",
			EN: "no opening notice is mailed for a card of this form, so that none came says nothing.",
		},
	},
	{
		ID: "no-notice", Rows: []int{4}, State: Unused, Weight: Hint,
		Fits: []State{Used, Replaced, Blocked, Inactive}, Source: srcNotice,
		When: When{Says: []brand.Meaning{brand.NoNotice}},
		Text: brand.Text{
			JA: "開封通知は、{asof|}届いていません。未使用のわずかな手がかりですが、通知が届かない設定になっている場合や、迷惑メールに入っている場合もあります。",
			EN: "no opening notice had come{by|}. That is a slight hint of unused: notices can be switched off, or caught as spam.",
		},
	},
}

// endRules are of the card's age, which the profile of its brand judges.
var endRules = []Rule{{
	ID: "ended", Rows: []int{18}, State: Blocked, Weight: Strong, Fits: []State{Used, Replaced, Inactive, Unused}, Source: "expiry of the brand's profile",
	When: When{Says: []brand.Meaning{ended}, Holds: []Fact{TooOld}},
	Text: brand.Text{
		JA: "この種類のカードで{issued}までに発行されたものは、{period|決まった期間}で期限が切れます。このカードは{last}までだったと考えられ、有効期限が過ぎています。",
		EN: "a card of this kind that was issued by {issued} is good for {period|a time that is fixed}. This one seems to have been good until " +
			"{last}, so it has expired.",
	},
}}

// lastRule has no condition.
var lastRule = [...]Rule{{
	ID: "nothing", State: Unknown, Source: srcLogic,
	Text: brand.Text{
		JA: "この資料からは、カードが使われたかどうかは分かりません。資料として保管します。",
		EN: "this does not say whether the card was used. It is kept with the case.",
	},
}}
