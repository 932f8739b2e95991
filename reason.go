package unspent

import (
	"errors"
	"fmt"
)

// Reason is the stable, public name of a failure. It is itself an error, so
// errors.Is(err, unspent.NotFound) works on any error of this module.
type Reason string

// The reasons. Their spelling is part of the API and never changes.
const (
	Invalid          Reason = "invalid"              // the request is not well formed
	MistypedCode     Reason = "mistyped_code"        // the code cannot exist: length, alphabet or check symbol
	NotFound         Reason = "not_found"            // unknown, or not yours: the two look the same
	Conflict         Reason = "conflict"             // same request id, other body; or the thing exists already
	Unauthenticated  Reason = "unauthenticated"      // no key, or a key that is unknown or revoked
	Forbidden        Reason = "forbidden"            // the key's role may not do this
	TooLarge         Reason = "too_large"            // over a documented limit of size or count
	TooManyMisses    Reason = "too_many_misses"      // refused for a while after too many unknown codes
	TooManyChanges   Reason = "too_many_changes"     // refused for a while after too many changes
	WorkRequired     Reason = "work_required"        // attach a proof of work
	SecondPerson     Reason = "second_person_needed" // somebody else has to approve it first
	Busy             Reason = "busy"                 // the queue is full: try later
	Unavailable      Reason = "unavailable"          // the store could not answer: retry with the same id
	Internal         Reason = "internal"             // our fault
	CardInactive     Reason = "not_active"           // made, not sold yet
	CardClaimed      Reason = "claimed"              // the value is in an account
	CardSpent        Reason = "spent"                // nothing is left
	CardVoid         Reason = "void"                 // the sale was cancelled
	CardReplaced     Reason = "replaced"             // the code is dead: the value has a newer one
	CardExpired      Reason = "expired"              // the validity has ended
	CardFrozen       Reason = "frozen"               // stopped by the issuer's staff
	CardHeld         Reason = "held"                 // reserved for a counterparty
	NotHeld          Reason = "not_held"             // no such hold, or it has lapsed
	NotReleased      Reason = "not_released"         // the holder has not released the card yet
	WrongState       Reason = "wrong_state"          // the transition table has no such step
	WrongCurrency    Reason = "wrong_currency"       // the amount is in another currency
	WrongProgram     Reason = "wrong_program"        // the account holds value of another program
	AgainstTerms     Reason = "against_terms"        // the program does not allow this use
	LimitExceeded    Reason = "limit_exceeded"       // over a limit of the program
	Insufficient     Reason = "insufficient_funds"   // the balance does not cover the amount
	RefundExceeded   Reason = "refund_exceeded"      // more than was spent
	AccountFrozen    Reason = "account_frozen"       // stopped by the issuer's staff
	AccountClosed    Reason = "account_closed"       // for good
	TooLate          Reason = "too_late"             // the time in which it could be undone is over
	ReceiptMalformed Reason = "receipt_malformed"    // not a receipt
	ReceiptAlgorithm Reason = "receipt_algorithm"    // signed with an algorithm that is not allowed
	ReceiptKey       Reason = "receipt_key"          // signed by a key that is not in the key set
	ReceiptWithdrawn Reason = "receipt_withdrawn"    // signed by a key that the issuer has withdrawn
	ReceiptSignature Reason = "receipt_signature"    // the signature does not match
	ReceiptExpired   Reason = "receipt_expired"      // past its own expiry
	ReceiptAudience  Reason = "receipt_audience"     // made for somebody else, or for nobody in particular
	ReceiptNonce     Reason = "receipt_nonce"        // made for another question
)

// Reasons returns every reason, in the order of their declaration. The edges
// walk it in tests to find a reason they do not map.
func Reasons() []Reason {
	return []Reason{
		Invalid, MistypedCode, NotFound, Conflict, Unauthenticated, Forbidden, TooLarge, TooManyMisses,
		TooManyChanges, WorkRequired, SecondPerson, Busy, Unavailable, Internal, CardInactive, CardClaimed, CardSpent, CardVoid,
		CardReplaced, CardExpired, CardFrozen, CardHeld, NotHeld, NotReleased, WrongState, WrongCurrency,
		WrongProgram, AgainstTerms, LimitExceeded, Insufficient, RefundExceeded, AccountFrozen, AccountClosed, TooLate, ReceiptMalformed,
		ReceiptAlgorithm, ReceiptKey, ReceiptWithdrawn, ReceiptSignature, ReceiptExpired, ReceiptAudience, ReceiptNonce,
	}
}

// Error makes a bare reason usable as an error.
func (r Reason) Error() string { return string(r) }

// Error is a failure that the caller can act on.
type Error struct {
	Reason Reason // public and stable
	Detail string // one clause a cardholder may read; never a code, never SQL
	Err    error  // cause, if any; logged, never shown

	Faults []Fault // the same for edges that speak other languages; none if only the reason can be told in them
}

// Fault is one thing that is wrong with what was asked or brought. An edge looks
// its sentence up by its word, and fills in the values.
type Fault struct {
	Field  string // such as card.last4; "" if it is the whole
	Line   int    // where it stands in a text, from 1; 0: it is in none
	Column int
	Word   string // id of the sentence; stable
	Values map[string]string
}

// Wrong returns a fault of a field; pairs are the names and values of what stands
// in the sentence.
func Wrong(field, word string, pairs ...any) Fault {
	f := Fault{Field: field, Word: word}
	for i := 0; i+1 < len(pairs); i += 2 {
		if f.Values == nil {
			f.Values = map[string]string{}
		}
		f.Values[fmt.Sprint(pairs[i])] = fmt.Sprint(pairs[i+1])
	}
	return f
}

// FaultsOf returns the faults that err names.
func FaultsOf(err error) []Fault {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Faults
	}
	return nil
}

// Errorf returns an error with a reason and a detail.
func Errorf(r Reason, format string, args ...any) *Error {
	return &Error{Reason: r, Detail: fmt.Sprintf(format, args...)}
}

// With adds faults to e, and returns it.
func (e *Error) With(faults ...Fault) *Error {
	e.Faults = append(e.Faults, faults...)
	return e
}

func (e *Error) Error() string { return e.Detail }

// Unwrap gives the reason and the cause, so that errors.Is finds both.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// ReasonOf returns the reason of err: Internal if it has none, "" if err is nil.
func ReasonOf(err error) Reason {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	if r, ok := errors.AsType[Reason](err); ok {
		return r
	}
	return Internal
}
