// Package approval keeps what waits for a second person: calls of the staff that
// are worth more than one person alone may move.
//
// Invariants:
//
//   - A request lets one command of one key under one request id pass, or the
//     parts of one batch, and nothing else.
//   - Nobody judges what they asked for, and whoever judges may do the same
//     command themselves.
//   - A request is judged once, or approved by two if it takes two. What was approved
//     by a key that has been revoked since, or by a person who was reset, and not carried
//     out, waits again.
//   - What is not carried out within [Life] lapses.
//
// It carries nothing out but batches, as jobs ([Runner]); of all else the caller
// repeats the call, and the book answers it once.
package approval
