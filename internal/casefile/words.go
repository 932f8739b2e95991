package casefile

import (
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
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
	brand.SealIntact:       {JA: "番号の目隠しがそのまま", EN: "the cover of the code is intact"},
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

var stateWords = map[assess.State]brand.Text{
	assess.Used:     {JA: "使用済み", EN: "used"},
	assess.Unused:   {JA: "未使用", EN: "unused"},
	assess.Replaced: {JA: "番号が新しくなっている（この番号は無効）", EN: "replaced by a new code"},
	assess.Blocked:  {JA: "停止されている", EN: "blocked"},
	assess.Inactive: {JA: "有効化されていない", EN: "not activated"},
	assess.Unknown:  {JA: "判断できない", EN: "cannot tell"},
}

var sureWords = map[assess.Confidence]brand.Text{
	assess.Proven:   {JA: "証明済み", EN: "proven"},
	assess.Likely:   {JA: "可能性が高い", EN: "likely"},
	assess.Possible: {JA: "可能性がある", EN: "possible"},
}

var gradeWords = map[assess.Grade]brand.Text{
	assess.Verified:     {JA: "署名を確認", EN: "signature verified"},
	assess.Unverified:   {JA: "未確認", EN: "not verified"},
	assess.Contradicted: {JA: "本物ではない", EN: "not genuine"},
}

var weightWords = map[assess.Weight]brand.Text{
	assess.None:   {JA: "数えない", EN: "does not count"},
	assess.Hint:   {JA: "手がかり", EN: "hint"},
	assess.Fair:   {JA: "中くらい", EN: "fair"},
	assess.Strong: {JA: "強い", EN: "strong"},
	assess.Proof:  {JA: "証拠になる", EN: "proof"},
}

var ownerWords = map[assess.Owner]brand.Text{
	assess.Mine:    {JA: "本人", EN: "own"},
	assess.Givers:  {JA: "贈り主", EN: "giver"},
	assess.Sellers: {JA: "売り主", EN: "seller"},
	assess.Buyers:  {JA: "買い主", EN: "buyer"},
	assess.Shops:   {JA: "店", EN: "shop"},
	assess.Issuers: {JA: "発行者", EN: "issuer"},
	assess.NoOwner: {JA: "不明", EN: "not told"},
}

// weightIDs are the weights as other programs read them.
var weightIDs = map[assess.Weight]string{
	assess.None: "none", assess.Hint: "hint", assess.Fair: "fair", assess.Strong: "strong", assess.Proof: "proof",
}

// StateText and the others say a word of a verdict in both languages.
func StateText(s assess.State) brand.Text { return stateWords[s] }

// ConfidenceText says how sure a verdict is; nothing for an unknown state.
func ConfidenceText(c assess.Confidence) brand.Text { return sureWords[c] }

// GradeText says how far evidence is what it seems to be.
func GradeText(g assess.Grade) brand.Text { return gradeWords[g] }

// SaysText says what a piece of evidence says.
func SaysText(m brand.Meaning) brand.Text { return says[m] }

// In returns the text in a language: "en", or Japanese.
func In(language string, t brand.Text) string {
	if language == "en" {
		return t.EN
	}
	return t.JA
}
