package httpapi

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/counter"
)

// answers is the one place where a reason becomes an HTTP status, with what it
// means in one clause; docs/reference/api.md shows the same table. A reason that
// is not here answers 500: a test walks [unspent.Reasons] to find such holes.
var answers = map[unspent.Reason]struct {
	status  int
	meaning string
}{
	unspent.Invalid:         {http.StatusBadRequest, "the request is not well formed; the detail says what is wrong"},
	unspent.MistypedCode:    {http.StatusUnprocessableEntity, "the code cannot exist: a symbol is missing, wrong or swapped; compare it with the card"},
	unspent.NotFound:        {http.StatusNotFound, "unknown, or not yours: the two look the same"},
	unspent.Conflict:        {http.StatusConflict, "the Idempotency-Key was used for another request, or the thing exists already"},
	unspent.Unauthenticated: {http.StatusUnauthorized, "the call needs an API key, or the key is unknown or revoked"},
	unspent.Forbidden:       {http.StatusForbidden, "the key's role may not do this"},
	unspent.TooLarge:        {http.StatusRequestEntityTooLarge, "over a documented limit of size or count"},
	unspent.TooManyMisses: {http.StatusTooManyRequests,
		"refused for a while after too many unknown codes, or searches of the staff; Retry-After says how long"},
	unspent.TooManyChanges:   {http.StatusTooManyRequests, "refused for a while after too many changes from one place or of one card; Retry-After says how long"},
	unspent.WorkRequired:     {http.StatusForbidden, "solve the challenge and send the request again with the header Unspent-Work"},
	unspent.SecondPerson:     {http.StatusConflict, "more than one person may do alone: it waits for a second one; then send the same request again"},
	unspent.Busy:             {http.StatusServiceUnavailable, "the queue is full; try again in a moment with the same Idempotency-Key"},
	unspent.Unavailable:      {http.StatusServiceUnavailable, "the outcome is not known; ask again with the same Idempotency-Key"},
	unspent.Internal:         {http.StatusInternalServerError, "our fault; the incident id is in the log"},
	unspent.CardInactive:     {http.StatusConflict, "the card has not been activated yet"},
	unspent.CardClaimed:      {http.StatusConflict, "the card's value is in an account"},
	unspent.CardSpent:        {http.StatusConflict, "nothing is left on the card"},
	unspent.CardVoid:         {http.StatusConflict, "the sale of the card was cancelled"},
	unspent.CardReplaced:     {http.StatusConflict, "this code is dead: the value has a newer one"},
	unspent.CardExpired:      {http.StatusConflict, "the card's validity has ended"},
	unspent.CardFrozen:       {http.StatusConflict, "the issuer's staff has stopped the card"},
	unspent.CardHeld:         {http.StatusConflict, "the card is reserved for a counterparty"},
	unspent.NotHeld:          {http.StatusConflict, "there is no such hold, or it has lapsed"},
	unspent.NotReleased:      {http.StatusConflict, "the holder has not released the card yet"},
	unspent.WrongState:       {http.StatusConflict, "the card is not in a state for this"},
	unspent.WrongCurrency:    {http.StatusUnprocessableEntity, "the amount is in another currency"},
	unspent.WrongProgram:     {http.StatusUnprocessableEntity, "the account holds value of another program"},
	unspent.AgainstTerms:     {http.StatusUnprocessableEntity, "the program does not allow this use"},
	unspent.LimitExceeded:    {http.StatusUnprocessableEntity, "over a limit of the program"},
	unspent.Insufficient:     {http.StatusUnprocessableEntity, "the balance does not cover the amount"},
	unspent.AccountFrozen:    {http.StatusConflict, "the issuer's staff has stopped the account"},
	unspent.AccountClosed:    {http.StatusConflict, "the account is closed"},
	unspent.TooLate:          {http.StatusConflict, "the time in which it could be undone is over"},
	unspent.RefundExceeded:   {http.StatusUnprocessableEntity, "more than is left to refund of the payment"},
	unspent.ReceiptMalformed: {http.StatusUnprocessableEntity, "this is not a receipt"},
	unspent.ReceiptAlgorithm: {http.StatusUnprocessableEntity, "the receipt is signed with an algorithm that is not allowed"},
	unspent.ReceiptWithdrawn: {http.StatusUnprocessableEntity, "the receipt is signed by a key that the issuer has withdrawn: it proves nothing any more"},
	unspent.ReceiptKey:       {http.StatusUnprocessableEntity, "the receipt is signed by a key that is not in the key set"},
	unspent.ReceiptSignature: {http.StatusUnprocessableEntity, "the receipt's signature does not match"},
	unspent.ReceiptExpired:   {http.StatusUnprocessableEntity, "the receipt is past its own expiry"},
	unspent.ReceiptAudience:  {http.StatusUnprocessableEntity, "the receipt was not made for whoever asks"},
	unspent.ReceiptNonce:     {http.StatusUnprocessableEntity, "the receipt was made for another question"},
}

// misfit is a refusal of what is asked in a way that HTTP has a status of its own for.
type misfit struct {
	status int
	err    *unspent.Error
}

func (e *misfit) Error() string { return e.err.Error() }
func (e *misfit) Unwrap() error { return e.err }

// problem fills in what a reason says.
func problem(p api.Problem) api.Problem {
	if answers[p.Reason].status == 0 {
		p.Reason = unspent.Internal
	}
	if p.Status == 0 {
		p.Status = answers[p.Reason].status
	}
	p.Type = "/docs#" + string(p.Reason)
	p.Title = http.StatusText(p.Status)
	return p
}

// problemOf makes the document of a refusal, its headers in h.
func problemOf(r *counter.Refusal, h http.Header) api.Problem {
	p := api.Problem{Reason: r.Err.Reason, Detail: r.Err.Detail, Faults: api.Faults(r.Err), Challenge: r.Challenge, Incident: r.Incident}
	if r.TooMany {
		p.Status = http.StatusTooManyRequests
	}
	if r.Wait > 0 {
		h.Set("Retry-After", strconv.Itoa(int((r.Wait+time.Second-1)/time.Second)))
	}
	switch p.Reason {
	case unspent.Unavailable:
		h.Set("Retry-After", strconv.Itoa(busyRetry))
	case unspent.Busy:
		if h.Get("Retry-After") == "" {
			h.Set("Retry-After", strconv.Itoa(busyRetry))
		}
	case unspent.Unauthenticated:
		h.Set("WWW-Authenticate", `Bearer realm="unspent"`)
	}
	return problem(p)
}

// fail answers with the problem of what went wrong, as it is told.
func (x *exchange) fail(err error, told *counter.Refusal) {
	p := problemOf(told, x.w.Header())
	if m, ok := errors.AsType[*misfit](err); ok {
		p.Status = m.status
		p = problem(p)
	}
	x.out = append(appendJSON(x.out[:0], p), '\n')
	x.send(p.Status, problemType, x.out)
}
