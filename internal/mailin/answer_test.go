package mailin_test

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/notify"
)

// A signed notice that is attached, or redirected, is proof; the answer says so
// in the language of the mail, and nothing can come back from it.
func TestProof(t *testing.T) {
	tests := map[string]struct {
		from string
		mail func(t *testing.T) string
		id   string
	}{
		"attached":   {"taro@example.jp", func(t *testing.T) string { return asked("taro@example.jp", notice(t)) }, "<ask-1@mail.example.jp>"},
		"redirected": {"taro@example.jp", func(t *testing.T) string { return notice(t) }, "<0106-notice@ap-northeast-1.amazonses.com>"},
		"redirected, as the program says": {"taro@example.jp", func(t *testing.T) string {
			return "Resent-From: <taro@example.jp>\r\nResent-To: <case@" + domain + ">\r\nAuto-Submitted: auto-generated\r\n" + notice(t)
		}, "<0106-notice@ap-northeast-1.amazonses.com>"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := open(t, nil)
			if code, text := f.send(tt.from, "case@"+domain, tt.mail(t)); code != 250 {
				t.Fatalf("the mail is refused: %d %s", code, text)
			}
			a := f.answer()
			if a.from != "" || a.to != tt.from {
				t.Errorf("the answer is from %q to %q", a.from, a.to)
			}
			for header, want := range map[string]string{"Auto-Submitted": "auto-replied", "In-Reply-To": tt.id, notify.LoopHeader: "case@" + domain,
				"Content-Language": "ja"} {
				if got := a.header.Get(header); got != want {
					t.Errorf("%s: %q, want %q", header, got, want)
				}
			}
			for _, want := range []string{"使用済み（可能性が高い）", "￥5,000", "250-1234567-1234567", "2026年11月22日", "次にすること：", "理由：", "https://cards.example/assess"} {
				if !strings.Contains(a.text, want) {
					t.Errorf("the answer lacks %q:\n%s", want, a.text)
				}
			}
			if f.outcomes("answered") != 1 {
				t.Errorf("%d are counted as answered", f.outcomes("answered"))
			}
			if strings.Contains(f.log.String(), "example.jp") {
				t.Errorf("the log has an address:\n%s", f.log)
			}
		})
	}
}

// A mail that was forwarded within the text is read and proves nothing; how to
// send it better is what to do next. An English mail is answered in English.
func TestForwardedInline(t *testing.T) {
	f := open(t, nil)
	mail := "From: Taro <taro@example.jp>\r\nTo: case@" + domain + "\r\nSubject: Fwd: Your gift card was redeemed\r\nMessage-ID: <f@example.jp>\r\n" +
		"Date: Sun, 29 Nov 2026 10:00:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" +
		"---------- Forwarded message ---------\r\nFrom: Amazon.com <gc-orders@gc.email.amazon.com>\r\nDate: Sat, Nov 28, 2026\r\n" +
		"Subject: Your Amazon gift card was redeemed\r\nTo: <taro@example.jp>\r\n\r\n" +
		"The gift card you sent has been redeemed.\r\nAmount: $50.00\r\nOrder number: 112-1234567-1234567\r\n"
	if code, text := f.send("taro@example.jp", "case@"+domain, mail); code != 250 {
		t.Fatalf("the mail is refused: %d %s", code, text)
	}
	a := f.answer()
	if strings.Contains(a.text, "proven)") || !strings.Contains(a.text, "forward as attachment") || a.header.Get("Content-Language") != "en" {
		t.Errorf("the answer to an inline forward is\n%s", a.text)
	}
	if !strings.Contains(a.text, "Amazon") {
		t.Errorf("the brand was not found:\n%s", a.text)
	}
}

// A mail about nothing that is known is answered with what to send.
func TestUnknown(t *testing.T) {
	f := open(t, nil)
	mail := "From: <taro@example.jp>\r\nTo: case@" + domain + "\r\nSubject: hello\r\nMessage-ID: <h@example.jp>\r\n\r\nIs it good?\r\n"
	f.send("taro@example.jp", "case@"+domain, mail)
	if a := f.answer(); !strings.Contains(a.text, "forward as attachment") || strings.Contains(a.text, "Verdict:") {
		t.Errorf("the answer is\n%s", a.text)
	}
}

