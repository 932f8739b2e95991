package brand_test

import (
	"regexp"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent/brand"
)

var builtin = sync.OnceValue(brand.Builtin)

// one returns a built-in profile.
func one(t testing.TB, id string) *brand.Profile {
	p, ok := builtin().Find(id)
	if !ok {
		t.Fatalf("no brand %q", id)
	}
	return p
}

func TestRedact(t *testing.T) {
	tests := map[string]struct {
		brand, text, want string
		n                 int
	}{
		"as printed":           {"amazon-jp", "コードは ABCD-12EFGH-7Q2M です", "コードは …7Q2M です", 1},
		"fifteen":              {"amazon-jp", "ABCD-12EFGH-7Q2MX", "…Q2MX", 1},
		"lower case":           {"amazon-jp", "abcd-12efgh-7q2m", "…7Q2M", 1},
		"full width":           {"amazon-jp", "ギフト券番号：ＡＢＣＤ－１２ＥＦＧＨ－７Ｑ２Ｍ（未使用）", "ギフト券番号：…7Q2M（未使用）", 1},
		"long vowels":          {"amazon-jp", "ＡＢＣＤー１２ＥＦＧＨー７Ｑ２Ｍ", "…7Q2M", 1},
		"dashes":               {"amazon-jp", "ABCD–12EFGH—7Q2M", "…7Q2M", 1},
		"spaces":               {"amazon-jp", "ABCD 12EFGH 7Q2M", "…7Q2M", 1},
		"lower case, spaces":   {"amazon-jp", "abc1 12efgh 7q2m", "…7Q2M", 1},
		"no groups":            {"amazon-jp", "ABCD12EFGH7Q2M", "…7Q2M", 1},
		"capitals only":        {"amazon-jp", "ABCDQWEFGHKQNM", "…KQNM", 1},
		"in fours":             {"amazon-jp", "ABCD-12EF-GH7Q-2M", "…7Q2M", 1},
		"invisible characters": {"amazon-jp", "AB\u200bCD-12EF\u00adGH-7Q2M", "…7Q2M", 1},
		"mathematical letters": {"amazon-jp", "𝐀𝐁𝐂𝐃-𝟏𝟐EFGH-7Q2M", "…7Q2M", 1},
		"after a word":         {"amazon-jp", "gift-ABCD-12EFGH-7Q2M", "gift-…7Q2M", 1},
		"in a link": {"amazon-jp", "https://www.amazon.co.jp/gc/redeem?claimCode=ABCD-12EFGH-7Q2M&x=1",
			"https://www.amazon.co.jp/gc/redeem?claimCode=…7Q2M&x=1", 1},
		"two":                {"amazon-jp", "ABCD-12EFGH-7Q2M, WXYZ-34JKLM-8R3N", "…7Q2M, …8R3N", 2},
		"masked in capitals": {"amazon-jp", "XXXX-XXXXXX-AB12 5021XXXXXXXX7712", "XXXX-XXXXXX-AB12 5021XXXXXXXX7712", 0},
		"masked in groups": {"playstation-jp", "5021 XXXX XXXX 7712, 412345-XXXXXX-7712",
			"5021 XXXX XXXX 7712, 412345-XXXXXX-7712", 0},
		"hardly masked": {"apple-jp", "X1B2XXXX5E6F7G8H", "…7G8H", 1},
		"masked":        {"amazon-jp", "xxxx-xxxxxx-7Q2M ****-******-7Q2M", "xxxx-xxxxxx-7Q2M ****-******-7Q2M", 0},
		"order and price": {"amazon-jp", "注文番号: 250-1234567-1234567 合計 ￥25,000 D01-1234567-1234567 P03-2347286-7139572",
			"注文番号: 250-1234567-1234567 合計 ￥25,000 D01-1234567-1234567 P03-2347286-7139572", 0},
		"serial":          {"amazon-jp", "シリアル番号:2755412458412522", "シリアル番号:2755412458412522", 0},
		"fourteen digits": {"amazon-jp", "20261122140500", "20261122140500", 0},
		"words": {"amazon-jp", "Congratulations, open source code is here: iPhone15ProMax",
			"Congratulations, open source code is here: iPhone15ProMax", 0},
		"sentence":            {"amazon-jp", "Your orders 2016 from this really does matter", "Your orders 2016 from this really does matter", 0},
		"address":             {"amazon-jp", "yamada198502tk@example.jp, x@abcd12efgh7q2m.example", "yamada198502tk@example.jp, x@abcd12efgh7q2m.example", 0},
		"UUID":                {"playstation-jp", "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000", 0},
		"longer hash":         {"amazon-jp", "9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c7d659a2feaa0c55ad015", 0},
		"Apple":               {"apple-jp", "コード XABC1DEFG2HIJ3KL", "コード …J3KL", 1},
		"Apple, other letter": {"apple-jp", "YABC1DEFG2HIJ3KL", "YABC1DEFG2HIJ3KL", 0},
		"Google, 20":          {"google-play-jp", "AB12-CD34-EF56-GH78-JK90", "…JK90", 1},
		"PlayStation":         {"playstation-jp", "AB12-CD34-EF56", "…EF56", 1},
		"Steam":               {"steam", "AB12C-D34EF-56GHJ", "…6GHJ", 1},
		"Roblox, short":       {"roblox", "PIN: 123-456-7890 and 03-1234-5678", "PIN: …7890 and 03-1234-5678", 1},
		"Starbucks":           {"starbucks-jp", "カード番号：7900 1234 5678 9012　PIN番号：１２３４５６", "カード番号：…9012　PIN番号：…", 2},
		"Target": {"target", "Gift card number: 041-123-456-789-012, access number 12345678, order 912345678",
			"Gift card number: …9012, access number …, order 912345678", 2},
		"Walmart":       {"walmart", "Card number 6012 3456 7890 1234 PIN 4321 in 2026", "Card number …1234 PIN … in 2026", 2},
		"QUO address":   {"quo-card-pay", "https://pay.quocard.example/v/aB3dE_fG-h1jK を開く", "https://pay.quocard.example/v/…H1JK を開く", 1},
		"QUO help page": {"quo-card-pay", "https://www.quocard.com/individual/product/quopay/", "https://www.quocard.com/individual/product/quopay/", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, n := one(t, tt.brand).Redact(tt.text)
			if got != tt.want || n != tt.n {
				t.Errorf("Redact(%q) = %q, %d; want %q, %d", tt.text, got, n, tt.want, tt.n)
			}
			if again, n := one(t, tt.brand).Redact(got); n != 0 {
				t.Errorf("Redact again finds %d in %q: %q", n, got, again)
			}
		})
	}
}

