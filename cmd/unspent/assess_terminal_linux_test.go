package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/unspent-dev/unspent"
)

// screen is what a person sees at a terminal, as it comes.
type screen struct {
	person *os.File

	pressed int // how much had been shown when keys were pressed last

	mu   sync.Mutex
	text strings.Builder // guarded by mu
}

// look watches what a terminal shows, until the test closes it.
func look(person *os.File) *screen {
	s := &screen{person: person}
	go s.watch()
	return s
}

func (s *screen) watch() {
	b := make([]byte, 4096)
	for {
		n, err := s.person.Read(b)
		s.mu.Lock()
		s.text.Write(b[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *screen) seen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// press types keys when the screen has changed since the last ones and come to
// rest. Words cannot be waited for: only the cells that differ are drawn. The
// cursor blinks, but slower.
func (s *screen) press(t *testing.T, question, keys string) {
	t.Helper()
	for rest, size, waits := 0, s.pressed, 0; rest < 8; waits++ {
		now := len(s.seen())
		if now == size && now > s.pressed {
			rest++
		} else {
			rest, size = 0, now
		}
		if waits > 500 {
			t.Fatalf("the screen does not change for %s; it is\n%s", question, s.seen())
		}
		time.Sleep(30 * time.Millisecond)
	}
	s.pressed = len(s.seen())
	for range 5 { // a key that comes before a field has its focus does nothing
		if _, err := io.WriteString(s.person, keys); err != nil {
			t.Error(err)
		}
		for range 60 {
			if time.Sleep(30 * time.Millisecond); len(s.seen()) > s.pressed {
				return
			}
		}
	}
}

// assessAt runs unspent assess at a terminal with nothing but questions.
func assessAt(t *testing.T, args ...string) (*screen, *strings.Builder, <-chan error) {
	t.Helper()
	person, program := terminal(t)
	if err := unix.IoctlSetWinsize(int(program.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 100}); err != nil {
		t.Fatal(err)
	}
	s := look(person)
	var out strings.Builder
	sh := newShell("unspent", func(name string) string { return map[string]string{"TERM": "xterm"}[name] }, program, &out, program)
	done := make(chan error, 1)
	go func() { done <- sh.main(t.Context(), append([]string{"assess", "--offline"}, args...)) }()
	return s, &out, done
}

const (
	enter = "\r"
	up    = "\x1b[A"
	down  = "\x1b[B"
)

// TestQuestionsOnScreens answers every question at a terminal, and keeps the
// case.
func TestQuestionsOnScreens(t *testing.T) {
	t.Chdir(t.TempDir())
	page := "注文番号: 250-1234567-1234567\n¥5,000\n番号: xxxx-xxxxxx-7Q2M\n使用済み\n"
	if err := os.WriteFile("order.txt", []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	s, out, done := assessAt(t, "--lang", "ja")
	s.press(t, "どのブランドのカードですか", enter)
	s.press(t, "知らない人に", enter)
	s.press(t, "あなたの立場は", enter)
	s.press(t, "どうやって手に入れましたか", enter)
	s.press(t, "どんな形のカードですか", enter)
	s.press(t, "何に使いますか", enter)
	s.press(t, "番号の下4桁は", "ABCDEFGH1J7Q2M"+enter)
	s.press(t, "番号の全体はどこにも", strings.Repeat("\x7f", 14)+"7Q2M"+enter)
	s.press(t, "金額は", "5000"+enter)
	s.press(t, "いつ買いましたか", enter)
	s.press(t, "いつごろ売られたものですか", enter)
	s.press(t, "手元にあるものは", down+down+down+"x"+enter)
	s.press(t, "注文のページを保存したファイルは", "order.txt"+enter)
	s.press(t, "いつ保存・撮影しましたか", enter)
	s.press(t, "あとで続けられるようファイルに保存しますか", up+enter)
	s.press(t, "一式（報告書", enter)
	if err := <-done; !errors.Is(err, errNo) {
		t.Errorf("assess = %v; want the answer no\n%s", err, s.seen())
	}
	if got := out.String(); !strings.HasPrefix(got, "おそらく使用済みです。\n") {
		t.Errorf("the verdict is %q", got)
	}
	text, err := os.ReadFile(filepath.Join(".", "case.yaml"))
	if err != nil || !strings.Contains(string(text), `last4: "7Q2M"`) || strings.Contains(string(text), "EFGH1J") {
		t.Errorf("case.yaml = %q, %v", text, err)
	}
	if _, err := os.Stat("case.zip"); err == nil {
		t.Error("the bundle was written, though it was not wanted")
	}
}

// TestQuestionsStopped stops in the middle, on a screen and line by line.
func TestQuestionsStopped(t *testing.T) {
	t.Chdir(t.TempDir())
	s, out, done := assessAt(t, "--lang", "en")
	s.press(t, "Which brand", enter)
	s.press(t, "Who are you", "\x03")
	if err := <-done; unspent.ReasonOf(err) != unspent.Unavailable || out.Len() > 0 {
		t.Errorf("assess = %v and says %q; want it stopped", err, out)
	}

	in, typed := io.Pipe()
	defer typed.Close()
	ctx, cancel := context.WithCancel(t.Context())
	sh := newShell("unspent", func(string) string { return "" }, in, out, io.Discard)
	go func() {
		_, _ = io.WriteString(typed, "2\n")
		cancel()
	}()
	if err := sh.main(ctx, []string{"assess", "--offline", "--plain"}); unspent.ReasonOf(err) != unspent.Unavailable || out.Len() > 0 {
		t.Errorf("assess --plain = %v and says %q; want it stopped", err, out)
	}
}

// TestStartAsksTheTerminalNothing runs the program with a terminal on all sides:
// no library may write to it, wait for its answer, or take what is typed ahead,
// before the command does.
func TestStartAsksTheTerminalNothing(t *testing.T) {
	person, program := terminal(t)
	s := look(person)
	self, err := os.Executable() // which is the program if it is called so
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "unspent")
	if err := os.Symlink(self, name); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), name, "version")
	cmd.Env = append(os.Environ(), "TERM=xterm", "CI=")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true} // nobody asks a terminal that is not the program's own
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if strings.Contains(s.seen(), "\n") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if got := s.seen(); !strings.HasPrefix(got, "unspent ") || strings.Contains(got, "\x1b") {
		t.Errorf("the terminal shows %q", got)
	}
}
