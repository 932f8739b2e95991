package mailin

import (
	"io"
	"net/netip"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
)

// rates counts what was taken and answered, as a look-up gate counts misses. It
// remembers whom only as a hash.
type rates struct {
	mails   *gate.Gate // of a network, and of all
	answers *gate.Gate // to an address, and in all
}

func newRates(l Limits, now func() time.Time, rand io.Reader) (rates, error) {
	open := func(client, key gate.Allowance) (*gate.Gate, error) {
		limits := gate.DefaultLimits()
		limits.Client, limits.Key = client, key
		limits.Network.Work, limits.Global.Work = 0, 0 // nobody solves puzzles by mail
		return gate.New(gate.Options{Now: now, Rand: rand, Limits: limits})
	}
	mails, err := open(l.MailsEach, l.Mails)
	if err != nil {
		return rates{}, err
	}
	answers, err := open(l.Answers, l.AnswersEach)
	return rates{mails, answers}, err
}

// all is the client that stands for everybody.
const all = "all"

// mayTake says whether a mail of a network may be taken; took counts it.
func (r rates) mayTake(network netip.Prefix) bool {
	return r.mails.Admit(gate.Address(network.Addr()), "", "") == nil && r.mails.Admit(gate.Key(all), "", "") == nil
}

func (r rates) took(network netip.Prefix) {
	r.mails.Miss(gate.Address(network.Addr()))
	r.mails.Miss(gate.Key(all))
}

// mayAnswer says whether an address may be answered; answered counts it.
func (r rates) mayAnswer(address string) bool {
	return r.answers.Admit(gate.Key(address), "", "") == nil && r.answers.Admit(gate.Client{}, "", "") == nil
}

func (r rates) answered(address string) {
	r.answers.Miss(gate.Key(address))
	r.answers.Miss(gate.Client{})
}
