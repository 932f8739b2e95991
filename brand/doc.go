// Package brand holds what is known of gift cards by brand, as data.
//
// A [Profile] says what a brand's codes, order numbers, mails, pages and
// messages look like and what they mean, whether its issuer lets a balance be
// looked up, and whom to turn to. Nothing in the program is specific to a brand;
// all of it is in the files of this package, or in a folder that a user adds.
//
// Every fact has its source, the date it was seen, and whether the issuer
// confirms it. What nobody has confirmed is marked so, and no rule builds proof
// on it alone. [Lint] finds facts without a source, patterns that do not compile
// or that overlap, and texts that are missing in one language.
//
// It refuses profiles with unknown fields, and it never fetches anything.
package brand
