package casefile

import (
	"cmp"
	"slices"
	"time"

	"github.com/unspent-dev/unspent/brand"
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
	add(c.Got, "", brand.Text{JA: "カードを受け取った、または買った", EN: "the card was received or bought"})
	add(c.HandedOver, "", brand.Text{JA: "相手に番号を渡した", EN: "the code was handed over"})
	if !c.Got.IsZero() && c.Window > 0 {
		add(c.Got.Add(c.Window), "", brand.Text{JA: "申し出の期限", EN: "end of the time for complaints"})
	}
	add(r.Input.Asked, "", brand.Text{JA: "画像に写す合い言葉を伝えた", EN: "the challenge word was given"})
	for _, e := range r.Evidence {
		add(e.When(), e.ID, says[e.Says])
	}
	add(r.At, "", brand.Text{JA: "この判断をした", EN: "this judgement was made"})
	slices.SortStableFunc(all, func(a, b Moment) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(len(a.Evidence), len(b.Evidence)), cmp.Compare(a.Evidence, b.Evidence))
	})
	return all
}
