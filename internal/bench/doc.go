// Package bench measures how fast the book is, each figure beside the limit
// that this machine sets for it, in one run.
//
// A figure and its limit are measured in short slices that alternate, by the
// same client, so that whatever else the machine does meets both. Their medians
// are compared; ratios say more than numbers, which belong to one machine.
//
// Invariants:
//
//   - Every answer is looked at: a wrong status, card, balance or state ends
//     the run with an error, not with a figure.
//   - What is left of one slice's work is awaited before the next begins.
//   - After the writes the book is audited, unless it is too large for that to
//     be done in a short run.
//
// It refuses to judge: no test asserts a time. Which ratios are aimed at is
// printed beside those that were reached.
package bench
