// Package staff knows the people who work at the desk: who they are, and that it is
// they who sign in.
//
// A person is named and revoked as an API key is, and stands among the keys of the
// store; what they sign in with is a document beside. They enrol by a link that is good
// once, with a secret that an app on their phone makes six digits of (RFC 6238), and
// sign in with their name and these digits, or by a passkey (WebAuthn) that they made
// meanwhile.
//
// Invariants:
//
//   - Digits are good once, for everybody and everything, and for a minute and a half
//     at most; what a passkey answers is good once, for ten minutes and its challenge.
//     The newest step that was used is stored before anybody is let in.
//   - A secret is stored sealed by the keyring; of a link and of a pass only the hash
//     is kept.
//   - Whether a name is anybody's is not told. Five wrong tries, by one client or for
//     one name, are a pause, which grows; a person who is in already is not paused by
//     others.
//   - Whoever is disabled, or whose time is over, is out at once.
//   - Nothing that somebody signed in with, or approved and is not carried out, survives
//     a reset.
//   - Once an admin has enrolled, keys open no desk; once two have, a key is nobody's
//     second person.
//
// It refuses roles that do not work at the desk, and names that somebody has who works here.
package staff
