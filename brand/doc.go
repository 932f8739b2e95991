// Package brand holds what is known of gift cards by brand, as data.
//
// A [Profile] says what a brand's codes, order numbers, mails, pages and
// messages look like and what they mean, whether its issuer lets a balance be
// looked up, and whom to turn to. Nothing in the program is specific to a brand;
// all of it is in the files of this package, or in a folder that a user adds.
//
// Every fact has its source, the date it was seen, and whether the issuer
// confirms it. Confirmed means that the issuer states it, or that it was seen
// directly; everything else was said by others, or is a likely form that nobody
// has seen. How to use that:
//
//   - To recognise, use every fact. An unconfirmed sender, domain or text lets a
//     mail or a page be read at all, and what was read is kept.
//   - Authenticity does not come from here alone. A signature is valid or not,
//     whatever a profile says; the profile says whether its domain may speak for
//     the sender, and Load refuses domains that could not.
//   - To weigh, ask for Confirmed. What a [Mail] or a [Phrase] means proves
//     something by itself only if it is confirmed; if not, it weighs less, and
//     the reason is told.
//
// [Lint] finds patterns that do not match their samples or take those of
// others, numbers of orders that would be cut as codes, and promises that the
// profile cannot keep. [Stale] finds facts that are old.
//
// Patterns match what [NormaliseText] leaves: NFKC turns １２３ into 123, ￥ into
// ¥, （：） into (:), … into three full stops, ① into 1, ㈱ into (株), and narrow
// katakana into wide. So a pattern is written with the plain forms.
//
// [Profile.Redact] and [Catalogue.Redact] cut whole codes, so that none is
// written or shown. They take time in proportion to the text.
//
// Load refuses unknown fields, aliases and tags, texts in one language, facts
// without source and date, mail-service domains, and whatever is over a limit.
// The package never fetches anything; addresses in it are for people to open.
package brand
