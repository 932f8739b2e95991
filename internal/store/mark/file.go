package mark

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Condition says what a mark's file is like.
type Condition int

// The conditions, from the best to the worst.
const (
	Whole   Condition = iota
	Worn              // one slot cannot be read: a write was torn, or the file is damaged; the mark may be one write old
	Damaged           // there is a file, and no mark in it
	Missing
)

// File is a mark's file, open for its one writer.
type File struct {
	file *os.File
	turn uint64
	wake chan struct{} // a mark was written that is not flushed
	stop chan struct{}
	done chan struct{}

	mu  sync.Mutex // guards what follows
	err error      // why a flush failed; told once
}

// Read reads the mark at path, beside its writer too.
func Read(path string) (Mark, Condition, error) {
	m, _, c, err := read(path)
	return m, c, err
}

func read(path string) (best Mark, turn uint64, c Condition, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Mark{}, 0, Missing, nil
	}
	if err != nil {
		return Mark{}, 0, Damaged, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, 2*slotSize+1))
	if err != nil {
		return Mark{}, 0, Damaged, err
	}
	c = Damaged
	good := 0
	for at := 0; at+slotSize <= len(b); at += slotSize {
		if m, n, ok := decode(b[at : at+slotSize]); ok {
			if good++; n >= turn {
				best, turn = m, n
			}
		}
	}
	switch {
	case good == 2 && len(b) == 2*slotSize:
		c = Whole
	case good > 0:
		c = Worn
	}
	return best, turn, c, nil
}

// Create makes a new file with m at path, in place of any that is there: at every
// instant the old one or the new one is there, whole.
func Create(path string, m Mark) (err error) {
	part := path + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	b := make([]byte, 2*slotSize)
	copy(b, m.encode(0))
	copy(b[slotSize:], m.encode(1))
	_, err = f.Write(b)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// Open opens the file at path for writing, and makes a worn one whole.
func Open(path string) (*File, error) {
	m, turn, c, err := read(path)
	switch {
	case err != nil:
		return nil, err
	case c > Worn:
		return nil, fs.ErrInvalid
	case c == Worn:
		if err := Create(path, m); err != nil {
			return nil, err
		}
		turn = 1
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	f := &File{file: file, turn: turn, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{})}
	go f.keep()
	return f, nil
}

// Write replaces the older of the two marks. It is not safe for concurrent use.
// It fails too if what was written before could not be flushed.
func (f *File) Write(m Mark) error {
	f.turn++
	if _, err := f.file.WriteAt(m.encode(f.turn), int64(f.turn%2)*slotSize); err != nil {
		f.turn-- // the same slot again: the other one is whole
		return err
	}
	select {
	case f.wake <- struct{}{}:
	default:
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.err
	f.err = nil
	return err
}

// keep flushes what was written, beside the writer, until the file is closed.
func (f *File) keep() {
	defer close(f.done)
	for {
		select {
		case <-f.stop:
			return
		case <-f.wake:
		}
		if err := f.file.Sync(); err != nil {
			f.mu.Lock()
			f.err = err
			f.mu.Unlock()
		}
		rest := time.NewTimer(syncEvery)
		select {
		case <-f.stop:
		case <-rest.C:
		}
		rest.Stop()
	}
}

// Close flushes the newest mark and gives the file up.
func (f *File) Close() error {
	close(f.stop)
	<-f.done
	return errors.Join(f.file.Sync(), f.file.Close())
}
