package client

import (
	"context"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// TestSolve has the vector of docs/reference/gate.md.
func TestSolve(t *testing.T) {
	c := api.Challenge{Text: "w1.EgAAAABpzQnsAAAAAAAAAAABJucorX0Ktx9I1uwvJvuDCaCs6YOofmw6", Bits: 18}
	got, err := solve(t.Context(), &c)
	if want := c.Text + ".287830"; err != nil || got != want {
		t.Errorf("solve = %q, %v; want %q", got, err, want)
	}
}

func TestSolveRefuses(t *testing.T) {
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	tests := map[string]struct {
		ctx  context.Context
		c    api.Challenge
		want unspent.Reason
	}{
		"too many bits": {t.Context(), api.Challenge{Text: "w1.x", Bits: maxWorkBits + 1}, unspent.WorkRequired},
		"a long text":   {t.Context(), api.Challenge{Text: string(make([]byte, maxWorkText+1)), Bits: 1}, unspent.WorkRequired},
		"interrupted":   {stopped, api.Challenge{Text: "w1.x", Bits: maxWorkBits}, unspent.Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := solve(tt.ctx, &tt.c); unspent.ReasonOf(err) != tt.want {
				t.Errorf("solve = %q, %v; want %s", got, err, tt.want)
			}
		})
	}
}
