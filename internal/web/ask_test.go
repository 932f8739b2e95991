package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/web"
)

// What was answered stands in the address: it is there after going back, and what is
// no answer is as if nobody had said it.
func TestAsk(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	v.open("/ask").want(http.StatusOK, "どのカードですか", `href="/ask?brand=amazon-jp"`)
	v.open("/ask?brand=unspent").want(http.StatusOK, "どうしましたか")
	if p := v.open("/ask?find=" + whole); strings.Contains(p.html, "K2M9PL") {
		t.Error("a code that was looked for is shown")
	}
	v.open("/ask?brand=amazon-jp&for=accused&handed=2199-01-01T10:00&like=&channel=person").want(http.StatusOK, "渡したのはいつですか")
	v.open("/ask?find=クオ").want(http.StatusOK, "見つかりませんでした")
	v.open("/ask?for=got&find=quo").want(http.StatusOK, `href="/ask?brand=quo-card-pay&amp;for=got"`)
	v.open("/ask?brand=amazon-jp").want(http.StatusOK, "どうしましたか", `href="/ask?brand=amazon-jp&amp;for=got"`)
	form := v.open("/ask?brand=amazon-jp&for=got&channel=shop").want(http.StatusOK, "どんな形のカードですか",
		`class="back" href="/ask?brand=amazon-jp&amp;for=got"`, `href="/ask?brand=amazon-jp&amp;channel=shop&amp;for=got&amp;form=shop"`)
	if strings.Contains(form.html, "form=mail") {
		t.Error("a shop sells mails")
	}
	for _, odd := range []string{"/ask?brand=no-such&for=got", "/ask?brand=%3Cscript%3E", "/ask?handed=%22%3E%3Cscript%3E"} {
		page, _, _ := strings.Cut(v.open(odd).want(http.StatusOK, "どのカードですか").html, "</main>") // below it is the same address in the other language
		if strings.Contains(page, "script%3E") || strings.Contains(page, "no-such") {
			t.Errorf("%s is kept", odd)
		}
	}
	v.open("/ask?brand=amazon-jp&for=got&channel=elsewhere").want(http.StatusOK, "どこから手に入れましたか")
	bring := v.open("/ask?brand=amazon-jp&for=got&channel=person&form=mail").want(http.StatusOK, "見せてもらってください",
		`<input type="hidden" name="channel" value="person">`, `href="/assess?brand=amazon-jp&amp;channel=person&amp;for=got&amp;form=mail"`)
	if strings.Contains(bring.html, "0000") {
		t.Error("a last four is made up")
	}
	v.open("/assess?brand=amazon-jp&channel=person&for=got&form=mail").want(http.StatusOK, `<option value="mail" selected>`)
	v.open("/ask?brand=amazon-jp&for=told&asked=told&channel=shop").want(http.StatusOK, "いますぐ、次のことをしてください")
	// Before which card it is there is what to do for any; nowhere else.
	v.open("/ask?for=told").want(http.StatusOK, "これ以上、番号もお金も送らないでください", "#9110", "どのカードですか", `href="/guide/code-taken"`)
	w.visitor("en").open("/ask?for=told").want(http.StatusOK, "Which card is it?")
	if p := v.open("/ask?for=got"); strings.Contains(p.html, "これ以上") {
		t.Error("what cannot wait is said where nothing is urgent")
	}
	if p := v.open("/"); strings.Index(p.html, "for=told") > strings.Index(p.html, "for=got") {
		t.Error("what cannot wait is not the first")
	}
}

// An answer can be loaded again, read in the other language and gone back to; whoever
// has only its address sees nothing.
func TestAnswerStays(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	first := v.upload("/assess", about(part{name: "message", content: "別のアカウントに登録済みです。ギフトカードの登録ができません。"})...).
		want(http.StatusOK, `class="answer bad"`, "いつ、何があったか")
	at := regexp.MustCompile(`href="(/answer/[a-z2-7]+)\?lang=en"`).FindStringSubmatch(first.html)
	if at == nil {
		t.Fatalf("it has no address: %s", first.html)
	}
	v.open(at[1]).want(http.StatusOK, `class="answer bad"`)
	v.open(at[1]+"?lang=en").want(http.StatusOK, `class="answer bad"`, "What happened when")
	w.visitor("en").open(at[1]).want(http.StatusNotFound, "no longer here")
	id := heldID.FindStringSubmatch(first.html)[1]
	row := part{name: "file-me", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"}
	more := v.upload("/assess", part{name: "held", content: id}, row).want(http.StatusOK, "a.txt")
	if strings.Contains(first.html, "a.txt") || !strings.Contains(v.open(at[1]).html, `class="answer bad"`) || more.status != http.StatusOK {
		t.Error("the answer before is another now")
	}
	w.wait(time.Hour)
	v.open(at[1]).want(http.StatusNotFound)
}

// A code of another brand that is sent all the same is not kept, and leads there.
func TestCodeOfAnother(t *testing.T) {
	w := newWorld(t)
	for lang, said := range map[string]string{"ja": "のコードのようです", "en": "looks like the code of another card ("} {
		p := w.visitor(lang).send("/check", "code", whole).want(http.StatusUnprocessableEntity, said, `href="/ask?brand=amazon-jp"`)
		if strings.Contains(p.html, "K2M9PL") || strings.Contains(w.log.String(), "K2M9PL") {
			t.Error("the code is kept")
		}
	}
}

// A site is a holder's service, an issuer's, or both; what it is not is not led to.
func TestSite(t *testing.T) {
	for site, tt := range map[web.Site]struct{ has, lacks string }{
		web.SiteBoth:   {`href="/ask?brand=amazon-jp"`, "nothing"},
		web.SiteCheck:  {`href="/ask?brand=amazon-jp"`, `name="code"`},
		web.SiteIssuer: {`name="code"`, `href="/ask?`},
	} {
		pages, err := web.New(web.Config{Counter: closed{}, API: http.NotFoundHandler(), BaseURL: "https://cards.example", Site: site})
		must(t, err)
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
		if html := w.Body.String(); !strings.Contains(html, tt.has) || strings.Contains(html, tt.lacks) {
			t.Errorf("%s: %s", site, html)
		}
	}
}
