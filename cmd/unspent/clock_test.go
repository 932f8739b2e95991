package main

import (
	"bytes"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

const year = 365 * 24 * time.Hour

// A server whose clock jumps writes nothing, says so once, and goes on when the
// clock is back. What is read is answered all the time.
func TestServerWhoseClockJumps(t *testing.T) {
	var ahead atomic.Int64
	var out bytes.Buffer
	sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	sh.now = func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	sh.config = Config{DB: filepath.Join(t.TempDir(), "book.db"), Addr: "127.0.0.1:0", Prefix: 600100}
	key, err := sh.create(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	h, err := sh.openHouse(t.Context(), houseOptions{log: slog.New(slog.NewTextHandler(&out, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, path, body string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+key)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Idempotency-Key", "k")
		w := httptest.NewRecorder()
		h.API.ServeHTTP(w, r)
		return w
	}
	for _, tt := range []struct {
		ahead time.Duration
		ready int
		write int
	}{{0, 200, 201}, {0, 200, 201}, {2 * year, 503, 503}, {3 * year, 503, 503}, {time.Minute, 200, 201}, {-year, 503, 201}} {
		ahead.Store(int64(tt.ahead))
		if got := ask("GET", "/readyz", ""); got.Code != tt.ready {
			t.Errorf("%v ahead, /readyz: %d, want %d", tt.ahead, got.Code, tt.ready)
		}
		program := `{"id":"gift","name":"Gift","currency":"JPY","claimable":true}`
		if got := ask("POST", "/v1/programs", program); got.Code != tt.write ||
			tt.write == 503 && !strings.Contains(got.Body.String(), "the clock of this machine jumped ahead by") {
			t.Errorf("%v ahead, a program: %d %s, want %d", tt.ahead, got.Code, got.Body, tt.write)
		}
		issue := `{"program":"gift","value":{"amount":5000,"currency":"JPY"},"count":1,"activate":true}`
		if got := ask("POST", "/v1/cards", issue); got.Code != tt.write {
			t.Errorf("%v ahead, cards: %d %s, want %d", tt.ahead, got.Code, got.Body, tt.write)
		}
		if got := ask("GET", "/v1/programs", ""); got.Code != 200 {
			t.Errorf("%v ahead, programs: %d, want 200", tt.ahead, got.Code)
		}
	}
	if err := h.Close(); err != nil {
		t.Error(err)
	}
	for _, line := range []string{"writes are refused", "writes are accepted"} {
		if n := strings.Count(out.String(), line); n != 1 {
			t.Errorf("%q is %d times in the log, want once:\n%s", line, n, out.String())
		}
	}
}

// The clock of a machine is wrong, then right, and the commands say what to do.
func TestRow1ClockCommands(t *testing.T) {
	now := time.Now()
	db := filepath.Join(t.TempDir(), "book.db")
	codes := filepath.Join(t.TempDir(), "codes.csv")
	code := filepath.Join(t.TempDir(), "card.code")
	run := func(args ...string) (int, string) {
		t.Helper()
		var out bytes.Buffer
		sh := newShell("unspent", func(string) string { return "" }, strings.NewReader(""), &out, &out)
		sh.now, sh.synced, sh.zone = func() time.Time { return now }, func() bool { return false }, time.UTC
		err := sh.main(t.Context(), append(args, "--db", db))
		if err != nil {
			out.WriteString(sh.lang.report(err))
		}
		return exitCode(err), out.String()
	}
	today := func() string { return now.UTC().Format(time.DateOnly) }
	pay := []string{"spend", "--merchant", "m1", "--code-file", code, "--amount", "100"}
	for _, step := range []struct {
		wait time.Duration
		args []string
		exit int
		say  string
	}{
		{0, []string{"init"}, 0, ""},
		{0, []string{"program", "create", "gift", "--name", "Gift", "--validity", "P3Y"}, 0, ""},
		{0, []string{"issue", "--program", "gift", "--value", "5000", "--out", codes}, 0, ""},
		{0, []string{"clock"}, 0, "nobody says whether it is right"},
		{500 * 24 * time.Hour, pay, 3, " days ahead of the newest event of the book and nothing is written"},
		{0, []string{"check", "--code-file", code}, 0, "unspent as of"},
		{0, []string{"clock", "accept", "--date", "2001-02-03"}, 2, "put its time right first; nothing was accepted"},
		{0, []string{"clock", "accept", "--date", "yesterday"}, 2, "is not a day"},
		{0, []string{"clock", "accept", "--date", "TODAY"}, 0, "accepted: it is "},
		{0, pay, 0, "paid 100"},
		{0, []string{"clock", "correct", "--date", "TODAY", "--reason", "nothing"}, 2, "there is nothing to correct"},
		{4000 * 24 * time.Hour, pay, 3, "unspent clock accept"},
		{0, []string{"clock", "accept", "--date", "TODAY"}, 0, "accepted"}, // a calendar that is wrong too
		{0, []string{"issue", "--program", "gift", "--value", "5000", "--out", codes + ".more"}, 0, ""},
		{-4000 * 24 * time.Hour, pay, 1, "validity has ended"},
		{0, []string{"clock"}, 0, "after the time of this machine"},
		{0, []string{"clock", "correct", "--date", "TODAY", "--reason", "a wrong clock"}, 0, "stay dated as late as"},
		{0, pay, 0, "paid 100"},
		{0, []string{"audit"}, 0, "the clock was corrected 1 times"},
		{0, []string{"report", "daily"}, 0, "2/200"},
		{time.Hour, pay, 0, "paid 100"},
	} {
		now = now.Add(step.wait)
		args := slices.Clone(step.args)
		for i, a := range args {
			if a == "TODAY" {
				args[i] = today()
			}
		}
		exit, said := run(args...)
		if exit != step.exit || !strings.Contains(said, step.say) {
			t.Fatalf("%v: exit code %d, want %d; it says %q, want %q", args, exit, step.exit, said, step.say)
		}
		if args[0] == "issue" && args[len(args)-1] == codes {
			rows, err := os.ReadFile(codes)
			if err != nil {
				t.Fatal(err)
			}
			fields := strings.Split(strings.Split(strings.TrimSpace(string(rows)), "\n")[1], ",")
			if err := os.WriteFile(code, []byte(fields[1]), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
