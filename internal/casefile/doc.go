// Package casefile turns a case file and the files beside it into a verdict, and
// a verdict into a bundle that others can check.
//
// [Parse] reads case.yaml into an [Input]; [Assess] reads every file that it
// names with package intake, lets package assess judge, and gives a [Result].
// [Bundle] writes the result as a zip: the evidence with every code cut, the
// keys that signed mails were checked with, the verdict, letters and a report
// for people. [Verify] checks such a bundle again, and says of each part whether
// it was checked. [Batch] does many cases at once.
//
// Invariants:
//
//   - No whole code of a card is kept or written: the last four only. Originals,
//     which may hold codes, are written only when asked for, and then encrypted
//     to a passphrase.
//   - The same input at the same time gives the same bytes, save for what must be
//     random: encrypted originals and a time-stamp.
//   - Everything in a bundle is either evidence or follows from it, so that a
//     change to what follows is found by making it again.
//   - A file that cannot be read is named with its reason; it does not end a case.
//
// It refuses paths out of the case's folder, case files with unknown fields, and
// bundles that are not, byte for byte, what it would have written.
package casefile
