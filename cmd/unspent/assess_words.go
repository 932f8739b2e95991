package main

import (
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// namesOf returns how a piece of evidence is called: its id, and the file or what
// was stated.
func namesOf(l language, r casefile.Result) func(id string) string {
	names := map[string]string{}
	for _, e := range r.Evidence {
		names[e.ID] = l.of(casefile.SaysText(e.Says))
	}
	for _, s := range r.Sources {
		for _, id := range s.Evidence {
			if s.Name != "" {
				names[id] = s.Name
			}
		}
	}
	for _, e := range r.Evidence {
		names[e.ID] = e.ID + " " + names[e.ID]
		if e.Kind == assess.Mail || e.Kind == assess.Book || e.Grade == assess.Contradicted {
			names[e.ID] = l.say("paper.part", "Whole", names[e.ID], "Part", l.of(casefile.GradeText(e.Grade)))
		}
	}
	return func(id string) string {
		if name, ok := names[id]; ok {
			return name
		}
		if id == "" {
			return l.say("paper.theCase")
		}
		return id
	}
}

// typedOf returns the pieces of evidence that were typed.
func typedOf(r casefile.Result) map[string]bool {
	typed := map[string]bool{}
	for i, s := range r.Sources {
		for _, id := range s.Evidence {
			typed[id] = r.Input.Evidence[i].Text != ""
		}
	}
	return typed
}
