// Package sqlite keeps a book in SQLite: the embedded default.
//
// There are two files. The journal, at the path that is opened, is the truth:
// events, programs, keys, seals and parties, written with synchronous=FULL by
// one connection. The state, at the path with "-state" behind it, holds
// projections: cards by code, serials, accounts, answers. It is written behind,
// in the order of its keys, by a goroutine with a connection of its own, so that
// an answer waits for one append and one fsync and for nothing else.
//
// Between the two stands an overlay in memory: what events changed and the state
// file does not show yet. It has two generations of bounded size. The young one
// takes changes; when it is full it becomes the old one, which is written behind
// and dropped. At start the tail of the journal that the state file lacks is
// applied again; a state file that is missing, foreign, damaged or ahead of its
// journal is thrown away and rebuilt.
//
// Almost every request id is new. A filter in memory, two bytes for each request
// that was ever answered, knows so without a read; and answers are kept by age,
// so that writing them touches few pages.
//
// Invariants:
//
//   - What Update answered is in the journal and synced.
//   - After a failed write the driver asks the journal what happened before it
//     goes on: a write that was stored but reported lost is found again.
//   - No row of the state file has seen an event that the journal lacks.
//   - One process owns the files, by a lock on the path with "-lock" behind it;
//     any number may read beside it through [OpenReader].
//
// It refuses files of newer programs, migrations whose recorded checksum
// differs, and damaged pages, each with a clear error.
package sqlite
