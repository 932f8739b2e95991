package book

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options say how a book works. The zero value is right for production.
type Options struct {
	Now     func() time.Time     // the clock; time.Now if nil
	Steady  func() time.Duration // a clock that nobody can set, to notice jumps of Now with; Go's own if both are nil
	Jumped  func(error)          // told when Now is too far ahead to be believed, and with nil when it is again; asks the book nothing
	Sure    func() bool          // whether a second source says that Now is right; nil if there is none
	Clock   func() time.Time     // the newest time that somebody called right, zero if nobody did; nil if nobody can
	Rand    io.Reader            // randomness of codes and keys; crypto/rand if nil
	Prefix  int                  // the issuer's prefix of new serials; DefaultPrefix if 0
	Queue   int                  // commands that may wait; DefaultQueue if 0
	Batch   int                  // most commands of one commit, give or take a page of the sweep; DefaultBatch if 0, 1 switches gathering off
	Local   string               // a key with which this process is an admin, [LocalKeyID]; it is kept nowhere. "": there is none
	Observe func(Observation)    // told of every batch after its answers are out, if not nil
}

// LocalKeyID is who asks with the key of [Options.Local]; events name it.
const LocalKeyID = "local"

// Observation is what one batch did.
type Observation struct {
	At       time.Time // when the batch began
	Commands int
	Wait     time.Duration // from the arrival of the first command to the start of the batch
	Commit   time.Duration // load, decide and commit
	Depth    int           // commands waiting when the batch was done
	Outcomes []Outcome
}

// Outcome is how one command ended.
type Outcome struct {
	Kind     unspent.Kind   // what was asked
	Reason   unspent.Reason // "" if it was accepted
	Replayed bool
	Booked   bool // rows were added to the journal: a refusal may be one
}

// Answer is what a command yielded.
type Answer struct {
	Events   []unspent.Event // one; of an Issue or Import one for each card
	Codes    []unspent.Code  // of the new cards, beside Events; nil when there are none or the reveal window has ended
	Secret   unspent.Secret  // of a new hold, inside the reveal window
	Rows     []Row           // of an import: what came of each card
	Replayed bool            // this is the first answer to the same request, again
}

// Book executes commands. It is safe for concurrent use.
type Book struct {
	store  store.Store
	ring   *keyring.Ring
	o      Options
	clock  *clock
	serial cipher.Block // numbers the serials

	queue   chan *pending
	batches chan *batch  // from gather to loop
	alive   sync.RWMutex // held to enqueue; taken whole to close
	shut    bool         // guarded by alive
	done    chan struct{}

	searches chan struct{}                              // holds one for each search under way
	changing sync.Mutex                                 // one change of programs or keys at a time
	programs atomic.Pointer[map[string]unspent.Program] // they are never changed, only added
	formats  atomic.Pointer[[]unspent.CodeFormat]       // of their codes
	keys     atomic.Pointer[map[[32]byte]unspent.Actor]
	people   atomic.Pointer[map[string]unspent.Actor] // of the staff, by id
	parties  atomic.Pointer[map[string][]string]      // the newest keys of each, revoked ones too

	corrections atomic.Pointer[[]store.Correction] // of the clock
	losses      atomic.Pointer[[]store.Loss]       // of the end of the book
}

// pending is a command on its way through a batch.
type pending struct {
	ctx     context.Context
	request unspent.Request
	touched unspent.Touched
	note    *Note // the line of the staff's log that tells of it; nil: none
	id      unspent.RequestID
	older   []unspent.RequestID // that the same request would have been kept under before parties were
	print   unspent.Print
	keys    []unspent.CardKey // of the command's code, newest pepper first
	fresh   *fresh            // what new cards or holds it makes will need
	own     *own              // what cards that it takes over need
	arrived time.Time
	beside  []*pending // commands that wait in the same place of the queue and are decided in the same batch

	answer Answer
	err    error
	done   chan struct{}
}

