// Package mark keeps a small file beside a journal that says how far the journal
// had come when its last answer left: the high-water mark.
//
// A journal cannot say of itself that its end is missing. A log that is damaged in
// one byte is cut off there by whatever recovers it, and what is left looks whole.
// So what was acknowledged is written down in a second place.
//
// The file has two slots, written in turn, each with a checksum. A write that is
// torn leaves the slot before it. The file keeps its size, so that a full disk
// does not stop it.
//
// Invariants:
//
//   - A mark that Write took is read again after the process was killed, however
//     it was killed.
//   - After a power cut the mark may be older than the last one taken, by what was
//     written in the last moment (a tenth of a second, and one flush). It is never
//     newer than what its writer had made durable before.
//   - A slot with any byte changed is not believed.
//
// It knows nothing of what the journal is made of, and refuses to judge: whoever
// opens a journal compares.
package mark
