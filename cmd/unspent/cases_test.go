package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/texts"
)

// suite is what a case of testdata/cases must give, whoever asks and however. Its
// first line says why. Alternatives stand between bars.
type suite struct {
	State, Confidence, Next           string
	Rules, Notes, Says, Lacks, Faults []string
	Advice, Remedies                  []string
	Contradictions                    int
	Amount                            int64
	Quote, SaysNot                    string
	Choices, Timeless                 bool
	Read                              bool              // a person confirms what was read, as the case says
	Needs                             string            // a program
	Copy                              map[string]string // files that are of testdata/cases/files
	Wrap                              map[string]string // how a file is kept
}

// casesAt is when the cases are judged.
const casesAt = "2026-11-29T18:00:00+09:00"

// TestCases judges every case of testdata/cases three ways, as the command, over
// HTTP and on the page, in both languages, and wants the same of each.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	at, err := time.Parse(time.RFC3339, casesAt)
	if err != nil {
		t.Fatal(err)
	}
	sh.now = func() time.Time { return at }
	sh.config = Config{DB: filepath.Join(t.TempDir(), "book.db"), Addr: "127.0.0.1:0", Prefix: 600100, SecondPerson: "0", IssueDay: "0"}
	if _, err := sh.create(t.Context()); err != nil {
		t.Fatal(err)
	}
	h, err := sh.openHouse(t.Context(), houseOptions{baseURL: "http://127.0.0.1", dkim: intake.Dir(os.DirFS("../../examples/keys"))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	for i, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			c := openCase(t, file)
			c.house, c.from = h, fmt.Sprintf("10.%d.0.1:7000", i)
			over := c.overHTTP()
			answer := over
			if len(c.want.Faults) == 0 { // a file that cannot be read ends the command
				answer = c.command()
			}
			c.check(answer)
			if a, b := ids(answer), ids(over); a != b {
				t.Errorf("the command says\n%s, the API\n%s", a, b)
			}
			for _, lang := range []string{"ja", "en"} {
				c.onPage(lang, answer)
				c.onPaper(lang, answer)
			}
		})
	}
}

// ids are what decides an answer.
func ids(a answered) string {
	all := []string{string(a.State), string(a.Confidence)}
	for _, f := range a.Findings {
		all = append(all, f.Rule+" "+f.Weight)
	}
	for _, e := range a.Evidence {
		all = append(all, string(e.Says))
	}
	return strings.Join(append(all, a.next()), ", ")
}

// answered is an answer.
type answered struct{ casefile.Answer }

func (a answered) next() string {
	if a.Next == nil {
		return ""
	}
	return a.Next.ID
}

func answerOf(t *testing.T, body []byte) (a answered) {
	t.Helper()
	if err := json.Unmarshal(body, &a); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return a
}

// tried is a case that is tried.
type tried struct {
	*testing.T
	dir   string
	in    casefile.Input
	text  []byte
	want  suite
	house *house.House
	from  string
}

