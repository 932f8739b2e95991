package web

import (
	"errors"
	"slices"

	"github.com/unspent-dev/unspent"
)

// mistake is what is wrong in a field of a form, said beside it.
type mistake struct {
	Field string // its id
	Word  string // id of the text; "" if nothing is wrong
	Args  []any  // names and values of what stands in it
	First bool   // of the form: it gets the focus
}

// mistakes are what is wrong in a form, at most one of each field.
type mistakes []mistake

func (m mistakes) add(field, word string, args ...any) mistakes {
	if m.At(field).Word != "" {
		return m
	}
	return append(m, mistake{Field: field, Word: word, Args: args})
}

// At returns what is wrong with a field; a template asks it for every one.
func (m mistakes) At(field string) mistake {
	if i := slices.IndexFunc(m, func(one mistake) bool { return one.Field == field }); i >= 0 {
		return m[i]
	}
	return mistake{Field: field}
}

// In reports whether something is wrong with one of some fields.
func (m mistakes) In(fields ...string) bool {
	return slices.ContainsFunc(m, func(one mistake) bool { return slices.Contains(fields, one.Field) })
}

// Error and Unwrap make them what a form is refused for.
func (m mistakes) Error() string { return "something is wrong in the form" }
func (m mistakes) Unwrap() error { return unspent.Invalid }

// orNil returns them as an error if there are any, in the order of the fields.
func (m mistakes) orNil(fields ...string) error {
	if len(m) == 0 {
		return nil
	}
	return m.sorted(fields)
}

// mistakesOf returns what is wrong in a form that was refused with err.
func mistakesOf(err error) mistakes {
	m, _ := errors.AsType[mistakes](err)
	return m
}

// sorted puts them in the order of the fields on the page.
func (m mistakes) sorted(fields []string) mistakes {
	slices.SortFunc(m, func(a, b mistake) int { return slices.Index(fields, a.Field) - slices.Index(fields, b.Field) })
	if len(m) > 0 {
		m[0].First = true
	}
	return m
}

// tell writes a text in which amounts and numbers stand.
func (w *words) tell(word string, args []any) (string, error) {
	args = slices.Clone(args)
	for i, arg := range args {
		switch arg := arg.(type) {
		case unspent.Money:
			args[i] = w.money(arg)
		case int:
			args[i] = grouped(arg)
		}
	}
	return w.text(word, args...)
}
