package bench

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// batches are what one slice of book_batch wrote, for raw_append to write too.
type batches struct {
	w    *world
	b    *book.Book
	raw  *sqlite.Raw
	last unspent.Seq // the newest event of the slices before

	mu     sync.Mutex // guards what follows
	sizes  []int
	total  int
	events []unspent.Event
}

// note is told of every batch, a little after its answers are out.
func (t *batches) note(o book.Observation) {
	t.mu.Lock()
	t.sizes, t.total = append(t.sizes, o.Commands), t.total+o.Commands
	t.mu.Unlock()
}

// newBatches opens a book of its own on the store of w, and a raw journal.
func newBatches(ctx context.Context, w *world) (t *batches, err error) {
	t = &batches{w: w}
	if t.b, err = book.Open(ctx, w.db, w.ring, book.Options{Observe: t.note}); err != nil {
		return nil, err
	}
	if t.last, err = t.head(ctx); err != nil {
		return nil, err
	}
	t.raw, err = sqlite.OpenRaw(w.path + "-raw")
	return t, err
}

func (t *batches) head(ctx context.Context) (unspent.Seq, error) {
	s := store.NewState()
	err := t.w.db.View(ctx, func(r store.Reader) error { return r.Load(ctx, store.Want{}, s) })
	return s.Seq, err
}

// spend pays 1 from the cards of worker k, by book.Do.
func (t *batches) spend(ctx context.Context, mine *part) func() error {
	id := t.w.block()
	by := unspent.Actor{ID: "bench", Role: unspent.Partner}
	return func() error {
		card := mine.take()
		code, err := unspent.ParseCode(string(t.w.cards.codeAt(card)))
		if err != nil {
			return err
		}
		id++
		a, err := t.b.Do(ctx, unspent.Request{Key: "batch-" + strconv.FormatInt(id, 10), By: by,
			Command: unspent.Spend{Code: code, Amount: unspent.NewMoney(1, t.w.yen), Merchant: merchant, Reference: "order-9"}})
		if err != nil {
			return err
		}
		if t.w.left[card]--; len(a.Events) != 1 || a.Events[0].DebitAfter != int64(t.w.left[card]) {
			return fmt.Errorf("a payment left another balance than %d", t.w.left[card])
		}
		return nil
	}
}

// contestants are book.Do with n callers, and the driver's bare appending of
// what it wrote.
func (t *batches) contestants(ctx context.Context, first, end, n int) []*contestant {
	book := &contestant{name: "book_batch", after: func() error { return t.collect(ctx) }}
	for k := range n {
		book.workers = append(book.workers, t.spend(ctx, partOf(first, end, k, n)))
	}
	return []*contestant{book, {name: "raw_append", timed: t.append}}
}

// collect takes the rows and the sizes of the batches of the last slice.
func (t *batches) collect(ctx context.Context) error {
	t.events = t.events[:0]
	err := t.w.db.View(ctx, func(r store.Reader) error {
		return r.Journal(ctx, t.last+1, func(e unspent.Event) error {
			t.events = append(t.events, e)
			return nil
		})
	})
	if err != nil {
		return err
	}
	t.last = t.events[len(t.events)-1].Seq
	for range 1000 {
		t.mu.Lock()
		total := t.total
		t.mu.Unlock()
		if total == len(t.events) {
			return nil
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("batches of %d commands wrote %d events", t.total, len(t.events))
}

// append writes the same rows in the same batches.
func (t *batches) append(context.Context) (int, time.Duration, error) {
	t.mu.Lock()
	sizes := t.sizes
	t.sizes, t.total = nil, 0
	t.mu.Unlock()
	start := time.Now()
	if err := t.raw.Append(t.events, sizes); err != nil {
		return 0, 0, err
	}
	took := time.Since(start)
	return len(t.events), took, t.raw.Checkpoint()
}
