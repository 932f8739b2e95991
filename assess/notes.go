package assess

import (
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// noted is what a note means for the weight: evidence with it never weighs more
// than most.
type noted struct {
	id     NoteID
	most   Weight
	unused bool // holds for findings of unused only
	text   brand.Text
}

// notes is the table of what importers notice. Proof takes nothing off.
var notes = [...]noted{
	{SignatureGood, Proof, false, brand.Text{
		JA: "電子署名（DKIM）を確認できました。差出人と内容は送信時のままです。",
		EN: "The signature (DKIM) is good: the sender and the text are as they were sent."}},
	{SignatureMissing, Fair, false, brand.Text{
		JA: "メールに電子署名（DKIM）がありません。誰でも同じものを作れます。",
		EN: "The mail has no signature (DKIM): anybody could have made it."}},
	{SignatureLost, Fair, false, brand.Text{
		JA: "Outlookの形式（.msg）で保存されたため、電子署名（DKIM）を確かめられなくなっています。Outlook on the webで .eml としてダウンロードするか、添付ファイルとして転送すると、署名が残ります。",
		EN: "It was saved in Outlook's own form (.msg), which has lost its signature (DKIM). Downloaded as .eml in Outlook on the web, or " +
			"forwarded as an attachment, it keeps it."}},
	{SignatureBroken, Hint, false, brand.Text{
		JA: "電子署名（DKIM）が、いまのメールと合いません。署名されたあとで、内容の一部が変わっています。転送や保存の途中で変わることもあります。",
		EN: "The signature (DKIM) does not fit the mail as it is: something was changed after it was signed, be it on the way or when it was saved."}},
	{SignatureExpired, Strong, false, brand.Text{
		JA: "電子署名（DKIM）の有効期限が過ぎています。偽物という意味ではありませんが、確かな証拠にはなりません。",
		EN: "The signature (DKIM) is past its own validity. That does not make the mail false, but it is no proof."}},
	{SignatureNoKey, Fair, false, brand.Text{
		JA: "電子署名（DKIM）を確かめる鍵が手に入りませんでした。署名がないのと同じ扱いになります。",
		EN: "The key to check the signature (DKIM) could not be had: that is as if there were none."}},
	{SignatureForeign, Hint, false, brand.Text{
		JA: "電子署名（DKIM）は差出人とは別のドメインのもので、差出人が送ったことの裏づけになりません。そのため、署名が正しいかどうかは調べていません。",
		EN: "The signature (DKIM) is of another domain and does not speak for the sender; whether it is valid was not looked at."}},
	{SignatureShort, Fair, false, brand.Text{
		JA: "電子署名（DKIM）が本文の一部しか守っていません。続きは後から書き足せます。",
		EN: "The signature (DKIM) covers only a part of the text: the rest may have been added."}},
	{SignatureWeak, Fair, false, brand.Text{
		JA: "電子署名（DKIM）の方式か鍵が古く、もう信頼できません。",
		EN: "The signature (DKIM) uses an algorithm or a key that no longer counts."}},
	{SenderUnknown, Hint, false, brand.Text{
		JA: "差出人のアドレスが、発行者がこの種類のメールに使うものと違います。",
		EN: "The sender's address is not one that the issuer sends this mail from."}},
	{SenderStaff, Hint, false, brand.Text{
		JA: "発行者のドメインから送られていますが、自動通知の差出人ではありません。社員などの個人のメールと考えられます。",
		EN: "It comes from the issuer's domain, but not from one of its automatic senders: it seems to be a person's mail."}},
	{HeadersDoubled, Hint, false, brand.Text{
		JA: "一つしかないはずのヘッダーが重なっています。後から書き足された疑いがあります。",
		EN: "A header that must stand once stands twice: it may have been added later."}},
	{HeadersUnsigned, Strong, false, brand.Text{
		JA: "読み取りに使うヘッダーが、電子署名（DKIM）で守られていません。",
		EN: "A header that the reading depends on is not covered by the signature (DKIM)."}},
	{MailReplayed, Fair, false, brand.Text{
		JA: "同じメールが、別のカードの資料としても出されています。",
		EN: "The same mail was also brought for another card."}},
	{MailForwarded, Fair, false, brand.Text{
		JA: "本文として転送されているため、元の電子署名（DKIM）が失われています。添付ファイルとして転送してもらってください。",
		EN: "It was forwarded within the text, and lost its signature (DKIM). Have it forwarded as an attachment."}},
	{MailToOther, Hint, false, brand.Text{
		JA: "メールの宛先が、伺っている内容と違います。",
		EN: "It is addressed to somebody else than the case says."}},
	{TemplateUnknown, Fair, false, brand.Text{
		JA: "文面が、この発行者のものとして知られている形と違います。",
		EN: "Its text is not one that is known of this issuer."}},
	{MessageChosen, Strong, false, brand.Text{
		JA: "文章そのものは読み取れず、意味がいちばん近いものとして選ばれた内容です。選んだ人の申し出として扱います。",
		EN: "The message itself could not be read. This is what was chosen as most like it, and counts as said by who chose it."}},
	{PageEditable, Strong, false, brand.Text{
		JA: "保存したページや貼り付けた文章は、誰でも書き換えられます。",
		EN: "A saved page or a pasted text can be edited by anybody."}},
	{PageNotUnderstood, Hint, false, brand.Text{
		JA: "ページの内容を読み取れませんでした。",
		EN: "The page could not be read."}},
	{PictureOnly, Fair, false, brand.Text{
		JA: "画像だけでは証拠になりません。加工や使い回しができるためです。",
		EN: "A picture proves nothing by itself: it can be edited, or be of another day."}},
	{PictureStale, Hint, false, brand.Text{
		JA: "画像が、今回の依頼より前に撮られたものか、別の日のものです。",
		EN: "The picture was taken before it was asked for, or on another day."}},
	{PictureFormat, Hint, false, brand.Text{
		JA: "この形式の画像は読み取れません。スクリーンショットを撮るか、JPEGかPNGで保存し直して出してください。iPhoneの写真は、共有の「オプション」で「互換性優先」を選ぶとJPEGになります。",
		EN: "A picture of this format is not read here. Take a screenshot, or save it as JPEG or PNG. A photo of an iPhone becomes JPEG if you " +
			"share it with “Most Compatible” under Options."}},
	{PicturesUnread, Proof, false, brand.Text{
		JA: "ここでは画像の文字を読み取れません。画像に書かれている日付・番号の下4桁・金額などを入力してください。読み取れるようにするには、tesseract-ocr と tesseract-ocr-jpn をインストールしてください。",
		EN: "Pictures are not read here. Type in what the picture shows, such as the date, the last four and the amount. To have pictures read, " +
			"install tesseract-ocr and tesseract-ocr-jpn."}},
	{ReadingOpen, Hint, false, brand.Text{
		JA: "画像から読み取った内容で、正しいかどうかをまだ誰も確かめていません。",
		EN: "It was read in a picture, and nobody has confirmed yet that it was read right."}},
	{ReadFromPicture, Strong, false, brand.Text{
		JA: "画像から読み取り、確認してもらった内容です。画像は誰でも加工できます。",
		EN: "It was read in a picture and confirmed. Anybody can edit a picture."}},
	{ReadingCorrected, Fair, false, brand.Text{
		JA: "画像から読み取れた内容とは違う内容が入力されました。入力した人の申し出として扱います。",
		EN: "Something else was typed in than was read in the picture: it counts as said by who typed it."}},
	{ChallengeShown, Proof, false, brand.Text{
		JA: "お願いした合い言葉が入っています。お願いした後に撮られたものと考えられます。",
		EN: "The word that was asked for is in it: it seems to be taken after it was asked for."}},
	{ChallengeMissing, Fair, true, brand.Text{
		JA: "お願いした合い言葉が画像に見当たりません。前から持っていた画像かもしれません。",
		EN: "The word that was asked for is not found in the picture: it may be an old one."}},
	{ClockShown, Proof, false, brand.Text{
		JA: "画像にスマートフォンの時計が写っています。",
		EN: "The picture shows the clock of the phone."}},
	{PictureSeenBefore, Hint, false, brand.Text{
		JA: "同じ、またはほとんど同じ画像が、別の相談でも出されています。",
		EN: "The same picture, or nearly the same, was brought for another case."}},
	{CardNotTold, Hint, false, brand.Text{
		JA: "カードの情報（番号の下4桁など）が足りず、ページの中から探せませんでした。",
		EN: "Too little is told of the card, such as its last four, to find it in the page."}},
	{KindDiffers, Strong, false, brand.Text{
		JA: "伺っている種類とは別の資料のようです。",
		EN: "It reads as something else than it is said to be."}},
	{ResendOffered, Proof, false, brand.Text{
		JA: "注文ページに「再送」のボタンがあります。購入した人は、いつでも新しい番号を発行できます。",
		EN: "The order page has a button to send the card again: who bought it can have a new code at any time."}},
	{ResendMissing, Fair, true, brand.Text{
		JA: "注文ページに「再送」のボタンがありません。登録済みのカードではこのボタンが消えるといわれています。",
		EN: "The order page has no button to send the card again. The button is said to go when a card is redeemed."}},
	{CodeRedacted, Proof, false, brand.Text{
		JA: "番号の全体が書かれていたので、下4桁だけを残しました。",
		EN: "A whole code stood in it, and was cut to its last four."}},
	{OwnCode, Proof, false, brand.Text{
		JA: "unspentで発行されたカードの番号です。このカードが使われたかどうかは、発行者の「確認」のページでその場で確かめられます。",
		EN: "It is the code of a card that unspent issues. Whether that card is used, its issuer's page “Check” tells at once."}},
	{ReadByStructure, Fair, false, brand.Text{
		JA: "この発行者のものとして知られている文面ではないため、日付・金額・番号の並びと、言葉の一般的な意味から読み取りました。",
		EN: "Its words are not known of this issuer: it was read by its day, amount and number, and by what the words mean in general."}},
	{LookAlike, Hint, false, brand.Text{
		JA: "番号の下4桁が、見分けにくい文字だけ違う登録があります。カードの番号をもう一度ご確認ください。このカードの登録ではないとも、このカードの登録だとも言えません。",
		EN: "An entry differs from the card only by a symbol that looks alike. Check the card's number again: the entry may be of this card, or of another."}},
	{MorePages, Fair, false, brand.Text{
		JA: "この利用履歴には続きのページがあります。カードを手に入れた日より前の日付が出るまで、次のページも開いて保存してください。",
		EN: "This usage history goes on, on other pages. Open and save those too, up to a date before the day on which the card was got."}},
	{HistoryShort, Fair, false, brand.Text{
		JA: "この利用履歴は、カードを手に入れた日までさかのぼっていません。それより前の日付が出るまで表示を広げて、保存し直してください。",
		EN: "This usage history does not reach back to the day on which the card was got. Show more of it, up to an earlier date, and save it again."}},
	{GotNotTold, Proof, false, brand.Text{
		JA: "カードを手に入れた日を伺っていないため、この利用履歴がその日までさかのぼっているかどうかは確かめていません。",
		EN: "The day on which the card was got is not told, so whether this usage history reaches back to it was not checked."}},
	{RowsUnread, Fair, false, brand.Text{
		JA: "この利用履歴には、読み取れなかった行があります。その行がこのカードのものかどうかを、画面でご確認ください。",
		EN: "This usage history has rows that could not be read. Look at them on the page: one may be of this card."}},
	{StatesSeveral, Proof, false, brand.Text{
		JA: "注文ページに、このカードの状態がいくつか表示されています。いちばん新しい状態で判断しています。",
		EN: "The order page shows several states of this card. The latest of them counts."}},
	{MailTold, Hint, false, brand.Text{
		JA: "メールの文面だけで、メールそのものではありません。誰がいつ送ったかを確かめられません。元のメールを「添付ファイルとして転送」するか、パソコンで「メッセージのソースを表示」から .eml を保存して、お持ちください。",
		EN: "This is only the text of a mail, not the mail: who sent it, and when, cannot be checked. Bring the mail itself: forward it as an " +
			"attachment, or save it as .eml on a computer (Show original, Download)."}},
	{ChatTold, Hint, false, brand.Text{
		JA: "チャットの中の文章で、元のメールや画面ではありません。元のものをお持ちください。",
		EN: "This is quoted in a chat; it is not the mail or the page itself. Bring that."}},
	{PaymentOnly, Hint, false, brand.Text{
		JA: "銀行やクレジットカードの明細で、支払いがあったことだけを示しています。カードが有効になったか、登録されたかは分かりません。",
		EN: "This is a statement of a bank or a credit card: it shows a payment and no more. Whether the card was activated or redeemed it does not say."}},
	{EncodingSure, Proof, false, brand.Text{
		JA: "文字の符号化方式（Content-Transfer-Encoding）は電子署名（DKIM）で守られていませんが、署名されたデータは一通りにしか読めないため、内容は変わりません。",
		EN: "How the text is encoded (Content-Transfer-Encoding) is not covered by the signature (DKIM), but the signed bytes can be read in one " +
			"way only, so that nothing is lost."}},
	{EncodingUnsigned, Strong, false, brand.Text{
		JA: "文字の符号化方式（Content-Transfer-Encoding）が電子署名（DKIM）で守られていません。差出人・宛先・日時・件名と本文のデータは送信時のままですが、別の方式で読むと本文の内容が変わるおそれがあります。",
		EN: "How the text is encoded (Content-Transfer-Encoding) is not covered by the signature (DKIM). Sender, recipient, date, subject and the " +
			"bytes of the text are as they were sent, but read in another encoding those bytes might say something else."}},
	{SignatureUnknown, Fair, false, brand.Text{
		JA: "電子署名（DKIM）の方式が分からないため、署名が正しいかどうかは誰も確かめていません。署名がないのと同じ扱いになります。",
		EN: "The signature (DKIM) is of an algorithm or a form that is not known here, so nobody has checked it: that is as if there were none."}},
	{RowsDoNotAddUp, Strong, false, brand.Text{
		JA: "残高の計算が合わない行があります。途中の行が抜けているか、書き換えられています。",
		EN: "The running balances do not add up: rows are missing in between, or something was altered."}},
	{Truncated, Fair, false, brand.Text{
		JA: "大きすぎるため、一部しか読み取っていません。",
		EN: "It is too large: only a part was read."}},
}

// NoteText returns the sentence of a note. A note that is not known has none.
func NoteText(n Note) brand.Text {
	about, ok := note(n.ID)
	if !ok {
		return brand.Text{}
	}
	detail := brand.Text{JA: n.Detail, EN: n.Detail}
	switch n.ID {
	case ReadingOpen, ReadingCorrected, KindDiffers:
		detail = inWords(n.Detail)
	default:
	}
	if d := plain(detail.JA, mostDetail); d != "" {
		about.text.JA += "（" + d + "）"
	}
	if d := plain(detail.EN, mostDetail); d != "" {
		about.text.EN += " (" + d + ")"
	}
	return about.text
}

// inWords writes the fields and the kinds that a note names, each with what was
// read of it, for people.
func inWords(detail string) brand.Text {
	var ja, en []string
	for part := range strings.SplitSeq(detail, ", ") {
		name, was, _ := strings.Cut(part, ": ")
		word, ok := fieldWords[name]
		switch {
		case !ok:
			word = brand.Text{JA: part, EN: part}
		case was != "" && name != "state" && name != "kind": // whose values are ids
			word = brand.Text{JA: word.JA + "：" + was, EN: word.EN + ": " + was}
		}
		ja, en = append(ja, word.JA), append(en, word.EN)
	}
	return brand.Text{JA: strings.Join(ja, "、"), EN: strings.Join(en, ", ")}
}

// FieldWord returns what a field of a reading, or a kind of evidence, is called.
func FieldWord(name string) (brand.Text, bool) {
	word, ok := fieldWords[name]
	return word, ok
}

var fieldWords = map[string]brand.Text{
	"kind":      {JA: "画面の種類", EN: "what it is"},
	"state":     {JA: "書いてあること", EN: "what it says"},
	"message":   {JA: "メッセージ", EN: "message"},
	"date":      {JA: "日付", EN: "date"},
	"last4":     {JA: "番号の下4桁", EN: "last four"},
	"serial":    {JA: "シリアル番号", EN: "serial number"},
	"amount":    {JA: "金額", EN: "amount"},
	"order":     {JA: "注文番号", EN: "order number"},
	"recipient": {JA: "届け先", EN: "sent to"},
	"clock":     {JA: "画面の時計", EN: "the phone's clock"},
	"challenge": {JA: "合い言葉", EN: "fresh word"},

	string(Mail):      {JA: "メール", EN: "mail"},
	string(History):   {JA: "利用履歴", EN: "usage history"},
	string(OrderPage): {JA: "注文ページ", EN: "order page"},
	string(Till):      {JA: "レシート", EN: "receipt"},
	string(Balance):   {JA: "残高の画面", EN: "balance page"},
}

// onlyPart reports whether a note says that not all was read that there is.
func (n Note) onlyPart() bool {
	switch n.ID {
	case Truncated, MorePages, HistoryShort, RowsUnread, RowsDoNotAddUp:
		return true
	default:
		return false
	}
}

// ofSignature reports whether a note is about one of a mail's signatures.
func (n noted) ofSignature() bool { return strings.HasPrefix(string(n.id), "signature_") }

func note(id NoteID) (noted, bool) {
	for _, n := range notes {
		if n.id == id {
			return n, true
		}
	}
	return noted{}, false
}
