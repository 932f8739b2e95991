package casefile

import (
	"cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// says are what evidence says of a card, in the words of a report.
var says = map[brand.Meaning]brand.Text{
	brand.MailOpened:       {JA: "開封通知（受取人が登録したという知らせ）", EN: "opening notice: the recipient has claimed the card"},
	brand.MailDelivered:    {JA: "ギフトカードが届いたメール", EN: "the card was sent by mail"},
	brand.MailSent:         {JA: "受取人に送信したという、買った人へのメール", EN: "mail to the buyer: the card was sent off"},
	brand.MailOrdered:      {JA: "購入の確認メール", EN: "the purchase was confirmed"},
	brand.MailResent:       {JA: "再送のメール（古い番号は使えなくなる）", EN: "sent again under a new code; the old one is dead"},
	brand.MailRefunded:     {JA: "取り消しまたは返金のメール", EN: "the purchase was cancelled or paid back"},
	brand.MailOther:        {JA: "発行者のほかのメール", EN: "another mail of the issuer"},
	brand.RowClaimed:       {JA: "利用履歴に登録の記録がある", EN: "the history has a claim of the card"},
	brand.RowSpent:         {JA: "利用履歴に買い物での利用の記録がある（どのカードかは分からない）", EN: "the history has a payment, which says nothing of a card"},
	brand.RowReloaded:      {JA: "利用履歴にチャージがある", EN: "the history has a direct top-up"},
	brand.RowReversed:      {JA: "利用履歴に登録の取り消しがある", EN: "the history shows that a claim was taken back"},
	brand.RowAbsent:        {JA: "利用履歴にこのカードの記録がない", EN: "the history has no row for the card"},
	brand.OrderSent:        {JA: "注文の画面では、まだ登録されていない", EN: "the order page says not yet redeemed"},
	brand.OrderRedeemed:    {JA: "注文の画面では、登録済み", EN: "the order page says redeemed"},
	brand.OrderResent:      {JA: "注文の画面では、再送済み", EN: "the order page says sent again"},
	brand.OrderCancelled:   {JA: "注文の画面では、キャンセルまたは返金", EN: "the order page says cancelled or refunded"},
	brand.RedeemedNow:      {JA: "登録できたという表示", EN: "message: it was added just now"},
	brand.AlreadyHere:      {JA: "このアカウントに登録済みという表示", EN: "message: already in this account"},
	brand.AlreadyElsewhere: {JA: "別のアカウントに登録済みという表示", EN: "message: already in another account"},
	brand.AlreadyRedeemed:  {JA: "すでに使われているという表示", EN: "message: already redeemed"},
	brand.Invalid:          {JA: "番号が無効という表示（使用済みという意味ではない）", EN: "message: invalid, which does not mean used"},
	brand.Blocked:          {JA: "発行者が停止しているという表示", EN: "message: blocked by the issuer"},
	brand.NotActivated:     {JA: "有効化されていないという表示", EN: "message: not activated"},
	brand.CheckFailed:      {JA: "確認そのものができなかったという表示", EN: "message: the check itself failed"},
	brand.Expired:          {JA: "有効期限が切れているという表示", EN: "message: past its end of validity"},
	brand.OtherRegion:      {JA: "国や地域が違うという表示", EN: "message: of another country or region"},
	brand.Unclear:          {JA: "原因がいくつも挙げられている表示（使用済みという意味ではない）", EN: "message: it names several causes, which does not mean used"},
	brand.BalanceFull:      {JA: "発行者の残高照会で全額ある", EN: "the issuer's look-up shows the full balance"},
	brand.BalancePart:      {JA: "発行者の残高照会で一部だけ残っている", EN: "the issuer's look-up shows a part of the balance"},
	brand.BalanceZero:      {JA: "発行者の残高照会で残高がない", EN: "the issuer's look-up shows no balance"},
	brand.SealIntact:       {JA: "番号を隠すシールやスクラッチはそのまま", EN: "the cover of the code is intact"},
	brand.SealBroken:       {JA: "番号の目隠しがはがされている、または削られている", EN: "the cover of the code is peeled or scratched off"},
	brand.SealTampered:     {JA: "番号の目隠しを貼り直した跡がある", EN: "the cover of the code shows signs of resealing"},
	brand.TillActivated:    {JA: "レシートに有効化の記載がある", EN: "the receipt has an activation line"},
	brand.TillOnly:         {JA: "レシートに有効化の記載がない", EN: "the receipt has no activation line"},
	brand.SaidUnused:       {JA: "未使用だという話", EN: "somebody says that it is unused"},
	brand.SaidUsed:         {JA: "使用済みだという話", EN: "somebody says that it is used"},
	brand.NoNotice:         {JA: "開封通知は届いていないという話", EN: "no opening notice has come"},
	brand.BookUnspent:      {JA: "発行者の台帳で未使用", EN: "the issuer's book: unspent"},
	brand.BookSpent:        {JA: "発行者の台帳で使用済み", EN: "the issuer's book: used"},
	brand.BookReplaced:     {JA: "発行者の台帳で番号が新しくなっている", EN: "the issuer's book: it has a new code"},
	brand.BookFrozen:       {JA: "発行者の台帳で停止または取り消し", EN: "the issuer's book: stopped or taken back"},
	brand.BookInactive:     {JA: "発行者の台帳で有効化前", EN: "the issuer's book: not activated"},
	brand.BookExpired:      {JA: "発行者の台帳で有効期限切れ", EN: "the issuer's book: expired"},
	brand.NothingToTell:    {JA: "保存したが、カードの状態は読み取れない", EN: "kept, but it says nothing of the card"},
}

// weightIDs are the weights as other programs read them.
var weightIDs = map[assess.Weight]string{
	assess.None: "none", assess.Hint: "hint", assess.Fair: "fair", assess.Strong: "strong", assess.Proof: "proof",
}

// StateText and the others say a word of a verdict in both languages.
func StateText(s assess.State) brand.Text { return texts.Both("verdict." + string(s)) }

// VerdictText is the word of a verdict to whoever asks: what is used in their own
// account is theirs.
func VerdictText(s assess.State, own bool) brand.Text {
	if own {
		return texts.Both("verdict.own")
	}
	return StateText(s)
}

// ConfidenceText says how sure a verdict is; nothing for an unknown state.
func ConfidenceText(c assess.Confidence) brand.Text {
	if c == "" {
		return brand.Text{}
	}
	return texts.Both("sure." + string(c))
}

// GradeText says how far evidence is what it seems to be.
func GradeText(g assess.Grade) brand.Text { return texts.Both("grade." + string(g)) }

// WeightText says how much a finding counts.
func WeightText(w assess.Weight) brand.Text { return texts.Both("weight." + weightIDs[w]) }

// OwnerText says whose evidence is.
func OwnerText(o assess.Owner) brand.Text { return texts.Both("saidby." + cmp.Or(string(o), "nobody")) }

// SaysText says what a piece of evidence says.
func SaysText(m brand.Meaning) brand.Text { return says[m] }

// In returns the text in a language: "en", or Japanese.
func In(language string, t brand.Text) string {
	if language == "en" {
		return t.EN
	}
	return t.JA
}
