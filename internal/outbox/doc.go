// Package outbox sends the mails that are due because something happened.
//
// The journal says what happened, so it is the outbox: a worker follows it and
// derives from each event which mails are due. Of those that are not settled yet
// there is a job each (package jobs). The mail itself is written when it is sent.
//
// Invariants:
//
//   - No event is passed over and none yields two rows: see package follow. A row
//     goes when a mail server has taken the mail, or the mail is dead: a mail is sent
//     at least once.
//   - A mark that is found by the next process means that nobody knows how that ended:
//     the mail is sent once more, under the same Message-ID, and after a second one
//     it is dead and somebody is told that it may have arrived. However often a
//     process is killed, a mail comes at most twice for it.
//   - No row holds a code, a name or an address. Who gets a mail is looked up when
//     it is sent; somebody who was forgotten by then gets none.
//   - Delivery is not redemption: nothing here changes a card.
//   - The code of a gift is asked for when it is sent, and can no longer be shown by
//     anybody once the mail server has taken it.
//   - Without a mail server nothing is read: the cursor stands still.
//
// It refuses to mail what is no news: events older than [MaxLate] when they are
// first read.
package outbox
