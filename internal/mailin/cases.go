package mailin

import (
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/notify"
)

// running is a case that more mails may be added to: what its asker said of the
// card, and what was read so far. It has no text and no code.
type running struct {
	to     notify.Address // whose case it is
	in     casefile.Input // without evidence
	lang   notify.Lang
	until  time.Time
	pieces []assess.Evidence
}

// cases are those that run. A token is 128 random bits, so that knowing one is
// leave enough; cases are found by its hash. They are in memory: a case holds
// addresses and the end of a code of somebody who has no account here, and what
// is never written need not be guarded or erased. A case that ends early costs
// one mail to case@.
type cases struct {
	rand io.Reader
	most int

	mu    sync.Mutex
	all   map[[32]byte]running // guarded by mu
	order [][32]byte           // the oldest first, guarded by mu
}

func newCases(rand io.Reader, most int) *cases {
	return &cases{rand: rand, most: most, all: map[[32]byte]running{}}
}

// open begins a case and returns its token.
func (c *cases) open(r running) (string, error) {
	raw := make([]byte, tokenBytes)
	if _, err := io.ReadFull(c.rand, raw); err != nil {
		return "", errors.New("the system gives no random numbers")
	}
	token := strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw))
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.order) >= c.most {
		delete(c.all, c.order[0])
		c.order = c.order[1:]
	}
	key := keyOf(token)
	c.all[key], c.order = r, append(c.order, key)
	return token, nil
}

// find returns the case of a token, if it runs.
func (c *cases) find(token string, now time.Time) (running, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.order) > 0 && !now.Before(c.all[c.order[0]].until) { // all cases run equally long
		delete(c.all, c.order[0])
		c.order = c.order[1:]
	}
	r, ok := c.all[keyOf(token)]
	r.pieces = slices.Clone(r.pieces)
	return r, ok
}

// keep remembers what a case knows now, the newest pieces of it.
func (c *cases) keep(token string, pieces []assess.Evidence) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.all[keyOf(token)]; ok {
		r.pieces = slices.Clone(pieces[max(0, len(pieces)-maxPieces):])
		c.all[keyOf(token)] = r
	}
}

func keyOf(token string) [32]byte { return sha256.Sum256([]byte(strings.ToLower(token))) }
