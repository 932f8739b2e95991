package notify

import (
	_ "embed"
	"html/template"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

//go:embed mail.html
var htmlText string

var htmlLayout = template.Must(template.New("mail.html").Parse(htmlText))

// page is a sheet in one language, as both layouts show it.
type page struct {
	Lang, Subject string
	Lead          []string
	Facts         []struct{ Label, Value string }
	Quote         *struct {
		Title string
		Lines []string
	}
	Link *struct{ Label, URL string }

	Notes []string
	Foot  string
}

func (s sheet) in(l Lang, issuer brand.Text) page {
	p := page{Lang: string(l), Subject: l.of(s.subject)}
	for _, t := range s.lead {
		p.Lead = append(p.Lead, l.of(t))
	}
	for _, f := range s.facts {
		p.Facts = append(p.Facts, struct{ Label, Value string }{l.of(texts.Both(f.label)) + l.of(texts.Both("mail.colon")), l.of(f.value)})
	}
	if s.quote.by != "" || len(s.quote.lines) > 0 {
		p.Quote = &struct {
			Title string
			Lines []string
		}{l.of(quoted(s.quote)), s.quote.lines}
	}
	if s.link.url != "" {
		p.Link = &struct{ Label, URL string }{l.of(s.link.label), s.link.url}
	}
	for _, t := range s.notes {
		p.Notes = append(p.Notes, l.of(t))
	}
	foot := "mail.foot"
	if s.answers {
		foot = "mail.foot.answer"
	}
	p.Foot = l.of(texts.Both(foot, "Issuer", issuer))
	return p
}

// quoted is the line above what a giver wrote.
func quoted(q quote) brand.Text {
	switch {
	case q.by == "":
		return texts.Both("mail.quote.nobody")
	case len(q.lines) == 0:
		return texts.Both("mail.quote.name", "Name", q.by)
	}
	return texts.Both("mail.quote.message", "Name", q.by)
}

// plain lays the page out as text.
func (p page) plain() string {
	var b strings.Builder
	space, bullet := "", "・"
	if p.Lang == string(English) {
		space, bullet = " ", "* "
	}
	for _, t := range p.Lead {
		b.WriteString(t + "\n\n")
	}
	for _, f := range p.Facts {
		b.WriteString(f.Label + space + f.Value + "\n")
	}
	if p.Quote != nil {
		b.WriteString("\n" + p.Quote.Title + "\n")
		for _, t := range p.Quote.Lines {
			b.WriteString(strings.TrimRight("> "+t, " ") + "\n")
		}
	}
	if p.Link != nil {
		b.WriteString("\n" + p.Link.Label + "\n" + p.Link.URL + "\n")
	}
	if len(p.Notes) > 0 {
		b.WriteString("\n")
	}
	for _, t := range p.Notes {
		b.WriteString(bullet + t + "\n")
	}
	b.WriteString("\n-- \n" + p.Foot + "\n")
	return b.String()
}

// html lays the page out as HTML.
func (p page) html() (string, error) {
	var b strings.Builder
	err := htmlLayout.Execute(&b, p)
	return b.String(), err
}
