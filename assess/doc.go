// Package assess judges, from evidence, whether a gift card of any brand is used.
//
// [Judge] takes a [Case] (what a person says of a card), [Evidence] (what was
// brought, as the importers read it) and a brand's profile, and gives a
// [Verdict]: a state with its confidence and its time, the findings that led to
// it, contradictions by name, what is missing, and what to do now. It is pure:
// the same input gives the same verdict, at any time, in any order of evidence.
//
// Evidence is graded, not believed. A finding weighs what its rule gives it, cut
// by authenticity, by how surely it is about this card, and by age.
//
// [Rules] is the table that decides; docs/reference/rules.md shows it. Of the
// states with findings the one with the weightiest wins; if two are equally
// weighty, the first in this order: used, replaced, blocked, inactive, unused.
// Used takes precedence over an earlier unused, which is a sequence; only a value
// that the issuer took back after the last use makes it blocked. Hints alone leave
// it unknown.
//
// Invariants:
//
//   - Unverified evidence alone never proves anything.
//   - Adding a verified proof of use never makes a verdict less used.
//   - The order of evidence does not matter.
//   - Contradictions are named, never averaged.
//   - Unused always carries its time.
//
// It refuses whole codes: a case has the last four only. Nothing here is
// specific to a brand.
package assess
