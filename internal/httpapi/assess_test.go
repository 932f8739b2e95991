package httpapi_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/intake"
)

// form writes a case and its files, given as name and content in turn.
func form(t testing.TB, text string, files ...string) (kind, body string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	check(t, w.WriteField("case", text))
	for i := 0; i < len(files); i += 2 {
		part, err := w.CreateFormFile("file", files[i])
		check(t, err)
		_, err = io.WriteString(part, files[i+1])
		check(t, err)
	}
	check(t, w.Close())
	return w.FormDataContentType(), b.String()
}

// assess asks for an assessment.
func (w *world) assess(who, text string, files []string, headers ...string) *http.Response {
	w.t.Helper()
	kind, body := form(w.t, text, files...)
	return w.ask(who, "POST", "/v1/assessments", body, append([]string{"Content-Type", kind}, headers...)...)
}

const presentCase = "brand: amazon-jp\nasker: holder\nchannel: person\nintent: use\ncard: {last4: A2B3, amount: 5000 JPY, recipient: taro@example.jp}\n"

// opened is an opening notice, signed by a key of the test, and where the key is.
func opened(t testing.TB) (mail string, keys intake.Keys) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	check(t, err)
	public, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	check(t, err)
	keys = intake.Dir(fstest.MapFS{"s1._domainkey.amazon.co.jp.txt": {Data: []byte("v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public))}})
	text := "From: Amazon.co.jp <do-not-reply@amazon.co.jp>\r\nTo: hanako@example.jp\r\n" +
		"Subject: =?utf-8?B?" + base64.StdEncoding.EncodeToString([]byte("お送りいただいたAmazonギフトカードが登録されました（開封通知）")) + "?=\r\n" +
		"Date: Tue, 12 Jan 2027 14:05:00 +0900\r\nMessage-ID: <n-1@amazon.co.jp>\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		"花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。\r\n送信先：taro@example.jp\r\n金額：￥5,000\r\nギフトカード番号：XXXX-XXXXXX-A2B3\r\n"
	var out bytes.Buffer
	check(t, dkim.Sign(&out, strings.NewReader(text), &dkim.SignOptions{Domain: "amazon.co.jp", Selector: "s1", Signer: key,
		HeaderKeys: []string{"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}}))
	return out.String(), keys
}

// A signed notice is verified if its key is to be had, and not otherwise. JSON and
// YAML are the same case.
func TestAssessments(t *testing.T) {
	mail, keys := opened(t)
	const asJSON = `{"brand":"amazon-jp","asker":"holder","channel":"person","intent":"use","card":{"last4":"A2B3","amount":{"amount":5000,"currency":"JPY"},` +
		`"recipient":"taro\u0040example.jp"},` + "\n\t" + `"evidence":[{"file":"mails\/notice.eml","owner":"giver"}]}`
	const asYAML = presentCase + "evidence:\n  - file: mails/notice.eml\n    owner: giver\n"
	states := map[string]string{}
	for name, tt := range map[string]struct {
		text  string
		keys  intake.Keys
		grade string
	}{"YAML": {asYAML, keys, "verified"}, "JSON": {asJSON, keys, "verified"}, "no keys": {asYAML, nil, "unverified"}} {
		w := newWorldWith(t, tt.keys)
		res := w.assess("nobody", tt.text, []string{"mails/notice.eml", mail})
		body := text(t, res)
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != "application/json" {
			t.Fatalf("%s: %d %s", name, res.StatusCode, body)
		}
		if got := read(t, body, "evidence.0.grade"); got != tt.grade {
			t.Errorf("%s: the mail is %s; want %s: %s", name, got, tt.grade, body)
		}
		states[name] = read(t, body, "state") + " " + read(t, body, "confidence")
	}
	if states["YAML"] != "used likely" || states["JSON"] != states["YAML"] {
		t.Errorf("the verdicts are %v", states)
	}
}

func TestAssessmentAsBundle(t *testing.T) {
	mail, keys := opened(t)
	w := newWorldWith(t, keys)
	ask := func(accept string) (*http.Response, string) {
		res := w.assess("nobody", presentCase+"evidence: [{file: notice.eml, owner: giver}]\n", []string{"notice.eml", mail}, "Accept", accept)
		return res, text(t, res)
	}
	res, body := ask("text/html, application/zip;q=0.9")
	if res.StatusCode != 200 || res.Header.Get("Content-Type") != "application/zip" {
		t.Fatalf("answers %d %s %.200s", res.StatusCode, res.Header.Get("Content-Type"), body)
	}
	z, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	check(t, err)
	verdict, err := z.Open("verdict.json")
	check(t, err)
	inside, err := io.ReadAll(verdict)
	check(t, err)
	if got := read(t, string(inside), "state"); got != "used" {
		t.Errorf("the bundle says %s", got)
	}
	if _, again := ask("application/zip"); again != body {
		t.Error("the same case gives another bundle")
	}
}

// One client's cases cost a proof of work when there are many, and are then
// refused for a while; keys never need work.
func TestManyAssessments(t *testing.T) {
	w := newWorld(t)
	const small = "brand: amazon-jp\nasker: holder\nchannel: shop\n"
	var body string
	asked := 0
	ask := func(who, proof string) *http.Response {
		asked++
		res := w.assess(who, small, nil, "Unspent-Work", proof)
		body = text(t, res)
		return res
	}
	res := ask("nobody", "")
	for res.StatusCode == 200 && asked < 100 {
		res = ask("nobody", "")
	}
	if res.StatusCode != 403 || read(t, body, "reason") != "work_required" || read(t, body, "challenge.route") != "/v1/assessments" || asked < 6 {
		t.Fatalf("the %dth assessment answers %d %s", asked, res.StatusCode, body)
	}
	if res := w.ask("nobody", "POST", "/v1/check", `{"code":"00000-00000-00000-00000"}`); res.StatusCode != 404 {
		t.Errorf("a check after so many assessments answers %d", res.StatusCode)
	}
	for res.StatusCode == 403 || res.StatusCode == 200 {
		challenge := body
		if res.StatusCode == 200 {
			challenge = `{"challenge":` + text(t, w.ask("nobody", "GET", "/v1/challenge?route=/v1/assessments", "")) + "}"
		}
		bits, err := strconv.Atoi(read(t, challenge, "challenge.bits"))
		check(t, err)
		proof, err := gate.Solve(t.Context(), gate.Challenge{Text: read(t, challenge, "challenge.text"), Route: "/v1/assessments", Bits: bits})
		check(t, err)
		if res = ask("nobody", proof); res.StatusCode == 403 || asked > 200 {
			t.Fatalf("assessment %d with a proof answers %d %s", asked, res.StatusCode, body)
		}
	}
	wait, _ := strconv.Atoi(res.Header.Get("Retry-After"))
	if res.StatusCode != 429 || read(t, body, "reason") != "busy" || wait < 60 || asked > 40 {
		t.Errorf("assessment %d answers %d, Retry-After %d, %s", asked, res.StatusCode, wait, body)
	}
	if res := ask("partner", ""); res.StatusCode != 200 {
		t.Errorf("with a key: %d %s", res.StatusCode, body)
	}
	w.wait(time.Duration(wait) * time.Second)
	w.wait(10 * time.Minute)
	if res := ask("nobody", ""); res.StatusCode != 200 {
		t.Errorf("later: %d %s", res.StatusCode, body)
	}
}

// A client has a few uploads at once, and a slow one keeps nobody else out.
func TestAssessmentsAtOnce(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	begin := func(who string) (*io.PipeWriter, chan string) {
		r, body := io.Pipe()
		req, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/v1/assessments", r)
		check(t, err)
		req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		if key, ok := w.keys[who]; ok {
			req.Header.Set("Authorization", "Bearer "+key)
		}
		answer := make(chan string, 1)
		go func() {
			res, err := server.Client().Do(req)
			if err != nil {
				answer <- err.Error()
				return
			}
			defer res.Body.Close()
			b, _ := io.ReadAll(res.Body)
			answer <- fmt.Sprint(res.StatusCode, " ", string(b))
		}()
		return body, answer
	}
	const head = "--b\r\nContent-Disposition: form-data; name=\"case\"\r\n\r\nbrand: amazon-jp\nasker: holder\n"
	const rest = "channel: shop\r\n--b--\r\n"
	var bodies []*io.PipeWriter
	var answers []chan string
	for range 3 {
		body, answer := begin("nobody")
		_, err := io.WriteString(body, head)
		check(t, err)
		bodies, answers = append(bodies, body), append(answers, answer)
	}
	time.Sleep(50 * time.Millisecond) // until the server has begun to read the third
	body, answer := begin("nobody")
	go io.WriteString(body, head)
	if got := <-answer; !strings.HasPrefix(got, "429 ") || !strings.Contains(got, "maxUploadsEach") {
		t.Errorf("the fourth at once answers %s", got)
	}
	body, answer = begin("partner")
	go func() {
		_, err := io.WriteString(body, head+rest)
		_ = body.CloseWithError(err) // nil is the end
	}()
	if got := <-answer; !strings.HasPrefix(got, "200 ") {
		t.Errorf("another client is answered %.200s", got)
	}
	for i, body := range bodies {
		_, err := io.WriteString(body, rest)
		check(t, err)
		check(t, body.Close())
		if got := <-answers[i]; !strings.HasPrefix(got, "200 ") {
			t.Errorf("upload %d answers %.200s", i, got)
		}
	}
	if res := w.assess("nobody", "brand: amazon-jp\nasker: holder\nchannel: shop\n", nil); res.StatusCode != 200 {
		t.Errorf("after all of them: %d %s", res.StatusCode, text(t, res))
	}
}

// A body that is too long is refused by the length that it claims, and nothing of
// it is read.
func TestAssessmentTooLarge(t *testing.T) {
	w := newWorld(t)
	r := httptest.NewRequest("POST", "/v1/assessments", unreadable{t})
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	r.ContentLength = 33 << 20
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	if got := rec.Body.String(); rec.Code != 413 || read(t, got, "reason") != "too_large" || !strings.Contains(got, "maxUpload") {
		t.Errorf("answers %d %s", rec.Code, got)
	}
}

type unreadable struct{ t *testing.T }

func (u unreadable) Read([]byte) (int, error) {
	u.t.Error("the body is read")
	return 0, io.EOF
}

// keysFrom gives keys by a function.
type keysFrom func(ctx context.Context, domain, selector string) (intake.KeyRecord, error)

func (f keysFrom) Key(ctx context.Context, domain, selector string) (intake.KeyRecord, error) {
	return f(ctx, domain, selector)
}

// A reader of foreign files may have a bug: what it stumbled on is not logged.
func TestAssessmentThatPanics(t *testing.T) {
	const code = "AQX7-K5M2PD-9012"
	mail, _ := opened(t)
	w := newWorldWith(t, keysFrom(func(context.Context, string, string) (intake.KeyRecord, error) { panic("cannot read " + code) }))
	res := w.assess("nobody", presentCase+"evidence: [{file: a.eml}]\n", []string{"a.eml", mail})
	body := text(t, res)
	if log := w.log.String(); res.StatusCode != 500 || strings.Contains(body+log, code) || !strings.Contains(log, read(t, body, "incident")) ||
		!strings.Contains(log, "cannot read") {
		t.Errorf("answers %d %s, logs %s", res.StatusCode, body, log)
	}
	if res := w.assess("nobody", presentCase, nil); res.StatusCode != 200 {
		t.Errorf("the next case answers %d", res.StatusCode)
	}
}

// Mails choose whose servers are asked for keys: there are so many look-ups, each
// name once, and a server that does not answer keeps no other case waiting.
func TestKeysOfAssessments(t *testing.T) {
	mail, _ := opened(t)
	var asked atomic.Int32
	hangs := make(chan struct{})
	w := newWorldWith(t, keysFrom(func(ctx context.Context, domain, selector string) (intake.KeyRecord, error) {
		asked.Add(1)
		if selector == "slow" {
			select {
			case <-hangs:
			case <-ctx.Done():
			}
		}
		return intake.KeyRecord{}, unspent.Errorf(unspent.Unavailable, "nobody answers")
	}))
	cases := func(selectors ...string) (string, []string) {
		text, files := presentCase+"evidence:\n", []string{}
		for i, s := range selectors {
			name := fmt.Sprintf("%d.eml", i)
			text += "  - {file: " + name + ", owner: giver}\n"
			files = append(files, name, strings.Replace(mail, "s=s1;", "s="+s+";", 1))
		}
		return text, files
	}
	many := []string{"same", "same", "same"}
	for i := range 40 {
		many = append(many, fmt.Sprintf("s%d", i))
	}
	text1, files := cases(many...)
	if res := w.assess("nobody", text1, files); res.StatusCode != 200 || asked.Load() != 24 {
		t.Errorf("%d mails answer %d after %d look-ups: %.300s", len(many), res.StatusCode, asked.Load(), text(t, res))
	}
	var slow sync.WaitGroup
	for who := range w.keys { // enough of them to have every turn
		slow.Go(func() {
			text1, files := cases("slow")
			if res := w.assess(who, text1, files); res.StatusCode != 200 {
				t.Errorf("a case with a slow server answers %d", res.StatusCode)
			}
		})
	}
	for asked.Load() < 24+int32(len(w.keys)) {
		time.Sleep(time.Millisecond)
	}
	if res := w.assess("nobody", presentCase, nil); res.StatusCode != 200 {
		t.Errorf("meanwhile another case answers %d", res.StatusCode)
	}
	close(hangs)
	slow.Wait()
}

// A picture that a desk brings for a second card is named to it, and to nobody
// else: what others have brought is not told.
func TestAssessmentPictureSeenBefore(t *testing.T) {
	w := newWorld(t)
	var picture bytes.Buffer
	check(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 30))))
	for i, tt := range []struct {
		who, card string
		want      bool
	}{
		{"issuer", "last4: A2B3, ", false}, {"issuer", "last4: A2B3, ", false}, {"issuer", "last4: A2B3, order: 250-1234567-1234567, ", false},
		{"issuer", "order: 250-1234567-1234567, ", false}, {"issuer", "last4: C4D5, ", true}, {"issuer", "order: 250-7654321-7654321, ", true},
		{"support", "last4: E6F7, ", false}, {"nobody", "last4: A2B3, ", false}, {"nobody", "last4: C4D5, ", false},
		{"issuer", "", false}, {"support", "last4: A2B3, ", true},
	} {
		brought := "brand: amazon-jp\nasker: buyer\nchannel: person\ncard: {" + tt.card + "amount: 5000 JPY}\nevidence: [{file: a.png, owner: seller}]\n"
		body := text(t, w.assess(tt.who, brought, []string{"a.png", picture.String()}))
		if got := strings.Contains(body, "picture_seen_before"); got != tt.want {
			t.Errorf("%d: %s with %q: seen before is %v: %s", i, tt.who, tt.card, got, body)
		}
	}
}
