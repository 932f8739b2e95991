package web

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

//go:embed templates
var files embed.FS

// languages of the pages, the preferred one first.
func languages() []string { return []string{"ja", "en"} }

// languageOf returns the language of the visitor: what they chose, kept in a
// cookie, or what their browser prefers.
func (s *server) languageOf(w http.ResponseWriter, r *http.Request) string {
	chosen := r.URL.Query().Get("lang")
	if chosen == "ja" || chosen == "en" {
		http.SetCookie(w, &http.Cookie{Name: s.ownCookie("lang"), Value: chosen, Path: "/", MaxAge: 365 * 24 * 60 * 60, HttpOnly: true,
			Secure: s.secure(), SameSite: http.SameSiteLaxMode})
		return chosen
	}
	if c, err := r.Cookie(s.ownCookie("lang")); err == nil && (c.Value == "ja" || c.Value == "en") {
		return c.Value
	}
	prefers := r.Header.Get("Accept-Language")
	if lang, ok := s.langs.get(prefers); ok {
		return lang
	}
	lang := preferred(s.matcher, prefers)
	if len(prefers) <= longKey {
		s.langs.put(prefers, lang)
	}
	return lang
}

// preferred returns the language that suits an Accept-Language header best.
func preferred(matcher language.Matcher, header string) string {
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return "ja"
	}
	if _, at, sure := matcher.Match(tags...); sure > language.Low {
		return languages()[at]
	}
	return "en" // who reads neither more likely reads this
}

// pages are the templates by language and name.
type pages map[string]map[string]*template.Template

// parsePages parses every template in every language.
func parsePages(a assets) (pages, error) {
	names, err := fs.Glob(files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	all := pages{}
	for _, lang := range languages() {
		all[lang] = map[string]*template.Template{}
		w := &words{lang: lang}
		for _, name := range names {
			base := strings.TrimSuffix(path.Base(name), ".html")
			if base == "layout" || base == "parts" {
				continue
			}
			t := template.New(base).Funcs(w.funcs()).Option("missingkey=error")
			for _, source := range []string{"templates/layout.html", "templates/parts.html", name} {
				text, err := w.written(source, a)
				if err == nil {
					_, err = t.Parse(text)
				}
				if err != nil {
					return nil, fmt.Errorf("%s: %w", source, err)
				}
			}
			all[lang][base] = t
		}
	}
	return all, nil
}

// words are the texts of one language.
type words struct {
	lang string
	sums memo[unspent.Money, string] // amounts as they are written: most cards have one of a few, and formatting one takes a page 1.28 times as long
}

// written returns the source of a template with what never changes in a language
// written into it: a page has dozens of texts, and looking each up by an action takes
// 1.25 times as long (docs/reference/performance.md, what a page is spared).
func (w *words) written(source string, a assets) (string, error) {
	text, err := files.ReadFile(source)
	if err != nil {
		return "", err
	}
	var wrong error
	fixed := regexp.MustCompile(`\{\{(t|asset) "([^"]+)"\}\}|\{\{lang\}\}`).ReplaceAllStringFunc(string(text), func(action string) string {
		kind, id, _ := strings.Cut(strings.Trim(action, "{}"), " ")
		id = strings.Trim(id, `"`)
		said, err := w.lang, error(nil)
		switch kind {
		case "asset":
			said, err = a.address(id)
		case "t":
			said, err = w.text(id)
		}
		wrong = errors.Join(wrong, err)
		return html.EscapeString(said)
	})
	return fixed, wrong
}

func (w *words) funcs() template.FuncMap {
	return template.FuncMap{
		"t": w.text, "card": w.card, "when": w.when, "left": w.left, "money": w.money, "time": w.moment, "day": w.day, "iso": isoTime,
		"lang": func() string { return w.lang },
		"why":  w.why, "did": w.did, "tell": w.tell, "waiting": waiting, "by": w.by, "happened": w.happened, "outcome": w.outcome,
		"number": grouped, "places": places,
		"period": w.period, "say": w.say, "options": w.options, "letter": letter, "scanForm": newScanForm, "plate": newPlate, "sentence": texts.Sentence,
	}
}

// text returns the text with an id; pairs are the names and values of what
// stands in it.
func (w *words) text(id string, pairs ...any) (string, error) { return texts.Say(w.lang, id, pairs...) }

// say returns the sentence of this language from a text that has both.
func (w *words) say(text any) string {
	var both brand.Text
	switch text := text.(type) {
	case brand.Text:
		both = text
	case *brand.Text:
		both = *text
	}
	if w.lang == "ja" {
		return both.JA
	}
	return both.EN
}

// piece is a part of a mail's text: words, or a link.
type piece struct{ Text, Link string }

// Parts are those of the link between which a line may end.
func (p piece) Parts() (all []string) {
	for _, part := range strings.SplitAfter(p.Link, "/") {
		all = append(all, strings.SplitAfter(part, ".")...)
	}
	return all
}

var linkForm = regexp.MustCompile(`https?://[!-~]+`)

// letter parts the text of one of our own mails into words and links.
func letter(text string) (all []piece) {
	for {
		at := linkForm.FindStringIndex(text)
		if at == nil {
			return append(all, piece{Text: text})
		}
		all = append(all, piece{Text: text[:at[0]]}, piece{Link: text[at[0]:at[1]]})
		text = text[at[1]:]
	}
}

// option is a choice of a form.
type option struct{ ID, Text string }

// options returns the choices of a question of the interview.
func (w *words) options(question string) (all []option, err error) {
	for _, id := range interview.Choices(question) {
		text, err := w.text(question + "." + id)
		if err != nil {
			return nil, err
		}
		all = append(all, option{id, text})
	}
	return all, nil
}

// why returns the words for the reason of an event: the staff's, or that of a
// refusal.
func (w *words) why(r unspent.Reason) string {
	for _, kind := range []string{"why.", "reason."} {
		if text, err := w.text(kind + string(r)); err == nil {
			return text
		}
	}
	return string(r)
}

// did returns the words for a call of the API in the log of the staff.
func (w *words) did(name string) string {
	if text, err := w.text("did." + name); err == nil {
		return text
	}
	return name
}

// outcome returns the words for how a call in the log ended.
func (w *words) outcome(outcome string) string {
	if outcome == "repeated" {
		outcome = "log.repeated"
	} else {
		outcome = "reason." + outcome
	}
	text, err := w.text(outcome)
	if err != nil {
		return outcome
	}
	return text
}

// grouped writes a number of things: 12,000.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for at := len(text) - 3; at > 0; at -= 3 {
		text = text[:at] + "," + text[at:]
	}
	return text
}