// No answer holds a code, wherever the mail has it.
func TestNoCode(t *testing.T) {
	const code = "AQ12-BCDEFG-H7Q2M"
	f := open(t, nil)
	mail := "From: <taro@example.jp>\r\nTo: case@" + domain + "\r\nSubject: Fwd: Amazon Gift Card " + code + "\r\nMessage-ID: <" + code + "@example.jp>\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n\r\nForwarded message\r\nFrom: do-not-reply@gift-cards.amazon.co.jp\r\n" +
		"Amazonギフトカードが届きました\r\nギフトカード番号：" + code + "\r\n金額：￥5,000\r\n注文番号：" + code + "\r\n"
	f.send("taro@example.jp", "case@"+domain, mail)
	a := f.answer()
	for _, part := range []string{code, "AQ12-BCDEFG", "BCDEFG"} {
		if strings.Contains(a.text, part) || strings.Contains(a.subject, part) {
			t.Errorf("the answer holds %q:\n%s", part, a.text)
		}
	}
	if strings.Contains(f.log.String(), "BCDEFG") {
		t.Errorf("the log holds the code:\n%s", f.log)
	}
}

// The address that an answer gives takes more mails of the same case, from the
// asker and from others; the verdict is of all of them, and goes to the asker.
func TestCase(t *testing.T) {
	f := open(t, nil)
	delivered := sign(t, "amazon.co.jp", "From: <do-not-reply@gift-cards.amazon.co.jp>\nTo: hanako@example.jp\nSubject: =?UTF-8?B?"+
		base64.StdEncoding.EncodeToString([]byte("太郎さんからAmazonギフトカードが届いています"))+"?=\n"+
		"Date: Fri, 20 Nov 2026 09:00:00 +0900\nMessage-ID: <delivered@amazonses.com>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"+
		"Content-Transfer-Encoding: 8bit\n\n"+
		"Amazonギフトカードが届きました。\nギフトカード番号：AQ12-BCDEFG-7Q2M\n金額：￥5,000\n注文番号：250-1234567-1234567\n")
	f.send("hanako@example.jp", "case@"+domain, delivered)
	first := <-f.sink.took
	to := strings.Trim(first.header.Get("Reply-To"), "<>")
	if !strings.HasPrefix(to, "case+") || strings.Contains(first.text, "判定：使用済み") {
		t.Fatalf("the first answer, with Reply-To %s:\n%s", to, first.text)
	}
	for name, shape := range map[string]func(string) string{"as it is": func(s string) string { return s }, "in capitals": strings.ToUpper} {
		from := map[string]string{"as it is": "taro@example.jp", "in capitals": "hanako@example.jp"}[name]
		if code, text := f.send(from, shape(to), asked(from, notice(t))+"\n"+name+"\n"); code != 250 {
			t.Fatalf("%s: the case's address is refused: %d %s", name, code, text)
		}
		a := <-f.sink.took
		if a.to != "hanako@example.jp" || !strings.Contains(a.text, "判定：使用済み") {
			t.Errorf("%s: the answer of the case went to %s:\n%s", name, a.to, a.text)
		}
	}
	f.none()
}

// What a stranger wrote adds no header to the answer and no line to its head.
func FuzzInjection(f *testing.F) {
	for _, s := range []string{"x\r\nBcc: evil@evil.example", "=?utf-8?q?=0D=0ABcc:_evil@evil.example?=", "a@b>\r\n\r\nbody", "\x00",
		"Fwd: =?iso-2022-jp?b?GyRCJCI=?=", " ", strings.Repeat("あ", 500), strings.Repeat("h", 2000)} {
		f.Add(s, s)
	}
	o := open(f, func(o *mailinOptions) { unlimited(o) })
	n := 0
	f.Fuzz(func(t *testing.T, subject, id string) {
		n++
		flat := strings.NewReplacer("\r\n", "\r\n ", "\r", " ", "\n", " ", "\x00", " ")
		mail := fmt.Sprintf("From: <taro@example.jp>\r\nTo: case@%s\r\nSubject: %s\r\nMessage-ID: %s\r\nX-N: %d\r\n\r\n%s\r\n%d\r\n", domain,
			flat.Replace(subject), flat.Replace(id), n,
			strings.NewReplacer("\r", " ", "\n", " ", "\x00", " ").Replace(subject), n)
		o.t = t
		code, text := o.send("taro@example.jp", "case@"+domain, mail)
		if code == 554 || code == 500 { // headers that cannot be read, or a line that is too long
			return
		}
		if code != 250 {
			t.Fatalf("the mail is refused: %d %s", code, text)
		}
		a := <-o.sink.took
		if a.to != "taro@example.jp" || a.from != "" {
			t.Errorf("the answer is from %q to %q", a.from, a.to)
		}
		allowed := map[string]bool{"Auto-Submitted": true, "Content-Language": true, "Content-Type": true, "Date": true, "From": true, "In-Reply-To": true,
			"Message-Id": true, "Mime-Version": true, "References": true, "Reply-To": true, "Subject": true, "To": true, "X-Loop": true}
		for name, values := range a.header {
			if !allowed[name] || len(values) != 1 {
				t.Errorf("the answer has %s: %q", name, values)
			}
		}
		if a.subject != "ギフトカードの確認結果" && a.subject != "What your mail says of the gift card" {
			t.Errorf("the subject is %q", a.subject)
		}
	})
}
