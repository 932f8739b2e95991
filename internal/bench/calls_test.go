package bench

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLook gives every kind of call right and wrong answers: a figure is only
// worth something if it can be wrong.
func TestLook(t *testing.T) {
	w, err := newWorld(t.Context(), filepath.Join(t.TempDir(), "book"), 2, 0, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	first, second := string(w.cards.serialAt(0)), string(w.cards.serialAt(1))
	const left, less = `{"event":{},"balance":{"amount":4999,"currency":"JPY"}}`, `{"event":{},"balance":{"amount":4998,"currency":"JPY"}}`
	const claimed, part = `{"event":{"amount":{"amount":5000,"currency":"JPY"}}}`, `{"event":{"amount":{"amount":4999,"currency":"JPY"}}}`
	tests := map[string]struct {
		next   func(k int) call
		status int
		body   string
		right  bool
	}{
		"checked":             {w.check(0, 1, 1), 200, `{"serial":"` + first + `","unspent":true}`, true},
		"another card":        {w.check(0, 1, 1), 200, `{"serial":"` + second + `","unspent":true}`, false},
		"a used card":         {w.check(0, 1, 1), 200, `{"serial":"` + first + `","unspent":false}`, false},
		"a refused check":     {w.check(0, 1, 1), 429, `{"serial":"` + first + `","unspent":true}`, false},
		"paid":                {w.spend(0, 1, 1), 201, left, true},
		"paid, in a line":     {w.spend(1, 2, 1), 201, left + "\n", true},
		"paid twice":          {w.spend(0, 1, 1), 201, less, false},
		"declined":            {w.spend(1, 2, 1), 409, left, false},
		"claimed":             {w.claimHot(0, 1, 1), 201, claimed, true},
		"claimed in part":     {w.claimHot(0, 1, 1), 201, part, false},
		"paid from account":   {w.spendHot, 201, `{"event":{"debit":"account:hot"}}`, true},
		"paid from elsewhere": {w.spendHot, 201, `{"event":{"debit":"account:cold"}}`, false},
		"bare":                {asBare(w.spendHot, 201, "paid"), 201, `{"paid":1}`, true},
		"bare, broken":        {asBare(w.spendHot, 201, "paid"), 201, `{}`, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w.left[0], w.left[1] = face, face
			asks := tt.next(0)
			if _, err := asks.body(nil); err != nil {
				t.Fatal(err)
			}
			if err := asks.look(tt.status, []byte(tt.body)); (err == nil) != tt.right {
				t.Errorf("look(%d, %s) = %v; want right: %t", tt.status, tt.body, err, tt.right)
			}
		})
	}
}

// TestClaimsRunDry takes each card once.
func TestClaimsRunDry(t *testing.T) {
	w := &world{}
	w.cards = slab{codes: []byte("abc"), serials: []byte("123"), code: 1, serial: 1}
	asks := w.claimHot(0, 3, 2)(1) // the second of two workers: one card of three
	if _, err := asks.body(nil); err != nil {
		t.Fatal(err)
	}
	if _, err := asks.body(nil); !errors.Is(err, errDry) {
		t.Errorf("the second claim: %v; want %v", err, errDry)
	}
}

