// Package mailin takes mails that people forward, and answers each with what it
// says of a gift card.
//
// A [Box] speaks SMTP at one address: case@DOMAIN for any mail, and
// case+TOKEN@DOMAIN for another mail of a case that runs already. It reads what
// came with package casefile, attached mails, pictures and PDFs included, finds the
// brand by them, and hands the answer to whoever sends mails, once.
//
// Invariants:
//
//   - It relays nothing: every other recipient is refused at RCPT.
//   - Only a sender who is known to be the one is answered: the envelope sender
//     passes SPF, or the sender's own domain has signed the mail, To us.
//     Programs, lists, bounces and our own answers are never answered, and at
//     most so many mails are answered to one address and in all.
//   - An answer goes out at most once, never twice: it is not tried again, and one
//     that is lost is lost. What the asker may do is to send the mail again.
//   - Nothing of a mail stands in a header of the answer but its Message-ID, if
//     that is plain.
//   - One mail at a time is judged, so that mails never take more than one of the
//     turns of who reads pictures.
//   - Memory has a bound that is set at [New], whatever clients do; a session has
//     an end whatever it sends.
//   - Nothing is written but a picture while it is read, in a temporary folder of
//     its own. A case that runs is kept in memory, without texts and
//     without codes, until its time is over or the process ends.
//   - Logs and metrics have no address, no subject and nothing of a text.
//
// It refuses line ends that are not CR LF, which other servers may take for the
// end of a mail.
package mailin
