package casefile

import (
	"bytes"
	_ "embed"
	"html/template"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

//go:embed report.html
var reportPage string

// reportTemplate is the report for people: one page for both languages, without
// script, and without anything from outside.
var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"time":   func(language string, t time.Time) string { return In(language, brand.TimeText(t)) },
	"money":  func(language string, m unspent.Money) string { return In(language, brand.MoneyText(m)) },
	"in":     In,
	"word":   func(language string, v assess.Verdict) string { return In(language, VerdictText(v.State, v.Own)) },
	"sure":   func(language string, c assess.Confidence) string { return In(language, ConfidenceText(c)) },
	"grade":  func(language string, g assess.Grade) string { return In(language, GradeText(g)) },
	"weight": func(language string, w assess.Weight) string { return In(language, WeightText(w)) },
	"owner":  func(language string, o assess.Owner) string { return In(language, OwnerText(o)) },
	"says":   func(language string, m brand.Meaning) string { return In(language, says[m]) },
	"note":   func(language string, n assess.Note) string { return In(language, assess.NoteText(n)) },
	"hex":    hexOf,
	"page":   func(r Result, language string) reportSection { return reportSection{r, language, keysOf(r)} },
	"t":      texts.Say,
}).Parse(reportPage))

// reportSection is the report in one language.
type reportSection struct {
	Result
	L    string
	Keys []keyJSON
}

// Letters are the letters of the report's language.
func (s reportSection) Letters() (texts []string) {
	for _, m := range s.Verdict.Remedies {
		if text := In(s.L, m.Letter); text != "" {
			texts = append(texts, text)
		}
	}
	for _, a := range s.Verdict.Missing {
		if text := In(s.L, a.Message); text != "" {
			texts = append(texts, text)
		}
	}
	return texts
}

// File returns the name of the file that a piece of evidence is from.
func (s reportSection) File(id string) string {
	for _, src := range s.Sources {
		for _, e := range src.Evidence {
			if e == id {
				return src.Name
			}
		}
	}
	return ""
}

// report writes the report of r.
func report(r Result) ([]byte, error) {
	var b bytes.Buffer
	err := reportTemplate.Execute(&b, r)
	return b.Bytes(), err
}
