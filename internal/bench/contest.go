package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall"
	"time"
)

// errDry is what a worker returns when it has nothing left to work with.
var errDry = errors.New("no card is left")

// contestant is something whose rate is measured: workers that each do one
// thing after the other.
type contestant struct {
	name    string
	workers []func() error
	// after, if not nil, is called at the end of each slice, outside its time.
	after func() error
	// timed takes the place of workers: it runs a whole slice itself.
	timed func(context.Context) (int, time.Duration, error)

	dry   bool      // there is nothing left to measure with; the slices before count
	done  int       // calls that were answered, with those of the round to warm up
	rates []float64 // of the slices that count, per second
	times []float64 // of single calls, milliseconds
}

// slice runs the workers for a while and returns how much they did.
func (c *contestant) slice(ctx context.Context, length time.Duration) (rate float64, times []float64, err error) {
	if c.timed != nil {
		n, took, err := c.timed(ctx)
		return float64(n) / took.Seconds(), nil, err
	}
	per := make([][]float64, len(c.workers))
	errs := make([]error, len(c.workers))
	var crew sync.WaitGroup
	start := time.Now()
	for k, work := range c.workers {
		crew.Go(func() {
			for at := time.Now(); at.Sub(start) < length && ctx.Err() == nil; {
				if errs[k] = work(); errs[k] != nil {
					return
				}
				end := time.Now()
				per[k] = append(per[k], float64(end.Sub(at).Nanoseconds())/1e6)
				at = end
			}
		})
	}
	crew.Wait()
	took := time.Since(start)
	times = slices.Concat(per...)
	c.done += len(times)
	for _, err := range append(errs, ctx.Err()) {
		if err != nil {
			return 0, nil, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	if c.after != nil {
		err = c.after()
	}
	return float64(len(times)) / took.Seconds(), times, err
}

// compete measures all in turn: a round to warm up, and then those that count.
func compete(ctx context.Context, s Scale, all []*contestant, progress func(string)) error {
	for round := range s.Rounds + 1 {
		for _, c := range all {
			if c.dry {
				continue
			}
			progress(fmt.Sprintf("round %d of %d: %s", round, s.Rounds, c.name))
			rate, times, err := c.slice(ctx, s.Slice)
			c.dry = errors.Is(err, errDry) && len(c.rates) > 0
			if err != nil && !c.dry {
				return err
			}
			if round > 0 && !c.dry {
				c.rates, c.times = append(c.rates, rate), append(c.times, times...)
			}
			rest()
		}
	}
	return nil
}

// rest waits until this process has nothing left to do, so that one slice does
// not pay for what another has put off.
func rest() {
	for begin, before := time.Now(), busy(); time.Since(begin) < settle; {
		time.Sleep(20 * time.Millisecond)
		now := busy()
		if now-before < 4*time.Millisecond {
			return
		}
		before = now
	}
}

// busy returns the processor time that this process has used.
func busy() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// median returns the middle of values, 0 if there are none.
func median(values []float64) float64 { return quantile(values, 0.5) }

// quantile returns the value below which the part q of values lies.
func quantile(values []float64, q float64) float64 {
	if len(values) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(values))
	return s[min(len(s)-1, int(q*float64(len(s))))]
}
