package counter

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/outbox"
)

var errNoMails = unspent.Errorf(unspent.NotFound, "this server mails nothing")

func (x *Errand) mails(*struct{}) (*api.MailState, error) {
	out := &api.MailState{Waiting: []api.MailRow{}, Dead: []api.MailRow{}, Bounces: []api.BounceRow{}}
	if x.c.Outbox == nil {
		return out, nil
	}
	s, err := x.c.Outbox.State(x.ctx)
	if err != nil {
		return nil, err
	}
	out.Configured, out.Behind = s.Configured, s.Behind
	for _, m := range s.Waiting {
		out.Waiting = append(out.Waiting, viewMail(m))
	}
	for _, m := range s.Dead {
		out.Dead = append(out.Dead, viewMail(m))
	}
	for _, b := range s.Bounces {
		out.Bounces = append(out.Bounces, api.BounceRow(b))
	}
	return out, nil
}

func viewMail(m outbox.Mail) api.MailRow {
	v := api.MailRow{ID: m.ID, Kind: m.Kind, Order: m.Order, Serial: m.Serial, At: m.At, Tries: m.Tries, Said: m.Said, Until: api.TimeOf(m.Until)}
	if m.About != 0 {
		v.Event = m.About.EventID()
	}
	return v
}

func (x *Errand) retryMail(in *api.RetryRequest) (*struct{}, error) {
	if x.c.Outbox == nil {
		return nil, errNoMails
	}
	err := x.c.Outbox.Retry(x.ctx, in.ID)
	if err == nil {
		x.subject = in.ID // it is one of ours: a kind, and an event or an order
	}
	return nothing(err)
}

func (x *Errand) bounce(in *api.BounceRequest) (*struct{}, error) {
	if x.c.Outbox == nil {
		return nil, errNoMails
	}
	return nothing(x.c.Outbox.Bounce(x.ctx, in.Token, in.Status, in.Text))
}
