package wording_test

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// What is negated never becomes a claim: "not yet" before any English form, and
// まだ before any Japanese one.
func TestNegationsFlip(t *testing.T) {
	for _, form := range []string{"登録されています", "登録済みです", "追加されました", "使用されています", "使われています", "引き換えられています", "適用されました", "チャージされました"} {
		for _, before := range []string{"まだ", "未だ", "このカードはまだ", "このコードは別のアカウントにまだ"} {
			if got := wording.OfMessage(before + form); wording.Used(got.Means) && !got.Hedged {
				t.Errorf("OfMessage(%q) = %+v: a negation is a claim", before+form, got)
			}
		}
		if got := wording.OfRow("まだ" + form); got.Means != "" {
			t.Errorf("OfRow(%q) = %+v", "まだ"+form, got)
		}
	}
	for _, form := range []string{"redeemed", "been redeemed", "been used", "claimed", "been added to your account", "applied to another account",
		"been redeemed by someone else"} {
		for _, before := range []string{"not yet ", "It has not ", "This card hasn't ", "This card hasn’t yet ", "It was never "} {
			if got := wording.OfMessage(before + form); wording.Used(got.Means) && !got.Hedged {
				t.Errorf("OfMessage(%q) = %+v: a negation is a claim", before+form, got)
			}
		}
		if got := wording.OfState("Not yet " + form); got.Means == brand.OrderRedeemed {
			t.Errorf("OfState(%q) = %+v", "Not yet "+form, got)
		}
	}
}

func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"まだ登録されていません", "すでに別のアカウントに登録されています", "either invalid or already used", "if it has been redeemed", "登録され\nています", "re-\ndeemed",
		"「」。。、か、または"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, s := range map[string]wording.Sense{"OfMessage": wording.OfMessage(text), "OfRow": wording.OfRow(text), "OfState": wording.OfState(text)} {
			if s.Hedged && s.Means == "" && name == "OfMessage" {
				t.Errorf("%s(%q) leaves nothing open", name, text)
			}
			if s.Hedged && s.Means != "" && name != "OfMessage" {
				t.Errorf("%s(%q) means what is only possible", name, text)
			}
		}
		if got := wording.OfMessage(text + "。これはまだ登録されていません"); wording.Used(got.Means) && !wording.Used(wording.OfMessage(text).Means) &&
			!strings.ContainsAny(text, "かor") {
			t.Errorf("a negation after %q makes it %+v", text, got)
		}
	})
}
