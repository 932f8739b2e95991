package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The bounds of a flood, by kind: generous, so that what they find is a flood that takes
// more as it goes on. docs/reference/performance.md has what was measured.
const (
	floodQuiet    = 64 << 20  // bytes of memory, above what the server had before: of what is refused, or small
	floodUploads  = 768 << 20 // of large bodies, of which the API and the pages hold 128 MiB each
	floodPictures = 768 << 20 // of pictures, of which four are in memory at once, decoded, and two read
	floodGrowth   = 8 << 20   // bytes that the files grow by: holds of one card end, all else writes nothing
	floodSockets  = 16        // connections that are left when all is over
)

// flooded is a server in a process of its own, behind a proxy that says who asks.
type flooded struct {
	t     *testing.T
	pid   int
	base  string
	db    string
	key   string
	codes []string

	mu     sync.Mutex     // guards what follows
	places int            // that have asked
	said   map[string]int // by path and status, how often that was answered
}

var (
	addressForm = regexp.MustCompile(`"address":"([^"]+)"`)
	holdForm    = regexp.MustCompile(`"(hld_[^"]+)"`)
	secretForm  = regexp.MustCompile(`"secret":"([^"]+)"`)
)

// newFlooded makes the book.
func newFlooded(t *testing.T) *flooded {
	t.Helper()
	dir := t.TempDir()
	f := &flooded{t: t, db: filepath.Join(dir, "book.db")}
	says(t, 0, "init", "--db", f.db, "--out", filepath.Join(dir, "admin.key"))
	says(t, 0, "program", "create", "gift", "--name", "Gift", "--db", f.db)
	says(t, 0, "issue", "--program", "gift", "--value", "5000", "--count", "200", "--out", filepath.Join(dir, "cards.csv"), "--db", f.db)
	key, err := os.ReadFile(filepath.Join(dir, "admin.key"))
	list, other := os.ReadFile(filepath.Join(dir, "cards.csv"))
	if err := errors.Join(err, other); err != nil {
		t.Fatal(err)
	}
	f.key = strings.TrimSpace(string(key))
	for _, row := range strings.Fields(string(list))[1:] {
		f.codes = append(f.codes, strings.Split(row, ",")[1])
	}
	return f
}

// serve starts the server, until the test ends.
func (f *flooded) serve(t *testing.T) {
	t.Helper()
	f.t, f.base, f.said = t, "", map[string]int{}
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	server := ourselves("serve", "--db", f.db, "--addr", "127.0.0.1:0", "--proxies", "127.0.0.1/32", "--log-format", "json")
	server.Stderr = log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Signal(os.Interrupt)
		if err := errors.Join(server.Wait(), log.Close()); err != nil {
			said, _ := os.ReadFile(log.Name())
			t.Errorf("serve: %v\n%s", err, said[max(0, len(said)-2000):])
		}
	})
	f.pid = server.Process.Pid
	for f.base == "" {
		said, err := os.ReadFile(log.Name())
		if at := addressForm.FindSubmatch(said); at != nil {
			f.base = string(at[1])
		}
		if err != nil || bytes.Contains(said, []byte("hint:")) {
			t.Fatalf("serve: %s, %v", said, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// memory returns what the process has resident now, and the most that it ever had, in
// bytes.
func (f *flooded) memory() (now, most int64) {
	f.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.pid))
	if err != nil {
		f.t.Fatal(err)
	}
	for name, to := range map[string]*int64{"VmRSS:": &now, "VmHWM:": &most} {
		_, rest, _ := strings.Cut(string(text), name)
		kib, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
		if err != nil {
			f.t.Fatal(err)
		}
		*to = kib << 10
	}
	return now, most
}

// files returns how large the book's files are.
func (f *flooded) files() (size int64) {
	f.t.Helper()
	names, err := filepath.Glob(f.db + "*")
	if err != nil {
		f.t.Fatal(err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if errors.Is(err, fs.ErrNotExist) { // SQLite makes and removes some
			continue
		}
		if err != nil {
			f.t.Fatal(err)
		}
		size += info.Size()
	}
	return size
}

func (f *flooded) open() int {
	f.t.Helper()
	all, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", f.pid))
	if err != nil {
		f.t.Fatal(err)
	}
	return len(all)
}

// place returns the next address, each in a network of its own.
func (f *flooded) place() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.places++
	return fmt.Sprintf("%d.%d.%d.1", 11+f.places>>16&63, f.places>>8&255, f.places&255)
}

// ask asks from a place, and returns the status and the answer; 0 if there was none.
func (f *flooded) ask(c *http.Client, from, method, path, kind string, body io.Reader, headers ...string) (status int, answer string) {
	r, err := http.NewRequestWithContext(f.t.Context(), method, "http://"+f.base+path, body)
	if err != nil {
		return 0, err.Error()
	}
	r.Header.Set("Content-Type", kind)
	r.Header.Set("X-Forwarded-For", from)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	if res, err := c.Do(r); err == nil {
		text, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
		_ = res.Body.Close()
		status, answer = res.StatusCode, string(text)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.said[fmt.Sprintf("%s %.10s %d", method, path, status)]++
	return status, answer
}

// formOf returns a form of one file beside a case.
func formOf(t *testing.T, field, name, text string, content []byte) (kind string, body []byte) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	var err error
	if text != "" {
		err = w.WriteField("case", text+"evidence: [{file: "+name+", owner: me}]\n")
	}
	part, other := w.CreateFormFile(field, name)
	if err := errors.Join(err, other); err != nil {
		t.Fatal(err)
	}
	_, err = part.Write(content)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), b.Bytes()
}