func openCase(t *testing.T, file string) *tried {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := &tried{T: t, dir: t.TempDir()}
	put := func(name string, content []byte) {
		if err := os.WriteFile(filepath.Join(c.dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range archive.Files {
		if f.Name != "want.yaml" {
			put(f.Name, f.Data)
			continue
		}
		if err := yaml.UnmarshalWithOptions(f.Data, &c.want, yaml.Strict()); err != nil {
			t.Fatal(err)
		}
	}
	for to, from := range c.want.Copy {
		content, err := os.ReadFile(filepath.Join("testdata/cases/files", from))
		if err != nil {
			t.Fatal(err)
		}
		put(to, content)
	}
	for name, how := range c.want.Wrap {
		content, err := os.ReadFile(filepath.Join(c.dir, name))
		if err != nil {
			t.Fatal(err)
		}
		put(name, wrapped(t, how, content))
	}
	if c.want.Needs != "" {
		if _, err := exec.LookPath(c.want.Needs); err != nil {
			t.Fatalf("%s is missing: .ci/need installs it", c.want.Needs)
		}
	}
	if c.text, err = os.ReadFile(filepath.Join(c.dir, casefile.CaseName)); err != nil {
		t.Fatal(err)
	}
	if c.in, err = casefile.Parse(c.text); err != nil {
		t.Fatal(err)
	}
	return c
}

// wrapped is content as some program keeps it.
func wrapped(t *testing.T, how string, content []byte) []byte {
	t.Helper()
	switch how {
	case "emlx":
		return fmt.Appendf(nil, "%d\n%s<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict/></plist>\n", len(content), content)
	case "blank":
		return append([]byte("\r\n\r\n"), content...)
	case "heic":
		return []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic\x00\x00\x00\x00")
	case "mp4":
		return []byte("\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41\x00\x00\x00\x08free")
	case "rtf":
		return []byte(`{\rtf1\ansi\deff0 {\fonttbl{\f0 Times;}} 2026 }`)
	case "utf16":
		b := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(string(content))) {
			b = append(b, byte(u), byte(u>>8))
		}
		return b
	}
	t.Fatalf("nothing is kept as %s", how)
	return nil
}

// command judges the case as the command does.
func (c *tried) command() answered {
	c.Helper()
	return answerOf(c.T, []byte(c.run("--json")))
}

func (c *tried) run(more ...string) string {
	c.Helper()
	var out, problems bytes.Buffer
	args := append([]string{"unspent", "assess", "--case", c.dir, "--offline", "--dkim-keys", "../../examples/keys", "--at", casesAt}, more...)
	if run(c.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, &problems); out.Len() == 0 {
		// A file that cannot be read ends the command: what it says of it is all there is.
		return problems.String()
	}
	return out.String()
}

// check compares an answer with what is wanted.
func (c *tried) check(a answered) {
	c.Helper()
	w := c.want
	one := func(what, got, want string) {
		if want != "" && !slices.Contains(strings.Split(want, "|"), got) {
			c.Errorf("%s is %q; want %s", what, got, want)
		}
	}
	one("the state", string(a.State), w.State)
	one("the confidence", string(a.Confidence), w.Confidence)
	one("the next act", a.next(), w.Next)
	var rules, notes, says, faults, advice, remedies []string
	for _, f := range a.Findings {
		rules = append(rules, f.Rule)
	}
	for _, e := range a.Evidence {
		says = append(says, string(e.Says))
		for _, n := range e.Notes {
			notes = append(notes, string(n.ID))
		}
		if w.Timeless && e.At != nil {
			c.Errorf("%s has the time %v, which nobody told", e.ID, e.At)
		}
		if w.Amount > 0 && (e.Card.Amount == nil || e.Card.Amount.Units() != w.Amount) {
			c.Errorf("the amount is %v", e.Card.Amount)
		}
		c.quoted(e.Shown)
	}
	for _, f := range a.Faults {
		faults = append(faults, f.ID)
	}
	for _, x := range a.Advice {
		advice = append(advice, x.ID)
	}
	for _, x := range a.Remedies {
		remedies = append(remedies, x.ID)
	}
	for _, set := range []struct {
		what       string
		got, wants []string
	}{{"rules", rules, w.Rules}, {"notes", notes, w.Notes}, {"says", says, w.Says}, {"faults", faults, w.Faults}, {"advice", advice, w.Advice},
		{"remedies", remedies, w.Remedies}} {
		for _, want := range set.wants {
			if !slices.Contains(set.got, want) {
				c.Errorf("%s are %v; want %s among them", set.what, set.got, want)
			}
		}
	}
	for _, lack := range w.Lacks {
		if slices.Contains(slices.Concat(rules, notes, says), lack) {
			c.Errorf("there is %s", lack)
		}
	}
	if len(a.Contradictions) < w.Contradictions || w.Choices && len(a.Missing[0].Choices) == 0 {
		c.Errorf("the contradictions are %v, the asks %v", a.Contradictions, a.Missing)
	}
	for _, f := range a.Findings {
		if w.Quote != "" && !strings.Contains(f.Text.JA, "「"+w.Quote+"」") || w.SaysNot != "" && strings.Contains(fmt.Sprint(f), w.SaysNot) {
			c.Errorf("it says %s %v", f.Text.JA, f.Because)
		}
	}
}

// quoted refuses words that do not stand in what was brought, letter for letter.
func (c *tried) quoted(shown string) {
	c.Helper()
	plain := func(text string) string { return strings.Join(strings.Fields(text), "") }
	shown = plain(strings.TrimSuffix(shown, "…"))
	if shown == "" || c.want.Needs != "" { // what eyes see is compared where they are tested
		return
	}
	source := ""
	for _, item := range c.in.Evidence {
		source += item.Text
		for _, name := range item.Files() {
			source += c.wordsOf(name)
		}
	}
	if !strings.Contains(plain(source), shown) {
		c.Errorf("%q is quoted, and stands nowhere in %s", shown, source)
	}
}

// wordsOf are the words of a file that a person sees.
func (c *tried) wordsOf(name string) string {
	c.Helper()
	content, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		c.Fatal(err)
	}
	text := string(content)
	switch {
	case strings.HasSuffix(name, ".html"):
		return c.pageOf(strings.NewReader(text)).text()
	case strings.Contains(text, "Message-ID:"):
		for _, word := range regexp.MustCompile(`(?s)=\?utf-8\?[bB]\?[^?]+\?=(?:\s+=\?utf-8\?[bB]\?[^?]+\?=)*`).FindAllString(text, -1) {
			text += decodedHeader(word)
		}
	}
	return text
}

// overHTTP judges the case over HTTP.
func (c *tried) overHTTP() answered {
	c.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	c.must(w.WriteField("case", string(c.text)))
	for _, item := range c.in.Evidence {
		for _, name := range item.Files() {
			c.attach(w, "file", name)
		}
	}
	res := c.post("/v1/assessments", "en", w, &b)
	if res.Code != http.StatusOK {
		c.Fatalf("the API answers %d %s", res.Code, res.Body)
	}
	return answerOf(c.T, res.Body.Bytes())
}

func (c *tried) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *tried) attach(w *multipart.Writer, field, name string) {
	c.Helper()
	content, err := os.ReadFile(filepath.Join(c.dir, name))
	c.must(err)
	part, err := w.CreateFormFile(field, name)
	c.must(err)
	_, err = part.Write(content)
	c.must(err)
}

