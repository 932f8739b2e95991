package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// language is what a holder reads. What only staff reads is in English.
type language int

const (
	english language = iota
	japanese
	languages
)

// languageOf returns the language of the setting, or else of the locale.
func languageOf(setting string, getenv func(string) string) language {
	for _, locale := range [...]string{setting, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		switch {
		case locale == "":
			continue
		case strings.HasPrefix(locale, "ja"):
			return japanese
		}
		return english
	}
	return english
}

// code returns the language's code.
func (l language) code() string { return [languages]string{"en", "ja"}[l] }

// money writes an amount as readers of the language expect it: ¥5,000, $50.00.
func (l language) money(m unspent.Money) string {
	return l.of(brand.MoneyText(m))
}

// text is one message in every language.
type text [languages]string

// message names a text that a holder reads.
type message int

const (
	msgYesUnspent message = iota
	msgNotUnspent
	msgWhyHeld
	msgWhyFrozen
	msgWhyUsed
	msgWhyRaised
	msgWhyReplaced
	msgWhyClaimed
	msgWhySpent
	msgWhyInactive
	msgWhyExpired
	msgWhyVoid
	msgAsOf
	msgCard
	msgProgram
	msgState
	msgFace
	msgBalance
	msgHeldUntil
	msgHeldReleased
	msgFrozen
	msgYes
	msgExpires
	msgNever
	msgMayChange
	msgReceiptOK
	msgReceiptFor
	msgReceiptForAnyone
	msgReceiptUntil
	msgReceiptNow
	msgReceiptSame
	msgReceiptChanged
	msgReceiptRewritten
	msgReceiptLost
	msgReceiptLostAll
	msgUnknownEvent
	msgUnknownOther
	msgUnknownCard
	msgUnknownPayment
	msgKnownAll
	msgKnownMore
	msgKnownForged
	msgKnownGone
	msgKnownNameless
	msgKnownCards
	msgKnownNext
	msgReceiptSaved
	msgLink
	msgHoldPlaced
	msgHoldGiveSecret
	msgHoldReleased
	msgHoldCancelled
	msgTaken
	msgNewCode
	msgOldDead
	msgClaimed
	msgAccountBalance
	msgPromptCode
	msgPromptSecret
	msgPromptKey
	msgPromptPassphrase
	msgPromptKeyring
	msgPromptAgain
	msgStateInactive
	msgStateActive
	msgStateClaimed
	msgStateSpent
	msgStateVoid
	msgStateReplaced
	msgStateExpired
	messages
)

