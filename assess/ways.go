package assess

import (
	"slices"

	"github.com/unspent-dev/unspent/brand"
)

// A way is how to do a thing with any brand: what is the same everywhere, and
// how it ends on a phone and on a computer.
type way struct{ steps, phone, computer []brand.Text }

// generic returns the steps for a thing where the brand's profile has none.
func generic(t brand.Task, device Device) []brand.Text {
	w := ways[t]
	if device == Computer {
		return slices.Concat(w.steps, w.computer)
	}
	return slices.Concat(w.steps, w.phone)
}

// ways has every task of an ask or a remedy: those of the brands, and those that
// no brand knows better.
var ways = map[brand.Task]way{
	brand.ToHistory: {
		steps: []brand.Text{
			{JA: "このカードの発行者のアプリか公式サイトを開き、ご自分のアカウントでログインします。",
				EN: "open the issuer's app or official site, and sign in to your own account."},
			{JA: "アカウントのメニューから、「残高」「利用履歴」「購入履歴」にあたる画面を開きます。",
				EN: "in the account menu open what is called balance, activity, or purchase history."},
			{JA: "カードを手に入れた日より前の日付が出るまで、「次へ」や「もっと見る」で表示します。",
				EN: "press “next” or “show more” until dates before the day on which you got the card are shown."},
		},
		phone: []brand.Text{
			{JA: "日付、内容、金額、番号の下4桁が読めるように、上から順に少しずつ重ねてスクリーンショットを撮ります。",
				EN: "take screenshots from top to bottom, overlapping a little, so that dates, words, amounts and last four can be read."},
		},
		computer: []brand.Text{
			{JA: "ページを「名前を付けて保存」で、ウェブページ（HTML）として保存します。",
				EN: "save the page with your browser as a web page (HTML)."},
		},
	},
	brand.ToOrderPage: {
		steps: []brand.Text{
			{JA: "カードを購入したアカウントで、発行者のアプリか公式サイトにログインします。",
				EN: "sign in to the issuer's app or site with the account that bought the card."},
			{JA: "注文履歴から、このカードの注文を開きます。",
				EN: "open the order of this card in the list of orders."},
		},
		phone: []brand.Text{
			{JA: "カードの状態（発送済み、登録済みなど）、金額、届け先が読めるように、スクリーンショットを撮ります。",
				EN: "take a screenshot in which the state of the card (sent, redeemed), the amount and the address can be read."},
		},
		computer: []brand.Text{
			{JA: "状態が表示されたページを「名前を付けて保存」で、ウェブページ（HTML）として保存します。",
				EN: "save the page that shows the state with your browser as a web page (HTML)."},
		},
	},
	brand.ToSaveMail: {
		steps: []brand.Text{
			{JA: "メールを「ギフト」「登録されました」「開封」「再送」などの言葉で検索します。迷惑メールのフォルダーも見ます。",
				EN: "search your mail for “gift”, “redeemed”, “claimed” or “sent again”; look in the spam folder too."},
		},
		phone: []brand.Text{
			{JA: "見つかったら、そのメールを「添付ファイルとして転送」で、ご自分のパソコンのアドレスに送ります。できないときは、差出人と本文が見えるようにスクリーンショットを撮ります。",
				EN: "if there is one, forward it as an attachment to an address that you can read on a computer; if that cannot be done, take a " +
					"screenshot that shows the sender and the text."},
			{JA: "なければ、探したことと日付を加えます。",
				EN: "if there is none, add that you looked, and when."},
		},
		computer: []brand.Text{
			{JA: "見つかったら、メールソフトの「名前を付けて保存」や「メッセージのソースをダウンロード」で、.eml のまま保存します。",
				EN: "if there is one, save it in its original form (.eml), by “save as” or “download message”."},
			{JA: "なければ、探したことと日付を加えます。",
				EN: "if there is none, add that you looked, and when."},
		},
	},
	brand.ToMessage: {
		steps: []brand.Text{
			{JA: "登録を試したときの画面の画像、または控えを探します。いまから試す必要はありません。",
				EN: "find the picture or the note of what was shown when you tried. There is no need to try now."},
			{JA: "表示された文章を、一字一句そのまま書き写します。エラー番号があれば、それも書きます。",
				EN: "copy the words exactly as they stood, with the error number if there was one."},
		},
	},
	brand.ToBalance: {
		steps: []brand.Text{
			{JA: "発行者の公式の照会を開きます。{lookup|アドレスは、カードの裏面か届いたメールに書かれています。}",
				EN: "open the issuer's own look-up. {lookup|Its address stands on the back of the card or in the mail.}"},
			{JA: "用意するもの：{needs}",
				EN: "you need: {needs}"},
		},
		phone: []brand.Text{
			{JA: "残高と日時が見えるように、スクリーンショットを撮ります。番号は隠します。",
				EN: "take a screenshot with the balance, date and time in view. Cover the number."},
		},
		computer: []brand.Text{
			{JA: "残高と日時が表示された画面を保存します。番号は隠します。",
				EN: "save the screen with the balance, date and time. Cover the number."},
		},
	},
	brand.ToRedeem: {
		steps: []brand.Text{
			{JA: "発行者の公式アプリか公式サイトを開き、ご自分のアカウントでログインします。検索の広告や、送られてきたリンクからは開かないでください。",
				EN: "open the issuer's official app or site and sign in to your own account. Do not get there by an advertisement or a link that was sent to you."},
			{JA: "「ギフトカードを登録」「コードを使う」にあたる画面で、番号を入力します。",
				EN: "enter the code where it says redeem, or add a gift card."},
			{JA: "表示されたメッセージを、日時が見えるように画面ごと残します。",
				EN: "keep the whole screen with the message, date and time in view."},
		},
	},
	brand.ToContact: {
		steps: []brand.Text{
			{JA: "{deskhow|カードの裏面や届いたメールに書かれた、発行者の正式な窓口に連絡します。}",
				EN: "{deskhow|Contact the issuer's official support, as named on the card or in its mail.}"},
			{JA: "手元に用意するもの：{deskneeds|カードの管理番号（シリアル番号）、レシートか注文番号、番号の下4桁}",
				EN: "have at hand: {deskneeds|the card's serial number, the receipt or the order number, the last four}"},
			{JA: "返事は、メールなど記録に残る形でもらいます。",
				EN: "have the answer in writing."},
		},
	},
	brand.ToResend: {
		steps: []brand.Text{
			{JA: "注文ページで、送り先のアドレスを確かめます。",
				EN: "on the page of your order check the address."},
			{JA: "「再送」を選びます。新しい番号が送られ、前の番号は使えなくなります。",
				EN: "choose to send it again. A new code is sent, and the old one dies."},
		},
	},
	"book": {
		steps: []brand.Text{
			{JA: "発行者の確認ページを開きます：{lookup}",
				EN: "open the issuer's page: {lookup}"},
			{JA: "用意するもの：{needs}",
				EN: "you need: {needs}"},
			{JA: "表示された答えを証明書（unspent prove）として受け取ります。",
				EN: "take the answer as a receipt (unspent prove)."},
		},
	},
	"seal": {
		steps: []brand.Text{
			{JA: "明るいところで、カードの表と裏をまっすぐに撮ります。シールやスクラッチははがしません。",
				EN: "take straight pictures of both sides in good light. Do not peel or scratch anything."},
			{JA: "番号が見えているときは、紙などで隠してから撮ります。",
				EN: "if the code can be seen, cover it first."},
			{JA: "シールの端が浮いていないか、貼り直した跡がないかを見て、その様子を答えに加えます。",
				EN: "see whether the edges are loose or the seal was put back, and say so in the answers."},
		},
	},
	"receipt": {
		steps: []brand.Text{
			{JA: "購入した日の財布、袋、アプリの電子レシートを探します。",
				EN: "look in your wallet, the bag, and the shop's app for the receipt of that day."},
			{JA: "購入の日時、カードの番号（下の桁）、有効化（アクティベーション）の記載が読めるように撮ります。",
				EN: "take a picture in which the time, the card number (its last digits) and the activation line can be read."},
		},
	},
	"theirs": {
		steps: []brand.Text{
			{JA: "表示された文章を、一字一句そのまま、日時の見える画面と一緒に求めます。番号は下4桁だけが見えるようにしてもらいます。",
				EN: "ask for the exact words, with the screen that shows date and time, and of the code the last four only."},
		},
	},
	"unreadable": {
		steps: []brand.Text{
			{JA: "カードの表と裏を、読めないところと裏面の管理番号が写るように撮ります。",
				EN: "take pictures of both sides that show the part that cannot be read, and the serial number on the back."},
			{JA: "購入したときのレシートを探します。",
				EN: "find the receipt of the purchase."},
			{JA: "{deskhow|カードの裏面に書かれた、発行者の正式な窓口に連絡します。}",
				EN: "{deskhow|Contact the issuer's official support, as named on the card.}"},
		},
	},
	"store": {
		steps: []brand.Text{
			{JA: "カードとレシートを持って、購入した店に行きます。",
				EN: "go to the shop of purchase with the card and the receipt."},
			{JA: "レシートの番号とカードの番号を一緒に見比べ、レジで有効化されたかどうかを調べてもらいます。",
				EN: "compare the number on the receipt with the one on the card, and have them look whether the till activated it."},
		},
	},
	"compare": {
		steps: []brand.Text{
			{JA: "レシートに印字されたカードの番号を読みます。下の桁だけのこともあります。",
				EN: "read the card number on the receipt; it may be its last digits only."},
			{JA: "カードの裏面の管理番号と、バーコードの下の数字を読み、見比べます。",
				EN: "read the serial on the back of the card and the digits below its bar code, and compare."},
			{JA: "違っていれば、カードとレシートを持って、購入した店に行きます。",
				EN: "if they differ, go to the shop of purchase with card and receipt."},
		},
	},
	"police": {
		steps: []brand.Text{
			{JA: "{police}",
				EN: "{police}"},
		},
	},
	"cash": {
		steps: []brand.Text{
			{JA: "カードの裏面に書かれた、カード会社の番号に電話します。",
				EN: "call the number on the back of your credit card."},
			{JA: "日本では、消費者ホットライン「188」（局番なし）にも相談できます。",
				EN: "in Japan the consumer hotline, 188, advises too."},
		},
	},
}
