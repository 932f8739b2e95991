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
<<<<<<< HEAD
=======

	mu    sync.Mutex // guards what follows
	size  int64
	known map[[sha256.Size]byte]*list.Element
	order *list.List            // of held, the oldest first
	each  map[gate.Client]int64 // what each client holds
	parts map[*byte]*heldPart   // the contents of files, which several can share
	timer *time.Timer           // runs while something is held
}

// heldPart is the content of a file that is held, counted once.
type heldPart struct {
	who  gate.Client // who held it first
	size int64
	held int // how often
>>>>>>> e746856 (Links have a gate; what is held counts a file once and is forgotten by the clock; the secrets of answers do not pile up in a browser)
}

type held struct {
	sent evidence
	page *assessPage // the answer; nil: there is none yet
}

func newHelds(now func() time.Time, rand io.Reader) *helds {
<<<<<<< HEAD
	return &helds{newShelf[held](now, heldLife, maxHeld), rand}
=======
	return &helds{now: now, rand: rand, known: map[[sha256.Size]byte]*list.Element{}, order: list.New(), each: map[gate.Client]int64{},
		parts: map[*byte]*heldPart{}}
>>>>>>> e746856 (Links have a gate; what is held counts a file once and is forgotten by the clock; the secrets of answers do not pile up in a browser)
}

// keep holds what a visitor sent, and returns the id by which their next form
// has it.
func (h *helds) keep(who gate.Client, sent evidence, page *assessPage) (id string, err error) {
	if id, err = newSecret(h.rand); err != nil {
		return "", err
	}
<<<<<<< HEAD
	h.put(who, id, held{sent, page}, sent.size()+page.size())
	return id, nil
}

// newSecret returns what nobody can guess.
func newSecret(rand io.Reader) (string, error) {
	secret := make([]byte, 24)
	if _, err := io.ReadFull(rand, secret); err != nil {
		return "", err
=======
	id = base64.RawURLEncoding.EncodeToString(secret)
	one := &held{key: sha256.Sum256([]byte(id)), who: who, sent: sent, page: page, size: sent.size() + page.size(), until: h.now().Add(heldLife)}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.count(who, one.size)
	for _, f := range sent.files {
		h.share(who, f.content)
	}
	h.known[one.key] = h.order.PushBack(one)
	h.expire()
	for h.size > maxHeld {
		h.drop(h.spare())
	}
	return id, nil
}

// expire drops what is over, and sees to it that what is left is dropped in time,
// whether anybody comes or not.
func (h *helds) expire() {
	for e := h.order.Front(); e != nil && !h.now().Before(h.old(e).until); e = h.order.Front() {
		h.drop(e)
	}
	if e := h.order.Front(); e != nil && h.timer == nil {
		h.timer = time.AfterFunc(h.old(e).until.Sub(h.now()), func() {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.timer = nil
			h.expire()
		})
	}
}

// count notes what a client holds more, or less.
func (h *helds) count(who gate.Client, size int64) {
	h.size += size
	if h.each[who] += size; h.each[who] <= 0 {
		delete(h.each, who)
	}
}

// share counts a content that is held once more.
func (h *helds) share(who gate.Client, content []byte) {
	if len(content) == 0 {
		return
	}
	p, ok := h.parts[&content[0]]
	if !ok {
		p = &heldPart{who: who, size: int64(len(content))}
		h.parts[&content[0]] = p
		h.count(who, p.size)
	}
	p.held++
}

// release is the inverse of share.
func (h *helds) release(content []byte) {
	if len(content) == 0 {
		return
	}
	p := h.parts[&content[0]]
	if p.held--; p.held == 0 {
		delete(h.parts, &content[0])
		h.count(p.who, -p.size)
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
	h.count(one.who, -one.size)
	for _, f := range one.sent.files {
		h.release(f.content)
>>>>>>> e746856 (Links have a gate; what is held counts a file once and is forgotten by the clock; the secrets of answers do not pile up in a browser)
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

// size is the memory that it takes without the contents of files, about.
func (e *evidence) size() int64 {
	n := 1 << 10
	n += 256 * len(e.files)
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
