package intake_test

import (
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
)

// Of rows whose day stands in their middle it is seen where they end: by the room between
// them.
func TestGrouped(t *testing.T) {
	var words []sight.Word
	y := 20
	for _, row := range [][]string{{"ギフトカードの履歴"}, {"ご注文で使用", "2026年11月25日", "注文 250-1234567-7654321"}, {"ギフトカード登録", "2026年11月22日", "コード xxxx-xxxxxx-7Q2M"},
		{"ご注文で使用", "2026年11月6日", "注文 250-1234567-7654329"}} {
		for i, line := range row {
			words = append(words, word(20, y, line))
			if i == 0 && len(row) > 1 {
				words = append(words, word(600, y, map[bool]string{true: "+¥5,000", false: "-¥1,200"}[row[0] == "ギフトカード登録"]))
			}
			y += 28
		}
		y += 24
	}
	o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: yen(t, "5000")})
	o.Eyes = fakeEyes{words: words, again: map[string]string{"7Q2M": "7Q2M"}}
	o.Confirm = intake.Confirm{Certain: true}
	in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
	if err != nil || len(in.Evidence) != 1 {
		t.Fatalf("Read = %v, %v", told(in), err)
	}
	if e := in.Evidence[0]; e.Card.Last4 != "7Q2M" || e.Card.Order != "" || e.Card.Amount != yen(t, "5000") {
		t.Errorf("the row is %v of %s", e.Card, in.Text)
	}
}
