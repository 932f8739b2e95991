package web

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/docs/guides"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// guidePage is a guide: an article of the docs, or what is known of a brand. It ends in
// the first screen of what its reader came for.
type guidePage struct {
	Title, Lead string
	Crumbs      []guides.Link // where it stands; the first is the list of guides
	Tile        *tile
	Body        template.HTML // of an article
	Parts       []question
	Then        guides.Link
	Ways        []guides.Link // other situations of the same brand
	More        []guides.Link // other guides
	Seen        brand.Text    // the day of what is known of the brand
	piecing

	asks []guides.Question
}

// question is one of a brand's guide, and its answer.
type question struct {
	Asked  string
	Quotes []string // what is shown, word by word
	Says   []string
	Steps  []string
	Link   string // the issuer's own page
	Then   guides.Link
}

// answer is what it says as plain text.
func (q question) answer() string {
	return strings.TrimSpace(strings.Join(slices.Concat(q.Quotes, q.Says, q.Steps, []string{q.Link}), "\n"))
}

// guideList is the page of all guides.
type guideList struct {
	Title, About string
	Articles     []guides.Article
	Tiles        []tile
}

// library has the guides by language and address.
type library struct {
	lists map[string]guideList
	pages map[string]map[string]*guidePage
	all   []string // their addresses, in order
}

// guideRoot is above all guides.
const guideRoot = "/guide"

// newLibrary writes the guides that fit a site.
func newLibrary(site Site, brands brand.Catalogue) (library, error) {
	l := library{map[string]guideList{}, map[string]map[string]*guidePage{}, nil}
	for _, lang := range languages() {
		s := &scribe{lang: lang, pages: map[string]*guidePage{}, all: []string{guideRoot}}
		list := s.articles(site)
		list.Title, list.About = s.say("guide.all"), s.say("guide.about")
		if site.Any() {
			s.add(guideRoot+"/messages", s.messages(nil, brands))
			for _, t := range tilesOf(interview.Brands(brands, lang)) {
				p, _ := brands.Find(t.ID)
				if p.Country == brand.Anywhere || len(p.Steps) == 0 {
					continue
				}
				t.Href = guideRoot + "/" + t.ID
				list.Tiles = append(list.Tiles, t)
				s.add(t.Href, s.brand(p))
				if len(p.Messages) > 0 {
					s.add(t.Href+"/messages", s.messages(p, brands))
				}
			}
		}
		if s.err != nil {
			return library{}, s.err
		}
		l.lists[lang], l.pages[lang], l.all = list, s.pages, s.all
	}
	return l, nil
}

// of returns the address of a brand's guide; "" if there is none.
func (l library) of(id string) string {
	at := guideRoot + "/" + id
	if !slices.Contains(l.all, at) {
		return ""
	}
	return at
}

// first is the answer that a guide begins with.
func (l library) first(lang, name string) *first {
	at := guideRoot + "/" + name
	asked := l.pages[lang][at].asks[0]
	return &first{asked.Asked, strings.Split(asked.Answer, "\n"), at}
}

// scribe writes the guides of one language.
type scribe struct {
	lang  string
	pages map[string]*guidePage
	all   []string
	err   error
}

func (s *scribe) add(at string, page *guidePage) {
	s.pages[at], s.all = page, append(s.all, at)
	for _, p := range page.Parts {
		page.asks = append(page.asks, guides.Question{Asked: p.Asked, Answer: p.answer()})
	}
}

// say returns a sentence; that there is none is told once all is written.
func (s *scribe) say(id string, pairs ...any) string {
	text, err := texts.Say(s.lang, id, pairs...)
	s.err = cmp.Or(s.err, err)
	return text
}

func (s *scribe) in(t brand.Text) string { return casefile.In(s.lang, t) }

