package assess

import "github.com/unspent-dev/unspent/brand"

// The letters, one function each. They say what the evidence shows and ask;
// they accuse nobody. They name a card by its last four, never by its code. What
// only the writer knows stands in 〔…〕 or […].

const (
	cardJA = "【カード】\n・種類：{brand}\n・番号の下4桁：{last4|〔番号の下4桁〕}\n・金額：{amount|〔金額〕}\n・管理番号：{serial}\n・注文番号：{order}\n"
	cardEN = "The card:\n- kind: {brand}\n- last four of the code: {last4|[last four]}\n- amount: {amount|[amount]}\n- serial: {serial}\n- order number: {order}\n"
	soldJA = "【カード】\n・種類：{brand}\n・番号の下4桁：{last4|〔番号の下4桁〕}\n・金額：{amount|〔金額〕}\n・管理番号：{serial}\n" // the order is the giver's business
	soldEN = "The card:\n- kind: {brand}\n- last four of the code: {last4|[last four]}\n- amount: {amount|[amount]}\n- serial: {serial}\n"
	noteJA = "番号（コード）の全体は、この書面には記載しておりません。\n"
	noteEN = "The whole code is not in this letter, on purpose.\n"
	signJA = "\n{today}\n〔お名前〕\n〔ご連絡先〕"
	signEN = "\n{today}\n[your name]\n[how to reach you]"
)

// toIssuer reports a used card and asks for a new one.
func toIssuer() brand.Text {
	return brand.Text{
		JA: "件名：{brand}が使用済みになっている件のご相談（番号の下4桁 {last4|〔番号の下4桁〕}）\n\n" +
			"{issuer}\nギフトカードご担当者様\n\n" +
			"〔お名前〕と申します。\n{bought|手元にある}{brand}について、{problem}。{denial}お調べのうえ、再発行などのご対応をお願いいたします。\n\n" +
			cardJA + "・購入または受け取りの日：{got|〔日付〕}\n・カードの送り先：{recipient}\n・購入した店：{shop}\n・購入者：〔購入した人のお名前と、購入に使ったメールアドレス〕\n\n" +
			"{found}\n\n" +
			"【お願い】\n1. このカードが登録または利用された日時と、私によるものかどうかをお調べください。\n" +
			"2. 私によるものではないと確認できましたら、再発行または返金をお願いいたします。\n" +
			"3. 結果は、メールなど記録に残る形でお知らせください。\n\n" +
			noteJA + "必要な場合は、お求めに応じて、カードの写真やレシート、保存した画面をお送りします。\nお手数をおかけしますが、どうぞよろしくお願いいたします。\n" + signJA,
		EN: "Subject: {brand} appears to be used (last four {last4|[last four]})\n\n" +
			"To: {issuer}, gift card support\n\n" +
			"My name is [your name]. This is about the {brand}{bought|}. {problem}. {denial} Please look into it and issue a new card, or settle it otherwise.\n\n" +
			cardEN + "- bought or received: {got|[date]}\n- sent to: {recipient}\n- shop of purchase: {shop}\n- bought by: [name and mail address of the buyer]\n\n" +
			"{found}\n\n" +
			"Please\n1. find out when this card was redeemed or spent, and whether by me;\n" +
			"2. if it was not by me, issue a new card or refund it;\n" +
			"3. tell me the result in writing.\n\n" +
			noteEN + "On request I send pictures of the card, the receipt and the pages that I saved.\nThank you for your help.\n" + signEN,
	}
}

// toIssuerBlocked asks why a card was stopped, taken back or never active.
func toIssuerBlocked() brand.Text {
	return brand.Text{
		JA: "件名：{brand}が使えない件のお問い合わせ（番号の下4桁 {last4|〔番号の下4桁〕}）\n\n" +
			"{issuer}\nギフトカードご担当者様\n\n" +
			"〔お名前〕と申します。\n{bought|手元にある}{brand}について、{problem}。使えない理由と、今後の手続きを教えていただきたく、ご連絡いたしました。\n\n" +
			cardJA + "・購入または受け取りの日：{got|〔日付〕}\n・購入した店：{shop}\n・購入者：〔購入した人のお名前と、購入に使ったメールアドレス〕\n\n" +
			"{found}\n\n" +
			"【お願い】\n1. 使えなくなった日時と理由をお知らせください。\n" +
			"2. 再び使えるようにすること、または再発行ができる場合は、必要な書類と手順をお知らせください。\n" +
			"3. できない場合は、その旨を、購入先に示せるよう、メールなど記録に残る形でお知らせください。\n\n" +
			noteJA + "購入の控えや受け取ったときのやり取りは、お求めがあれば提出いたします。\nどうぞよろしくお願いいたします。\n" + signJA,
		EN: "Subject: {brand} cannot be used (last four {last4|[last four]})\n\n" +
			"To: {issuer}, gift card support\n\n" +
			"My name is [your name]. This is about the {brand}{bought|}. {problem}. I would like to know why it cannot be used, and what can be done.\n\n" +
			cardEN + "- bought or received: {got|[date]}\n- shop of purchase: {shop}\n- bought by: [name and mail address of the buyer]\n\n" +
			"{found}\n\n" +
			"Please\n1. tell me since when and why it cannot be used;\n" +
			"2. if it can be made good or reissued, tell me how and what you need;\n" +
			"3. if it cannot, say so in writing, so that I can show it to whoever sold me the card.\n\n" +
			noteEN + "On request I send the proof of purchase and the messages that came with it.\nThank you for your help.\n" + signEN,
	}
}

