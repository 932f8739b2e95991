// Package upload takes large request bodies of strangers, so that nobody keeps
// others out by sending nothing.
//
// Invariants:
//
//   - What counts is what has come, never what was announced: a body of which not a
//     byte has come takes no memory from anybody.
//   - A client, and a network, has a share of the uploads under way, which is used up
//     before that of all.
//   - A body that comes more slowly than the least rate ends, and so does one that
//     takes too long in all.
//   - What an upload holds is given back by Leave, once, whatever happened.
//
// It refuses to look into bodies and to know what they are for.
package upload
