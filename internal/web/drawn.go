package web

import (
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent"
)

// drawn is a page that a form was answered with. It is kept for a while, under an
// address of its own, so that whoever goes back to it, loads it again or reads it in
// the other language sends nothing twice and loses nothing: not even a new code,
// which is shown only once otherwise.
type drawn struct {
	name   string
	status int
	title  string
	page   any
	live   func(*visit) error // shows it as it stands by then; nil: it stays as it is
}

// redrawn are the forms that are answered so.
func redrawn() []string {
	return []string{"POST /check", "POST /prove", "POST /v", "POST /handover", "POST /handover/buy", "POST /handover/look", "POST /handover/take",
		"POST /handover/give", "POST /handover/see", "POST /handover/release", "POST /claim", "POST /claim/do", "POST /give", "POST /give/order",
		"POST /desk/found", "POST /desk/give", "POST /desk/give/order"}
}

// begins are the pages on which such a form can stand first.
func begins() []string {
	return []string{"GET /{$}", "GET /check", "GET /prove", "GET /v", "GET /handover", "GET /handover/give", "GET /claim", "GET /give", "GET /desk",
		"GET /desk/give"}
}

func drawnRoutes() (all []route) {
	for _, form := range redrawn() {
		all = append(all, route{strings.Replace(form, "POST", "GET", 1) + "/{drawn}", (*visit).drawnBefore})
	}
	return all
}

// browserCookie names what a browser has the pages by that its forms were answered
// with. It goes when the browser is closed. The address of such a page does without a
// secret, and is of no use to anybody else.
const browserCookie = "pages"

// browser returns the secret of the visitor's browser, "" if it keeps none: then a
// form is answered with the page itself.
func (v *visit) browser() string {
	c, err := v.r.Cookie(v.s.ownCookie(browserCookie))
	if err != nil {
		return ""
	}
	return c.Value
}

// meetBrowser gives a browser its secret, on the pages where forms begin.
func (v *visit) meetBrowser() error {
	if v.browser() != "" {
		return nil
	}
	secret, err := newSecret(v.s.Rand)
	if err == nil {
		v.keepBrowser(secret, 0)
	}
	return err
}

func (v *visit) keepBrowser(secret string, age int) {
	http.SetCookie(v.w, &http.Cookie{Name: v.s.ownCookie(browserCookie), Value: secret, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: v.s.secure(), SameSite: http.SameSiteLaxMode})
}

// leadTo keeps a page and leads to it.
func (v *visit) leadTo(secret string, page drawn) error {
	name, err := v.id()
	if err != nil {
		return err
	}
	name = name[:drawnName]
	at := v.r.URL.Path + "/" + name
	v.s.drawn.put(v.s.Client(v.r), secret+at, page, 1)
	return v.to(at)
}

// drawnBefore shows a page that was kept, to the browser whose form it answers. One
// of the desk is shown to whoever is signed in there only.
func (v *visit) drawnBefore() error {
	if strings.HasPrefix(v.r.URL.Path, "/desk") {
		if _, _, ok, err := v.staff(); !ok {
			return err
		}
	}
	page, ok := v.s.drawn.get(v.browser() + v.r.URL.Path)
	if !ok {
		return &amiss{word: "missing.drawn", typed: true, err: unspent.Errorf(unspent.NotFound, "the page is no longer kept")}
	}
	if page.live != nil {
		return page.live(v)
	}
	return v.draw(page.name, page.status, page.title, page.page)
}

// place is the address of the page without the name of what was kept.
func (v *visit) place() string {
	if name := v.r.PathValue("drawn"); name != "" {
		return strings.TrimSuffix(v.r.URL.Path, "/"+name)
	}
	return v.r.URL.Path
}
