package ocr

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// Program is what reads pictures on this machine, or stands for that nothing
// does. Many goroutines may share one.
type Program struct {
	path      string // "": none
	version   string
	languages []string
	pictures  chan struct{} // a place for each picture that is held
	running   chan struct{} // and for each run
	wait      time.Duration
	time      time.Duration // of one run
	cpu       int           // seconds
	memory    int           // KiB
}

func newProgram(path string) *Program {
	return &Program{path: path, pictures: make(chan struct{}, maxPictures), running: make(chan struct{}, max(1, runtime.NumCPU())),
		wait: maxWait, time: maxTime, cpu: maxCPU, memory: maxMemory}
}

// versionLine begins what tesseract says of itself.
var versionLine = regexp.MustCompile(`^tesseract v?(\d[0-9A-Za-z.+~-]{0,40})`)

// Find looks for tesseract and what it can read. Choice is "auto" (or ""), the
// path of the program, or "off". With auto a machine without it is no error: the
// program that is returned then reads nothing. It never returns nil with a nil
// error.
func Find(ctx context.Context, choice string) (*Program, error) {
	switch choice {
	case "off":
		return newProgram(""), nil
	case "", "auto":
		path, err := exec.LookPath("tesseract")
		if err != nil {
			return newProgram(""), nil
		}
		choice = path
	}
	path, err := filepath.Abs(choice)
	if err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "%q is no path of a program that reads pictures", choice)
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() || info.Mode()&0o111 == 0 {
		return nil, unspent.Errorf(unspent.Invalid, "%q is no program: give the path of tesseract, auto, or off", choice)
	}
	p := newProgram(path)
	said, err := p.run(ctx, nil, "--version")
	m := versionLine.FindSubmatch(said)
	if err != nil || m == nil {
		return nil, unspent.Errorf(unspent.Invalid, "%q does not answer as tesseract does: give the path of tesseract, auto, or off", choice)
	}
	p.version = string(m[1])
	if said, err = p.run(ctx, nil, "--list-langs"); err != nil {
		return nil, unspent.Errorf(unspent.Invalid, "%q does not say which languages it reads: install tesseract-ocr-jpn and tesseract-ocr-eng", choice)
	}
	for line := range strings.Lines(string(said)) {
		if line = strings.TrimSpace(line); line == "jpn" || line == "eng" {
			p.languages = append(p.languages, line)
		}
	}
	slices.Sort(p.languages)
	if len(p.languages) == 0 {
		p.path = "" // it can read nothing that is brought here
	}
	return p, nil
}

// Reads reports whether it reads pictures at all.
func (p *Program) Reads() bool { return p != nil && p.path != "" }

// Version is tesseract's own, such as 5.3.0; "" if it was not found.
func (p *Program) Version() string { return p.version }

// Languages are those of jpn and eng that are installed.
func (p *Program) Languages() []string { return slices.Clone(p.languages) }

// errNone says that nothing reads pictures here, and what to do.
func errNone() error {
	return unspent.Errorf(unspent.Unavailable, "pictures are not read on this machine: install tesseract-ocr and tesseract-ocr-jpn, or type in what the picture shows")
}

// Turn waits until a picture may be held in memory, and returns what gives the
// place free again. Whoever decodes a picture to have it read takes a turn first.
func (p *Program) Turn(ctx context.Context) (done func(), err error) {
	return p.take(ctx, p.pictures)
}

// take waits for a place.
func (p *Program) take(ctx context.Context, places chan struct{}) (free func(), err error) {
	wait, stop := context.WithTimeout(ctx, p.wait)
	defer stop()
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-wait.Done():
	}
	if err := ctx.Err(); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return nil, err
	}
	return nil, unspent.Errorf(unspent.Busy, "too many pictures are being read now: try again in a moment")
}
