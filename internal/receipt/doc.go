// Package receipt signs what package proof verifies.
//
// Invariants:
//
//   - Every receipt is signed with the keyring's newest signing key and names it.
//   - The published key set has every signing key that ever was, so receipts
//     from before a rotation verify.
//   - What is signed has been checked by the rules that the verifier applies.
//
// It refuses to decide what a receipt says: the caller has looked at the card.
package receipt