var catalogue = [messages]text{
	msgYesUnspent:       {"unspent as of %s", "未使用です：%s現在"},
	msgNotUnspent:       {"not unspent: %s", "%s"},
	msgWhyHeld:          {"it is held for somebody until %s", "取り置かれています（期限 %s）"},
	msgWhyFrozen:        {"stopped by the issuer", "発行者が利用を止めています"},
	msgWhyUsed:          {"%s of %s is used", "一部が使われています：%s 利用済み（額面 %s）"},
	msgWhyRaised:        {"the balance is not the face value", "残高が額面と異なります"},
	msgWhyReplaced:      {"replaced by a newer code", "新しいコードに交換されています"},
	msgWhyClaimed:       {"claimed to an account", "使用済みです（アカウントに登録済み）"},
	msgWhySpent:         {"nothing is left", "使用済みです（残高なし）"},
	msgWhyInactive:      {"not sold yet", "まだ有効になっていません"},
	msgWhyExpired:       {"expired", "有効期限が切れています"},
	msgWhyVoid:          {"the sale was cancelled", "取り消されたカードです"},
	msgAsOf:             {"as of", "確認時刻"},
	msgCard:             {"card", "カード"},
	msgProgram:          {"program", "プログラム"},
	msgState:            {"state", "状態"},
	msgFace:             {"face value", "額面"},
	msgBalance:          {"balance", "残高"},
	msgHeldUntil:        {"held until", "取り置き期限"},
	msgHeldReleased:     {"%s, released to the counterparty", "%s、相手への引き渡し済み"},
	msgFrozen:           {"frozen", "発行者による停止中"},
	msgYes:              {"yes", "はい"},
	msgExpires:          {"expires", "有効期限"},
	msgNever:            {"never", "なし"},
	msgMayChange:        {"whoever knows the code can use the card at any moment: check again before you rely on it", "コードを知る人はいつでも使えます。頼りにする直前にもう一度確かめてください"},
	msgReceiptOK:        {"the receipt is genuine: signed by %s with key %s", "証明書は本物です（発行者 %s、鍵 %s）"},
	msgReceiptFor:       {"made for", "宛先"},
	msgReceiptForAnyone: {"anyone: it can be shown to several people", "指定なし（だれにでも見せられます）"},
	msgReceiptUntil:     {"receipt valid until", "証明書の期限"},
	msgReceiptNow:       {"now", "現在の状態"},
	msgReceiptSame:      {"nothing has changed since", "その後の変化はありません"},
	msgReceiptChanged:   {"this has changed since", "その後に変化がありました"},
	msgReceiptRewritten: {"the issuer's book has another history than the receipt: one of them is false", "発行者の帳簿の履歴が証明書と食い違っています。どちらかが偽りです"},
	msgReceiptLost: {"the issuer lost the end of its book and went on from an older copy on %s, which ends with %s; this receipt is of the " +
		"lost part: keep it, and ask the issuer",
		"発行者は帳簿の終わりの部分を失い、%s に、%s までの古い写しから再開しました。この証明書は失われた部分のものです。保管して、発行者にお問い合わせください"},
	msgReceiptLostAll: {"the issuer lost its book and began anew on %s; this receipt is of the lost part: keep it, and ask the issuer",
		"発行者は帳簿を失い、%s に新しく始めました。この証明書は失われた部分のものです。保管して、発行者にお問い合わせください"},
	msgUnknownEvent:   {"the book ends before this event", "帳簿はこの記録より前で終わっています"},
	msgUnknownOther:   {"the book has another event of this number", "帳簿では、この番号は別の記録です"},
	msgUnknownCard:    {"the book has no event of this card", "帳簿にこのカードの記録はありません"},
	msgUnknownPayment: {"the book knows the card, and no event of it with this amount", "帳簿にカードはありますが、この金額の記録がありません"},
	msgKnownAll:       {"the book, which ends with %s, knows all that %d lines say", "帳簿（最後の記録は %s）は、%d 行の内容をすべて知っています"},
	msgKnownMore:      {"the book, which ends with %s, does not know %d of the things that %d lines say", "帳簿（最後の記録は %s）の知らない事柄が %d 件あります（読んだのは %d 行）"},
	msgKnownForged:    {"%d receipts are not genuine and count for nothing", "%d 通の証明書は本物ではないため、数えていません"},
	msgKnownGone: {"%d cards are not in the book, so that nothing can be frozen: their holders are owed what the receipts " +
		"and lists say", "%d 枚のカードは帳簿にないため、凍結できません。証明書や一覧にある額は、持ち主に対する債務です"},
	msgKnownNameless: {"%d events are of cards that nobody names: find them out, or freeze every card", "%d 件の記録はどのカードのものか分かりません。調べるか、すべてのカードを凍結してください"},
	msgKnownCards:    {"%d cards to freeze until somebody has looked at them:", "確かめるまで凍結するカードは %d 枚です："},
	msgKnownNext: {"if nothing better is found: unspent files accept --by NAME --reason TEXT %s",
		"ほかに手立てがなければ：unspent files accept --by NAME --reason TEXT %s"},
	msgReceiptSaved:     {"receipt written to %s", "証明書を %s に保存しました"},
	msgLink:             {"link", "リンク"},
	msgHoldPlaced:       {"hold %s placed until %s", "取り置き %s を設定しました。期限は %s です"},
	msgHoldGiveSecret:   {"give the secret on standard output to the counterparty, and to nobody else", "標準出力の秘密は、相手だけに渡してください"},
	msgHoldReleased:     {"hold %s released: the counterparty can take the card now", "取り置き %s を引き渡しました。相手が受け取れます"},
	msgHoldCancelled:    {"hold %s ended", "取り置き %s を終わらせました"},
	msgTaken:            {"card %s is yours; it replaces %s", "カード %s はあなたのものです（%s に代わるもの）"},
	msgNewCode:          {"the new code is on standard output: keep it like cash", "新しいコードは標準出力にあります。現金と同じように保管してください"},
	msgOldDead:          {"the old code is dead", "古いコードはもう使えません"},
	msgClaimed:          {"%s moved to account %s", "%s をアカウント %s に登録しました"},
	msgAccountBalance:   {"account balance %s", "アカウント残高 %s"},
	msgPromptCode:       {"code (not shown): ", "コード（表示されません）: "},
	msgPromptSecret:     {"secret of the hold (not shown): ", "取り置きの秘密（表示されません）: "},
	msgPromptKey:        {"API key (not shown): ", "APIキー（表示されません）: "},
	msgPromptAgain:      {"once more (not shown): ", "もう一度（表示されません）: "},
	msgPromptKeyring:    {"passphrase of the keyring (not shown): ", "鍵束のパスフレーズ（表示されません）: "},
	msgPromptPassphrase: {"passphrase of the bundle (not shown): ", "一式のパスフレーズ（表示されません）: "},
	msgStateInactive:    {"inactive: made, but not sold", "未販売（有効化前）"},
	msgStateActive:      {"active", "有効"},
	msgStateClaimed:     {"claimed: the value is in an account", "登録済み（アカウントに入っています）"},
	msgStateSpent:       {"spent: nothing is left", "使用済み（残高はありません）"},
	msgStateVoid:        {"void: the sale was cancelled", "無効（販売が取り消されました）"},
	msgStateReplaced:    {"replaced: the value has a newer code", "新しいコードに置き換えられました"},
	msgStateExpired:     {"expired", "期限切れ"},
}

