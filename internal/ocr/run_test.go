package ocr

import (
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
)

// fake returns a program that answers as tesseract does of itself, and does what
// a test says with a picture.
func fake(t *testing.T, does string) *Program {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tesseract")
	script := "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 5.3.0'; exit;;\n--list-langs) echo 'List of available languages (3):'; echo eng; echo jpn; echo osd; exit;;\nesac\n" + does + "\n"
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	p, err := Find(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const oneRow = `5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t91.5\t`

func blank() image.Image { return image.NewGray(image.Rect(0, 0, 200, 100)) }

func TestFind(t *testing.T) {
	p := fake(t, "")
	if !p.Reads() || p.Version() != "5.3.0" || strings.Join(p.Languages(), " ") != "eng jpn" {
		t.Errorf("Find = %q %q", p.Version(), p.Languages())
	}
	liar := filepath.Join(t.TempDir(), "liar")
	if err := os.WriteFile(liar, []byte("#!/bin/sh\necho hello\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, choice := range map[string]string{"no file": "/nowhere/tesseract", "no program": t.TempDir(), "another program": liar} {
		if p, err := Find(t.Context(), choice); !errors.Is(err, unspent.Invalid) {
			t.Errorf("%s: Find = %v, %v, want invalid", name, p, err)
		}
	}
}

// What a run has of this process, and what is left of it.
func TestRunIsAlone(t *testing.T) {
	kept := filepath.Join(t.TempDir(), "said")
	t.Setenv("SECRET", "of this process")
	p := fake(t, `{ env; echo "in: $(cat | wc -c)"; ls /proc/self/fd 2>/dev/null | wc -l; pwd; ulimit -v; ulimit -t; } > `+kept+`; printf '`+oneRow+`hello\n'`)
	sheet, err := p.Look(t.Context(), blank())
	if err != nil || len(sheet.Words) != 1 || sheet.Words[0].Text != "hello" || sheet.Words[0].Score != 91 {
		t.Fatalf("Look = %+v, %v", sheet, err)
	}
	said, err := os.ReadFile(kept)
	if err != nil {
		t.Fatal(err)
	}
	text := string(said)
	if strings.Contains(text, "SECRET") || !strings.Contains(text, "OMP_THREAD_LIMIT=1") || !strings.Contains(text, "in: 0") ||
		strings.Contains(text, "unlimited") {
		t.Errorf("the program sees %q", text)
	}
	for line := range strings.Lines(text) {
		if dir := strings.TrimSpace(line); strings.Contains(dir, "/unspent-ocr-") && strings.HasPrefix(dir, "/") {
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("its folder %s is left behind: %v", dir, err)
			}
		}
	}
}

// A program that wants too much is stopped, and whatever it has started too.
func TestRunIsBounded(t *testing.T) {
	tests := map[string]struct {
		does   string
		change func(*Program)
		reason unspent.Reason
	}{
		"memory":     {`a=x; while :; do a=$a$a; done`, func(p *Program) { p.memory = 64 << 10 }, unspent.TooLarge},
		"processor":  {`while :; do :; done`, func(p *Program) { p.cpu = 1 }, unspent.TooLarge},
		"time":       {`sleep 60`, func(p *Program) { p.time = 300 * time.Millisecond }, unspent.TooLarge},
		"children":   {`sleep 60 & sleep 60 & wait`, func(p *Program) { p.time = 300 * time.Millisecond }, unspent.TooLarge},
		"boxes":      {`yes "$(printf '` + oneRow + `x')" | head -n 1000001`, nil, unspent.TooLarge},
		"bytes":      {`yes 0123456789012345678901234567890123456789`, nil, unspent.TooLarge},
		"breaks off": {`printf '` + oneRow + `x\n'; exit 3`, nil, unspent.Invalid},
		"is killed":  {`kill -9 $$`, nil, unspent.TooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := fake(t, tt.does)
			if tt.change != nil {
				tt.change(p)
			}
			if _, err := p.Look(t.Context(), blank()); !errors.Is(err, tt.reason) {
				t.Errorf("Look = %v, want %s", err, tt.reason)
			}
		})
	}
}

func TestTurns(t *testing.T) {
	p := fake(t, "")
	p.wait = time.Millisecond
	for range maxPictures {
		if _, err := p.Turn(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Turn(t.Context()); !errors.Is(err, unspent.Busy) {
		t.Errorf("one more picture: %v, want busy", err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := p.Look(gone, blank()); !errors.Is(err, context.Canceled) {
		t.Errorf("a caller who has gone: %v", err)
	}
}

func TestAdmit(t *testing.T) {
	for name, tt := range map[string]struct {
		size image.Point
		want error
	}{
		"a phone's":   {image.Pt(1170, 2532), nil},
		"scrolled":    {image.Pt(1170, 30_000), nil},
		"a dot":       {image.Pt(1, 1), unspent.Invalid},
		"a flood":     {image.Pt(20_000, 20_000), unspent.TooLarge},
		"one long":    {image.Pt(10, 1_000_000), unspent.TooLarge},
		"wraps round": {image.Pt(1<<31, 1<<33), unspent.TooLarge},
	} {
		if err := admit(tt.size); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
}

func FuzzParseTSV(f *testing.F) {
	f.Add([]byte("5\t1\t1\t1\t1\t1\t10\t20\t30\t12\t91.5\thello\n"), 100, 100)
	f.Add([]byte("level\tpage\n5\t1\t1\t1\t1\t1\t-1\t99999999999\t30\t12\tNaN\tx\n"), 10, 10)
	f.Fuzz(func(t *testing.T, answer []byte, w, h int) {
		size := image.Pt(min(max(w, 0), maxSide), min(max(h, 0), maxSide))
		words, err := parseTSV(answer, size)
		if err != nil {
			return
		}
		for _, word := range words {
			if !word.Box.In(image.Rectangle{Max: size}) || word.Box.Empty() || word.Text == "" || len(word.Text) > maxText || word.Score < 0 || word.Score > 100 {
				t.Errorf("%+v of %v", word, size)
			}
		}
	})
}
