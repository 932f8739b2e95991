package sim

import (
	"math/rand/v2"
	"sync"
	"time"
)

// clock goes on by a little with every look, now and then by much, and now and
// then it steps back.
type clock struct {
	mu     sync.Mutex // guards what follows
	random *rand.Rand
	now    time.Time
	jump   time.Duration // the longest step, either way
}

func newClock(seed uint64, jump time.Duration) *clock {
	return &clock{random: rand.New(rand.NewPCG(seed, 1)), now: time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC), jump: jump}
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch c.random.IntN(60) {
	case 0:
		c.now = c.now.Add(-time.Duration(c.random.Int64N(int64(c.jump))))
	case 1, 2:
		c.now = c.now.Add(time.Duration(c.random.Int64N(int64(c.jump))))
	default:
		c.now = c.now.Add(time.Duration(c.random.Int64N(int64(300 * time.Millisecond))))
	}
	return c.now
}
