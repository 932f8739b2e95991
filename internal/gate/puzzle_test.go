package gate_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

// suspect has used up what it may do without work.
func suspect(t testing.TB, l gate.Limits) (*gate.Gate, *clock, gate.Client) {
	t.Helper()
	g, now := newGate(t, l)
	c := at("192.0.2.1")
	miss(g, c, l.Client.Work)
	wants(t, g, c, "", unspent.WorkRequired)
	return g, now, c
}

// patient is easy, but forgives nothing while a test lasts.
func patient() gate.Limits {
	l := easy()
	l.Client.Forgive = time.Hour
	return l
}

func TestAProofIsGoodOnce(t *testing.T) {
	g, now, c := suspect(t, patient())
	puzzle := g.Challenge(check)
	proof := solve(t, puzzle)
	wants(t, g, c, proof, "")
	wants(t, g, c, proof, unspent.WorkRequired)

	other := "" // another solution of the same puzzle
	for n := 0; other == "" || other == proof; n++ {
		text := puzzle.Text + "." + strings.TrimLeft(time.Unix(int64(n), 0).UTC().Format("20060102150405"), "0")
		if sum := sha256.Sum256([]byte(text)); sum[0]>>4 == 0 {
			other = text
		}
	}
	wants(t, g, c, other, unspent.WorkRequired)
	for range 12 { // until long after its expiry
		now.pass(30 * time.Second)
		wants(t, g, c, proof, unspent.WorkRequired)
		wants(t, g, c, solve(t, g.Challenge(check)), "") // turns the generations
	}
}

func TestAProofIsGoodOnceUnderConcurrency(t *testing.T) {
	g, _, c := suspect(t, patient())
	proof := solve(t, g.Challenge(check))
	var admitted atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if g.Admit(c, check, proof) == nil {
				admitted.Add(1)
			}
		})
	}
	wg.Wait()
	if got := admitted.Load(); got != 1 {
		t.Errorf("admitted %d times, want 1", got)
	}
}

func TestAProofIsNotSpentWithoutNeed(t *testing.T) {
	g, _ := newGate(t, patient())
	c := at("192.0.2.1")
	proof := solve(t, g.Challenge(check))
	wants(t, g, c, proof, "")
	miss(g, c, 5)
	wants(t, g, c, proof, "")
	wants(t, g, c, proof, unspent.WorkRequired)
}

func TestAProofIsBoundToItsRoute(t *testing.T) {
	g, _, c := suspect(t, patient())
	wants(t, g, c, solve(t, g.Challenge(claim)), unspent.WorkRequired)
	for _, route := range []string{"", " ", check + " ", "/v1/checks", strings.ToUpper(check)} {
		wants(t, g, c, solve(t, g.Challenge(route)), unspent.WorkRequired)
	}
}

func TestAProofExpires(t *testing.T) {
	g, now, c := suspect(t, patient())
	early, late := g.Challenge(check), g.Challenge(check)
	now.pass(5*time.Minute - 1)
	wants(t, g, c, solve(t, early), "")
	now.pass(1)
	wants(t, g, c, solve(t, late), unspent.WorkRequired)
	if !late.ExpiresAt.Equal(now.Now()) {
		t.Errorf("ExpiresAt = %v, want %v", late.ExpiresAt, now.Now())
	}
}

func TestAProofIsOfOneGate(t *testing.T) {
	g, _, c := suspect(t, patient())
	foreign, _ := newGate(t, patient())
	wants(t, g, c, solve(t, foreign.Challenge(check)), unspent.WorkRequired)
}

func TestAProofNeedsItsBits(t *testing.T) {
	g, _, c := suspect(t, patient())
	puzzle := g.Challenge(check)
	for n := 0; ; n++ {
		lazy := puzzle.Text + "." + string(rune('0'+n))
		if sum := sha256.Sum256([]byte(lazy)); sum[0]>>4 != 0 {
			wants(t, g, c, lazy, unspent.WorkRequired)
			break
		}
	}
}

