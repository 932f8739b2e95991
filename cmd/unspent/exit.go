package main

import (
	"errors"

	"github.com/unspent-dev/unspent"
)

// The exit codes.
const (
	exitDone    = 0
	exitNo      = 1 // the answer is "no": used, invalid, differs
	exitUsage   = 2 // wrong use
	exitUnknown = 3 // cannot tell, or unavailable
)

// exitOf is the one place that maps reasons to exit codes.
var exitOf = map[unspent.Reason]int{
	unspent.Invalid:          exitUsage,
	unspent.Conflict:         exitUsage,
	unspent.Unauthenticated:  exitUsage,
	unspent.Forbidden:        exitUsage,
	unspent.TooLarge:         exitUsage,
	unspent.TooManyMisses:    exitUnknown,
	unspent.TooManyChanges:   exitUnknown,
	unspent.WorkRequired:     exitUnknown,
	unspent.Busy:             exitUnknown,
	unspent.Unavailable:      exitUnknown,
	unspent.Internal:         exitUnknown,
	unspent.SecondPerson:     exitNo,
	unspent.MistypedCode:     exitNo,
	unspent.NotFound:         exitNo,
	unspent.CardInactive:     exitNo,
	unspent.CardClaimed:      exitNo,
	unspent.CardSpent:        exitNo,
	unspent.CardVoid:         exitNo,
	unspent.CardReplaced:     exitNo,
	unspent.CardExpired:      exitNo,
	unspent.CardFrozen:       exitNo,
	unspent.CardHeld:         exitNo,
	unspent.NotHeld:          exitNo,
	unspent.NotReleased:      exitNo,
	unspent.WrongState:       exitNo,
	unspent.WrongCurrency:    exitNo,
	unspent.WrongProgram:     exitNo,
	unspent.AgainstTerms:     exitNo,
	unspent.LimitExceeded:    exitNo,
	unspent.Insufficient:     exitNo,
	unspent.RefundExceeded:   exitNo,
	unspent.AccountFrozen:    exitNo,
	unspent.AccountClosed:    exitNo,
	unspent.TooLate:          exitNo,
	unspent.ReceiptMalformed: exitNo,
	unspent.ReceiptAlgorithm: exitNo,
	unspent.ReceiptKey:       exitNo,
	unspent.ReceiptWithdrawn: exitNo,
	unspent.ReceiptSignature: exitNo,
	unspent.ReceiptExpired:   exitNo,
	unspent.ReceiptAudience:  exitNo,
	unspent.ReceiptNonce:     exitNo,
}

// errNo ends a command whose answer, already printed, is "no".
var errNo = errors.New("the answer is no")

// exitCode returns the code that the program ends with after err.
func exitCode(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	}
	if code, ok := exitOf[unspent.ReasonOf(err)]; ok {
		return code
	}
	return exitUnknown
}
