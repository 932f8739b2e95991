package web

import (
	"testing"

	"github.com/unspent-dev/unspent/client"
)

// The gate has one verdict, and none on fewer look-ups than tell anything.
func TestViewGate(t *testing.T) {
	for name, tt := range map[string]struct {
		g    client.Gate
		want string
	}{
		"nothing":         {client.Gate{}, "gate.tooFew"},
		"16 of 76":        {client.Gate{Hits: 60, Misses: 16, WorkFrom: 600, Outstanding: 16}, "gate.tooFew"},
		"few look-ups":    {client.Gate{Hits: 99}, "gate.tooFew"},
		"enough":          {client.Gate{Hits: 100}, "gate.calm"},
		"hardly any":      {client.Gate{Hits: 9910, Misses: 90}, "gate.calm"},
		"some":            {client.Gate{Hits: 990, Misses: 10}, "gate.more"},
		"very many":       {client.Gate{Hits: 90, Misses: 10}, "gate.many"},
		"near":            {client.Gate{Hits: 9000, Misses: 300, WorkFrom: 600, Outstanding: 300}, "gate.near"},
		"somebody works":  {client.Gate{Hits: 3, Misses: 5, Working: 1}, "gate.some"},
		"somebody waits":  {client.Gate{Hits: 3, Misses: 5, Working: 1, Paused: 1}, "gate.paused"},
		"a key waits":     {client.Gate{Hits: 1000, PausedKeys: 1}, "gate.paused"},
		"everybody works": {client.Gate{Hits: 1000, Misses: 700, Paused: 3, WorkOfAll: true}, "gate.work"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := viewGate(tt.g).Word; got != tt.want {
				t.Errorf("viewGate(%+v) says %q, want %q", tt.g, got, tt.want)
			}
		})
	}
}
