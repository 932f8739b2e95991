package casefile

import (
	"cmp"
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// timeline returns what is known to have happened, the earliest first.
func timeline(r Result) []Moment {
	var all []Moment
	add := func(at time.Time, id string, text brand.Text) {
		if !at.IsZero() {
			all = append(all, Moment{At: at.UTC(), Evidence: id, Text: text})
		}
	}
	c := r.Input.Case
	add(c.Got, "", texts.Both("report.got"))
	add(c.HandedOver, "", texts.Both("report.handedOver"))
	if !c.Got.IsZero() && c.Window > 0 {
		add(c.Got.Add(c.Window), "", texts.Both("report.window"))
	}
	add(r.Input.Asked, "", texts.Both("report.challenge"))
	for _, e := range r.Evidence {
		add(e.When(), e.ID, says[e.Says])
	}
	add(r.At, "", texts.Both("report.judged"))
	slices.SortStableFunc(all, func(a, b Moment) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(len(a.Evidence), len(b.Evidence)), cmp.Compare(a.Evidence, b.Evidence))
	})
	return all
}
