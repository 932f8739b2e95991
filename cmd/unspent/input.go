package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/unspent-dev/unspent"
)

// othersMay are the permissions by which somebody else than a file's owner gets at
// it; strangersMay those of whoever is not in its group either.
const (
	othersMay    fs.FileMode = 0o077
	strangersMay fs.FileMode = 0o007
)

// opened opens a file that somebody named.
func opened(path string) (*os.File, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, wrong("use.noFile", "File", path)
	case err != nil:
		return nil, wrong("use.unreadable", "File", path)
	}
	return f, nil
}

// newFile makes a file that only its owner can read, and that was not there.
func newFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil, refuse(nil, unspent.Conflict, "use.exists", "File", path)
	case err != nil:
		return nil, wrong("use.unwritable", "File", path)
	}
	return f, nil
}

// writeNew writes a file that was not there, whole or not at all.
func writeNew(path string, write func(io.Writer) error) error {
	f, err := newFile(path)
	if err != nil {
		return err
	}
	if err = errors.Join(write(f), f.Close()); err != nil {
		os.Remove(path)
	}
	return err
}

// input is a file, or standard input.
type input struct {
	*bufio.Reader
	file *os.File // nil: standard input
}

// input opens a file; - is standard input.
func (sh *shell) input(path string) (input, error) {
	if path == "-" {
		return input{sh.lines, nil}, nil
	}
	f, err := opened(path)
	return input{bufio.NewReader(f), f}, err
}

// Close implements [io.Closer].
func (in input) Close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}

// readSmall reads a file of at most so many bytes; - is standard input.
func (sh *shell) readSmall(path string, most int64) ([]byte, error) {
	in, err := sh.input(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	b, err := io.ReadAll(io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return nil, wrong("use.unreadable", "File", path)
	case int64(len(b)) > most:
		return nil, refuse(nil, unspent.TooLarge, "use.tooLarge", "File", path, "Most", most)
	}
	return b, nil
}

// eachLine calls f with every line of a file that has something in it, and its
// number; - is standard input.
func (sh *shell) eachLine(path string, f func(n int, text string) error) error {
	in, err := sh.input(path)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		if text := strings.TrimSpace(lines.Text()); text != "" {
			if err := f(n, text); err != nil {
				return err
			}
		}
	}
	if lines.Err() != nil {
		return wrong("use.unreadable", "File", path)
	}
	return nil
}

// kept refuses a file with a secret that others than its owner can read, as far as
// the permissions may say.
func kept(f *os.File, may fs.FileMode) error {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Mode().Perm()&may == 0 {
		return nil // a pipe, such as <(pass show admin), has no readers but this one
	}
	return withHint(wrong("use.readByOthers", "File", f.Name(), "Mode", fmt.Sprintf("%04o", info.Mode().Perm())), "use.chmod", "File", f.Name())
}