// articles writes those of the docs.
func (s *scribe) articles(site Site) (list guideList) {
	for _, name := range guides.Names() {
		if name == guides.Own && !site.Own() || name != guides.Own && !site.Any() {
			continue
		}
		a, err := guides.Read(name, s.lang)
		s.err = cmp.Or(s.err, err)
		list.Articles = append(list.Articles, a)
	}
	for _, a := range list.Articles {
		page := &guidePage{Title: a.Title, Lead: a.About, Crumbs: []guides.Link{s.root()}, Then: a.Then, asks: a.Asks,
			Body: template.HTML(a.HTML)} //nolint:gosec // of our own files, which cannot hold HTML
		for _, other := range list.Articles {
			if other.Name != a.Name {
				page.More = append(page.More, guides.Link{Href: guideRoot + "/" + other.Name, Text: other.Title})
			}
		}
		s.add(guideRoot+"/"+a.Name, page)
	}
	return list
}

func (s *scribe) root() guides.Link { return guides.Link{Href: guideRoot, Text: s.say("guide.all")} }

// brand writes what is known of a brand: where to look, and whom to ask.
func (s *scribe) brand(p *brand.Profile) *guidePage {
	name := s.in(p.Name)
	page := &guidePage{Title: s.say("guide.brand", "Brand", name), Lead: s.say("guide.brandNone", "Brand", name), Crumbs: []guides.Link{s.root()},
		Tile: &tile{ID: p.ID, Tile: p.Called()}, piecing: piecing{p}, Seen: seen(p)}
	official := question{Asked: s.say("guide.official", "Brand", name), Says: []string{s.say("guide.officialNone")}}
	if p.Lookup.Kind != brand.LookupNone {
		page.Lead = s.say("guide.brandOfficial", "Brand", name)
		official.Says, official.Link = []string{s.say("guide.officialIs"), s.in(p.Lookup.Needs)}, p.Lookup.URL
		official.Steps = s.steps(p, brand.ToBalance)
	}
	page.Parts = append(page.Parts, official)
	for _, one := range []struct {
		task      brand.Task
		asks, why string
	}{{brand.ToHistory, "guide.history", "guide.historyWhy"}, {brand.ToOrderPage, "guide.order", "guide.orderWhy"},
		{brand.ToResend, "guide.resend", "guide.resendWhy"}} {
		if steps := s.steps(p, one.task); len(steps) > 0 {
			page.Parts = append(page.Parts, question{Asked: s.say(one.asks), Says: []string{s.say(one.why)}, Steps: steps})
		}
	}
	if len(p.Messages) > 0 {
		page.Parts = append(page.Parts, question{Asked: s.say("guide.shown"), Says: []string{s.say("guide.shownWhy")},
			Then: guides.Link{Href: guideRoot + "/" + p.ID + "/messages", Text: s.say("guide.messages", "Brand", name)}})
	}
	contact := question{Asked: s.say("guide.contact"), Steps: s.steps(p, brand.ToContact)}
	for _, c := range p.Contacts {
		contact.Says = append(contact.Says, s.in(c.How), s.say("guide.needs", "Needs", s.in(c.Needs)))
	}
	page.Parts = append(page.Parts, contact)
	if len(p.Terms) > 0 {
		terms := question{Asked: s.say("guide.terms")}
		for _, t := range p.Terms {
			terms.Says = append(terms.Says, s.in(t.Says))
		}
		page.Parts = append(page.Parts, terms)
	}
	page.Then = guides.Link{Href: "/ask?brand=" + p.ID + "&for=got", Text: s.say("guide.then")}
	for _, w := range interview.Ways()[1:] {
		page.Ways = append(page.Ways, guides.Link{Href: "/ask?brand=" + p.ID + "&for=" + w.ID, Text: s.say("way." + w.ID)})
	}
	return page
}

func (s *scribe) steps(p *brand.Profile, task brand.Task) (all []string) {
	steps, _ := p.StepsFor(task, brand.OnAnyDevice)
	for _, t := range steps.Steps {
		all = append(all, s.in(t))
	}
	return all
}

