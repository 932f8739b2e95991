// Package api is the wire of version 1: what the calls of the HTTP API take and
// answer, each shape once. The server writes these types and package client reads
// them; the OpenAPI document is made from them.
//
// The tag doc says what a field is; it is also the text of the reference.
//
// Invariants:
//
//   - A list is never null. A time, a cursor or an object that is not there is
//     null, or left out where its tag says so.
//   - A code or a secret in an answer prints as a mask; only the answer's JSON spells
//     it out.
//   - Fields may be added. None is renamed or taken away while this is version 1.
//
// It refuses rules and errors of its own: a value that does not parse fails with
// the error of package unspent.
package api
