// Package intake reads what people bring as evidence for a card: mails, saved
// pages of a usage history or of an order, messages that were shown when a code
// was redeemed, receipts, pictures.
//
// [Read] finds out by content what a file is and what it says, by the words of a
// brand's profile, and returns it as evidence that assess can judge. Everything
// that is read is taken for hostile.
//
// Invariants:
//
//   - Whole codes of any brand are cut to their last four before anything is
//     returned; see [RedactAll].
//   - Nothing is fetched, no script runs, and the name of a file is never used as a
//     path. A picture is decoded only if there are eyes to read it, once its pixels
//     are counted and its turn has come.
//   - What was read in a picture is no more than a hint until a person has confirmed
//     it; see [Confirm]. The copy of it that is kept shows no code.
//   - Only a mail with a signature that counts is verified; a page never is.
//   - Whatever goes over a limit of limits.go is refused with reason too_large
//     and the limit's name.
//   - A day without a time of day is its first moment, in the brand's country.
//
// It refuses films, programs, Office documents and the like by name, each with the
// way to do it right. What it does not understand it keeps, and says so.
package intake
