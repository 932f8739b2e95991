package httpapi

import (
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
)

type linkRequest struct {
	Mail string `json:"mail" maxLength:"254" example:"taro@example.jp"`
	Lang string `json:"lang,omitempty" enum:"ja,en" doc:"Language of the mail; ja if left out."`
	Next string `json:"next,omitempty" maxLength:"64" doc:"Where the person wants to go; told again when the link is looked at."`
}

type linkSecret struct {
	Link string `json:"link" maxLength:"64" doc:"What stands behind the # of the mailed link."`
}

type linkView struct {
	Mail string `json:"mail" doc:"Whom the link signs in."`
	Next string `json:"next,omitempty"`
}

type sessionAnswer struct {
	Session string   `json:"session" doc:"Send it as Authorization: Bearer us_… from now on."`
	Person  personal `json:"person"`
}

type renewedSession struct {
	Session string `json:"session" doc:"To go on with; the same one if it is new enough."`
}

// personal is what a holder who is signed in sees and says of themselves.
type personal struct {
	Account string `json:"account" example:"acct_5m2k…"`
	Mail    string `json:"mail"`
	Lang    string `json:"lang" enum:"ja,en"`
	Notices bool   `json:"notices" doc:"They are told when a card that they gave is claimed."`
}

type wishes struct {
	Lang    string `json:"lang" enum:"ja,en"`
	Notices bool   `json:"notices"`
}

func (s *server) mountSignIn() {
	self, anyone := access{self: true}, access{open: true}
	taro := personal{"acct_5m2k…", "taro@example.jp", "ja", true}
	mount(s, endpoint[linkRequest, struct{}]{
		id: "askLink", method: "POST", path: "/v1/sign-ins", tag: "holders", summary: "Mail somebody a link that signs them in",
		about:  "Every address is answered the same. One that was mailed a moment ago gets no other mail. Each call counts at the look-up gate as a miss.",
		access: anyone, reasons: []unspent.Reason{unspent.TooManyMisses, unspent.WorkRequired}, status: 202, in: linkRequest{Mail: "taro@example.jp", Lang: "ja"}, do: (*exchange).askLink,
	})
	mount(s, endpoint[linkSecret, linkView]{
		id: "lookAtLink", method: "POST", path: "/v1/sign-ins/look", tag: "holders", summary: "See whom a link signs in",
		about: "The link is not used up.", access: anyone, reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired},
		in: linkSecret{"6f3k…"}, out: linkView{Mail: "taro@example.jp"}, do: (*exchange).lookAtLink,
	})
	mount(s, endpoint[linkSecret, sessionAnswer]{
		id: "enter", method: "POST", path: "/v1/sessions", tag: "holders", summary: "Sign in with a link",
		about: "The link works once. Whoever is new gets an account.", access: anyone, status: 201, reasons: []unspent.Reason{unspent.NotFound, unspent.TooManyMisses, unspent.WorkRequired},
		in: linkSecret{"6f3k…"}, out: sessionAnswer{"us_…", taro}, do: (*exchange).enter,
	})
	mount(s, endpoint[struct{}, renewedSession]{
		id: "renewSession", method: "POST", path: "/v1/sessions/renew", tag: "holders", summary: "Replace a session's token when it is old",
		about: "The token before works for a minute longer.", access: self, out: renewedSession{"us_…"}, do: func(x *exchange, _ *struct{}) (*renewedSession, error) {
			text, err := x.s.Door.Renew(x.bearer())
			return &renewedSession{text}, err
		},
	})
	mount(s, endpoint[struct{}, struct{}]{
		id: "leave", method: "DELETE", path: "/v1/sessions/current", tag: "holders", summary: "Sign out", access: self, status: 204,
		do: func(x *exchange, _ *struct{}) (*struct{}, error) {
			x.s.Door.End(x.bearer())
			return nothing(nil)
		},
	})
	mount(s, endpoint[struct{}, personal]{
		id: "me", method: "GET", path: "/v1/me", tag: "holders", summary: "See who is signed in", access: self, out: taro, do: (*exchange).me,
	})
	mount(s, endpoint[wishes, personal]{
		id: "changeMe", method: "PUT", path: "/v1/me", tag: "holders", summary: "Change one's language, and whether opening notices come",
		access: self, in: wishes{"ja", true}, out: taro, do: (*exchange).changeMe,
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
func (x *exchange) askLink(in *linkRequest) (*struct{}, error) {
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

func (x *exchange) lookAtLink(in *linkSecret) (out *linkView, err error) {
	err = x.throughLink(func() error {
		mail, next, err := x.s.Door.Look(in.Link)
		out = &linkView{mail.String(), next}
		return err
	})
	return out, err
}

func (x *exchange) enter(in *linkSecret) (out *sessionAnswer, err error) {
	err = x.throughLink(func() error {
		session, p, err := x.s.Door.Enter(x.r.Context(), in.Link)
		out = &sessionAnswer{session, personal{p.Account, p.Mail.String(), string(p.Lang), !p.Quiet}}
		return err
	})
	return out, err
}

func (x *exchange) me(*struct{}) (*personal, error) {
	p, err := x.s.Door.Person(x.r.Context(), x.by.ID)
	return &personal{p.Account, p.Mail.String(), string(p.Lang), !p.Quiet}, err
}

func (x *exchange) changeMe(in *wishes) (*personal, error) {
	p, err := x.s.Door.Change(x.r.Context(), x.by.ID, notify.Lang(in.Lang), !in.Notices)
	return &personal{p.Account, p.Mail.String(), string(p.Lang), !p.Quiet}, err
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
