// Package unpack finds out by content what a file is, and takes the mails, pages
// and pictures that people wrap up out of what they are wrapped in: archives,
// mailboxes, Outlook's and Safari's own files.
//
// Everything that it is given is taken for hostile. It runs nothing, fetches
// nothing, writes nothing to disk, and the name of a file is never used as a path.
//
// Invariants:
//
//   - What a file is follows from its bytes alone.
//   - A mail comes out of its wrapping in exactly the bytes that it went in with,
//     so that its signature can still be checked.
//   - Whatever goes over a limit of limits.go is refused with reason too_large and
//     the limit's name.
//   - Each refusal has an id and says in Japanese and in English what the file is
//     and the way out.
//
// It refuses archives within archives, what is locked with a password, and every
// kind of file that has nothing for a reader.
package unpack
