package sim

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	mathrand "math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options say how bad the day is.
type Options struct {
	Seed     uint64
	Families int           // each has some lines of cards and an account
	Actors   int           // at once
	Steps    int           // of each actor
	Percent  int           // of the updates break
	Batch    int           // of the book, 0 is its default
	Jump     time.Duration // the longest step of the clock
	Validity string        // of the cards; "" for ever. The model knows only cards without an end
}

// Result is what a run leaves.
type Result struct {
	History      []porcupine.Operation
	Answers      int // that were asked for again at the end
	Lost, Hidden int // updates that broke
	Unknown      int // operations whose outcome nobody learned
	Replays      int // of a request, while the others went on
}

// run is one bad day.
type run struct {
	Options
	store    *Faults
	ring     *keyring.Ring
	clock    *clock
	book     *book.Book
	families []*pool
	ticks    atomic.Int64 // orders calls and returns

	mu      sync.Mutex // guards what follows
	history []porcupine.Operation
	answers []kept
	result  Result
}

// kept is a request and what it was answered first.
type kept struct {
	request unspent.Request
	first   book.Answer
	reason  unspent.Reason
}

// pool is what the actors of one family know.
type pool struct {
	mu     sync.Mutex // guards what follows
	cards  []known
	holds  []promise
	spends []payment
}

// known is a card that somebody has the code of.
type known struct {
	line   int
	serial unspent.Serial
	code   unspent.Code
}

// promise is a hold that somebody has the secret of.
type promise struct {
	card   known
	id     unspent.Seq
	secret unspent.Secret
}

// payment is a spend that can be refunded.
type payment struct {
	line   int
	serial unspent.Serial // zero: from the account
	seq    unspent.Seq
	units  int64
}

// Run drives st, which is empty, and closes nothing. Its error says what the
// book did wrong.
func Run(ctx context.Context, st store.Store, o Options) (Result, error) {
	r := &run{Options: o, store: NewFaults(st, o.Seed, 0), clock: newClock(o.Seed, o.Jump)}
	if err := r.day(ctx); err != nil {
		return Result{}, fmt.Errorf("seed %d: %w", o.Seed, err)
	}
	return r.result, nil
}

func (r *run) day(ctx context.Context) (err error) {
	if r.ring, err = keyring.New(rand.Reader, r.clock.read()); err != nil {
		return err
	}
	if err := r.open(ctx); err != nil {
		return err
	}
	if err := r.sell(ctx); err != nil {
		return errors.Join(err, r.book.Close())
	}
	r.store.Set(r.Percent)
	failed := make([]error, r.Actors)
	var actors sync.WaitGroup
	for n := range r.Actors {
		actors.Go(func() {
			a := &actor{run: r, name: n, random: mathrand.New(mathrand.NewPCG(r.Seed, uint64(100+n)))}
			failed[n] = a.work(ctx)
		})
	}
	actors.Wait()
	r.store.Set(0)
	if err := errors.Join(append(failed, r.again(ctx), r.book.Close())...); err != nil {
		return err
	}
	if err := r.open(ctx); err != nil {
		return err
	}
	r.result.Lost, r.result.Hidden = r.store.Broken()
	r.result.History, r.result.Answers = r.history, len(r.answers)
	return errors.Join(r.again(ctx), r.book.Close())
}

func (r *run) open(ctx context.Context) (err error) {
	r.book, err = book.Open(ctx, r.store, r.ring, book.Options{Now: r.clock.read, Batch: r.Batch})
	return err
}

// sell makes the program and the cards that the families start with.
func (r *run) sell(ctx context.Context) error {
	euro, err := unspent.ParseCurrency("EUR") // without default limits
	if err != nil {
		return err
	}
	validity, err := unspent.ParsePeriod(r.Validity)
	if err != nil {
		return err
	}
	admin := unspent.Actor{ID: "key_admin", Role: unspent.Admin}
	program := unspent.Program{ID: "gift", Name: "Gift", Currency: euro, Validity: validity, RefundTerm: validity, Claimable: true, Spendable: true,
		Transferable: true, RevealWindow: 30 * 24 * time.Hour}
	if _, err := r.book.CreateProgram(ctx, admin, program); err != nil {
		return err
	}
	for n := range r.Families {
		p := &pool{}
		for i := range familyLines {
			call := r.ticks.Add(1)
			request := unspent.Request{Key: fmt.Sprintf("issue-%d-%d", n, i), By: admin, Command: unspent.Issue{Program: "gift",
				Value: unspent.NewMoney(faceUnits, euro), Count: 1, Activate: true, Recipient: "taro@example.jp"}}
			got, err := r.book.Do(ctx, request)
			if err != nil {
				return err
			}
			serial, _ := got.Events[0].Credit.Serial()
			p.cards = append(p.cards, known{i, serial, got.Codes[0]})
			r.note(call, asked{family: n, line: i, kind: unspent.Issued, units: faceUnits}, answered{known: true, next: serial})
			r.keep(request, got, nil)
		}
		r.families = append(r.families, p)
	}
	return nil
}

// note writes an operation into the history. One whose outcome is not known may
// still happen: it never returned.
func (r *run) note(call int64, in asked, out answered) {
	back := r.ticks.Add(1)
	r.mu.Lock()
	defer r.mu.Unlock()
	if !out.known {
		r.result.Unknown++
		back = math.MaxInt64
	}
	r.history = append(r.history, porcupine.Operation{Input: in, Call: call, Output: out, Return: back})
}

// keep remembers an answer, which the same request must be given for ever.
func (r *run) keep(request unspent.Request, got book.Answer, err error) {
	if len(got.Events) == 0 {
		return // there was nothing to decide on
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answers = append(r.answers, kept{request, got, unspent.ReasonOf(err)})
}

// again asks every request again.
func (r *run) again(ctx context.Context) error {
	for _, a := range r.answers {
		if err := a.same(r.book.Do(ctx, a.request)); err != nil {
			return err
		}
	}
	return nil
}

// same compares a later answer with the first.
func (a kept) same(got book.Answer, err error) error {
	what := fmt.Sprintf("request %s by %q (%s)", a.request.Key, a.request.By.ID, a.request.Command.Kind())
	switch {
	case unspent.ReasonOf(err) != a.reason:
		return fmt.Errorf("%s was answered %q, and then: %w", what, string(a.reason), orNil(err))
	case !got.Replayed:
		return fmt.Errorf("%s was decided twice", what)
	case len(got.Events) != len(a.first.Events) || len(got.Codes) != len(a.first.Codes) || got.Secret.Reveal() != a.first.Secret.Reveal():
		return fmt.Errorf("%s: %d events and %d codes, and then %d and %d, or another secret", what,
			len(a.first.Events), len(a.first.Codes), len(got.Events), len(got.Codes))
	}
	for i, e := range a.first.Events {
		if got.Events[i].Hash != e.Hash || got.Events[i].Digest(unspent.Digest{}, unspent.Digest{}) != e.Digest(unspent.Digest{}, unspent.Digest{}) {
			return fmt.Errorf("%s was answered with event %d, and then with event %d", what, e.Seq, got.Events[i].Seq)
		}
	}
	for i, c := range a.first.Codes {
		if got.Codes[i].Reveal() != c.Reveal() {
			return fmt.Errorf("%s showed another code the second time", what)
		}
	}
	return nil
}

func orNil(err error) error {
	if err == nil {
		return errors.New("accepted")
	}
	return err
}
