package client

import (
	"context"
	"testing"

	"github.com/unspent-dev/unspent"
)

// TestSolve has the vector of docs/reference/gate.md.
func TestSolve(t *testing.T) {
	c := challenge{"w1.EgAAAABpzQnsAAAAAAAAAAABJucorX0Ktx9I1uwvJvuDCaCs6YOofmw6", 18}
	got, err := c.solve(t.Context())
	if want := c.Text + ".287830"; err != nil || got != want {
		t.Errorf("solve = %q, %v; want %q", got, err, want)
	}
}

func TestSolveRefuses(t *testing.T) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	tests := map[string]struct {
		ctx  context.Context
		c    challenge
		want unspent.Reason
	}{
		"too many bits": {t.Context(), challenge{"w1.x", maxWorkBits + 1}, unspent.WorkRequired},
		"a long text":   {t.Context(), challenge{string(make([]byte, maxWorkText+1)), 1}, unspent.WorkRequired},
		"interrupted":   {stopped, challenge{"w1.x", maxWorkBits}, unspent.Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := tt.c.solve(tt.ctx); unspent.ReasonOf(err) != tt.want {
				t.Errorf("solve = %q, %v; want %s", got, err, tt.want)
			}
		})
	}
}
