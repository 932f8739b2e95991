package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
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

// toStaff is what the staff is told instead of a detail for holders.
var toStaff = map[unspent.Reason]string{
	unspent.CardInactive: "the card has not been activated yet",
	unspent.CardFrozen:   "the card is frozen: unfreeze it first",
}

// hinted is an error with hints of the command that met it.
type hinted struct {
	error
	hints []string
}

func (h hinted) Unwrap() error { return h.error }

// forStaff is a failure of a command of the issuer's staff, who is not told
// what a holder is.
type forStaff struct{ error }

func (f forStaff) Unwrap() error { return f.error }

// worded is an error for which a command has words of its own in every language.
type worded struct {
	error
	say text
}

func (w worded) Error() string { return w.say[english] }
func (w worded) Unwrap() error { return w.error }

// noHold words the refusal of a hold's id and secret.
func noHold(err error) error {
	if unspent.ReasonOf(err) != unspent.NotFound {
		return err
	}
	return worded{err, text{"no hold answers to this id and secret: compare both with what the seller sent",
		"この番号と秘密に合う取り置きはありません。売り手から届いたものと見比べてください"}}
}

// withHint adds a hint to err, if there is one.
func withHint(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return hinted{err, []string{fmt.Sprintf(format, args...)}}
}

// usage is a wrong use of the command line.
func usage(format string, args ...any) *unspent.Error {
	return unspent.Errorf(unspent.Invalid, format, args...)
}

// told says what err is, in the language as far as it can be said in it.
func (l language) told(err error) string {
	reason := unspent.ReasonOf(err)
	if w, own := errors.AsType[worded](err); own {
		return w.say[l]
	}
	if _, staff := errors.AsType[forStaff](err); staff && toStaff[reason] != "" {
		return toStaff[reason]
	}
	if unread, ok := errors.AsType[casefile.Fault](err); ok && l == japanese {
		return unread.File + "：" + unread.Text.JA
	}
	if all, ok := texts.Faults(unspent.FaultsOf(err)); ok {
		return l.of(all)
	}
	say, unknown := texts.Say(l.code(), "advice."+string(reason))
	switch {
	case l == english || unknown != nil:
		return err.Error()
	case !precise(reason):
		return say
	}
	return say + "（" + strings.ReplaceAll(err.Error(), "\n", "）\n"+say+"（") + "）"
}

// report returns the lines that tell somebody about err.
func (l language) report(err error) string {
	var b strings.Builder
	for line := range strings.SplitSeq(l.told(err), "\n") {
		fmt.Fprintf(&b, "unspent: %s\n", line)
	}
	reason := unspent.ReasonOf(err)
	_, own := errors.AsType[worded](err)
	_, staff := errors.AsType[forStaff](err)
	word := text{"hint: ", "ヒント: "}[l]
	if hint, err := texts.Say(l.code(), "hint."+string(reason)); err == nil && !own && !(staff && forHolders(reason)) {
		fmt.Fprintf(&b, "%s%s\n", word, hint)
	}
	for h, ok := errors.AsType[hinted](err); ok; h, ok = errors.AsType[hinted](h.error) {
		for _, hint := range h.hints {
			fmt.Fprintf(&b, "%s%s\n", word, hint)
		}
	}
	return b.String()
}
