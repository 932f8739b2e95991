package web

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

// mailsPage is how the issuer's mails stand.
type mailsPage struct {
	Who     member
	Trouble trouble
	Mails   api.MailState
	May     bool // try dead ones again
}

func (v *visit) deskMails() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	return v.showMails(s, server, nil)
}

func (v *visit) showMails(s *session, server *client.Client, wrong error) error {
	mails, err := server.Mails(v.r.Context())
	if err != nil {
		return err
	}
	may := s.who.Role == unspent.Admin || s.who.Role == unspent.Issuer || s.who.Role == unspent.Support
	said := v.trouble(wrong, nil)
	if unspent.ReasonOf(wrong) == unspent.NotFound {
		said.Reason = "missing.mail"
	}
	return v.show("desk_mails", statusOf(wrong), "mails.title", mailsPage{v.member(s), said, mails, may})
}

// retryMail lets a dead mail be tried once more.
func (v *visit) retryMail() error {
	s, server, ok, err := v.staff()
	if !ok {
		return err
	}
	if err := server.RetryMail(v.r.Context(), v.field("mail")); err != nil {
		return v.showMails(s, server, err)
	}
	return v.to("/desk/mails")
}
