// Package sight puts what stands on a sheet together again: the words that were
// recognised in a picture, or that a PDF has at places of a page, become lines
// with cells, as a person reads them.
//
// It is pure: words and boxes in, lines out; it decodes no picture and runs no
// program.
//
// Invariants:
//
//   - Every word of the sheet stands in exactly one cell of one line.
//   - A line remembers the words it was made of, so that what is read of it can be
//     shown in its place.
//   - The same words in any order give the same lines.
package sight
