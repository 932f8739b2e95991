package gate_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
)

func Example() {
	g, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader})
	if err != nil {
		panic(err)
	}
	guesser := gate.Remote("203.0.113.9:51312")
	const route = "/v1/check"
	for range 5 {
		if err := g.Admit(guesser, route, ""); err != nil {
			panic(err)
		}
		g.Miss(guesser) // the book did not know the code
	}
	fmt.Println(unspent.ReasonOf(g.Admit(guesser, route, "")))

	proof, err := gate.Solve(context.Background(), g.Challenge(route))
	if err != nil {
		panic(err)
	}
	fmt.Println(g.Admit(guesser, route, proof))

	for range 15 {
		g.Miss(guesser)
	}
	refused := g.Admit(guesser, route, proof)
	wait, _ := gate.RetryAfter(refused)
	fmt.Println(unspent.ReasonOf(refused), wait.Round(time.Minute))
	// Output:
	// work_required
	// <nil>
	// too_many_misses 16m0s
}
