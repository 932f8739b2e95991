package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/outbox"
)

func (s *server) mountMails() {
	see := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	do := access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}
	at := exampleTime()
	mount(s, endpoint[struct{}, api.MailState]{
		id: "mails", method: "GET", path: "/v1/mails", tag: "mails", summary: "See which mails wait, are dead, or came back",
		about: "It names no address. Whether a mail arrived changes nothing of a card.", access: see,
		out: api.MailState{Configured: true, Behind: 0, Waiting: []api.MailRow{}, Dead: []api.MailRow{{ID: "gift evt_12", Kind: "gift", Event: "evt_12", At: at, Tries: 1, Said: "the mail server refused with 550"}},
			Bounces: []api.BounceRow{{Kind: "gift", Serial: exampleSerial, At: at, Status: "5.1.1", Text: "no such user"}}},
		do: (*exchange).mails,
	})
	mount(s, endpoint[api.RetryRequest, struct{}]{
		id: "retryMail", method: "POST", path: "/v1/mails/retry", tag: "mails", summary: "Try a dead mail once more",
		about: "A gift whose code can no longer be shown is sent again by its order instead.", access: do, logged: true, status: 204, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongState},
		in: api.RetryRequest{ID: "gift evt_12"}, do: func(x *exchange, in *api.RetryRequest) (*struct{}, error) {
			if x.s.Outbox == nil {
				return nil, errNoMails
			}
			err := x.s.Outbox.Retry(x.r.Context(), in.ID)
			if err == nil {
				x.subject = in.ID // it is one of ours: a kind, and an event or an order
			}
			return nothing(err)
		},
	})
	mount(s, endpoint[api.BounceRequest, struct{}]{
		id: "bounce", method: "POST", path: "/v1/bounces", tag: "mails", summary: "Report a mail that came back",
		about: "Told again, the newest counts.", access: do, logged: true, status: 204, reasons: []unspent.Reason{unspent.NotFound},
		in: api.BounceRequest{Token: "5d0c1e…", Status: "5.1.1", Text: "no such user"}, do: func(x *exchange, in *api.BounceRequest) (*struct{}, error) {
			if x.s.Outbox == nil {
				return nil, errNoMails
			}
			return nothing(x.s.Outbox.Bounce(x.r.Context(), in.Token, in.Status, in.Text))
		},
	})
}

var errNoMails = unspent.Errorf(unspent.NotFound, "this server mails nothing")

func (x *exchange) mails(*struct{}) (*api.MailState, error) {
	out := &api.MailState{Waiting: []api.MailRow{}, Dead: []api.MailRow{}, Bounces: []api.BounceRow{}}
	if x.s.Outbox == nil {
		return out, nil
	}
	s, err := x.s.Outbox.State(x.r.Context())
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
