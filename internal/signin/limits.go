package signin

import "time"

// Every limit of signing in.
const (
	LinkLife     = 15 * time.Minute    // how long a link works
	SessionLife  = 30 * 24 * time.Hour // longest that somebody stays signed in
	SessionIdle  = 7 * 24 * time.Hour  // without a request, after which they are signed out
	RenewAfter   = time.Hour           // age from which a session's token is replaced when it is used
	renewGrace   = time.Minute         // that the token before still works, for requests that are under way
	mailEvery    = time.Minute         // between two mails to one address
	mailsAnHour  = 5                   // to one address
	maxLinks     = 10_000              // addresses that are mailed within an hour, but for people who are known here
	tidyEvery    = 10 * time.Second    // between two looks for what is over
	maxSessions  = 100_000             // tokens of people who are signed in
	secretBytes  = 20                  // of the randomness of links, sessions and account ids
	SecretLen    = 32                  // characters of the secret of a link, which are those bytes in base 32
	maxNext      = 200                 // bytes of where the reader of a link wants to go
	maxSecretLen = 64                  // bytes of what is taken for a link or a session
)
