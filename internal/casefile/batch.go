package casefile

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"sync"

	"github.com/unspent-dev/unspent"
)

// Line is what [Batch] found of one case. Exactly one of Answer and Error is
// set.
type Line struct {
	Case    string   `json:"case"` // the folder's name
	Answer  *Answer  `json:"answer,omitempty"`
	Error   *Fault   `json:"error,omitempty"`
	Replays []string `json:"replays,omitempty"` // earlier cases of the batch that brought one of the same mails
	Looks   []string `json:"looks,omitempty"`   // earlier cases of the batch that brought the same picture, or nearly the same
}

// CaseName is the name of the case file in a folder.
const CaseName = caseName

// Load reads the case file of a folder.
func Load(root *os.Root) (Input, error) {
	stat, err := root.Stat(CaseName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Input{}, unspent.Errorf(unspent.NotFound, "the folder has no %s", CaseName)
	case err != nil || !stat.Mode().IsRegular():
		return Input{}, unspent.Errorf(unspent.Invalid, "%s cannot be opened, or is not a file of this folder", CaseName)
	}
	f, err := root.Open(CaseName)
	if err != nil {
		return Input{}, &unspent.Error{Reason: unspent.Invalid, Detail: CaseName + " cannot be opened", Err: err}
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, MaxCaseFile+1))
	if err != nil {
		return Input{}, &unspent.Error{Reason: unspent.Invalid, Detail: CaseName + " cannot be read", Err: err}
	}
	return Parse(text)
}

// Batch assesses every folder of dir that has a case file, with as many workers
// at once, and emits a line for each in the order of their names. A case that
// cannot be judged is a line with an error. A mail that an earlier case has
// brought counts as replayed in a later one, and a picture as seen before. Deps.Open is not used.
//
// It returns an error if dir cannot be read, if ctx ends, or if emit fails.
func Batch(ctx context.Context, dir string, d Deps, workers int, emit func(Line) error) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return refuse(err, unspent.NotFound, "", "case.noFolder")
	}
	defer root.Close()
	names, err := casesOf(root)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()

	// Each case has a place for its result. Workers are at most a few cases ahead
	// of what was emitted, so that results do not pile up.
	workers = max(1, workers)
	type outcome struct {
		result Result
		err    error
	}
	places := make([]chan outcome, len(names))
	for i := range places {
		places[i] = make(chan outcome, 1)
	}
	ahead := make(chan int, 2*workers)
	turns := make(chan int)
	running.Go(func() {
		defer close(turns)
		for i := range names {
			select {
			case ahead <- i:
			case <-ctx.Done():
				return
			}
			select {
			case turns <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		running.Go(func() {
			for i := range turns {
				r, err := assessFolder(ctx, root, names[i], d)
				places[i] <- outcome{r, err}
			}
		})
	}
	brought, looks := map[[32]byte]string{}, NewLooks() // which case brought a mail first, and how pictures looked
	for i, name := range names {
		var o outcome
		select {
		case o = <-places[i]:
		case <-ctx.Done():
			return ctx.Err()
		}
		<-ahead
		line, err := lineOf(ctx, root, name, d, o.result, o.err, brought, looks)
		if err != nil {
			return err
		}
		if err := emit(line); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// casesOf returns the folders that have a case file, in order.
func casesOf(root *os.Root) ([]string, error) {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, &unspent.Error{Reason: unspent.NotFound, Detail: "the folder of cases cannot be read", Err: err}
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		if _, err := root.Lstat(path.Join(e.Name(), CaseName)); err == nil {
			names = append(names, e.Name())
		}
	}
	if len(names) > MaxCases {
		return nil, unspent.Errorf(unspent.TooLarge, "a batch has at most %d cases (MaxCases)", MaxCases)
	}
	if len(names) == 0 {
		return nil, refuse(nil, unspent.NotFound, "", "case.noCases", "Name", CaseName)
	}
	slices.Sort(names)
	return names, nil
}

func assessFolder(ctx context.Context, root *os.Root, name string, d Deps) (Result, error) {
	folder, err := root.OpenRoot(name)
	if err != nil {
		return Result{}, &unspent.Error{Reason: unspent.Invalid, Detail: "the folder cannot be opened", Err: err}
	}
	defer folder.Close()
	in, err := Load(folder)
	if err != nil {
		return Result{}, err
	}
	d.Open, d.Modified = Folder(folder), Modified(folder)
	return Assess(ctx, in, d)
}

// lineOf turns a result into a line. A case with a mail that was brought before
// is judged again, now that this is known.
func lineOf(ctx context.Context, root *os.Root, name string, d Deps, r Result, err error, brought map[[32]byte]string, looks *Looks) (Line, error) {
	line := Line{Case: name}
	for _, s := range r.Sources {
		for _, m := range s.messages() {
			if first, ok := brought[m]; ok && first != name && !slices.Contains(line.Replays, first) {
				line.Replays = append(line.Replays, first)
			}
		}
	}
	if len(line.Replays) > 0 {
		outside := d.Used
		d.Used = func(message [32]byte) bool {
			first, ok := brought[message]
			return ok && first != name || outside != nil && outside(message)
		}
		r, err = assessFolder(ctx, root, name, d)
	}
	if ctx.Err() != nil {
		return Line{}, ctx.Err()
	}
	if err != nil {
		fault := faultOf(name, err)
		line.Error = &fault
		return line, nil
	}
	for _, s := range r.Sources {
		for _, m := range s.messages() {
			if _, ok := brought[m]; !ok {
				brought[m] = name
			}
		}
	}
	own := Told{name}
	line.Looks = r.seenBefore(func(l Look) (string, bool) { return looks.Seen("", own, l) })
	if len(line.Looks) > 0 {
		r.judge()
	}
	looks.Add("", own, name, r)
	answer := NewAnswer(r)
	line.Answer = &answer
	return line, nil
}
