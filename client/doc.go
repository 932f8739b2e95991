// Package client is the Go client of unspent's HTTP API.
//
// A [Client] has one plain method for each call of the API. Arguments and
// results are values of package unspent, so what was not well formed never
// leaves the program and what came back is known to be.
//
// Invariants:
//
//   - Every failure is an *unspent.Error. If the server answered, its Reason is
//     the problem document's; if it did not, the Reason is Unavailable and the
//     outcome of a write is not known: ask again with the same id.
//   - Every write takes the caller's id (Idempotency-Key). The client never
//     repeats a write on its own, except to attach a proof of work that the
//     server asked for before it did anything.
//   - A code or a secret travels in bodies only, never in an address, an error
//     or a log.
//   - Answers are bounded in size; a redirect is not followed.
//
// It refuses to keep anything: no cache, no retries, no background work.
package client
