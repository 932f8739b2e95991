package assess

import "github.com/unspent-dev/unspent/brand"

// What can be seen of a card, and what people say.

var cardRules = []Rule{
	{
		ID: "balance-full-theirs", State: Unused, Weight: Fair, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceFull}, Owners: []Owner{Sellers, Buyers, NoOwner}},
		Text: brand.Text{
			JA: "{whose}残高照会で、{card}の残高は全額残っています（{when}）。ただし、見せた人に利害があります。",
			EN: "a look-up of the balance, {whose}, shows {card} with its full value ({when}). But who shows it has an interest.",
		},
	},
	{
		ID: "balance-full", State: Unused, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceFull}},
		Text: brand.Text{
			JA: "発行元の残高照会で、{card}の残高は全額残っています（{when}）。この時点では未使用です。",
			EN: "the issuer's look-up shows {card} with its full value ({when}). It was unused then.",
		},
	},
	{
		ID: "balance-part", State: Used, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalancePart}},
		Text: brand.Text{
			JA: "残高照会で、{card}は一部が使われ、残りがあります（{when}）。",
			EN: "a look-up shows that a part of {card} is spent, and something is left ({when}).",
		},
	},
	{
		ID: "balance-zero", State: Used, Weight: Proof, Source: srcBalance,
		When: When{Says: []brand.Meaning{brand.BalanceZero}},
		Text: brand.Text{
			JA: "残高照会で、{card}の残高は0です（{when}）。使用済みです。",
			EN: "a look-up shows that nothing is left on {card} ({when}). It is used.",
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
		When: When{Says: []brand.Meaning{brand.SealBroken}, Owners: []Owner{Mine}, Holds: []Fact{GaveCode}},
		Text: brand.Text{
			JA: "シールははがされていますが、番号を相手に伝えるためにあなたが開けたものと考えられます。使用済みの手がかりにはなりません。",
			EN: "the seal is open, but you had to open it to tell somebody the code. It does not point to a use.",
		},
	},
	{
		ID: "seal-broken", Rows: []int{10}, State: Used, Weight: Fair, Fits: []State{Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealBroken}},
		Text: brand.Text{
			JA: "カードのシールがはがされているか、スクラッチが削られています（{when}）。番号を見た人がいるため、使用済みか、残高を抜き取られた可能性があります。",
			EN: "the seal of the card is peeled or scratched off ({when}). Somebody has read the code, so it may be used, or drained.",
		},
	},
	{
		ID: "seal-tampered", Rows: []int{10}, State: Used, Weight: Fair, Fits: []State{Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealTampered}},
		Text: brand.Text{
			JA: "カードのシールに、貼り直したような跡があります（{when}）。番号を盗み見られ、残高を抜き取られた可能性があります。",
			EN: "the seal of the card shows signs of resealing ({when}). The code may have been copied, and the card drained.",
		},
	},
	{
		ID: "seal-intact", Rows: []int{11}, State: Unused, Weight: Fair, Fits: []State{Replaced, Blocked, Inactive}, Source: srcDrained,
		When: When{Says: []brand.Meaning{brand.SealIntact}},
		Text: brand.Text{
			JA: "カードのシールやスクラッチは無傷です（{when}）。未使用の可能性がありますが、確実ではありません。巧妙な貼り直しや、レジで有効化されていないこともあります。",
			EN: "the seal of the card is intact ({when}). It may well be unused. That is never certain: seals are replaced with skill, and the till may not have activated the card.",
		},
	},
	{
		ID: "till-activated", Rows: []int{11, 16}, State: Unknown, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillActivated}},
		Text: brand.Text{
			JA: "レシートに有効化の記録があります（{when}）。カードは有効になっていますが、その後使われたかどうかは分かりません。",
			EN: "the receipt has a line of activation ({when}). The card was switched on; whether it was used later is not known.",
		},
	},
	{
		ID: "till-invalid", Rows: []int{16}, State: Inactive, Weight: Fair, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillOnly}, Evidence: []brand.Meaning{brand.Invalid}},
		Text: brand.Text{
			JA: "レシートに有効化の記録がなく（{when}）、番号は「無効」と表示されています。レジで有効化されていない可能性があります。",
			EN: "the receipt has no line of activation ({when}), and the code is shown as not valid. The till may never have switched the card on.",
		},
	},
	{
		ID: "till-only", Rows: []int{16}, State: Inactive, Weight: Hint, Fits: []State{Used, Unused, Replaced, Blocked}, Source: srcTill,
		When: When{Says: []brand.Meaning{brand.TillOnly}},
		Text: brand.Text{
			JA: "レシートに有効化の記録がありません（{when}）。レジで有効化されていないことも考えられますが、記録が印字されない店もあります。",
			EN: "the receipt has no line of activation ({when}). The till may not have switched the card on, or its receipts do not say so.",
		},
	},
}