// crowd has workers do something, each n times, with a client for all.
func crowd(workers, n int, does func(c *http.Client, worker, n int)) {
	c := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: workers}, Timeout: 2 * time.Minute}
	defer c.CloseIdleConnections()
	var crew sync.WaitGroup
	for worker := range workers {
		crew.Go(func() {
			for i := range n {
				does(c, worker, i)
			}
		})
	}
	crew.Wait()
}

const floodCase = "brand: amazon-jp\nasker: holder\nchannel: person\nintent: use\ncard: {last4: A2B3, amount: 5000 JPY}\n"

// sleepers are sockets that announce 32 MiB each, and send next to nothing.
func (f *flooded) sleepers(n int) {
	var all []net.Conn
	for range n {
		conn, err := (&net.Dialer{}).DialContext(f.t.Context(), "tcp", f.base)
		if err != nil {
			f.t.Fatal(err)
		}
		all = append(all, conn)
		path := []string{"/v1/assessments", "/assess"}[len(all)%2]
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: %s\r\nX-Forwarded-For: %s\r\nContent-Type: multipart/form-data; boundary=b\r\n"+
			"Content-Length: 33554432\r\n\r\n--b\r\n",
			path, f.base, f.place())
	}
	kind, body := formOf(f.t, "file", "page.html", floodCase, []byte("<p>hello</p>"))
	if got, why := f.ask(http.DefaultClient, f.place(), http.MethodPost, "/v1/assessments", kind, bytes.NewReader(body)); got != http.StatusOK {
		f.t.Errorf("beside %d idle sockets an assessment = %d %s", n, got, why)
	}
	for _, conn := range all {
		_ = conn.Close()
	}
}

