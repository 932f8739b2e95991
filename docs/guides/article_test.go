package guides

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// mostAbout is how much of what a page is about is shown to who searches.
const mostAbout = 220

// Every guide can be read in both languages, which ask as much and lead to the same place.
func TestGuides(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			both := map[string]Article{}
			for _, lang := range []string{"ja", "en"} {
				a, err := Read(name, lang)
				if err != nil {
					t.Fatal(err)
				}
				if both[lang] = a; len(a.Asks) == 0 {
					t.Errorf("%s asks nothing", lang)
				}
				if n := utf8.RuneCountInString(a.About); n > mostAbout || n < 40 || strings.Contains(a.About, "\n") {
					t.Errorf("%s: it is about %q", lang, a.About)
				}
				if !strings.HasPrefix(a.Then.Href, "/") || strings.Contains(a.HTML, server) || strings.Contains(a.HTML, `href="#`) {
					t.Errorf("%s: leads to %q:\n%s", lang, a.Then.Href, a.HTML)
				}
				for _, q := range a.Asks {
					if q.Answer == "" {
						t.Errorf("%s: %q has no answer", lang, q.Asked)
					}
				}
			}
			if ja, en := both["ja"], both["en"]; ja.Then.Href != en.Then.Href || strings.Count(ja.HTML, "<h2") != strings.Count(en.HTML, "<h2") {
				t.Errorf("the languages differ: %+v, %+v", ja.Then, en.Then)
			}
		})
	}
}

// What is no guide for pages is refused.
func TestRefused(t *testing.T) {
	for _, name := range []string{"none", "operate", "../start", "mails"} {
		if a, err := Read(name, "ja"); err == nil {
			t.Errorf("%s is read as %+v", name, a)
		}
	}
	for name, source := range map[string]string{
		"no title": "about\n\n[x](https://cards.example/ask)\n", "no end": "# a\n\nabout\n",
		"no page": "# a\n\nabout [b](../start.md)\n\n[x](https://cards.example/ask)\n",
	} {
		r := reader{source: []byte(source)}
		if err := r.read(); err == nil {
			t.Errorf("%s is read as %+v", name, r.article)
		}
	}
}

// Lines of Japanese are put together without blanks, those of English with them.
func TestLines(t *testing.T) {
	r := reader{source: []byte("# 題\n\n一行目、\n二行目 of\ntwo\n\n## 何か？\n\n答え、\n続き\n\n[x](https://cards.example/ask)\n")}
	if err := r.read(); err != nil {
		t.Fatal(err)
	}
	if got, want := r.article.About, "一行目、二行目 of two"; got != want {
		t.Errorf("about %q, want %q", got, want)
	}
	if !strings.Contains(r.article.HTML, "答え、続き") {
		t.Errorf("HTML %q", r.article.HTML)
	}
}
