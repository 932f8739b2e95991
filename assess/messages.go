package assess

import (
	"strconv"

	"github.com/unspent-dev/unspent/brand"
)

// message asks somebody for everything they have that the case lacks, in one
// ready text. It is empty for the asker, and for the issuer, who has a form.
func (s situation) message(to Owner, gaps []gap, values slots) brand.Text {
	var frame brand.Text
	switch to {
	case Givers:
		frame = friendly()
	case Sellers:
		frame = firm()
	case Buyers:
		frame = plainly()
	case Mine, Shops, Issuers, NoOwner:
		return brand.Text{}
	}
	var steps brand.Text
	n := 0
	for _, g := range gaps {
		if g.owner != to || g.step == (brand.Text{}) {
			continue
		}
		n++
		number := strconv.Itoa(n) + ". "
		if n > 1 {
			steps.JA, steps.EN = steps.JA+"\n", steps.EN+"\n"
		}
		steps.JA += number + g.step.JA
		steps.EN += number + g.step.EN
	}
	values["steps"] = steps
	values["due"] = brand.Text{JA: "できるだけ早く", EN: "as soon as you can"}
	if open := s.open(); !open.IsZero() {
		at := brand.TimeText(open)
		values["due"] = brand.Text{JA: at.JA + "までに", EN: "by " + at.EN}
	}
	return values.fill(frame)
}

// How pictures are taken so that they show the whole way, and are not old ones.
const (
	picturesJA = "・画像は、メニューを開くところから目的の画面まで、順番にすべて撮ってください。日時が見えるようにお願いします。\n" +
		"・パソコンをお使いなら、ページを保存したファイル（HTML）も添えてください。\n" +
		"・前に撮った画像ではないと分かるように、「{challenge}」と書いた紙を画面の横に置いて一緒に写すか、画面に「{challenge}」と表示して撮ってください。\n" +
		"・ギフトカードの番号（コード）は、写さず、書かず、送らないでください。見えるところは隠し、下4桁だけが見えるようにしてください。\n"
	picturesEN = "- Please take pictures of the whole way, from the menu to the last screen, in order, with date and time in view.\n" +
		"- If you use a computer, please add the pages themselves, saved as files (HTML).\n" +
		"- So that they cannot be older ones, put a sheet of paper with “{challenge}” beside the screen, or show “{challenge}” on it.\n" +
		"- Please never show, write or send the code itself. Cover it; only its last four may be seen.\n"
)

// friendly is to somebody who gave a present.
func friendly() brand.Text {
	return brand.Text{
		JA: "{brand}を贈ってくださって、ありがとうございます。このカードがいまどういう状態かを、念のため確かめておきたいと思っています。お手数ですが、次のものを見て、画像を送っていただけないでしょうか。\n\n" +
			"カード：{brand}\n金額：{amount}\n番号の下4桁：{last4}\n\n{steps}\n\n" + picturesJA +
			"\n番号の行き違いや、知らないうちに第三者に使われることもあるそうなので、お願いする次第です。贈ってくださったお気持ちは、とてもうれしく思っています。どうぞよろしくお願いいたします。",
		EN: "Thank you so much for the {brand}. To be safe, I would like to know what state it is in now. Could you please have a look at the " +
			"following, and send me pictures?\n\n" +
			"Card: {brand}\nAmount: {amount}\nLast four: {last4}\n\n{steps}\n\n" + picturesEN +
			"\nCodes do get mixed up, or used by strangers, that is why I ask. I am very happy about your present. Thank you!",
	}
}

// firm is to a business or a marketplace seller.
func firm() brand.Text {
	return brand.Text{
		JA: "〔取引番号〕の{brand}について、確認のお願いです。カードの状態を確かめたく、次の資料を{due}お送りください。\n\n" +
			"カード：{brand}\n金額：{amount}\n番号の下4桁：{last4}\n受け取った日時：{got}\n\n{steps}\n\n" + picturesJA +
			"\nこのお取引で申し立てができるのは{open}までです。\n資料を確認できるまで、受け取りの完了や評価は控えます。確認できない場合は、取引の窓口に申し出ます。\n" +
			"確認でき次第、速やかに手続きを進めます。よろしくお願いいたします。\n\n〔お名前〕",
		EN: "This is about the {brand} of deal [number]. I would like to make sure of its state. Please send me the following {due}.\n\n" +
			"Card: {brand}\nAmount: {amount}\nLast four: {last4}\nReceived: {got}\n\n{steps}\n\n" + picturesEN +
			"\nComplaints about this deal are heard until {open}.\nUntil I have seen this I will not confirm or rate the deal, and if I cannot check " +
			"it I will turn to the marketplace.\n" +
			"Once it is settled I will complete the deal at once. Thank you.\n\n[your name]",
	}
}

// plainly is to a buyer who says that a card was used.
func plainly() brand.Text {
	return brand.Text{
		JA: "お渡しした{brand}が使用済みだったとのご連絡について、事実を確かめたく、次のものをお送りください。\n\n" +
			"カード：{brand}\n金額：{amount}\n番号の下4桁：{last4}\nお渡しした日時：{handedover}\n\n{steps}\n\n" + picturesJA +
			"\n「無効」「登録済み」「停止」は、それぞれ意味が異なります。表示されたとおりにお知らせください。拝見したうえで、誠実に対応いたします。\n\n〔お名前〕",
		EN: "You told me that the {brand} which I handed over was used. To establish the facts, please send me the following.\n\n" +
			"Card: {brand}\nAmount: {amount}\nLast four: {last4}\nHanded over: {handedover}\n\n{steps}\n\n" + picturesEN +
			"\n“Invalid”, “already redeemed” and “blocked” mean different things, so please give the exact words. I will answer in good faith once I " +
			"have seen them.\n\n[your name]",
	}
}
