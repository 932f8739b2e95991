package httpapi_test

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// upload sends cases that hold a code wherever a careless person or a confused
// program puts one, as JSON and as a bundle, good and broken.
func (l *leaks) upload(code string) {
	l.t.Helper()
	l.secrets["code in an upload, Amazon's "+code] = []byte(code)
	const card = "brand: amazon-jp\nasker: holder\nchannel: person\ncard: {last4: 9012, amount: 5000 JPY}\n"
	encoded := base64.StdEncoding.EncodeToString([]byte("ギフトカード番号：" + code))
	files := map[string]string{
		"a.eml": "From: Amazon.co.jp <do-not-reply@amazon.co.jp>\r\nTo: " + code + " <hanako@example.jp>\r\nSubject: gift card " + code + " claimed\r\n" +
			"Date: Tue, 12 Jan 2027 14:05:00 +0900\r\nMessage-ID: <" + code + "@amazon.co.jp>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n" +
			"X-Code: " + code + "\r\n\r\nお送りいただいたAmazonギフトカード " + code + " は、受取人のアカウントに登録されました。\r\n",
		"b.eml": "From: do-not-reply@amazon.co.jp\r\nSubject: =?utf-8?B?" + encoded +
			"?=\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded + "\r\n",
		"c.html": "<html><title>" + code + "</title><table><tr><th>日付</th><th>説明</th><th>金額</th></tr><tr><td>2027年1月12日</td><td>ギフトカード登録 " + code +
			"</td><td>￥5,000</td></tr></table><script>" + code + "</script><a href=\"/x?c=" + code + "\">" + code + "</a>",
		"d.csv":  "日付,説明,金額\n2027/01/12," + code + ",5000\n" + code + "," + code + "," + code + "\n",
		"e.txt":  "別のアカウントに登録済みです。" + code + " の登録ができません。",
		"f.json": `{"code":"` + code + `"}`,
		"g.eml":  "From: " + code + "\r\n" + code + ": " + code + "\r\n\r\n" + strings.Repeat(code+"\r\n", 100),
		"h.msg":  "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + code,
		"i.zip":  "PK\x03\x04" + code,
	}
	one := func(name, accept string) {
		kind, body := form(l.t, card+"evidence: [{file: "+name+", owner: giver}]\n", name, files[name])
		l.ask("partner", "POST", "/v1/assessments", body, "Content-Type", kind, "Accept", accept)
		if l.status != 200 {
			l.t.Errorf("a case with %s answers %d", name, l.status)
		}
	}
	for name := range files {
		one(name, "application/json")
		one(name, "application/zip")
	}
	q := `"` + code + `"`
	for _, text := range []string{
		"brand: " + q, "brand: " + code, code + ": x", q, code, "brand: amazon-jp\n" + code + ": x", "asker: " + q + "\nbrand: " + code + "\nchannel: [" +
			code, "brand: [" + q,
		card + "challenge: " + q, card + "challenge: see " + code + " there", card + "got: " + q, card + "window: " + q, card + "claimed: " + q,
		card + "evidence: [{file: " + q + "}]", card + "evidence: [{message: " + q + "}]", card + "evidence: [{message: 番号 " + code + " は無効です}]",
		card + "evidence: [{seal: " + q + "}]", card + "evidence: [{" + q + ": x}]", card + "evidence: [{file: ../" + code + "}]",
		strings.Replace(card, "9012", q, 1), strings.Replace(card, "last4: 9012", "order: "+q, 1), strings.Replace(card, "last4: 9012", "serial: "+q, 1),
		strings.Replace(card, "last4: 9012", "recipient: "+code+"@example.jp", 1), strings.Replace(card, "last4: 9012", "giver: "+q, 1),
		strings.Replace(card, "5000 JPY", q, 1), strings.Replace(card, "holder", code, 1), "&" + code + " a: *" + code, "!" + code + " a",
	} {
		kind, body := form(l.t, text)
		l.ask("partner", "POST", "/v1/assessments", body, "Content-Type", kind)
		kind, body = form(l.t, card, code, code, "x "+code+".eml", code)
		l.ask("partner", "POST", "/v1/assessments", body, "Content-Type", kind)
	}
	for _, body := range []string{
		"--b\r\nContent-Disposition: form-data; name=\"" + code + "\"\r\n\r\nx\r\n--b--\r\n", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" +
			code + "\"\r\n\r\nx\r\n--b--\r\n",
		"--b\r\n" + code + "\r\n\r\nx\r\n--b--\r\n", "--b\r\n" + code + ": " + code, code, "--b\r\nContent-Disposition: " + code + "\r\n\r\n" + code,
		"--b\r\nContent-Disposition: form-data; name=\"case\"\r\nContent-Transfer-Encoding: " + code + "\r\n\r\n" + code + "\r\n--b--\r\n",
	} {
		l.ask("partner", "POST", "/v1/assessments", body, "Content-Type", "multipart/form-data; boundary=b")
		l.ask("partner", "POST", "/v1/assessments", body, "Content-Type", "multipart/form-data; boundary=b; "+code+"="+code)
		l.ask("partner", "POST", "/v1/assessments?"+url.QueryEscape(code)+"="+url.QueryEscape(code), body, "Content-Type", "multipart/form-data; boundary="+code)
	}
}
