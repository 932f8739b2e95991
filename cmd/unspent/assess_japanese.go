package main

import (
	"errors"
	"regexp"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// A rewording is a refusal of a case in English and the same in Japanese.
type rewording struct {
	english *regexp.Regexp
	says    string
}

// rewordings are the refusals that people meet most. The field's name stays as it
// is in a case file.
var rewordings = []rewording{
	{regexp.MustCompile(`must be one of (.*)$`), "次のどれかを書いてください：$1"},
	{regexp.MustCompile(`needs the id of a brand, such as amazon-jp; unspent brands lists them$`), "ブランドのIDを書いてください（例：amazon-jp）。一覧は unspent brands で見られます"},
	{regexp.MustCompile(`no brand has the id "(.*)"; unspent brands lists those that are known$`), "ブランド「$1」は登録されていません。一覧は unspent brands で見られます"},
	{regexp.MustCompile(`has the last four symbols of the code only: never write the whole code anywhere$`), "番号の下4桁だけを書いてください。番号の全体はどこにも書かないでください"},
	{regexp.MustCompile(`has the last four symbols of the code: letters and digits$`), "番号の下4桁（英数字4文字）を書いてください"},
	{regexp.MustCompile(`this looks like the whole code of a card: take it out, the last four symbols in card.last4 are enough$`), "カードの番号の全体のようです。消してください。card.last4 の下4桁だけで足ります"},
	{regexp.MustCompile(`the file's name has the whole code of a card: give it another name$`), "ファイル名にカードの番号の全体が入っています。名前を変えてください"},
	{regexp.MustCompile(`must be more than nothing, in a currency$`), "0より大きい金額を通貨とともに書いてください"},
	{regexp.MustCompile(`cards of the brand "(.*)" are in (.*), not in (.*): give the amount.*$`), "ブランド「$1」のカードの通貨は $2 です（$3 ではありません）。カードに書かれた金額を $2 で指定するか、買った国のブランドを選んでください"},
	{regexp.MustCompile(`is later than now: give the time at which the card was bought or received$`), "現在より後の時刻です。カードを買った、または受け取った時刻を指定してください"},
	{regexp.MustCompile(`is later than now: leave it out as long as the card is not handed over$`), "現在より後の時刻です。まだ渡していなければ書かないでください"},
	{regexp.MustCompile(`is earlier than got: nobody hands a card over before having it$`), "got（手に入れた時刻）より前です。どちらかの時刻を直してください"},
	{regexp.MustCompile(`its time is later than now: give the time at which it was so, or was saved$`), "現在より後の時刻です。そうだった時刻か、保存した時刻を指定してください"},
	{regexp.MustCompile(`must be between nothing and 366 days$`), "366日までの期間を書いてください"},
	{regexp.MustCompile(`must be a time such as 30m, 72h or 14d, of at most 366 days$`), "期間を 30m（30分）、72h（72時間）、14d（14日）のように書いてください（366日まで）"},
	{regexp.MustCompile(`must be a time such as 2026-11-22T14:05:00.*$`), "日時を 2026-11-22 14:05 または 2026-11-22 のように書いてください（日本時間）"},
	{regexp.MustCompile(`must be an amount with its currency, such as.*$`), "金額を通貨とともに書いてください（例：5000 JPY）"},
	{regexp.MustCompile(`has characters that cannot be seen$`), "目に見えない文字が入っています。消してください"},
	{regexp.MustCompile(`must be a path below the folder of the case, with / between its parts$`), "ケースのフォルダーの中にあるファイルを、/ で区切って書いてください"},
	{regexp.MustCompile(`needs exactly one of (.*)$`), "次のうち1つだけを書いてください：$1"},
	{regexp.MustCompile(`unknown field "(.*)"; known here are (.*)$`), "「$1」という項目はありません。ここに書ける項目：$2"},
	{regexp.MustCompile(`must be true or false$`), "true か false を書いてください"},
	{regexp.MustCompile(`must be a list$`), "項目の一覧（- で始まる行）を書いてください"},
	{regexp.MustCompile(`must be a text; leave the field out if there is nothing to say$`), "文字で書いてください。書くことがなければ項目ごと消してください"},
	{regexp.MustCompile(`only a file has a kind$`), "kind を書けるのは file だけです"},
	{regexp.MustCompile(`is not YAML: look for a missing quote, colon or bracket, and indent with spaces$`), "YAMLとして読めません。引用符・コロン・かっこの不足や、空白での字下げを確かめてください"},
	{regexp.MustCompile(`gives a field a second time$`), "同じ項目が2回書かれています"},
	{regexp.MustCompile(`the case file must be one YAML document: a map of fields$`), "ケースファイルは「項目: 値」の形で書いてください"},
	{regexp.MustCompile(`the case file is not UTF-8$`), "ケースファイルをUTF-8で保存し直してください"},
	{regexp.MustCompile(`the folder of cases cannot be opened$`), "ケースのフォルダーを開けません"},
	{regexp.MustCompile(`no folder in it has a (.*)$`), "$1 のあるフォルダーが1つもありません"},
	{regexp.MustCompile(`"(.*)" is not a folder$`), "「$1」はフォルダーではありません"},
	{regexp.MustCompile(`the folder has no brand: .*$`), "フォルダーにブランドのファイル（.yaml）がありません"},
	{regexp.MustCompile(`the time-stamp authority cannot be reached: .*$`), "タイムスタンプ局に接続できません"},
	{regexp.MustCompile(`the time-stamp authority (?:did not answer|gave no time-stamp|answered).*$`), "タイムスタンプ局から正しい応答がありませんでした"},
	{regexp.MustCompile(`give one case: as a file, as a folder of cases, or as flags and files$`), "ケースの指定は1通りだけにしてください（--case、--batch、またはフラグとファイル）"},
	{regexp.MustCompile(`a batch prints verdicts only$`), "--batch では判定だけを表示します"},
	{regexp.MustCompile(`--tsa and --passphrase-file are about a bundle: name it with --bundle FILE$`), "--tsa と --passphrase-file は証拠一式のためのものです。--bundle FILE も指定してください"},
	{regexp.MustCompile(`--workers is how many cases .*$`), "--workers は --batch で同時に判定する件数です。1以上にしてください"},
}

var (
	position  = regexp.MustCompile(`^(?:case file, )?line (\d+), column (\d+): `)
	fieldPath = regexp.MustCompile(`^("[^"]*"|-*[a-z][a-z0-9.\[\]-]*): `)
)

// inJapanese words err in both languages; what has no Japanese stays in English
// behind a Japanese lead.
func inJapanese(err error) worded {
	if w, ok := errors.AsType[worded](err); ok {
		return w
	}
	english := err.Error()
	if r, ok := unpack.RefusalOf(err); ok { // it has both languages already
		lead := ""
		if field := fieldPath.FindStringSubmatch(english); field != nil {
			lead = strings.Trim(field[1], `"`) + "："
		}
		return worded{err, text{english, lead + r.Text.JA}}
	}
	var all []string
	for part := range strings.SplitSeq(strings.TrimPrefix(english, "case file, "), "; line ") {
		if len(all) > 0 {
			part = "line " + part
		}
		all = append(all, reworded(part))
	}
	return worded{err, text{english, strings.Join(all, "／")}}
}

func reworded(part string) string {
	lead := ""
	if at := position.FindStringSubmatch(part); at != nil {
		lead, part = "ケースファイルの"+at[1]+"行目・"+at[2]+"文字目：", part[len(at[0]):]
	}
	whole := part
	if field := fieldPath.FindStringSubmatch(part); field != nil {
		lead, part = lead+strings.Trim(field[1], `"`)+"：", part[len(field[0]):]
	}
	for _, r := range rewordings {
		if at := r.english.FindStringSubmatchIndex(part); at != nil && at[0] == 0 {
			return lead + string(r.english.ExpandString(nil, r.says, part, at))
		}
	}
	if lead == "" {
		return adviceOf[unspent.Invalid].say[japanese] + "（" + whole + "）"
	}
	return lead + part
}
