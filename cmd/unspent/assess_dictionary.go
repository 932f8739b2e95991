package main

import "fmt"

// A word is a fixed text of what assess prints and asks.
type word int

const (
	wordConfidence word = iota
	wordAsOf
	wordNoTime
	wordWhy
	wordNothing
	wordFrom
	wordBecause
	wordSetAside
	wordUnread
	wordAgainst
	wordTheCase
	wordBoth
	wordNext
	wordFirst
	wordAsk
	wordCould
	wordSurer
	wordSame
	wordAt
	wordRemedies
	wordNeeds
	wordUntil
	wordSee
	wordLetter
	wordReady
	wordChange
	wordCommas
	wordPart
	wordSound
	wordUnsound
	wordItSays
	wordWriter
	wordStopped
	wordChoose
	wordSeveral
	wordType
	wordTypeLine
	wordNoCase
	wordNoSuchFile
	wordNoSuchBrand
	wordAskingKey
	wordCannotTell
	wordBundled
	wordUnkept
	wordCaseSaved
	wordOther
	wordKeepCase
	wordKeepBundle
	wordJudged
	wordBroken
	wordFileTime
	wordSeenFlag
	wordSeenField
	wordAgain
	wordRepacked
	wordNoStamp
	wordRead
	wordOrElse
	wordUnsure
	wordAskRead
	wordAskAccept
	wordUrgent
	wordLikeFlag
	wordLikeField
	allWords
)

