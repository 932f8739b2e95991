package httpapi

import (
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/notify"
)

func (s *server) mountSignIn() {
	self, anyone := access{self: true}, access{open: true}
	taro := api.Personal{Account: "acct_5m2k…", Mail: "taro@example.jp", Lang: "ja", Notices: true}
	mount(s, endpoint[api.LinkRequest, struct{}]{
		id: "askLink", method: "POST", path: "/v1/sign-ins", tag: "holders", summary: "Mail somebody a link that signs them in",
		about:  "Every address is answered the same. One that was mailed a moment ago gets no other mail. Each call counts at the look-up gate as a miss.",
		access: anyone, reasons: []unspent.Reason{unspent.TooManyMisses, unspent.WorkRequired}, status: 202, in: api.LinkRequest{Mail: "taro@example.jp", Lang: "ja"}, do: (*exchange).askLink,
	})
	mount(s, endpoint[api.LinkSecret, api.LinkView]{
		id: "lookAtLink", method: "POST", path: "/v1/sign-ins/look", tag: "holders", summary: "See whom a link signs in",
		about: "The link is not used up.", access: anyone, reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired},
		in: api.LinkSecret{Link: "6f3k…"}, out: api.LinkView{Mail: "taro@example.jp"}, do: (*exchange).lookAtLink,
	})
	mount(s, endpoint[api.LinkSecret, api.SessionAnswer]{
		id: "enter", method: "POST", path: "/v1/sessions", tag: "holders", summary: "Sign in with a link",
		about: "The link works once. Whoever is new gets an account.", access: anyone, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired},
		in: api.LinkSecret{Link: "6f3k…"}, out: api.SessionAnswer{Session: "us_…", Person: taro}, do: (*exchange).enter,
	})
	mount(s, endpoint[struct{}, api.RenewedSession]{
		id: "renewSession", method: "POST", path: "/v1/sessions/renew", tag: "holders", summary: "Replace a session's token when it is old",
		about: "The token before works for a minute longer.", access: self, out: api.RenewedSession{Session: "us_…"}, do: func(x *exchange, _ *struct{}) (*api.RenewedSession, error) {
			text, err := x.s.Door.Renew(x.bearer())
			return &api.RenewedSession{Session: text}, err
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "leave", method: "DELETE", path: "/v1/sessions/current", tag: "holders", summary: "Sign out", access: self, status: 204,
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			x.s.Door.End(x.bearer())
			return nothing(nil)
		},
	})
	mount(s, endpoint[struct{}, api.Personal]{
		id: "me", method: "GET", path: "/v1/me", tag: "holders", summary: "See who is signed in", access: self, out: taro, do: (*exchange).me,
	})
	mount(s, endpoint[api.Wishes, api.Personal]{
		id: "changeMe", method: "PUT", path: "/v1/me", tag: "holders", summary: "Change one's language, and whether opening notices come",
		access: self, in: api.Wishes{Lang: "ja", Notices: true}, out: taro, do: (*exchange).changeMe,
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "forgetMe", method: "DELETE", path: "/v1/me", tag: "holders", summary: "Be forgotten", status: 204,
		about:  "Erases the person's address, names and messages, cancels and refunds what they ordered for later, and ends their sessions. The account keeps its balance and history, and nobody can sign in to it any more.",
		access: self, do: (*exchange).forgetMe,
	})
}

// bearer returns the token that the request came with.
func (x *exchange) bearer() string {
	_, token, _ := strings.Cut(x.r.Header.Get("Authorization"), " ")
	return token
}

// closed refuses what needs holders to sign in, where nobody can.
func (x *exchange) closed() error {
	if x.s.Door == nil {
		return unspent.Errorf(unspent.Unavailable, "nobody can sign in to this server")
	}
	return nil
}

// askLink counts as a miss: mails to strangers cost whoever asks for them as
// much as guessing codes does.
func (x *exchange) askLink(in *api.LinkRequest) (*struct{}, error) {
	mail, err := notify.ParseAddress(strings.TrimSpace(in.Mail))
	if err != nil {
		return nil, err
	}
	lang := notify.Japanese
	if in.Lang == string(notify.English) {
		lang = notify.English
	}
	if err := x.closed(); err != nil {
		return nil, err
	}
	who := x.client()
	if err := x.s.Gate.Admit(who, x.route.path, x.r.Header.Get(workHeader)); err != nil {
		return nil, x.stopped(err)
	}
	x.s.Gate.Miss(who)
	return nothing(x.s.Door.Ask(x.r.Context(), mail, lang, in.Next))
}

// throughLink looks a link up through the gate.
func (x *exchange) throughLink(f func() error) error {
	if err := x.closed(); err != nil {
		return err
	}
	who := x.client()
	if err := x.s.Gate.Admit(who, x.route.path, x.r.Header.Get(workHeader)); err != nil {
		return x.stopped(err)
	}
	err := f()
	if unspent.ReasonOf(err) == unspent.NotFound && err != nil {
		x.s.Gate.Miss(who)
	}
	return err
}

func (x *exchange) lookAtLink(in *api.LinkSecret) (out *api.LinkView, err error) {
	err = x.throughLink(func() error {
		mail, next, err := x.s.Door.Look(in.Link)
		out = &api.LinkView{Mail: mail.String(), Next: next}
		return err
	})
	return out, err
}

func (x *exchange) enter(in *api.LinkSecret) (out *api.SessionAnswer, err error) {
	err = x.throughLink(func() error {
		session, p, err := x.s.Door.Enter(x.r.Context(), in.Link)
		out = &api.SessionAnswer{Session: session, Person: api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}}
		return err
	})
	return out, err
}

func (x *exchange) me(*struct{}) (*api.Personal, error) {
	p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
	return &api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}, err
}

func (x *exchange) changeMe(in *api.Wishes) (*api.Personal, error) {
	p, err := x.s.Door.Change(x.r.Context(), x.by.ID, notify.Lang(in.Lang), !in.Notices)
	return &api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}, err
}

// forgetMe forgets what they ordered first: what is left of a person if this is
// cut short can still sign in, and ask again.
func (x *exchange) forgetMe(*struct{}) (*struct{}, error) {
	p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
	if err != nil {
		return nil, err
	}
	if x.s.Shop != nil {
		if err := x.s.Shop.Forget(x.r.Context(), p.Account, p.Mail); err != nil {
			return nil, err
		}
	}
	if x.s.approvals != nil {
		if err := x.s.approvals.Forget(x.r.Context(), p.Mail.String()); err != nil {
			return nil, err
		}
	}
	return nothing(x.s.Door.Forget(x.r.Context(), p.Account))
}