var wordRules = []Rule{
	{
		ID: "said-used-issuer", State: Used, Weight: Fair, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Issuers}},
		Text: brand.Text{
			JA: "発行元が、{card}は使用済みだと答えたとのことです（{when}）。回答を書面やメールでもらえると、より確かになります。",
			EN: "the issuer is reported to have said that {card} is used ({when}). The answer in writing would count for more.",
		},
	},
	{
		ID: "said-used-against", Rows: []int{7}, State: Used, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Givers, Sellers}},
		Text: brand.Text{
			JA: "{who}が、{card}は使用済みだと認めています（{when}）。自分に不利な発言なので、ある程度は信用できます。",
			EN: "{who} admits that {card} is used ({when}). It is said against their own interest, which gives it some weight.",
		},
	},
	{
		ID: "said-used-own", State: Used, Weight: Fair, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUsed}, Owners: []Owner{Mine}, Holds: []Fact{PartedWith}},
		Text: brand.Text{
			JA: "カードを渡したあなた自身が、{card}は使用済みだと述べています（{when}）。自分に不利な発言なので、ある程度は信用できます。",
			EN: "you, who gave the card away, say that {card} is used ({when}). It is said against your own interest, which gives it some weight.",
		},
	},
	{
		ID: "said-used", Rows: []int{17}, State: Used, Weight: Hint, Source: srcBuyBack,
		When: When{Says: []brand.Meaning{brand.SaidUsed}},
		Text: brand.Text{
			JA: "{card}は使用済みだという話があります（話した人：{who}、{when}）。言い分だけでは証拠になりません。どの画面に何と表示されたのかを確かめてください。",
			EN: "it is said, by {who}, that {card} is used ({when}). A word alone is no evidence: ask which message was shown, and when.",
		},
	},
	{
		ID: "said-unused-issuer", State: Unused, Weight: Fair, Fits: []State{Replaced, Blocked, Inactive}, Source: srcNow,
		When: When{Says: []brand.Meaning{brand.SaidUnused}, Owners: []Owner{Issuers}},
		Text: brand.Text{
			JA: "発行元が、{card}は未使用だと答えたとのことです（{when}）。回答を書面やメールでもらえると、より確かになります。",
			EN: "the issuer is reported to have said that {card} is unused ({when}). The answer in writing would count for more.",
		},
	},
	{
		ID: "said-unused", Rows: []int{7, 8}, State: Unused, Weight: Hint, Fits: []State{Replaced, Blocked, Inactive}, Source: srcLogic,
		When: When{Says: []brand.Meaning{brand.SaidUnused}},
		Text: brand.Text{
			JA: "{card}は未使用だという話があります（話した人：{who}、{when}）。言い分だけでは証拠になりません。",
			EN: "it is said, by {who}, that {card} is unused ({when}). A word alone is no evidence.",
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
			JA: "開封通知は届いていません（{when}に確認）。未使用のわずかな手がかりですが、通知が届かない設定や、迷惑メールに入っている場合もあります。",
			EN: "no opening notice has come (looked for on {when}). That is a slight hint of unused: notices can be switched off, or caught as spam.",
		},
	},
}

// lastRule has no condition.
var lastRule = [...]Rule{{
	ID: "nothing", State: Unknown, Source: srcLogic,
	Text: brand.Text{
		JA: "この資料からは、カードが使われたかどうかは分かりません。資料として保管します。",
		EN: "this does not say whether the card was used. It is kept with the case.",
	},
}}
