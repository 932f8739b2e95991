package brand_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/brand"
)

func TestNormalise(t *testing.T) {
	tests := map[string]string{
		"abcd-12efgh-7q2m": "ABCD12EFGH7Q2M",
		"ＡＢＣＤ－１２ＥＦＧＨ－７Ｑ２Ｍ":          "ABCD12EFGH7Q2M",
		"ABCDー12efgh ‐ 7Q2M":        "ABCD12EFGH7Q2M",
		"２５０－１２３４５６７－１２３４５６７":       "25012345671234567",
		"a\u200bb\u00ad\u3000c\n":   "ABC",
		"":                          "",
		"①②":                        "12",
		"xxxx-xxxxxx-7Q2M":          "XXXXXXXXXX7Q2M",
		"GPA.1234-5678-9012-34567":  "GPA.12345678901234567",
		"\u00a0D01-1234567-1234567": "D0112345671234567",
	}
	for in, want := range tests {
		if got := brand.Normalise(in); got != want {
			t.Errorf("Normalise(%q) = %q; want %q", in, got, want)
		}
	}
}

func TestNormaliseText(t *testing.T) {
	tests := map[string]string{
		"利用　(注文番号：５０３)":            "利用 (注文番号:503)",
		"￥２５，０００":                  "¥25,000",
		" a\n\t b ":                "a b",
		"ｷﾞﾌﾄｶｰﾄﾞ":                 "ギフトカード",
		"a\u200bb\ufeff":           "ab",
		"（ギフト券番号： xxxx）":           "(ギフト券番号: xxxx)",
		"\u00a0":                   "",
		"㈱クオカード ①":                 "(株)クオカード 1",
		"注文番号…":                    "注文番号...",
		"カ\u3099":                  "ガ",
		"gift\u00a0card\u2003sent": "gift card sent",
	}
	for in, want := range tests {
		if got := brand.NormaliseText(in); got != want {
			t.Errorf("NormaliseText(%q) = %q; want %q", in, got, want)
		}
	}
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"abcd-12efgh", "ＡＢー１", "a \u0301b", "ᄀ\u200bᅡ", "\xff", "ﷺ", "ß"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := brand.Normalise(s)
		if again := brand.Normalise(got); again != got {
			t.Errorf("Normalise(%q) = %q, and of that %q", s, got, again)
		}
		if strings.ContainsFunc(got, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r >= 'a' && r <= 'z' }) {
			t.Errorf("Normalise(%q) = %q", s, got)
		}
	})
}

func FuzzNormaliseText(f *testing.F) {
	for _, s := range []string{"利用　(注文番号：５０３)", " a\n\t b ", "a \u0301b", "\u0301", "ᄀ\u200bᅡ", "\xff", "ﷺ", "´", "ガス 1", " a", "a ", "a  b", "か\u3099",
		"\ufffd", "\x01", "登録 (番号: xxxx-xxxxxx-7Q2M)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := brand.NormaliseText(s)
		if again := brand.NormaliseText(got); again != got {
			t.Errorf("NormaliseText(%q) = %q, and of that %q", s, got, again)
		}
		if long := brand.NormaliseText(s + "\u200b"); long != got { // the invisible end keeps it from being taken as it is
			t.Errorf("NormaliseText(%q) = %q, and with an invisible end %q", s, got, long)
		}
		if got != strings.TrimSpace(got) || strings.Contains(got, "  ") || strings.ContainsAny(got, "\n\t\u3000") {
			t.Errorf("NormaliseText(%q) = %q", s, got)
		}
	})
}

