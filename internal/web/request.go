package web

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
)

// keptCase is what the page of an answer knows of a case that is kept, or could be.
type keptCase struct {
	Link   string // the secret of the case; drawn, if it is not kept yet
	Whole  string // the address with it; "" if it is not kept yet
	Case   keep.Case
	Asked  []askedOf
	Ask    askForm  // of a request
	Show   *askForm // of a page for buyers; nil: there is nothing to show, or nobody to show it to
	Adding adding   // the form that brings more
	Mails  bool     // its owner can be told by mail
	Mail   string   // who is signed in; "" if nobody is
}

// Waits reports whether somebody wishes for a fresh picture.
func (k *keptCase) Waits() bool {
	return slices.ContainsFunc(k.Asked, func(a askedOf) bool { return a.State == keep.Open && a.Wished() != nil })
}

// askForm is the form of a link for somebody else.
type askForm struct {
	For     string // what its button does; begins the ids of its fields
	ID      string // of the next request
	Held    string
	Case    string
	Whom    []assess.Owner // who can be asked
	Shares  []tick         // answers that could be shared, by the fields of the form
	Shows   []showable     // evidence that could be shown
	Accused bool           // it answers a complaint
}

// tick is a choice of a form.
type tick struct {
	Name, Value string
	On          bool
}

// showable is a piece of evidence that a link can show, by its id in the case.
type showable struct {
	ID   string
	Text brand.Text
}

// Label is the id of the text that names a field.
func (askForm) Label(field string) string { return assessPage{}.Label(field) }

type askedOf struct {
	keep.Asked
	Link string // the address that is sent to them
}

// linkPage takes a link out of the address, or as text.
type linkPage struct {
	Trouble trouble
	Path    string
	Lost    bool // this browser has not opened it, or keeps no cookies
}

func (v *visit) caseForm() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	return v.show("link", http.StatusOK, "kept.title", linkPage{Path: "/case"})
}

func (v *visit) requestForm() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	return v.show("link", http.StatusOK, "request.title", linkPage{Path: "/r"})
}

// keptOf is what the page of an answer offers: to keep it, and to ask somebody.
func (v *visit) keptOf(held string, page *assessPage) (*keptCase, error) {
	if v.s.Cases == nil {
		return nil, nil
	}
	k := &keptCase{Link: linkOfHeld(held).Reveal()}
	return k, k.offers(v, held, page.Said, page.Answer, page.Answer.Evidence)
}

// linkOfHeld is the link of the case that is made of what is held: one judgement makes
// one case, however often its form is sent, and nobody keeps what was not judged here.
func linkOfHeld(held string) keep.CaseLink {
	return keep.CaseLink{Secret: unspent.DeriveSecret(sha256.Sum256([]byte("case " + held)))}
}

// askable are those who can be asked.
func askable() []assess.Owner {
	return []assess.Owner{assess.Givers, assess.Sellers, assess.Shops, assess.Buyers}
}

// offers fills in the forms of links, of a case with what was said, the answer to it,
// and the evidence of its own, with which the answer's begins.
func (k *keptCase) offers(v *visit, held string, said map[string]string, a *casefile.Answer, own []casefile.EvidenceJSON) (err error) {
	f := askForm{For: "ask", Held: held, Case: k.Link, Accused: said["claimed"] != ""}
	if n := a.Next; n != nil && slices.Contains(askable(), n.Whom) {
		f.Whom = []assess.Owner{n.Whom}
	}
	if f.Accused {
		f.Whom = []assess.Owner{assess.Buyers}
	}
	for _, whom := range askable() {
		if string(whom) != said["asker"] && !slices.Contains(f.Whom, whom) {
			f.Whom = append(f.Whom, whom)
		}
	}
	for _, field := range keep.Shareable() {
		if said[field] != "" {
			on := field == "last4" || field == "amount" || field == "handed" && f.Accused
			f.Shares = append(f.Shares, tick{field, said[field], on})
		}
	}
	var shows []showable
	for i, e := range own {
		text := casefile.SaysText(e.Says)
		if at := slices.IndexFunc(a.Findings, func(f casefile.FindingJSON) bool { return f.Evidence == a.Evidence[i].ID }); at >= 0 {
			text = a.Findings[at].Text
		}
		shows = append(shows, showable{e.ID, text})
	}
	sells := said["asker"] == string(assess.Seller) || said["asker"] == string(assess.Giver)
	switch {
	case f.Accused:
		f.Shows = shows
	case sells && len(shows) > 0:
		show := f
		show.For, show.Shows = "show", shows
		if show.ID, err = v.id(); err != nil {
			return err
		}
		k.Show = &show
	}
	k.Ask = f
	k.Ask.ID, err = v.id()
	return err
}

