package web

import (
	"container/list"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// helds keep what visitors have sent while they confirm what was read in it, put
// a slip right, or add to it, so that nobody has to choose their files again: in memory only, for a
// short time, and bounded in all. Whoever lacks the id cannot have them. When there
// is no room, the client that holds most gives up its oldest.
type helds struct {
	now  func() time.Time
	rand io.Reader

	mu    sync.Mutex // guards what follows
	size  int64
	known map[[sha256.Size]byte]*list.Element
	order *list.List            // of held, the oldest first
	each  map[gate.Client]int64 // what each client holds
}

type held struct {
	key   [sha256.Size]byte
	who   gate.Client
	sent  evidence
	page  *assessPage // the answer; nil: there is none yet
	size  int64
	until time.Time
}

func newHelds(now func() time.Time, rand io.Reader) *helds {
	return &helds{now: now, rand: rand, known: map[[sha256.Size]byte]*list.Element{}, order: list.New(), each: map[gate.Client]int64{}}
}

// keep holds what a visitor sent, and returns the id by which their next form
// has it.
func (h *helds) keep(who gate.Client, sent evidence, page *assessPage) (id string, err error) {
	secret := make([]byte, 24)
	if _, err := io.ReadFull(h.rand, secret); err != nil {
		return "", err
	}
	id = base64.RawURLEncoding.EncodeToString(secret)
	one := &held{key: sha256.Sum256([]byte(id)), who: who, sent: sent, page: page, size: sent.size() + page.size(), until: h.now().Add(heldLife)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.size += one.size
	h.each[who] += one.size
	h.known[one.key] = h.order.PushBack(one)
	h.expire()
	for h.size > maxHeld {
		h.drop(h.spare())
	}
	return id, nil
}

// expire drops what is over.
func (h *helds) expire() {
	for e := h.order.Front(); e != nil && !h.now().Before(h.old(e).until); e = h.order.Front() {
		h.drop(e)
	}
}

// spare returns the oldest of the client that holds most.
func (h *helds) spare() *list.Element {
	var most gate.Client
	for who, size := range h.each {
		if size > h.each[most] {
			most = who
		}
	}
	for e := h.order.Front(); e != nil; e = e.Next() {
		if h.old(e).who == most {
			return e
		}
	}
	return h.order.Front()
}

func (h *helds) old(e *list.Element) *held { return e.Value.(*held) }

func (h *helds) drop(e *list.Element) {
	one := h.old(e)
	h.order.Remove(e)
	delete(h.known, one.key)
	h.size -= one.size
	if h.each[one.who] -= one.size; h.each[one.who] <= 0 {
		delete(h.each, one.who)
	}
}

// look returns what is held under an id, to be changed at will: it stays as it is for
// whoever goes back, and what comes of a change is held anew.
func (h *helds) look(id string) (evidence, *assessPage, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.expire()
	e, ok := h.known[sha256.Sum256([]byte(id))]
	if !ok || !h.now().Before(h.old(e).until) {
		return evidence{}, nil, unspent.Errorf(unspent.NotFound, "the files are no longer held here: choose them once more")
	}
	return h.old(e).sent.clone(), h.old(e).page, nil
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

// size is the memory that it takes, about.
func (e *evidence) size() int64 {
	n := 1 << 10
	for _, f := range e.files {
		n += len(f.content) + 256
	}
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
