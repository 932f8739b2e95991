package notify

import "time"

const (
	maxAddress  = 254              // bytes of a mail address
	maxLocal    = 64               // bytes of it before the @
	maxCause    = 200              // bytes of what names the cause of a mail
	maxName     = 60               // characters of a person's name
	maxMessage  = 1_000            // characters of a giver's message
	maxRows     = 30               // lines of a giver's message
	maxItems    = 100              // recipients that an order mail lists; it says how many more there are
	maxLink     = 2_000            // bytes of a sign-in link
	maxOrder    = 64               // bytes of an order number
	maxKeyFile  = 16_000           // bytes of a file with a DKIM key
	maxReply    = 200              // characters kept of what a mail server says
	maxTold     = 600              // characters of one sentence of a verdict
	maxReasons  = 3                // reasons that an answer gives
	maxAnswered = 250              // bytes of a Message-ID that is answered
	maxSent     = 10_000           // mails that a sender remembers as sent
	maxKeys     = 4                // signatures of one mail
	rsaBits     = 2048             // bits of an RSA key, at least
	connectTime = 15 * time.Second // to reach a mail server
	sendTime    = 2 * time.Minute  // for one mail, from the greeting to the last answer
)