// toIssuerUnreadable asks to make good a card whose code cannot be read.
func toIssuerUnreadable() brand.Text {
	return brand.Text{
		JA: "件名：番号が読めない{brand}についてのお願い\n\n" +
			"{issuer}\nギフトカードご担当者様\n\n" +
			"〔お名前〕と申します。\n{bought|手元にある}{brand}の番号が読み取れなくなりました。カードはまだ使っておりません。お手数ですが、お手続きをお願いいたします。\n\n" +
			"【カード】\n・種類：{brand}\n・金額：{amount|〔金額〕}\n・管理番号：{serial|〔裏面の管理番号〕}\n・購入または受け取りの日：{got|〔日付〕}\n・購入した店：{shop}\n\n" +
			"カードの両面の写真とレシートは、お求めの方法でお送りします。\nどうぞよろしくお願いいたします。\n" + signJA,
		EN: "Subject: {brand} whose code cannot be read\n\n" +
			"To: {issuer}, gift card support\n\n" +
			"My name is [your name]. The code of the {brand}{bought|} can no longer be read. I have not used the card. Please tell me how it can be made good.\n\n" +
			"The card:\n- kind: {brand}\n- amount: {amount|[amount]}\n- serial: {serial|[number on the back]}\n- bought or received: {got|[date]}\n" +
			"- shop of purchase: {shop}\n\n" +
			"I can send pictures of both sides and the receipt in the way you prefer.\nThank you for your help.\n" + signEN,
	}
}

// toSeller asks a business or a marketplace seller for a good card.
func toSeller() brand.Text {
	return brand.Text{
		JA: "件名：購入した{brand}の交換のお願い（〔取引番号〕）\n\n" +
			"〔販売者のお名前〕様\n\n" +
			"{got|〔購入日〕}に未使用のものとして購入した{brand}について、{problem}。ご確認のうえ、未使用のカードとの交換をお願いいたします。\n\n" +
			cardJA + "\n{found}\n\n" +
			"【お願い】\n1. お手元の注文ページで、このカードの状態と、登録や再送があればその日時をご確認ください。\n" +
			"2. 未使用のカードと交換してください。難しい場合は、代金の返金をお願いいたします。\n" +
			"3. {by}お返事をお願いいたします。\n\n" +
			"{faith}番号の取り違えなどの手違いも考えられますので、まずは事実をご一緒に確認させてください。\n" +
			"ご返答がない場合は、〔取引サイト名〕の窓口にも相談いたします。\n\n" +
			noteJA + signJA,
		EN: "Subject: {brand} that I bought, request for a replacement ([number of the deal])\n\n" +
			"To: [name of the seller]\n\n" +
			"On {got|[date]} I bought this {brand} from you as unused. {problem}. Please check, and send me an unused card in its place.\n\n" +
			cardEN + "\n{found}\n\n" +
			"Please\n1. look at the state of this card on your order page, and at the time of a claim or a resend if there was one;\n" +
			"2. replace it with an unused card or, if you cannot, refund what I paid;\n" +
			"3. answer {by}.\n\n" +
			"{faith} A mix-up of codes is possible too, so let us first establish the facts together.\n" +
			"Without an answer I will also turn to [name of the marketplace].\n\n" +
			noteEN + signEN,
	}
}

