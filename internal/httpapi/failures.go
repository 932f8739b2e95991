package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/unspent-dev/unspent/internal/store"
)

// Failures counts sign-ins that fail, of API keys and of the staff at the desk. One
// that comes now and then is a line of the server's log; many within an hour are an
// alarm: there, in a metric, in the log of the staff and on the desk. It is safe for
// concurrent use, and keeps no key.
type Failures struct {
	log     *slog.Logger
	now     func() time.Time
	store   store.Store // nil: the log of the staff is not kept
	proxies []netip.Prefix
	total   *prometheus.CounterVec

	mu      sync.Mutex // guards what follows
	minutes [60]minute
	line    time.Time // of the newest line
	silent  int       // failures since then that got none
	alarmed time.Time
}

// minute is how many failed within one.
type minute struct{ at, n int64 }

// NewFailures counts for the API and for the pages in front of it.
func NewFailures(c Config) (*Failures, error) {
	f := &Failures{log: c.Log, now: c.Now, store: c.Store, proxies: c.Proxies}
	var err error
	f.total, err = newFailureMetrics(c.Metrics, func() bool { return f.Lately() >= failedAlarm })
	return f, err
}

// The kinds of sign-ins.
const (
	ByKey  = "key"
	AtDesk = "desk"
)

// Add counts a sign-in that failed, by the request that it came with.
func (f *Failures) Add(r *http.Request, kind string) {
	f.total.WithLabelValues(kind).Inc()
	now := f.now()
	f.mu.Lock()
	at := now.Unix() / 60
	m := &f.minutes[((at%60)+60)%60]
	if m.at != at {
		*m = minute{at: at}
	}
	m.n++
	lately := f.lately(at)
	silent, line := f.silent, now.Sub(f.line) >= failedLine || now.Before(f.line)
	if f.silent++; line {
		f.line, f.silent = now, 0
	}
	alarm := lately >= failedAlarm && (now.Sub(f.alarmed) >= time.Hour || now.Before(f.alarmed))
	if alarm {
		f.alarmed = now
	}
	f.mu.Unlock()
	if line {
		f.log.LogAttrs(r.Context(), slog.LevelWarn, "a sign-in failed", slog.String("kind", kind), slog.String("from", f.from(r)), slog.Int("unsaid", silent))
	}
	if alarm {
		f.alarm(r.Context(), lately)
	}
}

// alarm tells of many failures, at most once an hour, so that nobody can fill the
// log of the staff with them.
func (f *Failures) alarm(ctx context.Context, lately int) {
	f.log.LogAttrs(ctx, slog.LevelError, "many sign-ins fail: somebody may be trying keys", slog.Int("within_an_hour", lately))
	if f.store == nil {
		return
	}
	ctx = context.WithoutCancel(ctx)
	a := store.Action{At: f.now().UTC().Truncate(time.Microsecond), By: "server", Name: "failedSignIns", Subject: strconv.Itoa(lately) + " within an hour"}
	if err := f.store.Update(ctx, func(tx store.Tx) error { return tx.LogAction(ctx, a) }); err != nil {
		f.log.LogAttrs(ctx, slog.LevelError, "failed sign-ins are not in the log of the staff", slog.Any("error", err))
	}
}

// Lately returns how many failed within the last hour.
func (f *Failures) Lately() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.lately(f.now().Unix() / 60)
}

// Many reports how many failed within the last hour, if they are an alarm; 0
// otherwise.
func (f *Failures) Many() int {
	if n := f.Lately(); n >= failedAlarm {
		return n
	}
	return 0
}

// lately wants f.mu.
func (f *Failures) lately(at int64) int {
	n := int64(0)
	for _, m := range f.minutes {
		if m.at > at-60 && m.at <= at {
			n += m.n
		}
	}
	return int(n)
}

// from is the address that a request came from.
func (f *Failures) from(r *http.Request) string {
	if len(f.proxies) > 0 {
		return forwarded(r, f.proxies).String()
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "unknown"
	}
	return peer.Addr().Unmap().String()
}