// keepCase does what the form of a case asks for.
func (v *visit) keepCase() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	link, err := keep.ParseCaseLink(v.field("case"))
	if held := v.field("held"); held != "" {
		link, err = linkOfHeld(held), nil
	}
	if err != nil {
		return v.show("link", statusOf(err), "kept.title", linkPage{Trouble: v.trouble(err, nil), Path: "/case"})
	}
	if v.field("do") == "delete" {
		if err := v.gated(false, func() error { return v.s.Cases.Delete(v.r.Context(), link) }); err != nil {
			return err
		}
		return v.to("/")
	}
	if err := v.gated(true, func() error { return v.changeCase(link) }); err != nil {
		return err
	}
	at := ""
	if do := v.field("do"); do == "ask" || do == keep.ToShow {
		at = "#asked-" + url.PathEscape(v.field("id"))
	}
	return v.openLink("/case/", link.Reveal(), at)
}

// changeCase keeps a case, asks somebody, or withdraws what was asked.
func (v *visit) changeCase(link keep.CaseLink) error {
	ctx := v.r.Context()
	if v.field("do") == "withdraw" {
		return v.s.Cases.Withdraw(ctx, link, v.field("request"))
	}
	do := v.field("do")
	if do == "tell" || do == "quiet" {
		return v.tellMe(link)
	}
	if err := v.keepHeld(link); err != nil || do != "ask" && do != keep.ToShow {
		return err
	}
	kept, err := v.s.Cases.Open(ctx, link)
	if err != nil {
		return err
	}
	whom := assess.Owner(v.field("whom"))
	a := keep.Ask{Whom: whom, What: v.whatOf(kept, whom), Name: v.field("name"), Note: v.field("note"), Share: v.r.PostForm["share"],
		Show: v.r.PostForm["show"]}
	if do == keep.ToShow {
		a.Whom, a.What = assess.Buyers, keep.ToShow
	}
	_, err = v.s.Cases.Ask(ctx, link, v.field("id"), a)
	return err
}

// keepHeld keeps the case that the form holds, unless it is kept already.
func (v *visit) keepHeld(link keep.CaseLink) error {
	held := v.field("held")
	if held == "" {
		return nil
	}
	sent, page, err := v.s.helds.look(held)
	if err != nil || page == nil {
		return errNoPage
	}
	_, err = v.s.Cases.Save(v.r.Context(), link, 0, keep.Content{Said: sent.said, Evidence: page.Answer.Evidence, Copies: page.Answer.Copies})
	if unspent.ReasonOf(err) == unspent.Conflict { // it is kept, and something was added since
		return nil
	}
	return err
}

// anyScreen is what is asked for of who has nothing that is known to tell most.
const anyScreen = "any-screen"

// whatOf is what somebody is asked for: what would tell most of what is theirs.
func (v *visit) whatOf(k keep.Case, whom assess.Owner) string {
	if a, err := k.Answer(v.s.Brands, v.s.Now()); err == nil {
		for _, missing := range a.Missing {
			if missing.Whom == whom {
				return missing.ID
			}
		}
	}
	return cmp.Or(map[assess.Owner]string{assess.Buyers: "buyer-message", assess.Shops: "receipt"}[whom], anyScreen)
}

