package httpapi

import (
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// growth counts the rows of the journal in which nothing of value moves, beside
// those in which it does, over the last minutes. A shop that is busy has many of
// both; somebody who fills the journal has the first alone.
type growth struct {
	minutes [growthWindow]struct {
		at         int64 // minute since 1970
		idle, move int
	}
	alarm bool
}

// add counts one batch and reports whether the journal grows idly now.
func (g *growth) add(o book.Observation) (growing bool, idle, move int) {
	now := o.At.Unix() / 60
	slot := &g.minutes[now%growthWindow]
	if slot.at != now {
		slot.at, slot.idle, slot.move = now, 0, 0
	}
	for _, out := range o.Outcomes {
		switch {
		case !out.Booked:
		case out.Reason == "" && moves(out.Kind):
			slot.move++
		default:
			slot.idle++
		}
	}
	for _, m := range g.minutes {
		if now-m.at < growthWindow {
			idle, move = idle+m.idle, move+m.move
		}
	}
	return idle >= growthRows && idle > growthShare*move, idle, move
}

// moves reports whether value moves in an event of this kind, or is handed over.
func moves(k unspent.Kind) bool {
	return !slices.Contains([]unspent.Kind{unspent.Held, unspent.Released, unspent.Unheld, unspent.Frozen, unspent.Unfrozen, unspent.Declined}, k)
}

// watch tells when idle growth begins and ends. The caller has locked m.mu.
func (m *Metrics) watch(o book.Observation) {
	growing, idle, move := m.growth.add(o)
	if growing == m.growth.alarm {
		return
	}
	m.growth.alarm = growing
	m.idle.Set(0)
	if growing {
		m.idle.Set(1)
	}
	if m.Growing != nil {
		m.Growing(growing, idle, move)
	}
}