// dictionary has every word in every language.
var dictionary = [allWords]text{
	wordConfidence:  {"confidence", "確かさ"},
	wordAsOf:        {"as of", "いつの時点か"},
	wordNoTime:      {"no time can be given", "時点は示せません"},
	wordWhy:         {"Why", "そう判断した理由"},
	wordNothing:     {"Nothing that was brought tells anything of this card.", "判断に使える資料は、まだありません。"},
	wordFrom:        {"from %s; %s", "資料 %s・%s"},
	wordBecause:     {"but: %s", "ただし：%s"},
	wordSetAside:    {"Looked at, but not counted", "見たが、判断に使わなかったもの"},
	wordUnread:      {"Could not be read", "読み取れなかったもの"},
	wordAgainst:     {"What contradicts", "食い違っていること"},
	wordTheCase:     {"the case", "ケースの内容"},
	wordBoth:        {"%s and %s: %s", "%s と %s：%s"},
	wordNext:        {"Do this first", "最初にすること"},
	wordFirst:       {"What to know and do first", "まず知ること・すること"},
	wordAsk:         {"What would help most, the best first", "次に集めるとよいもの（効き目の大きい順）"},
	wordCould:       {"could change it to: %s", "これで変わりうる判定：%s"},
	wordSurer:       {"could make it more certain", "これで、いまの判定がより確かになりえます"},
	wordSame:        {"The message above asks for this too.", "上の文面で、これも一緒に頼めます。"},
	wordAt:          {"Ready to send to %s:", "%sに送る文（そのまま使えます）："},
	wordRemedies:    {"What to do now", "使えないとき・困ったときにすること"},
	wordNeeds:       {"have at hand: %s", "用意するもの：%s"},
	wordUntil:       {"until %s", "期限：%s"},
	wordSee:         {"see %s", "参照：%s"},
	wordLetter:      {"A letter for this is ready: add --letters to see it, or --bundle case.zip to get it as a file.", "このための文面があります。--letters で表示、--bundle case.zip でファイルに入ります。"},
	wordReady:       {"Ready letter:", "そのまま使える文面："},
	wordChange:      {"An unused card can be used, sent again or stopped at any moment after this time. Look again just before you rely on it.", "未使用のカードも、この時点のあとで使われたり、再送されたり、止められたりすることがあります。頼りにする直前にもう一度確かめてください。"},
	wordCommas:      {", ", "、"},
	wordPart:        {"%s (%s)", "%s（%s）"},
	wordSound:       {"The bundle is as it was written: nothing differs.", "この一式は、作られたときのままです。違いはありません。"},
	wordUnsound:     {"The bundle is NOT as it was written. Do not rely on it.", "この一式は、作られたときのままではありません。信用しないでください。"},
	wordItSays:      {"It says, as judged at %s:", "%s に判定された内容："},
	wordWriter:      {"written by unspent %s", "作成：unspent %s"},
	wordStopped:     {"stopped before the end: nothing was judged or written", "途中でやめました。何も判定せず、何も保存していません"},
	wordChoose:      {"number (Enter: %s): ", "番号（Enterだけなら「%s」）: "},
	wordSeveral:     {"numbers with commas between them (Enter: none): ", "番号をカンマで区切って（Enterだけなら「なし」）: "},
	wordType:        {"answer (Enter: don't know): ", "入力（Enterだけなら「わからない」）: "},
	wordTypeLine:    {"one on each line, an empty line ends: ", "1行に1つ。何も入力せずEnterで終わり: "},
	wordNoCase:      {"there is no case, and nobody at a terminal to ask", "ケースの指定がなく、端末で質問することもできません"},
	wordNoSuchFile:  {"the case names a file that is not there: ", "ケースが指すファイルがありません："},
	wordNoSuchBrand: {"no such brand: ", "そのブランドは登録されていません："},
	wordAskingKey:   {"asking DNS for the key that %s signs mail with", "メールの署名を確かめるため、%s の鍵をDNSに問い合わせます"},
	wordCannotTell:  {"this is not certain enough to rely on", "頼りにできるほど確かではありません"},
	wordBundled:     {"bundle written to %s", "証拠一式を %s に保存しました"},
	wordUnkept:      {"%s is not in the bundle, only its digest: nobody could look for all codes in it. Keep the file itself", "%s は一式に入れていません（ハッシュ値だけを記録しました）。中に番号が写っていないか、確かめられないためです。ファイルそのものを残しておいてください"},
	wordCaseSaved:   {"case written to %s", "ケースを %s に保存しました"},
	wordOther:       {"without the brand nothing can be read or judged: look at the front of the card or at the mail it came with; for a brand that is not listed choose one of those that begin with Other, or add it as a file (--brands)", "ブランドがわからないと、資料を読み取れず判定できません。カードの表面や届いたメールで確かめてください。一覧にないブランドのときは「その他」で始まる3つから選ぶか、ファイルで追加してください（--brands）"},
	wordKeepCase:    {"Keep this case as a file, to go on later?", "このケースを、あとで続けられるようファイルに保存しますか"},
	wordKeepBundle:  {"Write it as a zip, with the report and the letters, to show to others?", "人に見せるための一式（報告書・文面つきのzip）を保存しますか"},
	wordJudged:      {"judged", "判定"},
	wordFileTime:    {"%s: the time of the file, %s, was taken as when it was saved; %s", "%s：ファイルの日時（%s）を保存・撮影した時刻とみなしました。%s"},
	wordSeenFlag:    {"--seen sets it", "違うときは --seen で指定してください"},
	wordSeenField:   {"seen: in the case file sets it", "違うときはケースファイルの seen: で指定してください"},
	wordRead:        {"Read in the pictures: please look whether it is right", "画像から読み取った内容（合っているかご確認ください）"},
	wordOrElse:      {" (or %s)", "（または %s）"},
	wordUnsure:      {"not sure: %s", "はっきり読めなかったもの：%s"},
	wordAskRead:     {"To confirm it, or correct it, write into the case file: read: {%s}", "確認や訂正は、ケースファイルにこう書きます：read: {%s}"},
	wordAskAccept:   {"If it is right, add --accept-readings: what is certain then counts as confirmed.", "合っていれば --accept-readings を付けてください。はっきり読めたものを確認済みとして数えます。"},
	wordAgain:       {"the brand decides what can be read and done: choose its number; if it is not listed, press Enter again", "ブランドがわかると、読み取れることと、できることが増えます。番号を選んでください。一覧になければ、もう一度Enterを押してください"},
	wordRepacked:    {"A bundle that was unpacked and packed again looks like this too: get the zip file itself, untouched, from whoever wrote it.", "いちど展開して圧縮し直しただけでもこうなります。作った人から、元のzipファイルをそのまま受け取り直してください。"},
	wordUrgent:      {"This cannot wait. The questions go on below.", "これは急ぎます。質問はこの下に続きます。"},
	wordLikeFlag:    {"To choose, add --like with what stands before it, such as --like %s.", "選ぶときは、左の番号や語を --like %s のように付けて、もう一度判定してください。"},
	wordLikeField:   {"To choose, add it to %s in the case file, such as like: %s.", "選ぶときは、ケースファイルの %s のところに like: %s のように書き加えてください。"},
	wordNoStamp:     {"the bundle is written without a time-stamp: %s", "タイムスタンプなしで一式を保存します：%s"},
	wordBroken:      {"%d of %d cases could not be judged; their lines say why", "%d/%d件は判定できませんでした。理由は各行にあります"},
}

// text returns a word in every language.
func (w word) text() text { return dictionary[w] }

// word returns a word in the language, with its arguments filled in.
func (l language) word(w word, args ...any) string {
	if len(args) == 0 {
		return dictionary[w][l]
	}
	return fmt.Sprintf(dictionary[w][l], args...)
}
