// Package audit reads the whole journal and says whether it can be believed.
//
// It derives balances, states and chains from the raw events by code of its own,
// written from docs/reference and not from the fold that the book and the stores
// share ([unspent.Card.Apply], [unspent.Account.Apply], [store.State]) nor from
// [unspent.Event.Digest]: a fault in that code is a difference here. Then it
// loads what the store has kept beside the journal (cards, accounts, answers,
// refunds) and compares every field.
//
// It finds any single event that was changed, dropped, repeated, reordered or
// invented, as long as something still remembers otherwise: the next event of
// the same card or account, the number of the next event, or the stored head.
// Whoever rewrites the end of the journal, every hash after the change and every
// projection leaves nothing inside the store to find; the receipts that holders
// keep are there for that. See docs/reference/journal.md.
//
// Invariants:
//
//   - It changes nothing.
//   - It can run beside a serving process: a record that is newer than the
//     journal that was read is compared when a later read has reached it.
//   - A difference is reported where it is and then believed, so that one fault
//     is one finding per event that it touches, not one for all that follow.
//
// Memory: a card costs 152 bytes and its place in the index 5 to 10, so that ten
// million cards take 1.4 GB; with GOMEMLIMIT=2GiB the collector keeps the garbage
// of reading within 2 GB too. A card that is or was held or handed over costs
// about 200 more, an answered request about 100, a payment 24, an account about 250.
//
// It refuses to repair, and it cannot list projections: a card or an account
// that is stored and that no event names is found only if the store offers it
// as an active card with an end of validity.
package audit
