package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
)

const (
	usualWidth = 80 // columns of what is no terminal
	leastWidth = 40
	mostWidth  = 100 // longer lines are hard to read
)

// paper is a verdict for people, as it is written to standard output.
type paper struct {
	sh      *shell
	wide    int
	named   func(id string) string // what a piece of evidence is, for its reader
	unread  []string               // files that could not be read, each with why
	read    []casefile.ReadJSON    // what was read in pictures
	letters bool                   // in full
	typed   map[string]bool        // pieces of evidence that were typed
	cased   bool                   // the case is a file, or can become one
}

// width returns how many columns a line for people has.
func (sh *shell) width() int {
	if f, ok := sh.stdout.w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
			return min(max(w-1, leastWidth), mostWidth)
		}
	}
	return usualWidth
}

// answer writes what v says of the card, how surely, and of when.
func (p paper) answer(v assess.Verdict) {
	l := p.sh.lang
	p.line("", l.say(rulingOf(v.State, v.Confidence)))
	if v.Confidence != "" {
		step := map[assess.Confidence]int{assess.Possible: 1, assess.Likely: 2, assess.Proven: 3}[v.Confidence]
		p.line("  ", l.say("paper.confidence")+": "+l.say("ruling.step", "Step", step, "Sure", l.of(casefile.ConfidenceText(v.Confidence))))
	}
	when := l.say("paper.noTime")
	if !v.AsOf.IsZero() {
		when = l.of(brand.TimeText(v.AsOf))
	}
	if v.State != assess.Unknown || !v.AsOf.IsZero() {
		p.line("  ", l.say("paper.asOf")+": "+when)
	}
	if s := l.of(v.Summary); s != "" {
		p.line("", "")
		p.line("", s)
	}
}

// rulingOf is the id of the first line of a verdict.
func rulingOf(s assess.State, c assess.Confidence) string {
	return strings.TrimSuffix("ruling."+string(s)+"."+string(c), ".")
}

// verdict writes everything that v says, the answer first.
func (p paper) verdict(v assess.Verdict) {
	l := p.sh.lang
	p.answer(v)
	p.next(v.Next)
	p.readings()
	p.findings(v)
	p.contradictions(v)
	p.advice(v)
	p.asks(v)
	p.remedies(v)
	if v.State == assess.Unused {
		p.line("", "")
		p.line("", l.say("paper.change"))
	}
}

// next writes the one act to begin with.
func (p paper) next(n assess.Next) {
	if n.ID == "" {
		return
	}
	p.heading("paper.next")
	p.line("  ", p.sh.lang.of(n.Text))
	for i, step := range n.Steps {
		p.item(i+1, p.sh.lang.of(step))
	}
}

func (p paper) findings(v assess.Verdict) {
	var counted, aside []assess.Finding
	for _, f := range v.Findings {
		if f.Weight > assess.None {
			counted = append(counted, f)
		} else {
			aside = append(aside, f)
		}
	}
	p.heading("paper.why")
	if len(counted) == 0 {
		p.line("  ", p.sh.lang.say("paper.nothing"))
	}
	for i, f := range counted {
		p.finding(i+1, f)
	}
	if len(aside) > 0 {
		p.heading("paper.setAside")
	}
	for i, f := range aside {
		p.finding(i+1, f)
	}
	if len(p.unread) > 0 {
		p.heading("paper.unread")
	}
	for i, why := range p.unread {
		p.item(i+1, why)
	}
}

func (p paper) finding(n int, f assess.Finding) {
	l := p.sh.lang
	p.item(n, l.of(f.Text))
	p.line(deep, l.say("paper.from", "Name", p.named(f.Evidence), "Weight", l.of(casefile.WeightText(f.Weight))))
	for _, why := range f.Because {
		p.line(deep, l.say("paper.because", "Why", l.of(why)))
	}
}

// readings shows what was read in pictures, those of one piece of evidence
// together.
func (p paper) readings() {
	if len(p.read) == 0 {
		return
	}
	l := p.sh.lang
	p.heading("paper.read")
	n, accept := 0, false
	for from := 0; from < len(p.read); {
		to := from
		var all, unsure, given []string
		for ; to < len(p.read) && p.read[to].File == p.read[from].File && p.read[to].Evidence == p.read[from].Evidence; to++ {
			r := p.read[to]
			field, value := casefile.ReadText(r)
			text := l.of(field) + " " + l.of(value)
			for _, other := range r.Others {
				text += l.say("paper.orElse", "Other", l.of(casefile.ValueText(r.Field, other)))
			}
			all, accept = append(all, text), accept || r.Open && r.Certain
			if !r.Certain && r.Open {
				unsure = append(unsure, l.of(field))
			}
			if r.Open && r.Value != "" {
				given = append(given, r.Name+": "+yamlText(r.Value))
			}
		}
		n++
		p.item(n, p.read[from].File+": "+strings.Join(all, l.say("paper.commas")))
		if len(unsure) > 0 {
			p.line(deep, l.say("paper.unsure", "Fields", strings.Join(unsure, l.say("paper.commas"))))
		}
		if len(given) > 0 {
			p.line(deep, l.say("paper.askRead", "Fields", strings.Join(given, ", ")))
		}
		from = to
	}
	if accept {
		p.line("  ", l.say("paper.askAccept"))
	}
}

// yamlText is a value of a reading as a case file has it.
func yamlText(value string) string {
	if plainYAML.MatchString(value) {
		return value
	}
	return strconv.Quote(value)
}

