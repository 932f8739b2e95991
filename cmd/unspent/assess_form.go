package main

import (
	"cmp"
	"errors"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// answers are what somebody said, as it was chosen or typed. Empty is "don't
// know".
type answers struct {
	brand, asker, channel                       string
	form, intent                                string
	told, issued, opened, seenBy, entered       string
	readable, arrived                           string
	last4, amount, got, window, handed, claimed string
	have                                        []string // of the constants below
	mails, mine, theirs, order, till, pictures  string   // paths, one on each line
	message, seal, tillSays, balance, said      string
	seen, messageAt, messageOf                  string
	likes                                       []string // of the messages, in their order
}

// What a stranger may have been told.
const (
	toldCode  = "code"
	toldAsked = "asked"
)

// What somebody may have.
const (
	haveMail    = "mail"
	haveMine    = "mine"
	haveTheirs  = "theirs"
	haveOrder   = "order"
	haveMessage = "message"
	haveSeal    = "seal"
	haveTill    = "till"
	haveBalance = "balance"
	haveSaid    = "said"
	haveNotice  = "notice"
	havePicture = "picture"
)

// first returns the questions that decide what else is asked.
func (sh *shell) first(a *answers, brands brand.Catalogue) []question {
	var known []option
	all := brands.All()
	slices.SortStableFunc(all, func(a, b *brand.Profile) int { return cmp.Compare(sh.far(a), sh.far(b)) })
	for _, p := range all {
		known = append(known, option{p.ID, sh.lang.of(p.Name)})
	}
	known = append(known, option{otherBrand, text{"another, or don't know", "その他・わからない"}[sh.lang]})
	return []question{
		{title: text{"Which brand is the card of?", "どのブランドのカードですか"}, options: known, first: true, value: &a.brand, again: new(bool),
			help: text{"The whole code is never asked for, and must not be typed anywhere.", "番号の全体は聞きません。どこにも入力しないでください。"}},
		{title: text{"Has somebody you do not know asked for cards or their codes?", "知らない人に、カードを買うように、または番号を教えるように言われましたか"}, value: &a.told,
			help: text{"By phone, in a message, on a screen that says your device is infected, in the name of an authority or a friend.",
				"電話やメッセージ、「ウイルス感染」などの画面、役所や知人を名乗る連絡も含みます。"},
			options: sh.choices(
				toldCode, "yes, and they have the code", "はい。番号を伝えた・送った",
				toldAsked, "yes, but they do not have the code", "はい。番号はまだ伝えていない",
				"", "no, or don't know", "いいえ・わからない")},
		{title: text{"Who are you?", "あなたの立場は"}, value: &a.asker, options: sh.choices(
			string(assess.Giver), "I bought it as a present", "プレゼントとして買って贈った",
			string(assess.Seller), "I sell it, or sold it", "売る・売った",
			string(assess.Buyer), "I am about to buy it (a buy-back desk too)", "買おうとしている（買取店を含む）",
			string(assess.Holder), "I have the card", "カードを持っている")},
		{title: text{"How did you get the card?", "カードはどうやって手に入れましたか"}, value: &a.channel, options: sh.choices(
			string(assess.FromIssuer), "bought by myself on the issuer's own site", "発行元の公式サイトで自分で買った",
			string(assess.FromShop), "bought by myself in a shop", "お店で自分で買った",
			string(assess.FromBusiness), "from a business or through a marketplace", "業者から、またはフリマ・売買サイトで",
			string(assess.FromPerson), "from a person, or don't know", "個人からもらった・買った、またはわからない")},
	}
}

// rest returns the questions about the card of a brand, and about what there is.
func (sh *shell) rest(a *answers, p *brand.Profile) []question {
	return slices.Concat(sh.aboutCard(a, p), sh.aboutEvidence(a, p))
}

// currency is that of an amount without one, of a card that may be in any.
func (l language) currency() string {
	if l == japanese {
		return "JPY"
	}
	return "USD"
}

// far is where a brand stands in a list: those of the reader's country first,
// those of no country last.
func (sh *shell) far(p *brand.Profile) int {
	switch {
	case p.Country == brand.Anywhere:
		return 2
	case sh.lang == japanese:
		return foreign(p)
	default:
		return 0
	}
}

// foreign is 0 for a brand of Japan and 1 for any other.
func foreign(p *brand.Profile) int {
	if p.Country == "JP" {
		return 0
	}
	return 1
}

func (sh *shell) aboutCard(a *answers, p *brand.Profile) []question {
	cur, _ := unspent.ParseCurrency(cmp.Or(p.Currency, sh.lang.currency()))
	sold := func() bool { return a.asker == string(assess.Seller) }
	return []question{
		{title: text{"What form does it have?", "どんな形のカードですか"}, options: sh.forms(p), value: &a.form},
		{title: text{"What is it for?", "何に使いますか"}, value: &a.intent, options: sh.choices(
			string(assess.ToUse), "to use it myself", "自分で使う",
			string(assess.ToGive), "to give it away", "人に贈る",
			string(assess.ToSell), "to sell it", "売る",
			string(assess.ToCash), "to get cash out of a credit card", "クレジットカードの枠を現金にする",
			"", "don't know", "わからない・決めていない")},
		{title: text{"The last four of the code?", "番号の下4桁は"}, value: &a.last4, check: sh.fourOnly,
			help: text{"Only the last four letters or digits.", "最後の4文字だけを入力してください。"}},
		{title: text{"How much is it worth?", "金額は"}, value: &a.amount, check: sh.checked(func(s string) error {
			m, err := amountOfText(s, cur)
			if err == nil && !p.Takes(m.Currency().String()) {
				err = said2("cards of this brand are in %[1]s: give the amount that stands on the card, in %[1]s", "このブランドのカードの通貨は %[1]s です。カードに書かれた金額を %[1]s で入力してください", cur)
			}
			return err
		}),
			help: text{"In " + cur.String() + ", such as 5000.", "例：5000（" + cur.String() + "）"}},
		{title: text{"When did you buy or receive it?", "いつ買いましたか・受け取りましたか"}, value: &a.got, check: sh.past,
			help: text{"Such as 2026-11-22 or 2026-11-22 14:05 (Japan's time).", "例：2026-11-22 または 2026-11-22 14:05（日本時間）"}},
		{title: text{"How long does the seller or the market hear complaints?", "売り手や売買サイトが苦情を受け付ける期間は"}, value: &a.window,
			help:  text{"From when you got it: 30m, 72h or 14d.", "受け取りから。例：30m（30分）、72h（72時間）、14d（14日）"},
			check: sh.checked(func(s string) error { _, err := windowOfText(s); return err }),
			when:  func() bool { return a.channel == string(assess.FromBusiness) }},
		{title: text{"How old is the card?", "カードは、いつごろ売られたものですか"}, value: &a.issued, check: sh.aged,
			when: func() bool {
				return a.channel == string(assess.FromPerson) || a.channel == string(assess.FromBusiness) || a.got == ""
			},
			help: text{"The day, the month or the year in which its first buyer got it, such as 2015-12 or 2015.", "最初に買われた日・月・年がわかれば。例：2015-12 または 2015"}},
		{title: text{"Has it arrived with whoever you sent it to?", "送った相手に届いていますか"}, value: &a.arrived,
			when: func() bool { return a.asker == string(assess.Giver) }, options: sh.choices(
				"no", "no, they say that nothing came", "届いていないと言われた",
				"yes", "yes", "届いている",
				"", "don't know", "わからない")},
		{title: text{"When did you give the code away?", "番号を相手に渡したのはいつですか"}, value: &a.handed, when: sold,
			check: sh.handed(a),
			help:  text{"To the minute if you can: it decides who could have used the card. Leave it empty if you still have it.", "できれば分まで。だれが使えたかを決める大事な時刻です。まだ渡していなければ空のままで。"}},
		{title: text{"Does somebody say that the card you sold was used?", "売ったカードが使用済みだったと言われましたか"}, value: &a.claimed, when: sold, options: sh.choices(
			"true", "yes", "はい",
			"", "no, or don't know", "いいえ・わからない")},
	}
}

// forms returns the ways in which a brand is sold.
func (sh *shell) forms(p *brand.Profile) (all []option) {
	for _, f := range p.Forms {
		o := option{string(f.Kind), string(f.Kind)}
		if w, ok := formText[f.Kind]; ok {
			o.label = w[sh.lang]
		}
		if !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	return append(all, option{string(brand.FormUnknown), formText[brand.FormUnknown][sh.lang]})
}

var formText = map[brand.FormKind]text{
	brand.FormMail:    {"by mail, SMS or a share link", "メール・SMS・共有リンクで届いた"},
	brand.FormPrint:   {"printed by the buyer", "印刷した"},
	brand.FormPosted:  {"a card, a box or an envelope that was delivered", "配送されたカード・ボックス・封筒"},
	brand.FormShop:    {"a card from a shop's rack", "お店の棚で売られているカード"},
	brand.FormSheet:   {"a slip printed by a store's terminal", "店の端末で印刷したシート"},
	brand.FormTopUp:   {"straight into an account, without a code", "番号なしで直接チャージ"},
	brand.FormLink:    {"a web address that is the value itself", "URLそのものが額面のもの"},
	brand.FormUnknown: {"don't know", "わからない"},
}

// aboutMessages asks of each message that cannot be read which known one it is
// most like.
func (sh *shell) aboutMessages(a *answers, p *brand.Profile) (all []question) {
	if !slices.Contains(a.have, haveMessage) {
		return nil
	}
	messages := lines(a.message)
	a.likes = make([]string, len(messages))
	for i, message := range messages {
		if _, known := intake.Told(p, message); known {
			continue
		}
		var options []option
		for n, c := range assess.Choices(p, message) {
			said := sh.lang.of(casefile.SaysText(c.Means))
			if c.Sample != "" {
				said = sh.lang.word(wordSample, c.Sample, said)
			}
			options = append(options, option{strconv.Itoa(n + 1), said})
		}
		all = append(all, question{title: text{"Which of these is most like it?", "意味がいちばん近いのはどれですか"}, help: text{message, message},
			options: append(options, option{"", sh.lang.word(wordNoneLike)}), value: &a.likes[i]})
	}
	return all
}

func (sh *shell) aboutEvidence(a *answers, p *brand.Profile) []question {
	has := func(what string) func() bool { return func() bool { return slices.Contains(a.have, what) } }
	open := func() bool { return slices.Contains(a.have, haveSeal) && a.seal == "broken" }
	paths := text{"The file's path; several: one on each line.", "ファイルの場所（パス）。複数あれば1行に1つ。"}
	file := func(have string, value *string, en, ja string) question {
		return question{title: text{en, ja}, help: paths, lines: true, value: value, check: sh.filesExist, when: has(have)}
	}
	return []question{
		{title: text{"What do you have?", "手元にあるものは"}, options: sh.kept(a, p), many: &a.have,
			help: text{"Choose as many as you like, or none.", "いくつでも選べます。何もなくてもかまいません。"}},
		file(haveMail, &a.mails, "Which mails? Save each as an .eml file.", "どのメールですか（.eml で保存したもの）"),
		file(haveMine, &a.mine, "Where is your usage history?", "自分の利用履歴を保存したファイルは"),
		file(haveTheirs, &a.theirs, "Where is the other side's usage history?", "相手の利用履歴を保存したファイルは"),
		file(haveOrder, &a.order, "Where is the page of the order?", "注文のページを保存したファイルは"),
		file(havePicture, &a.pictures, "Where are the pictures?", "写真・スクリーンショットのファイルは"),
		file(haveTill, &a.till, "Where is the shop's receipt, as a text or a picture?", "お店のレシート（文字か写真）のファイルは（なければ空のまま）"),
		{title: text{"Does the shop's receipt say that the card was activated?", "レシートに、カードを有効化したという記載はありますか"}, value: &a.tillSays, when: has(haveTill), options: sh.choices(
			"activated", "yes", "ある",
			"only", "no, only that it was paid", "ない（支払いの記載だけ）",
			"", "don't know", "わからない")},
		{title: text{"When did you save or take them?", "いつ保存・撮影しましたか"}, value: &a.seen, check: sh.past,
			when: func() bool { return a.mine+a.theirs+a.order+a.pictures != "" && slices.ContainsFunc(a.have, pageLike) },
			help: text{"The pages and pictures, such as 2026-11-22 14:05 (Japan's time). Leave it empty to take the time of each file.",
				"ページや写真の話です。例：2026-11-22 14:05（日本時間）。空のままなら、それぞれのファイルの日時を使います。"}},
		{title: text{"What was shown, word by word?", "表示された文章は（一字一句そのまま）"}, value: &a.message, when: has(haveMessage)},
		{title: text{"On whose screen was it shown?", "だれの画面に表示されましたか"}, value: &a.messageOf, when: has(haveMessage), options: sh.screens(a)},
		{title: text{"When was it shown?", "いつ表示されましたか"}, value: &a.messageAt, when: has(haveMessage), check: sh.past,
			help: text{"Such as 2026-11-22 14:05 (Japan's time). Leave it empty if you do not know.", "例：2026-11-22 14:05（日本時間）。わからなければ空のままで。"}},
		{title: text{"How is the seal or scratch-off?", "シールやスクラッチの状態は"}, value: &a.seal, when: has(haveSeal), options: sh.choices(
			"intact", "untouched", "手つかず",
			"broken", "peeled or scratched off", "はがれている・削られている",
			"tampered", "signs that it was put back", "貼り直した跡がある",
			"", "don't know", "わからない")},
		{title: text{"Who opened it?", "だれが開けましたか"}, value: &a.opened, when: open, options: sh.choices(
			"by-me", "I did", "自分で開けた",
			"found-open", "it was open when I got it", "手に入れたときから開いていた",
			"by-other", "somebody else", "ほかの人が開けた",
			"", "don't know", "わからない")},
		{title: text{"Who has seen the code beside you?", "あなたのほかに、番号を見た人はいますか"}, value: &a.seenBy, when: open, options: sh.choices(
			"nobody", "nobody", "だれも見ていない",
			"family", "my family", "家族",
			"seller", "who gave or sold it to me", "贈り主・売り手",
			"stranger", "somebody I do not know", "知らない人",
			"posted", "it stood in a picture that others could see", "写真に写して、ほかの人が見られるところに出した",
			"", "don't know", "わからない")},
		{title: text{"Was the code entered anywhere already?", "番号を、もうどこかに入力しましたか"}, value: &a.entered, when: open, options: sh.choices(
			"no", "no", "入力していない",
			"yes", "yes", "入力した",
			"", "don't know", "わからない")},
		{title: text{"Can the code still be read?", "番号は読めますか"}, value: &a.readable, when: open, options: sh.choices(
			"yes", "yes", "読める",
			"part", "only a part of it", "一部だけ読める",
			"no", "no", "読めない",
			"", "don't know", "わからない")},
		{title: text{"What did the issuer's balance page show?", "発行元の残高照会の結果は"}, value: &a.balance, when: has(haveBalance), options: sh.choices(
			"full", "the whole value", "全額が残っている",
			"part", "a part of it", "一部が残っている",
			"zero", "nothing", "0だった",
			"", "don't know", "わからない")},
		{title: text{"What does the other side say?", "相手は何と言っていますか"}, value: &a.said, when: has(haveSaid), options: sh.choices(
			"unused", "that it is unused", "未使用だと言っている",
			"used", "that it is used", "使用済みだと言っている",
			"", "don't know", "わからない")},
	}
}

// pageLike reports whether a thing that somebody has shows only how it was when it
// was saved.
func pageLike(have string) bool {
	return slices.Contains([]string{haveMine, haveTheirs, haveOrder, havePicture}, have)
}

// screens returns on whose screen a message may have been shown; the asker's own
// if nobody says.
func (sh *shell) screens(a *answers) (all []option) {
	for _, o := range []struct{ value, en, ja string }{
		{"buyer", "the buyer's", "買い手の画面"}, {"seller", "the seller's", "売り手の画面"}, {"giver", "the giver's", "贈り主の画面"},
	} {
		if o.value != a.asker {
			all = append(all, option{o.value, text{o.en, o.ja}[sh.lang]})
		}
	}
	return append(all, option{"me", text{"mine", "自分の画面"}[sh.lang]})
}

// handed accepts nothing, and a time since the card was got.
func (sh *shell) handed(a *answers) func(string) error {
	return func(typed string) error {
		err := sh.past(typed)
		if err != nil || typed == "" || a.got == "" {
			return err
		}
		at, err := timeOfText(typed)
		if got, wrong := timeOfText(a.got); err == nil && wrong == nil && at.Add(24*time.Hour).Before(got) {
			return said(sh.lang.word(wordHandedEarly))
		}
		return err
	}
}

// aged accepts nothing, a day, a month or a year.
func (sh *shell) aged(typed string) error {
	if _, ok := casefile.ParseIssued(norm.NFKC.String(typed)); typed != "" && !ok {
		return said(sh.lang.word(wordIssued))
	}
	return nil
}

// past accepts nothing, and a time that is not to come.
func (sh *shell) past(typed string) error {
	if err := sh.checked(func(s string) error { _, err := timeOfText(s); return err })(typed); err != nil || typed == "" {
		return err
	}
	if at, err := timeOfText(typed); err == nil && at.After(sh.now()) {
		return said(sh.lang.word(wordWhenNone))
	}
	return nil
}

// kept returns what somebody in this situation may have.
func (sh *shell) kept(a *answers, p *brand.Profile) (all []option) {
	add := func(when bool, value, en, ja string) {
		if when {
			all = append(all, option{value, text{en, ja}[sh.lang]})
		}
	}
	alone := a.asker != string(assess.Seller) && a.asker != string(assess.Buyer) &&
		(a.channel == string(assess.FromIssuer) || a.channel == string(assess.FromShop))
	add(true, haveMail, "mails of the issuer", "発行元からのメール（購入確認・送付・開封通知など）")
	add(true, haveMine, "my usage history, saved", "自分のアカウントの利用履歴（保存したページ）")
	add(!alone, haveTheirs, "the other side's usage history, saved", "相手のアカウントの利用履歴（保存したページ）")
	add(true, haveOrder, "the page of the order, saved", "注文のページ（発送済み・使用済みなどの表示）")
	add(true, haveMessage, "the message when redeeming was tried", "登録しようとしたときに出たメッセージ")
	add(true, haveSeal, "the card itself, with a seal or scratch-off", "カード本体（シールやスクラッチ）")
	add(true, haveTill, "the shop's receipt", "お店のレシート")
	add(p.Lookup.Kind != brand.LookupNone, haveBalance, "the issuer's balance page", "発行元の残高照会の結果")
	add(true, haveNotice, "the buyer looked: no opening notice came", "購入者が確かめたが、開封通知は来ていない")
	add(!alone, haveSaid, "what the other side says", "相手の説明")
	add(true, havePicture, "photos or screenshots", "写真・スクリーンショット")
	return all
}

// choices makes options of value, English, Japanese, value, …
func (sh *shell) choices(all ...string) (options []option) {
	for c := range slices.Chunk(all, 3) {
		options = append(options, option{c[0], text{c[1], c[2]}[sh.lang]})
	}
	return options
}

// input makes a case of the answers. Every check has been passed.
func (a answers) input(p *brand.Profile, l language) (in casefile.Input, err error) {
	only := func(have, answer string) string { // what was answered before somebody went back and took it away is not
		if slices.Contains(a.have, have) {
			return answer
		}
		return ""
	}
	d := described{Brand: a.brand, Asker: a.asker, Channel: a.channel, Form: a.form, Intent: a.intent, Last4: a.last4, Amount: a.amount,
		Got: a.got, Like: a.likes, Message: lines(only(haveMessage, a.message)), MessageOf: a.messageOf, MessageAt: only(haveMessage, a.messageAt), Till: only(haveTill, a.tillSays), Seal: only(haveSeal, a.seal),
		Balance: only(haveBalance, a.balance), Said: only(haveSaid, a.said), NoNotice: slices.Contains(a.have, haveNotice)}
	if a.channel == string(assess.FromBusiness) {
		d.Window = a.window
	}
	d.Issued, d.AskedFor = norm.NFKC.String(a.issued), a.told == toldAsked
	if a.told == toldCode {
		d.GivenTo = string(assess.GivenStranger)
	}
	if a.asker == string(assess.Giver) {
		d.Arrived = a.arrived
	}
	if d.Seal == "broken" {
		d.Opened, d.SeenBy, d.Entered, d.Readable = a.opened, a.seenBy, a.entered, a.readable
	}
	if a.asker == string(assess.Seller) {
		d.HandedOver, d.Claimed = a.handed, a.claimed != ""
	}
	if in, err = d.input(p, l); err != nil {
		return in, err
	}
	other, buyer := counterpart(in.Case)
	files := func(have, paths string, kind assess.Kind, owner assess.Owner) {
		paths = only(have, paths)
		for _, path := range lines(paths) {
			in.Evidence = append(in.Evidence, casefile.Item{File: unquoted(path), Kind: kind, Owner: owner})
		}
	}
	files(haveMail, a.mails, assess.Mail, assess.NoOwner)
	files(haveMine, a.mine, assess.History, assess.Mine)
	files(haveTheirs, a.theirs, assess.History, other)
	files(haveOrder, a.order, assess.OrderPage, buyer)
	files(haveTill, a.till, "", assess.Mine)
	files(havePicture, a.pictures, assess.Picture, assess.NoOwner)
	if a.seen != "" {
		d.Seen = []string{a.seen}
	}
	return in, d.saved(in.Evidence)
}

// counterpart returns who is on the other side of a case, and who bought the
// card from its issuer.
func counterpart(c assess.Case) (other, buyer assess.Owner) {
	switch c.Channel {
	case assess.FromIssuer, assess.FromShop:
		other, buyer = assess.NoOwner, assess.Mine
	case assess.FromBusiness:
		other, buyer = assess.Sellers, assess.Sellers
	case assess.FromPerson:
		other, buyer = assess.Givers, assess.Givers
	}
	switch c.Asker {
	case assess.Seller:
		other = assess.Buyers
	case assess.Buyer:
		other = assess.Sellers
	case assess.Giver:
		buyer = assess.Mine
	case assess.Holder:
	}
	return other, buyer
}

// lines returns the lines of a text that have something on them.
func lines(s string) (all []string) {
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// unquoted returns a path without what terminals put around one that is dropped
// on them.
func unquoted(path string) string {
	if n := len(path); n > 1 && (path[0] == '\'' || path[0] == '"') && path[n-1] == path[0] {
		return path[1 : n-1]
	}
	return strings.ReplaceAll(path, `\ `, " ")
}

// said is a fault that is shown to the person who typed.
type said string

func (s said) Error() string { return string(s) }

func (sh *shell) fourOnly(typed string) error {
	switch n := brand.Normalise(typed); {
	case len(n) > 4:
		return said(sh.lang.word(wordFourOnly))
	case n != "" && (len(n) < 4 || strings.Trim(n, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != ""):
		return said(sh.lang.word(wordFour))
	}
	return nil
}

func (sh *shell) filesExist(typed string) error {
	for _, path := range lines(typed) {
		if stat, err := os.Stat(unquoted(path)); err != nil || !stat.Mode().IsRegular() {
			return said(sh.lang.word(wordNoFile) + unquoted(path))
		}
	}
	return nil
}

// checked accepts nothing, and what parse accepts.
func (sh *shell) checked(parse func(string) error) func(string) error {
	return func(typed string) error {
		if typed == "" {
			return nil
		}
		err := parse(typed)
		if w, ok := errors.AsType[worded](err); ok {
			return said(w.say[sh.lang])
		}
		return err
	}
}

// amountOfText reads an amount as people write it, in the currency cur unless it
// names another.
func amountOfText(typed string, cur unspent.Currency) (unspent.Money, error) {
	s := strings.ToUpper(norm.NFKC.String(typed))
	for symbol, code := range map[string]string{"¥": "JPY", "円": "JPY", "$": "USD", "JPY": "JPY", "USD": "USD", "EUR": "EUR", "€": "EUR", "£": "GBP", "GBP": "GBP"} {
		if cut := strings.ReplaceAll(s, symbol, ""); cut != s {
			named, err := unspent.ParseCurrency(code)
			if err != nil {
				return unspent.Money{}, err
			}
			s, cur = cut, named
		}
	}
	m, err := unspent.ParseMoney(strings.TrimSpace(strings.ReplaceAll(s, ",", "")), cur)
	if err != nil || !m.IsPositive() {
		return m, said2("write an amount such as 5000, not %q", "金額は 5000 のように書いてください（「%s」は読み取れません）", typed)
	}
	return m, nil
}

// timeOfText reads a day or a minute, in Japan's time if it names no zone.
func timeOfText(typed string) (time.Time, error) {
	s := strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-").Replace(strings.TrimSpace(norm.NFKC.String(typed)))
	for _, layout := range []string{time.RFC3339, "2006-1-2 15:04", "2006-1-2T15:04", "2006-1-2"} {
		if t, err := time.ParseInLocation(layout, s, brand.Japan()); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, said2("%q is not a time such as 2026-11-22 or 2026-11-22 14:05",
		"「%s」は日時として読み取れません。2026-11-22 または 2026-11-22 14:05 のように書いてください", typed)
}

// windowOfText reads minutes, hours or days.
func windowOfText(typed string) (time.Duration, error) {
	s := strings.TrimSpace(norm.NFKC.String(typed))
	for unit, length := range map[string]time.Duration{"m": time.Minute, "h": time.Hour, "d": 24 * time.Hour, "分": time.Minute, "時間": time.Hour, "日": 24 * time.Hour} {
		if digits, ok := strings.CutSuffix(s, unit); ok {
			if n, err := strconv.ParseUint(strings.TrimSpace(digits), 10, 16); err == nil && n > 0 {
				return time.Duration(n) * length, nil
			}
		}
	}
	return 0, said2("%q is not a time such as 30m, 72h or 14d", "「%s」は期間として読み取れません。30m（30分）、72h（72時間）、14d（14日）のように書いてください", typed)
}
