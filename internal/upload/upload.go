package upload

import (
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// Limits are those of the uploads of one edge. All are positive.
type Limits struct {
	Each    int           // under way at once of one client
	Network int           // of one network: an IPv4 /24, an IPv6 /48
	All     int           // of everybody
	Memory  int           // bytes that are held at once, of all uploads
	Grace   time.Duration // before the least rate is asked for
	Rate    int           // bytes a second, on average since then, that have to come
	Time    time.Duration // for the whole body
}

// Errors of an upload that cannot go on. All but ErrSlow, which is Invalid, have
// the reason Busy.
var (
	ErrEach   = unspent.Errorf(unspent.Busy, "too many uploads of one client or network at once: wait for one of them")
	ErrAll    = unspent.Errorf(unspent.Busy, "too much is being uploaded now: try again in a moment")
	ErrMemory = unspent.Errorf(unspent.Busy, "too many files are held now: try again in a moment")
	ErrSlow   = unspent.Errorf(unspent.Invalid, "the body came too slowly, or took too long: send it again over a better connection, or less of it")
)

// Shares are the uploads under way. It is safe for concurrent use.
type Shares struct {
	limits Limits
	now    func() time.Time // the system's clock: deadlines of connections go by it

	mu    sync.Mutex
	under map[gate.Client]int // uploads of clients and of networks, guarded by mu
	all   int                 // of everybody, guarded by mu
	held  int                 // bytes, guarded by mu
}

// New returns shares of which none is taken.
func New(l Limits) *Shares { return &Shares{limits: l, now: time.Now, under: map[gate.Client]int{}} }

// Upload is one upload under way. It belongs to one goroutine.
type Upload struct {
	body *pace // that comes; nil before Body and after Came
	s    *Shares
	who  [2]gate.Client // the client and its network
	held int
	left bool
}

// Enter lets an upload of who begin, before anything of it is read: ErrEach or
// ErrAll if it may not. Whoever was let in calls Leave.
func (s *Shares) Enter(who gate.Client) (*Upload, error) {
	u := &Upload{s: s, who: [2]gate.Client{who, who.Network()}}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.under[u.who[0]] >= s.limits.Each, u.who[0] != u.who[1] && s.under[u.who[1]] >= s.limits.Network:
		return nil, ErrEach
	case s.all >= s.limits.All:
		return nil, ErrAll
	}
	s.all++
	s.under[u.who[0]]++
	if u.who[0] != u.who[1] {
		s.under[u.who[1]]++
	}
	return u, nil
}

// hold takes the memory of n more bytes: ErrMemory if there is none.
func (u *Upload) hold(n int) error {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	if u.s.held+n > u.s.limits.Memory {
		return ErrMemory
	}
	u.held += n
	u.s.held += n
	return nil
}

// Leave gives everything back. Leaving twice does nothing.
func (u *Upload) Leave() {
	u.Came()
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	if u.left {
		return
	}
	u.left = true
	u.s.held -= u.held
	u.s.all--
	for i, who := range u.who {
		if i > 0 && who == u.who[0] {
			continue
		}
		if u.s.under[who]--; u.s.under[who] == 0 {
			delete(u.s.under, who)
		}
	}
}

// Body returns the body of a request, whose connection w answers on. What is read
// counts as held until Leave. A Read fails with ErrMemory when everything is taken,
// with ErrSlow when the body falls behind the least rate, or takes too long. The
// deadline that the server set for reading the request is replaced.
func (u *Upload) Body(w http.ResponseWriter, body io.Reader) io.Reader {
	u.body = &pace{u: u, limits: u.s.limits, head: w.Header(), conn: http.NewResponseController(w), body: body, began: u.s.now()}
	return u.body
}

// Came says that the body is read, or given up. Of one that was read to its end the
// deadline, which would end the request, is none from then on. Of any other nothing
// more is read, and the connection ends with the answer: a server that reads the
// rest, to use the connection again, would wait for it for ever. It is called
// before the answer is begun.
func (u *Upload) Came() {
	p := u.body
	if p == nil {
		return
	}
	u.body = nil
	until := time.Time{}
	if !p.ended {
		until = time.Unix(1, 0)
		p.head.Set("Connection", "close")
	}
	_ = p.conn.SetReadDeadline(until) // a connection that is gone ends the request anyway
}

// pace is a body that has to come in time.
type pace struct {
	u      *Upload
	limits Limits
	head   http.Header // of the answer
	conn   *http.ResponseController
	body   io.Reader
	began  time.Time
	come   int64
	ended  bool // it was read to its end
}

// Read implements [io.Reader].
func (p *pace) Read(b []byte) (int, error) {
	most := min(p.limits.Time, p.limits.Grace+time.Duration(p.come)*time.Second/time.Duration(p.limits.Rate))
	if err := p.conn.SetReadDeadline(p.began.Add(most)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return 0, err
	}
	n, err := p.body.Read(b)
	p.come += int64(n)
	p.ended = p.ended || errors.Is(err, io.EOF)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		err = ErrSlow
	}
	if full := p.u.hold(n); full != nil {
		return 0, full
	}
	return n, err
}
