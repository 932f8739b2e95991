package main

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
)

// verdictText is a verdict for people.
//
//go:embed assess_verdict.tmpl
var verdictText string

// paper is a verdict for people, as it is written to standard output.
type paper struct {
	assess.Verdict
	Unread  []string // files that could not be read, each with why
	Letters bool     // in full

	sh    *shell
	wide  int
	named func(id string) string // what a piece of evidence is, for its reader
	read  []casefile.ReadJSON    // what was read in pictures
	typed map[string]bool        // pieces of evidence that were typed
	cased bool                   // the case is a file, or can become one
}

// write writes everything that the verdict says, the answer first, or a part of it.
func (p paper) write(part string) error {
	l := p.sh.lang
	text := template.New("verdict").Funcs(template.FuncMap{
		"say": l.say, "in": l.of, "named": func(id string) string { return p.named(id) },
		"time":    func(t time.Time) string { return l.of(brand.TimeText(t)) },
		"weight":  func(w assess.Weight) string { return l.of(casefile.WeightText(w)) },
		"owner":   func(o assess.Owner) string { return l.of(casefile.OwnerText(o)) },
		"ruling":  func(v paper) string { return rulingOf(v.Verdict) },
		"sure":    l.sure,
		"line":    func(s string) string { return p.lines("", "", s) },
		"inset":   func(s string) string { return p.lines("  ", "  ", s) },
		"deep":    func(s string) string { return p.lines(deep, deep, s) },
		"item":    func(i int, s string) string { return p.lines(fmt.Sprintf("%3d. ", i+1), deep, s) },
		"heading": func(id string) string { return "\n" + p.lines("", "", l.say(id)) },
		"whole":   whole,
	})
	if _, err := text.Parse(verdictText); err != nil {
		return err
	}
	return text.ExecuteTemplate(p.sh.stdout, part, p)
}

// sure says how sure a verdict is, and which step of how many that is.
func (l language) sure(c assess.Confidence) string {
	step := map[assess.Confidence]int{assess.Possible: 1, assess.Likely: 2, assess.Proven: 3}[c]
	return l.say("ruling.step", "Step", step, "Sure", l.of(casefile.ConfidenceText(c)))
}

// rulingOf is the id of the first line of a verdict.
func rulingOf(v assess.Verdict) string {
	if v.Own {
		return "ruling.own." + string(v.Confidence)
	}
	return strings.TrimSuffix("ruling."+string(v.State)+"."+string(v.Confidence), ".")
}

// Counted and Aside are the findings that the verdict rests on, and the others.
func (p paper) Counted() []assess.Finding { return p.findings(true) }
func (p paper) Aside() []assess.Finding   { return p.findings(false) }

func (p paper) findings(counted bool) (some []assess.Finding) {
	for _, f := range p.Findings {
		if (f.Weight > assess.None) == counted {
			some = append(some, f)
		}
	}
	return some
}

// reading is what was read in the pictures of one piece of evidence.
type reading struct{ Says, Unsure, Given string }

// Readings are what was read in pictures.
func (p paper) Readings() (all []reading) {
	l, commas := p.sh.lang, p.sh.lang.say("paper.commas")
	for from, to := 0, 0; from < len(p.read); from = to {
		var says, unsure, given []string
		for ; to < len(p.read) && p.read[to].File == p.read[from].File && p.read[to].Evidence == p.read[from].Evidence; to++ {
			r := p.read[to]
			field, value := casefile.ReadText(r)
			text := l.of(field) + " " + l.of(value)
			for _, other := range r.Others {
				text += l.say("paper.orElse", "Other", l.of(casefile.ValueText(r.Field, other)))
			}
			says = append(says, text)
			if !r.Certain && r.Open {
				unsure = append(unsure, l.of(field))
			}
			if r.Open && r.Value != "" {
				given = append(given, r.Name+": "+yamlText(r.Value))
			}
		}
		all = append(all, reading{p.read[from].File + ": " + strings.Join(says, commas), strings.Join(unsure, commas), strings.Join(given, ", ")})
	}
	return all
}

// Accept reports whether something that was read waits to be confirmed.
func (p paper) Accept() bool {
	return slices.ContainsFunc(p.read, func(r casefile.ReadJSON) bool { return r.Open && r.Certain })
}

// yamlText is a value of a reading as a case file has it.
func yamlText(value string) string {
	if plainYAML.MatchString(value) {
		return value
	}
	return strconv.Quote(value)
}

var plainYAML = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_@. -]*$`)

// asked is something to ask for.
type asked struct {
	assess.Ask
	Ways  []string // what to choose from, and how it is said
	Could string   // what it may do to the verdict, "" if nothing is to be said
	Again bool     // the message stands above already
}

// Asks are what would help most.
func (p paper) Asks() (all []asked) {
	said := map[string]bool{}
	for _, a := range p.Missing {
		message := p.sh.lang.of(a.Message)
		all = append(all, asked{a, p.ways(a), p.could(a), said[message]})
		said[message] = message != ""
	}
	return all
}

// ways lists what to choose from, and how it is said.
func (p paper) ways(a assess.Ask) (all []string) {
	l, first := p.sh.lang, ""
	for i, c := range a.Choices {
		way := strconv.Itoa(i + 1)
		if p.cased || !p.typed[a.Evidence] {
			way = string(c.Means)
		}
		first = cmp.Or(first, way)
		all = append(all, way+"  "+l.of(interview.Choice(c)))
	}
	switch {
	case len(all) == 0:
		return nil
	case p.cased:
		return append(all, l.say("paper.likeField", "Name", p.named(a.Evidence), "Which", first))
	}
	return append(all, l.say("paper.likeFlag", "Which", first))
}

// could says what a piece of evidence may do to a verdict, "" if nothing is to
// be said.
func (p paper) could(a assess.Ask) string {
	var other []string
	for _, s := range a.Could {
		if s != p.State && s != assess.Unknown {
			other = append(other, p.sh.lang.of(casefile.StateText(s)))
		}
	}
	switch {
	case len(other) > 0:
		return p.sh.lang.say("paper.could", "States", strings.Join(other, p.sh.lang.say("paper.commas")))
	case p.State != assess.Unknown && slices.Contains(a.Could, p.State):
		return p.sh.lang.say("paper.surer")
	}
	return ""
}

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
