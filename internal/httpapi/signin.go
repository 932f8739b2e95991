package httpapi

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

func (s *server) mountSignIn() {
	taro := api.Personal{Account: "acct_5m2k…", Mail: "taro@example.jp", Lang: "ja", Notices: true}
	mount(s, endpoint[api.LinkRequest, struct{}]{
		call: api.Calls().AskLink, tag: "holders", summary: "Mail somebody a link that signs them in",
		about:   "Every address is answered the same. One that was mailed a moment ago gets no other mail. Each call counts at the look-up gate as a miss.",
		reasons: []unspent.Reason{unspent.TooManyMisses, unspent.WorkRequired}, status: 202, in: api.LinkRequest{Mail: "taro@example.jp", Lang: "ja"},
	})
	mount(s, endpoint[api.LinkSecret, api.LinkView]{
		call: api.Calls().LookAtLink, tag: "holders", summary: "See whom a link signs in",
		about: "The link is not used up.", reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired},
		in: api.LinkSecret{Link: "6f3k…"}, out: api.LinkView{Mail: "taro@example.jp"},
	})
	mount(s, endpoint[api.LinkSecret, api.SessionAnswer]{
		call: api.Calls().Enter, tag: "holders", summary: "Sign in with a link",
		about: "The link works once. Whoever is new gets an account.", status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses,
			unspent.WorkRequired},
		in: api.LinkSecret{Link: "6f3k…"}, out: api.SessionAnswer{Session: "us_…", Person: taro},
	})
	mount(s, endpoint[struct{}, api.RenewedSession]{
		call: api.Calls().RenewSession, tag: "holders", summary: "Replace a session's token when it is old",
		about: "The token before works for a minute longer.", out: api.RenewedSession{Session: "us_…"},
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().Leave, tag: "holders", summary: "Sign out", status: 204,
	})
	mount(s, endpoint[struct{}, api.Personal]{
		call: api.Calls().Me, tag: "holders", summary: "See who is signed in", reasons: []unspent.Reason{unspent.NotFound}, out: taro,
	})
	mount(s, endpoint[api.Wishes, api.Personal]{
		call: api.Calls().ChangeMe, tag: "holders", summary: "Change one's language, and whether opening notices come",
		reasons: []unspent.Reason{unspent.NotFound}, in: api.Wishes{Lang: "ja", Notices: true}, out: taro,
	})
	mount(s, endpoint[struct{}, struct{}]{
		call: api.Calls().ForgetMe, tag: "holders", summary: "Be forgotten", status: 204, reasons: []unspent.Reason{unspent.NotFound, unspent.Busy},
		about: "Erases the person's address, names and messages, cancels and refunds what they ordered for later, and ends their sessions. The account keeps " +
			"its balance and history, and nobody can sign in to it any more.",
	})
}
