// Package sim drives a book the way a bad day does. Several actors send commands
// on few cards at once, repeat them, reuse their ids for other commands and give
// up waiting; the store loses writes, or stores them and reports them lost; the
// clock jumps and steps back.
//
// [Run] does that from a seed and returns the history of what was asked and
// answered. [Model] says, by rules of its own, what a card and an account may
// answer, so that porcupine can tell whether the history is linearizable.
//
// Invariants that Run itself checks, with an error that names the seed:
//
//   - The same request again gives the first answer, codes and secrets included,
//     at once and after the book was closed and opened.
//   - The same id with another command is a conflict.
//   - An unknown code is not found.
//
// Which goroutine runs when is not in the seed: a seed that failed may need
// several runs to fail again.
//
// It refuses to judge the journal: its tests run package audit on what is left.
package sim
