// Package gate is the one way to a look-up by code, for every channel: it makes
// guessing codes slow and dear without asking an honest holder for anything.
//
// A miss is a look-up of a well-formed code that the book does not know. Misses
// are counted per client (an IPv4 address, an IPv6 /64, an API key), per network
// (IPv4 /24, IPv6 /48) and over all anonymous clients. Each count is a debt that
// pays itself off, one miss at a time. Past a first threshold an anonymous client
// must attach a proof of work to each look-up, past a second one a client is
// refused for a while. docs/reference/gate.md gives thresholds and puzzle.
//
// Invariants:
//
//   - Memory has a bound that is set at [New], whatever clients do.
//   - A client that is deep in debt is never forgotten to make room for one that
//     is less so: many addresses with a miss each push nobody out.
//   - Admit of a client without misses allocates nothing and takes no lock, or
//     that of a set of eight debtors that it shares by chance.
//   - A hit never lowers a client's own count: whoever owns one good card could
//     otherwise guess for ever.
//   - A proof is good once, for one route, until its expiry. Its parts have fixed
//     lengths, so no part can be read as another. Puzzles need no memory; used
//     proofs are remembered until they expire. The key is drawn at New, so that no
//     proof outlives the memory of its use.
//   - An API key never needs work and has limits of its own: one for misses, and
//     one for refused commands, which the journal keeps.
//
// It refuses to see codes, to know HTTP and to tell an unknown code from one that
// is not yours. It counts misses when they have happened: look-ups that are under
// way at the same instant may pass a threshold together.
package gate
