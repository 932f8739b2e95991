package web

import (
	"testing"

	"github.com/unspent-dev/unspent/api"
)

// The gate has one verdict, and none on fewer look-ups than tell anything.
func TestViewGate(t *testing.T) {
	for name, tt := range map[string]struct {
		g    api.GateState
		want string
	}{
		"nothing":         {api.GateState{}, "gate.tooFew"},
		"16 of 76":        {api.GateState{Hits: 60, Misses: 16, WorkFrom: 600, Outstanding: 16}, "gate.tooFew"},
		"few look-ups":    {api.GateState{Hits: 99}, "gate.tooFew"},
		"enough":          {api.GateState{Hits: 100}, "gate.calm"},
		"hardly any":      {api.GateState{Hits: 9910, Misses: 90}, "gate.calm"},
		"some":            {api.GateState{Hits: 990, Misses: 10}, "gate.more"},
		"very many":       {api.GateState{Hits: 90, Misses: 10}, "gate.many"},
		"near":            {api.GateState{Hits: 9000, Misses: 300, WorkFrom: 600, Outstanding: 300}, "gate.near"},
		"somebody works":  {api.GateState{Hits: 3, Misses: 5, Working: 1}, "gate.some"},
		"somebody waits":  {api.GateState{Hits: 3, Misses: 5, Working: 1, Paused: 1}, "gate.paused"},
		"a key waits":     {api.GateState{Hits: 1000, PausedKeys: 1}, "gate.paused"},
		"everybody works": {api.GateState{Hits: 1000, Misses: 700, Paused: 3, WorkOfAll: true}, "gate.work"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := viewGate(tt.g).Word; got != tt.want {
				t.Errorf("viewGate(%+v) says %q, want %q", tt.g, got, tt.want)
			}
		})
	}
}
