package intake_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestNeverAbsent reads histories in which money of the card's amount came in since
// it was got: whatever its row says, the card is not absent.
func TestNeverAbsent(t *testing.T) {
	const old = "2026年10月5日 お買い物 -980円\n"
	for row, want := range map[string]brand.Meaning{
		"2026年11月22日 ギフトカードを引き換え +3,000円":               brand.RowClaimed,
		"2026年11月22日 ギフトコードを使用 +3,000円":                 brand.RowClaimed,
		"2026年11月22日 ギフト券と交換 +3,000円":                   brand.RowClaimed,
		"2026年11月22日 ギフトカード チャージ +3,000円":               brand.RowClaimed,
		"2026年11月22日 ウォレットに追加 +3,000円":                  brand.RowClaimed,
		"2026年11月22日 ギフトカード（末尾 8842） +3,000円分":          brand.RowClaimed,
		"Nov 22, 2026 Gift card used +¥3,000":           brand.RowClaimed,
		"Nov 22, 2026 Code redeemed +¥3,000":            brand.RowClaimed,
		"Nov 22, 2026 Voucher +¥3,000":                  brand.RowClaimed,
		"2026年11月22日 チャージ +3,000円":                      brand.NothingToTell,
		"2026年11月22日 Google Play ギフトカード 自動チャージ +3,000円": brand.NothingToTell, // paid for, by no card
		"2026年11月22日 ギフトカード残高の自動チャージ ￥3,000":            brand.NothingToTell,
		"Nov 22, 2026 Gift card auto-reload +¥3,000":    brand.NothingToTell,
		"2026年11月22日 ギフトカード返金 +3,000円":                  brand.NothingToTell,
		"2026年11月22日 ギフトカード登録 保留中 +3,000円":              brand.NothingToTell,
		"2026年11月22日 ギフトカードは登録されていません +3,000円":          brand.NothingToTell,
		"2026年11月22日 お支払いの取り消し +3,000円":                 brand.NothingToTell,
		"2026年11月22日 お支払い -3,000円":                      brand.RowAbsent,
		"2026年11月22日 QRコード決済 -3,000円":                   brand.RowAbsent,
		"2026年10月2日 チャージ +3,000円":                       brand.RowAbsent, // before the card was got
	} {
		o := options(t, "google-play-jp", assess.Card{Last4: "8842", Amount: money(t, "3000", "JPY")})
		o.Got, o.Seen = got(), time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
		in, err := intake.Read(t.Context(), "", []byte("利用履歴\n"+row+"\n"+old), o)
		if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Says != want {
			t.Errorf("%s: %v, %v; want %s", row, told(in), err, want)
		}
	}
}

// TestChat reads what people say to each other: asked, denied or left open, it says
// no more than that.
func TestChat(t *testing.T) {
	for words, want := range map[string]brand.Meaning{
		"番号が無効です":                   brand.Invalid,
		"まだ使っていません":                 brand.SaidUnused,
		"I have not used it.":       brand.SaidUnused,
		"It is unused, isn't it?":   "",
		"未使用ですか？":                   "",
		"使用済みかもしれません":               "",
		"ありがとうございます":                "",
		"It may have been redeemed": "",
		"すでに別のアカウントに登録されていますと出ました": brand.AlreadyElsewhere,
		"Was it redeemed? I think no": "",
	} {
		o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
		in, err := intake.Read(t.Context(), "", []byte("取引メッセージ\n購入者\n"+words+"\n11月22日 14:03\n出品者\n確認します\n"), o)
		says := brand.Meaning("")
		if err == nil && len(in.Evidence) == 1 && in.Evidence[0].Kind == assess.Statement && in.Evidence[0].Owner == assess.Buyers {
			says = in.Evidence[0].Says
		}
		if says != want {
			t.Errorf("%s: %v, %v; want %q", words, told(in), err, want)
		}
	}
}

// TestMaskedSerial reads the number of a card on a receipt, of which a part is
// masked in whatever signs.
func TestMaskedSerial(t *testing.T) {
	for number, want := range map[string]string{
		"6039*xx7731": "6039****7731", "6039********7731": "6039****7731", "6039XX●●7731": "6039****7731", "6039-••••-7731": "6039****7731",
		"6039・・・・・・7731": "6039****7731",
	} {
		o := options(t, "apple-jp", assess.Card{})
		in, err := intake.Read(t.Context(), "", []byte("領収証\n2026年11月20日 18:42\nApple Gift Card ¥3,000\nPOSA有効化\nカード番号 "+number+"\n合計 ¥3,000\n"), o)
		if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Card.Serial != want {
			t.Errorf("%s: %v, %v; want %s", number, in.Evidence, err, want)
		}
	}
}
