package intake

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

func shop(t *testing.T, id string) Options {
	t.Helper()
	all := brand.Builtin()
	p, ok := all.Find(id)
	if !ok {
		t.Fatal(id)
	}
	return Options{Brand: p, All: all}
}

func TestRepaired(t *testing.T) {
	for text, want := range map[string]string{
		`\5,000`: "¥5,000", "Amount: ¥* 1,000": "Amount: ¥1,000", "* 3,000": "¥3,000", "**** 1234": "**** 1234", "* 12": "* 12",
		"ギフトカー ド番号": "ギフトカード番号", "追加されまし た": "追加されました", "注文 番号": "注文 番号",
		"202644 11月22 A": "2026年11月22 A", "2026 11月3日": "2026年11月3日", "2026 年 11 月 22 日": "2026年11月22日", "20261 1月": "20261 1月",
		`入金額\2,.000`: "入金額¥2,000", `十\10,000`: "+¥10,000", "1,000。": "1,000円", "1,000回": "1,000回", "受取人:sakura@exampleJp": "受取人:sakura@example.jp",
		"Added November21, 2026": "Added November 21, 2026", "21日(土)18:22カフェ": "21日(土) 18:22カフェ",
		"ー ¥820": "-¥820", `\ギ1,730`: "¥1,730", "— $25.00": "-$25.00", "カード": "カード", "未尾VCH7": "末尾VCH7", "2026年11月26晶": "2026年11月26日", "2,.000円": "2,000円", "発行額2.000円": "発行額2,000円", "2,000F3": "2,000円", "2.000 ト": "2,000円", "12 件": "12 件",
		"注文番号285b-3349595-1173286": "注文番号285-3349595-1173286", "285-3349595-1173286": "285-3349595-1173286", "1285b-3349595-1173286": "1285b-3349595-1173286",
		"Order # Z61-0Z33677-9290897": "Order # 261-0233677-9290897", "ZZZ": "ZZZ", "+3, 000": "+3,000", "+3 ,000": "+3,000", "十8,000円": "+8,000円", "十分": "十分",
		"番号の下4杵: LJFZ": "番号の下4桁: LJFZ", "5,000'5": "5,000円", "ken@⑥example.jp": "ken@example.jp", "受取人:sakura@exampleJjp": "受取人:sakura@example.jp",
	} {
		if got := shop(t, "amazon-jp").repaired(text); got != want {
			t.Errorf("repaired(%q) = %q, want %q", text, got, want)
		}
	}
}

// What is nearly a code is cut, and what only looks like one stays.
func TestMisread(t *testing.T) {
	for text, want := range map[string]string{
		"Claim Code: JBKY-8FKCZ-PP4Q":                  "Claim Code: …",
		"ギフト券番号: JBKY 8FKC2P PP4Q":                     "ギフト券番号: …",
		"JBKY—8FKCZP—PP40 を登録":                         "… を登録",
		"xxxx-xxxxxx-7Q2M":                             "xxxx-xxxxxx-7Q2M",
		"注文番号 250-1234567-7654321":                     "注文番号 250-1234567-7654321",
		"コード: XXXX-XXXXXX-7Q2M":                        "コード: XXXX-XXXXXX-7Q2M",
		"シリアル番号: 6564239133598614":                     "シリアル番号: 6564239133598614",
		"Gift-card e-mail pick-up order":               "Gift-card e-mail pick-up order",
		"do-not-reply@gift-cards.amazon.co.jp 2026-11": "do-not-reply@gift-cards.amazon.co.jp 2026-11",
	} {
		if got, _ := shop(t, "amazon-jp").misread(text); got != want {
			t.Errorf("misread(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFlowed(t *testing.T) {
	got := flowed("お 送りしたAmazonギフトカードは、 受取人のアカ\nウントに登録されました。\n金額: ¥2,000\n注文番号")
	if want := "お送りしたAmazonギフトカードは、受取人のアカウントに登録されました。\n金額: ¥2,000\n注文番号"; got != want {
		t.Errorf("flowed = %q", got)
	}
}

// What only looks like the end of a code is none.
func TestTailIn(t *testing.T) {
	for cell, want := range map[string]bool{"コード:ー…ー7Q2M": true, "エラーコード:一2813": false, "Error code: AB-1234": false, "確認コード ー1234": false, "**** 0334": true,
		"番号の下4桁: UFZ": true, "末尾 7Q2M": true,
		"the card ending in 7Q2M": true, `Claim code ・**"-***8FFG`: true} {
		if _, _, _, got := tailIn(cell); got != want {
			t.Errorf("tailIn(%q) = %t", cell, got)
		}
	}
}

// Where the end of a masked code begins is told, however badly its mask was read.
func TestTailBegins(t *testing.T) {
	for _, cell := range []string{`Claim code ・**"-***8FFG`, "Claim code ・***ー***ーーH9TX", "xxxK-xxxxxx-7Q2M", "**** **** **** 7182", "Amex ending in 1008",
		"xxxx-xxxxxx-KX7Q"} {
		if _, from, to, ok := tailIn(cell); !ok || cell[from:to] != cell[len(cell)-4:] {
			t.Errorf("of %q the end is %q", cell, cell[from:to])
		}
	}
}

// An end in which letters that touch were read as one, or one as two, may be that of the
// case's card; any other is not.
func TestResembles(t *testing.T) {
	for end, want := range map[string]bool{"UFZ": true, "1FZ": true, "LIJFZ": true, "QWZ": false, "UFG": false, "": false, "ABCDEFZ": false} {
		if got := resembles(end, "LJFZ"); got != want {
			t.Errorf("%q resembles LJFZ: %t", end, got)
		}
	}
}

// The rows of a list whose day stands last begin with their words, and what is left
// of all is no amount of the first of them.
func TestRowsWithTheirDayLast(t *testing.T) {
	o := shop(t, "amazon-jp")
	o.Card.Last4 = "7Q2M"
	text := "ギフトカードの残高と利用履歴\nギフトカード残高 ¥8,730\nギフトカードが追加されました\t¥5,000\nギフトカード番号:xxxx-xxxxxx-7Q2M\nシリアル番号:4232466271901890\n2026年11月22日\n" +
		"Amazon.co.jpの注文に適用されたギフト\t-¥1,378\nカード 267-4583739-5562893\n2026年11月20日\nギフトカードが追加されました\t¥3,000\nギフトカード番号:xxxx-xxxxxx-6YP6\n2026年10月1日\n"
	r := newReader(o)
	if err := r.split(text, false); err != nil {
		t.Fatal(err)
	}
	found, rows := r.read(t.Context())
	if len(found) != 1 || len(rows) != 3 || found[0].Card.Serial != "4232466271901890" || found[0].Card.Amount.Units() != 5000 ||
		dayText(found[0].At, zone(o.Brand)) != "2026-11-22" {
		t.Errorf("found %+v in %q", found, rows)
	}
}
