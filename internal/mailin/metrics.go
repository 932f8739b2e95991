package mailin

import "github.com/prometheus/client_golang/prometheus"

// outcome is what came of a mail. It is a label of a metric and a word of the log.
type outcome string

// The outcomes.
const (
	answered  outcome = "answered"
	lost      outcome = "lost"        // the mail server did not take the answer
	copied    outcome = "copy"        // it was answered before
	silent    outcome = "silent"      // never answered: a program, a list, a bounce, ourselves
	unproven  outcome = "unproven"    // nobody can tell who sent it
	notReady  outcome = "not_ready"   // DNS did not answer
	tooMany   outcome = "too_many"    // over a rate
	busy      outcome = "busy"        // over what fits into memory
	badLines  outcome = "bad_lines"   // line ends that are not CR LF
	tooLarge  outcome = "too_large"   // over maxMail
	malformed outcome = "malformed"   // headers that cannot be read, or a line that is too long
	looping   outcome = "loop"        // it came through too many servers
	cutOff    outcome = "cut_off"     // it did not come whole
	wrongTo   outcome = "no_such_box" // of recipients: refused at RCPT
	broken    outcome = "broken"      // a bug of ours
)

// counters counts mails by what came of them.
type counters struct {
	mails    *prometheus.CounterVec
	sessions prometheus.Counter
}

func newCounters(reg prometheus.Registerer) (counters, error) {
	c := counters{
		mails: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unspent_mailin_mails_total",
			Help: "Mails that were sent in, by what came of them."}, []string{"outcome"}),
		sessions: prometheus.NewCounter(prometheus.CounterOpts{Name: "unspent_mailin_sessions_total",
			Help: "SMTP sessions that were let in."}),
	}
	if reg == nil {
		return c, nil
	}
	if err := reg.Register(c.mails); err != nil {
		return c, err
	}
	return c, reg.Register(c.sessions)
}
