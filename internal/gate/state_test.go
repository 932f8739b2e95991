package gate_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
)

// What is told of a gate is counts, and they come down as misses are forgiven.
func TestState(t *testing.T) {
	l := easy()
	g, now := newGate(t, l)
	begin := now.Now()
	wantState := func(step string, want gate.State) {
		t.Helper()
		want.Since, want.WorkFrom = begin, l.Global.Work
		if got := g.State(); got != want {
			t.Errorf("%s: State() = %+v, want %+v", step, got, want)
		}
	}
	wantState("at first", gate.State{})
	g.Hit(at("192.0.2.1"))
	g.Hit(gate.Key("key_1"))
	miss(g, at("192.0.2.1"), l.Client.Work)
	miss(g, at("192.0.2.2"), l.Client.Refuse)
	miss(g, at("192.0.2.3"), 1)
	wantState("some miss", gate.State{Hits: 2, Misses: 26, Outstanding: 26, Working: 1, Paused: 1})
	miss(g, gate.Key("key_1"), l.Key.Refuse)
	for range l.Decline.Refuse {
		g.Declined(gate.Key("key_2"))
	}
	wantState("keys too", gate.State{Hits: 2, Misses: 1026, Outstanding: 26, Working: 1, Paused: 1, PausedKeys: 2})
	for n := range l.Global.Work - 26 {
		miss(g, nth(n), 1)
	}
	wantState("a flood", gate.State{Hits: 2, Misses: 1600, Outstanding: 600, WorkOfAll: true, Working: 1, Paused: 1, PausedKeys: 2})
	now.pass(l.Global.Forgive)
	wantState("one is forgiven", gate.State{Hits: 2, Misses: 1600, Outstanding: 599, Working: 1, Paused: 1, PausedKeys: 2})
	now.pass(24 * time.Hour)
	wantState("a day later", gate.State{Hits: 2, Misses: 1600})
}
