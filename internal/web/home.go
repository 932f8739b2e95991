package web

import (
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/docs/guides"
	"github.com/unspent-dev/unspent/internal/interview"
)

// Site is whose service the pages are.
type Site string

const (
	SiteBoth   Site = "both"   // an issuer's that also helps with any other card
	SiteCheck  Site = "check"  // for the holders of any brand's cards; it has none of its own
	SiteIssuer Site = "issuer" // an issuer's, about its own cards only
)

// Own reports whether the site has cards of its own.
func (s Site) Own() bool { return s != SiteCheck }

// Any reports whether it helps with cards of any brand.
func (s Site) Any() bool { return s != SiteIssuer }

// homePage asks which card it is about, and what has happened.
type homePage struct {
	Site   Site
	Whose  string // the name of who runs the site; "" if nobody has said
	Demo   bool   // there are examples
	Ticket string // of the code's field; the first page has none
	Tiles  []tile
	Ways   []interview.Way
	Shapes string // of other brands' codes, for the browser
	Guides []guides.Article
}

// tile is a brand to choose.
type tile struct {
	ID   string
	Href string // where choosing it leads
	Any  bool   // for cards of any brand, and so never left out
	brand.Tile
}

func (v *visit) home() error {
	page := homePage{Site: v.s.Site, Whose: v.s.Operator.Name, Demo: v.s.Demo != nil, Ways: urgentFirst(), Shapes: v.shapes(),
		Guides: v.s.guides.lists[v.lang].Articles}
	about := "check.lead"
	if page.Site.Any() {
		about = "home.about"
		page.Tiles = tilesOf(interview.Brands(v.s.Brands, v.lang))
		page.Tiles = page.Tiles[:min(firstTiles, len(page.Tiles))]
	}
	if err := v.foundText("home.title", about); err != nil {
		return err
	}
	return v.show("home", http.StatusOK, "home.title", page)
}

// tilesOf are the tiles of brands, but for our own: its cards have a field.
func tilesOf(brands []*brand.Profile) (all []tile) {
	for _, p := range brands {
		if p.ID != ownBrand {
			all = append(all, tile{ID: p.ID, Href: "/ask?brand=" + p.ID, Any: p.Country == brand.Anywhere, Tile: p.Called()})
		}
	}
	return all
}

// ownBrand is the profile of cards that are issued on unspent.
const ownBrand = "unspent"

// namesOf are the names of tiles, in the visitor's language.
func (v *visit) namesOf(all []tile) string {
	var names []string
	for _, t := range all {
		names = append(names, map[string]string{"ja": t.Name.JA, "en": t.Name.EN}[v.lang])
	}
	return strings.Join(names, map[string]string{"ja": "・", "en": ", "}[v.lang])
}

// named leaves the tiles whose name has a text in it, as people type it.
func named(all []tile, text string) []tile {
	text = brand.Normalise(text)
	return slices.DeleteFunc(slices.Clone(all), func(t tile) bool {
		return !strings.Contains(brand.Normalise(t.Name.JA+" "+t.Name.EN+" "+t.ID), text)
	})
}

// codeShapes writes the shapes of other brands' codes for the browser, which knows a
// code by them before anything is sent. Shapes that fit anything are left out.
func codeShapes(all brand.Catalogue) (string, error) {
	type shape struct {
		ID    string     `json:"id"`
		Name  brand.Text `json:"name"`
		Match string     `json:"match"`
		Where string     `json:"where"`
	}
	shapes := []shape{}
	for _, p := range shaped(all) {
		shapes = append(shapes, shape{p.ID, p.Called().Name, p.Codes[0].Match, p.Country})
	}
	text, err := json.Marshal(shapes)
	return string(text), err
}

// shaped are the brands whose first shape of a code tells it from most others: of one
// length, the most asked for first.
func shaped(all brand.Catalogue) []*brand.Profile {
	brands := slices.DeleteFunc(all.All(), func(p *brand.Profile) bool {
		return p.ID == ownBrand || p.Country == brand.Anywhere || strings.Contains(p.Codes[0].Match, ",")
	})
	slices.SortStableFunc(brands, func(a, b *brand.Profile) int { return cmp.Compare(a.Called().Place, b.Called().Place) })
	return brands
}

// shapedAs returns the brands whose codes look like what was typed, those of the
// reader's country first, at most a few.
func (v *visit) shapedAs(text string) (all []tile) {
	typed := brand.Normalise(text)
	like := shaped(v.s.Brands)
	for _, t := range tilesOf(interview.Brands(v.s.Brands, v.lang)) {
		p, _ := v.s.Brands.Find(t.ID)
		if slices.Contains(like, p) && p.Code(typed) && len(all) < mostAlike {
			all = append(all, t)
		}
	}
	return all
}
