package staff

import (
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
)

// PassPrefix is what every pass begins with, so that it can be told from an API key.
const PassPrefix = "up_"

// passes are the people who are signed in, in memory: a restart signs everybody out.
// A pass is what the pages ask the API with; no browser is given it.
type passes struct {
	mu    sync.Mutex
	known map[[32]byte]*pass
}

type pass struct {
	id    string
	since time.Time
	ends  time.Time
	tries int // digits that were wrong since some were right
}

// begin lets a person in until a time. Of too many passes of one person the oldest ends.
func (p *passes) begin(secret, id string, now, ends time.Time) (string, error) {
	text := PassPrefix + strings.ToLower(secret)
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.known, func(_ [32]byte, one *pass) bool { return !now.Before(one.ends) })
	var oldest [32]byte
	own := 0
	for h, one := range p.known {
		if one.id != id {
			continue
		}
		if own++; own == 1 || one.since.Before(p.known[oldest].since) {
			oldest = h
		}
	}
	if own >= MaxPasses {
		delete(p.known, oldest)
	}
	if len(p.known) >= maxPasses {
		return "", unspent.Errorf(unspent.Busy, "too many people are signed in; try again later")
	}
	p.known[hash(text)] = &pass{id: id, since: now, ends: ends}
	return text, nil
}

// who returns whose pass it is, "" if nobody's.
func (p *passes) who(text string, now time.Time) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := p.known[hash(text)]
	if len(text) > maxText || one == nil || !now.Before(one.ends) {
		return ""
	}
	return one.id
}

// try counts one more try to show that it is still they, before anybody looks whether
// it is right, and ends a pass that has had too many.
func (p *passes) try(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.known[hash(text)]; one != nil {
		if one.tries++; one.tries > MaxTries {
			delete(p.known, hash(text))
		}
	}
}

// right forgets the tries of who was right at last.
func (p *passes) right(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.known[hash(text)]; one != nil {
		one.tries = 0
	}
}

// wrong ends a pass whose last try was wrong.
func (p *passes) wrong(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if one := p.known[hash(text)]; one != nil && one.tries >= MaxTries {
		delete(p.known, hash(text))
	}
}

func (p *passes) end(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, hash(text))
}

func (p *passes) endAll(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.known, func(_ [32]byte, one *pass) bool { return one.id == id })
}
