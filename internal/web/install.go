package web

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent/internal/texts"
)

// manifest says how the pages stand among the programs of a phone, and that pictures,
// mails and texts can be shared to them.
type manifest struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	ShortName  string         `json:"short_name"`
	About      string         `json:"description"`
	Lang       string         `json:"lang"`
	Dir        string         `json:"dir"`
	Start      string         `json:"start_url"`
	Scope      string         `json:"scope"`
	Display    string         `json:"display"`
	Theme      string         `json:"theme_color"`
	Background string         `json:"background_color"`
	Icons      []manifestIcon `json:"icons"`
	Share      shareTarget    `json:"share_target"`
}

type manifestIcon struct {
	Address string `json:"src"`
	Sizes   string `json:"sizes"`
	Kind    string `json:"type"`
	Purpose string `json:"purpose"`
}

type shareTarget struct {
	Action string      `json:"action"`
	Method string      `json:"method"`
	Form   string      `json:"enctype"`
	Params shareParams `json:"params"`
}

type shareParams struct {
	Title string      `json:"title"`
	Text  string      `json:"text"`
	Files []shareFile `json:"files"`
}

type shareFile struct {
	Name   string   `json:"name"`
	Accept []string `json:"accept"`
}

// sharePath is where a phone sends what is shared to the pages.
const sharePath = "/share"

func (v *visit) manifest() error {
	if !v.s.Site.Any() {
		return errNoPage
	}
	title, err := texts.Say(v.lang, "home.title")
	if err != nil {
		return err
	}
	about, err := texts.Say(v.lang, "home.about")
	if err != nil {
		return err
	}
	m := manifest{ID: "/", Name: v.s.face().Name + " · " + title, ShortName: v.s.face().Name, About: about, Lang: v.lang, Dir: "ltr", Start: "/", Scope: "/",
		Display: "standalone", Theme: "#0a6a63", Background: "#f6f5f1",
		Share: shareTarget{sharePath, http.MethodPost, "multipart/form-data", shareParams{"title", "text",
			[]shareFile{{"file-me", []string{"image/*", "application/pdf", "message/rfc822", ".eml", "text/html", "text/plain"}}}}}}
	for _, one := range []struct{ name, sizes, kind, purpose string }{
		{"mark.svg", "any", "image/svg+xml", "any"}, {"icon-192.png", "192x192", "image/png", "any"}, {"icon-512.png", "512x512", "image/png", "any"},
		{"icon-mask.png", "512x512", "image/png", "maskable"},
	} {
		address, err := v.s.assets.address(one.name)
		if err != nil {
			return err
		}
		m.Icons = append(m.Icons, manifestIcon{address, one.sizes, one.kind, one.purpose})
	}
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	return v.plain("application/manifest+json", body)
}

// sharedCookie begins the names of what a browser keeps of what was shared: the secret of
// each, while the address of the questions has none.
const sharedCookie = "shared-"

// share takes what was shared to the pages, and asks which card it is about.
func (v *visit) share() error {
	if !v.s.Site.Any() {
		return errNoPage
	}
	share, err := v.s.uploads.Enter(v.s.Client(v.r))
	if err != nil {
		return err
	}
	defer share.Leave()
	sent, err := v.read(share)
	if err != nil {
		return err
	}
	if text := strings.TrimSpace(sent.said["title"] + "\n" + sent.said["text"]); text != "" && len(sent.files) < maxFiles {
		sent.add("shared.txt", "me", []byte(text))
	}
	sent.said = map[string]string{}
	sent.shownNames(v.s.Brands)
	if len(sent.files) == 0 {
		return v.to("/ask")
	}
	held, err := v.s.helds.keep(v.s.Client(v.r), sent, nil)
	if err != nil {
		return err
	}
	name, err := v.id()
	if err != nil {
		return err
	}
	name = name[:answerName]
	v.remember(sharedCookie, name, held, heldLife.Seconds(), maxAnswers)
	return v.to(answers{askShared: name}.with(askShow, ""))
}

// shared returns what was shared to the pages before these questions, and the id under
// which it is held; nothing if it is gone.
func (v *visit) shared(given answers) (id string, names []string) {
	c, err := v.r.Cookie(v.s.ownCookie(sharedCookie + given[askShared]))
	if given[askShared] == "" || err != nil {
		return "", nil
	}
	sent, _, err := v.s.helds.look(c.Value)
	if err != nil {
		return "", nil
	}
	return c.Value, sent.names()
}
