package approval

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/jobs"
	"github.com/unspent-dev/unspent/internal/store"
)

// issueKind is the kind of the jobs that issue batches, each under its batch's id.
const issueKind = store.KindBatch

// Runner issues the batches that whoever planned them has begun. Each is a job: it goes
// on after a restart, and issues no card twice, since its parts are asked for under
// request ids that follow from the batch's. It is safe for concurrent use.
type Runner struct {
	keeper *Keeper
	who    Who
	issue  Issue
	worker *jobs.Worker
	wake   chan struct{}
	log    *slog.Logger
}

// Issue asks the book for a part of a batch, as whoever planned it, under a request id.
type Issue func(ctx context.Context, batch Request, by unspent.Actor, key string, cmd unspent.Issue) error

// Who tells who an id is now, a key's or a person's; nobody, the zero Actor, if they are
// not in force any more, or their time is over.
type Who func(ctx context.Context, id string) (unspent.Actor, error)

// NewRunner returns what issues the batches of a keeper.
func NewRunner(k *Keeper, who Who, issue Issue, log *slog.Logger) *Runner {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	b := &Runner{keeper: k, who: who, issue: issue, wake: make(chan struct{}, 1), log: log}
	b.worker = jobs.New(k.store, jobs.Queue{Kind: issueKind, Do: b.part, Died: b.died, AtOnce: batchesAtOnce}, jobs.Options{Now: k.now, Log: log})
	return b
}

// begun is what the job of a batch is about. It holds no key: what who began it may do
// is looked up for each part.
type begun struct {
	By string `json:"by"`
}

// Begin lets a batch be issued, for whoever planned it. Begun again, it goes on where it
// is; one that broke off, or waits after a failure, is tried at once.
func (b *Runner) Begin(ctx context.Context, by unspent.Actor, id string) error {
	r, err := b.keeper.One(ctx, id)
	if err == nil {
		err = b.keeper.mayIssue(r, by)
	}
	if err != nil {
		return err
	}
	work, err := json.Marshal(begun{by.ID})
	if err != nil {
		return err
	}
	err = b.keeper.store.Update(ctx, func(tx store.Tx) error {
		if waits, err := jobs.Hurry(ctx, tx, issueKind, id, b.keeper.time()); err != nil || waits {
			return err
		}
		return jobs.Put(ctx, tx, issueKind, jobs.Job{ID: id, At: b.keeper.time(), Work: work})
	})
	select {
	case b.wake <- struct{}{}:
	default:
	}
	return unavailable(err)
}

// mayIssue refuses what is no batch that by has planned, and may issue now.
func (k *Keeper) mayIssue(r Request, by unspent.Actor) error {
	switch {
	case !r.Batch:
		return unspent.Errorf(unspent.NotFound, "there is no such batch")
	case by.ID == "" || by.ID != r.By || !by.May(unspent.Issued):
		return unspent.Errorf(unspent.Forbidden, "only the key that asked for a batch issues it, for as long as it may issue cards")
	}
	return r.passes(k.time())
}

// Progress is how the issuing of a batch goes. How far it is, the request says.
type Progress struct {
	Running bool  // it is being issued, or will be
	Wrong   error // why it broke off, or is tried again
}

// Progress tells how the issuing of a batch goes.
func (b *Runner) Progress(ctx context.Context, id string) (p Progress, err error) {
	err = b.keeper.store.View(ctx, func(r store.Reader) error {
		j, dead, ok, err := jobs.One(ctx, r, issueKind, id)
		p = Progress{Running: ok && !dead}
		if j.Reason != "" {
			p.Wrong = &unspent.Error{Reason: j.Reason, Detail: j.Said}
		}
		return err
	})
	return p, unavailable(err)
}

// Step issues what was begun, once.
func (b *Runner) Step(ctx context.Context) error { return b.worker.Step(ctx) }

// Work issues what was begun, until ctx is done.
func (b *Runner) Work(ctx context.Context) {
	jobs.Every(ctx, issueEvery, b.wake, b.Step, func(err error) { b.log.Warn("batches wait; they are tried again", "error", err) })
}

// part issues the next part of a batch.
func (b *Runner) part(ctx context.Context, j jobs.Job) jobs.Result {
	r, who, err := b.asked(ctx, j)
	if err == nil {
		err = b.keeper.mayIssue(r, who)
	}
	n := 0
	for r.Carried&(1<<n) != 0 {
		n++
	}
	cmd, key, more := r.Part(n)
	if err == nil && !more {
		return jobs.Result{}
	}
	if err == nil {
		err = b.issue(ctx, r, who, key, cmd)
	}
	switch unspent.ReasonOf(err) {
	case "":
		if err := b.keeper.Done(ctx, r.ID, n); err != nil {
			return jobs.Result{Err: err}
		}
		return jobs.Result{Err: jobs.Later{At: b.keeper.time()}, On: true} // for the next part, if there is one
	case unspent.Busy, unspent.Unavailable, unspent.Internal:
		b.log.Warn("a batch waits; it goes on where it is", "batch", j.ID, "error", err)
		return jobs.Result{Err: err}
	default:
		return jobs.Result{Err: jobs.Final{Err: err}}
	}
}

// died writes into the log of the staff that a batch broke off: whose, which, and why. Of
// one that cannot be read it says what the job knows.
func (b *Runner) died(ctx context.Context, tx store.Tx, j jobs.Job) error {
	var work begun
	_ = json.Unmarshal(j.Work, &work)
	r, _, _ := load(ctx, tx, j.ID)
	return tx.LogAction(ctx, store.Action{At: b.keeper.time(), By: cmp.Or(work.By, r.By), Name: "issue",
		Subject: strings.TrimSpace(r.Subject + " " + j.ID), Outcome: string(j.Reason)})
}

// asked returns the batch of a job, and who began it, as they are now.
func (b *Runner) asked(ctx context.Context, j jobs.Job) (r Request, who unspent.Actor, err error) {
	var work begun
	if err := json.Unmarshal(j.Work, &work); err != nil {
		return r, who, unspent.Errorf(unspent.Invalid, "who began this batch cannot be read")
	}
	if r, err = b.keeper.One(ctx, j.ID); err != nil {
		return r, who, err
	}
	who, err = b.who(ctx, work.By)
	return r, who, err
}