// money writes an amount as readers of the language expect it.
func (w *words) money(m unspent.Money) string {
	if text, ok := w.sums.get(m); ok {
		return text
	}
	text := w.say(brand.MoneyText(m))
	w.sums.put(m, text)
	return text
}

// period writes a validity of whole years, months or days as people say it.
func (w *words) period(p unspent.Period) string {
	text := p.String()
	if len(text) < 3 || strings.Trim(text[1:len(text)-1], "0123456789") != "" {
		return text
	}
	said, err := w.text("period."+text[len(text)-1:], "Number", text[1:len(text)-1])
	if err != nil {
		return text
	}
	return said
}

// instant is a time of the book, or one of the API that may be absent.
type instant interface {
	In(*time.Location) time.Time
	UTC() time.Time
}

// Times are those of Japan, and say so: the server cannot know the visitor's.
func (w *words) moment(t instant) string { return w.say(brand.MomentText(t.In(brand.Japan()))) }

// when writes the time of a piece of evidence, of which often only the day is known.
func (w *words) when(t time.Time) string { return w.say(brand.TimeText(t)) }

func (w *words) day(t instant) string { return w.say(brand.DayText(t.In(brand.Japan()))) }

func isoTime(t instant) string { return t.UTC().Format(time.RFC3339) }

// shown is what the frame of a page knows.
type shown struct {
	Title string // id of a text
	Path  string
	JA    string // the same page in Japanese, or the one that its form was on
	EN    string
	Demo  bool // it is a demo, which has a mailbox
	Site  Site
	Head  *head  // nil: it is not to be found
	Base  string // of every address
	Face  face
}

// Room is which kind of page it is, for the sheet.
func (s shown) Room() string {
	switch {
	case s.Path == "/", s.Path == guideRoot:
		return "home"
	case s.Path == "/desk", strings.HasPrefix(s.Path, "/desk/"):
		return "desk"
	}
	return ""
}

