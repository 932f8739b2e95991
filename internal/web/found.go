package web

import (
	"html"
	"slices"
	"strings"

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
	list := []linked{{"@type": "ListItem", "position": 1, "name": v.s.face().Name, "item": v.s.BaseURL + "/?lang=" + v.lang}}
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
	return slices.Concat([]string{"/"}, s.guides.all, []string{"/about", "/privacy"})
}

// siteMap is what robots read: each page in each language, and its others beside it.
func (v *visit) siteMap() error {
	all := v.s.findable()
	if len(all) == 0 {
		return errNoPage
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">`)
	for _, at := range all {
		at = html.EscapeString(v.s.BaseURL + at)
		others := `<xhtml:link rel="alternate" hreflang="x-default" href="` + at + `"/>`
		for _, lang := range languages() {
			others += `<xhtml:link rel="alternate" hreflang="` + lang + `" href="` + at + `?lang=` + lang + `"/>`
		}
		for _, lang := range languages() {
			b.WriteString("<url><loc>" + at + "?lang=" + lang + "</loc>" + others + "</url>")
		}
	}
	b.WriteString("</urlset>\n")
	return v.plain("application/xml; charset=utf-8", []byte(b.String()))
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
