package web

import (
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// withoutCodes takes whole codes out of what a visitor typed, before any of it is
// held, asked with or shown again. Where a field needs no more than the last four
// they are kept, and the notes say so; in any other field but a message, which is
// cut, a code is a mistake: what the visitor meant to type there is not known.
func withoutCodes(sent *evidence, all brand.Catalogue) (notes []string, wrong mistakes) {
	sent.shownNames(all)
	p, known := all.Find(sent.said["brand"])
	if !known {
		p = &brand.Profile{}
	}
	if four := brand.Normalise(sent.said["last4"]); len(four) > 4 {
		sent.said["last4"] = ""
		if p.Code(four) {
			sent.said["last4"] = four[len(four)-4:]
			notes = append(notes, "assess.last4Kept")
		} else {
			wrong = wrong.add("last4", "assess.last4Wrong")
		}
	}
	for name, value := range sent.said {
		if name == "brand" && known || name == "work" || name == "held" {
			continue
		}
		cut, n := intake.RedactAll(all, value)
		switch {
		case n == 0:
		case name == "message":
			sent.said[name] = cut
		default:
			delete(sent.said, name)
			if slices.Contains(asked(), name) {
				wrong = wrong.add(name, "assess.wholeCode")
			}
		}
	}
	for _, read := range sent.read {
		for name, value := range read {
			if _, n := intake.RedactAll(all, value); n == 0 {
				continue
			}
			delete(read, name) // it stays open, and is asked again
			if four := brand.Normalise(value); strings.HasPrefix(name, "last4") && p.Code(four) {
				read[name] = four[len(four)-4:]
			}
			notes = append(notes, "assess.readCut")
		}
	}
	for of, like := range sent.like {
		if _, n := intake.RedactAll(all, like); n > 0 {
			delete(sent.like, of)
		}
	}
	return notes, wrong
}
