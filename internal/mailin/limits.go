package mailin

import (
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
)

// Limits are what a box bears.
type Limits struct {
	Sessions     int           // at once
	SessionsEach int           // of one network at once
	Session      time.Duration // from the greeting to the end
	Command      time.Duration // for a client to send a command
	Data         time.Duration // for a client to send a mail
	Mail         int           // bytes of one mail
	Held         int           // bytes of all mails in memory
	Waiting      int           // mails that wait to be judged
	Mails        gate.Allowance
	MailsEach    gate.Allowance // of one network
	Answers      gate.Allowance
	AnswersEach  gate.Allowance // to one address
	Cases        int            // that run at once
	Grace        time.Duration  // for what was accepted to be answered after the end
}

// DefaultLimits returns the limits that a box has in production.
func DefaultLimits() Limits {
	allow := func(perHour int) gate.Allowance {
		return gate.Allowance{Refuse: perHour, Forgive: time.Hour / time.Duration(perHour)}
	}
	return Limits{
		Sessions: maxSessions, SessionsEach: maxSessionsEach, Session: sessionTime, Command: commandTime, Data: dataTime,
		Mail: maxMail, Held: maxHeld, Waiting: maxWaiting,
		Mails: allow(mailsPerHour), MailsEach: allow(mailsPerHourEach), Answers: allow(answersPerHour), AnswersEach: allow(answersPerHourEach),
		Cases: maxCases, Grace: stopGrace,
	}
}

// Every limit of a box.
const (
	maxSessions        = 64                 // sessions at once
	maxSessionsEach    = 8                  // sessions of one network at once: an IPv4 /24 or an IPv6 /48
	sessionTime        = 5 * time.Minute    // for a session, whatever it does
	commandTime        = time.Minute        // for a client to send a command
	dataTime           = 3 * time.Minute    // for a client to send a mail
	writeTime          = 30 * time.Second   // for a client to take a reply
	maxReplies         = 200                // lines that are sent to a client in one session, so that its commands have an end
	maxLine            = 2000               // bytes of a line: twice what a mail may have
	maxMail            = 10 << 20           // bytes of one mail
	maxHeld            = 64 << 20           // bytes of all mails in memory
	maxWaiting         = 32                 // mails that wait to be judged
	maxHeader          = 256 << 10          // bytes of a mail's headers
	maxReceived        = 30                 // servers that a mail came through
	maxBlank           = 16 << 10           // bytes of line ends in a row: they cost the DKIM library their square
	maxSignatures      = 5                  // signatures of a sender's domain that are looked at
	authTime           = 20 * time.Second   // to find out whether a sender is the one
	judgeTime          = 30 * time.Second   // for one mail to be read and judged
	lookTime           = 2 * time.Minute    // for one with pictures or PDFs, of which one mail at a time is read
	maxAttached        = 8                  // mails, pictures and PDFs attached to one mail that are read
	sendTime           = 2 * time.Minute    // for an answer to be handed over
	mailsPerHour       = 1200               // mails that are taken in an hour
	mailsPerHourEach   = 240                // of one network
	answersPerHour     = 300                // answers in an hour
	answersPerHourEach = 10                 // to one address
	maxSeen            = 10_000             // mails that are remembered as answered, so that a second copy is not
	maxCases           = 5_000              // cases that run at once; past it the oldest ends
	maxPieces          = 50                 // pieces of evidence that a case remembers
	caseTime           = 7 * 24 * time.Hour // until a case ends
	tokenBytes         = 16                 // of what names a case
	minJapanese        = 4                  // letters that only Japanese has, for a mail to be Japanese
	stopGrace          = 20 * time.Second   // for what was accepted to be answered after the signal to stop
)