func TestUsedProofsAreBounded(t *testing.T) {
	l := patient()
	l.Proofs = 10
	g, now, c := suspect(t, l)
	for range 10 {
		wants(t, g, c, solve(t, g.Challenge(check)), "")
	}
	wants(t, g, c, solve(t, g.Challenge(check)), unspent.Busy)
	now.pass(l.Lifetime)
	wants(t, g, c, solve(t, g.Challenge(check)), "")
}

// With no bits wanted only the text counts: any change of it is refused.
func TestAChangedProofIsRefused(t *testing.T) {
	l := patient()
	l.Bits = 0
	g, _, c := suspect(t, l)
	good := g.Challenge(check).Text + ".7"
	end := len(good) - 1 // a changed counter is another solution
	for i := range good[:end] {
		for bit := range 8 {
			wants(t, g, c, good[:i]+string([]byte{good[i] ^ 1<<bit})+good[i+1:], unspent.WorkRequired)
		}
		wants(t, g, c, good[:i]+good[i+1:], unspent.WorkRequired)
		wants(t, g, c, good[:i]+"\n"+good[i:], unspent.WorkRequired)
		wants(t, g, c, good[:i]+good[i:i+1]+good[i:], unspent.WorkRequired)
	}
	for name, text := range map[string]string{
		"no counter": good[:end], "no full stop": good[:end-1], "sign": good[:end] + "+7", "minus": good[:end] + "-7",
		"leading zero": good[:end] + "07", "hex": good[:end] + "a", "space": good + " ", "two counters": good + ".8",
		"other digits": good[:end] + "７", "long counter": good[:end] + strings.Repeat("1", 21), "padded": good[:end-1] + "=.7",
	} {
		t.Run(name, func(t *testing.T) { wants(t, g, c, text, unspent.WorkRequired) })
	}
	wants(t, g, c, good, "")
}

func TestSolveStops(t *testing.T) {
	g, _ := newGate(t, easy())
	c := g.Challenge(check)
	c.Bits = 32
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := gate.Solve(ctx, c); !errors.Is(err, context.Canceled) {
		t.Errorf("Solve = %v, want %v", err, context.Canceled)
	}
	c.Bits = 33
	if _, err := gate.Solve(context.Background(), c); !errors.Is(err, unspent.TooLarge) {
		t.Errorf("Solve = %v, want %v", err, unspent.TooLarge)
	}
}

// The vector of docs/reference/gate.md.
func TestVector(t *testing.T) {
	now := &clock{now: time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)}
	g, err := gate.New(gate.Options{Now: now.Now, Rand: bytes.NewReader(bytes.Repeat([]byte{0x6b}, 32))})
	if err != nil {
		t.Fatal(err)
	}
	puzzle := g.Challenge(check)
	proof := solve(t, puzzle)
	sum := sha256.Sum256([]byte(proof))
	page, err := os.ReadFile("../../docs/reference/gate.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{puzzle.Text, proof, hex.EncodeToString(sum[:])} {
		if !strings.Contains(string(page), "\n"+want+"\n") {
			t.Errorf("docs/reference/gate.md does not show %s", want)
		}
	}
	c := at("192.0.2.1")
	miss(g, c, 5)
	wants(t, g, c, proof, "")
}

// Nothing that was not solved for this gate is ever good.
func FuzzAdmit(f *testing.F) {
	l := patient()
	l.Bits = 0
	g, _, c := suspect(f, l)
	f.Add(g.Challenge(claim).Text + ".1")
	f.Add("w1..1")
	f.Add("w1.AAAA.1")
	f.Fuzz(func(t *testing.T, proof string) {
		if err := g.Admit(c, check, proof); !errors.Is(err, unspent.WorkRequired) {
			t.Errorf("Admit(%q) = %v, want %v", proof, err, unspent.WorkRequired)
		}
	})
}