// kept shows a case that is kept.
func (v *visit) kept() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	link, err := keep.ParseCaseLink(v.linkOf())
	if err != nil {
		return v.show("link", http.StatusNotFound, "kept.title", linkPage{Path: "/case", Lost: true})
	}
	k, err := v.caseAt(link)
	if err != nil {
		return err
	}
	a, err := k.Answer(v.s.Brands, v.s.Now())
	if err != nil {
		return err
	}
	page := answerPage{assessPage: assessPage{Said: k.Said, Answer: &a}}
	page.Kept = &keptCase{Link: link.Reveal(), Whole: v.s.BaseURL + "/case#" + link.Reveal(), Case: k, Adding: adding{Said: k.Said, Rev: k.Rev}}
	page.Kept.Adding.At = v.r.URL.Path
	if page.Kept.Mails = v.s.Tell != nil; page.Kept.Mails {
		me, _, _, _, err := v.holder()
		if err != nil {
			return err
		}
		page.Kept.Mail = me.Mail
	}
	if page.Kept.Adding.ID, err = v.id(); err != nil {
		return err
	}
	for _, asked := range k.Requests {
		page.Kept.Asked = append(page.Kept.Asked, askedOf{asked, v.s.BaseURL + "/r#" + asked.Link.Reveal()})
	}
	if err := page.Kept.offers(v, "", k.Said, &a, k.Evidence); err != nil {
		return err
	}
	return v.showAnswer(page, evidence{said: k.Said})
}

// requestPage is what somebody sees who is asked.
type requestPage struct {
	keep.Request
	piecing
	sending
	Tile   *tile
	Draws  string
	Steps  []brand.Text
	Facts  []field
	Named  string // who they say they are
	Noted  string
	Answer *casefile.Answer
	Told   *answerPage     // what the asker shows; nil: nothing
	Asked  casefile.Answer // the same in the asker's words, if they show something
}

// Tone is how the answer looks.
func (p requestPage) Tone() string { return assessPage{Answer: p.Answer}.Tone() }

// Verdict is the id of the answer in a word.
func (p requestPage) Verdict() string { return assessPage{Answer: p.Answer}.Verdict() }

// Label is the id of the text that names a field.
func (requestPage) Label(field string) string { return assessPage{}.Label(field) }

// openRequest takes the link of a request out of a form.
func (v *visit) openRequest() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	link, err := keep.ParseRequestLink(v.field("link"))
	if err == nil {
		_, err = v.requestAt(link)
	}
	if err != nil {
		return v.show("link", statusOf(err), "request.title", linkPage{Trouble: v.trouble(err, nil), Path: "/r"})
	}
	return v.openLink("/r/", link.Reveal(), "")
}

// openCase takes the link of a case out of a form.
func (v *visit) openCase() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	link, err := keep.ParseCaseLink(v.field("link"))
	if err == nil {
		_, err = v.caseAt(link)
	}
	if err != nil {
		return v.show("link", statusOf(err), "kept.title", linkPage{Trouble: v.trouble(err, nil), Path: "/case"})
	}
	return v.openLink("/case/", link.Reveal(), "")
}

// asked finds the request whose page this is.
func (v *visit) asked() (link keep.RequestLink, page requestPage, err error) {
	if v.s.Cases == nil {
		return link, page, errNoPage
	}
	if link, err = keep.ParseRequestLink(v.linkOf()); err != nil {
		return link, page, errNotOpened
	}
	if page.Request, err = v.requestAt(link); err != nil {
		return link, page, err
	}
	page.At = v.r.URL.Path
	if p, ok := v.s.Brands.Find(page.Request.Facts["brand"]); ok {
		page.piecing, page.Tile = piecing{p}, &tile{ID: p.ID, Tile: p.Called()}
		page.Draws = cmp.Or(drawing(&casefile.NextJSON{ID: page.What}), "receipt")
		if steps, ok := p.StepsFor(taskDrawn(page.Draws), brand.OnPhone); ok {
			page.Steps = steps.Steps
		}
	}
	page.Facts = factsOf(page.Request.Facts, v.lang)
	page.ID, err = v.id()
	return link, page, err
}

