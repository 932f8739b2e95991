package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

const toldNotice = "お送りいただいたAmazonギフトカードが登録されました（開封通知）\n花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。\n\n" +
	"送信先：taro@example.jp\n金額：￥5,000\n注文番号：250-1234567-1234567\n登録日：2026年11月22日\nギフトカード番号：xxxx-xxxxxx-7Q2M\n"

// TestMailTold reads mails that are told in every way that people tell them.
func TestMailTold(t *testing.T) {
	heads := "差出人: Amazon.co.jp <do-not-reply@amazon.co.jp>\n宛先: hanako@example.jp\n件名: お送りいただいたAmazonギフトカードが登録されました（開封通知）\n\n"
	tests := map[string]string{
		"pasted":               toldNotice,
		"pasted, with headers": heads + toldNotice,
		"quoted":               "> " + strings.ReplaceAll(heads+toldNotice, "\n", "\n> "),
		"quoted, full width":   "＞" + strings.ReplaceAll(heads+toldNotice, "\n", "\n＞"),
		"LINE":                 "[LINE] 花子とのトーク履歴\n2026/11/22(日)\n21:14\t花子\t\"" + toldNotice + "\"\n",
		"LINE, with more talk": "[LINE] 花子とのトーク履歴\n保存日時：2026/11/23 10:00\n\n2026/11/22(日)\n21:12\t花子\tこんなのが届いたよ\n21:14\t花子\t\"" + toldNotice +
			"\"\n21:15\tたろう\tありがとう\n",
		"WhatsApp":            "[2026/11/22 21:14] 花子: " + toldNotice,
		"WhatsApp, seconds":   "[2026/11/22 21:12:09] 花子: 届いた\n[2026/11/22 21:14:05] 花子: " + toldNotice + "[2026/11/22 21:15:00] 太郎: ありがとう\n",
		"WhatsApp, Android":   "2026/11/22, 21:14 - 花子: " + toldNotice,
		"forwarded by iPhone": "iPhoneから送信\n\n転送されたメッセージ:\n\n" + strings.Replace(heads, "宛先:", "日時: 2026年11月22日 14:05:00 JST\n宛先:", 1) + toldNotice,
		"by iPhone, quoted":   "> Begin forwarded message:\n> \n> From: Amazon.co.jp <do-not-reply@amazon.co.jp>\n> Date: November 22, 2026 at 14:05:00 GMT+9\n> To: hanako@example.jp\n> Subject: お送りいただいたAmazonギフトカードが登録されました（開封通知）\n> \n> " + strings.ReplaceAll(toldNotice, "\n", "\n> "),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "", []byte(text), options(t, "amazon-jp", assess.Card{Last4: "7Q2M"}))
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			want := []string{"mail_opened 7Q2M 5000 JPY 250-1234567-1234567 taro@example.jp 2026-11-21 15:00"}
			e := in.Evidence[0]
			if diff := cmp.Diff(want, told(in)); diff != "" || e.Kind != assess.Mail || e.Says != brand.MailOpened {
				t.Errorf("Read = %s: %s", e.Kind, diff)
			}
			if _, ok := notes(e)[assess.MailTold]; !ok {
				t.Errorf("notes = %v", e.Notes)
			}
		})
	}
}

// TestTables reads one history from tables in every way that programs write them.
func TestTables(t *testing.T) {
	tests := map[string]string{
		"commas":                  "日付,内容,金額\n2026/11/22,登録 (ギフト券番号: xxxx-xxxxxx-AB12),\"25,000\"\n2026/11/20,利用 (注文番号: 503-1234567-1234567),\"-3,200\"\n",
		"commas in amounts":       "日付,内容,金額,残高\n2026/11/22,登録 (ギフト券番号: xxxx-xxxxxx-AB12),￥25,000,￥30,000\n2026/11/20,利用 (注文番号: 503-1234567-1234567),-￥3,200,￥5,000\n",
		"semicolons":              "日付;内容;金額\n2026/11/22;登録 (ギフト券番号: xxxx-xxxxxx-AB12);25,000円\n2026/11/20;利用 (注文番号: 503-1234567-1234567);-3,200円\n",
		"dots between thousands":  "日付;内容;金額\n2026/11/22;登録 (ギフト券番号: xxxx-xxxxxx-AB12);25.000\n2026/11/20;利用 (注文番号: 503-1234567-1234567);-3.200\n",
		"spaces as thousands":     "日付;内容;金額\n2026/11/22;登録 (ギフト券番号: xxxx-xxxxxx-AB12);25 000\n2026/11/20;利用 (注文番号: 503-1234567-1234567);-3 200\n",
		"tabs":                    "日付\t内容\t金額\n2026/11/22\t登録 (ギフト券番号: xxxx-xxxxxx-AB12)\t\"￥25,000\"\n2026/11/20\t利用 (注文番号: 503-1234567-1234567)\t\"-￥3,200\"\n",
		"told by the file":        "sep=;\r\n日付;内容;金額\r\n2026/11/22;登録 (ギフト券番号: xxxx-xxxxxx-AB12);25000\r\n",
		"full width":              "日付,内容,金額\n２０２６／１１／２２,登録 (ギフト券番号: xxxx-xxxxxx-AB12),￥２５，０００\n",
		"the amount with decimal": "日付;内容;金額\n2026/11/22;登録 (ギフト券番号: xxxx-xxxxxx-AB12);25,000.00\n",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "a.csv", []byte(text), options(t, "amazon-jp", assess.Card{Last4: "AB12"}))
			if diff := cmp.Diff([]string{"row_claimed AB12 25000 JPY 2026-11-21 15:00"}, told(in)); diff != "" || err != nil {
				t.Errorf("Read: %s, %v", diff, err)
			}
		})
	}
}