// Texts as they were seen, and what they mean.
func TestRead(t *testing.T) {
	type group = map[string]string
	tests := []struct {
		brand  string
		list   func(*brand.Profile) []brand.Phrase
		text   string
		means  brand.Meaning // "": not understood
		values group
	}{
		{"amazon-jp", history, "2016年11月22日  登録 (ギフト券番号: xxxx-xxxxxx-****)      ¥ 25,000", brand.RowClaimed, group{"code": "xxxx-xxxxxx-****", "amount": "25,000"}},
		{"amazon-jp", history, "登録　（ギフトカード番号：xxxx-xxxxxx-7Q2M）", brand.RowClaimed, group{"code": "xxxx-xxxxxx-7Q2M"}},
		{"amazon-jp", history, "2016年11月22日  利用　(注文番号: 503-*******-*******)     ¥ -", brand.RowSpent, group{"order": "503-*******-*******"}},
		{"amazon-jp", history, "ギフト券 オートチャージ (#250-1234567-1234567)", brand.RowReloaded, group{"order": "250-1234567-1234567"}},
		{"amazon-jp", history, "2026年1月18日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-W9CT; シリアル番号:2755412458412522 ￥754 ￥8,600", brand.RowClaimed,
			group{"code": "xxxx-xxxxxx-W9CT", "serial": "2755412458412522", "amount": "754"}},
		{"amazon-jp", history, "2026年1月22日 Amazon Pay (シリアル番号2740994645346952)からのギフトカード ￥130 ￥8,730", brand.RowReloaded,
			group{"serial": "2740994645346952", "amount": "130"}},
		{"amazon-jp", history, "2026年1月9日 Amazon Payの注文に適用されたギフトカード P03-2347286-7139572 -￥19,250 ￥7,846", brand.RowSpent,
			group{"order": "P03-2347286-7139572", "amount": "19,250"}},
		{"amazon-jp", history, "2025年11月21日 Amazon.co.jp注文へ適応されたギフトカードの解除 503-9249217-7916650 ￥3,693 ￥70,453", brand.RowSpent, group{"order": "503-9249217-7916650"}},
		{"amazon-jp", history, "登録の取消し（ギフト券番号：xxxx-xxxxxx-7Q2M）", brand.RowReversed, group{"code": "xxxx-xxxxxx-7Q2M"}},
		{"amazon-jp", history, "Gift card claim (claim code xxxx-xxxxxx-7Q2M)", brand.RowClaimed, group{"code": "xxxx-xxxxxx-7Q2M"}},
		{"amazon-jp", history, "日付 利用内容 金額 残高", "", nil},
		{"amazon-com", history, "November 22, 2026 Payment towards Amazon.com order (111-1234567-1234567) -$12.30", brand.RowSpent,
			group{"order": "111-1234567-1234567"}},
		{"amazon-com", history, "Balance Reload (111-1234567-1234567) $50.00", brand.RowReloaded, group{"order": "111-1234567-1234567", "amount": "50.00"}},
		{"amazon-jp", order, "発送済み", brand.OrderSent, nil},
		{"amazon-jp", order, "使用済み", brand.OrderRedeemed, nil},
		{"amazon-jp", order, "未使用", brand.OrderSent, nil},
		{"amazon-jp", order, "Not yet redeemed", brand.OrderSent, nil},
		{"amazon-jp", order, "再送済み", brand.OrderResent, nil},
		{"amazon-jp", order, "Amazonギフト券の再送", "", nil}, // a button: some card of the order is not claimed, who knows which
		{"amazon-com", order, "Ready to share", brand.OrderSent, nil},
		{"amazon-com", order, "Redeemed", brand.OrderRedeemed, nil},
		{"amazon-com", order, "Received", brand.OrderRedeemed, nil},
		{"amazon-com", order, "Resent", brand.OrderResent, nil},
		{"amazon-com", order, "Status: Applied", brand.OrderRedeemed, nil},
		{"amazon-com", order, "Received by your recipient on November 22, 2026", brand.OrderRedeemed, nil},
		{"amazon-com", order, "Your gift card was sent on November 20, 2026.", brand.OrderSent, nil},
		{"amazon-com", order, "Your order was cancelled", brand.OrderCancelled, nil},
		{"amazon-com", order, "Promotion Applied: -$5.00", "", nil}, // what stands on the page of any order
		{"amazon-com", order, "Payment received", "", nil},
		{"amazon-com", order, "Cancelled Orders", "", nil},
		{"amazon-com", order, "Gift cards cannot be returned or refunded.", "", nil},
		{"amazon-com", order, "A confirmation e-mail has been sent to you.", "", nil},
		{"amazon-jp", order, "Promotion Applied:", "", nil},
		{"amazon-jp", order, "Order received", "", nil},
		{"amazon-jp", order, "Gift cards cannot be returned or refunded.", "", nil},
		{"amazon-jp", order, "A confirmation e-mail has been sent to you.", "", nil},
		{"amazon-jp", messages, "￥５，０００がアカウントに適用されました", brand.RedeemedNow, group{"amount": "5,000"}},
		{"amazon-jp", messages, "こちらのギフト券は、既にこちらのアカウントに登録済みです。", brand.AlreadyHere, nil},
		{"amazon-jp", messages, "別のアカウントに登録済みです。ギフトカードの登録ができません。", brand.AlreadyElsewhere, nil},
		{"amazon-jp", messages, "入力されたギフト券番号は無効です", brand.Invalid, nil},
		{"amazon-jp", messages, "ギフト券は無効化されています。", brand.Blocked, nil},
		{"amazon-jp", messages, "セキュリティ検証が無効です", brand.CheckFailed, nil},
		{"amazon-com", messages, "The gift card claim code you entered is not valid.", brand.Invalid, nil},
		{"google-play-jp", messages, "このコードはすでに使用されています", brand.AlreadyRedeemed, nil},
		{"google-play-jp", messages, "無効なコードです", brand.Invalid, nil},
		{"roblox", messages, "This card has already been redeemed.", brand.AlreadyRedeemed, nil},
		{"roblox", messages, "Invalid PIN.", brand.Invalid, nil},
		{"apple-jp", messages, "カードが有効化されていません", brand.NotActivated, nil},
	}
	for _, tt := range tests {
		p := one(t, tt.brand)
		phrase, values, ok := p.Read(tt.list(p), tt.text)
		if ok != (tt.means != "") || phrase.Means != tt.means {
			t.Errorf("%s: Read(%q) = %q, %v; want %q", tt.brand, tt.text, phrase.Means, ok, tt.means)
		}
		for name, want := range tt.values {
			if values[name] != want {
				t.Errorf("%s: Read(%q) has %s %q; want %q", tt.brand, tt.text, name, values[name], want)
			}
		}
	}
}