// toGiver tells a giver, kindly, and asks them to look.
func toGiver() brand.Text {
	return brand.Text{
		JA: "〔贈り主のお名前〕様\n\n" +
			"先日は{brand}を贈っていただき、ありがとうございました。\nお伝えしにくいのですが、いただいたカードについて、{problem}。{notme|}何が起きたのかを確かめたいと思っています。\n\n" +
			cardJA + "\n{found}\n\n" +
			"購入した方のアカウントからでないと分からないことがあります。お手数ですが、次のことをお願いできますでしょうか。\n" +
			"1. 購入したときの注文ページで、このカードの状態と日時を見る。\n" +
			"2. 届いた開封通知や、再送のメールがないかを見る。\n" +
			"3. 心当たりがなければ、注文番号を添えて{issuer}に問い合わせ、再発行を頼む。店で買ったカードなら、レシートを添えてその店に相談する。\n\n" +
			"番号の行き違いや、知らないうちに第三者に使われることもあるそうです。責めるつもりはまったくありません。贈ってくださったお気持ちが無駄にならないよう、一緒に確かめさせてください。\n" +
			"どうぞよろしくお願いいたします。\n\n〔お名前〕",
		EN: "Dear [name of the giver],\n\n" +
			"thank you again for the {brand}. I am sorry to trouble you with this. {problem}.{notme|} I would like to find out what happened.\n\n" +
			cardEN + "\n{found}\n\n" +
			"Some things can be seen only from the account that bought it. Could you please\n" +
			"1. look at the state and date of this card on your order page;\n" +
			"2. look for an opening notice, or a mail about sending it again;\n" +
			"3. if neither explains it, contact {issuer} with the order number and ask for a new card; if it was bought in a shop, go there with the receipt.\n\n" +
			"Codes do get mixed up, or used by a stranger. I do not blame you at all; I would only like your present not to be lost.\n" +
			"Thank you so much.\n\n[your name]",
	}
}

// toGiverResent asks for the new code of a card that was sent again.
func toGiverResent() brand.Text {
	return brand.Text{
		JA: "〔贈り主のお名前〕様\n\n" +
			"{brand}を贈っていただき、ありがとうございました。\n確かめてみたところ、{problem}。\n\n" +
			cardJA + "\n{found}\n\n" +
			"お手数ですが、注文ページで、再送した日時と送り先のアドレスを見ていただけますか。送り先が私のアドレスでなければ、〔ご自分のメールアドレス〕に送り直していただけると助かります。\n" +
			"新しい番号は、このメッセージへの返信ではなく、注文ページからの再送で届くようにしてください。\n" +
			"どうぞよろしくお願いいたします。\n\n〔お名前〕",
		EN: "Dear [name of the giver],\n\n" +
			"thank you again for the {brand}. I have had a look. {problem}.\n\n" +
			cardEN + "\n{found}\n\n" +
			"Could you please look on your order page when it was sent again, and to which address? If that is not mine, please have it sent to [your mail address].\n" +
			"Please do not write the new code in a reply; let the order page send it.\n" +
			"Thank you so much.\n\n[your name]",
	}
}

// toStore asks the shop of purchase to activate or exchange a card.
func toStore() brand.Text {
	return brand.Text{
		JA: "件名：購入した{brand}の有効化または交換のお願い\n\n" +
			"{shop|〔購入した店の名前〕}\nご担当者様\n\n" +
			"{got|〔購入日〕}に貴店で購入した{brand}について、{problem}。カードとレシートをお持ちしますので、有効化、または未使用のカードとの交換をお願いいたします。\n\n" +
			cardJA + "・購入日時：{got|〔レシートの日時〕}\n・レシート番号：〔レシートの番号〕\n\n" +
			"{found}\n\n" +
			"【お願い】\n1. このカードがレジで有効化（アクティベーション）されているか、されている場合はその後の使用の記録を、貴店またはカードの取扱会社でご確認ください。\n" +
			"2. 有効化されていない場合は、有効化するか、未使用のカードと交換してください。受け取る前に使われていた場合も、交換をお願いいたします。\n" +
			"3. すぐにできない場合は、お預かりの証明と、お返事の目安をお知らせください。\n\n" +
			noteJA + "どうぞよろしくお願いいたします。\n" + signJA,
		EN: "Subject: {brand} bought in your shop, request to activate or exchange it\n\n" +
			"To: {shop|[name of the shop]}\n\n" +
			"On {got|[date]} I bought this {brand} in your shop. {problem}. I bring the card and the receipt, and ask you to activate the card or to " +
			"exchange it for an unused one.\n\n" +
			cardEN + "- bought: {got|[time on the receipt]}\n- number of the receipt: [number]\n\n" +
			"{found}\n\n" +
			"Please\n1. check, in the shop or with the distributor of the card, whether it was activated at the till and, if so, what was spent since;\n" +
			"2. if it was not activated, activate it or exchange it for an unused card; if it was used before I got it, exchange it;\n" +
			"3. if that takes time, give me a note that you keep the card, and tell me when I will hear from you.\n\n" +
			noteEN + "Thank you for your help.\n" + signEN,
	}
}