// whyMessage is why a card in a state is not unspent, whatever else it is.
var whyMessage = map[unspent.State]message{
	unspent.StateInactive: msgWhyInactive,
	unspent.StateClaimed:  msgWhyClaimed,
	unspent.StateSpent:    msgWhySpent,
	unspent.StateVoid:     msgWhyVoid,
	unspent.StateReplaced: msgWhyReplaced,
	unspent.StateExpired:  msgWhyExpired,
}

var stateMessage = map[unspent.State]message{
	unspent.StateInactive: msgStateInactive,
	unspent.StateActive:   msgStateActive,
	unspent.StateClaimed:  msgStateClaimed,
	unspent.StateSpent:    msgStateSpent,
	unspent.StateVoid:     msgStateVoid,
	unspent.StateReplaced: msgStateReplaced,
	unspent.StateExpired:  msgStateExpired,
}

// say returns a message in the language, with its arguments filled in.
func (l language) say(m message, args ...any) string {
	if len(args) == 0 {
		return catalogue[m][l]
	}
	return fmt.Sprintf(catalogue[m][l], args...)
}

// time writes when something is, for a holder: local time to the minute with
// its distance from UTC.
func (l language) time(t time.Time) string {
	if l == english {
		return t.Format("2006-01-02 15:04 -07:00")
	}
	_, east := t.Zone()
	zone := "UTC"
	if minutes := east / 60; minutes != 0 {
		sign := '+'
		if minutes < 0 {
			sign, minutes = '-', -minutes
		}
		zone = fmt.Sprintf("UTC%c%d", sign, minutes/60)
		if minutes%60 != 0 {
			zone += fmt.Sprintf(":%02d", minutes%60)
		}
	}
	return fmt.Sprintf("%d年%d月%d日 %d:%02d（%s）", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), zone)
}

// state returns a card's state in the language.
func (l language) state(s unspent.State) string {
	if m, ok := stateMessage[s]; ok {
		return l.say(m)
	}
	return string(s)
}
