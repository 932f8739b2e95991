package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountMails() {
	at := exampleTime()
	mount(s, endpoint[struct{}, api.MailState]{
		call: api.Calls().Mails, tag: "mails", summary: "See which mails wait, are dead, or came back",
		about: "It names no address. Whether a mail arrived changes nothing of a card.",
		out: api.MailState{Configured: true, Behind: 0, Waiting: []api.MailRow{},
			Dead:    []api.MailRow{{ID: "gift evt_12", Kind: "gift", Event: "evt_12", At: at, Tries: 1, Said: "the mail server refused with 550"}},
			Bounces: []api.BounceRow{{Kind: "gift", Serial: exampleSerial, At: at, Status: "5.1.1", Text: "no such user"}}},
	})
	mount(s, endpoint[api.RetryRequest, struct{}]{
		call: api.Calls().RetryMail, tag: "mails", summary: "Try a dead mail once more",
		about:  "A gift whose code can no longer be shown is sent again by its order instead.",
		status: 204, reasons: []unspent.Reason{unspent.NotFound, unspent.WrongState},
		in: api.RetryRequest{ID: "gift evt_12"},
	})
	mount(s, endpoint[api.BounceRequest, struct{}]{
		call: api.Calls().Bounce, tag: "mails", summary: "Report a mail that came back",
		about: "Told again, the newest counts.", status: 204, reasons: []unspent.Reason{unspent.NotFound},
		in: api.BounceRequest{Token: "5d0c1e…", Status: "5.1.1", Text: "no such user"},
	})
}
