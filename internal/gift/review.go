package gift

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// Fault is one thing that is wrong with an order.
type Fault struct {
	Field string        // of the order as the API reads it, such as cards.message; total is what all cards come to
	Most  unspent.Money // what would be allowed, if that is an amount

	err error
}

func (f *Fault) Error() string { return f.err.Error() }

// Unwrap gives the reason.
func (f *Fault) Unwrap() error { return f.err }

// Wrong returns a fault of a field of an order as it was asked for.
func Wrong(field string, err error) *Fault { return &Fault{Field: field, err: err} }

// firsts returns the first fault of each field.
func firsts(all []*Fault) (kept []*Fault) {
	for _, f := range all {
		if !slices.ContainsFunc(kept, func(k *Fault) bool { return k.Field == f.Field }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// Review is what an order would come to.
type Review struct {
	Most   unspent.Money // that one card may be worth; the zero value: the balance is the limit
	Faults []*Fault      // all that is wrong, one for each field
}

// Review says what Place would refuse of an order of by, and changes nothing. It
// refuses a date in the past too, which Place takes for now: a program that sends
// an order again some time later means the same order, and a person who looks at
// it for the first time mistyped the date.
func (s *Shop) Review(ctx context.Context, by unspent.Actor, o Order) (r Review, err error) {
	program, err := s.program(o.Program)
	if err != nil {
		return r.with(err)
	}
	now := s.now()
	if most := program.Limits.PerTransfer; most > 0 && by.Role == unspent.Holder {
		r.Most = unspent.NewMoney(most, program.Currency)
	}
	r.Faults = slices.Concat(r.Faults, o.faults(program, now), o.late(now))
	for _, find := range []func() error{
		func() error { return s.mayPlace(ctx, by, o, program) },
		func() error { return s.mayKeep(ctx, by, o, program) },
		func() error { return s.mayPay(ctx, by, o, program) },
	} {
		if r, err = r.with(find()); err != nil {
			return Review{}, err
		}
	}
	r.Faults = firsts(r.Faults)
	return r, nil
}

// with adds err if it is a fault of the order.
func (r Review) with(err error) (Review, error) {
	if f, ok := errors.AsType[*Fault](err); ok {
		r.Faults = append(r.Faults, f)
		return r, nil
	}
	return r, err
}

// late finds a date that is over. Forms know no seconds: the minute that it is now
// is not over.
func (o Order) late(now time.Time) []*Fault {
	for i, c := range o.Cards {
		if !c.Send.IsZero() && c.Send.Before(now.Truncate(time.Minute)) {
			return []*Fault{{Field: "cards.send", err: unspent.Errorf(unspent.Invalid, "the date of card %d is over", i+1)}}
		}
	}
	return nil
}

// mayKeep reports why an order could not be kept beside the others.
func (s *Shop) mayKeep(ctx context.Context, by unspent.Actor, o Order, p unspent.Program) error {
	o = o.placed(by, s.book.Asked(by), "", s.now())
	return s.store.View(ctx, func(r store.Reader) error {
		if o.Number != "" {
			known, err := r.Document(ctx, orderKind, o.Number)
			if err != nil {
				return err
			}
			if known.ID != "" {
				return taken(o.Number)
			}
		}
		return withinMonth(ctx, r, o, p.Limits.PerMonth)
	})
}

// mayPay reports why the book would decline a holder's payment as their account
// stands now.
func (s *Shop) mayPay(ctx context.Context, by unspent.Actor, o Order, p unspent.Program) error {
	total, err := o.Total()
	if by.Role != unspent.Holder || err != nil || !total.IsPositive() {
		return nil // or it is among the faults already
	}
	account, err := s.book.Account(ctx, by.ID)
	if err != nil {
		return err
	}
	pay := o.payment(total)
	if ev := account.Spend(p, total, pay.Merchant, pay.Reference, s.now()); ev.Kind == unspent.Declined {
		most := account.Usable(s.now())
		return &Fault{Field: "total", Most: most, err: unspent.Errorf(ev.Reason, "the account cannot pay this: its balance is %s", most)}
	}
	return nil
}

// program returns the program with an id.
func (s *Shop) program(id string) (unspent.Program, error) {
	p, err := s.book.Program(id)
	if err != nil {
		err = &Fault{Field: "program", err: err}
	}
	return p, err
}

func taken(number string) error {
	return &Fault{Field: "number", err: unspent.Errorf(unspent.Conflict, "there is an order %q already; choose another number, or take a new request id", number)}
}
