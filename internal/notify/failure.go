package notify

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/textproto"
	"time"
)

// Stage is how far a delivery came.
type Stage string

// The stages of a delivery.
const (
	Connecting Stage = "connect" // greeting, TLS, sign-in and sender too: nothing of it is about one mail
	Addressing Stage = "address" // the server was told to whom
	Writing    Stage = "write"   // the mail was on its way to the server
	Answering  Stage = "answer"  // the whole mail was there; whether it was taken is not known without an answer
)

// Failure is why a mail was not delivered.
type Failure struct {
	Again bool // another try makes sense; otherwise the mail is dead
	Stage Stage
	Code  int    // what the server answered; 0: it did not
	Says  string // the server's own words, cut
	Err   error  // cause, for the log
}

// Error says what happened, without anything of the mail.
func (f *Failure) Error() string {
	end := "the mail is dead"
	if f.Again {
		end = "try again later"
	}
	if f.Code == 0 {
		return fmt.Sprintf("the mail server did not answer (%s): %s", f.Stage, end)
	}
	return fmt.Sprintf("the mail server refused with %d %q (%s): %s", f.Code, f.Says, f.Stage, end)
}

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// failed tells whether an error at a stage is worth another try. A refusal for
// good (5xx) ends a mail only if it can be about that mail: a server that does
// not let us in has refused us, and mails wait until that is mended.
func failed(stage Stage, err error) *Failure {
	f := &Failure{Again: true, Stage: stage, Err: err}
	answer, ok := errors.AsType[*textproto.Error](err)
	if !ok {
		return f
	}
	f.Code, f.Says = answer.Code, line(answer.Msg, maxReply)
	ours := stage == Connecting || f.Code == 530 || f.Code == 535 // sign-in: RFC 4954, 6
	f.Again = ours || f.Code/100 != 5
	return f
}

// Wait returns how long to wait after so many tries that failed, and whether
// there is another. Id, of the mail, spreads mails that failed together: each
// waits up to a tenth longer. The tries end after about three days.
func Wait(tries int, id string) (time.Duration, bool) {
	steps := [...]time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour,
		12 * time.Hour, 24 * time.Hour, 24 * time.Hour}
	if tries < 1 {
		return 0, true
	}
	if tries > len(steps) {
		return 0, false
	}
	step := steps[tries-1]
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\n%s", tries, id))
	part := time.Duration(binary.BigEndian.Uint16(sum[:])) // of 65,536
	return (step + step/10*part/(1<<16)).Truncate(time.Second), true
}
