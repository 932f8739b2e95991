// Package wording reads sentences about gift cards by what they mean, in Japanese
// and English, whoever wrote them: added, already, another account, this account,
// invalid, not activated, blocked, expired, and how surely it is said.
//
// It is pure and knows no brand. A brand's own phrases are the sharper reader, and
// are asked first by whoever calls it.
//
// Invariants:
//
//   - A negation is never read as its opposite: まだ登録されていません is not 登録.
//   - A hedge (“A or B”, “may have been”, “if it is”) never becomes a statement.
//   - What nothing is known of says nothing.
package wording
