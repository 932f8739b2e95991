package web

import (
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/interview"
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
	v.tell(link)
	return v.to("/r/" + v.r.PathValue("name"))
}

// factsOf are the answers that tell a card from others, as people read them.
func factsOf(said map[string]string, lang string) (all []field) {
	for _, name := range keep.Shareable() {
		value := strings.Replace(said[name], "T", " ", 1)
		if cur, err := unspent.ParseCurrency(said["currency"]); name == "amount" && err == nil {
			if m, err := interview.Amount(value, cur); err == nil {
				value = (&words{lang: lang}).say(brand.MoneyText(m))
			}
		}
		if value != "" {
			all = append(all, field{name, value})
		}
	}
	return all
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
// if the case has no such letter. What only they could fill in is left out.
func (p requestPage) Letter() *brand.Text {
	for _, want := range []string{"desk-rebuttal", "desk-ask"} {
		for _, r := range p.Asked.Remedies {
			if r.ID == want && r.Letter != nil {
				sign := func(text string) string {
					return strings.TrimSpace(toFillIn.ReplaceAllString(text, "")) + "\n" + p.Name
				}
				return &brand.Text{JA: sign(r.Letter.JA), EN: sign(r.Letter.EN)}
			}
		}
	}
	return nil
}

// toFillIn are the lines of a letter with something that its writer has to fill in.
var toFillIn = regexp.MustCompile(`(?m)^.*[〔\[].*[〕\]].*\n*`)
