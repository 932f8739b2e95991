// Package follow reads the journal behind a cursor, for a room that derives
// something from what happens: which mails are due, what became of an order.
//
// Invariants:
//
//   - What is derived from events and the cursor behind them are one write, so after
//     a crash none is passed over and none counts twice.
//   - That write compares the cursor with what was read before. Of two workers that
//     read the same events at once, one writes; the other has done nothing.
//
// It refuses to derive anything itself, and it never changes the journal.
package follow
