// Package book is the one door to the book of record. It gathers the commands
// that arrive while the one before is being made durable, loads what they touch
// in one read, decides them in their order on what was loaded, appends what they
// yield in one write, and answers each.
//
// Invariants:
//
//   - A command is decided once. The same request id with the same command is
//     answered with the first answer, a decline included; with another command
//     it is a conflict.
//   - An answer without an error, or a decline, is durable.
//   - An error of reason Unavailable leaves the outcome open; a retry with the
//     same id tells. Any other error changed nothing.
//   - Reading changes nothing.
//   - Time never runs backwards in it, and what the clock says after a jump ahead
//     is not written.
//   - No command waits for a timer: an idle book answers at once, a busy one grows
//     its batches. The queue is bounded; when it is full the answer is Busy.
//
// It refuses to decide: the rules are methods of unspent.Card and
// unspent.Account. It refuses to write codes and secrets; those of new cards
// are derived from a seed that is kept encrypted until the program's reveal
// window ends, and then erased.
package book
