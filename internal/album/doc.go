// Package album makes the pictures by which reading is measured: pages as issuers
// and phones show them, rendered by Chromium, made worse as screenshots and
// photographs are, with the truth beside each.
//
// The pages are written here after what is known of the real ones; no page of an
// issuer is copied. [Tuned] may be looked at while readers are written. [Held] may
// not: whoever changes a reader to fit it has to move the page to the other set
// and write a new one.
//
// Invariants:
//
//   - The same album is the same pictures, but for what Chromium and its fonts
//     change.
//   - What a page shows of a card stands in its truth, letter for letter.
//   - Codes, addresses and numbers are made up.
//
// It refuses to fetch anything: every page is one file without links.
package album
