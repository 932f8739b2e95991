package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// A job fails once, waits, and is done then.
func Example() {
	ctx, st := context.Background(), memory.New()
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	w := jobs.New(st, jobs.Queue{Kind: "greeting", Do: func(_ context.Context, j jobs.Job) jobs.Result {
		if j.Tries == 0 {
			return jobs.Result{Err: errors.New("nobody is there")}
		}
		fmt.Printf("hello %s\n", j.Work)
		return jobs.Result{}
	}}, jobs.Options{Now: func() time.Time { return now }})
	err := st.Update(ctx, func(tx store.Tx) error {
		return jobs.Put(ctx, tx, "greeting", jobs.Job{ID: "1", At: now, Work: []byte(`"Hanako"`)})
	})
	fmt.Println(err, w.Step(ctx))
	now = now.Add(time.Minute)
	fmt.Println(w.Step(ctx))
	// Output:
	// <nil> <nil>
	// hello "Hanako"
	// <nil>
}
