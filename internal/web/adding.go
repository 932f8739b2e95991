package web

import (
	"maps"
	"slices"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
)

// adding is what the owner of a case that is kept brings to it.
type adding struct {
	sending
	Tile *tile
	Said map[string]string // the case so far, and what was typed
	Rev  int               // the state of the case that its owner has seen
	Wish string            // the request whose reader wished for this; "" if nobody did
	Word string            // of the wish
	Seen bool              // the word was seen in what is added
}

// Label is the id of the text that names a field.
func (adding) Label(field string) string { return assessPage{}.Label(field) }

// addable are the answers that the form of a kept case takes: facts of the case, and
// what is stated once and becomes a piece of evidence.
func addable() (facts, stated []string) {
	return []string{"last4", "amount", "got", "handed", "order"}, []string{"message", "messageOwner", "messageAt"}
}

// statements are the answers of a case that are pieces of evidence already.
func statements() []string {
	return []string{"seal", "till", "balance", "message", "messageOwner", "messageAt", "said", "saidBy", "notice", "seen", "scrolled"}
}

// revOf reads the state of a case that a form was made for; -1 is of none.
func revOf(text string) int {
	if rev, err := strconv.Atoi(text); err == nil {
		return rev
	}
	return -1
}

// addToCase reads what the owner brings to a case, shows what was read, and adds it when
// they say so: the verdict changes.
func (v *visit) addToCase() error {
	if v.s.Cases == nil {
		return errNoPage
	}
	link, err := keep.ParseCaseLink(v.linkOf())
	if err != nil {
		return errNotOpened
	}
	k, err := v.caseAt(link)
	if err != nil {
		return err
	}
	page := adding{Rev: k.Rev}
	page.At = v.r.URL.Path
	facts, stated := addable()
	said := func(typed, raw map[string]string) (map[string]string, bool) {
		all, more := maps.Clone(k.Said), false
		maps.DeleteFunc(all, func(name, _ string) bool { return slices.Contains(statements(), name) })
		for _, name := range append(facts, stated...) {
			if value := typed[name]; value != "" {
				more = more || name != "messageOwner" && all[name] != value
				all[name] = value
			}
		}
		if w, ok := wishOf(k, raw["wish"]); ok {
			page.Wish, page.Word, all["challenge"], all["challengeAt"] = raw["wish"], w.Word, w.Word, w.At.In(brand.Japan()).Format("2006-01-02T15:04")
		}
		all["work"], page.Said = raw["work"], all
		return all, more
	}
	done, err := v.send(&page.sending, receiver{has: k.Has, said: said, take: func(s *sending, sent evidence, a *casefile.Answer) error {
		more := keep.More{ID: s.raw["id"], Said: map[string]string{}, Evidence: a.Evidence, Copies: a.Copies}
		for _, name := range facts {
			if value := sent.said[name]; value != k.Said[name] {
				more.Said[name] = value
			}
		}
		if more.Said["amount"] != "" {
			more.Said["currency"] = sent.said["currency"]
		}
		c, news, err := k.With(more)
		if err != nil || !news {
			return err
		}
		rev := revOf(s.raw["rev"])
		if w, ok := wishOf(k, page.Wish); ok {
			shows := keep.Showing{ID: more.ID, Word: w.Word, Evidence: a.Evidence, Copies: a.Copies, Bare: s.raw["send"] == bareWord}
			return v.gated(true, func() error { return v.s.Cases.Fulfil(v.r.Context(), link, rev, c, page.Wish, shows) })
		}
		return v.gated(true, func() error { _, err := v.s.Cases.Save(v.r.Context(), link, rev, c); return err })
	}})
	if done {
		return v.to(page.At)
	}
	page.Seen = keep.HasWord(page.evidence)
	if unspent.ReasonOf(err) == unspent.Conflict { // the form has the new state now
		page.Trouble.Reason = "kept.changed"
	}
	page.Tile = v.tileOf(k.Said["brand"])
	if page.Held != "" {
		v.ownPictures()
	}
	var failed error
	if page.ID, failed = v.id(); failed != nil {
		return failed
	}
	return v.show("adding", statusOf(err), "kept.add", page)
}

// bareWord is how a form says that it is sent although the word of a wish is not seen in it.
const bareWord = "bare"

// wishOf is what the reader of a page that the case shows waits for.
func wishOf(k keep.Case, request string) (keep.Wish, bool) {
	i := slices.IndexFunc(k.Requests, func(a keep.Asked) bool { return a.ID == request && a.State == keep.Open })
	if i < 0 {
		return keep.Wish{}, false
	}
	return k.Requests[i].Open()
}

// tileOf is the tile of a brand, nil if there is no such brand.
func (v *visit) tileOf(id string) *tile {
	p, ok := v.s.Brands.Find(id)
	if !ok {
		return nil
	}
	return &tile{ID: p.ID, Tile: p.Called()}
}