// Found reports whether people may find the page by searching: it is about no card.
func (s shown) Found() bool { return s.Head != nil && s.Site.Any() }

// Own is the page's own address.
func (s shown) Own() string { return s.Base + s.Path }

// newPlate is the plate of what is no brand.
func newPlate(letters, colour string) brand.Tile { return brand.Tile{Letters: letters, Colour: colour} }

// in returns where a GET shows the page in a language: its own address, or the
// nearest above it that has a page where this one answers a form only.
func (v *visit) in(lang string) string {
	query, at := url.Values{}, v.r.URL.Path
	if v.r.Method == http.MethodGet {
		query = v.r.URL.Query()
		query.Del("find") // which somebody typed
	}
	for at != "/" {
		_, pattern := v.s.mux.Handler(&http.Request{Method: http.MethodGet, Host: v.r.Host, URL: &url.URL{Path: at}})
		if strings.HasPrefix(pattern, http.MethodGet+" ") {
			break
		}
		at = path.Dir(at)
	}
	query.Set("lang", lang)
	return at + "?" + query.Encode()
}

// show answers with a page. A form of a card's pages is answered with the address of
// one.
func (v *visit) show(name string, status int, title string, page any) error {
	if secret := v.browser(); secret != "" && slices.Contains(redrawn(), v.r.Pattern) {
		return v.leadTo(secret, drawn{name, status, title, page, v.live})
	}
	return v.draw(name, status, title, page)
}

// draw writes a page whole, or nothing.
func (v *visit) draw(name string, status int, title string, page any) error {
	t := v.s.pages[v.lang][name]
	around, err := v.around(t, title)
	if err != nil {
		return err
	}
	b := v.s.buffers.Get().(*bytes.Buffer)
	defer v.s.giveBack(b)
	b.Write(around.before)
	if err := t.ExecuteTemplate(b, "body", page); err != nil {
		return err
	}
	b.Write(around.after)
	h := v.w.Header()
	h["Content-Type"] = []string{"text/html; charset=utf-8"}
	h["Content-Language"] = []string{v.lang}
	h["Content-Length"] = []string{strconv.Itoa(b.Len())}
	if v.head != nil && v.s.Site.Any() {
		delete(h, robotsTag)
	}
	v.w.WriteHeader(status)
	_, _ = v.w.Write(b.Bytes()) // an error means that the visitor is gone
	return nil
}

// giveBack keeps a buffer for another page, without what was in it: a page can
// hold a code.
func (s *server) giveBack(b *bytes.Buffer) {
	clear(b.Bytes())
	b.Reset()
	if b.Cap() <= keptPage {
		s.buffers.Put(b)
	}
}

// trouble is what went wrong, as a page says it.
type trouble struct {
	Reason string // id of a text; "" if nothing is wrong
	Args   []any  // names and values of what stands in it
	Detail string // of the API, in English: what the text cannot know
	Puzzle *puzzle
	Form   string // action of the form that the puzzle stopped
	Scan   bool   // it is about a QR code that was shown
	Found  *found // where the QR code is of use
}

// trouble tells of err in the visitor's words.
func (v *visit) trouble(err error, in *inside) trouble {
	if err == nil {
		return trouble{}
	}
	t := trouble{Reason: "reason." + string(unspent.ReasonOf(err)), Detail: err.Error()}
	if in != nil {
		t.Puzzle, t.Form = in.puzzle, v.r.URL.Path
	}
	for _, f := range unspent.FaultsOf(err) {
		if strings.HasPrefix(f.Word, "keep.") { // what is wrong with a link or with what is kept
			t.Reason, t.Args = f.Word, nil
			for name, value := range f.Values {
				t.Args = append(t.Args, name, value)
			}
		}
	}
	if len(mistakesOf(err)) > 0 {
		t.Reason = "wrong.look"
	}
	if a, ok := errors.AsType[*amiss](err); ok {
		t.Reason, t.Scan, t.Found = a.word, !a.typed, a.found
		if a.found != nil && len(a.found.Like) > 0 {
			t.Args = []any{"Brands", v.namesOf(a.found.Like)}
		}
	}
	return t
}
