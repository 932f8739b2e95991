package brand_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent/brand"
)

func TestRedactKana(t *testing.T) {
	tests := map[string]struct {
		text, want string
		n          int
	}{
		"in fours":             {"IDは あかさた なはまや らわいき しちにひ です", "IDは …しちにひ です", 1},
		"wide spaces":          {"あかさた　なはまや　らわいき　しちにひ", "…しちにひ", 1},
		"hyphens":              {"あかさた-なはまや-らわいき-しちにひ", "…しちにひ", 1},
		"in one, after words":  {"ひらがなID：あかさたなはまやらわいきしちにひ", "ひらがなID：…しちにひ", 1},
		"two":                  {"あかさた なはまや らわいき しちにひ、あかさた なはまや らわいき みりえけ", "…しちにひ、…みりえけ", 2},
		"with a code":          {"ABCD-12EFGH-7Q2M あかさた なはまや らわいき しちにひ", "…7Q2M …しちにひ", 2},
		"in one, in a letter":  {"それはどうもありがとうございました", "それはどうもありがとうございました", 0},
		"three groups":         {"あかさた なはまや らわいき", "あかさた なはまや らわいき", 0},
		"a group too long":     {"あかさた なはまや らわいきし しちにひ", "あかさた なはまや らわいきし しちにひ", 0},
		"cut already":          {"ひらがなID：…しちにひ", "ひらがなID：…しちにひ", 0},
		"not text":             {"\xe3\x81あ\xe3", "\xe3\x81あ\xe3", 0},
		"a sentence of spaces": {"これは ぺんです か いいえ", "これは ぺんです か いいえ", 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, n := builtin().Redact(tt.text); got != tt.want || n != tt.n {
				t.Errorf("Redact = %q, %d; want %q, %d", got, n, tt.want, tt.n)
			}
		})
	}
}

// samples are the texts that the profiles give as seen on pages and in mails.
func samples(p *brand.Profile) (all []string) {
	for _, phrases := range [][]brand.Phrase{p.History, p.Order, p.Messages} {
		for _, x := range phrases {
			all = append(all, x.Sample)
		}
	}
	for _, m := range p.Mails {
		all = append(all, m.Sample.Subject, m.Sample.Text)
	}
	return all
}

// No shape of any brand cuts what pages and mails of another say, but for the
// codes that stand in them: after the cut every text reads as before.
func TestRedactKeepsSamples(t *testing.T) {
	for _, p := range builtin().All() {
		for _, text := range samples(p) {
			cut, n := builtin().Redact(text)
			own, m := p.Redact(text)
			if cut != own || n != m {
				t.Errorf("%s: of %q all brands leave %q, and its own %q", p.ID, text, cut, own)
			}
		}
		for _, phrases := range [][]brand.Phrase{p.History, p.Order, p.Messages} {
			for _, x := range phrases {
				before, values, ok := p.Read(phrases, x.Sample)
				cut, _ := builtin().Redact(x.Sample)
				after, same, ok2 := p.Read(phrases, cut)
				if ok != ok2 || before.Means != after.Means || fmt.Sprint(values) != fmt.Sprint(same) {
					t.Errorf("%s: %q is %s %v, and cut %q is %s %v", p.ID, x.Sample, before.Means, values, cut, after.Means, same)
				}
			}
		}
	}
}

// Numbers of orders and cards, amounts and dates of every brand stand among the
// words of any other, and none is cut. A serial of letters and digits cannot be
// told from the code of some brand: it is left to its last four, as a code.
func TestRedactKeepsNumbers(t *testing.T) {
	all := builtin()
	var numbers []string
	for _, p := range all.All() {
		for _, s := range append(append([]brand.Shape{}, p.Orders...), p.Serials...) {
			if n := strings.NewReplacer("X", "7", "9", "4").Replace(s.Shown); !strings.HasPrefix(n, "GCA") {
				numbers = append(numbers, n)
			}
		}
	}
	words := rapid.SampledFrom([]string{"注文番号：", "シリアル番号:", "Order number ", "Serial number: ", "お問い合わせ番号 ", "Order # ", "管理番号：", "（#"})
	amounts := rapid.SampledFrom([]string{"￥5,000", "5,000円", "$50.00", "JPY 12,000", "残高 ￥8,600"})
	dates := rapid.SampledFrom([]string{"2026年11月22日", "2026-11-22 14:05", "11/22/2026", "November 22, 2026", "0120-999-373"})
	rapid.Check(t, func(t *rapid.T) {
		text := dates.Draw(t, "date") + " " + words.Draw(t, "words") + rapid.SampledFrom(numbers).Draw(t, "number") + " " + amounts.Draw(t, "amount")
		if got, n := all.Redact(text); n > 0 {
			t.Fatalf("Redact(%q) = %q", text, got)
		}
	})
}
