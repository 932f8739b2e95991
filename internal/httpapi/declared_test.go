package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
)

// declared compares an answer with the API's document: its status must be one of the
// call's, and its body what the schema says, with nothing that it does not name. Every
// answer of this package's tests goes through it.
func (w *world) declared(method, path string, rec *httptest.ResponseRecorder) {
	w.t.Helper()
	if !strings.HasPrefix(path, "/v1/") || rec.Code == 404 && strings.Contains(rec.Body.String(), "nothing at this address") || rec.Code == 405 {
		return
	}
	if _, ok := w.t.(*testing.B); ok {
		return
	}
	w.mu.Lock()
	if w.doc == nil {
		spec := httptest.NewRecorder()
		w.handler.ServeHTTP(spec, httptest.NewRequest("GET", "/openapi.json", nil))
		if err := json.Unmarshal(spec.Body.Bytes(), &w.doc); err != nil {
			w.t.Errorf("the document: %v", err)
		}
	}
	w.mu.Unlock()
	for template, ops := range w.doc["paths"].(map[string]any) {
		op, ok := ops.(map[string]any)[strings.ToLower(method)].(map[string]any)
		if !ok || !fits(template, path) {
			continue
		}
		res, ok := op["responses"].(map[string]any)[strconv.Itoa(rec.Code)].(map[string]any)
		if !ok {
			w.t.Errorf("%s %s answers %d, which is not declared: %s", method, path, rec.Code, rec.Body)
			return
		}
		kind, _, _ := strings.Cut(rec.Header().Get("Content-Type"), ";")
		content, _ := res["content"].(map[string]any) // none: no body
		media, ok := content[kind].(map[string]any)
		var body any
		if !ok || kind != "application/json" && kind != "application/problem+json" || json.Unmarshal(rec.Body.Bytes(), &body) != nil {
			return
		}
		if fault := w.differs(media["schema"].(map[string]any), body, "answer"); fault != "" {
			w.t.Errorf("%s %s: %s", method, path, fault)
		}
		return
	}
}

// fits reports whether a path is one of a template; literal templates come first.
func fits(template, path string) bool {
	a, b := strings.Split(template, "/"), strings.Split(path, "/")
	return len(a) == len(b) && !slices.ContainsFunc([]string{"search", "review", "current", "renew", "look", "verify", "undo", "retry"}, func(word string) bool {
		return strings.HasSuffix(path, "/"+word) && !strings.HasSuffix(template, "/"+word)
	}) && !slices.ContainsFunc(a, func(part string) bool {
		i := slices.Index(a, part)
		return !strings.HasPrefix(part, "{") && part != b[i]
	})
}

// differs says how a value is not what a schema says, "" if it is.
func (w *world) differs(s map[string]any, v any, at string) string {
	if ref, ok := s["$ref"].(string); ok {
		s = w.doc["components"].(map[string]any)["schemas"].(map[string]any)[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any)
	}
	for _, word := range []string{"anyOf", "oneOf"} {
		if all, ok := s[word].([]any); ok {
			var faults []string
			for _, one := range all {
				fault := w.differs(one.(map[string]any), v, at)
				if fault == "" {
					return ""
				}
				faults = append(faults, fault)
			}
			return strings.Join(faults, "; ")
		}
	}
	var kinds []string
	switch t := s["type"].(type) {
	case string:
		kinds = []string{t}
	case []any:
		for _, one := range t {
			kinds = append(kinds, one.(string))
		}
	}
	kind := "null"
	switch x := v.(type) {
	case bool:
		kind = "boolean"
	case string:
		kind = "string"
	case float64:
		if kind = "number"; x == float64(int64(x)) && slices.Contains(kinds, "integer") {
			kind = "integer"
		}
	case []any:
		kind = "array"
	case map[string]any:
		kind = "object"
	}
	if len(kinds) > 0 && !slices.Contains(kinds, kind) {
		return fmt.Sprintf("%s is %s and declared as %s", at, kind, strings.Join(kinds, " or "))
	}
	if all, ok := s["enum"].([]any); ok && v != nil && !slices.Contains(all, v) {
		return fmt.Sprintf("%s is %v, which is none of %v", at, v, all)
	}
	return w.within(s, v, at)
}

// within compares what is in a list or an object.
func (w *world) within(s map[string]any, v any, at string) string {
	if list, ok := v.([]any); ok {
		items, _ := s["items"].(map[string]any)
		for i, one := range list {
			if fault := w.differs(items, one, fmt.Sprintf("%s[%d]", at, i)); fault != "" {
				return fault
			}
		}
	}
	object, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	properties, _ := s["properties"].(map[string]any)
	if required, ok := s["required"].([]any); ok {
		for _, name := range required {
			if _, there := object[name.(string)]; !there {
				return fmt.Sprintf("%s has no %s", at, name)
			}
		}
	}
	for name, one := range object {
		of, ok := properties[name].(map[string]any)
		if more, some := s["additionalProperties"].(map[string]any); !ok && some {
			of, ok = more, true
		}
		if !ok {
			return fmt.Sprintf("%s has %s, which is not declared", at, name)
		}
		if fault := w.differs(of, one, at+"."+name); fault != "" {
			return fault
		}
	}
	return ""
}

// TestRow12Enums compares the kinds that the document lists with those that there are.
func TestRow12Enums(t *testing.T) {
	w := newWorld(t)
	var kinds []string
	for _, k := range unspent.Kinds() {
		kinds = append(kinds, string(k))
	}
	spec := text(t, w.ask("nobody", "GET", "/openapi.json", ""))
	want, err := json.Marshal(kinds)
	check(t, err)
	if !strings.Contains(spec, string(want)) {
		t.Errorf("the document does not list the kinds of events as %s", want)
	}
}
