package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/texts"
)

// precise reports whether the detail of a reason says more than its sentence, so that
// it is worth showing even in English.
func precise(r unspent.Reason) bool {
	return slices.Contains([]unspent.Reason{unspent.Invalid, unspent.Conflict, unspent.Forbidden, unspent.TooLarge,
		unspent.TooManyChanges, unspent.SecondPerson, unspent.Unavailable, unspent.Internal, unspent.WrongState}, r)
}

// forHolders reports whether the hint of a reason is for a holder, and none for the
// staff.
func forHolders(r unspent.Reason) bool {
	return slices.Contains([]unspent.Reason{unspent.NotFound, unspent.CardInactive, unspent.CardClaimed, unspent.CardVoid,
		unspent.CardReplaced, unspent.CardFrozen, unspent.CardHeld}, r)
}

// hinted is an error with a hint of the command that met it.
type hinted struct {
	error
	hint brand.Text
}

func (h hinted) Unwrap() error { return h.error }

// forStaff is a failure of a command of the issuer's staff, who is not told
// what a holder is.
type forStaff struct{ error }

func (f forStaff) Unwrap() error { return f.error }

// wrong is wrong use of the command line, by its word in the catalogue.
func wrong(word string, pairs ...any) error {
	return refuse(nil, unspent.Invalid, word, pairs...)
}

// refuse is a failure in a word of the catalogue; err caused it if it is not nil.
func refuse(err error, r unspent.Reason, word string, pairs ...any) error {
	return texts.Refuse(err, r, unspent.Wrong("", word, pairs...))
}

// withHint adds a hint to err, if there is one, behind those that it has.
func withHint(err error, word string, pairs ...any) error {
	if err == nil {
		return nil
	}
	return hinted{err, texts.Both(word, pairs...)}
}

// instead adds what to run instead to err.
func instead(err error, commands ...string) error {
	for _, c := range commands {
		err = hinted{err, brand.Text{JA: c, EN: c}}
	}
	return err
}

// told says what err is, in the language as far as it can be said in it; of several
// errors each on its line.
func (l language) told(err error) string {
	if all, ok := errors.AsType[interface {
		error
		Unwrap() []error
	}](err); ok && strings.Contains(all.Error(), "\n") {
		var lines []string
		for _, one := range all.Unwrap() {
			lines = append(lines, l.told(one))
		}
		return strings.Join(lines, "\n")
	}
	reason := unspent.ReasonOf(err)
	if _, staff := errors.AsType[forStaff](err); staff {
		if say, err := texts.Say(string(l), "forStaff."+string(reason)); err == nil {
			return say
		}
	}
	if unread, ok := errors.AsType[casefile.Fault](err); ok && l == japanese {
		return unread.File + "：" + unread.Text.JA
	}
	if all, ok := texts.Faults(unspent.FaultsOf(err)); ok {
		return l.of(all)
	}
	say, unknown := texts.Say(string(l), "advice."+string(reason))
	switch {
	case l == english || unknown != nil:
		return err.Error()
	case !precise(reason):
		return say
	}
	return say + "（" + err.Error() + "）"
}

// report returns the lines that tell somebody about err.
func (l language) report(err error) string {
	var b strings.Builder
	for line := range strings.SplitSeq(l.told(err), "\n") {
		fmt.Fprintf(&b, "unspent: %s\n", line)
	}
	reason := unspent.ReasonOf(err)
	var hints []string
	for h, ok := errors.AsType[hinted](err); ok; h, ok = errors.AsType[hinted](h.error) {
		hints = append(hints, l.of(h.hint))
	}
	_, staff := errors.AsType[forStaff](err)
	if hint, err := texts.Say(string(l), "hint."+string(reason)); err == nil && !(staff && forHolders(reason)) {
		hints = append(hints, hint)
	}
	for _, hint := range slices.Backward(hints) {
		fmt.Fprintln(&b, l.say("cli.hint", "Hint", hint))
	}
	return b.String()
}
