package intake_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

const (
	bodyNotice = "花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。\n\n" + bodyFields + "登録日：2026年11月19日\nギフトカード番号：xxxx-xxxxxx-7Q2M\n"
	bodyFields = "送信先：taro@example.jp\n金額：￥5,000\n注文番号：250-1234567-1234567\n"
	bodyOther  = "taro@example.jp さんが、花子様の贈りものをアカウントに登録しました。\n金額：￥5,000\n注文番号：250-1234567-1234567\n"
	bodyEN     = "The Amazon gift card you sent has been redeemed by the recipient.\n\nRecipient: taro@example.jp\nAmount: ￥5,000\nOrder number: 250-1234567-1234567\n"
)

// bodies are mails without their headers, as people paste, quote and forward them,
// and what they say.
func bodies() map[string]struct{ text, want string } {
	const fields = " 5000 JPY 250-1234567-1234567 taro@example.jp"
	const opened = "mail_opened 7Q2M" + fields + " 2026-11-18 15:00"
	quote := func(mark, text string) string {
		return mark + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n"+mark) + "\n"
	}
	return map[string]struct{ text, want string }{
		"alone":                {bodyNotice, opened},
		"quoted":               {quote("> ", bodyNotice), opened},
		"quoted twice":         {quote("> > ", bodyNotice), opened},
		"quoted in a reply":    {"これが届いていました。\n\n2026年11月20日(金) 9:00 花子 <hanako@example.jp>:\n" + quote("> ", bodyNotice), opened},
		"with a greeting":      {"花子様\n\nいつもAmazon.co.jpをご利用いただきありがとうございます。\n" + bodyNotice, opened},
		"with a signature":     {bodyNotice + "\n--\nAmazon.co.jp カスタマーサービス\nhttps://www.amazon.co.jp/\n", opened},
		"with a person's":      {bodyNotice + "\n-- \n花子\niPhoneから送信\n", opened},
		"with a link to pages": {bodyNotice + "\n注文の詳細を見る: https://www.amazon.co.jp/your-orders\n", opened},
		"an SMS":               {"【Amazon】花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。 登録日：2026年11月19日", "mail_opened 2026-11-18 15:00"},
		"LINE":                 {"[LINE] 花子とのトーク履歴\n2026/11/22(日)\n21:14\t花子\t\"" + bodyNotice + "\"\n", opened},
		"broken lines": {quote("> ", "花子様がお送りしたAmazonギフトカードは、受取人の\nアカウントに登録されました。\n"+bodyFields+
			"登録日：2026年11月19日\nギフトカード番号：xxxx-xxxxxx-7Q2M\n"), opened},
		"other words":     {"Amazonギフトカードが使われました\n" + bodyOther, "mail_opened" + fields},
		"received":        {"お贈りしたギフトカードを太郎様が受け取られました。\n" + bodyFields, "mail_opened" + fields},
		"English":         {bodyEN, "mail_opened" + fields},
		"English, quoted": {quote("> ", bodyEN), "mail_opened" + fields},
		"English, their account": {"Your gift card was added to the recipient's account.\n" + strings.SplitAfterN(bodyEN, "\n\n", 2)[1],
			"mail_opened" + fields},
		"sent":         {"ご注文のAmazonギフトカードを、受取人に送信しました。届きましたらお知らせします。\n" + bodyFields, "mail_sent" + fields},
		"sent, quoted": {quote("> ", "ご注文のAmazonギフトカードを、受取人に送信しました。\n"+bodyFields), "mail_sent" + fields},
		"sent, English": {"The gift card you bought was sent to taro@example.jp.\nOrder number: 250-1234567-1234567\n",
			"mail_sent 250-1234567-1234567 taro@example.jp"},
		"resent": {"ご注文のAmazonギフトカードを再送しました。以前の番号は使えません。\n" + bodyFields, "mail_resent" + fields},
		"arrived": {"花子様からAmazonギフトカードが届いています。\n金額：￥5,000\nギフトカード番号：xxxx-xxxxxx-7Q2M\nアカウントに登録する\n注文番号：250-1234567-1234567\n",
			"mail_delivered 7Q2M 5000 JPY 250-1234567-1234567"},
		"a reminder":          {"花子様がお送りしたAmazonギフトカードは、まだ受取人のアカウントに登録されていません。\n" + bodyFields, "nothing"},
		"a reminder, quoted":  {quote("> ", "お送りいただいたAmazonギフトカードは、まだ登録されていません。\n"+bodyFields), "nothing"},
		"a reminder, English": {"The gift card you sent has not been redeemed yet.\nRecipient: taro@example.jp\nOrder number: 250-1234567-1234567\n", "nothing"},
		"only possible":       {"お送りいただいたギフトカードは、受取人のアカウントに登録された可能性があります。\n" + bodyFields, "nothing"},
	}
}

