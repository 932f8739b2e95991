package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/texts"
)

// advice is what to tell somebody about a failure, beside its own detail.
type advice struct {
	say    text   // what is the matter, where the detail is not in the language
	detail bool   // whether the English detail is worth showing anyway
	hint   text   // the way out; empty if there is none to tell
	holder bool   // whether the hint is for a holder, and none for the staff
	staff  string // what the staff is told instead of a detail for holders; empty if the same
}

// adviceOf has an entry for every reason.
var adviceOf = map[unspent.Reason]advice{
	unspent.Invalid: {say: text{"the request is not well formed", "指定が正しくありません"}, detail: true},
	unspent.MistypedCode: {say: text{"this cannot be a code", "コードの形が正しくありません"},
		hint: text{"compare the code with the card; case, spaces and hyphens do not matter", "カードのコードと見比べてください。大文字・小文字、空白、ハイフンは問いません"}},
	unspent.NotFound: {say: text{"no such card, account or hold", "見つかりません"},
		hint: text{"what is unknown and what is not yours get the same answer", "存在しないものと、あなたのものでないものは、同じ答えになります"}, holder: true},
	unspent.Conflict: {say: text{"this was asked before in other words, or exists already", "同じIDで別の内容がすでに依頼されているか、すでに存在します"}, detail: true},
	unspent.Unauthenticated: {say: text{"no valid API key", "有効なAPIキーがありません"},
		hint: text{"give the API key with --key-file or UNSPENT_KEY_FILE", "--key-file または UNSPENT_KEY_FILE でAPIキーを指定してください"}},
	unspent.Forbidden: {say: text{"the key's role may not do this", "このAPIキーの役割では実行できません"}, detail: true},
	unspent.TooLarge:  {say: text{"over a limit of size or count", "大きさまたは件数の上限を超えています"}, detail: true},
	unspent.TooManyMisses: {say: text{"refused for a while after too many unknown codes", "不明なコードが続いたため、しばらく受け付けません"},
		hint: text{"wait some minutes, then check the typing before you try again", "数分待ち、コードを確かめてからやり直してください"}},
	unspent.TooManyChanges: {say: text{"refused for a while after too many changes", "変更が続いたため、しばらく受け付けません"},
		hint: text{"wait as long as the answer says, then try again", "しばらく待ってからやり直してください"}, detail: true},
	unspent.WorkRequired: {say: text{"the server asks for a proof of work", "サーバーが計算による証明を求めています"}, hint: text{"try again in a while", "しばらくしてからやり直してください"}},
	unspent.SecondPerson: {say: text{"this waits for a second person", "もう一人の承認が必要です"}, detail: true},
	unspent.Busy:         {say: text{"the server is busy", "混み合っています"}, hint: text{"try again in a while", "しばらくしてからやり直してください"}},
	unspent.Unavailable:  {say: text{"the book could not answer", "いまは答えられません"}, detail: true},
	unspent.Internal:     {say: text{"something is wrong on our side", "内部エラーが起きました"}, detail: true},
	unspent.CardInactive: {say: text{"the card has not been sold yet", "このカードはまだ販売されていません"},
		hint: text{"the shop can activate it at the till", "販売店のレジで有効化できます"}, holder: true, staff: "the card has not been activated yet"},
	unspent.CardClaimed: {say: text{"the card's value is in an account", "このカードは登録済みです"},
		hint: text{"the usage history of that account lists it", "そのアカウントの利用履歴に載っています"}, holder: true},
	unspent.CardSpent: {say: text{"nothing is left on the card", "このカードの残高はありません"}},
	unspent.CardVoid: {say: text{"the sale of the card was cancelled", "このカードの販売は取り消されました"},
		hint: text{"ask the shop that sold it", "購入した店に問い合わせてください"}, holder: true},
	unspent.CardReplaced: {say: text{"the code is dead: the value has a newer one", "このコードは新しいコードに置き換えられました"},
		hint: text{"whoever took the card over has the new code", "カードを受け取った人が新しいコードを持っています"}, holder: true},
	unspent.CardExpired: {say: text{"the card's validity has ended", "このカードは期限切れです"}},
	unspent.CardFrozen: {say: text{"the issuer has stopped the card", "このカードは発行者が停止しています"},
		hint: text{"ask the issuer's support", "発行者の窓口に問い合わせてください"}, holder: true, staff: "the card is frozen: unfreeze it first"},
	unspent.CardHeld: {say: text{"the card is held for somebody", "このカードは取り置き中です"},
		hint: text{"the hold ends by itself at its time; check shows it", "取り置きは期限に自動で終わります。check で確かめられます"}, holder: true},
	unspent.NotHeld: {say: text{"there is no such hold, or it has lapsed", "その取り置きはないか、期限が切れています"}},
	unspent.NotReleased: {say: text{"the holder has not released the card yet", "まだ引き渡されていません"},
		hint: text{"ask the holder to release it, then take it again", "持ち主に引き渡し（release）を頼み、もう一度受け取ってください"}},
	unspent.WrongState:       {say: text{"the card's state does not allow this", "カードの状態により実行できません"}, detail: true},
	unspent.WrongCurrency:    {say: text{"the amount is in another currency than the card", "通貨がカードと異なります"}},
	unspent.WrongProgram:     {say: text{"the account holds value of another program", "このアカウントには別のプログラムの残高があります"}},
	unspent.AgainstTerms:     {say: text{"the program's terms do not allow this", "このプログラムの規約では許されていません"}},
	unspent.LimitExceeded:    {say: text{"over a limit of the program", "プログラムの上限を超えています"}},
	unspent.Insufficient:     {say: text{"the balance does not cover the amount", "残高が足りません"}},
	unspent.RefundExceeded:   {say: text{"more than was spent", "利用額を超える返金はできません"}},
	unspent.ReceiptMalformed: {say: text{"this is not a receipt", "証明書ではありません"}},
	unspent.ReceiptAlgorithm: {say: text{"the receipt is signed with an algorithm that is not allowed", "許されていない方式で署名されています"},
		hint: text{"treat it as forged", "偽造とみなしてください"}},
	unspent.ReceiptWithdrawn: {say: text{"the receipt is signed by a key that the issuer has withdrawn", "発行者が取り消した鍵で署名されています"},
		hint: text{"it proves nothing any more: ask for a new receipt", "証明にはなりません。新しい証明書を求めてください"}},
	unspent.ReceiptKey: {say: text{"the receipt is signed by a key that is not in the key set", "鍵セットにない鍵で署名されています"},
		hint: text{"fetch the issuer's newest key set; if the key is not there either, treat the receipt as forged", "発行者の最新の鍵セットを取得してください。それでも鍵がなければ偽造とみなしてください"}},
	unspent.ReceiptSignature: {say: text{"the receipt's signature does not match", "署名が一致しません"},
		hint: text{"it was changed on the way or forged", "途中で改変されたか、偽造されています"}},
	unspent.ReceiptExpired: {say: text{"the receipt has expired", "証明書の期限が切れています"}, hint: text{"ask for a new one", "新しい証明書を求めてください"}},
	unspent.ReceiptAudience: {say: text{"the receipt was not made for you", "あなたに宛てた証明書ではありません"},
		hint: text{"ask for one that names you", "あなた宛ての証明書を求めてください"}},
	unspent.ReceiptNonce: {say: text{"the receipt answers another question", "別の問い合わせに対する証明書です"},
		hint: text{"ask for one with your nonce", "あなたの nonce を含む証明書を求めてください"}},
}

