// Package gift takes orders of gift cards and sees them through: payment, issue
// at the date that was asked for, and what became of each card.
//
// An [Order] is a document beside the journal, because it holds names, addresses
// and messages, which can be forgotten. What it does to money are commands of the
// book, under request ids that follow from the order's number: asked again after
// a crash they do nothing twice.
//
// Invariants:
//
//   - An order is kept before anything is paid or issued for it, and nothing is
//     issued for an order of a holder before it is paid from their account.
//   - A card is issued at most once for each place of an order; sending it again
//     is a reissue, so the code that was sent before is dead.
//   - Who may see an order: who placed it, and the staff. A recipient sees what was
//     sent to their address, and nothing of the giver but what they wrote.
//   - Codes are never kept. Inside the program's reveal window the book tells them
//     again, to whoever mails or prints them.
//
// It refuses orders that are larger than its limits, sent later than a year from
// now, or under a number that another order has.
package gift
