package web

import (
	"encoding/xml"
	"slices"

	"github.com/unspent-dev/unspent/docs/guides"
	"github.com/unspent-dev/unspent/internal/texts"
)

// head is what a page says of itself to who searches and to who shares its link. Only
// pages without a card and without a case have one.
type head struct {
	Title, About string
	Data         []any // for machines, each as JSON-LD
}

// found says that the page may be found by searching.
func (v *visit) found(title, about string, data ...any) { v.head = &head{title, about, data} }

// foundText is found with the ids of texts.
func (v *visit) foundText(title, about string) error {
	said, err := texts.Say(v.lang, title)
	if err != nil {
		return err
	}
	more, err := texts.Say(v.lang, about)
	v.found(said, more)
	return err
}

// linked is a part of JSON-LD, by the words of schema.org.
type linked map[string]any

// questions are what a page answers.
func questions(all []guides.Question) linked {
	list := []linked{}
	for _, q := range all {
		list = append(list, linked{"@type": "Question", "name": q.Asked, "acceptedAnswer": linked{"@type": "Answer", "text": q.Answer}})
	}
	return linked{"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": list}
}

// crumbs are the way from the first page to this one.
func (v *visit) crumbs(way []guides.Link) linked {
	list := []linked{{"@type": "ListItem", "position": 1, "name": "unspent", "item": v.s.BaseURL + "/?lang=" + v.lang}}
	for i, one := range way {
		list = append(list, linked{"@type": "ListItem", "position": i + 2, "name": one.Text, "item": v.s.BaseURL + one.Href + "?lang=" + v.lang})
	}
	return linked{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": list}
}

// findable are the addresses of the pages that may be found by searching; an issuer's
// site has none.
func (s *server) findable() []string {
	if !s.Site.Any() {
		return nil
	}
	return slices.Concat([]string{"/"}, s.guides.all)
}

// siteMap is what robots read: each page in each language.
type siteMap struct {
	XMLName xml.Name  `xml:"urlset"`
	Space   string    `xml:"xmlns,attr"`
	Links   string    `xml:"xmlns:xhtml,attr"`
	Pages   []mapPage `xml:"url"`
}

type mapPage struct {
	Address string    `xml:"loc"`
	Others  []mapLink `xml:"xhtml:link"`
}

type mapLink struct {
	Rel     string `xml:"rel,attr"`
	Lang    string `xml:"hreflang,attr"`
	Address string `xml:"href,attr"`
}

func (v *visit) siteMap() error {
	all := siteMap{Space: "http://www.sitemaps.org/schemas/sitemap/0.9", Links: "http://www.w3.org/1999/xhtml"}
	for _, at := range v.s.findable() {
		var others []mapLink
		for _, lang := range languages() {
			others = append(others, mapLink{"alternate", lang, v.s.BaseURL + at + "?lang=" + lang})
		}
		others = append(others, mapLink{"alternate", "x-default", v.s.BaseURL + at})
		for _, lang := range languages() {
			all.Pages = append(all.Pages, mapPage{v.s.BaseURL + at + "?lang=" + lang, others})
		}
	}
	if len(all.Pages) == 0 {
		return errNoPage
	}
	text, err := xml.MarshalIndent(all, "", "")
	if err != nil {
		return err
	}
	return v.plain("application/xml; charset=utf-8", append([]byte(xml.Header), text...))
}

// robots lets everybody look: what is not to be found says so itself, which nobody
// would read who may not look.
func (v *visit) robots() error {
	text := "User-agent: *\nAllow: /\n"
	if v.s.Site.Any() {
		text += "Sitemap: " + v.s.BaseURL + "/sitemap.xml\n"
	}
	return v.plain("text/plain; charset=utf-8", []byte(text))
}

// plain writes what is no page.
func (v *visit) plain(kind string, body []byte) error {
	v.w.Header().Set("Content-Type", kind)
	_, _ = v.w.Write(body) // an error means that the visitor is gone
	return nil
}
