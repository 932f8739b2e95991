package web

import (
	"time"

	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/keep"
)

// wish asks whoever shows a card for something newer.
func (v *visit) wish() error {
	link, _, err := v.asked()
	if err != nil {
		return err
	}
	if err := v.gated(true, func() error { _, err := v.s.Cases.Wish(v.r.Context(), link); return err }); err != nil {
		return err
	}
	return v.to("/r/" + v.r.PathValue("name"))
}

// Newest is when what is shown came, or was renewed.
func (p requestPage) Newest() time.Time { return p.Shown[len(p.Shown)-1].At }

// Wished is the wish that waits for an answer; nil: there is none.
func (p requestPage) Wished() *keep.Wish { return wished(p.Request) }

// Wished is the same for the owner.
func (a askedOf) Wished() *keep.Wish { return wished(a.Request) }

func wished(r keep.Request) *keep.Wish {
	if w, ok := r.Open(); ok {
		return &w
	}
	return nil
}

// Letter is what whoever is accused writes to the other side, of what they share; nil
// if the case has no such letter.
func (p requestPage) Letter() *casefile.Text {
	for _, want := range []string{"desk-rebuttal", "desk-ask"} {
		for _, r := range p.Answer.Remedies {
			if r.ID == want && r.Letter != nil {
				return r.Letter
			}
		}
	}
	return nil
}
