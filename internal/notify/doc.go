// Package notify writes the mails of an installation, signs them and hands them
// to a mail server.
//
// A [Letter] is what is to be told: a gift, an order, an opening notice, a step
// of a hand-over, an end of validity, a sign-in link, an answer to a mail that was
// sent in. [Letterhead.Compose] makes
// a [Mail] of it, in Japanese or English, as plain text and as HTML. [Signer]
// signs it with DKIM, and [Sender] delivers it.
//
// Invariants:
//
//   - The same letter for the same cause to the same recipient is the same mail,
//     byte for byte, under the same Message-ID, until it is signed.
//   - Subjects are ours, word for word: nothing that a person typed stands in a
//     header but the address. What a giver wrote stands in a gift mail after all
//     facts, marked as theirs; an opening notice holds nothing of it at all, or a
//     signed notice could be made to say what a giver likes.
//   - Every header that a reader depends on is signed, and signed once more than
//     it is there, so that none can be added.
//   - A mail loads nothing and follows nobody: no picture, no script, no tracking.
//   - A failure says whether another try makes sense ([Failure]); [Wait] says when.
//     A mail is sent at least once. Two copies share their Message-ID.
//   - Mails, keys and passwords print as a mask.
//
// The room keeps nothing: which mails are due is the journal's to say (ADR 0013).
// It refuses addresses that cannot be written plainly in a header, server
// connections without TLS except to the same machine, and RSA keys below 2048 bit.
package notify
