package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

// shownNames makes the names that a visitor has for their files fit to be shown.
func (e *evidence) shownNames(all brand.Catalogue) {
	for i, f := range e.files {
		e.files[i].shown = cmp.Or(intake.ShownName(all, f.shown), f.name)
	}
}

// names are those that the visitor has for their files.
func (e *evidence) names() (all []string) {
	for _, f := range e.files {
		all = append(all, f.shown)
	}
	return all
}

// ownNames puts the visitor's names in place of those that the API was told.
func (e *evidence) ownNames() *strings.Replacer {
	files := slices.Clone(e.files)
	slices.SortStableFunc(files, func(a, b file) int { return len(b.name) - len(a.name) }) // file-1 begins file-10
	var pairs []string
	for _, f := range files {
		pairs = append(pairs, f.name, cmp.Or(f.shown, f.name))
	}
	return strings.NewReplacer(pairs...)
}

// inOwnNames has an answer name the files as the visitor does.
func (e *evidence) inOwnNames(answer *casefile.Answer) {
	own := e.ownNames()
	for i := range answer.Faults {
		f := &answer.Faults[i]
		f.File, f.Detail = own.Replace(f.File), own.Replace(f.Detail)
		f.Text.JA, f.Text.EN = own.Replace(f.Text.JA), own.Replace(f.Text.EN)
	}
}

// undated returns the ids of texts that say what became of dates: of one that was
// given for nothing, and of none for what was judged.
func (e *evidence) undated(answer *casefile.Answer) (notes []string) {
	if e.said["seen"] != "" && len(e.files) == 0 {
		notes = append(notes, "assess.dateOfNothing")
	}
	if e.said["messageAt"] != "" && e.said["message"] == "" {
		notes = append(notes, "assess.dateOfNoMessage")
	}
	if answer == nil {
		return notes
	}
	if slices.ContainsFunc(answer.Evidence, func(p casefile.EvidenceJSON) bool {
		i := e.index(p.File)
		return i >= 0 && e.files[i].seen == "" && p.Kind != assess.Mail && p.Kind != assess.Book
	}) {
		notes = append(notes, "assess.dateOfToday")
	}
	return notes
}