// TestMailToldByBody reads mails without their headers: none is an order page, and
// each is a hint.
func TestMailToldByBody(t *testing.T) {
	for name, tt := range bodies() {
		for _, kind := range []assess.Kind{"", assess.OrderPage, assess.Message} {
			t.Run(name+" "+string(kind), func(t *testing.T) {
				o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
				o.Kind = kind
				in, err := intake.Read(t.Context(), "", []byte(tt.text), o)
				if err != nil || len(in.Evidence) != 1 {
					t.Fatalf("Read = %v, %v", told(in), err)
				}
				e := in.Evidence[0]
				got := strings.Replace(told(in)[0]+" ", " 0 ", " ", 1)
				if diff := cmp.Diff(tt.want+" ", got); diff != "" || e.Kind != assess.Mail {
					t.Errorf("Read = %s: %s", e.Kind, diff)
				}
				if _, ok := notes(e)[assess.MailTold]; !ok {
					t.Errorf("notes = %v", e.Notes)
				}
			})
		}
	}
}

// TestToldIsMail reads notices that somebody typed where messages go.
func TestToldIsMail(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		kind assess.Kind
		says brand.Meaning
	}{
		"a notice":              {bodyNotice, assess.Mail, brand.MailOpened},
		"its subject as well":   {toldNotice, assess.Mail, brand.MailOpened},
		"its sentence alone":    {"花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。", assess.Mail, brand.MailOpened},
		"and a balance":         {"受取人のアカウントにギフトカードが登録され、残高に加わりました。", assess.Mail, brand.MailOpened},
		"in other words":        {"Amazonギフトカードが使われました\n" + bodyOther, assess.Mail, brand.MailOpened},
		"in English":            {bodyEN, assess.Mail, brand.MailOpened},
		"one's own account":     {"ギフトカードがお客様のアカウントに登録されました。", assess.Message, brand.RedeemedNow},
		"with a name":           {"花子様、ギフトカードがアカウントに登録されました。", assess.Message, brand.RedeemedNow},
		"another's, already":    {"友人がお送りしたギフトカードは、すでに別のアカウントに登録されています。", assess.Message, brand.AlreadyElsewhere},
		"a present, used":       {"友人に贈ったギフトカードは、すでに使用されています。", assess.Message, brand.AlreadyRedeemed},
		"of a recipient, maybe": {"受取人のアカウントにギフトカードが登録された可能性があります。", assess.Message, brand.Unclear},
	} {
		t.Run(name, func(t *testing.T) {
			e, ok := intake.Told(profile(t, "amazon-jp"), tt.text)
			if !ok || e.Kind != tt.kind || e.Says != tt.says {
				t.Errorf("Told = %s, %s, %t; want %s, %s", e.Kind, e.Says, ok, tt.kind, tt.says)
			}
			if _, hint := notes(e)[assess.MailTold]; hint != (tt.kind == assess.Mail) {
				t.Errorf("notes = %v", e.Notes)
			}
		})
	}
}

// TestMailInOtherWords reads forwarded notices in words that nobody has seen of the
// brand.
func TestMailInOtherWords(t *testing.T) {
	inner := "差出人: Amazon.co.jp <do-not-reply@amazon.co.jp>\n日時: 2026年11月19日 21:14:05 JST\n宛先: hanako@example.jp\n件名: お贈りになったAmazonギフトカードが使われました\n\n" + bodyOther
	outer := "From: hanako@example.jp\nTo: jiro@example.jp\nSubject: Fwd: お贈りになったAmazonギフトカードが使われました\nDate: Fri, 20 Nov 2026 09:00:00 +0900\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
	want := "mail_opened 5000 JPY 250-1234567-1234567 taro@example.jp"
	for name, tt := range map[string]struct {
		text, want string
		note       assess.NoteID
	}{
		"pasted":            {inner, want + " 2026-11-19 12:14", assess.MailTold},
		"forwarded":         {outer + "---------- Forwarded message ---------\n" + inner, want, assess.MailForwarded},
		"forwarded, quoted": {outer + "> " + strings.ReplaceAll(inner, "\n", "\n> "), want, assess.MailForwarded},
		"saved, not signed": {strings.ReplaceAll(outer, "hanako@example.jp", "do-not-reply@amazon.co.jp") + bodyOther, want + " 2026-11-20 00:00",
			assess.SignatureMissing},
		"not added yet":       {outer + inner + "このカードはまだ受取人のアカウントに登録されていません。\n", "mail_other", assess.MailForwarded},
		"if it is":            {outer + strings.ReplaceAll(inner, "ました", "た場合はお知らせします"), "mail_other", assess.MailForwarded},
		"its subject alone":   {outer + "よろしくお願いします。\n", "mail_opened", assess.MailTold},
		"about another thing": {strings.Replace(outer, "お贈りになったAmazonギフトカードが使われました", "会議", 1) + "会議の資料を佐藤さんが追加しました。\n", "mail_other", assess.MailForwarded},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "", []byte(tt.text), options(t, "amazon-jp", assess.Card{Order: "250-1234567-1234567", Giver: "hanako@example.jp"}))
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			got := strings.Replace(told(in)[0]+" ", " 0 ", " ", 1)
			if _, noted := notes(in.Evidence[0])[tt.note]; !noted || !strings.HasPrefix(got, tt.want) || in.Evidence[0].Grade != assess.Unverified {
				t.Errorf("Read = %s, %s, %v; want %s", got, in.Evidence[0].Grade, in.Evidence[0].Notes, tt.want)
			}
		})
	}
}
