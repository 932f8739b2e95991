package counter

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime/debug"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// assessName is the call of assessments, which have a gate of their own.
const assessName = "assess"

// Case is what somebody brings to be assessed. It is in memory only, and gone after
// the answer.
type Case struct {
	Text   []byte            // the case file; nil if there is none
	Files  map[string][]byte // by the names that the case has for them
	Copies bool              // the answer has small copies of pictures, without codes
	Bundle bool              // it is a zip with report and letters
}

// Judged is the answer to a [Case].
type Judged struct {
	casefile.Answer
	Bundle []byte // instead, if it was asked for
}

// assess lets a case through the gate and judges it.
func (x *Errand) assess(in *Case) (*Judged, error) {
	if err := x.AdmitCase(); err != nil {
		return nil, err
	}
	return x.Judge(*in)
}

// Judge judges a case that AdmitCase has let through.
func (x *Errand) Judge(up Case) (_ *Judged, err error) {
	defer func() { // a bug in a reader of foreign files must not carry a part of one into the log
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
		err = x.WithoutCodes(err)
	}()
	ctx, cancel := context.WithTimeout(x.ctx, maxAssessTime)
	defer cancel()
	in, err := casefile.Parse(up.Text)
	if err != nil {
		return nil, err
	}
	if err := up.fits(in); err != nil {
		return nil, err
	}
	own := &turn{a: x.c.assessors}
	defer func() {
		own.give()
		x.c.assessors.charge(x.client(), own.used)
	}()
	if err := own.take(ctx); err != nil {
		return nil, err
	}
	d := casefile.Deps{Brands: x.c.brands(), Receipts: x.c.Keys, Now: x.c.Now, Limit: MaxCase, Eyes: x.c.Eyes, Papers: x.c.Papers,
		Open: func(name string) (io.ReadCloser, error) { return casefile.Held(up.Files[name]), nil }}
	d.Copies = up.Copies && !up.Bundle
	if x.c.DKIM != nil {
		until, cancel := context.WithTimeout(ctx, maxKeyTime)
		defer cancel()
		d.Keys = &lookups{x.c.DKIM, own, until, map[[2]string]lookup{}}
	}
	remember := x.remember(in, &d)
	result, err := casefile.Assess(ctx, in, d)
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return nil, unspent.Errorf(unspent.TooLarge, "over the limit maxAssessTime: at most %d seconds for a case to be judged: "+
			"send fewer or smaller files", maxAssessTime/time.Second)
	case err != nil:
		return nil, err
	}
	remember(result)
	if up.Bundle {
		var b bytes.Buffer
		err := casefile.Bundle(ctx, &b, result, casefile.Options{Program: x.c.Version})
		return &Judged{Bundle: b.Bytes()}, err
	}
	return &Judged{Answer: casefile.WithCopies(casefile.NewAnswer(result), result, MaxCopies)}, nil
}

// remember has the pictures of a desk's cases known again: of whoever has an API
// key, by what tells the card of a case from others. Of anybody else, and of a case that
// tells no card, nothing is remembered.
func (x *Errand) remember(in casefile.Input, d *casefile.Deps) func(casefile.Result) {
	card, tells := in.Told()
	if !x.keyed() || !tells {
		return func(casefile.Result) {}
	}
	whose, looks := x.by.ID, x.c.assessors.looks
	d.SeenLook = func(l casefile.Look) (string, bool) { return looks.Seen(whose, card, l) }
	return func(r casefile.Result) { looks.Add(whose, card, cmp.Or(in.Case.Card.Last4, in.Case.Card.Serial), r) }
}

// fits refuses a case without one of its files, and a file without a case.
func (up Case) fits(in casefile.Input) error {
	named := map[string]bool{}
	for i, item := range in.Evidence {
		for _, name := range item.Files() {
			if _, sent := up.Files[name]; !sent {
				return unspent.Errorf(unspent.Invalid, "evidence[%d] names the file %q, which was not sent: the file name of its part must be the same", i, name)
			}
			named[name] = true
		}
	}
	for name := range up.Files {
		if !named[name] {
			return unspent.Errorf(unspent.Invalid, "the file %q was sent, but the case does not name it", name)
		}
	}
	return nil
}

// WithoutCodes cuts whole codes out of an error about a case: it may repeat names and
// fields.
func (x *Errand) WithoutCodes(err error) error {
	if err == nil {
		return nil
	}
	cut := func(text string) string {
		text, _ = intake.RedactAll(x.c.brands(), text)
		return text
	}
	e, ok := errors.AsType[*unspent.Error](err)
	if !ok {
		return errors.New(cut(err.Error()))
	}
	clean := &unspent.Error{Reason: e.Reason, Detail: cut(e.Detail)}
	for _, f := range e.Faults {
		f.Field, f.Values = cut(f.Field), maps.Clone(f.Values)
		for name, value := range f.Values {
			f.Values[name] = cut(value)
		}
		clean.Faults = append(clean.Faults, f)
	}
	if e.Err != nil {
		clean.Err = errors.New(cut(e.Err.Error()))
	}
	r, ok := errors.AsType[*Refusal](err)
	if !ok {
		return clean
	}
	out := *r
	out.Err = clean
	return &out
}
