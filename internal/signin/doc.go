// Package signin lets people in who have a mail address and nothing else: it
// mails them a link that works once, and knows by its session who asks.
//
// A [Person] has an account of the book under an opaque id. Their address and
// wishes are a document beside the journal, which can be forgotten; the account
// and its history stay.
//
// Invariants:
//
//   - Every address is asked the same way and answered the same, whether somebody
//     with it was here before or not.
//   - A link is looked at as often as one likes, and works once. A session is new
//     each time somebody enters, and renewed while it is used.
//   - Links and sessions are random, kept as hashes, in memory only: a restart
//     signs everybody out.
//   - One address is mailed rarely, whoever asks for it.
//
// It refuses addresses that cannot be written plainly in a mail.
package signin
