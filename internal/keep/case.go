package keep

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options is what cases are kept with.
type Options struct {
	Brands brand.Catalogue  // whose codes are cut out of what people typed, and by which cases are judged; the built-in ones if it is empty
	Now    func() time.Time // time.Now if nil
	Rand   io.Reader        // crypto/rand if nil
}

// Cases keep cases in a store. They are safe for concurrent use.
type Cases struct {
	store store.Store
	o     Options
}

// New returns the cases of a store.
func New(st store.Store, o Options) *Cases {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if len(o.Brands.All()) == 0 {
		o.Brands = brand.Builtin()
	}
	return &Cases{st, o}
}

func (c *Cases) now() time.Time { return c.o.Now().UTC().Truncate(time.Microsecond) }

// Content is what a person keeps of their case.
type Content struct {
	Said     map[string]string       // their answers, by the fields of the form; language and currency among them
	Evidence []casefile.EvidenceJSON // as an answer has it: read, and confirmed
	Copies   []casefile.CopyJSON     // of its pictures, without codes
}

// Case is a kept case, as whoever has its link sees it.
type Case struct {
	Content
	Rev         int // counts its changes, from 1; who saves says which they have seen
	Made, Until time.Time
	Requests    []Asked // in the order in which they were made
	Told        string  // the address that is told what comes; "" if none is
}

// Answer judges the case at a time on its own evidence and on all that was deposited
// for it.
func (k Case) Answer(brands brand.Catalogue, at time.Time) (casefile.Answer, error) {
	in, err := casefile.Said(k.Said).Input()
	if err != nil {
		return casefile.Answer{}, err
	}
	all := []casefile.Party{{Evidence: k.Evidence, Copies: k.Copies}}
	for _, r := range k.Requests {
		all = append(all, r.deposited()...)
	}
	return casefile.Together(in, brands, at, all...)
}

// caseBox is what is sealed of a case.
type caseBox struct {
	Content
	Rev  int
	Made time.Time
	Sent []sent

	Notice string // the secret of who is told; "" if nobody is
}

// sent is a request in the box of its case.
type sent struct {
	ID, Secret string
	Sum        string // of what was asked for, to know it again
	Request    Request
}

// read reads what became of it. One that is not there any more has lapsed.
func (s sent) read(ctx context.Context, r store.Documents, now time.Time) (RequestLink, sealed[requestBox], error) {
	secret, err := unspent.ParseSecret(s.Secret)
	if err != nil {
		return RequestLink{}, sealed[requestBox]{}, err
	}
	q, err := unseal[requestBox](ctx, r, store.KindAsked, secret, now)
	if errors.Is(err, unspent.NotFound) {
		q.body.State, err = Lapsed, nil
	}
	return RequestLink{secret}, q, err
}

// whole returns a case with what became of its requests.
func whole(ctx context.Context, r store.Documents, k sealed[caseBox], now time.Time) (Case, error) {
	n, err := noticeOf(ctx, r, k.body.Notice, now)
	if err != nil {
		return Case{}, err
	}
	out := Case{Content: k.body.Content, Rev: k.body.Rev, Made: k.body.Made, Until: k.end, Told: n.body.To}
	for _, s := range k.body.Sent {
		link, q, err := s.read(ctx, r, now)
		if err != nil {
			return Case{}, err
		}
		a := Asked{s.ID, link, s.Request}
		a.State, a.Deposits = q.body.stateAt(a.Until, now), q.body.standing()
		a.Shown, a.Wishes = q.body.Shown, q.body.Wishes
		out.Requests = append(out.Requests, a)
	}
	return out, nil
}

// Draw returns a new link, under which nothing is kept yet. The form that keeps a case
// carries it, so that a form which is sent twice keeps one case.
func (c *Cases) Draw() (CaseLink, error) {
	s, err := draw(c.o.Rand)
	return CaseLink{s}, err
}

// Save keeps a case under a link: rev is that which was seen, 0 of a case that is new.
// Conflict if another was saved since. What is sent once more is saved already. The
// requests of the case stay as they are.
func (c *Cases) Save(ctx context.Context, link CaseLink, rev int, in Content) (out Case, err error) {
	if in, err = c.clean(in); err != nil {
		return Case{}, err
	}
	err = c.change(ctx, func(r store.Documents, now time.Time) ([]step, error) {
		k, news, err := revised(ctx, r, link, rev, in, now)
		if err != nil {
			return nil, err
		}
		if out, err = whole(ctx, r, k, now); err != nil || !news {
			return nil, err
		}
		s, err := k.with(k.body, c)
		return []step{s}, err
	})
	return unless(err, out)
}

// revised reads a case and puts a content in place of what was seen of it; news is
// false if it is there already.
func revised(ctx context.Context, r store.Documents, link CaseLink, rev int, in Content, now time.Time) (k sealed[caseBox], news bool, err error) {
	k, err = unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
	switch {
	case rev == 0 && errors.Is(err, unspent.NotFound):
		k.end, k.body.Made = now.Add(CaseLife), now
	case err != nil:
		return k, false, err
	case rev == k.body.Rev-1 && sumOf(k.body.Content) == sumOf(in):
		return k, false, nil
	case rev != k.body.Rev:
		return k, false, refuse(unspent.Conflict, "keep.changed")
	}
	k.body.Rev, k.body.Content = rev+1, in
	return k, true, nil
}

// unless returns nothing beside an error.
func unless[T any](err error, v T) (T, error) {
	if err != nil {
		return *new(T), err
	}
	return v, nil
}

// Open returns a case with its requests and all that was deposited for it; NotFound if
// there is none, or its time is over.
func (c *Cases) Open(ctx context.Context, link CaseLink) (out Case, err error) {
	now := c.now()
	err = c.store.View(ctx, func(r store.Reader) error {
		k, err := unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
		if err != nil {
			return err
		}
		out, err = whole(ctx, r, k, now)
		return err
	})
	return unless(err, out)
}

// Delete forgets a case, its requests and all that was deposited for it. Deleting what
// is not there is no error.
func (c *Cases) Delete(ctx context.Context, link CaseLink) error {
	return c.change(ctx, func(r store.Documents, now time.Time) (steps []step, _ error) {
		k, err := unseal[caseBox](ctx, r, store.KindKept, link.Secret, now)
		if errors.Is(err, unspent.NotFound) {
			return nil, nil
		}
		for _, s := range k.body.Sent {
			_, q, failed := s.read(ctx, r, now)
			if q.was.ID != "" { // damaged or not
				steps = append(steps, step{was: q.was})
			} else {
				err = errors.Join(err, failed)
			}
		}
		if n, failed := noticeOf(ctx, r, k.body.Notice, now); n.was.ID != "" {
			steps = append(steps, step{was: n.was})
		} else {
			err = errors.Join(err, failed)
		}
		return append(steps, step{was: k.was}), err
	})
}