// messages writes what each message means that is shown when a card is redeemed: of a
// brand, or of those that are asked for most.
func (s *scribe) messages(p *brand.Profile, brands brand.Catalogue) *guidePage {
	page := &guidePage{Title: s.say("guide.anyMessages"), Lead: s.say("guide.messagesWhy"), Crumbs: []guides.Link{s.root()},
		Then: guides.Link{Href: "/ask?for=message", Text: s.say("guide.thenMessage")}}
	from, query := p, "for=message&like="
	if p == nil {
		from, _ = brands.Find(map[string]string{"ja": "amazon-jp", "en": "amazon-com"}[s.lang])
		for _, t := range tilesOf(interview.Brands(brands, s.lang)) {
			if one, _ := brands.Find(t.ID); one.Country != brand.Anywhere && len(one.Messages) > 0 {
				page.More = append(page.More, guides.Link{Href: guideRoot + "/" + t.ID + "/messages", Text: s.say("guide.messages", "Brand", s.in(one.Name))})
			}
		}
	} else {
		name := s.in(p.Name)
		page.Title, page.Lead = s.say("guide.messages", "Brand", name), s.say("guide.messagesOf", "Brand", name)
		page.Crumbs = append(page.Crumbs, guides.Link{Href: guideRoot + "/" + p.ID, Text: name})
		page.Tile, page.Seen, query = &tile{ID: p.ID, Tile: p.Called()}, seen(p), "brand="+p.ID+"&"+query
		page.Then.Href = "/ask?brand=" + p.ID + "&for=message"
	}
	if from == nil {
		return page
	}
	for _, m := range told() {
		shown := s.samples(from, m)
		if len(shown) == 0 {
			continue
		}
		asked := sentenceOf(shown[0])
		if strings.TrimRight(shown[0], ".。") == asked { // it need not stand there twice
			shown = shown[1:]
		}
		page.Parts = append(page.Parts, question{Asked: s.say("guide.whenShown", "Message", asked), Quotes: shown,
			Says: []string{s.say("means." + string(m))},
			Then: guides.Link{Href: "/ask?" + query + string(m), Text: s.say("guide.thenThis")}})
	}
	return page
}

// told are the meanings of messages, those first that most need to be told apart.
func told() []brand.Meaning {
	return []brand.Meaning{brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Invalid, brand.NotActivated, brand.AlreadyHere, brand.Blocked,
		brand.Expired, brand.OtherRegion, brand.Unclear, brand.CheckFailed, brand.RedeemedNow}
}

// samples are the messages of a brand with a meaning, those in the reader's language first.
func (s *scribe) samples(p *brand.Profile, m brand.Meaning) (all []string) {
	for _, phrase := range p.Messages {
		if phrase.Means == m && phrase.Sample != "" {
			all = append(all, phrase.Sample)
		}
	}
	slices.SortStableFunc(all, func(a, b string) int { return cmp.Compare(s.foreign(a), s.foreign(b)) })
	return all
}

// foreign is 1 for a text that is not in the language of the guide, and 0 otherwise.
func (s *scribe) foreign(text string) int {
	japanese := strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) })
	if japanese == (s.lang == "ja") {
		return 0
	}
	return 1
}

// sentenceOf is the first sentence of a text, without its stop.
func sentenceOf(text string) string {
	first, _, _ := strings.Cut(text, "。")
	first, _, _ = strings.Cut(first, ". ")
	return strings.TrimSuffix(first, ".")
}

// seen is the newest day on which something of a brand was looked at.
func seen(p *brand.Profile) brand.Text {
	days := []string{p.Lookup.Date, p.Redeem.Date}
	for _, m := range p.Messages {
		days = append(days, m.Date)
	}
	for _, t := range p.Steps {
		days = append(days, t.Date)
	}
	return casefile.ValueText("date", slices.Max(days))
}

func (v *visit) guide() error {
	page, ok := v.s.guides.pages[v.lang][v.r.URL.Path]
	if !ok {
		return errNoPage
	}
	v.found(page.Title, page.Lead, questions(page.asks), v.crumbs(slices.Concat(page.Crumbs, []guides.Link{{Href: v.r.URL.Path, Text: page.Title}})))
	return v.show("guide", http.StatusOK, "guide.all", page)
}

func (v *visit) guideIndex() error {
	list := v.s.guides.lists[v.lang]
	v.found(list.Title, list.About, v.crumbs([]guides.Link{{Href: guideRoot, Text: list.Title}}))
	return v.show("guides", http.StatusOK, "guide.all", list)
}
