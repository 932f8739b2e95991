package httpapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/texts"
)

// mountDocs mounts the page of the reference, in both languages. The calls themselves are
// described in English, as in the document that it draws.
func (s *server) mountDocs() error {
	pages := map[string][]byte{}
	for _, lang := range []string{texts.Japanese, texts.English} {
		body, err := docsPage(lang)
		if err != nil {
			return fmt.Errorf("write the page of the docs: %w", err)
		}
		pages[lang] = body
	}
	s.plain("GET /docs", func(x *exchange) error {
		h := x.w.Header()
		h.Set("Cache-Control", "no-cache")
		h.Set("Vary", "Accept-Language")
		h.Set("Content-Security-Policy", pagePolicy)
		body, asked := pages[x.r.URL.Query().Get("lang")]
		if !asked {
			body = pages[texts.English]
			if strings.HasPrefix(x.r.Header.Get("Accept-Language"), texts.Japanese) {
				body = pages[texts.Japanese]
			}
		}
		x.send(http.StatusOK, "text/html; charset=utf-8", body)
		return nil
	})
	return nil
}

// docsPage writes the page in a language, with the words that its script draws with.
func docsPage(lang string) ([]byte, error) {
	words := map[string]any{}
	for name, id := range map[string]string{"or": "docs.or", "list": "docs.list", "optional": "docs.optional", "oneOf": "docs.oneOf", "body": "docs.body",
		"answer": "docs.answer", "noBody": "docs.noBody", "parameters": "docs.parameters", "problems": "docs.problems", "some": "docs.some",
		"failed": "docs.failed"} {
		said, err := texts.Say(lang, id)
		if err != nil {
			return nil, err
		}
		words[name] = said
	}
	if lang == texts.Japanese { // English is what the document says
		reasons := map[string]string{}
		for _, r := range unspent.Reasons() {
			said, err := texts.Say(lang, "reason."+string(r))
			if err != nil {
				return nil, err
			}
			reasons[string(r)] = said
		}
		lead, err := texts.Say(lang, "docs.lead")
		if err != nil {
			return nil, err
		}
		words["reasons"], words["lead"] = reasons, lead
	}
	packed, err := json.Marshal(words)
	if err != nil {
		return nil, err
	}
	source, err := docsFiles.ReadFile("docs/docs.html")
	if err != nil {
		return nil, err
	}
	page, err := template.New("docs").Funcs(template.FuncMap{"t": func(id string) (string, error) { return texts.Say(lang, id) }}).Parse(string(source))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.Execute(&out, struct{ Lang, Words string }{lang, string(packed)})
	return out.Bytes(), err
}
