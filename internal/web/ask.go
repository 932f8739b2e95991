package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// askPage asks one thing. What was answered before is in its address: words to choose
// from, nothing that was typed. So going back works, nothing is lost when it is loaded
// again, and two tabs do not disturb each other.
type askPage struct {
	Asks    string // id of the question: brand, way, or that of a screen
	Step    int    // from 1
	Of      int    // how many questions there are, by what is known so far
	Back    string
	Tile    *tile // the brand, once it is known
	Choices []askChoice
	Tiles   []tile // of the question for the brand
	Find    string
	Skip    string  // where not answering leads; "" if it must be answered
	Show    string  // where who has a screen to show goes at once
	Fields  []field // what a form carries on
	Came    bool    // something was shared to the pages
	First   *first  // what to do before anything is asked; nil: nothing cannot wait

	Steps []struct{} // one for each question
}

// first is what cannot wait: the first answer of a guide.
type first struct {
	Asked string
	Steps []string
	Guide string // its address
}

type askChoice struct {
	Href  string
	Text  brand.Text
	Small brand.Text
	Said  bool // the text is what was shown, word by word
	Dire  bool // it cannot wait
}

// answered are the questions that the address may answer, beside those of [askers].
const (
	askBrand  = "brand"
	askWay    = "for"
	askLike   = "like"
	askShow   = "show"   // there is a screen to show: nothing else is asked
	askShared = "shared" // names what was shared to the pages
	noneLike  = "none"   // a message that is like no other, or that nobody remembers

	wayTold   = "told" // somebody else has the code, or asks for it: that cannot wait
	codeTaken = "code-taken"
)

// urgentFirst are the ways, and in front of all what cannot wait.
func urgentFirst() []interview.Way {
	all := interview.Ways()
	told := slices.IndexFunc(all, func(w interview.Way) bool { return w.ID == wayTold })
	return slices.Concat(all[told:told+1], all[:told], all[told+1:])
}

func (v *visit) ask() error {
	if !v.s.Site.Any() {
		return errNoPage
	}
	answers := answersOf(v.r.URL.Query(), v.s.Brands)
	p, hasBrand := v.s.Brands.Find(answers[askBrand])
	way, hasWay := interview.FindWay(answers[askWay])
	page := askPage{Step: 1, Of: interview.MostScreens + 3, Back: "/"}
	_, page.Came = answers[askShared]
	if hasBrand {
		page.Tile = &tile{ID: p.ID, Tile: p.Called()}
	}
	switch {
	case !hasBrand:
		page.Asks, page.Find = askBrand, strings.TrimSpace(v.r.URL.Query().Get("find"))
		if _, codes := intake.RedactAll(v.s.Brands, page.Find); codes > 0 || len(page.Find) > longKey {
			page.Find = "" // it is not repeated
		}
		page.Tiles = named(tilesOf(interview.Brands(v.s.Brands, v.lang)), page.Find)
		for i, t := range page.Tiles {
			page.Tiles[i].Href = answers.with(askBrand, t.ID)
		}
		page.Fields = carried(answers, askBrand)
		if way.ID == wayTold {
			page.First = v.s.guides.first(v.lang, codeTaken)
		}
		return v.asks(page)
	case !hasWay:
		page.Asks, page.Step = "way", 2
		for _, w := range urgentFirst() {
			page.Choices = append(page.Choices, askChoice{Href: answers.with(askWay, w.ID), Text: texts.Both("way." + w.ID),
				Small: texts.Both("way." + w.ID + "Why"), Dire: w.ID == wayTold})
		}
		page.Back = answers.without(askBrand)
		return v.asks(page)
	}
	screens := way.Screens(answers, p)
	page.Of = way.Most(answers, p) + 3
	at := slices.IndexFunc(screens, func(s interview.Screen) bool { _, is := answers[s.Field]; return !is })
	_, shows := answers[askShow]
	switch {
	case shows:
		at, page.Back = -1, answers.without(askShow)
	case at < 0 && len(screens) > 0:
		page.Back = answers.without(screens[len(screens)-1].Field)
	case at > 0:
		page.Back = answers.without(screens[at-1].Field)
	default:
		page.Back = answers.without(askWay)
	}
	if at < 0 {
		page.Step = page.Of
		return v.bring(page, answers, way, p)
	}
	s := screens[at]
	if page.Asks, page.Step = s.ID, at+3; s.ID != "like" { // which has a choice for who does not remember
		page.Skip = answers.with(s.Field, "")
	}
	page.Show, page.Fields = answers.with(askShow, ""), carried(answers, s.Field)
	page.Choices = v.choices(s, answers, p)
	return v.asks(page)
}

