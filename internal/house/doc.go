// Package house puts everything that answers for one book together, once: for the
// server, the demo, a command with the file, what measures, and tests.
//
// Invariants:
//
//   - What stands in two rooms, such as the clock, the log and the address, is given
//     once, and every room gets the same.
//   - Whoever is served meets the same counter, gate and people, whether by pages, calls
//     or mails.
//   - What is due by itself (sweep, orders, mails, batches) is worked off in [House.Work]
//     and nowhere else, until it is told to stop; then what was accepted is finished.
//
// It refuses to know settings, files and listeners: whoever opens a house has read and
// checked them.
package house