// Open starts a book on st. The caller closes the book, then st.
func Open(ctx context.Context, st store.Store, ring *keyring.Ring, o Options) (*Book, error) {
	if o.Now == nil {
		o.Now = time.Now
		if began := o.Now(); o.Steady == nil {
			o.Steady = func() time.Duration { return o.Now().Sub(began) } // by their monotonic readings
		}
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Prefix == 0 {
		o.Prefix = DefaultPrefix
	}
	if _, err := unspent.NewSerial(o.Prefix, 0); err != nil {
		return nil, err
	}
	if o.Queue <= 0 {
		o.Queue = DefaultQueue
	}
	if o.Batch <= 0 {
		o.Batch = DefaultBatch
	}
	numbering := ring.Print([]byte("serial numbers"))
	block, err := aes.NewCipher(numbering[:])
	if err != nil {
		return nil, err
	}
	b := &Book{store: st, ring: ring, o: o, clock: &clock{read: o.Now, steady: o.Steady, tell: o.Jumped, sure: o.Sure, accepted: o.Clock}, serial: block,
		queue:   make(chan *pending, o.Queue),
		batches: make(chan *batch), done: make(chan struct{}), searches: make(chan struct{}, maxSearches)}
	if err := b.refresh(ctx); err != nil {
		return nil, err
	}
	if b.clock.seen, err = b.lastSweep(ctx); err != nil {
		return nil, err
	}
	s, err := b.load(ctx, store.Want{})
	if err != nil {
		return nil, err
	}
	// The reading that later ones are compared with. If it cannot be believed,
	// reads go on, and writes are told why not.
	_, _ = b.clock.stamp(b.newest(s))
	go b.gather()
	go b.loop()
	return b, nil
}

// Close stops taking commands, finishes those that were accepted and returns.
func (b *Book) Close() error {
	b.alive.Lock()
	if !b.shut {
		b.shut = true
		close(b.queue)
	}
	b.alive.Unlock()
	<-b.done
	return nil
}

// now reads the clock once, for what is read.
func (b *Book) now() time.Time { return b.clock.now() }

// Do executes one request and returns its answer when it is durable. A decline
// returns both: the answer with the Declined event, and an error with its reason.
//
// Reasons beside those of the rules: Invalid, Forbidden, NotFound and Conflict
// for the request itself, Busy when the queue is full, and Unavailable when the
// store failed, the clock cannot be believed or ctx ended before the answer: ask
// again with the same id.
func (b *Book) Do(ctx context.Context, r unspent.Request) (Answer, error) {
	if err := r.Validate(); err != nil {
		return Answer{}, err
	}
	p, err := b.prepare(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	if err := b.enqueue(p); err != nil {
		return Answer{}, err
	}
	return p.wait(ctx)
}

// wait returns the answer when it is there.
func (p *pending) wait(ctx context.Context) (Answer, error) {
	select {
	case <-p.done:
		return p.answer, p.err
	case <-ctx.Done():
		return Answer{}, &unspent.Error{Reason: unspent.Unavailable, Err: ctx.Err(),
			Detail: "the answer did not come in time; ask again with the same request id"}
	}
}

// prepare does, in the caller's own goroutine, all work that needs no state.
func (b *Book) prepare(ctx context.Context, r unspent.Request) (*pending, error) {
	p := &pending{ctx: ctx, request: r, touched: r.Command.Touches(), note: noteOf(ctx), arrived: b.o.Now(), done: make(chan struct{})}
	p.print = b.ring.Print(r.Command.AppendPrint(make([]byte, 0, 128)))
	if code := p.touched.Code; !code.IsZero() {
		p.keys = b.ring.CardKeys(code)
	}
	p.id, p.older = b.requestIDs(r, p.touched)
	var err error
	if p.own, err = b.owned(p.touched.Own); err != nil {
		return p, err
	}
	if p.own != nil {
		p.keys = slices.Concat(p.own.keys...)
	}
	var format unspent.CodeFormat
	if issue, ok := r.Command.(unspent.Issue); ok {
		format = (*b.programs.Load())[issue.Program].CodeFormat
	}
	p.fresh, err = b.freshen(p.touched, format)
	if p.fresh != nil && !format.IsZero() {
		p.keys = p.fresh.keys // ours are too many to meet
	}
	return p, err
}

func (b *Book) enqueue(p *pending) error {
	b.alive.RLock()
	defer b.alive.RUnlock()
	if b.shut {
		return unspent.Errorf(unspent.Unavailable, "the book is closing; ask again with the same request id")
	}
	select {
	case b.queue <- p:
		return nil
	default:
		return unspent.Errorf(unspent.Busy, "too many requests are waiting; try again in a moment with the same request id")
	}
}

// gather owns the batches until they are run: it takes what is waiting, reads
// ahead what that touches, and goes on adding until the batch before is done.
func (b *Book) gather() {
	defer close(b.batches)
	for first := range b.queue {
		bt := newBatch()
		bt.add(first)
		for ready := false; !ready; {
			open := b.drain(bt)
			b.readAhead(bt)
			if ready = !open || b.full(bt); ready {
				b.batches <- bt
				break
			}
			select {
			case b.batches <- bt:
				ready = true
			case p, open := <-b.queue:
				if !open {
					b.batches <- bt
					return
				}
				bt.add(p)
			}
		}
	}
}

// drain adds what is waiting by now, and what others ask while they are let run:
// after a batch its callers ask again at once, and the first of them alone would
// cost a commit of its own. Nobody is waited for: where nobody else can run, it
// takes no time. It reports whether the queue is still open.
func (b *Book) drain(bt *batch) (open bool) {
	for had := 0; had < len(bt.pending); {
		had = len(bt.pending)
		if open = b.take(bt); !open || b.full(bt) {
			return open
		}
		for range yields {
			runtime.Gosched()
		}
	}
	return b.take(bt)
}

// take adds what is waiting, and reports whether the queue is still open.
func (b *Book) take(bt *batch) (open bool) {
	for !b.full(bt) {
		select {
		case p, open := <-b.queue:
			if !open {
				return false
			}
			bt.add(p)
		default:
			return true
		}
	}
	return true
}

func (b *Book) full(bt *batch) bool {
	return len(bt.pending) >= b.o.Batch || bt.cards >= maxBatchCards
}

// loop runs the batches, one at a time, in their order.
func (b *Book) loop() {
	defer close(b.done)
	for bt := range b.batches {
		b.run(bt)
	}
}

// weight is how many events the command may yield.
func (p *pending) weight() int {
	switch c := p.request.Command.(type) {
	case unspent.Issue:
		return c.Count
	case unspent.Import:
		return len(c.Cards)
	}
	return 1
}

// run executes one batch and answers it.
func (b *Book) run(bt *batch) {
	start := b.o.Now()
	err := b.store.Update(context.Background(), func(tx store.Tx) error {
		d, err := b.sit(tx, bt)
		if err != nil {
			return err
		}
		for _, p := range bt.pending {
			if p.answer, p.err = d.serve(p); d.broken != nil {
				return d.broken
			}
		}
		return d.commit()
	})
	if err != nil && unspent.ReasonOf(err) == unspent.Internal {
		err = &unspent.Error{Reason: unspent.Unavailable, Err: err,
			Detail: "the book could not be written; ask again with the same request id"}
	}
	commit := b.o.Now().Sub(start)
	for _, p := range bt.pending {
		if err != nil {
			p.answer, p.err = Answer{}, err
		}
	}
	for _, p := range bt.pending {
		if p.note != nil && err == nil && len(p.answer.Events) > 0 && !p.answer.Replayed {
			p.note.written.Store(true)
		}
	}
	outcomes := b.outcomes(bt.pending)
	wait := start.Sub(bt.pending[0].arrived)
	for _, p := range bt.pending {
		close(p.done)
	}
	if b.o.Observe != nil {
		b.o.Observe(Observation{start, len(bt.pending), wait, commit, len(b.queue), outcomes})
	}
}

// outcomes is taken before the answers are out: after that they are the callers'.
func (b *Book) outcomes(batch []*pending) []Outcome {
	if b.o.Observe == nil {
		return nil
	}
	all := make([]Outcome, len(batch))
	for i, p := range batch {
		all[i] = Outcome{Kind: p.request.Command.Kind(), Replayed: p.answer.Replayed}
		all[i].Booked = len(p.answer.Events) > 0 && !p.answer.Replayed
		if p.err != nil {
			all[i].Reason = unspent.ReasonOf(p.err)
		}
	}
	return all
}
