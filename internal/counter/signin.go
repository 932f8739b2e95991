package counter

import (
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/notify"
)

// closed refuses what needs holders to sign in, where nobody can.
func (x *Errand) closed() error {
	if x.c.Door == nil {
		return unspent.Errorf(unspent.Unavailable, "nobody can sign in to this server")
	}
	return nil
}

// askLink counts as a miss: mails to strangers cost whoever asks for them as
// much as guessing codes does.
func (x *Errand) askLink(in *api.LinkRequest) (*struct{}, error) {
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
	if err := x.c.Gate.Admit(who, x.entry.Path, x.visitor.Work()); err != nil {
		return nil, x.stopped(err)
	}
	x.c.Gate.Miss(who)
	return nothing(x.c.Door.Ask(x.ctx, mail, lang, in.Next))
}

// throughLink looks a link up through the gate.
func (x *Errand) throughLink(f func() error) error {
	if err := x.closed(); err != nil {
		return err
	}
	who := x.client()
	if err := x.c.Gate.Admit(who, x.entry.Path, x.visitor.Work()); err != nil {
		return x.stopped(err)
	}
	err := f()
	if unspent.ReasonOf(err) == unspent.NotFound && err != nil {
		x.c.Gate.Miss(who)
	}
	return err
}

func (x *Errand) lookAtLink(in *api.LinkSecret) (out *api.LinkView, err error) {
	err = x.throughLink(func() error {
		mail, next, err := x.c.Door.Look(in.Link)
		out = &api.LinkView{Mail: mail.String(), Next: next}
		return err
	})
	return out, err
}

func (x *Errand) enter(in *api.LinkSecret) (out *api.SessionAnswer, err error) {
	err = x.throughLink(func() error {
		session, p, err := x.c.Door.Enter(x.ctx, in.Link)
		out = &api.SessionAnswer{Session: session, Person: api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}}
		return err
	})
	return out, err
}

func (x *Errand) me(*struct{}) (*api.Personal, error) {
	p, err := x.c.Door.Person(x.ctx, x.by.ID)
	return &api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}, err
}

func (x *Errand) changeMe(in *api.Wishes) (*api.Personal, error) {
	p, err := x.c.Door.Change(x.ctx, x.by.ID, notify.Lang(in.Lang), !in.Notices)
	return &api.Personal{Account: p.Account, Mail: p.Mail.String(), Lang: string(p.Lang), Notices: !p.Quiet}, err
}

// forgetMe forgets what they ordered first: what is left of a person if this is
// cut short can still sign in, and ask again.
func (x *Errand) forgetMe(*struct{}) (*struct{}, error) {
	p, err := x.c.Door.Person(x.ctx, x.by.ID)
	if err != nil {
		return nil, err
	}
	return nothing(x.forgetPerson(p.Account, p.Mail))
}

func (x *Errand) renewSession(*struct{}) (*api.RenewedSession, error) {
	text, err := x.c.Door.Renew(x.token)
	return &api.RenewedSession{Session: text}, err
}

func (x *Errand) leave(*struct{}) (*struct{}, error) {
	x.c.Door.End(x.token)
	return nothing(nil)
}
