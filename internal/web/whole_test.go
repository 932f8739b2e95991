package web

import (
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// Nothing that a visitor typed is held with a whole code in it, whichever field it
// was typed in and however.
func TestWithoutCodes(t *testing.T) {
	all := brand.Builtin()
	for _, code := range []string{"AQ7X-K2M9PL-K7QM", "aq7xk2m9plk7qm", "ＡＱ７Ｘ－Ｋ２Ｍ９ＰＬ－Ｋ７ＱＭ", "ABCD-2345-EFGH-2345-JKLM"} {
		for _, name := range append(asked(), "a field of nobody's", "read-1-last4") {
			sent := evidence{said: map[string]string{"brand": "amazon-jp", name: code},
				read: map[string]map[string]string{"file-1.png": {"last4": code, "order": code}}, like: map[string]string{"": code}}
			notes, wrong := withoutCodes(&sent, all)
			if len(notes) == 0 {
				t.Errorf("%s: nothing is said of the readings", name)
			}
			held := []string{sent.said[name], sent.read["file-1.png"]["last4"], sent.read["file-1.png"]["order"], sent.like[""]}
			for _, text := range held {
				if plain := brand.Normalise(text); strings.Contains(plain, "K2M9PL") || strings.Contains(plain, "EFGH") {
					t.Errorf("%s: %q is held", name, text)
				}
			}
			if name != "message" && name != "last4" && !strings.Contains(name, "-1-") && name != "a field of nobody's" && wrong.At(name).Word != "assess.wholeCode" {
				t.Errorf("%s: nothing is said of it: %v", name, wrong)
			}
		}
	}
	sent := evidence{said: map[string]string{"brand": "amazon-jp", "last4": "K7QM", "order": "250-1234567-1234567", "amount": "5,000",
		"challenge": "あおぞら", "issued": "2015-12",
		"message": "ギフト券番号は無効です", "serial": "1234567890123456", "recipient": "hanako@example.jp", "handed": "2026-11-22T10:00"}}
	if notes, wrong := withoutCodes(&sent, all); len(notes)+len(wrong) > 0 || len(sent.said) != 10 {
		t.Errorf("what is no code is spoken of: %v, %v", notes, wrong)
	}
}

// What the API says of a field is said at that field of the page, with its why.
func TestWrongIn(t *testing.T) {
	e := evidence{said: map[string]string{}, files: []file{{name: "file-1.txt"}}}
	for at, want := range map[[2]string]mistake{
		{"card.amount", "case.amount"}:         {Field: "amount", Word: "assess.wrongAmount"},
		{"card.amount", "case.currency"}:       {Field: "amount", Word: "assess.wrongCurrency"},
		{"got", "case.gotLater"}:               {Field: "got", Word: "assess.wrongLater"},
		{"handed-over", "case.handedEarly"}:    {Field: "handed", Word: "assess.wrongEarlier"},
		{"evidence[0]", "case.pieceLater"}:     {Field: "seen", Word: "assess.wrongLater"},
		{"evidence[1]", "case.pieceLater"}:     {Field: "messageAt", Word: "assess.wrongLater"},
		{"window", "case.windowLong"}:          {Field: "window", Word: "assess.wrongWindow"},
		{"card.order", "case.long"}:            {Field: "order", Word: "assess.wrongLong"},
		{"card.order", "case.wholeCode"}:       {Field: "order", Word: "assess.wholeCode"},
		{"evidence[1].message", "case.long"}:   {Field: "message", Word: "assess.wrongLong"},
		{"issued", "case.issued"}:              {Field: "issued", Word: "assess.wrongIssued"},
		{"challenge", "case.somethingUnheard"}: {Field: "challenge", Word: "assess.wrong"},
	} {
		wrong := e.wrongIn(unspent.Errorf(unspent.Invalid, "wrong").With(unspent.Wrong(at[0], at[1])))
		if got := wrong.At(want.Field); len(wrong) != 1 || got.Word != want.Word {
			t.Errorf("%q is said as %v, want %v", at, wrong, want)
		}
	}
	both := e.wrongIn(unspent.Errorf(unspent.Invalid, "wrong").With(unspent.Wrong("got", "case.time"), unspent.Wrong("card.amount", "case.amount"),
		unspent.Wrong("", "case.noField")))
	if len(both) != 2 {
		t.Errorf("of two fields it says %v", both)
	}
}
