package web

import (
	"maps"
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/notify"
)

// Demo is what only a throw-away issuer has: a mailbox that shows everybody's
// mails, cases to try, and a way to the desk without a key. All of it is needed.
type Demo struct {
	Mails  func() []DemoMail          // every mail that was sent, the oldest first
	Cards  func() []DemoCard          // to try
	Cases  []DemoCase                 // to be judged
	Links  func() []DemoLink          // to open, one of them on a second phone
	People []string                   // addresses that have something to see
	Invite func(secret string) string // the staff's key for a secret that works once; "" for any other
}

// DemoMail is a mail of the demo, and for an opening notice what its reader would
// answer on the page /assess.
type DemoMail struct {
	notify.Mail
	Said map[string]string // nil: it is no evidence
}

// DemoCard is a card of the demo with its code.
type DemoCard struct {
	Code  unspent.Code
	About brand.Text
}

// DemoLink is a link that somebody of the demo has.
type DemoLink struct {
	Link  string
	About brand.Text
}

// DemoCase is an example for /assess.
type DemoCase struct {
	Name  string // in its address
	About brand.Text
	Said  map[string]string // fields of the form
}

// demoPage lists the mails and what else there is to try.
type demoPage struct {
	Mails  []DemoMail // the newest first
	Cases  []DemoCase
	Links  []DemoLink
	People []string
	Cards  []demoCard
}

type demoCard struct {
	Shown string
	About brand.Text
}

func (v *visit) demo() error {
	if v.s.Demo == nil {
		return errNoPage
	}
	page := demoPage{Mails: v.s.Demo.Mails(), Cases: v.s.Demo.Cases, Links: v.s.Demo.Links(), People: v.s.Demo.People}
	slices.Reverse(page.Mails)
	for _, c := range v.s.Demo.Cards() {
		page.Cards = append(page.Cards, demoCard{c.Code.Reveal(), c.About})
	}
	return v.show("demo", http.StatusOK, "demo.title", page)
}

var errNoPage = unspent.Errorf(unspent.NotFound, "there is no such page")

// mailOf returns the mail that the address names.
func (v *visit) mailOf() (DemoMail, error) {
	if v.s.Demo == nil {
		return DemoMail{}, errNoPage
	}
	all := v.s.Demo.Mails()
	i := slices.IndexFunc(all, func(m DemoMail) bool { return m.Token() == v.r.PathValue("token") })
	if i < 0 {
		return DemoMail{}, errNoPage
	}
	return all[i], nil
}

// demoMail shows a mail, or gives it as a file.
func (v *visit) demoMail() error {
	m, err := v.mailOf()
	if err != nil {
		return err
	}
	if v.r.URL.Query().Get("as") == "file" {
		v.w.Header().Set("Content-Type", "message/rfc822")
		v.w.Header().Set("Content-Disposition", `attachment; filename="`+m.Kind()+`.eml"`)
		_, _ = v.w.Write(m.Reveal()) // an error means that the visitor is gone
		return nil
	}
	return v.show("demo_mail", http.StatusOK, "demo.mail", m)
}

// demoEvidence judges the case of a card with a mail as its only evidence.
func (v *visit) demoEvidence() error {
	m, err := v.mailOf()
	if err != nil {
		return err
	}
	if m.Said == nil {
		return unspent.Errorf(unspent.NotFound, "this mail is no evidence")
	}
	return v.judged(m.Said, file{name: "file-1.eml", owner: "giver", content: m.Reveal()})
}

// demoCase judges an example.
func (v *visit) demoCase() error {
	if v.s.Demo == nil {
		return errNoPage
	}
	i := slices.IndexFunc(v.s.Demo.Cases, func(c DemoCase) bool { return c.Name == v.r.PathValue("name") })
	if i < 0 {
		return errNoPage
	}
	return v.judged(v.s.Demo.Cases[i].Said)
}

// judged shows the verdict of a case.
func (v *visit) judged(said map[string]string, files ...file) error {
	sent := evidence{said: maps.Clone(said), files: files}
	sent.date(0)
	answer, in, err := v.judge(sent)
	return v.answered(statusOf(err), sent, assessPage{Trouble: v.trouble(err, in), Said: sent.said, Answer: answer})
}
