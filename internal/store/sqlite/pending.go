package sqlite

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
)

const pendingSuffix = "-accepting"

// Pending is what an acceptance of a loss has still to do. It stands in a file of its
// own from before anything is touched until the mark is made, because the state file,
// which names cards too, is made anew on the way.
type Pending struct {
	Last  unspent.Seq      // the newest event that anybody has seen
	Cards []unspent.Serial // to be frozen, each once
	All   bool             // every card is
}

// pendingBody is how it is kept.
type pendingBody struct {
	Last  int64    `json:"last"`
	All   bool     `json:"all"`
	Cards []string `json:"cards"`
}

// With returns what p and q ask for together.
func (p Pending) With(q Pending) Pending {
	cards := slices.Concat(p.Cards, q.Cards)
	slices.SortFunc(cards, func(x, y unspent.Serial) int { return strings.Compare(x.String(), y.String()) })
	return Pending{max(p.Last, q.Last), slices.Compact(cards), p.All || q.All}
}

// Begun returns what an acceptance that was cut short at path has still to do; nothing
// if there was none.
func Begun(path string) (p Pending, err error) {
	if path, err = resolve(path); err != nil {
		return p, err
	}
	text, err := os.ReadFile(path + pendingSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	var b pendingBody
	if err == nil {
		err = json.Unmarshal(text, &b)
	}
	for _, one := range b.Cards {
		serial, wrong := unspent.ParseSerial(one)
		p.Cards, err = append(p.Cards, serial), errors.Join(err, wrong)
	}
	if err != nil {
		return Pending{}, &unspent.Error{Reason: unspent.Unavailable, Err: err, Detail: "what an acceptance that was cut short had begun with, " +
			filepath.Base(path+pendingSuffix) + ", cannot be read; go on with the copy that you made before it"}
	}
	p.Last, p.All = unspent.Seq(b.Last), b.All
	return p, nil
}

// begin keeps what is to be done, with what was to be done already.
func begin(path string, p Pending) error {
	before, err := Begun(path)
	if err != nil {
		return err
	}
	p = p.With(before)
	b := pendingBody{Last: int64(p.Last), All: p.All, Cards: []string{}}
	for _, serial := range p.Cards {
		b.Cards = append(b.Cards, serial.String())
	}
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	part := path + pendingSuffix + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(part, path+pendingSuffix); err != nil {
		return err
	}
	return flushFolder(path)
}

// ended forgets what was to be done.
func ended(path string) error {
	if err := os.Remove(path + pendingSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return failure(err)
	}
	return failure(flushFolder(path))
}

func flushFolder(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// unfinished reports whether an acceptance was begun at path and not ended.
func unfinished(path string) bool {
	_, err := os.Stat(path + pendingSuffix)
	return !errors.Is(err, fs.ErrNotExist)
}
