package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
)

// main measures everything that needs no more than the one book.
func (r *run) main(ctx context.Context) (err error) {
	s, n := r.Scale, r.Scale.Clients
	served := []string{"check_http", "bare_check", "spend_http", "bare_spend", "spend_single", "spend_hot", "claim_hot", "page_check"}
	if !r.any(served...) && !r.any("book_batch", "raw_append") {
		return nil
	}
	total := s.Cards
	if r.needed["claim_hot"] {
		total += s.Claims
	}
	w, err := newWorld(ctx, filepath.Join(r.dir, "main"), total, s.Overlay, r.count("issuing cards", total))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if r.any(served...) {
		if err := r.served(ctx, w, n); err != nil {
			return err
		}
	}
	if r.any("book_batch", "raw_append") {
		if err := r.batches(ctx, w); err != nil {
			return err
		}
	}
	if s.Audit {
		r.Progress("auditing")
		return w.audit(ctx)
	}
	return nil
}

// count tells how much of n is done.
func (r *run) count(what string, n int) func(int) {
	return func(done int) { r.Progress(fmt.Sprintf("%s: %d of %d", what, done, n)) }
}

// served measures what goes over HTTP: checks of the first half of the cards,
// payments from the second, claims of those behind.
func (r *run) served(ctx context.Context, w *world, n int) (err error) {
	half, cards := r.Scale.Cards/2, r.Scale.Cards
	api, err := w.serve(ctx, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, api.close()) }()
	single, err := w.serve(ctx, 1)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, single.close()) }()
	plain, err := w.sample(ctx, api.addr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, plain.close()) }()
	var all []*contestant
	for _, c := range []*crew{
		w.hire(ctx, "check_http", api.addr, n, w.check(0, half, n)),
		w.hire(ctx, "page_check", api.addr, n, w.page(0, half, n)),
		w.hire(ctx, "bare_check", plain.addr, n, asBare(w.check(0, half, n), 200, `"unspent":true`)),
		w.hire(ctx, "spend_http", api.addr, n, w.spend(half, cards, n)),
		w.hire(ctx, "bare_spend", plain.addr, n, asBare(w.spend(half, cards, n), 201, `,"balance":{"amount":`)),
		w.hire(ctx, "spend_single", single.addr, n, w.spend(half, cards, n)),
		w.hire(ctx, "spend_hot", api.addr, n, w.spendHot),
		w.hire(ctx, "claim_hot", api.addr, n, w.claimHot(cards, len(w.left), n)),
	} {
		defer func() { err = errors.Join(err, c.close()) }()
		all = append(all, c.contestant)
	}
	if err := r.compete(ctx, all); err != nil {
		return err
	}
	left, came := int64(hotFunds), int64(0)
	for _, c := range all {
		switch c.name {
		case "spend_hot":
			left -= int64(c.done)
		case "claim_hot":
			came += int64(c.done) * face
		}
	}
	return errors.Join(w.holds(ctx, api.book, hot, left), w.holds(ctx, api.book, filled, came))
}

// holds refuses another balance of an account than the answers make.
func (w *world) holds(ctx context.Context, b *book.Book, id string, units int64) error {
	a, err := b.Account(ctx, id)
	if unspent.ReasonOf(err) == unspent.NotFound && units == 0 {
		return nil
	}
	if err != nil || a.Balance != unspent.NewMoney(units, w.yen) {
		return fmt.Errorf("account %s has %s (%w); the answers make %d", id, a.Balance, err, units)
	}
	return nil
}

// sample asks the API once for each kind of answer and starts a bare handler
// that gives the same ones.
func (w *world) sample(ctx context.Context, addr string) (*site, error) {
	c, err := dial(ctx, addr)
	if err != nil {
		return nil, err
	}
	defer c.close()
	one := func(asks call) ([]byte, error) {
		body, err := asks.body(nil)
		if err != nil {
			return nil, err
		}
		status, answer, err := c.post(asks.head, w.block(), body)
		if err != nil {
			return nil, err
		}
		return append([]byte(nil), answer...), asks.look(status, answer)
	}
	card, err1 := one(w.check(0, 1, 1)(0))
	last := len(w.left)
	paid, err2 := one(w.spend(last-1, last, 1)(0))
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	h, err := newBare(card, paid)
	if err != nil {
		return nil, err
	}
	return listen(ctx, h)
}

// batches measures the book in process.
func (r *run) batches(ctx context.Context, w *world) (err error) {
	t, err := newBatches(ctx, w)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.b.Close(), t.raw.Close()) }()
	return r.compete(ctx, t.contestants(ctx, r.Scale.Cards/2, r.Scale.Cards, r.Scale.Callers))
}
