package mailin_test

import (
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/mailin"
)

type mailinOptions = mailin.Options

// unlimited lifts the rates, for tests of something else.
func unlimited(o *mailin.Options) {
	o.Limits = mailin.DefaultLimits()
	free := gate.Allowance{Refuse: 1_000_000, Forgive: time.Millisecond}
	o.Limits.Mails, o.Limits.MailsEach, o.Limits.Answers, o.Limits.AnswersEach = free, free, free, free
}