// taskDrawn is what the steps beside a picture are for.
func taskDrawn(name string) brand.Task {
	return map[string]brand.Task{"history": brand.ToHistory, "order": brand.ToOrderPage, "mail": brand.ToSaveMail, "message": brand.ToMessage,
		"balance": brand.ToBalance}[name]
}

// errNotOpened says that this browser has not opened the link of a page.
var errNotOpened = unspent.Errorf(unspent.NotFound, "this browser has not opened the link")

func (v *visit) request() error {
	_, page, err := v.asked()
	if errors.Is(err, errNotOpened) {
		return v.show("link", http.StatusNotFound, "request.title", linkPage{Path: "/r", Lost: true})
	}
	if err != nil {
		return err
	}
	return v.showRequest(http.StatusOK, page)
}

// showRequest shows a request with what was sent for it, and the verdict of that.
func (v *visit) showRequest(status int, page requestPage) error {
	if page.Held == "" && len(page.Deposits)+len(page.Shown) > 0 {
		a, err := page.Request.Answer(v.s.Brands, v.s.Now())
		if err != nil {
			return err
		}
		page.Answer = &a
	}
	if page.Answer != nil && len(page.Shown) > 0 {
		var err error
		if page.Asked, err = page.Request.Asker(v.s.Brands, v.s.Now()); err != nil {
			return err
		}
		page.Told = &answerPage{assessPage: assessPage{Answer: page.Answer, Said: page.Request.Facts}}
		page.Told.look(evidence{})
	}
	if page.Held != "" || page.Told != nil {
		v.ownPictures()
	}
	if page.What == keep.ToShow {
		return v.show("show", status, "show.title", page)
	}
	return v.show("request", status, "request.title", page)
}

// reply reads what somebody brings who was asked, shows what of it the asker will see,
// and sends it when they say so.
func (v *visit) reply() error {
	link, page, err := v.asked()
	if err != nil {
		return err
	}
	if page.What == keep.ToShow { // which asks for nothing
		return errNoPage
	}
	done, err := v.send(&page.sending, receiver{
		has: func(id string) bool {
			return slices.ContainsFunc(page.Deposits, func(d keep.Deposit) bool { return d.ID == id })
		},
		said: func(_, raw map[string]string) (map[string]string, bool) { return page.said(raw["work"]), false },
		take: func(s *sending, _ evidence, a *casefile.Answer) error {
			d := keep.Deposit{ID: s.raw["id"], Name: s.raw["name"], Note: s.raw["note"], Evidence: a.Evidence, Copies: a.Copies}
			err := v.gated(true, func() error { _, err := v.s.Cases.Deposit(v.r.Context(), link, d); return err })
			switch {
			case err == nil:
				v.tell(link)
			case unspent.ReasonOf(err) == unspent.Conflict:
				return nil // the same form came twice at once
			}
			return err
		},
	})
	if done {
		return v.to(page.At)
	}
	page.Named, page.Noted = page.raw["name"], page.raw["note"]
	return v.showRequest(statusOf(err), page)
}

// said is the case as whoever is asked sees it: their own account and screens are
// theirs.
func (p requestPage) said(work string) map[string]string {
	said := map[string]string{"asker": "holder", "channel": "issuer", "challenge": p.Word, "work": work,
		"challengeAt": p.Made.In(brand.Japan()).Format("2006-01-02T15:04")}
	for name, value := range p.Request.Facts {
		if name != "asker" && name != "channel" && name != "language" {
			said[name] = value
		}
	}
	if p.Whom == assess.Givers || p.Whom == assess.Sellers || p.Whom == assess.Buyers {
		said["asker"] = strings.ToLower(string(p.Whom))
	}
	return said
}
