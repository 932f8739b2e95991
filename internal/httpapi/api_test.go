package httpapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/approval"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/httpapi"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/receipt"
	"github.com/unspent-dev/unspent/internal/signin"
	"github.com/unspent-dev/unspent/internal/staff"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/proof"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// world is the whole API over the memory store, with a clock that only moves
// when it is told to, and randomness from a seed.
type world struct {
	t       testing.TB
	handler http.Handler
	numbers http.Handler
	keys    map[string]string // API keys by the name of who has them
	log     *bytes.Buffer
	shop    *gift.Shop
	desk    *staff.Desk
	link    string         // that was mailed last
	asked   int            // requests of their own
	doc     map[string]any // the API's document, once it was read

	kept store.Store
	mu   sync.Mutex
	now  time.Time
}

// shared lets several goroutines read one source.
type shared struct {
	mu     sync.Mutex
	random *rand.ChaCha8
}

func (s *shared) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.random.Read(b)
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) wait(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func newWorld(t testing.TB) *world {
	t.Helper()
	return newWorldWith(t, nil)
}

// secondPerson is the sum that one person may move alone here.
const secondPerson = 1_000_000

// newWorldWith is newWorld with a source of the keys of mails.
func newWorldWith(t testing.TB, dkim intake.Keys) *world {
	t.Helper()
	w := &world{t: t, keys: map[string]string{}, log: &bytes.Buffer{}, now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)}
	random := &shared{random: rand.NewChaCha8([32]byte{1})}
	ring, err := keyring.New(random, w.now)
	check(t, err)
	reg := prometheus.NewRegistry()
	w.numbers = httpapi.Numbers(reg)
	metrics, err := httpapi.NewMetrics(reg)
	check(t, err)
	kept := memory.New()
	w.kept = kept
	b, err := book.Open(t.Context(), kept, ring, book.Options{Now: w.clock, Rand: random, Observe: metrics.Observe})
	check(t, err)
	t.Cleanup(func() { check(t, b.Close()) })
	_, w.keys["admin"], err = b.CreateKey(t.Context(), unspent.Actor{ID: "key_first", Role: unspent.Admin}, "admin", unspent.Admin, "")
	check(t, err)
	g, err := gate.New(gate.Options{Now: w.clock, Rand: random})
	check(t, err)
	signer := receipt.New(ring, "https://cards.example")
	jwks, err := signer.JWKS()
	check(t, err)
	keys, err := proof.ParseKeys(jwks)
	check(t, err)
	w.shop = gift.New(kept, b, gift.Options{Now: w.clock})
	door := signin.New(kept, signin.Options{Pages: "https://cards.example", Now: w.clock, Rand: random,
		Send: func(_ context.Context, l notify.Letter, _ notify.Envelope) error {
			w.link = l.(notify.SignIn).Link
			return nil
		}})
	w.desk, err = staff.Open(t.Context(), kept, b, ring, staff.Options{Pages: "https://cards.example", Now: w.clock, Rand: random})
	check(t, err)
	log := slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: level(t)}))
	o, err := counter.New(counter.Config{Book: b, Door: door, Staff: w.desk, Shop: w.shop, Signer: signer, Keys: keys, Gate: g, BaseURL: "https://cards.example",
		Version: "test", Metrics: reg, Now: w.clock, DKIM: dkim, Store: kept, SecondPerson: approval.MostOf(secondPerson), Log: log})
	check(t, err)
	w.handler, err = httpapi.New(httpapi.Config{Counter: o})
	check(t, err)
	for _, role := range unspent.KeyRoles()[1:] {
		w.key(string(role), role, "acct_*")
	}
	return w
}

// key makes an API key for who. A merchant's is that of m1, and it and a
// partner's act for the accounts.
func (w *world) key(who string, role unspent.Role, accounts string) {
	w.t.Helper()
	body := fmt.Sprintf(`{"name":%q,"role":%q}`, who, role)
	switch {
	case role == unspent.Merchant:
		body = fmt.Sprintf(`{"name":%q,"role":"merchant","merchant":"m1","accounts":[%q]}`, who, accounts)
	case role == unspent.Partner:
		body = fmt.Sprintf(`{"name":%q,"role":"partner","accounts":[%q]}`, who, accounts)
	}
	w.keys[who] = read(w.t, text(w.t, w.ask("admin", "POST", "/v1/keys", body, "Idempotency-Key", who)), "key")
}

