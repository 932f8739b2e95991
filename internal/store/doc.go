// Package store is the contract between the book and the place where it is
// kept: [Store], [Tx] and their promises. Drivers live in the folders below;
// package storetest holds what every driver must pass.
//
// The journal is the truth: events appended in order, one row each. Cards,
// accounts and answers are projections, folded from events by [State]; how a
// driver keeps them is its own business, and above the contract nobody can tell.
//
// Invariants:
//
//   - An Update that returned nil is durable: it survives kill -9 and power loss.
//   - An Update that returned an error happened as a whole or not at all. The
//     next View or Update sees which.
//   - Updates are serial. A View sees every Update that returned before it began.
//
// It refuses to decide anything: rules live in package unspent, order and
// replay in package book.
package store
