package web

import (
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/signin"
)

// Operator is who runs the server, as its pages say.
type Operator struct {
	Name    string // "" if nobody has said
	Contact string // a mail address, or the address of a page; "" if nobody has said
}

// Link is where the contact leads.
func (o Operator) Link() string {
	if o.Contact == "" || strings.Contains(o.Contact, "://") {
		return o.Contact
	}
	return "mailto:" + o.Contact
}

// aboutPage says whose the pages are, and what they can do.
type aboutPage struct {
	Operator
	Site Site
}

func (v *visit) about() error {
	if err := v.foundText("about.title", "about.lead"); err != nil {
		return err
	}
	return v.show("about", http.StatusOK, "about.title", aboutPage{v.s.Operator, v.s.Site})
}

// privacyPage says what is kept, for how long, and who sees it: by the limits that the
// program goes by.
type privacyPage struct {
	Site                             Site
	Hours, Case, Request, Stay, Idle int // hours that things are held, then days
}

func (v *visit) privacy() error {
	if err := v.foundText("privacy.title", "privacy.lead"); err != nil {
		return err
	}
	days := func(hours float64) int { return int(hours) / 24 }
	return v.show("privacy", http.StatusOK, "privacy.title", privacyPage{v.s.Site, int(heldLife.Hours()), days(keep.CaseLife.Hours()),
		days(keep.RequestLife.Hours()), days(signin.SessionLife.Hours()), days(signin.SessionIdle.Hours())})
}
