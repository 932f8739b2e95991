// Package httpapi is the HTTP edge of the book: JSON API v1, its OpenAPI
// document and reference page, the page that a receipt's link opens, and what
// machines ask (health, metrics, keys).
//
// Every call goes one way: the key and the request id to the counter, which says
// whether they may, then the body, the counter again, the answer. Every body is read
// the same way, by a library's decoder along the struct of its request. The answers of
// the calls that are asked for most (check, checks, claim, spend) are written by hand,
// which is worth a fifth of such a call (docs/reference/performance.md); any other
// is written by encoding/json, and a test compares the two.
//
// Invariants:
//
//   - A reason becomes an HTTP status in one table; what is not in it is our
//     fault, answers 500 and is in the log under the incident id of the answer.
//   - What the book has decided, done or declined, is answered byte for byte as the
//     first time when the same request comes again, with the header
//     Idempotent-Replayed: true. What was refused before that leaves no trace.
//   - Codes, secrets and keys are in bodies and the Authorization header only:
//     never in an address, a log, a metric or a problem.
//   - A receipt's link keeps the receipt behind #. The page there sends it in a
//     body, to this server only.
//
// It refuses rules: who may is decided at the counter, and what is allowed in package
// unspent.
package httpapi
