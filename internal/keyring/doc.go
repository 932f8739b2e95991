// Package keyring keeps the secrets of an installation and does what needs
// them: it hashes codes and requests, seals the seeds of codes, and signs.
//
// The keyring is a JSON file of mode 0600 beside the database. Whoever has both
// can test guesses of codes; whoever has the database alone learns nothing. It
// holds four things:
//
//   - peppers: HMAC-SHA-256 keys under which codes are stored;
//   - seal keys: AES-256-GCM keys under which seeds of codes wait for the end of
//     their reveal window;
//   - signing keys: Ed25519 keys of receipts;
//   - one request key, for Idempotency-Keys and request bodies, which is never
//     rotated: a retry must find its first answer.
//
// Invariants:
//
//   - A [Ring] never changes and is safe for concurrent use.
//   - A rotation adds a key and keeps the old ones: old cards stay findable, old
//     seals open, old receipts verify. A running server sees a rotation when it
//     starts again.
//   - Each key has an id, derived from the key itself. The file carries a
//     checksum, because a single changed bit in a pepper would lose every card.
//   - A file is flushed with its directory before a key of it is used. A rotation
//     replaces the file whole or not at all; a creation that a crash cuts off
//     leaves one that [Load] refuses.
//   - A withdrawn signing key signs nothing more, and nothing that it signed is
//     believed: whoever has it can date receipts as they like.
//   - A file may be sealed with a passphrase. What is changed in it is sealed with
//     the same.
//   - A Ring prints, logs and marshals as a mask or not at all.
//
// It refuses a file that others can read, that is damaged or edited by hand, or
// that another version wrote, and says what to do. It never creates a key ring
// where one exists, and never invents a missing one.
package keyring
