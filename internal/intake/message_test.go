package intake_test

import (
	"os"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

func profile(t *testing.T, id string) *brand.Profile {
	t.Helper()
	p, ok := brand.Builtin().Find(id)
	if !ok {
		t.Fatalf("no brand %s", id)
	}
	return p
}

func TestTold(t *testing.T) {
	for name, tt := range map[string]struct {
		brand, text string
		says        brand.Meaning // empty: not read
		last4       string
		amount      string
		structure   bool
	}{
		"the brand's own words":                {"amazon-jp", "こちらのギフト券は、既にこちらのアカウントに登録済みです。", brand.AlreadyHere, "", "", false},
		"words nobody has seen":                {"amazon-jp", "このギフトカードは別のアカウントに登録されています", brand.AlreadyElsewhere, "", "", true},
		"the more telling sentence":            {"amazon-jp", "ギフト券番号は無効です。すでに他のアカウントに登録されています。", brand.AlreadyElsewhere, "", "", true},
		"invalid by phrase, used by sentence":  {"steam", "Card not valid. Someone else has already claimed it.", brand.AlreadyElsewhere, "", "", true},
		"a phrase in a sentence with a hedge":  {"playstation-jp", "入力されたコードは正しくないか、すでに使用されています。", brand.Unclear, "", "", false},
		"a phrase in a condition":              {"amazon-jp", "すでに登録済みの場合は、残高・利用履歴をご確認ください", brand.Unclear, "", "", true},
		"a phrase in a negation":               {"nintendo-eshop-jp", "この番号はまだ使用済みではありません", "", "", "", false},
		"an error number":                      {"nintendo-eshop-jp", "エラーコード: 2813-0040", brand.AlreadyRedeemed, "", "", false},
		"an error number of many causes":       {"playstation-jp", "エラーが発生しました（WC-40377-1）", brand.Unclear, "", "", false},
		"an amount in Japanese":                {"amazon-jp", "5,000円がギフトカード残高に追加されました", brand.RedeemedNow, "", "5000 JPY", true},
		"an amount and the balance after it":   {"amazon-jp", "¥5,000がアカウントに適用されました。現在の残高は¥8,000です。", brand.RedeemedNow, "", "5000 JPY", false},
		"an amount in English":                 {"amazon-com", "$25.00 has been applied successfully to your account", brand.RedeemedNow, "", "25.00 USD", false},
		"two amounts that were added":          {"amazon-jp", "¥5,000が残高に追加されました。¥3,000が残高に追加されました。", brand.RedeemedNow, "", "", true},
		"a masked number":                      {"amazon-jp", "ギフトカード（xxxx-xxxxxx-7Q2M）はすでに登録済みです", brand.AlreadyRedeemed, "7Q2M", "", false},
		"an ending":                            {"amazon-com", "The gift card ending in 7Q2M has already been redeemed.", brand.AlreadyRedeemed, "7Q2M", "", false},
		"a balance of nothing, one-shot":       {"amazon-jp", "残高は0円です", "", "", "", false},
		"a balance of nothing, stored value":   {"starbucks-jp", "このカードの残高は0円です", brand.BalanceZero, "", "", true},
		"a line broken within a word":          {"amazon-jp", "このギフトカードは既に使\n用されています", brand.AlreadyRedeemed, "", "", false},
		"nothing about a card":                 {"amazon-jp", "ようこそ", "", "", "", false},
		"a captcha that calls itself invalid":  {"amazon-jp", "セキュリティ検証が無効です", brand.CheckFailed, "", "", false},
		"expired":                              {"google-play-jp", "このコードの有効期限が切れています", brand.Expired, "", "", true},
		"another country":                      {"apple-jp", "このコードはお住まいの国ではご利用いただけません", brand.OtherRegion, "", "", true},
		"told roughly":                         {"apple-jp", "別のアカウントで登録されてるって出た", brand.AlreadyElsewhere, "", "", true},
		"not the sentence, only the help text": {"amazon-jp", "使用済みのギフトカードは登録できません", brand.Unclear, "", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			e, ok := intake.Told(profile(t, tt.brand), tt.text)
			amount := ""
			if !e.Card.Amount.IsZero() {
				amount = e.Card.Amount.String()
			}
			structure := len(e.Notes) > 0 && e.Notes[0].ID == assess.ReadByStructure
			if ok != (tt.says != "") || e.Says != tt.says || e.Card.Last4 != tt.last4 || amount != tt.amount || structure != tt.structure {
				t.Errorf("Told(%s, %q) = %s, %q, %q, by structure %t, %t; want %s, %q, %q, %t", tt.brand, tt.text,
					e.Says, e.Card.Last4, amount, structure, ok, tt.says, tt.last4, tt.amount, tt.structure)
			}
		})
	}
}

// Plausible messages of every brand: a brand, what the message says, its text.
func TestToldOfBrands(t *testing.T) {
	text, err := os.ReadFile("testdata/told.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all, byWords, brands := 0, 0, brand.Builtin()
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		p, ok := brands.Find(fields[0])
		if !ok {
			t.Fatalf("no brand %s", fields[0])
		}
		if e, _ := intake.Told(p, fields[2]); string(e.Says) != fields[1] {
			t.Errorf("Told(%s, %q) = %q; want %s", fields[0], fields[2], e.Says, fields[1])
		}
		all++
		if phrase, _, ok := p.Read(p.Messages, fields[2]); ok && string(phrase.Means) == fields[1] {
			byWords++
		}
	}
	t.Logf("%d messages, %d of which the brands' own phrases read right", all, byWords)
}