func (v *visit) asks(page askPage) error {
	page.Steps = make([]struct{}, page.Of)
	return v.show("ask", http.StatusOK, "screen.title", page)
}

// choices are what a screen offers.
func (v *visit) choices(s interview.Screen, given answers, p *brand.Profile) (all []askChoice) {
	if s.Field == askLike {
		for _, m := range v.messages(p) {
			all = append(all, askChoice{Href: given.with(askLike, string(m.Means)), Text: brand.Text{JA: m.Sample, EN: m.Sample},
				Small: casefile.SaysText(m.Means), Said: true})
		}
		return append(all, askChoice{Href: given.with(askLike, noneLike), Text: texts.Both("screen.otherMessage")})
	}
	words := s.Field
	switch s.Field {
	case "arrived":
		words = "yesno"
	case "seal":
		words = "screen.seal"
	}
	for _, word := range s.Choices {
		text := texts.Both(words + "." + word)
		if s.Field == "channel" && word == "issuer" {
			text = ofBrand("channel.issuerOf", p.Called().Name)
		}
		all = append(all, askChoice{Href: given.with(s.Field, word), Text: text})
	}
	return all
}

// ofBrand is a text with a brand's name in it.
func ofBrand(id string, name brand.Text) brand.Text {
	return brand.Text{JA: texts.Both(id, "Brand", name.JA).JA, EN: texts.Both(id, "Brand", name.EN).EN}
}

// messages are those that the brand is known to show, one of each meaning, in the
// visitor's language where there are such: those first that most need to be told apart.
func (v *visit) messages(p *brand.Profile) []brand.Phrase {
	for _, like := range []string{map[string]string{"ja": "登録", "en": "card"}[v.lang], "card", "登録"} {
		all := p.Nearest(like, len(brand.MessageMeanings()))
		order := []brand.Meaning{brand.AlreadyElsewhere, brand.AlreadyRedeemed, brand.Invalid, brand.NotActivated, brand.AlreadyHere, brand.Blocked,
			brand.RedeemedNow, brand.Expired}
		all = slices.DeleteFunc(all, func(m brand.Phrase) bool { return !slices.Contains(order, m.Means) })
		slices.SortStableFunc(all, func(a, b brand.Phrase) int { return slices.Index(order, a.Means) - slices.Index(order, b.Means) })
		if len(all) > 0 {
			return all
		}
	}
	return nil
}

// answers are what was chosen so far, by field.
type answers map[string]string

// answersOf takes what is an answer from an address. Anything else is as if it had not
// been said.
func answersOf(query url.Values, brands brand.Catalogue) answers {
	given := answers{}
	for name := range query {
		word := query.Get(name)
		known := word == ""
		switch name {
		case askBrand:
			_, known = brands.Find(word)
		case askWay:
			_, known = interview.FindWay(word)
		case askLike:
			known = known || word == noneLike || slices.Contains(brand.MessageMeanings(), brand.Meaning(word))
		case "handed":
			known = known || len(word) <= len("2006-01-02T15:04:05") && !strings.ContainsFunc(word, func(r rune) bool {
				return !unicode.IsDigit(r) && !strings.ContainsRune("-:T", r)
			})
		case askShow:
		case askShared:
			known = len(word) == answerName && strings.Trim(word, idLetters) == ""
		default:
			known = slices.Contains(interview.Fields(), name) && (known || interview.Answers(name, word))
		}
		if known {
			given[name] = word
		}
	}
	return given
}

// with is the address of the next question, once this one is answered.
func (a answers) with(field, word string) string {
	q := url.Values{field: {word}}
	for name, value := range a {
		if name != field {
			q.Set(name, value)
		}
	}
	return "/ask?" + q.Encode()
}

