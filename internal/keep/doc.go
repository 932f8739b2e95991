// Package keep keeps cases for people who want to come back to them, and requests by
// which they ask somebody else for evidence.
//
// A kept case is what a person said of a card and what was already read and confirmed
// of their files; never the files. Whoever has its [CaseLink] can open, change and
// delete it. From it come requests, each with a [RequestLink] of its own for one giver,
// seller, shop or buyer, who sees what is asked and what the asker agreed to share, and
// deposits what was read on their side.
//
// Invariants:
//
//   - What is kept is sealed with a key that comes from the secret of its link and from
//     nothing else. The store has neither a secret nor a key, and the id of a document
//     comes from the secret by a way of its own. Whoever has the database reads nothing
//     in it, and learns sizes by class only.
//   - A request has of its case only the facts that it names, and neither its type nor
//     the verdict that is made of it has any other evidence. The asker has of the other
//     side what was deposited.
//   - Of two who change one case, or correct one deposit, at once, the later is refused
//     with Conflict. What is sent twice under one id is stored once.
//   - What happens to a request stands in one table, [Transitions]. A request that was
//     withdrawn or has lapsed shows nothing and takes nothing; what was deposited before
//     stays with the case.
//   - Nothing is kept longer than [CaseLife] from when its case was first kept. What is
//     over is not opened, and [Cases.Sweep] deletes it.
//
// It refuses what is larger than its limits. Whole codes are cut out of what people
// typed. It does not count who asks how often, nor look whether evidence is true: its
// caller does, and brings only what this program has read, nothing that a browser says.
// Whoever can write to the database can delete what is kept or put an older state of it
// back; they cannot change it.
package keep
