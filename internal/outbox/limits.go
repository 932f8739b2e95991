package outbox

import "time"

// Every limit of the outbox.
const (
	MaxLate      = 7 * 24 * time.Hour  // age from which an event is no news
	RemindAhead  = 30 * 24 * time.Hour // how long before the end of validity a reminder goes out
	MaxHandovers = 30                  // mails about hand-overs to one address within an hour; what is more waits
	HandingOver  = 3 * time.Minute     // how long a mail that is being handed over is left alone, by the next process too: longer than it can take
	stoppedAgain = 10 * time.Minute    // between two looks whether a card is still stopped
	maxRead      = 500                 // events that are read at once
	maxUnsure    = 2                   // times that a mail is handed over without anybody knowing how it ended: after a kill it is sent once more
	stopGrace    = 10 * time.Second    // for mails on their way when the server is told to stop
	maxAtOnce    = 8                   // mails that are on their way at once
	maxList      = 200                 // dead mails, and bounces, that are told of
	maxText      = 300                 // bytes kept of what a mail server says
	keepSent     = 30 * 24 * time.Hour // how long a bounce of a mail is understood
	workEvery    = time.Second         // between two looks at the journal
	tidyEvery    = time.Hour           // between two looks for reminders, and for what need not be kept
	lapsePage    = 500                 // cards that are looked at at once for reminders
)
