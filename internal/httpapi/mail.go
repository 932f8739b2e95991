package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/outbox"
)

type mailState struct {
	Configured bool        `json:"configured" doc:"There is a mail server. Without one events wait until one is named; what is then older than a week gets no mail."`
	Behind     int64       `json:"behind" doc:"Events of the journal that were not looked at yet."`
	Waiting    []mailRow   `json:"waiting" doc:"Not taken by the mail server yet; at most 200."`
	Dead       []mailRow   `json:"dead" doc:"Not tried any more, the newest first; at most 200."`
	Bounces    []bounceRow `json:"bounces" doc:"Came back after they were taken, the newest first; at most 200."`
}

type mailRow struct {
	ID     string     `json:"id" example:"gift evt_12"`
	Kind   string     `json:"kind" example:"gift"`
	Event  string     `json:"event,omitempty" doc:"What it is about."`
	Order  string     `json:"order,omitempty"`
	Serial string     `json:"serial,omitempty"`
	At     time.Time  `json:"at" doc:"The next try, or when it was given up."`
	Tries  int        `json:"tries"`
	Said   string     `json:"said,omitempty" doc:"Why the last try failed."`
	Until  *time.Time `json:"until" doc:"Of a gift that waits: until when its code can be shown, or null. Afterwards it is sent again by its order, under a new one."`
}

type bounceRow struct {
	Kind   string    `json:"kind" example:"gift"`
	Serial string    `json:"serial,omitempty" doc:"Of a gift's card."`
	At     time.Time `json:"at"`
	Status string    `json:"status" example:"5.1.1"`
	Text   string    `json:"text,omitempty"`
}

type retryRequest struct {
	ID string `json:"id" maxLength:"200" example:"gift evt_12"`
}

type bounceRequest struct {
	Token  string `json:"token" maxLength:"64" doc:"What stands behind +b- in the address that the mail came back to."`
	Status string `json:"status" maxLength:"12" example:"5.1.1"`
	Text   string `json:"text,omitempty" maxLength:"1000"`
}

func (s *server) mountMails() {
	see := access{roles: []unspent.Role{unspent.Issuer, unspent.Support, unspent.Auditor}}
	do := access{roles: []unspent.Role{unspent.Issuer, unspent.Support}}
	at := exampleTime()
	mount(s, endpoint[struct{}, mailState]{
		id: "mails", method: "GET", path: "/v1/mails", tag: "mails", summary: "See which mails wait, are dead, or came back",
		about: "It names no address. Whether a mail arrived changes nothing of a card.", access: see,
		out: mailState{true, 0, []mailRow{}, []mailRow{{ID: "gift evt_12", Kind: "gift", Event: "evt_12", At: at, Tries: 1, Said: "the mail server refused with 550"}},
			[]bounceRow{{"gift", exampleSerial, at, "5.1.1", "no such user"}}},
		do: (*exchange).mails,
	})
	mount(s, endpoint[retryRequest, struct{}]{
		id: "retryMail", method: "POST", path: "/v1/mails/retry", tag: "mails", summary: "Try a dead mail once more",
		about: "A gift whose code can no longer be shown is sent again by its order instead.", access: do, logged: true, status: 204, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongState},
		in: retryRequest{"gift evt_12"}, do: func(x *exchange, in *retryRequest) (*struct{}, error) {
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
	mount(s, endpoint[bounceRequest, struct{}]{
		id: "bounce", method: "POST", path: "/v1/bounces", tag: "mails", summary: "Report a mail that came back",
		about: "Told again, the newest counts.", access: do, logged: true, status: 204, reasons: []unspent.Reason{unspent.NotFound},
		in: bounceRequest{"5d0c1e…", "5.1.1", "no such user"}, do: func(x *exchange, in *bounceRequest) (*struct{}, error) {
			if x.s.Outbox == nil {
				return nil, errNoMails
			}
			return nothing(x.s.Outbox.Bounce(x.r.Context(), in.Token, in.Status, in.Text))
		},
	})
}

var errNoMails = unspent.Errorf(unspent.NotFound, "this server mails nothing")

func (x *exchange) mails(*struct{}) (*mailState, error) {
	out := &mailState{Waiting: []mailRow{}, Dead: []mailRow{}, Bounces: []bounceRow{}}
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
		out.Bounces = append(out.Bounces, bounceRow(b))
	}
	return out, nil
}

func viewMail(m outbox.Mail) mailRow {
	v := mailRow{ID: m.ID, Kind: m.Kind, Order: m.Order, Serial: m.Serial, At: m.At, Tries: m.Tries, Said: m.Said, Until: viewTime(m.Until)}
	if m.About != 0 {
		v.Event = m.About.EventID()
	}
	return v
}
