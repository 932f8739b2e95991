package web

import (
	"bytes"
	"encoding/base64"
	"html/template"
	"net/http"
	"slices"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// answerPage says what is known of a card, why, and what to do. It is kept for a while
// in memory, so that it can be loaded again, read in the other language, and added to.
type answerPage struct {
	assessPage
	piecing
	Confirm *confirming // what was read and nobody has looked at; nil: nothing is open
	Asking  bool        // the page asks about that first, and says nothing else
	Tile    *tile
	Reasons []reason
	Aside   []reason // what was brought and does not count
	Moments []casefile.MomentJSON
	Kept    *keptCase // nil: it cannot be kept here
	Guide   string    // to the brand; "" if there is none
	Facts   []field   // what was said of the card, for paper
	Level   int       // how sure it is: 1 to 3; 0 if nothing is known

	pictures map[string]template.URL // small copies by file
	told     map[string]casefile.EvidenceJSON
}

// reason is what one piece of evidence says, and what it was read from.
type reason struct {
	casefile.FindingJSON
	Picture template.URL // "" if it is none
	Kind    assess.Kind
	File    string // the visitor's name
	Shown   string // the words that stand there
}

// answered keeps an answer and leads to it: a page that can be loaded again. What went
// wrong is said at once, on the form.
func (v *visit) answered(status int, sent evidence, page assessPage) error {
	if page.Answer == nil {
		var err error
		if page.Held, err = v.s.helds.keep(v.s.Client(v.r), sent, nil); err != nil {
			return err
		}
		return v.assessment(status, page)
	}
	sent.inOwnNames(page.Answer)
	held, err := v.s.helds.keep(v.s.Client(v.r), sent, &page)
	if err != nil {
		return err
	}
	name, err := v.id()
	if err != nil {
		return err
	}
	name = name[:answerName]
	v.remember(answerCookie, name, held, heldLife.Seconds(), maxAnswers)
	http.Redirect(v.w, v.r, "/answer/"+name, http.StatusSeeOther)
	return nil
}

// noWeight is the weight of what does not count.
const noWeight = "none"

// answerCookie begins the names of what a browser keeps of the answers that it got:
// the secret of each, while its address has none.
const answerCookie = "case-"

func (v *visit) answer() error {
	c, err := v.r.Cookie(v.s.ownCookie(answerCookie + v.r.PathValue("name")))
	if err != nil {
		return errNoPage
	}
	sent, kept, err := v.s.helds.look(c.Value)
	if err != nil || kept == nil {
		return errNoPage
	}
	page := answerPage{assessPage: *kept}
	page.Held = c.Value
	if page.Kept, err = v.keptOf(c.Value, kept); err != nil {
		return err
	}
	return v.showAnswer(page, sent)
}

func (v *visit) showAnswer(page answerPage, sent evidence) error {
	if p, ok := v.s.Brands.Find(sent.said["brand"]); ok {
		page.piecing, page.Tile, page.Guide = piecing{p}, &tile{ID: p.ID, Tile: p.Called()}, v.s.guides.of(p.ID)
	}
	page.look(sent)
	page.Facts = factsOf(page.Said, v.lang)
	if len(page.pictures) > 0 {
		v.ownPictures()
	}
	page.Asking = page.Confirm != nil && (len(page.Confirm.Groups) > 0 || page.Confirm.Which != nil) && v.r.URL.Query().Get("now") == ""
	return v.show("answer", http.StatusOK, "assess.result", page)
}

// look puts together what the page shows of an answer.
func (p *answerPage) look(sent evidence) {
	p.pictures, p.told = map[string]template.URL{}, map[string]casefile.EvidenceJSON{}
	for _, c := range p.Answer.Copies {
		if bytes.HasPrefix(c.JPEG, []byte("\xff\xd8\xff")) {
			p.pictures[c.File] = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(c.JPEG)) //nolint:gosec // letters of base64
		}
	}
	p.Confirm = confirmingOf(sent, p.Answer, p.pictures)
	for _, e := range p.Answer.Evidence {
		p.told[e.ID] = e
	}
	for _, f := range p.Answer.Findings {
		e := p.told[f.Evidence]
		r := reason{FindingJSON: f, Picture: p.pictures[e.File], Kind: e.Kind, Shown: e.Shown}
		if i := sent.index(e.File); i >= 0 {
			r.File = sent.files[i].shown
		}
		if f.Weight == noWeight {
			p.Aside = append(p.Aside, r)
		} else {
			p.Reasons = append(p.Reasons, r)
		}
	}
	if len(p.Reasons) == 0 { // then they are all there is to say
		p.Reasons, p.Aside = p.Aside, nil
	}
	p.Moments = slices.DeleteFunc(slices.Clone(p.Answer.Timeline), func(m casefile.MomentJSON) bool {
		return m.Evidence == "" && m.At.Equal(p.Answer.JudgedAt)
	})
	p.Level = map[assess.Confidence]int{assess.Possible: 1, assess.Likely: 2, assess.Proven: 3}[p.Answer.Confidence]
}

// Silent are the pieces of evidence of which nothing is said.
func (p answerPage) Silent() (all []reason) {
	for _, e := range p.Answer.Evidence {
		if !slices.ContainsFunc(p.Answer.Findings, func(f casefile.FindingJSON) bool { return f.Evidence == e.ID }) {
			all = append(all, reason{FindingJSON: casefile.FindingJSON{Weight: noWeight, Text: casefile.SaysText(e.Says)},
				Picture: p.pictures[e.File], Kind: e.Kind})
		}
	}
	return all
}

// Shots are the pictures whole, in the order of their files.
func (p answerPage) Shots() (all []template.URL) {
	for _, c := range p.Answer.Copies {
		if picture := p.pictures[c.File]; picture != "" {
			all = append(all, picture)
		}
	}
	return all
}

// Hit reports whether a moment is one at which the card was used or stopped.
func (p answerPage) Hit(m casefile.MomentJSON) bool {
	return slices.ContainsFunc(p.Answer.Findings, func(f casefile.FindingJSON) bool {
		return m.Evidence != "" && f.Evidence == m.Evidence && (f.State == assess.Used || f.State == assess.Blocked)
	})
}

// Asks reports whether an act is somebody else's, who is asked for it.
func (p answerPage) Asks() bool {
	n := p.Answer.Next
	return n != nil && (n.Whom == assess.Givers || n.Whom == assess.Sellers || n.Whom == assess.Buyers)
}

// Message is what can be sent to whoever the first act is asked of; nil if there is
// none.
func (p answerPage) Message() *casefile.Text {
	n := p.Answer.Next
	if n == nil {
		return nil
	}
	for _, a := range p.Answer.Missing {
		if a.ID == n.ID && a.Message != nil {
			return a.Message
		}
	}
	for _, r := range p.Answer.Remedies {
		if r.ID == n.ID && r.Letter != nil {
			return r.Letter
		}
	}
	return nil
}

// Add is the name of the form's field for files that whoever is asked sends.
func (p answerPage) Add() string {
	if p.Asks() {
		return "file-" + string(p.Answer.Next.Whom)
	}
	return "file-me"
}

// Last4 and the amount tell which card it is.
func (p answerPage) Last4() string { return brand.Normalise(p.Said["last4"]) }
