package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/api"
)

// get reads an answer of one role.
func get[T any](w *world, who, path string) (out T) {
	w.t.Helper()
	res := w.ask(who, "GET", path, "")
	body := text(w.t, res)
	if res.StatusCode != http.StatusOK {
		w.t.Fatalf("GET %s: %d %s", path, res.StatusCode, body)
	}
	check(w.t, json.Unmarshal([]byte(body), &out))
	return out
}

// list reads every page of the list of cards, and does something between two.
func (w *world) list(who, query string, between func()) (serials []string) {
	w.t.Helper()
	for cursor := ""; ; between() {
		page := get[api.CardPage](w, who, "/v1/cards?"+query+cursor)
		for _, c := range page.Cards {
			serials = append(serials, c.Serial.String())
		}
		if page.Next == "" {
			return serials
		}
		cursor = "&cursor=" + url.QueryEscape(string(page.Next))
	}
}

func (w *world) issueSome(program, order string, count int, active bool) (serials []string) {
	w.t.Helper()
	body := w.want("issuer", "POST", "/v1/cards", fmt.Sprintf(
		`{"program":%q,"value":{"amount":500,"currency":"JPY"},"count":%d,"activate":%t,"order":%q}`, program, count, active, order), http.StatusCreated)
	var made api.IssueAnswer
	check(w.t, json.Unmarshal([]byte(body), &made))
	for _, c := range made.Cards {
		serials = append(serials, c.Serial.String())
	}
	return serials
}

// Every card can be listed, also one of which nothing is known beforehand.
func TestEveryCardCanBeListed(t *testing.T) {
	w := newWorld(t)
	for _, p := range []string{"one", "two"} {
		w.want("admin", "POST", "/v1/programs", `{"id":"`+p+`","name":"Gift","currency":"JPY"}`, http.StatusCreated)
	}
	early := w.issueSome("one", "", 7, true)
	w.wait(time.Hour)
	noon := w.clock().Format(time.RFC3339)
	late := w.issueSome("one", "PO-7", 5, false)
	other := w.issueSome("two", "", 3, true)
	w.wait(time.Hour)
	evening := w.clock().Format(time.RFC3339)
	w.want("store", "POST", "/v1/cards/"+late[0]+"/activate", "", http.StatusOK)
	w.want("support", "POST", "/v1/cards/"+early[0]+"/void", `{"reason":"sale_cancelled"}`, http.StatusOK)

	tests := map[string]struct {
		query string
		want  []string
	}{
		"all":              {"", slices.Concat(early, late, other)},
		"of a program":     {"program=two", other},
		"of no program":    {"program=three", nil},
		"by state":         {"state=inactive", late[1:]},
		"void":             {"state=void", early[:1]},
		"by order":         {"order=PO-7", late},
		"part of an order": {"order=PO", nil},
		"made since":       {"createdFrom=" + noon, slices.Concat(late, other)},
		"made before":      {"createdBefore=" + noon, early},
		"sold since":       {"activatedFrom=" + evening, late[:1]},
		"sold before":      {"activatedBefore=" + evening, slices.Concat(early, other)},
		"together":         {"program=one&state=active&createdFrom=" + noon + "&activatedFrom=" + noon, late[:1]},
	}
	for name, tt := range tests {
		tt.want = slices.Sorted(slices.Values(tt.want))
		for _, limit := range []int{1, 3, 200} {
			got := w.list("auditor", fmt.Sprintf("limit=%d&%s", limit, tt.query), func() {})
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s, %d a page: %v, want %v", name, limit, got, tt.want)
			}
		}
	}
	made := []string{}
	got := w.list("support", "limit=2&program=one", func() { made = append(made, w.issueSome("one", "", 1, true)...) })
	if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("beside writes the list is not in order: %v", got)
	}
	got = slices.DeleteFunc(got, func(s string) bool { return slices.Contains(made, s) })
	if want := slices.Sorted(slices.Values(slices.Concat(early, late))); !slices.Equal(got, want) {
		t.Errorf("beside writes: %v, want %v", got, want)
	}
}

func TestListOfCardsRefuses(t *testing.T) {
	w := newWorld(t)
	w.want("admin", "POST", "/v1/programs", `{"id":"one","name":"Gift","currency":"JPY"}`, http.StatusCreated)
	w.want("admin", "POST", "/v1/programs", `{"id":"two","name":"Gift","currency":"JPY"}`, http.StatusCreated)
	serials := w.issueSome("one", "PO-7", 3, true)
	for _, who := range []string{"store", "merchant", "partner", "nobody"} {
		if res := w.ask(who, "GET", "/v1/cards", ""); res.StatusCode != http.StatusForbidden && res.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s is answered: %d %s", who, res.StatusCode, text(t, res))
		}
	}
	cursor := url.QueryEscape(string(get[api.CardPage](w, "issuer", "/v1/cards?limit=1").Next))
	other := url.QueryEscape(string(get[api.ProgramPage](w, "issuer", "/v1/programs?limit=1").Next))
	w.want("issuer", "POST", "/v1/cards/"+serials[0]+"/freeze", `{"reason":"lost_or_stolen"}`, http.StatusOK)
	events := url.QueryEscape(string(get[api.EventPage](w, "issuer", "/v1/cards/"+serials[0]+"/events?limit=1").Next))
	get[api.CardPage](w, "issuer", "/v1/cards?limit=2&cursor="+cursor)
	get[api.EventPage](w, "issuer", "/v1/cards/"+serials[0]+"/events?cursor="+events)
	for name, path := range map[string]string{
		"a cursor of another list":    "/v1/cards?cursor=" + other,
		"a cursor of this elsewhere":  "/v1/programs?cursor=" + cursor,
		"a cursor of another card":    "/v1/cards/" + serials[1] + "/events?cursor=" + events,
		"a cursor of other filters":   "/v1/cards?program=one&cursor=" + cursor,
		"a changed cursor":            "/v1/cards?cursor=" + string(cursor[0]^1) + cursor[1:],
		"a cut cursor":                "/v1/cards?cursor=" + cursor[:len(cursor)-1],
		"no base64":                   "/v1/cards?cursor=!!",
		"an empty cursor":             "/v1/cards?cursor=",
		"a forged name of a program":  "/v1/programs?cursor=b25l",
		"a number":                    "/v1/cards?cursor=gICAgAE",
		"no state":                    "/v1/cards?state=lost",
		"no time":                     "/v1/cards?createdFrom=yesterday",
		"no limit":                    "/v1/cards?limit=0",
		"a filter that nobody knows":  "/v1/cards?colour=red",
		"a filter that is said twice": "/v1/cards?state=active&state=void",
	} {
		if res := w.ask("issuer", "GET", path, ""); res.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %d %s", name, res.StatusCode, text(t, res))
		}
	}
	begun := 0
	for _, a := range get[api.ActionPage](w, "auditor", "/v1/actions?limit=200").Actions {
		if a.Name == "cards" && a.Outcome == "" {
			begun++
		}
	}
	if begun != 1 {
		t.Errorf("the log has %d lists of cards; want the one that was begun", begun)
	}
}
