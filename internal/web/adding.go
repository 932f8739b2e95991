package web

import (
	"maps"
	"slices"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
)

// adding is what the owner of a case that is kept brings to it.
type adding struct {
	sending
	Tile *tile
	Said map[string]string // the case so far, and what was typed
	Rev  int               // the state of the case that its owner has seen
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
	said := func(typed map[string]string, work string) (map[string]string, bool) {
		all, more := maps.Clone(k.Said), false
		maps.DeleteFunc(all, func(name, _ string) bool { return slices.Contains(statements(), name) })
		for _, name := range append(facts, stated...) {
			if value := typed[name]; value != "" {
				more = more || name != "messageOwner" && all[name] != value
				all[name] = value
			}
		}
		all["work"], page.Said = work, all
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
		rev, wrong := strconv.Atoi(s.raw["rev"])
		if err != nil || !news {
			return err
		}
		if wrong != nil {
			rev = -1 // of no state
		}
		return v.gated(true, func() error { _, err := v.s.Cases.Save(v.r.Context(), link, rev, c); return err })
	}})
	if done {
		return v.to(page.At)
	}
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

// tileOf is the tile of a brand, nil if there is no such brand.
func (v *visit) tileOf(id string) *tile {
	p, ok := v.s.Brands.Find(id)
	if !ok {
		return nil
	}
	return &tile{p.ID, "", p.Called()}
}
