package casefile

import (
	"bytes"
	"io"
	"io/fs"
	"runtime/debug"
)

// Frugal opens files as open does. From the first large one on, the program
// collects its garbage before there is much of it: checking the signature of a
// mail leaves twice the mail's size behind. It is for a program that reads one
// case and ends; others would pay for it for ever.
func Frugal(open func(name string) (io.ReadCloser, error)) func(name string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		f, err := open(name)
		if err != nil {
			return nil, err
		}
		if s, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
			if stat, err := s.Stat(); err == nil && stat.Size() > frugalFrom {
				debug.SetGCPercent(frugalGarbage)
			}
		}
		return f, nil
	}
}

// Held returns a file that is in memory already, for [Deps.Open]. It is not
// copied, so nobody may write to it while a case is assessed.
func Held(content []byte) io.ReadCloser { return held{bytes.NewReader(content), content} }

type held struct {
	*bytes.Reader
	content []byte
}

func (held) Close() error { return nil }
