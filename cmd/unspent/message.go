package main

import (
	"fmt"
	"strings"

	"github.com/bojanz/currency"
	"github.com/unspent-dev/unspent"
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
	a, err := currency.NewAmount(m.Decimal(), m.Currency().String())
	if err != nil {
		return m.String()
	}
	return currency.NewFormatter(currency.NewLocale(l.code())).Format(a)
}

// text is one message in every language.
type text [languages]string

// message names a text that a holder reads.
type message int

const (
	msgYesUnspent message = iota
	msgNotUnspent
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
	msgYesUnspent:       {"unspent as of %s", "未使用です（%s 現在）"},
	msgNotUnspent:       {"not unspent as of %s", "未使用とは言えません（%s 現在）"},
	msgCard:             {"card", "カード"},
	msgProgram:          {"program", "プログラム"},
	msgState:            {"state", "状態"},
	msgFace:             {"face value", "額面"},
	msgBalance:          {"balance", "残高"},
	msgHeldUntil:        {"held until", "取り置き期限"},
	msgHeldReleased:     {"%s, released to the counterparty", "%s（相手への引き渡し済み）"},
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
	msgReceiptSaved:     {"receipt written to %s", "証明書を %s に保存しました"},
	msgLink:             {"link", "リンク"},
	msgHoldPlaced:       {"hold %s placed until %s", "取り置き %s を設定しました（%s まで）"},
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
	msgStateInactive:    {"inactive: made, but not sold", "未有効（まだ販売されていません）"},
	msgStateActive:      {"active", "有効"},
	msgStateClaimed:     {"claimed: the value is in an account", "登録済み（アカウントに入っています）"},
	msgStateSpent:       {"spent: nothing is left", "使用済み（残高はありません）"},
	msgStateVoid:        {"void: the sale was cancelled", "無効（販売が取り消されました）"},
	msgStateReplaced:    {"replaced: the value has a newer code", "新しいコードに置き換えられました"},
	msgStateExpired:     {"expired", "期限切れ"},
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

// state returns a card's state in the language.
func (l language) state(s unspent.State) string {
	if m, ok := stateMessage[s]; ok {
		return l.say(m)
	}
	return string(s)
}
