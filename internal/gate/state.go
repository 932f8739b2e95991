package gate

import "time"

// State is how a gate stands: counts, and of nobody.
type State struct {
	Since       time.Time // when the gate was made: hits and misses are since then
	Hits        int64     // look-ups of known codes
	Misses      int64     // look-ups of unknown codes
	Outstanding int       // misses of all anonymous clients together that are not forgiven yet
	WorkFrom    int       // with so many outstanding, a proof of work is asked of everybody; 0: never
	WorkOfAll   bool      // it is now
	Working     int       // anonymous clients of whom it is asked for their own misses
	Paused      int       // anonymous clients that are refused now
	PausedKeys  int       // API keys that are, once for misses and once for refused commands
}

// State tells how the gate stands now.
func (g *Gate) State() State {
	since := g.since()
	owed := max(0, time.Duration(g.global.Load())-since)
	s := State{Since: g.start, Hits: g.hits.Load(), Misses: g.misses.Load(), Outstanding: g.limits.Global.count(owed),
		WorkFrom: g.limits.Global.Work, WorkOfAll: g.limits.Global.needsWork(owed)}
	g.clients.each(since, func(owed time.Duration) {
		switch {
		case g.clients.wait(owed) > 0:
			s.Paused++
		case g.clients.needsWork(owed):
			s.Working++
		}
	})
	for _, t := range []*table{g.keys, g.declines} {
		t.each(since, func(owed time.Duration) {
			if t.wait(owed) > 0 {
				s.PausedKeys++
			}
		})
	}
	return s
}

// each calls f with every debt that is not paid off at now.
func (t *table) each(now time.Duration, f func(owed time.Duration)) {
	for i := range t.sets {
		s := &t.sets[i]
		if time.Duration(s.latest.Load()) <= now {
			continue
		}
		s.mu.Lock()
		debts := s.debts
		s.mu.Unlock()
		for _, d := range debts {
			if d.debtor != 0 && d.until > now {
				f(min(d.until-now, t.most()))
			}
		}
	}
}
