package httpapi

import (
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"
)

// forwarded returns the address that the nearest proxies we trust say the
// request came from. What stands further left anyone may have written.
func forwarded(r *http.Request, trusted []netip.Prefix) netip.Addr {
	peer, _ := netip.ParseAddrPort(r.RemoteAddr)
	at := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header["X-Forwarded-For"], ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		if !within(trusted, at) {
			return at
		}
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return at
		}
		at = next.Unmap()
	}
	return at
}

func within(nets []netip.Prefix, at netip.Addr) bool {
	return slices.ContainsFunc(nets, func(p netip.Prefix) bool { return p.Contains(at) })
}

// disbelief says in the log that somebody names clients and is not believed: if it
// is the issuer's own proxy, all its clients count as one, and the unknown codes of
// one make the gate refuse all. Anybody can send such a header, so that it is said
// once, and then no more than once an hour.
type disbelief struct {
	mu    sync.Mutex
	next  time.Time // when it may be said again
	since int       // how often it could not be said
}

// hear looks at the headers with which proxies say who asks.
func (s *server) hear(r *http.Request) {
	header, unread := "X-Forwarded-For", r.Header["Forwarded"] != nil || r.Header["X-Real-Ip"] != nil
	named := r.Header[header] != nil
	if !named && !unread {
		return
	}
	peer, _ := netip.ParseAddrPort(r.RemoteAddr)
	at := peer.Addr().Unmap()
	trusted := within(s.Proxies, at)
	if named && trusted {
		return
	}
	d := &s.disbelief
	d.mu.Lock()
	defer d.mu.Unlock()
	now := s.Now()
	if now.Before(d.next) {
		d.since++
		return
	}
	if trusted || !named {
		header = "Forwarded"
	}
	about := []slog.Attr{slog.String("peer", at.String()), slog.String("header", header), slog.Int("unsaid", d.since)}
	if trusted {
		s.Log.LogAttrs(r.Context(), slog.LevelWarn,
			"a proxy says who asks in a header that is not read, and all its clients count as one: have it set X-Forwarded-For", about...)
	} else {
		s.Log.LogAttrs(r.Context(), slog.LevelWarn,
			"a proxy that is not trusted says who asks; it is not believed, and all its clients count as one: if it is yours, name its network with --proxies", about...)
	}
	d.next, d.since = now.Add(disbeliefQuiet), 0
}