// without is the address of the page that asks a question once more. Only what was
// answered after it can follow from it, and is asked again if it does.
func (a answers) without(field string) string {
	q := url.Values{}
	for name, value := range a {
		if name != field {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return "/"
	}
	return "/ask?" + q.Encode()
}

// carried are the answers as hidden fields of a form that adds another.
func carried(a answers, but string) (all []field) {
	for name, value := range a {
		if name != but {
			all = append(all, field{name, value})
		}
	}
	slices.SortFunc(all, func(x, y field) int { return strings.Compare(x.Name, y.Name) })
	return all
}

// bringPage asks for what would decide the case, and says where it is found.
type bringPage struct {
	askPage
	Said    []field // the case so far, as fields of the form
	Next    *casefile.NextJSON
	Draws   string // the picture of what is looked for
	Advice  []casefile.AdviceJSON
	Dire    bool     // it cannot wait
	Message bool     // a message is still to be told
	Theirs  bool     // somebody else may have sent something
	Edit    string   // the whole form, with what was answered
	Held    string   // what was shared to the pages; "" if nothing was
	Shared  []string // the visitor's names of it
	Gone    bool     // it is no longer held
	piecing
}

// bring shows what to bring.
func (v *visit) bring(page askPage, given answers, way interview.Way, p *brand.Profile) error {
	said := saidOf(way, given, p, v.messages(p))
	page.Asks, page.Steps = "bring", make([]struct{}, page.Of)
	out := bringPage{askPage: page, Message: given[askLike] == noneLike, Theirs: said["channel"] != "issuer" && said["channel"] != "shop",
		Dire: given[askWay] == "told", piecing: piecing{p}}
	out.Edit = "/assess?" + strings.TrimPrefix(given.without(""), "/ask?")
	out.Held, out.Shared = v.shared(given)
	out.Gone = given[askShared] != "" && out.Held == ""
	for name, value := range said {
		out.Said = append(out.Said, field{name, value})
	}
	slices.SortFunc(out.Said, func(x, y field) int { return strings.Compare(x.Name, y.Name) })
	answer, err := v.sofar(said)
	if given["handed"] != "" && unspent.ReasonOf(err) == unspent.Invalid { // the one answer that can be impossible: it is asked again
		return v.to(given.without("handed"))
	}
	if err != nil {
		return err
	}
	out.Next, out.Draws = answer.Next, drawing(answer.Next)
	if out.Next != nil { // nothing was judged yet that could be judged again
		out.Next.Steps = slices.DeleteFunc(out.Next.Steps, func(step brand.Text) bool { return step == assess.AddAgain() })
	}
	if out.Dire {
		out.Advice = answer.Advice[min(1, len(answer.Advice)):] // the first is what the steps say
	}
	return v.show("bring", http.StatusOK, "bring.title", out)
}

// saidOf are the answers of the way as fields of the form.
func saidOf(way interview.Way, given answers, p *brand.Profile, messages []brand.Phrase) map[string]string {
	said := way.Said(given)
	like := brand.Meaning(said[askLike])
	delete(said, askLike)
	delete(said, askWay)
	delete(said, askShow)
	delete(said, askShared)
	if i := slices.IndexFunc(messages, func(m brand.Phrase) bool { return m.Means == like }); i >= 0 {
		said["message"] = messages[i].Sample
	}
	if said["form"] == "" && len(p.Forms) == 1 {
		said["form"] = string(p.Forms[0].Kind)
	}
	for name, value := range said {
		if value == "" {
			delete(said, name)
		}
	}
	return said
}

// sofar judges a case without any file: it asks nobody, and opens nothing.
func (v *visit) sofar(said map[string]string) (casefile.Answer, error) {
	sent := evidence{said: said}
	text, err := json.Marshal(sent.caseFile())
	if err != nil {
		return casefile.Answer{}, err
	}
	in, err := casefile.Parse(text)
	if err != nil {
		return casefile.Answer{}, err
	}
	result, err := casefile.Assess(v.r.Context(), in, casefile.Deps{Brands: v.s.Brands, Now: v.s.Now})
	return casefile.NewAnswer(result), err
}

// drawing is the picture beside the steps of an act.
func drawing(n *casefile.NextJSON) string {
	if n == nil {
		return ""
	}
	for name, ids := range map[string][]string{
		"history": {"usage-history", "counterpart-history", "own-accounts", "own-account"},
		"order":   {"order-page", "send-again"},
		"mail":    {"opening-notice"},
		"message": {"redeem-message", "buyer-message", "desk-ask"},
		"balance": {"balance", "book"},
		"back":    {"seal", "unreadable", "compare-numbers", "issuer-shop-card"},
		"receipt": {"receipt", "store-exchange"},
	} {
		if slices.Contains(ids, n.ID) {
			return name
		}
	}
	return ""
}

// piecing parts the steps of a brand into words and links.
type piecing struct{ profile *brand.Profile }

// Linked parts a step into words and a link, if it ends with a page that the brand's
// profile names: no other address becomes a link.
func (p piecing) Linked(step string) []piece {
	if p.profile != nil {
		for _, s := range p.profile.Steps {
			if text, ok := strings.CutSuffix(step, s.URL); ok && strings.HasPrefix(s.URL, "https://") {
				return []piece{{Text: text}, {Link: s.URL}}
			}
		}
	}
	return []piece{{Text: step}}
}

// Whose reports whether an act is somebody else's to do.
func (bringPage) Whose(n *casefile.NextJSON) bool {
	return n.Whom == assess.Givers || n.Whom == assess.Sellers || n.Whom == assess.Buyers
}
