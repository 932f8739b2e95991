package web_test

import (
	"archive/zip"
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// part is a field of a form, or a file.
type part struct{ name, file, content string }

// upload posts a form with files.
func (v *visitor) upload(path string, parts ...part) page {
	v.w.t.Helper()
	return v.uploadAs(nil, path, parts...)
}

// uploadAs is upload with headers of the browser's own.
func (v *visitor) uploadAs(headers map[string]string, path string, parts ...part) page {
	v.w.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		into, err := w.CreateFormField(p.name)
		if p.file != "" {
			into, err = w.CreateFormFile(p.name, p.file)
		}
		must(v.w.t, err)
		_, err = into.Write([]byte(p.content))
		must(v.w.t, err)
	}
	must(v.w.t, w.Close())
	r, err := http.NewRequestWithContext(v.w.t.Context(), http.MethodPost, v.w.base+path, &b)
	must(v.w.t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return v.do(r)
}

// about are the answers that every case needs.
func about(more ...part) []part {
	return append([]part{{name: "brand", content: "amazon-jp"}, {name: "asker", content: "holder"}, {name: "channel", content: "person"},
		{name: "intent", content: "use"},
		{name: "last4", content: "A2B3"}, {name: "amount", content: "5,000"}, {name: "got", content: "2026-11-01"}}, more...)
}

// A visitor asks about a card of another brand and gets a verdict, in their
// language, from what they typed and from files.
func TestAssess(t *testing.T) {
	history := "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"
	tests := map[string]struct {
		parts  []part
		ja, en string
	}{
		"a message":           {about(part{name: "message", content: "別のアカウントに登録済みです。ギフトカードの登録ができません。"}), "使用済み", "Used"},
		"a history":           {about(part{name: "file-giver", file: `C:\fakepath\..\履歴.txt`, content: history}), "使用済み", "Used"},
		"an intact seal":      {about(part{name: "seal", content: "intact"}), "未使用", "Unused"},
		"nothing":             {about(), "まだ分かりません", "Not known yet"},
		"a broken file":       {about(part{name: "file-me", file: "x.msg", content: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "読めなかったファイル", "Not read"},
		"script in a file":    {about(part{name: "file-me", file: "x.html", content: `<script>alert(1)</script><p>hello`}), "まだ分かりません", "Not known yet"},
		"script in an answer": {about(part{name: "message", content: `"><script>alert(1)</script>`}), "いちばん近いものを選んで", "nearest to its meaning"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t) // the gate counts assessments
			for lang, want := range map[string]string{"ja": tt.ja, "en": tt.en} {
				p := w.visitor(lang).upload("/assess", tt.parts...).want(http.StatusOK, want)
				if strings.Contains(p.html, "<script>alert") {
					t.Error("script came through")
				}
			}
		})
	}
}

// What cannot be judged is said on the form, with the answers still in it.
func TestAssessRefused(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	v.upload("/assess", about(part{name: "last4", content: "AB-WHOLE-CODE"})...).want(http.StatusUnprocessableEntity, `value="2026-11-01"`)
	v.upload("/assess", part{name: "brand", content: "no-such-brand"}, part{name: "asker", content: "holder"},
		part{name: "channel", content: "shop"}).want(http.StatusNotFound)
	v.send("/assess", "brand", "amazon-jp").want(http.StatusUnprocessableEntity)
}

// A whole code in a file is in no page, and the bundle can be taken home.
func TestAssessBundle(t *testing.T) {
	w := newWorld(t)
	const code = "ABCD-EFGHJK-A2B3"
	file := part{name: "file-me", file: "mail.txt", content: "ギフトカード番号: " + code + "\n金額 5,000円\n"}
	v := w.visitor("ja")
	if p := v.upload("/assess", about(file)...); strings.Contains(p.html, code) || strings.Contains(w.log.String(), code) {
		t.Error("the page or the log has a code")
	}
	p := v.upload("/assess", about(file, part{name: "bundle", content: "1"})...)
	z, err := zip.NewReader(strings.NewReader(p.html), int64(len(p.html)))
	if err != nil || p.header.Get("Content-Type") != "application/zip" {
		t.Fatalf("the bundle is %q: %v", p.header.Get("Content-Type"), err)
	}
	if len(z.File) < 3 {
		t.Errorf("the bundle has %d files", len(z.File))
	}
}

// However many send files at once, a few are held in memory, and the others are
// told to come back.
func TestAssessmentsAtOnce(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	send := func(body io.Reader) *http.Request {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/assess", body)
		must(t, err)
		r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		return r
	}
	var under sync.WaitGroup
	var slow []*io.PipeWriter
	for range 4 {
		from, to := io.Pipe()
		slow = append(slow, to)
		under.Go(func() {
			res, err := http.DefaultClient.Do(send(from))
			if err != nil {
				t.Error(err)
				return
			}
			_ = res.Body.Close()
		})
		_, err := to.Write([]byte("--x\r\n")) // it is on its way
		must(t, err)
	}
	deadline := time.Now().Add(5 * time.Second)
	for v.do(send(strings.NewReader("no form"))).status != http.StatusServiceUnavailable {
		if time.Now().After(deadline) {
			t.Fatal("every form is read at once")
		}
	}
	for _, to := range slow {
		must(t, to.Close())
	}
	under.Wait()
	v.upload("/assess", about()...).want(http.StatusOK)
}

// A slip in one field loses nothing: neither the files, nor what was chosen and
// typed elsewhere; and what was judged can be corrected and added to.
func TestAssessLosesNothing(t *testing.T) {
	held := regexp.MustCompile(`name="held" value="([^"]+)"`)
	history := part{name: "file-me", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"}
	typed := []part{{name: "brand", content: "amazon-jp"}, {name: "asker", content: "holder"}, {name: "channel", content: "person"},
		{name: "order", content: "250-1234567-1234567"},
		{name: "window", content: "30m"}, {name: "seen-by", content: "family"}, {name: "message", content: "ギフト券番号は無効です"}, {name: "last4", content: "A2B3"}}
	for name, slip := range map[string]part{"an amount": {name: "amount", content: "five"}, "a day": {name: "got", content: "yesterday"},
		"a later day":     {name: "got", content: "2199-01-01"},
		"a year of issue": {name: "issued", content: "long ago"}, "a last four": {name: "last4", content: "WHOLE-CODE-1"},
		"a time": {name: "messageAt", content: "noon"}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			v := w.visitor("ja")
			form := append(slices.Clone(typed), slip, history)
			refused := v.upload("/assess", form...).want(http.StatusUnprocessableEntity, "1件", `value="250-1234567-1234567"`, `value="30m"`,
				"ギフト券番号は無効です</textarea>", `value="family" selected`)
			id := held.FindStringSubmatch(refused.html)
			if id == nil {
				t.Fatal("nothing is held")
			}
			right := slices.DeleteFunc(slices.Clone(form), func(p part) bool { return p.name == slip.name || p.file != "" })
			right = append(right, part{name: "last4", content: "A2B3"}, part{name: "amount", content: "5000"}, part{name: "held", content: id[1]})
			judged := v.upload("/assess", right...).want(http.StatusOK, `class="answer ok"`)
			edit := held.FindStringSubmatch(judged.html)
			again := v.upload("/assess", part{name: "held", content: edit[1]}, part{name: "edit", content: "1"}).want(http.StatusOK, "1件", `value="5000"`,
				`value="250-1234567-1234567"`)
			more := append(right[:len(right)-1], part{name: "held", content: held.FindStringSubmatch(again.html)[1]},
				part{name: "file-giver", file: "b.txt", content: history.content})
			v.upload("/assess", more...).want(http.StatusOK, "贈り主の利用履歴")
		})
	}
}
