package bench

import (
	"context"
	"errors"
	"path/filepath"
)

// sizes measures the same calls on a large book and on a small one.
func (r *run) sizes(ctx context.Context) (err error) {
	if !r.any("check_10m", "spend_10m") {
		return nil
	}
	n := r.Scale.Clients
	var checks, spends []*contestant
	var small *world
	for _, size := range []struct {
		name  string
		cards int
	}{{"10m", r.Scale.Large}, {"10k", r.Scale.Small}} {
		w, err := newWorld(ctx, filepath.Join(r.dir, size.name), size.cards, r.Scale.Overlay, r.count("issuing cards", size.cards))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, w.close()) }()
		api, err := w.serve(ctx, 0)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, api.close()) }()
		small = w // the last one
		half := size.cards / 2
		check := w.hire(ctx, "check_"+size.name, api.addr, n, w.check(0, half, n))
		defer func() { err = errors.Join(err, check.close()) }()
		spend := w.hire(ctx, "spend_"+size.name, api.addr, n, w.spend(half, size.cards, n))
		defer func() { err = errors.Join(err, spend.close()) }()
		checks, spends = append(checks, check.contestant), append(spends, spend.contestant)
	}
	if err := r.compete(ctx, append(checks, spends...)); err != nil || !r.Scale.Audit {
		return err
	}
	return small.audit(ctx)
}
