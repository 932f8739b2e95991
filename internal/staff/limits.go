package staff

import "time"

// Every limit of the people of the staff.
const (
	LinkLife     = 24 * time.Hour   // how long a link to enrol by is good
	PassLife     = 8 * time.Hour    // longest that somebody stays signed in
	MaxPeople    = 1000             // of one book, disabled ones too
	MaxTries     = 5                // wrong digits: then there is a pause, and of who is signed in the end of their session
	FirstPause   = 30 * time.Second // and each further one is twice as long
	LongestPause = time.Hour
	MaxPasskeys  = 10 // of one person
	MaxPasses    = 20 // of one person, each browser counted; with one more the oldest ends
	// ChallengeLife is how long the answer of a passkey is waited for.
	ChallengeLife = 10 * time.Minute
	forgetTries   = 24 * time.Hour   // without any try
	maxPauses     = 20_000           // clients and names whose tries are remembered; of names that are nobody's the rest is forgotten first
	maxPasses     = 2000             // people signed in at once, each browser counted
	step          = 30 * time.Second // of the clock, that digits are made for
	skew          = 1                // steps that a phone's clock may be off, to both sides
	secretBytes   = 20               // of a secret that digits are made of, of a link and of a pass: 160 bits
	maxText       = 200              // bytes of a link's secret, of a pass or of digits
)
