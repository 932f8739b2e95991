package httpapi

import (
	"embed"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"path"

	"github.com/unspent-dev/unspent"
)

//go:embed docs
var docsFiles embed.FS

// page is a document that is served as it is.
type page struct {
	path, contentType, cache, policy string
	body                             []byte
}

// pagePolicy lets the docs page load what it is made of, ask this server, and
// nothing else.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// mountOperations mounts what machines and readers of the reference ask for.
func (s *server) mountOperations() error {
	pages := []page{{path: "/.well-known/jwks.json", contentType: "application/jwk-set+json", cache: "public, max-age=300", body: s.jwks}}
	for at, file := range map[string]string{"/docs/docs.js": "docs.js", "/docs/docs.css": "docs.css"} {
		body, err := docsFiles.ReadFile("docs/" + file)
		if err != nil {
			return fmt.Errorf("read a page: %w", err)
		}
		kind := map[string]string{".js": "text/javascript", ".css": "text/css"}[path.Ext(file)]
		pages = append(pages, page{at, kind + "; charset=utf-8", "no-cache", pagePolicy, body})
	}
	if err := s.mountDocs(); err != nil {
		return err
	}
	finishSchemas(s.api.OpenAPI().Components.Schemas)
	spec, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		return fmt.Errorf("write the OpenAPI document: %w", err)
	}
	pages = append(pages, page{path: "/openapi.json", contentType: "application/openapi+json", cache: "no-cache", body: spec})
	for _, p := range pages {
		s.plain("GET "+p.path, func(x *exchange) error {
			h := x.w.Header()
			h.Set("Cache-Control", p.cache)
			if p.policy != "" {
				h.Set("Content-Security-Policy", p.policy)
			}
			x.send(http.StatusOK, p.contentType, p.body)
			return nil
		})
	}
	s.plain("GET /healthz", func(x *exchange) error { return x.say("ok") })
	s.plain("GET /readyz", (*exchange).ready)
	s.plain(nowhere, s.notFound)
	return nil
}

// plain mounts what is not part of the API's document.
func (s *server) plain(pattern string, serve func(*exchange) error) {
	rt := &route{name: pattern, serve: serve, count: s.metrics.route(pattern)}
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(rt, w, r) })
}

func (x *exchange) say(text string) error {
	x.send(http.StatusOK, "text/plain; charset=utf-8", append(x.out[:0], text+"\n"...))
	return nil
}

func (x *exchange) ready() error {
	if x.s.Ready != nil {
		if err := x.s.Ready(x.r.Context()); err != nil {
			x.s.Log.LogAttrs(x.r.Context(), slog.LevelWarn, "not ready", slog.Any("error", err))
			return unspent.Errorf(unspent.Unavailable, "not ready to serve")
		}
	}
	return x.say("ready")
}