// What a person keeps of a mail and of two pages must stay readable.
func TestRedactKeepsTheRest(t *testing.T) {
	const text = `Amazon.co.jp でのご注文ありがとうございます。
注文番号: 250-1234567-1234567
* Amazonギフトカード Eメールタイプ
  数量: 1
合計 5,000 JPY （税込）2026年11月22日 14:05
2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522 ￥754 ￥8,600
2026年1月22日 Amazon Pay (シリアル番号2740994645346952)からのギフトカード ￥130 ￥8,730
November 22, 2026 Gift card claim (claim code xxxx-xxxxxx-7Q2M) $50.00
お問い合わせ 0120-999-373 https://www.amazon.co.jp/gp/css/gc/balance
Message-ID: <0101019a-1b2c-4d5e@example.jp>`
	if got, n := builtin().Redact(text); n != 0 || got != text {
		t.Errorf("Redact cut %d:\n%s", n, got)
	}
	if got, n := (brand.Catalogue{}).Redact("ABCD-12EFGH-7Q2M"); n != 0 || got != "ABCD-12EFGH-7Q2M" {
		t.Errorf("no brands cut %d: %q", n, got)
	}
}

// A profile that was written in Go, not loaded, works too.
func TestRedactByHand(t *testing.T) {
	p := &brand.Profile{Codes: []brand.Shape{{Match: `^[0-9]{12}$`, Shown: "9999-9999-9999"}}}
	if got, n := p.Redact("1234-5678-9012"); got != "…9012" || n != 1 {
		t.Errorf("Redact = %q, %d", got, n)
	}
}