func history(p *brand.Profile) []brand.Phrase  { return p.History }
func order(p *brand.Profile) []brand.Phrase    { return p.Order }
func messages(p *brand.Profile) []brand.Phrase { return p.Messages }

func TestMail(t *testing.T) {
	p := one(t, "amazon-jp")
	tests := map[string]struct {
		subject, text string
		means         brand.Meaning
		values        map[string]string
	}{
		"order of 2026": {"注文済み: 「Amazonギフトカード」", "Amazon.co.jp でのご注文ありがとうございます。\n注文番号: 250-1234567-1234567\n\n* Amazonギフトカード\n  数量: 1\n  2420 JPY\n\n合計 2420 JPY\n",
			brand.MailOrdered, map[string]string{"order": "250-1234567-1234567", "amount": "2420"}},
		"full width": {"注文済み: 「Amazonギフトカード」", "注文番号：２５０－２２２２２２２－２２２２２２２\n合計　１，２００　ＪＰＹ", brand.MailOrdered,
			map[string]string{"order": "250-2222222-2222222", "amount": "1,200"}},
		"delivery": {"Amazonギフト券をお贈りします", "金額：￥5,000\nギフト券番号：ABCD-12EFGH-7Q2M\nアカウントに登録してご利用ください。", brand.MailDelivered,
			map[string]string{"amount": "5,000", "last4": "7Q2M"}},
		"delivery that speaks of receiving": {"花子さんからAmazonギフトカードが届きました", "Amazonギフトカードを受け取りました。ギフトカード番号：ABCD-12EFGH-7Q2M", brand.MailDelivered, nil},
		"opening notice": {"Amazonギフトカードが登録されました", "あなたがお送りしたAmazonギフトカード（5,000円）は、アカウントに登録されました。送信先：taro@example.jp", brand.MailOpened,
			map[string]string{"amount": "5,000", "recipient": "taro@example.jp"}},
		"advertisement": {"タイムセールのお知らせ", "ギフトカード", "", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got *brand.Mail
			for i := range p.Mails {
				if p.Mails[i].Means != brand.MailOther && p.Mails[i].Fits(tt.subject, tt.text) {
					got = &p.Mails[i]
					break
				}
			}
			if got == nil {
				if tt.means != "" {
					t.Fatalf("no mail fits; want %s", tt.means)
				}
				return
			}
			if got.Means != tt.means {
				t.Fatalf("it is %s; want %s", got.Means, tt.means)
			}
			values := got.Values(tt.text)
			for field, want := range tt.values {
				if diff := cmp.Diff(want, values[field]); diff != "" {
					t.Errorf("%s: %s", field, diff)
				}
			}
		})
	}
}

// Mails of ours that call the code a number, as they did at first, are read like
// those of today.
func TestMailOfBefore(t *testing.T) {
	for name, text := range map[string]string{
		"now":    "ギフトカードを新しいコードで再送しました。\nギフトカードのコード：0123A-BCDEF-GHJKM-N7Q2M\n金額：￥5,000\n",
		"before": "ギフトカードを新しい番号で再送しました。\nギフトカード番号：0123A-BCDEF-GHJKM-N7Q2M\n金額：￥5,000\n",
	} {
		read := ""
		for _, m := range one(t, "unspent").Mails {
			if m.Fits("ギフトカードを再送しました", text) {
				read = string(m.Means) + " " + m.Values(text)["last4"]
			}
		}
		if read != "mail_resent 7Q2M" {
			t.Errorf("%s: it is read as %q", name, read)
		}
	}
}
