package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/unspent-dev/unspent"
)

// bounded is the shell script that limits itself and then becomes the program: no
// instruction of the program runs without its limits, and if one cannot be set the
// program does not run.
const bounded = `ulimit -c 0 && ulimit -t "$1" && ulimit -v "$2" && ulimit -f "$3" && ulimit -n "$4" && shift 4 && exec "$@"`

// run runs the program over a picture, if one is given as a file of the PNM kind,
// and returns what it answers. The arguments follow the name of the picture.
func (p *Program) run(ctx context.Context, picture io.WriterTo, args ...string) ([]byte, error) {
	if !p.Reads() {
		return nil, errNone()
	}
	free, err := p.take(ctx, p.running)
	if err != nil {
		return nil, err
	}
	defer free()
	dir, err := os.MkdirTemp("", "unspent-ocr-")
	if err != nil {
		return nil, fmt.Errorf("reading a picture: %w", err)
	}
	defer os.RemoveAll(dir)
	if picture != nil {
		if err := write(filepath.Join(dir, pictureName), picture); err != nil {
			return nil, fmt.Errorf("reading a picture: %w", err)
		}
		args = append([]string{pictureName}, args...)
	}
	limited, stop := context.WithTimeout(ctx, p.time)
	defer stop()
	sh := []string{"-c", bounded, "sh", strconv.Itoa(p.cpu), strconv.Itoa(p.memory), strconv.Itoa(maxWritten), strconv.Itoa(maxFiles), p.path}
	c := exec.CommandContext(limited, "/bin/sh", append(sh, args...)...)
	c.Dir = dir
	c.Env = []string{"OMP_THREAD_LIMIT=1", "TMPDIR=" + dir, "LC_ALL=C"}
	if data, ok := os.LookupEnv("TESSDATA_PREFIX"); ok {
		c.Env = append(c.Env, "TESSDATA_PREFIX="+data)
	}
	answer, said := &sink{most: maxAnswer, strict: true}, &sink{most: maxSaid}
	c.Stdout, c.Stderr = answer, said
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return killGroup(c.Process) }
	c.WaitDelay = patience
	err = c.Run()
	if c.Process != nil {
		_ = killGroup(c.Process) // what it may have left behind; mostly there is nothing
	}
	switch {
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, ctx.Err()
	case answer.full:
		return nil, errMany()
	case limited.Err() != nil:
		return nil, errLong()
	case err != nil && over(c.ProcessState):
		return nil, errLong()
	case err != nil:
		return nil, unspent.Errorf(unspent.Invalid, "the text of this picture could not be read: bring it larger, or a smaller part of it")
	}
	return answer.b.Bytes(), nil
}

// pictureName is what a picture is called in its temporary directory.
const pictureName = "picture.pgm"

func write(name string, picture io.WriterTo) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = picture.WriteTo(f)
	return errors.Join(err, f.Close())
}

// killGroup kills a program and whatever it has started.
func killGroup(p *os.Process) error {
	if err := syscall.Kill(-p.Pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
		return err
	}
	return nil
}

// over reports whether a program was ended by a signal, as by a limit.
func over(s *os.ProcessState) bool {
	status, ok := s.Sys().(syscall.WaitStatus)
	return ok && status.Signaled()
}

func errMany() error {
	return unspent.Errorf(unspent.TooLarge, "too much seems to be written in this picture: bring a smaller part of it (maxBoxes)")
}

func errLong() error {
	return unspent.Errorf(unspent.TooLarge, "this picture takes too long or too much to read: bring a smaller part of it (maxTime, maxMemory)")
}

// sink keeps so many bytes of what is written to it. A strict one refuses more,
// which ends who writes; another one drops it.
type sink struct {
	b      bytes.Buffer
	most   int
	strict bool
	full   bool
}

func (s *sink) Write(p []byte) (int, error) {
	room := s.most - s.b.Len()
	if len(p) > room {
		s.full = true
		s.b.Write(p[:max(room, 0)])
		if s.strict {
			return 0, io.ErrShortWrite
		}
		return len(p), nil
	}
	return s.b.Write(p)
}
