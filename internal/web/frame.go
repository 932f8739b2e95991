package web

import (
	"bytes"
	"errors"
	"html/template"
	"sync"
)

// frame is what stands around every page. Frames are alike for everybody, so they
// are kept: made anew for each visitor, a page takes 1.66 times as long, and 305
// allocations where it has 151 (docs/reference/performance.md, what a page is spared).
type frame struct{ before, after []byte }

// frameOf is what a frame depends on.
type frameOf struct{ lang, title, method, path string }

// around returns the frame of the page that is shown.
func (v *visit) around(t *template.Template, title string) (frame, error) {
	key := frameOf{v.lang, title, v.r.Method, v.r.URL.Path}
	keep := v.r.URL.RawQuery == "" && v.r.PathValue("drawn") == "" && len(key.method)+len(key.path) <= longKey // both are the visitor's
	if keep {
		if made, ok := v.s.frames.get(key); ok {
			return made, nil
		}
	}
	data := shown{title, v.place(), v.in("ja"), v.in("en"), v.s.Demo != nil, v.s.Site, v.head, v.s.BaseURL, v.s.face()}
	var before, after bytes.Buffer
	if err := errors.Join(t.ExecuteTemplate(&before, "before", data), t.ExecuteTemplate(&after, "after", data)); err != nil {
		return frame{}, err
	}
	made := frame{before.Bytes(), after.Bytes()}
	if keep {
		v.s.frames.put(key, made)
	}
	return made, nil
}

// memo keeps what was worked out, at most maxKept of it: then it begins anew, so
// that nobody can fill it for good. It is safe for concurrent use; its zero value
// is empty. A key that a visitor chooses must be no longer than longKey.
type memo[K comparable, V any] struct {
	mu    sync.RWMutex
	known map[K]V
}

func (m *memo[K, V]) get(key K) (V, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.known[key]
	return v, ok
}

func (m *memo[K, V]) put(key K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= maxKept {
		m.known = map[K]V{}
	}
	m.known[key] = v
}