// kinds are the floods: what each does, and how much memory it may take. more is how
// many times as long they last as in a brief run.
func (f *flooded) kinds(more int) map[string]struct {
	most int64
	do   func()
} {
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 5000, 5000))); err != nil {
		f.t.Fatal(err)
	}
	scanKind, scanned := formOf(f.t, "picture", "a.png", "", blank.Bytes())
	shotKind, shot := formOf(f.t, "file", "history.png", floodCase, blank.Bytes())
	largeKind, large := formOf(f.t, "file", "page.html", floodCase, bytes.Repeat([]byte("<p>1-2-3"), 20<<20/8))
	return map[string]struct {
		most int64
		do   func()
	}{
		"idle uploads": {floodQuiet, func() { f.sleepers(300) }},
		"look-ups": {floodQuiet, func() {
			crowd(16, 200*more, func(c *http.Client, worker, n int) {
				from := f.place()
				if n%2 == 0 {
					from = fmt.Sprintf("10.0.0.%d", worker)
				}
				f.ask(c, from, http.MethodPost, "/v1/check", "application/json", strings.NewReader(`{"code":"00000-00000-00000-00000"}`))
			})
		}},
		"holds": {floodQuiet, func() {
			until := time.Now().Add(time.Hour).UTC().Format(time.RFC3339)
			crowd(16, 100*more, func(c *http.Client, worker, n int) {
				body := fmt.Sprintf(`{"code":%q,"for":"b@example.jp","until":%q}`, f.codes[worker], until)
				_, held := f.ask(c, f.place(), http.MethodPost, "/v1/holds", "application/json", strings.NewReader(body), "Idempotency-Key",
					fmt.Sprintf("hold-%d-%d", worker, n))
				id, secret := holdForm.FindStringSubmatch(held), secretForm.FindStringSubmatch(held)
				if id == nil || secret == nil {
					return
				}
				f.ask(c, f.place(), http.MethodDelete, "/v1/holds/"+id[1], "application/json", strings.NewReader(fmt.Sprintf(`{"secret":%q}`, secret[1])),
					"Idempotency-Key", fmt.Sprintf("unhold-%d-%d", worker, n))
			})
		}},
		"big bodies": {floodUploads, func() {
			crowd(16, 2*more, func(c *http.Client, _, _ int) {
				f.ask(c, f.place(), http.MethodPost, "/v1/assessments", largeKind, bytes.NewReader(large))
				f.ask(c, f.place(), http.MethodPost, "/assess", largeKind, bytes.NewReader(large))
				f.ask(c, f.place(), http.MethodPost, "/v1/check", "application/json", bytes.NewReader(large))
			})
		}},
		"pictures": {floodPictures, func() {
			crowd(6, more, func(c *http.Client, _, _ int) {
				f.ask(c, f.place(), http.MethodPost, "/check", scanKind, bytes.NewReader(scanned))
				f.ask(c, f.place(), http.MethodPost, "/v1/assessments", shotKind, bytes.NewReader(shot))
			})
		}},
	}
}

// honest has whoever has a key check a card.
func (f *flooded) honest(when string) {
	f.t.Helper()
	body := strings.NewReader(fmt.Sprintf(`{"code":%q}`, f.codes[len(f.codes)-1]))
	if got, why := f.ask(http.DefaultClient, "192.0.2.1", http.MethodPost, "/v1/check", "application/json", body, "Authorization",
		"Bearer "+f.key); got != http.StatusOK {
		f.t.Errorf("%s a check = %d %s", when, got, why)
	}
}

// measure does a flood, with honest checks meanwhile.
func (f *flooded) measure(t *testing.T, most int64, do func()) {
	t.Helper()
	f.serve(t)
	f.honest("before")
	http.DefaultClient.CloseIdleConnections()
	rest, _ := f.memory()
	open, size, over := f.open(), f.files(), make(chan struct{})
	go func() {
		defer close(over)
		do()
	}()
	for during := true; during; {
		select {
		case <-over:
			during = false
		case <-time.After(100 * time.Millisecond):
			f.honest("meanwhile")
		}
	}
	http.DefaultClient.CloseIdleConnections()
	left := 0
	for range 600 { // the server needs a moment to see that nobody is there any more
		if left = f.open() - open; left <= floodSockets {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	now, peak := f.memory()
	grown := f.files() - size
	t.Logf("at most %d MiB of memory above the %d before, %d when it is over; the files grew by %d KiB; %v", (peak-rest)>>20, rest>>20, (now-rest)>>20,
		grown>>10, f.said)
	if peak-rest > most {
		t.Errorf("the flood took %d MiB; the bound is %d", (peak-rest)>>20, most>>20)
	}
	if grown > floodGrowth {
		t.Errorf("the files grew by %d KiB; the bound is %d", grown>>10, floodGrowth>>10)
	}
	if left > floodSockets {
		t.Errorf("%d more connections and files are open when it is over", left)
	}
	f.honest("afterwards")
	http.DefaultClient.CloseIdleConnections()
}

// Floods by kind, from one place and from many: memory, files and connections stay within
// a bound, and whoever has a key is answered meanwhile and afterwards.
func TestRow05Floods(t *testing.T) {
	more := 1
	if n, err := strconv.Atoi(os.Getenv("UNSPENT_FLOOD")); err == nil {
		more = n
	}
	f := newFlooded(t)
	for kind, flood := range f.kinds(more) {
		t.Run(kind, func(t *testing.T) { f.measure(t, flood.most, flood.do) })
	}
}
