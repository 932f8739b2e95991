// Package proof verifies receipts: signed statements that a card was seen in
// some state at some time. It works offline, with nothing but the issuer's
// public keys. docs/reference/receipt.md specifies the format.
//
// Invariants:
//
//   - A receipt that verifies is exactly the text that was signed: a change of
//     any character is refused, even one that no decoder would notice.
//   - One algorithm, EdDSA with Ed25519, and keys from the caller's key set only.
//     Nothing in the receipt can choose another.
//   - Each refusal has its own reason, [unspent.ReceiptMalformed] and the others
//     of that name.
//   - A receipt never says less than it means: its time, its head of the card's
//     hash chain and its audience are always reported.
//
// It refuses to fetch keys, to read a clock, and to say anything about now: a
// receipt speaks of the time in [Receipt.AsOf].
package proof
