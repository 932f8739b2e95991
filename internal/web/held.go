package web

import (
	"encoding/base64"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// helds keep what visitors have sent while they confirm what was read in it, put
// a slip right, or add to it, so that nobody has to choose their files again. Whoever
// lacks the id cannot have them.
type helds struct {
	*shelf[held]
	rand io.Reader
}

type held struct {
	sent evidence
	page *assessPage // the answer; nil: there is none yet
}

func newHelds(now func() time.Time, rand io.Reader) *helds {
	return &helds{newShelf[held](now, heldLife, maxHeld), rand}
}

// keep holds what a visitor sent, and returns the id by which their next form
// has it.
func (h *helds) keep(who gate.Client, sent evidence, page *assessPage) (id string, err error) {
	if id, err = newSecret(h.rand); err != nil {
		return "", err
	}
	var contents [][]byte
	for _, f := range sent.files {
		contents = append(contents, f.content)
	}
	h.put(who, id, held{sent, page}, sent.size()+page.size(), contents...)
	return id, nil
}

// newSecret returns what nobody can guess.
func newSecret(rand io.Reader) (string, error) {
	secret := make([]byte, 24)
	if _, err := io.ReadFull(rand, secret); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(secret), nil
}

// look returns what is held under an id, to be changed at will: it stays as it is for
// whoever goes back, and what comes of a change is held anew.
func (h *helds) look(id string) (evidence, *assessPage, error) {
	one, ok := h.get(id)
	if !ok {
		return evidence{}, nil, unspent.Errorf(unspent.NotFound, "the files are no longer held here: choose them once more")
	}
	return one.sent.clone(), one.page, nil
}

// clone shares what nobody changes: the contents of files.
func (e evidence) clone() evidence {
	e.said, e.like, e.files = maps.Clone(e.said), maps.Clone(e.like), slices.Clone(e.files)
	read := map[string]map[string]string{}
	for file, values := range e.read {
		read[file] = maps.Clone(values)
	}
	e.read = read
	return e
}

// size is the memory that an answer takes, about.
func (p *assessPage) size() int64 {
	if p == nil || p.Answer == nil {
		return 0
	}
	n := 64 << 10
	for _, c := range p.Answer.Copies {
		n += len(c.JPEG)
	}
	return int64(n)
}

// size is the memory that it takes without the contents of its files, about.
func (e *evidence) size() int64 {
	n := 1<<10 + 256*len(e.files)
	for name, value := range e.said {
		n += len(name) + len(value) + 64
	}
	for _, read := range e.read {
		for name, value := range read {
			n += len(name) + len(value) + 64
		}
	}
	return int64(n)
}
