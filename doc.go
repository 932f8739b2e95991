// Package unspent is the vocabulary of the book: money, codes, serials, cards,
// accounts, events, commands, and the rules that turn a command into an event.
//
// It is pure. It imports the standard library only, does no I/O, reads no clock
// and draws no random numbers: time, randomness and identifiers are arguments.
//
// Invariants:
//
//   - A value that exists is valid: Parse functions refuse everything else, and
//     String gives back the one canonical spelling.
//   - Money is minor units and a currency; sums are checked for overflow.
//   - A [Code] or [Secret] cannot be printed, marshalled or logged by accident.
//   - Every rule answers with an [Event]. A refusal is an event too, of kind
//     [Declined], so that it can be replayed and proved.
//   - The state of a card changes along [Transitions] and no other way.
//
// It refuses to know about databases, HTTP, files and languages.
package unspent