var plainYAML = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z_@. -]*$`)

func (p paper) contradictions(v assess.Verdict) {
	if len(v.Contradictions) > 0 {
		p.heading("paper.against")
	}
	name := func(id string) string {
		if id == "" {
			return p.sh.lang.say("paper.theCase")
		}
		return p.named(id)
	}
	for i, c := range v.Contradictions {
		p.item(i+1, p.sh.lang.say("paper.both", "A", name(c.A), "B", name(c.B), "Text", p.sh.lang.of(c.Text)))
	}
}

func (p paper) advice(v assess.Verdict) {
	if len(v.Advice) > 0 {
		p.heading("paper.first")
	}
	for i, a := range v.Advice {
		p.item(i+1, p.sh.lang.of(a.Text))
	}
}

func (p paper) asks(v assess.Verdict) {
	l := p.sh.lang
	if len(v.Missing) > 0 {
		p.heading("paper.ask")
	}
	said := map[string]bool{}
	for i, a := range v.Missing {
		p.item(i+1, l.of(a.Text))
		p.choices(a)
		if c := p.could(a, v); c != "" {
			p.line(deep, c)
		}
		switch m := l.of(a.Message); {
		case m == "":
		case said[m]:
			p.line(deep, l.say("paper.same"))
		default:
			said[m] = true
			p.line(deep, l.say("paper.at", "Whom", l.of(casefile.OwnerText(a.Whom))))
			p.whole(m)
		}
	}
}

// choices lists what to choose from, and how it is said.
func (p paper) choices(a assess.Ask) {
	l, first := p.sh.lang, ""
	for i, c := range a.Choices {
		way := strconv.Itoa(i + 1)
		if p.cased || !p.typed[a.Evidence] {
			way = string(c.Means)
		}
		first = cmp.Or(first, way)
		p.line(deep, way+"  "+l.of(interview.Choice(c)))
	}
	switch {
	case len(a.Choices) == 0:
	case p.cased:
		p.line(deep, l.say("paper.likeField", "Name", p.named(a.Evidence), "Which", first))
	default:
		p.line(deep, l.say("paper.likeFlag", "Which", first))
	}
}

// could says what a piece of evidence may do to a verdict, "" if nothing is to
// be said.
func (p paper) could(a assess.Ask, v assess.Verdict) string {
	var other []string
	for _, s := range a.Could {
		if s != v.State && s != assess.Unknown {
			other = append(other, p.sh.lang.of(casefile.StateText(s)))
		}
	}
	switch {
	case len(other) > 0:
		return p.sh.lang.say("paper.could", "States", strings.Join(other, p.sh.lang.say("paper.commas")))
	case v.State != assess.Unknown && slices.Contains(a.Could, v.State):
		return p.sh.lang.say("paper.surer")
	}
	return ""
}

func (p paper) remedies(v assess.Verdict) {
	l := p.sh.lang
	if len(v.Remedies) > 0 {
		p.heading("paper.remedies")
	}
	for i, r := range v.Remedies {
		p.item(i+1, l.of(r.Text))
		if s := l.of(r.Needs); s != "" {
			p.line(deep, l.say("paper.needs", "What", s))
		}
		if !r.Until.IsZero() {
			p.line(deep, l.say("paper.until", "Time", l.of(brand.TimeText(r.Until))))
		}
		if r.URL != "" {
			p.line(deep, l.say("paper.see", "URL", r.URL))
		}
		switch letter := l.of(r.Letter); {
		case letter != "" && p.letters:
			p.line(deep, l.say("paper.ready"))
			p.whole(letter)
		case letter != "":
			p.line(deep, l.say("paper.letter"))
		}
	}
}

// deep is the indent of what belongs to an item.
const deep = "     "

func (p paper) heading(id string) {
	p.line("", "")
	p.line("", p.sh.lang.say(id))
}

func (p paper) item(n int, s string) {
	first := fmt.Sprintf("%3d. ", n)
	for i, line := range wrap(s, p.wide-len(deep)) {
		if i > 0 {
			first = deep
		}
		p.sh.print("%s%s", first, line)
	}
}

func (p paper) line(indent, s string) {
	for _, line := range wrap(s, p.wide-len(indent)) {
		p.sh.print("%s%s", indent, line)
	}
}

// whole writes a text to be copied: no line of it is broken or indented.
func (p paper) whole(s string) {
	rule := strings.Repeat("-", leastWidth)
	p.sh.print("%s\n%s\n%s", rule, strings.TrimRight(s, "\n"), rule)
}

// wrap breaks text into lines of at most wide columns, where Japanese may break
// between any two characters but not before a mark that ends something, or
// after one that begins it. What has no place to break stays whole. Characters
// that would move the cursor are dropped: the text may quote what somebody sent.
func wrap(s string, wide int) (lines []string) {
	for paragraph := range strings.SplitSeq(s, "\n") {
		line, used := "", 0
		for _, w := range words(paragraph) {
			n := columns(w)
			if used+columns(strings.TrimRight(w, " ")) > wide && used > 0 {
				lines, line, used = append(lines, strings.TrimRight(line, " ")), "", 0
			}
			line, used = line+w, used+n
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

const (
	ending    = "、。，．・：；？！）」』】〕”’ー…々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%℃,.:;?!)]}"
	beginning = "（「『【〔“‘([{¥￥$"
)

// words divides a line into the parts between which it may be broken.
func words(line string) (all []string) {
	var last rune
	for _, r := range line {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			continue
		}
		glued := len(all) > 0 && (strings.ContainsRune(ending, r) || strings.ContainsRune(beginning, last) ||
			r == ' ' || last != ' ' && columns(string(r)) == 1 && columns(string(last)) == 1)
		if glued {
			all[len(all)-1] += string(r)
		} else {
			all = append(all, string(r))
		}
		last = r
	}
	return all
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
