// Package memory is the reference driver: a book in the memory of one process.
// The other drivers are compared with it, and tests that need a store use it.
//
// Invariants:
//
//   - Every projection is the fold of the journal by [store.State]; nothing that
//     the caller folded is taken over.
//   - An Update that fails, or panics, leaves no trace.
//   - Nothing given out shares memory with what is kept.
//
// It refuses to be durable: what is kept ends with the process. It keeps every
// event, so it is not for long workloads.
package memory
