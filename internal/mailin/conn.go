package mailin

import (
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// errBare ends a session that sends a line end other than CR LF.
var errBare = errors.New("a line end that is not CR LF")

// listener lets so many sessions in, of one network and in all.
type listener struct {
	net.Listener
	l Limits

	mu   sync.Mutex
	each map[netip.Prefix]int // guarded by mu
	open map[*conn]bool       // guarded by mu
}

func newListener(l net.Listener, limits Limits) *listener {
	return &listener{Listener: l, l: limits, each: map[netip.Prefix]int{}, open: map[*conn]bool{}}
}

// Accept implements [net.Listener]. Whoever is too much is told so and gone.
func (l *listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if in := l.enter(c); in != nil {
			return in, nil
		}
		_, _ = c.Write([]byte("421 4.7.0 too many sessions: try again in a few minutes\r\n")) // a fresh connection takes a line without waiting
		_ = c.Close()
	}
}

func (l *listener) enter(c net.Conn) *conn {
	network := networkOf(addressOf(c))
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.open) >= l.l.Sessions || l.each[network] >= l.l.SessionsEach {
		return nil
	}
	in := &conn{Conn: c, list: l, network: network}
	in.end = time.AfterFunc(l.l.Session, func() { _ = in.Close() })
	l.each[network]++
	l.open[in] = true
	return in
}

func (l *listener) leave(c *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.open[c] {
		return
	}
	delete(l.open, c)
	if l.each[c.network]--; l.each[c.network] == 0 {
		delete(l.each, c.network)
	}
}

// closeAll ends the sessions; of those that are sending a mail only if it is told
// to.
func (l *listener) closeAll(sending bool) {
	l.mu.Lock()
	var all []*conn
	for c := range l.open {
		if sending || !c.sending.Load() {
			all = append(all, c)
		}
	}
	l.mu.Unlock()
	for _, c := range all {
		_ = c.Close()
	}
}

// conn is a session's connection. It ends after its time, after so many replies,
// and at a line end that is not CR LF, unless the session is under TLS: then the
// mail alone is looked at.
type conn struct {
	net.Conn
	list    *listener
	network netip.Prefix
	end     *time.Timer
	sending atomic.Bool // a mail is on its way
	secure  atomic.Bool // the session has turned to TLS
	replies atomic.Int32
	ends    lineEnds // the reader's
	failed  error    // the reader's
}

// Read implements [net.Conn].
func (c *conn) Read(p []byte) (int, error) {
	if c.failed != nil {
		return 0, c.failed
	}
	n, err := c.Conn.Read(p)
	if !c.secure.Load() {
		if c.ends.bad(p[:n]) >= 0 {
			n, err, c.failed = 0, errBare, errBare // what came with it is not acted on
		}
	}
	return n, err
}

// Write implements [net.Conn]. The only reply 220 after the greeting begins TLS.
func (c *conn) Write(p []byte) (int, error) {
	n := c.replies.Add(1)
	if n > maxReplies {
		return 0, errors.Join(errors.New("too many replies"), c.Close())
	}
	if n > 1 && len(p) > 3 && string(p[:3]) == "220" {
		c.secure.Store(true)
	}
	return c.Conn.Write(p)
}

// Close implements [net.Conn].
func (c *conn) Close() error {
	c.list.leave(c) // first: its lock waits until the session's end is set
	c.end.Stop()
	return c.Conn.Close()
}

// lineEnds watches for line ends that are not CR LF, and for bytes that a mail
// cannot have.
type lineEnds struct{ cr bool }

// bad returns the place of the first byte that is wrong, or -1.
func (e *lineEnds) bad(p []byte) int {
	for i, b := range p {
		if e.cr != (b == '\n') || b == 0 {
			return i
		}
		e.cr = b == '\r'
	}
	return -1
}

// addressOf returns the address at the other end; the zero value if it has none.
func addressOf(c net.Conn) netip.Addr {
	at, err := netip.ParseAddrPort(c.RemoteAddr().String())
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

// networkOf returns the network whose clients are counted together.
func networkOf(a netip.Addr) netip.Prefix {
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