func (c *tried) post(path, lang string, w *multipart.Writer, body io.Reader) *httptest.ResponseRecorder {
	c.Helper()
	c.must(w.Close())
	r := httptest.NewRequestWithContext(c.Context(), http.MethodPost, path, body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Accept-Language", lang)
	r.RemoteAddr = c.from
	res := httptest.NewRecorder()
	c.house.Pages.ServeHTTP(res, r)
	if at := res.Header().Get("Location"); res.Code == http.StatusSeeOther { // the answer has an address of its own
		if !c.want.Read && !hasLike(c.in) {
			at += "?now=1" // without what it asks first
		}
		r = httptest.NewRequestWithContext(c.Context(), http.MethodGet, at, nil)
		r.Header.Set("Accept-Language", lang)
		for _, cookie := range res.Result().Cookies() {
			r.AddCookie(cookie)
		}
		r.RemoteAddr, res = c.from, httptest.NewRecorder()
		c.house.Pages.ServeHTTP(res, r)
	}
	return res
}

// onPage judges the case on the page, and wants the verdict of a.
func (c *tried) onPage(lang string, a answered) {
	c.Helper()
	send := func(fields [][2]string, files bool) node {
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		for _, f := range fields {
			c.must(w.WriteField(f[0], f[1]))
		}
		for _, item := range c.in.Evidence {
			for _, name := range item.Files() {
				if files {
					c.attach(w, "file-"+wordOfOwner(item.Owner), name)
				}
			}
		}
		res := c.post("/assess", lang, w, &b)
		page := c.pageOf(res.Body)
		if res.Code != http.StatusOK {
			c.Fatalf("the page answers %d %s", res.Code, page.first("main", "").text())
		}
		return page
	}
	page := send(c.fields(), true)
	if c.want.Read || hasLike(c.in) {
		page = send(c.confirmed(page), false)
	}
	said := func(id string) string {
		text, err := texts.Say(lang, id)
		if err != nil {
			c.Error(err)
		}
		return text
	}
	if got, want := page.first("h2", "word").text(), texts.Sentence(casefile.In(lang, casefile.VerdictText(a.State, a.Own))); strings.TrimSpace(got) != want {
		c.Errorf("the page says %q in %s; want %q", got, lang, want)
	}
	if got := page.first("p", "meter").first("strong", "").text(); a.Confidence != "" && got != said("sure."+string(a.Confidence)) {
		c.Errorf("the page is sure by %q in %s; want %q", got, lang, a.Confidence)
	}
	if next := page.first("section", "next").first("h2", "").text(); a.Next != nil && next != a.Next.Text.JA && next != a.Next.Text.EN {
		c.Errorf("the page begins with %q; want %+v", next, a.Next.Text)
	}
	if lang == "ja" {
		c.japanese(page.first("main", "").text("textarea", "q", "select"))
	}
}

// onPaper wants what the command writes for people to say the verdict of a.
func (c *tried) onPaper(lang string, a answered) {
	c.Helper()
	out := c.run("--lang", lang)
	for _, ask := range a.Missing {
		for _, choice := range ask.Choices { // which are for the case file
			out = strings.ReplaceAll(out, string(choice.Like), "")
		}
	}
	l := map[string]language{"ja": japanese, "en": english}[lang]
	want := l.say(rulingOf(assess.Verdict{State: a.State, Confidence: a.Confidence, Own: a.Own}))
	between := map[string]string{"ja": "", "en": " "}[lang]
	if len(c.want.Faults) == 0 && !strings.HasPrefix(strings.ReplaceAll(out, "\n", between), want) {
		c.Errorf("the command begins with %.200q; want %q", out, want)
	}
	if lang == "ja" {
		c.japanese(forCaseFile.ReplaceAllString(out, ""))
	}
}

var (
	foreignSaid = regexp.MustCompile("(?s)「[^」]*」|“[^”]*”|https?://[!-~]+|[!-~]+@[!-~]+|-{10,}.*?-{10,}")
	forCaseFile = regexp.MustCompile(`read: \{[^}]*\}`)
	idWord      = regexp.MustCompile(`\b[a-z]+(?:_[a-z]+)+\b`)
	english4    = regexp.MustCompile(`\b[a-z']+(?: +[a-z']+){3,}\b`)
)

// japanese refuses ids and English sentences in a Japanese text, save those that
// somebody else has said.
func (c *tried) japanese(text string) {
	c.Helper()
	text = foreignSaid.ReplaceAllString(text, "")
	for _, found := range append(idWord.FindAllString(text, 5), english4.FindAllString(text, 5)...) {
		c.Errorf("the Japanese text has %q", found)
	}
}