// toDesk asks whoever bought the card, a person or a buy-back shop, what exactly they saw.
func toDesk() brand.Text {
	return brand.Text{
		JA: "件名：{brand}についてのご連絡の件、事実確認のお願い（〔取引番号〕）\n\n" +
			"〔相手のお名前（買取店なら店名）〕様\n\n" +
			"{handedover|〔番号を渡した日時〕}にお渡しした{brand}が使用済みだったとのご連絡を受けました。事実を確かめたく、次の点をお知らせください。\n\n" +
			soldJA + "\n【お知らせいただきたいこと】\n" +
			"1. 登録を試した日時と、どなたのアカウントで試したか（ご自身か、その後に渡した方か）。\n" +
			"2. そのとき表示されたメッセージの全文と、日時の分かる画面の画像。番号は下4桁だけが見えるようにしてください。\n" +
			"3. 番号を受け取ってから試すまでのあいだに、番号を見ることができた方と、販売先の有無。\n\n" +
			"表示されるメッセージによって、意味が異なります。「無効」は、打ち間違い、有効化されていない、再送による失効、発行者による停止のいずれでも表示され、使用済みを意味しません。「登録済み」の場合も、登録された日時がお渡しの前か後かで、事情が変わります。\n" +
			"拝見したうえで、誠実に対応いたします。それまで、返金についてのお返事は控えさせてください。\n\n" +
			noteJA + signJA,
		EN: "Subject: your message about the {brand}, request for the facts ([number of the deal])\n\n" +
			"To: [name of the buyer, or of the buy-back shop]\n\n" +
			"You told me that the {brand} which I handed over on {handedover|[date and time]} was used. To establish the facts, please let me know the following.\n\n" +
			soldEN + "\nPlease tell me\n" +
			"1. when it was tried, and in whose account (yours, or that of somebody you passed it on to);\n" +
			"2. the exact message that was shown, with a picture of the screen that shows date and time, and of the code the last four only;\n" +
			"3. who could see the code between the hand-over and that attempt, and whether it had been sold on.\n\n" +
			"The messages mean different things. “Invalid” is shown for a mistyped code, a card that was never activated, one that was sent again " +
			"under a new code, or one that the issuer stopped; it does not mean used. If it was “already redeemed”, it matters whether that was " +
			"before or after the hand-over.\n" +
			"I will answer in good faith once I have seen this. Until then I ask you to wait with any request for a refund.\n\n" +
			noteEN + signEN,
	}
}

// toDeskRebuttal answers whoever bought the card with the evidence.
func toDeskRebuttal() brand.Text {
	return brand.Text{
		JA: "件名：{brand}についてのご回答（〔取引番号〕）\n\n" +
			"〔相手のお名前（買取店なら店名）〕様\n\n" +
			"お渡しした{brand}が使用済みだったとのご連絡について、手元の資料をもとに回答いたします。\n\n" +
			soldJA + "・番号をお渡しした日時：{handedover|〔番号を渡した日時〕}\n\n" +
			"私は、このカードを登録も利用もしておりません。{found|}\n\n" +
			"{after}\n" +
			"番号をお渡しした後は、そちらでも番号を使える状態にありました。登録された日時がお渡しの前か後かが、最も大切な点と考えます。\n\n" +
			"【お願い】\n1. 登録された日時と、表示されたメッセージを示す資料をご提示ください。\n" +
			"2. お渡しより前に登録されていたことを示す資料があれば、内容を確認し、誠実に対応いたします。\n" +
			"3. その資料をいただけないうちは、返金のご請求には応じかねます。\n\n" +
			"資料の原本とハッシュ値を保管しております。必要であれば、第三者の前で確認いただけます。\n" +
			noteJA + signJA,
		EN: "Subject: my answer about the {brand} ([number of the deal])\n\n" +
			"To: [name of the buyer, or of the buy-back shop]\n\n" +
			"You told me that the {brand} I handed over was used. This is my answer, from the records I have.\n\n" +
			soldEN + "- code handed over: {handedover|[date and time]}\n\n" +
			"I have neither redeemed nor used this card. {found|}\n\n" +
			"{after}\n" +
			"After the hand-over the code could be used on your side too. So what matters most is whether it was redeemed before or after that time.\n\n" +
			"Please\n1. show me a record of when it was redeemed and of the message that was shown.\n" +
			"2. If a record shows that this was before the hand-over, I will look at it and act in good faith.\n" +
			"3. Without such a record I cannot agree to a refund.\n\n" +
			"I keep the originals and their hashes, and can show them before a third party.\n" +
			noteEN + signEN,
	}
}
