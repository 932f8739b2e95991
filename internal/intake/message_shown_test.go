package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
)

// Of a chat or a screen only the message is quoted; a statement of an account is
// no receipt of a shop.
func TestMessageShown(t *testing.T) {
	for name, tt := range map[string]struct {
		text, shown string
		kind        assess.Kind
	}{
		"a screen":    {"18:02 5G 82%\nギフトカードを登録\nこのギフトカードは別のアカウントに登録されています\nOK\n", "このギフトカードは別のアカウントに登録されています", assess.Message},
		"two lines":   {"18:02\nこのギフトカードは別のアカウ\nントに登録されています\nOK\n", "このギフトカードは別のアカウ ントに登録されています", assess.Message},
		"a statement": {"ご利用明細照会\n取引日 摘要 お支払金額 お預り金額 残高\n2026-11-20 デビット AMAZON GIFT CARD 5,000 82,311\n", "", assess.Statement},
	} {
		in, err := intake.Read(t.Context(), "x.txt", []byte(tt.text), options(t, "amazon-jp", assess.Card{Last4: "7Q2M"}))
		if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Kind != tt.kind || in.Evidence[0].Shown != tt.shown {
			t.Errorf("%s: %+v, %v; want %s that shows %q", name, in.Evidence, err, tt.kind, tt.shown)
		}
	}
}
