// Package report says what value was unspent at an instant, and what happened on
// each day, per program and currency. It reads the journal and nothing else, so
// the same question about the past has the same answer for ever.
//
// Invariants:
//
//   - A report as of an instant is the report of the journal cut off there.
//   - An expired card's value leaves at the end of its validity, whether the event
//     that books it came a minute later, a week later or not yet.
//   - The days add up: unspent value before, plus [Day.Change] of the days
//     between, is unspent value after.
//
// Memory: about 60 bytes for each card that still can have value, about 150 for
// each holder's account. Claimed, voided, replaced and expired cards cost nothing.
//
// It refuses to check what it reads: that is package audit's.
package report
