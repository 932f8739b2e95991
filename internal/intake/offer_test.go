package intake_test

import (
	"slices"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
)

// What a page says is offered where it was not surely read, and counts when somebody who
// has the page takes it, and not before.
func TestOffers(t *testing.T) {
	column := func(lines ...string) (words []sight.Word) {
		for i, l := range lines {
			words = append(words, word(20, 20+40*i, l))
		}
		return words
	}
	tests := map[string]struct {
		words       []sight.Word
		kind, state string // which is right
	}{
		"a sentence of which half was read": {column("コードを追加できませんでした", "入力されたコードは、 すでに引き換えす。別のコードを入力してください。"), "message", "already_redeemed"},
		"a message that looks like an order": {column("You're all set", "$50.00 in credits has been added to your", "account and will be used on your next order.",
			"Gift card", "Add another gift card"),
			"message", "redeemed_now"},
		"an order that looks like a message": {column("キャンセル手続きが 完了した", "このカードは取り消されたため、使えません", "ご注文番号", "250-1234567-7654321", "宛先", "jiro@example.jp"),
			"order_page", "order_cancelled"},
		"a card of another country": {column("このギフトカードは、お使いのアカウントの国では利用できません。"), "message", "other_region"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Amount: yen(t, "5000"), Order: "250-1234567-7654321", Recipient: "jiro@example.jp"})
			o.Eyes = fakeEyes{words: tt.words}
			in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil {
				t.Fatal(err)
			}
			if got := in.Evidence[0].Notes[0].ID; got != assess.ReadingOpen {
				t.Errorf("before anybody has confirmed it: %s %v", got, told(in))
			}
			said := map[string]string{"kind": tt.kind, "state": tt.state}
			for field, want := range said {
				at := slices.IndexFunc(in.Readings, func(r intake.Reading) bool { return r.Field == field })
				if at < 0 || in.Readings[at].Value != want && !slices.Contains(in.Readings[at].Others, want) || len(in.Readings[at].Others) > 3 {
					t.Fatalf("%s %s is not offered in %+v", field, want, in.Readings)
				}
			}
			o.Confirm.Values = said
			if in, err = intake.Read(t.Context(), "x.png", drawnPNG(t), o); err != nil {
				t.Fatal(err)
			}
			if e := in.Evidence[0]; string(e.Kind) != tt.kind || string(e.Says) != tt.state {
				t.Errorf("taken, it is %s %s", e.Kind, e.Says)
			} else if _, corrected := notes(e)[assess.ReadingCorrected]; corrected {
				t.Errorf("what was offered is no correction: %v", e.Notes)
			}
		})
	}
}