// hinted is an error with hints of the command that met it.
type hinted struct {
	error
	hints []string
}

func (h hinted) Unwrap() error { return h.error }

// forStaff is a failure of a command of the issuer's staff, who is not told
// what a holder is.
type forStaff struct{ error }

func (f forStaff) Unwrap() error { return f.error }

// worded is an error for which a command has words of its own in every language.
type worded struct {
	error
	say text
}

func (w worded) Error() string { return w.say[english] }
func (w worded) Unwrap() error { return w.error }

// noHold words the refusal of a hold's id and secret.
func noHold(err error) error {
	if unspent.ReasonOf(err) != unspent.NotFound {
		return err
	}
	return worded{err, text{"no hold answers to this id and secret: compare both with what the seller sent",
		"この番号と秘密に合う取り置きはありません。売り手から届いたものと見比べてください"}}
}

// withHint adds a hint to err, if there is one.
func withHint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return hinted{err, []string{fmt.Sprintf(format, args...)}}
}

// usage is a wrong use of the command line.
func usage(format string, args ...any) *unspent.Error {
	return unspent.Errorf(unspent.Invalid, format, args...)
}

// told says what err is, in the language as far as it can be said in it.
func (l language) told(err error) string {
	a, known := adviceOf[unspent.ReasonOf(err)]
	if w, own := errors.AsType[worded](err); own {
		return w.say[l]
	}
	if _, staff := errors.AsType[forStaff](err); staff && a.staff != "" {
		return a.staff
	}
	if unread, ok := errors.AsType[casefile.Fault](err); ok && l == japanese {
		return unread.File + "：" + unread.Text.JA
	}
	if all, ok := texts.Faults(unspent.FaultsOf(err)); ok {
		return l.of(all)
	}
	switch {
	case l == english || !known:
		return err.Error()
	case !a.detail:
		return a.say[l]
	}
	return a.say[l] + "（" + strings.ReplaceAll(err.Error(), "\n", "）\n"+a.say[l]+"（") + "）"
}

// report returns the lines that tell somebody about err.
func (l language) report(err error) string {
	var b strings.Builder
	for line := range strings.SplitSeq(l.told(err), "\n") {
		fmt.Fprintf(&b, "unspent: %s\n", line)
	}
	a := adviceOf[unspent.ReasonOf(err)]
	_, own := errors.AsType[worded](err)
	_, staff := errors.AsType[forStaff](err)
	word := text{"hint: ", "ヒント: "}[l]
	if a.hint[l] != "" && !own && !(staff && a.holder) {
		fmt.Fprintf(&b, "%s%s\n", word, a.hint[l])
	}
	for h, ok := errors.AsType[hinted](err); ok; h, ok = errors.AsType[hinted](h.error) {
		for _, hint := range h.hints {
			fmt.Fprintf(&b, "%s%s\n", word, hint)
		}
	}
	return b.String()
}