// level is debug in tests, where the log is looked at, and info in benchmarks.
func level(t testing.TB) slog.Level {
	if _, ok := t.(*testing.B); ok {
		return slog.LevelInfo
	}
	return slog.LevelDebug
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ask makes one request. who is a role that has a key, or nobody.
func (w *world) ask(who, method, target, body string, headers ...string) *http.Response {
	w.t.Helper()
	return w.askFrom("", who, method, target, body, headers...)
}

// askFrom is ask from an address of their own; "" is that of httptest.
func (w *world) askFrom(addr, who, method, target, body string, headers ...string) *http.Response {
	w.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), method, target, strings.NewReader(body))
	if addr != "" {
		r.RemoteAddr = addr
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if key, ok := w.keys[who]; ok {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	rec := httptest.NewRecorder()
	w.handler.ServeHTTP(rec, r)
	w.declared(method, r.URL.Path, rec)
	return rec.Result()
}

func text(t testing.TB, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	check(t, err)
	return string(b)
}

// read decodes an answer and returns one value of it, such as cards.0.code.
func read(t testing.TB, body, path string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	for part := range strings.SplitSeq(path, ".") {
		switch node := v.(type) {
		case map[string]any:
			v = node[part]
		case []any:
			i, err := strconv.Atoi(part)
			check(t, err)
			v = node[i]
		}
	}
	return fmt.Sprint(v)
}

// cards makes a program and n active cards of ¥5,000, and returns their codes.
func (w *world) cards(n int) []string {
	w.t.Helper()
	w.ask("admin", "POST", "/v1/programs",
		`{"id":"gift-jpy","name":"ギフトカード","currency":"JPY","validity":"P10Y","claimable":true,"spendable":true,"transferable":true}`, "Idempotency-Key", "p")
	res := w.ask("issuer", "POST", "/v1/cards", fmt.Sprintf(`{"program":"gift-jpy","value":{"amount":5000,"currency":"JPY"},"count":%d,"activate":true}`, n),
		"Idempotency-Key", "cards"+strconv.Itoa(n))
	body := text(w.t, res)
	if res.StatusCode != 201 {
		w.t.Fatalf("issue: %s", body)
	}
	codes := make([]string, n)
	for i := range codes {
		codes[i] = read(w.t, body, fmt.Sprintf("cards.%d.code", i))
	}
	return codes
}

// A golden file is a txtar archive. A section named "who METHOD /path header=value …"
// is a request and its body; the section after it is the answer: its status, the
// headers that matter, its body byte for byte. "wait 24h" moves the clock.
//
// What is random in the answers is named as it first appears ($code1, $serial2,
// $secret1, $receipt1, $next1, …), and requests may use those names.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	check(t, err)
	if len(files) == 0 {
		t.Fatal("no golden files")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	check(t, err)
	w, names := newWorld(t), &namer{values: map[string]string{}, count: map[string]int{}}
	out := &txtar.Archive{Comment: archive.Comment}
	for i := 0; i < len(archive.Files); i++ {
		f := archive.Files[i]
		words := strings.Fields(f.Name)
		if _, err := strconv.Atoi(words[0]); err == nil {
			if !*update {
				t.Fatalf("%s: an answer without a request; run with -update", file)
			}
			continue
		}
		out.Files = append(out.Files, f)
		if words[0] == "wait" {
			d, err := time.ParseDuration(words[1])
			check(t, err)
			w.wait(d)
			continue
		}
		got := names.request(w, words, string(f.Data))
		out.Files = append(out.Files, got)
		if *update {
			continue
		}
		if i++; i == len(archive.Files) {
			t.Fatalf("%s: no answer after %q; run with -update", file, f.Name)
		}
		want := archive.Files[i]
		if diff := cmp.Diff(want.Name+"\n"+string(want.Data), got.Name+"\n"+string(got.Data)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if *update {
		check(t, os.WriteFile(file, txtar.Format(out), 0o644))
	}
	for name, value := range names.values {
		secret := strings.HasPrefix(name, "$code") || strings.HasPrefix(name, "$secret") || strings.HasPrefix(name, "$uk")
		if secret && strings.Contains(w.log.String(), value) {
			t.Errorf("the log holds %s:\n%s", name, w.log)
		}
	}
	for who, key := range w.keys {
		if strings.Contains(w.log.String(), key) {
			t.Errorf("the log holds the key of %s", who)
		}
	}
}

type namer struct {
	values map[string]string // by $name
	count  map[string]int
}

func (n *namer) request(w *world, words []string, body string) txtar.File {
	fill := func(text string) string {
		for name, value := range n.values {
			text = regexp.MustCompile(regexp.QuoteMeta(name)+`\b`).ReplaceAllLiteralString(text, value)
		}
		return text
	}
	var headers []string
	for _, word := range words[3:] {
		name, value, _ := strings.Cut(word, "=")
		if name == "id" {
			name = "Idempotency-Key"
		}
		headers = append(headers, name, value)
	}
	res := w.ask(words[0], words[1], fill(words[2]), fill(strings.TrimSuffix(body, "\n")), headers...)
	var b strings.Builder
	for _, name := range []string{"Content-Type", "Idempotent-Replayed", "Unspent-Event", "Retry-After", "WWW-Authenticate", "Allow"} {
		if v := res.Header.Get(name); v != "" && v != "application/json" {
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	answer := text(w.t, res)
	b.WriteString(n.name(answer))
	if answer == "" {
		b.WriteByte('\n')
	}
	return txtar.File{Name: strconv.Itoa(res.StatusCode), Data: []byte(b.String())}
}

// name replaces what is random by names.
func (n *namer) name(answer string) string {
	for _, kind := range []struct{ name, pattern string }{
		{"code", `[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}`},
		{"receipt", `eyJ[\w-]+\.[\w-]+\.[\w-]+`},
		{"digest", `\b[0-9a-f]{64}\b`},
		{"serial", `\b600100[0-9]{13}\b`},
		{"secret", `\b[0-9A-Z]{26}\b`},
		{"uk", `\buk_\w+`},
		{"key", `\bkey_\w+`},
		{"person", `\bper_\w+`},
		{"approval", `\bapr_\w{24}`},
		{"kid", `"keyId":"[^"]+`},
		{"next", `"next":"[^"]+`},
		{"four", `"last4":"[^"]+`},
	} {
		answer = regexp.MustCompile(kind.pattern).ReplaceAllStringFunc(answer, func(found string) string {
			prefix, value := "", found
			if i := strings.LastIndex(found, `"`); i >= 0 {
				prefix, value = found[:i+1], found[i+1:]
			}
			for name, known := range n.values {
				if known == value {
					return prefix + name
				}
			}
			n.count[kind.name]++
			name := "$" + kind.name + strconv.Itoa(n.count[kind.name])
			n.values[name] = value
			return prefix + name
		})
	}
	return answer
}