// TestClient reads answers as servers may send them.
func TestClient(t *testing.T) {
	tests := map[string]struct {
		parts  []string // written one after the other
		status int      // 0: refused
		body   string
	}{
		"whole":           {[]string{"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}"}, 201, "{}"},
		"in pieces":       {[]string{"HTTP/1.1 200 OK\r\nA: b\r\nContent-Le", "ngth: 4\r\n\r\n{1", "2}"}, 200, "{12}"},
		"empty":           {[]string{"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"}, 404, ""},
		"no length":       {[]string{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"}, 0, ""},
		"no status":       {[]string{"HTTP/1.1 two\r\nContent-Length: 0\r\n\r\n"}, 0, ""},
		"too short":       {[]string{"HTTP/1\r\n\r\n"}, 0, ""},
		"a long body":     {[]string{"HTTP/1.1 200 OK\r\nContent-Length: 16384\r\n\r\n"}, 0, ""},
		"a long head":     {[]string{"HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", maxReply)}, 0, ""},
		"two answers":     {[]string{"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n12"}, 0, ""},
		"cut in the head": {[]string{"HTTP/1.1 200 OK\r\n"}, 0, ""},
		"cut in the body": {[]string{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{"}, 0, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			near, far := net.Pipe()
			done := make(chan struct{})
			go func() {
				defer close(done)
				defer far.Close()
				for _, part := range tt.parts {
					if _, err := io.WriteString(far, part); err != nil {
						return // the client has seen enough
					}
				}
			}()
			c := &client{conn: near, in: make([]byte, maxReply)}
			status, body, err := c.read()
			if status != tt.status || string(body) != tt.body || (err == nil) != (tt.status != 0) {
				t.Errorf("read = %d, %q, %v; want %d, %q", status, body, err, tt.status, tt.body)
			}
			if err := near.Close(); err != nil {
				t.Error(err)
			}
			<-done
		})
	}
}

// TestPost looks at the request as a server sees it.
func TestPost(t *testing.T) {
	var path, auth, id, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		path, auth, id, body = r.URL.Path, r.Header.Get("Authorization"), r.Header.Get("Idempotency-Key"), string(b)
	}))
	defer server.Close()
	c, err := dial(t.Context(), server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	status, answer, err := c.post(head("/v1/spend", "uk_x"), 7, []byte(`{"a":1}`))
	if status != 200 || len(answer) != 0 || err != nil {
		t.Errorf("post = %d, %q, %v; want 200", status, answer, err)
	}
	if path != "/v1/spend" || auth != "Bearer uk_x" || id != "bench-7" || body != `{"a":1}` {
		t.Errorf("the server saw %s, %s, %s, %s", path, auth, id, body)
	}
}

// TestCompete measures workers whose rates are known.
func TestCompete(t *testing.T) {
	broken := errors.New("broken")
	tests := map[string]struct {
		work func(call int) error // told how often it was called before
		want error
		done int
	}{
		"steady":     {func(int) error { time.Sleep(time.Millisecond); return nil }, nil, 0},
		"breaks":     {func(n int) error { return []error{nil, nil, broken}[n] }, broken, 2},
		"dry early":  {func(n int) error { return []error{nil, errDry}[n] }, errDry, 1},
		"dry at end": {func(n int) error { time.Sleep(20 * time.Millisecond); return []error{nil, nil, errDry}[n] }, nil, 2}, // one call a slice
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := 0
			c := &contestant{name: name, workers: []func() error{func() error { n++; return tt.work(n - 1) }}}
			err := compete(t.Context(), Scale{Rounds: 4, Slice: 10 * time.Millisecond}, []*contestant{c}, func(string) {})
			if !errors.Is(err, tt.want) || err == nil && len(c.rates) == 0 || tt.done != 0 && c.done != tt.done {
				t.Errorf("compete: %v with %d slices and %d calls; want %v and %d calls", err, len(c.rates), c.done, tt.want, tt.done)
			}
		})
	}
}

func TestQuantile(t *testing.T) {
	tests := map[string]struct {
		values []float64
		q      float64
		want   float64
	}{
		"none":   {nil, 0.5, 0},
		"one":    {[]float64{7}, 0.99, 7},
		"middle": {[]float64{9, 1, 5}, 0.5, 5},
		"tail":   {[]float64{4, 3, 2, 1}, 0.99, 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := quantile(tt.values, tt.q); got != tt.want {
				t.Errorf("quantile(%v, %g) = %g; want %g", tt.values, tt.q, got, tt.want)
			}
		})
	}
}

func TestAim(t *testing.T) {
	tests := map[string]struct {
		f       Figure
		text    string
		reached bool
	}{
		"none":     {Figure{Ratio: 9}, "", true},
		"reached":  {Figure{Ratio: 0.7, aim: aim{ratio: 0.7}}, "≥ 0.7", true},
		"short":    {Figure{Ratio: 0.69, aim: aim{ratio: 0.7}}, "≥ 0.7", false},
		"within":   {Figure{Ratio: 5, aim: aim{ratio: 5, most: true}}, "≤ 5", true},
		"exceeded": {Figure{Ratio: 5.1, aim: aim{ratio: 5, most: true}}, "≤ 5", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if text, reached := tt.f.Aim(); text != tt.text || reached != tt.reached {
				t.Errorf("Aim = %q, %t; want %q, %t", text, reached, tt.text, tt.reached)
			}
		})
	}
}
