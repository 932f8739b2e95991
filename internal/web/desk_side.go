package web

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
)

// member is who works at the desk, and what stands beside every page of theirs.
type member struct {
	unspent.Actor
	At     string // address of the page that they are on
	Search bool   // for orders and people's cards too
	work   map[string]int
}

// member returns who has a session, with how much of each place waits for them. What
// cannot be counted is left out: the page is about something else.
func (v *visit) member(s *session) member {
	m := member{Actor: s.who, At: v.place(), Search: searches(s.who.Role), work: map[string]int{}}
	server, _ := v.s.ask(v.r, "")
	server.Key = s.key
	for _, p := range places(s.who.Role) {
		switch p.Path {
		case "/desk/approvals":
			open, err := server.Approvals(v.r.Context(), "open", "", mostOpen)
			if err != nil {
				continue
			}
			for _, a := range open.Approvals {
				if one := viewRequest(a, s.who); one.Judges || one.Carries {
					m.work[p.Path]++
				}
			}
		case "/desk/mails":
			mails, err := server.Mails(v.r.Context())
			if err != nil {
				continue
			}
			m.work[p.Path] = len(mails.Dead)
		}
	}
	return m
}

// beside is a place of the desk in the bar beside its pages.
type beside struct {
	place
	Work int  // that waits there for whoever looks
	Here bool // they are there
}

// Places are where a member may go.
func (m member) Places() (all []beside) {
	for _, p := range append([]place{{"/desk", "desk.title"}}, places(m.Role)...) {
		here := m.At == p.Path || p.Path != "/desk" && strings.HasPrefix(m.At, p.Path+"/")
		all = append(all, beside{p, m.work[p.Path], here})
	}
	return all
}

// Waiting are the places where something waits.
func (m member) Waiting() []beside {
	return slices.DeleteFunc(m.Places(), func(b beside) bool { return b.Work == 0 })
}

// column heads a table that is sorted by a link.
type column struct {
	Text   string // id of its text
	Href   string
	Sorted string // ascending or descending; "" if it is another
}

// sortable is a column that rows can be sorted by.
type sortable[T any] struct {
	name, text string
	compare    func(a, b T) int
}

// sorted puts rows in the order that the address asks for, and returns the heads of
// their table. A link turns the order round; what else the address says stays.
func sorted[T any](v *visit, rows []T, by ...sortable[T]) (heads []column) {
	q := v.r.URL.Query()
	chosen, down := q.Get("sort"), q.Get("down") != ""
	for _, s := range by {
		head, next := column{Text: s.text}, url.Values{"sort": {s.name}}
		if s.name == chosen {
			slices.SortStableFunc(rows, func(a, b T) int {
				if down {
					a, b = b, a
				}
				return s.compare(a, b)
			})
			head.Sorted = map[bool]string{false: "ascending", true: "descending"}[down]
			if !down {
				next.Set("down", "1")
			}
		}
		if at := q.Get("cursor"); at != "" {
			next.Set("cursor", at)
		}
		head.Href = v.place() + "?" + next.Encode()
		heads = append(heads, head)
	}
	return heads
}

// byText compares two rows by a text of theirs, without regard to case.
func byText[T any](text func(T) string) func(a, b T) int {
	return func(a, b T) int { return cmp.Compare(strings.ToLower(text(a)), strings.ToLower(text(b))) }
}
