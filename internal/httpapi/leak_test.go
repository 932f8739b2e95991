package httpapi_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
	"github.com/unspent-dev/unspent/proof"
)

// leaks is an API over real files, everything secret that it has dealt with, and
// everything that it has written or said where no secret may be.
type leaks struct {
	t       *testing.T
	dir     string
	handler http.Handler
	numbers http.Handler
	store   *sqlite.Store
	book    *book.Book
	log     *bytes.Buffer
	seeds   *seeds
	ring    *keyring.Ring
	keys    map[string]string

	secrets map[string][]byte // by what they are
	said    map[string][]byte // by who asked what
	count   int
	status  int // of the newest answer
}

// seeds gives random bytes and remembers those that codes are derived from.
type seeds struct {
	mu     sync.Mutex
	source io.Reader
	given  [][]byte
}

func (s *seeds) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.source.Read(b)
	if len(b) == 32 {
		s.given = append(s.given, bytes.Clone(b[:n]))
	}
	return n, err
}

// locked is a buffer that several goroutines log to.
type locked struct {
	mu sync.Mutex
	b  *bytes.Buffer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func newLeaks(t *testing.T) *leaks {
	l := &leaks{t: t, dir: t.TempDir(), log: &bytes.Buffer{}, keys: map[string]string{}, secrets: map[string][]byte{}, said: map[string][]byte{}}
	random := rand.NewChaCha8([32]byte{9})
	var err error
	l.ring, err = keyring.New(random, time.Now())
	check(t, err)
	l.seeds = &seeds{source: random}
	l.store, err = sqlite.Open(filepath.Join(l.dir, "unspent.db"), sqlite.Options{Overlay: 20})
	check(t, err)
	reg := prometheus.NewRegistry()
	l.numbers = httpapi.Numbers(reg)
	metrics, err := httpapi.NewMetrics(reg)
	check(t, err)
	l.book, err = book.Open(t.Context(), l.store, l.ring, book.Options{Rand: l.seeds, Observe: metrics.Observe})
	check(t, err)
	for _, role := range unspent.KeyRoles() {
		var accounts []string
		if role == unspent.Merchant || role == unspent.Partner {
			accounts = []string{"*"}
		}
		_, key, err := l.book.CreateKey(t.Context(), unspent.Actor{ID: "key_first", Role: unspent.Admin}, string(role), role, "", accounts...)
		check(t, err)
		l.keys[string(role)] = key
		l.secrets["API key of "+string(role)] = []byte(key)
	}
	g, err := gate.New(gate.Options{Now: time.Now, Rand: random})
	check(t, err)
	signer := receipt.New(l.ring, "https://cards.example")
	jwks, err := signer.JWKS()
	check(t, err)
	parsed, err := proof.ParseKeys(jwks)
	check(t, err)
	log := slog.New(slog.NewTextHandler(&locked{b: l.log}, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o, err := counter.New(counter.Config{Book: l.book, Signer: signer, Keys: parsed, Gate: g, BaseURL: "https://cards.example", Version: "test", Metrics: reg,
		Log: log})
	check(t, err)
	l.handler, err = httpapi.New(httpapi.Config{Counter: o})
	check(t, err)
	return l
}

// shows are the calls whose good answer shows a code, a secret or a key.
func shows(method, target string) bool {
	for _, path := range []string{"/v1/cards", "/v1/transfers", "/v1/holds", "/v1/keys"} {
		if method == "POST" && target == path {
			return true
		}
	}
	return strings.HasSuffix(target, "/reissue")
}

// ask asks, and keeps the answer where no secret may be unless it is one that
// shows some.
func (l *leaks) ask(who, method, target, body string, headers ...string) string {
	l.t.Helper()
	l.count++
	r := httptest.NewRequestWithContext(context.Background(), method, "http://cards.example/", strings.NewReader(body))
	path, query, _ := strings.Cut(target, "?")
	r.URL.Path, r.URL.RawQuery, r.RequestURI = path, query, target
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", fmt.Sprintf("leak-%d", l.count))
	if key, ok := l.keys[who]; ok {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	l.handler.ServeHTTP(rec, r)
	answer := rec.Body.String()
	l.status = rec.Code
	if rec.Code >= 300 || !shows(method, path) {
		name := fmt.Sprintf("%d: %s %s answers %d", l.count, method, strings.SplitN(target, "?", 2)[0], rec.Code)
		l.said[name] = append([]byte(answer), fmt.Sprint(rec.Header())...)
	}
	return answer
}

// tell asks for something that must work.
func (l *leaks) tell(who, method, target, body string) string {
	l.t.Helper()
	answer := l.ask(who, method, target, body)
	if l.status >= 300 {
		l.t.Fatalf("%s %s: %s", method, target, answer)
	}
	return answer
}

// code remembers the code of an answer.
func (l *leaks) code(answer, path string) string {
	l.t.Helper()
	code := read(l.t, answer, path)
	if _, err := unspent.ParseCode(code); err != nil {
		l.t.Fatalf("no code at %s of %s", path, answer)
	}
	l.secrets[fmt.Sprintf("code %d", len(l.secrets))] = []byte(code)
	return code
}

// workload does one of everything.
func (l *leaks) workload() []string {
	l.tell("admin", "POST", "/v1/programs", `{"id":"gift","name":"Gift","currency":"EUR"}`)
	issued := l.tell("issuer", "POST", "/v1/cards",
		`{"program":"gift","value":{"amount":5000,"currency":"EUR"},"count":40,"activate":true,"recipient":"taro@example.jp"}`)
	var codes []string
	for i := range 40 {
		codes = append(codes, l.code(issued, fmt.Sprintf("cards.%d.code", i)))
	}
	one := func(code string) string { return `{"code":"` + code + `"}` }
	for _, code := range codes[:5] {
		l.tell("nobody", "POST", "/v1/check", one(code))
		l.tell("nobody", "POST", "/v1/receipts", one(code))
		l.tell("merchant", "POST", "/v1/spend", `{"code":"`+code+`","amount":{"amount":100,"currency":"EUR"},"merchant":"shop"}`)
	}
	l.tell("partner", "POST", "/v1/checks", "["+one(codes[0])+","+one(codes[1])+"]")
	l.tell("partner", "POST", "/v1/claim", `{"code":"`+codes[5]+`","account":"taro"}`)
	codes = append(codes, l.code(l.tell("nobody", "POST", "/v1/transfers", one(codes[6])), "card.code"))
	until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
	for i, code := range codes[7:9] {
		held := l.tell("nobody", "POST", "/v1/holds", `{"code":"`+code+`","for":"hanako@example.jp","until":"`+until+`"}`)
		id, secret := read(l.t, held, "hold.id"), read(l.t, held, "secret")
		if _, err := unspent.ParseSecret(secret); err != nil {
			l.t.Fatalf("no secret in the answer of a hold: %v", err)
		}
		l.secrets["secret of "+id] = []byte(secret)
		l.tell("nobody", "POST", "/v1/holds/"+id+"/check", `{"secret":"`+secret+`"}`)
		if i == 0 {
			l.ask("nobody", "DELETE", "/v1/holds/"+id, `{"secret":"`+secret+`"}`)
			continue
		}
		l.tell("nobody", "POST", "/v1/holds/"+id+"/release", one(code))
		codes = append(codes, l.code(l.tell("nobody", "POST", "/v1/transfers", `{"hold":"`+id+`","secret":"`+secret+`"}`), "card.code"))
		l.ask("nobody", "POST", "/v1/transfers", `{"hold":"`+id+`","secret":"`+secret+`"}`)
		l.ask("nobody", "POST", "/v1/holds/"+id+"/check", `{"secret":"`+codes[0]+`"}`)
	}
	serial := read(l.t, l.tell("nobody", "POST", "/v1/check", one(codes[9])), "serial")
	codes = append(codes, l.code(l.tell("support", "POST", "/v1/cards/"+serial+"/reissue", `{}`), "card.code"))
	for _, code := range []string{codes[5], codes[6], codes[9]} { // dead ones
		l.ask("nobody", "POST", "/v1/transfers", one(code))
		l.ask("merchant", "POST", "/v1/spend", `{"code":"`+code+`","amount":{"amount":100,"currency":"EUR"},"merchant":"shop"}`)
		l.ask("nobody", "POST", "/v1/check", one(code))
	}
	made := l.tell("admin", "POST", "/v1/keys", `{"name":"till","role":"store"}`)
	l.secrets["API key of the till"] = []byte(read(l.t, made, "key"))
	l.tell("admin", "GET", "/v1/keys", "")
	l.tell("support", "GET", "/v1/cards/"+serial+"/events", "")
	l.tell("support", "POST", "/v1/cards/search", `{"recipient":"taro@example.jp"}`)
	l.tell("support", "GET", "/v1/accounts/taro/history", "")
	return codes
}

// odd puts a secret wherever a confused client might.
func (l *leaks) odd(secret string) {
	q := `"` + secret + `"`
	const spend = "/v1/spend"
	for _, body := range []string{
		q, "[" + q + "]", "{" + q + ":1}", `{"code":` + q, `{"code":` + q + `} trailing`, `{"code":` + q + `,"code":` + q + `}`,
		`{"code":[` + q + `]}`, `{"code":{"code":` + q + `}}`, `{"code":"x` + secret + `"}`, `{"code":` + q + `,` + q + `:2}`,
		`{"code":"` + secret + secret + `"}`, secret, `{"cod` + secret + `":""}`, "{\"code\":" + q + ",\"x\xff\":1}",
		`{"amount":{"amount":` + q + `,"currency":` + q + `},"code":` + q + `,"merchant":` + q + `}`,
		`{"code":` + q + `,"amount":{"amount":1,"currency":"EUR"},"merchant":"` + secret + ` no name"}`,
		`{"account":` + q + `,"amount":{"amount":1,"currency":"EUR"},"merchant":"shop"}`,
		`{"secret":` + q + `}`, `{"hold":` + q + `,"secret":` + q + `}`, `{"program":` + q + `}`, `{"until":` + q + `,"for":"x","code":` + q + `}`,
		`{"program":` + q + `,"value":{"amount":1,"currency":"EUR"},"count":1,"activate":true}`, `{"program":"gift","value":{"amount":1,"currency":` + q +
			`},"count":1}`,
		`{"id":` + q + `,"name":"x","currency":` + q + `}`, `{"id":"x","name":"x","currency":"EUR","validity":` + q + `}`,
		`{"name":"x","role":` + q + `}`, `{"receipt":` + q + `}`, `{"event":` + q + `,"amount":{"amount":1,"currency":"EUR"}}`, `{"reason":` + q + `}`,
		`{"delta":{"amount":1,"currency":"EUR"},"reason":` + q + `}`,
		`{"order":` + q + `}`, `{"recipient":` + q + `}`, `{"last4":` + q + `}`, `{"last4":"7Q2M","cursor":` + q + `}`,
	} {
		for _, target := range []string{"/v1/check", "/v1/receipts", "/v1/receipts/verify", "/v1/checks", "/v1/claim", spend, "/v1/refunds", "/v1/holds",
			"/v1/transfers",
			"/v1/cards", "/v1/programs", "/v1/keys", "/v1/holds/hld_1/release", "/v1/holds/hld_1/check", "/v1/cards/6001000000000000009/freeze", "/v1/cards/search"} {
			l.ask("admin", "POST", target, body)
		}
		l.ask("nobody", "POST", spend, body)
	}
	for _, target := range []string{"/v1/cards/" + secret, "/v1/cards/" + secret + "/events", "/v1/holds/" + secret + "/check", "/v1/accounts/" + secret,
		"/v1/" + secret, "/" + secret,
		"/v1/programs?cursor=" + secret, "/v1/programs?" + secret + "=1", "/v1/programs?limit=" + secret, "/v1/cards/6001000000000000009/events?cursor=" +
			secret, "/v1/keys/" + secret} {
		for _, method := range []string{"GET", "POST", "DELETE"} {
			l.ask("admin", method, target, `{}`)
		}
	}
	for _, header := range []string{"Idempotency-Key", "Authorization", "Content-Type", "Accept", "Unspent-Work", "User-Agent", "X-Forwarded-For",
		"X-Request-Id", "Referer", "Cookie"} {
		l.ask("admin", "POST", spend, `{"code":"`+secret+`","amount":{"amount":99999,"currency":"EUR"},"merchant":"shop"}`, header, secret)
		l.ask("nobody", "POST", "/v1/check", `{"code":"`+secret+`"}`, header, "Bearer "+secret)
	}
}

// forms are the spellings in which a secret could stand somewhere.
func forms(name string, secret []byte) [][]byte {
	all := [][]byte{secret}
	if strings.HasPrefix(name, "code") || strings.HasPrefix(name, "secret") || strings.HasPrefix(name, "API key") {
		plain := bytes.ReplaceAll(secret, []byte("-"), nil)
		return append(all, plain, bytes.ToLower(secret), bytes.ToLower(plain), bytes.ToUpper(secret))
	}
	for _, form := range []string{hex.EncodeToString(secret), base64.StdEncoding.EncodeToString(secret), base64.RawURLEncoding.EncodeToString(secret)} {
		all = append(all, []byte(strings.TrimRight(form, "=")), []byte(strings.ToUpper(form)))
	}
	return all
}

// found returns where which secret stands.
func (l *leaks) found(places map[string][]byte) (all []string) {
	for name, secret := range l.secrets {
		for _, form := range forms(name, secret) {
			for place, text := range places {
				if bytes.Contains(text, form) {
					all = append(all, name+" in "+place)
				}
			}
		}
	}
	return all
}

// places is everything written and said so far.
func (l *leaks) places() map[string][]byte {
	all := map[string][]byte{}
	for name, text := range l.said {
		all[name] = text
	}
	all["the log"] = l.log.Bytes()
	names, err := filepath.Glob(filepath.Join(l.dir, "*"))
	check(l.t, err)
	for _, name := range names {
		b, err := os.ReadFile(name)
		check(l.t, err)
		all[filepath.Base(name)] = b
	}
	return all
}

// No code, hold secret, API key, seed or key of the keyring stands in a file, in
// the log, in the metrics, or in any answer but those that are to show it.
func TestNothingLeaks(t *testing.T) {
	l := newLeaks(t)
	codes := l.workload()
	l.odd(codes[0])
	for name, secret := range l.secrets {
		if strings.HasPrefix(name, "secret of") {
			l.odd(string(secret))
			break
		}
	}
	l.upload(strings.Join([]string{"AQX7", "K5M2PD", "9012"}, "-")) // as Amazon prints them
	l.upload(codes[1])
	rec := httptest.NewRecorder()
	l.numbers.ServeHTTP(rec, httptest.NewRequest("GET", "/metrics", nil))
	l.said["GET /metrics"] = rec.Body.Bytes()
	l.ask("nobody", "GET", "/openapi.json", "")
	l.ask("nobody", "GET", "/.well-known/jwks.json", "")
	for i, seed := range l.seeds.given {
		l.secrets[fmt.Sprintf("seed %d", i)] = seed
	}
	for i, key := range l.ring.Secrets() {
		l.secrets[fmt.Sprintf("ring %d", i)] = key
	}
	if len(l.seeds.given) < 5 || len(l.secrets) < 60 {
		t.Fatalf("%d seeds and %d secrets: the test looks for too little", len(l.seeds.given), len(l.secrets))
	}
	places := l.places()
	for _, name := range []string{"unspent.db", "unspent.db-wal", "unspent.db-state", "unspent.db-lock", "the log"} {
		if len(places[name]) == 0 {
			t.Errorf("%s is empty or was not scanned", name)
		}
	}
	report := func(when string, found []string) {
		for i, where := range found {
			if i == 20 {
				t.Errorf("and %d more", len(found)-i)
				break
			}
			t.Errorf("%s: %s", when, where)
		}
	}
	report("while it runs", l.found(places))
	check(t, l.book.Close())
	check(t, l.store.Close())
	report("after it was closed", l.found(l.places()))

	// The scan can fail: each kind of secret, planted in each kind of place, is found.
	for name, secret := range l.secrets {
		for _, form := range forms(name, secret) {
			if found := l.found(map[string][]byte{"a file": append([]byte("before "), append(form, " after"...)...)}); len(found) == 0 {
				t.Errorf("%s is not found where it was planted", name)
			}
		}
	}
	l.log.WriteString("level=DEBUG msg=x code=" + codes[3])
	check(t, os.WriteFile(filepath.Join(l.dir, "unspent.db-planted"), l.ring.Secrets()[0], 0o600))
	l.said["planted"] = []byte(strings.ReplaceAll(codes[4], "-", ""))
	if found := l.found(l.places()); len(found) < 3 {
		t.Errorf("of three planted secrets only %v were found", found)
	}
}
