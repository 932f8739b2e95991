package main

import (
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// helpPairs is the help of assess for who reads Japanese: the English of each line, and
// below it what is said. What is not here is shown in English.
var helpPairs = []string{
	"Is a card of any brand used? A verdict from evidence; asks if no case is given.",
	"カードは使用済みですか。手元の証拠から判定します。ケースを指定しないときは質問します。",
	"Evidence: mails (.eml), saved pages, messages, pictures; OWNER:FILE says whose it is (me, giver, seller, buyer, shop, issuer).",
	"証拠：メール（.eml）、保存したページ、メッセージ、画像。OWNER:FILEと書くと、誰のものかを示します（me、giver、seller、buyer、shop、issuer）。",
	"Show context-sensitive help.",
	"この説明を表示します。",
	"JSON file with settings, named as their flags are.",
	"設定のJSONファイル（名前はフラグと同じ）。",
	"Print the result as JSON: the API's own answer where there is one.",
	"結果をJSONで表示します（APIの答えがあるものは、それと同じ）。",
	"Case file: the card, how it was got, and the evidence, in YAML.",
	"ケースファイル（YAML）：カード、受け取り方、証拠。",
	"Judge every folder of DIR that has a case.yaml; prints one JSON line each.",
	"DIRの中でcase.yamlのあるフォルダーをすべて判定し、1件を1行のJSONで表示します。",
	"Write the case as a zip that others can verify: evidence, keys, verdict, report, letters.",
	"ほかの人が確かめられるzipとして書き出します（証拠、鍵、判定、報告書、手紙）。",
	"Take what was read in pictures with certainty as confirmed; what is uncertain stays open and is listed.",
	"画像から確実に読み取れた内容を、確認済みとして扱います。不確かなものは未確認のまま一覧に出します。",
	"Print letters in full.",
	"手紙の全文を表示します。",
	"Judge as of this instant; now if left out. The same case at the same instant gives the same bundle.",
	"この時点で判定します（省略すると今）。同じケースを同じ時点で判定すると、同じ一式になります。",
	"Ask line by line instead of screen by screen. So it is with NO_COLOR or TERM=dumb.",
	"画面ごとではなく1行ずつ質問します（NO_COLORやTERM=dumbのときも同じ）。",
	"Never ask DNS: mails whose keys are not at hand stay unverified.",
	"DNSに問い合わせません。手元に鍵のないメールは未検証のままです。",
	"Brand of the card; unspent brands lists them.",
	"カードのブランド（一覧は unspent brands）。",
	"Last four of the code. Never give the whole code.",
	"コードの下4桁。コード全体は決して入力しないでください。",
	"Number of the order by which the card was bought.",
	"カードを購入した注文の番号。",
	"Serial number of the card.",
	"カードのシリアル番号。",
	"Mail address that the card was sent to.",
	"カードの送信先メールアドレス。",
	"Mail address of who bought it.",
	"購入した人のメールアドレス。",
	"When the asker gave the code to somebody.",
	"コードを誰かに渡した日時。",
	"Somebody says that the card the asker sold was used.",
	"売ったカードが使用済みだったと言われています。",
	"Fresh word that pictures asked for must show.",
	"送ってもらう画像に写っているはずの合い言葉。",
	"Somebody wants you to buy cards, or to tell the code.",
	"カードを買うよう、またはコードを教えるよう求められています。",
	"Whether redeeming was tried: yes or no.",
	"登録を試したかどうか（yes、no）。",
	"Whether the code can still be read: yes, part or no.",
	"コードがまだ読めるかどうか（yes、part、no）。",
	"Whether whoever it was sent to has it: yes or no.",
	"送信先の人に届いたかどうか（yes、no）。",
	"What was shown when redeeming was tried, word by word.",
	"登録しようとしたときに表示された文（そのまま）。",
	"When it was shown (not told).",
	"それが表示された日時（省略すると不明）。",
	"Cover of the code: intact, broken or tampered.",
	"コードの覆い：intact（そのまま）、broken（はがれている）、tampered（細工の跡）。",
	"The shop's receipt: activated (it has an activation line) or only (paid).",
	"店のレシート：activated（有効化の行がある）、only（支払いのみ）。",
	"What the issuer's balance page showed: full, part or zero.",
	"発行者の残高ページの表示：full（全額）、part（一部）、zero（0）。",
	"What the other side says: unused or used.",
	"相手の説明：unused（未使用）、used（使用済み）。",
	"The buyer looked: no opening notice came.",
	"贈った人が確かめたが、開封通知は届いていません。",
	"Who asks: holder, giver, seller or buyer (holder).",
	"誰が調べるか：holder（持ち主）、giver（贈り主）、seller（売り手）、buyer（買い手）。省略するとholder。",
	"How the card was got: issuer (bought on its site), shop, person or business.",
	"受け取り方：issuer（発行者のサイトで購入）、shop（店）、person（人から）、business（業者から）。",
	"mail, print, posted, shop, sheet, topup, link or unknown (unknown).",
	"カードの形：mail、print、posted、shop、sheet、topup、link、unknown。省略するとunknown。",
	"What it is for: use, give, sell or cash (not told).",
	"何に使うか：use（使う）、give（贈る）、sell（売る）、cash（現金化）。",
	"Value, such as 5000, or \"50.00 USD\" if the brand has another currency.",
	"金額。例：5000。通貨が違うときは「50.00 USD」のように。",
	"When it was bought or received, such as 2026-11-22 or \"2026-11-22 14:05\", in Japan's time.",
	"買った、または受け取った日時（日本時間）。例：2026-11-22、「2026-11-22 14:05」。",
	"How long after --got the seller or the market hears complaints, such as 30m, 72h or 14d.",
	"売り手や市場が苦情を受け付ける期間（--gotから）。例：30m、72h、14d。",
	"The day, the month or the year in which it was sold by its issuer or a shop, if that was before --got.",
	"発行者や店が売った日・月・年（--gotより前のとき）。",
	"What you have at hand: phone or computer (phone).",
	"手元の機器：phone（スマートフォン）、computer（パソコン）。省略するとphone。",
	"Who has the code from you: nobody, known (whom it was meant for), buyer, or stranger.",
	"コードを教えた相手：nobody（いない）、known（贈る相手）、buyer（買い手）、stranger（知らない人）。",
	"Who opened the seal or scratch-off: by-me, by-other or found-open.",
	"覆いをはがした人：by-me（自分）、by-other（ほかの人）、found-open（はじめから）。",
	"Who has seen the code beside you: nobody, family, seller, stranger, or posted (in a picture).",
	"自分のほかにコードを見た人：nobody、family、seller、stranger、posted（写真を公開した）。",
	"When the pages and pictures were saved (the time of each file): one for all, or one for each in their order; mails have their own time.",
	"ページや画像を保存した日時（省略すると各ファイルの日時）。全部に1つか、順に1つずつ。メールは自分の日時を持っています。",
	"Which of the messages that were offered a message is most like that could not be read: its number or its word; of several messages in their order.",
	"読み取れなかった文が、示された例のどれに近いか（番号か語）。文が複数あるときは順に。",
	"On whose screen it was shown: me, giver, seller or buyer (me).",
	"誰の画面に表示されたか：me、giver、seller、buyer。省略するとme。",
	"Folder with keys that mails are signed with, asked first.",
	"メールの署名の鍵があるフォルダー（最初に見ます）。",
	"Answers of a public archive of such keys, asked next.",
	"公開されている鍵の記録（次に見ます）。",
	"Ask this DNS server for keys (the system's).",
	"鍵を問い合わせるDNSサーバー（省略するとシステムの設定）。",
	"Cases of a batch at once (as many as there are processors).",
	"一度に判定するケースの数（省略するとプロセッサーの数）。",
	"Keep the original files in the bundle too, of pictures copies without codes, encrypted to this passphrase; - is standard input.",
	"元のファイルも、このパスフレーズで暗号化して一式に入れます（画像はコードを消した写し）。- は標準入力。",
	"Have the bundle time-stamped by this authority (RFC 3161), which gets its hash only.",
	"このタイムスタンプ局（RFC 3161）に一式の時刻を証明してもらいます。渡すのはハッシュだけです。",
	"Key set of an issuer whose unspent receipts count as evidence.",
	"証明書を証拠とする発行者の鍵セット。",
	"Folder with more brands, or other versions of those that are known.",
	"ブランドを足す、または置き換えるフォルダー。",
	"Ask this server. Needs an API key for all that a holder may not do.",
	"このサーバーに問い合わせます。持ち主にできないことにはAPIキーが要ります。",
	"File with the API key; - is the first line of standard input.",
	"APIキーのファイル。- は標準入力の1行目。",
	"Open this database in process instead, as admin (unspent.db).",
	"サーバーの代わりに、このデータベースを管理者として開きます（unspent.db）。",
	"Passphrase of a keyring that keys protect has sealed; - is the first line of standard input (none).",
	"keys protectで封をした鍵束のパスフレーズ。- は標準入力の1行目（なし）。",
	"Program, with its arguments, that prints the keyring, such as a client of a key store; the file beside the database is not read then (none).",
	"鍵束を表示するプログラムと引数（鍵の保管庫のクライアントなど）。そのときデータベースの横のファイルは読みません（なし）。",
	"Language of what a holder reads (from the locale).",
	"持ち主が読む文の言語（省略するとロケールから）。",
}

// helpJA returns the Japanese of a line of help.
func helpJA(english string) (string, bool) {
	for i := 0; i+1 < len(helpPairs); i += 2 {
		if helpPairs[i] == english {
			return helpPairs[i+1], true
		}
	}
	return "", false
}

// headsJA are the words that the help's printer writes by itself.
var headsJA = strings.NewReplacer("\nArguments:\n", "\n引数：\n", "\nFlags:\n", "\nフラグ：\n", "Usage: ", "使い方： ",
	"\nWhich book\n", "\nどの帳簿か\n", "\nOutput\n", "\n表示\n", "\nWhat evidence is checked with\n", "\n証拠の確かめ方\n",
	"\nThe case in flags, beside its files\n", "\nケースの内容（ファイルのほかに）\n")

// helpInJapanese prints the help of assess in Japanese.
func helpInJapanese(o kong.HelpOptions, ctx *kong.Context, cmd *kong.Node, out io.Writer) error {
	cmd.Help = translated(cmd.Help)
	for _, p := range cmd.Positional {
		p.Help = translated(p.Help)
	}
	for _, flags := range cmd.AllFlags(false) {
		for _, f := range flags {
			f.Help = translated(f.Help)
		}
	}
	var b strings.Builder
	ctx.Stdout = &b
	if err := kong.DefaultHelpPrinter(o, ctx); err != nil {
		return err
	}
	_, err := io.WriteString(out, headsJA.Replace(b.String()))
	return err
}

func translated(help string) string {
	if ja, ok := helpJA(help); ok {
		return ja
	}
	return help
}
