package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/texts"
)

// linkCookie begins the names of what a browser keeps of the links that it opened: a
// page that is loaded again needs no fragment then.
const linkCookie = "link-"

// newLinks returns the gate of links.
func newLinks(c Config) (*gate.Gate, error) {
	return gate.New(gate.Options{Now: c.Now, Rand: c.Rand, Limits: linkLimits(), Reason: unspent.TooManyMisses,
		Detail: "too much was opened or kept from here: wait a while"})
}

// gated does what has to do with a link, unless too much was asked for from where the
// visitor is: a link that leads to nothing counts, and so does whatever is written.
func (v *visit) gated(writes bool, do func() error) error {
	who := v.s.Client(v.r)
	if err := v.s.links.Admit(who, "", ""); err != nil {
		return texts.Refuse(err, unspent.TooManyMisses, unspent.Wrong("", "keep.paused"))
	}
	err := do()
	if unspent.ReasonOf(err) == unspent.NotFound || writes && err == nil {
		v.s.links.Miss(who)
	}
	return err
}

// caseAt opens a case that is kept.
func (v *visit) caseAt(link keep.CaseLink) (k keep.Case, err error) {
	err = v.gated(false, func() error { k, err = v.s.Cases.Open(v.r.Context(), link); return err })
	return k, err
}

// requestAt looks at a request.
func (v *visit) requestAt(link keep.RequestLink) (q keep.Request, err error) {
	err = v.gated(false, func() error { q, err = v.s.Cases.Look(v.r.Context(), link); return err })
	return q, err
}

// openLink leads to the page of a link under an address that tells nothing of it, at
// one place of the page, which begins with "#", or at its top.
func (v *visit) openLink(under, secret, at string) error {
	sum := sha256.Sum256([]byte(under + secret))
	name := hex.EncodeToString(sum[:answerName/2])
	v.remember(linkCookie, name, secret, keep.CaseLife.Seconds(), maxLinks)
	http.Redirect(v.w, v.r, under+name+at, http.StatusSeeOther)
	return nil
}

// linkOf returns the secret of the page that is asked for, "" if this browser has not
// opened its link.
func (v *visit) linkOf() string {
	c, err := v.r.Cookie(v.s.ownCookie(linkCookie + v.r.PathValue("name")))
	if err != nil {
		return ""
	}
	return c.Value
}

// remember has the browser keep a secret under a name of a kind for so many seconds, and
// forget those that it has kept longest, which it names first, if they are too many.
func (v *visit) remember(kind, name, secret string, seconds float64, most int) {
	prefix := v.s.ownCookie(kind)
	var before []string
	for _, c := range v.r.Cookies() {
		if strings.HasPrefix(c.Name, prefix) && c.Name != prefix+name {
			before = append(before, c.Name)
		}
	}
	cookie := http.Cookie{Path: "/", HttpOnly: true, Secure: v.s.secure(), SameSite: http.SameSiteLaxMode}
	for _, old := range before[:max(0, len(before)+1-most)] {
		gone := cookie
		gone.Name, gone.MaxAge = old, -1
		http.SetCookie(v.w, &gone)
	}
	cookie.Name, cookie.Value, cookie.MaxAge = prefix+name, secret, int(seconds)
	http.SetCookie(v.w, &cookie)
}
