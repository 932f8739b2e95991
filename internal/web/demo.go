package web

import (
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/notify"
)

// Demo is what only a throw-away issuer has: a mailbox that shows everybody's
// mails, cases to try, and a way to the desk without a key. All of it is needed.
type Demo struct {
	Mails  func() []notify.Mail       // every mail that was sent, the oldest first
	Cases  []DemoCase                 // to be judged
	Invite func(secret string) string // the staff's key for a secret that works once, "" for any other
	People []string                   // addresses that have something to see
	Codes  func() []DemoCard          // cards to try
}

// DemoCard is a card of the demo with its code.
type DemoCard struct {
	Code  unspent.Code
	About brand.Text
}

// DemoCase is an example for /assess. Notice says that the newest opening notice
// of the mailbox is brought as evidence.
type DemoCase struct {
	Name   string // in its address
	About  brand.Text
	Said   map[string]string // fields of the form
	Notice bool
}

// demoPage lists the mails and what else there is to try.
type demoPage struct {
	Mails  []notify.Mail // the newest first
	Cases  []DemoCase
	People []string
	Cards  []demoCard
	Notice bool // an opening notice is there
}

type demoCard struct{ Shown, About string }

func (v *visit) demo() error {
	if v.s.Demo == nil {
		return errNoDemo
	}
	page := demoPage{Mails: v.s.Demo.Mails(), Cases: v.s.Demo.Cases, People: v.s.Demo.People}
	slices.Reverse(page.Mails)
	for _, m := range page.Mails {
		page.Notice = page.Notice || m.Kind() == notify.Opened{}.Kind()
	}
	for _, c := range v.s.Demo.Codes() {
		about := c.About.JA
		if v.lang == "en" {
			about = c.About.EN
		}
		page.Cards = append(page.Cards, demoCard{c.Code.Reveal(), about})
	}
	return v.show("demo", http.StatusOK, "demo.title", page)
}

var errNoDemo = unspent.Errorf(unspent.NotFound, "there is no such page")

// demoMail shows a mail, or gives it as a file.
func (v *visit) demoMail() error {
	if v.s.Demo == nil {
		return errNoDemo
	}
	all := v.s.Demo.Mails()
	i := slices.IndexFunc(all, func(m notify.Mail) bool { return m.Token() == v.r.PathValue("token") })
	if i < 0 {
		return errNoDemo
	}
	if v.r.URL.Query().Get("as") == "file" {
		v.w.Header().Set("Content-Type", "message/rfc822")
		v.w.Header().Set("Content-Disposition", `attachment; filename="`+all[i].Kind()+`.eml"`)
		_, _ = v.w.Write(all[i].Reveal()) // an error means that the visitor is gone
		return nil
	}
	return v.show("demo_mail", http.StatusOK, "demo.mail", all[i])
}

// demoCase judges an example.
func (v *visit) demoCase() error {
	if v.s.Demo == nil {
		return errNoDemo
	}
	i := slices.IndexFunc(v.s.Demo.Cases, func(c DemoCase) bool { return c.Name == v.r.PathValue("name") })
	if i < 0 {
		return errNoDemo
	}
	c := v.s.Demo.Cases[i]
	sent := evidence{said: map[string]string{}}
	for name, value := range c.Said {
		sent.said[name] = value
	}
	if c.Notice {
		all := v.s.Demo.Mails()
		slices.Reverse(all)
		n := slices.IndexFunc(all, func(m notify.Mail) bool { return m.Kind() == notify.Opened{}.Kind() })
		if n < 0 {
			return unspent.Errorf(unspent.NotFound, "no opening notice has come yet: claim the card that was sent first")
		}
		sent.files = []file{{"file-1.eml", "giver", all[n].Reveal()}}
	}
	answer, in, err := v.judge(sent)
	return v.assessment(statusOf(err), assessPage{Trouble: v.trouble(err, in), Said: sent.said, Answer: answer})
}
