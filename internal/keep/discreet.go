package keep

import (
	"bytes"
	"image"
	paint "image/draw"
	"image/jpeg"
	"regexp"
	"slices"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// shownQuality is that of a copy that is drawn again.
const shownQuality = 75

// mailAddress finds addresses of mail.
var mailAddress = regexp.MustCompile(`[\w.+%-]+ ?[@＠] ?[\w-]+(?:\.[\w-]+)+`)

// reticent is evidence as somebody else sees it: whose account it is, and the number of the
// order if the asker does not share that, stand in none of its words.
func (c *Cases) reticent(all []casefile.EvidenceJSON, facts map[string]string) []casefile.EvidenceJSON {
	p, ok := c.o.Brands.Find(facts["brand"])
	if !ok {
		p = new(brand.Profile)
	}
	cut := func(text string) string {
		if facts["order"] == "" {
			text = p.WithoutOrders(text)
		}
		return mailAddress.ReplaceAllString(text, "…")
	}
	all = slices.Clone(all)
	for i, e := range all {
		if e.Card.Recipient, e.Card.Giver = "", ""; facts["order"] == "" {
			e.Card.Order = ""
		}
		e.Shown, e.Notes = cut(e.Shown), slices.Clone(e.Notes)
		for k, n := range e.Notes {
			n.Detail, n.Text = cut(n.Detail), brand.Text{JA: cut(n.Text.JA), EN: cut(n.Text.EN)}
			e.Notes[k] = n
		}
		all[i] = e
	}
	return all
}

// discreet are the copies as somebody else sees them: addresses of mail and order
// numbers in them are black. One that cannot be made so is not shown, nor one in which
// nobody has looked for them.
func discreet(copies []casefile.CopyJSON) (all []casefile.CopyJSON) {
	for _, c := range copies {
		if !c.Looked {
			continue
		}
		if len(c.Private) > 0 {
			m, err := jpeg.Decode(bytes.NewReader(c.JPEG))
			if err != nil || c.Of[0] < 1 || c.Of[1] < 1 {
				continue
			}
			at := m.Bounds()
			drawn := image.NewRGBA(at)
			paint.Draw(drawn, at, m, at.Min, paint.Src)
			for _, p := range c.Private {
				x := func(n int) int { return n * at.Dx() / c.Of[0] }
				y := func(n int) int { return n * at.Dy() / c.Of[1] }
				paint.Draw(drawn, image.Rect(x(p[0])-1, y(p[1])-1, x(p[2])+1, y(p[3])+1), image.Black, image.Point{}, paint.Src)
			}
			var b bytes.Buffer
			if err := jpeg.Encode(&b, drawn, &jpeg.Options{Quality: shownQuality}); err != nil {
				continue
			}
			c.JPEG, c.Private = b.Bytes(), nil
		}
		all = append(all, c)
	}
	return all
}
