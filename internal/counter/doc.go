// Package counter is where everybody asks: programs over HTTP, pages, and commands
// with a file come through it, and it is the one place that says who may.
//
// An edge hands over who stands there ([Visitor]) and what they ask; what comes back
// is the answer in the shape of package api, or a [Refusal]. Between the two, always
// in this order: whose key it is, whether they may make the call, the id of the
// request, the look-up gate if the call names a code or a hold's secret, what a key
// acts for, the second person, the book, the line in the staff's log.
//
// Invariants:
//
//   - Whoever may make a call stands in one table, and so does what the log notes.
//   - An unknown code, a wrong secret and what is not yours are refused alike.
//   - A refusal tells no cause of our own: that is in the log, under its incident id.
//   - The gate counts visitors without a key by the place that they come from, and
//     nobody does their proof of work for them.
//   - What was done is told in the staff's log, in the same step where the book can.
//
// It refuses rules of cards and money, which are in package unspent, and all that
// bodies, addresses and status codes are, which is in the edges.
package counter