// A run that is longer than what is held at a time hides no code at its seams.
func TestRedactLongRun(t *testing.T) {
	for _, before := range []int{0, 900, 950, 959, 960, 961, 1000, 1023, 1024, 5000} {
		text := strings.Repeat("to ", before) + "ABCD 12EFGH 7Q2M" + strings.Repeat(" to", 2000)
		if got, n := one(t, "amazon-jp").Redact(text); n != 1 || strings.Contains(got, "12EFGH") {
			t.Errorf("after %d words: %d cut", before, n)
		}
	}
}

// Whatever stands beside a code, it is cut, and nothing is left to cut.
func TestRedactMixtures(t *testing.T) {
	all, p := builtin(), one(t, "amazon-jp")
	around := rapid.SampledFrom([]string{"", " ", "\n", "：", "「", "は", "gift ", "gift-", "(", "code=", " 5678 ", "PIN 1234 ", "250-1234567-1234567 ",
		"AB12-CD34 ", "…", "."})
	pieces := rapid.SampledFrom([]string{"ABCD", "12EFGH", "7Q2M", "A1B2", "ABCDEFGHIJKL", "AB12CD34EF56", "X", "1", "12345", "1234567", "12345678", "-",
		" ", "_", "ー",
		"PIN", "カード番号", "card number", ":", "https://quopay/", "/", "@", "…", "\u200b", "ａ１", "gift", "access number", "\n", "XABC1DEFG2HIJ3KL"})
	rapid.Check(t, func(t *rapid.T) {
		code := rapid.StringMatching(`[A-Z][A-Z0-9]{3}-[0-9][A-Z0-9]{5}-[A-Z0-9]{4,5}`).Draw(t, "code")
		before, after := around.Draw(t, "before"), " "+around.Draw(t, "after")
		if rapid.Bool().Draw(t, "tied") {
			after = "-gift" + after
		}
		for name, redact := range map[string]func(string) (string, int){"one brand": p.Redact, "all": all.Redact} {
			if got, _ := redact(before + code + after); strings.Contains(got, code) {
				t.Fatalf("%s: Redact(%q) = %q", name, before+code+after, got)
			}
		}
		mixture := strings.Join(rapid.SliceOfN(pieces, 0, 14).Draw(t, "mixture"), "")
		got, _ := all.Redact(mixture)
		if again, n := all.Redact(got); n > 0 {
			t.Fatalf("Redact(%q) = %q, and of that %q", mixture, got, again)
		}
	})
}

func FuzzRedact(f *testing.F) {
	for _, s := range []string{
		"ABCD-12EFGH-7Q2M", "ＡＢＣＤー１２ＥＦＧＨー７Ｑ２Ｍ", "XABC1DEFG2HIJ3KL", "PIN 1234 5678 9012", "AB12-CD34-EF56-GH78-JK90-ABCD-EFGH",
		"カード番号 7900 1234 5678 9012 1234", "https://pay.quocard.example/v/aB3dE_fG-h1jK", "a\u200b1\u00ad\xff⑩①", "ABCDEFGHIJKL-AB12-CD34-EF56",
	} {
		f.Add(s)
	}
	all := builtin()
	plain := regexp.MustCompile(`^[A-Z0-9]{4}-[A-Z0-9]{6}-[A-Z0-9]{4}$`)
	f.Fuzz(func(t *testing.T, s string) {
		got, n := all.Redact(s)
		if n == 0 && got != s {
			t.Errorf("Redact(%q) = %q, and says that it cut nothing", s, got)
		}
		if again, n := all.Redact(got); n != 0 {
			t.Errorf("Redact(%q) = %q, in which it finds %d more: %q", s, got, n, again)
		}
		for _, p := range all.All() {
			if again, n := p.Redact(got); n != 0 {
				t.Errorf("Redact(%q) = %q, in which %s finds %d: %q", s, got, p.ID, n, again)
			}
		}
		for _, word := range strings.Fields(got) {
			if plain.MatchString(word) && strings.ContainsAny(word, "0123456789") && strings.ContainsAny(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
				t.Errorf("Redact(%q) leaves %q", s, word)
			}
		}
	})
}

func BenchmarkRedact(b *testing.B) {
	all := builtin()
	text := strings.Repeat("2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522 ￥754 ￥8,600\n", 1000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		all.Redact(text)
	}
}
