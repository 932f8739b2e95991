package casefile

import (
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// Answer is the result of a case as other programs read it: what the API
// answers, what --json prints and what verdict.json in a bundle holds.
// docs/reference/case-file.md specifies it. Members are added, never renamed.
type Answer struct {
	Brand          string              `json:"brand"`
	JudgedAt       time.Time           `json:"judgedAt"`
	State          assess.State        `json:"state"`
	Confidence     assess.Confidence   `json:"confidence,omitempty"`
	AsOf           *time.Time          `json:"asOf,omitempty"`
	Summary        Text                `json:"summary"`
	Findings       []FindingJSON       `json:"findings"`
	Contradictions []ContradictionJSON `json:"contradictions"`
	Next           *NextJSON           `json:"next,omitempty"`
	Advice         []AdviceJSON        `json:"advice"`
	Missing        []AskJSON           `json:"missing"`
	Remedies       []RemedyJSON        `json:"remedies"`
	Evidence       []EvidenceJSON      `json:"evidence"`
	Read           []ReadJSON          `json:"read"`
	Faults         []FaultJSON         `json:"faults"`
	Timeline       []MomentJSON        `json:"timeline"`
	Copies         []CopyJSON          `json:"copies,omitempty" doc:"Small copies of the pictures in which a code, if one stands there, is black: only if they were asked for."`
}

// Text is a text in both languages.
type Text struct {
	JA string `json:"ja"`
	EN string `json:"en"`
}

// FindingJSON is what one rule says of one piece of evidence.
type FindingJSON struct {
	Rule     string         `json:"rule"`
	Evidence string         `json:"evidence"`
	State    assess.State   `json:"state"`
	Weight   string         `json:"weight"`
	Binding  assess.Binding `json:"binding"`
	At       *time.Time     `json:"at,omitempty"`
	Text     Text           `json:"text"`
	Because  []Text         `json:"because,omitempty"`
}

// ContradictionJSON names two pieces of evidence that cannot both be true.
type ContradictionJSON struct {
	Evidence [2]string `json:"evidence"`
	Text     Text      `json:"text"`
}

// NextJSON is the one act to begin with.
type NextJSON struct {
	ID    string       `json:"id"`
	Whom  assess.Owner `json:"whom"`
	Text  Text         `json:"text"`
	Steps []Text       `json:"steps"`
}

// AdviceJSON is something to know or to do.
type AdviceJSON struct {
	ID   string `json:"id"`
	Text Text   `json:"text"`
}

// AskJSON is evidence that would change the verdict.
type AskJSON struct {
	ID      string         `json:"id"`
	Whom    assess.Owner   `json:"whom"`
	Text    Text           `json:"text"`
	Message *Text          `json:"message,omitempty"`
	Could   []assess.State `json:"could"`
	Gain    string         `json:"gain"`

	Evidence string       `json:"evidence,omitempty" doc:"Which piece it asks about, if it asks about one that is there."`
	Choices  []ChoiceJSON `json:"choices,omitempty" doc:"What to choose from: send the case once more with the item's field like."`
}

// ChoiceJSON is what a message that could not be read may mean.
type ChoiceJSON struct {
	Like   brand.Meaning `json:"like" doc:"What the item's field like takes."`
	Sample string        `json:"sample,omitempty" doc:"As the brand shows it, letter for letter."`
	Text   Text          `json:"text"`
}

// RemedyJSON is what to do about a card that is not good.
type RemedyJSON struct {
	ID     string     `json:"id"`
	Text   Text       `json:"text"`
	Needs  *Text      `json:"needs,omitempty"`
	URL    string     `json:"url,omitempty"`
	Until  *time.Time `json:"until,omitempty"`
	Letter *Text      `json:"letter,omitempty"`
}

// EvidenceJSON is one piece of evidence. With [CardJSON] it has all that a
// judgement needs.
type EvidenceJSON struct {
	ID    string        `json:"id"`
	File  string        `json:"file,omitempty"`
	Kind  assess.Kind   `json:"kind"`
	Owner assess.Owner  `json:"owner"`
	Says  brand.Meaning `json:"says"`
	Card  CardJSON      `json:"card"`
	At    *time.Time    `json:"at,omitempty"`
	Seen  *time.Time    `json:"seen,omitempty"`
	Shown string        `json:"shown,omitempty"`
	Grade assess.Grade  `json:"grade"`
	Notes []NoteJSON    `json:"notes,omitempty"`
}

// CardJSON tells a card from others.
type CardJSON struct {
	Last4     string     `json:"last4,omitempty"`
	Amount    *MoneyJSON `json:"amount,omitempty"`
	Order     string     `json:"order,omitempty"`
	Serial    string     `json:"serial,omitempty"`
	Recipient string     `json:"recipient,omitempty"`
	Giver     string     `json:"giver,omitempty"`
}

// MoneyJSON is an amount in minor units.
type MoneyJSON struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// NoteJSON is what an importer noticed.
type NoteJSON struct {
	ID     assess.NoteID `json:"id"`
	Detail string        `json:"detail,omitempty"`
	Text   Text          `json:"text"`
}

// FaultJSON is a file that could not be read.
type FaultJSON struct {
	File   string         `json:"file"`
	Reason unspent.Reason `json:"reason"`
	Detail string         `json:"detail"`
	Text   Text           `json:"text,omitzero" doc:"Detail in both languages, with the way out."`
	ID     string         `json:"id,omitempty" doc:"What kind of file it is, such as video, or which limit it is over."`
}

func faultJSON(f Fault) FaultJSON { return FaultJSON{f.File, f.Reason, f.Detail, Text(f.Text), f.ID} }

func (f FaultJSON) fault() Fault { return Fault{f.File, f.Reason, f.Detail, brand.Text(f.Text), f.ID} }

// MomentJSON is what happened at a time.
type MomentJSON struct {
	At       time.Time `json:"at"`
	Evidence string    `json:"evidence,omitempty"`
	Text     Text      `json:"text"`
}

// CopyJSON is a small copy of a picture, to be shown beside what was read in it.
type CopyJSON struct {
	File string `json:"file"`
	JPEG []byte `json:"jpeg" doc:"Every code in it is black."`
	Of   [2]int `json:"of" doc:"Width and height of the upright picture, in whose pixels the boxes of what was read are."`
}

// WithCopies returns the answer about r with the copies that were made of its
// pictures, at most so many.
func (a Answer) WithCopies(r Result, most int) Answer {
	for i, s := range r.Sources[:min(len(r.Sources), len(r.Input.Evidence))] {
		names := r.Input.Evidence[i].Files()
		for k, c := range s.Copies {
			if k < len(names) && len(a.Copies) < most {
				a.Copies = append(a.Copies, CopyJSON{names[k], c.JPEG, [2]int{c.Of.X, c.Of.Y}})
			}
		}
	}
	return a
}

// NewAnswer writes r for other programs.
func NewAnswer(r Result) Answer {
	v := r.Verdict
	return Answer{
		Brand: r.Input.Brand, JudgedAt: r.At, State: v.State, Confidence: v.Confidence, AsOf: instant(v.AsOf), Summary: Text(v.Summary),
		Findings: each(v.Findings, func(f assess.Finding) FindingJSON {
			return FindingJSON{f.Rule, f.Evidence, f.State, weightIDs[f.Weight], f.Binding, instant(f.At), Text(f.Text),
				each(f.Because, func(t brand.Text) Text { return Text(t) })}
		}),
		Contradictions: each(v.Contradictions, func(c assess.Contradiction) ContradictionJSON {
			return ContradictionJSON{[2]string{c.A, c.B}, Text(c.Text)}
		}),
		Next:   nextJSON(v.Next),
		Advice: each(v.Advice, func(a assess.Advice) AdviceJSON { return AdviceJSON{a.ID, Text(a.Text)} }),
		Missing: each(v.Missing, func(a assess.Ask) AskJSON {
			return AskJSON{a.ID, a.Whom, Text(a.Text), optional(a.Message), append([]assess.State{}, a.Could...), weightIDs[a.Gain], a.Evidence, choicesJSON(a.Choices)}
		}),
		Remedies: each(v.Remedies, func(m assess.Remedy) RemedyJSON {
			return RemedyJSON{m.ID, Text(m.Text), optional(m.Needs), m.URL, instant(m.Until), optional(m.Letter)}
		}),
		Evidence: evidenceJSON(r), Read: readJSON(r),
		Faults:   each(r.Faults, faultJSON),
		Timeline: each(r.Timeline, func(m Moment) MomentJSON { return MomentJSON{m.At.UTC(), m.Evidence, Text(m.Text)} }),
	}
}

// Encode writes a as it stands in a bundle: indented, with one line's end.
func (a Answer) Encode() ([]byte, error) { return encode(a) }

func encode(v any) ([]byte, error) {
	text, err := json.MarshalIndent(v, "", "  ")
	return append(text, '\n'), err
}

func each[A, B any](all []A, f func(A) B) []B {
	out := make([]B, 0, len(all))
	for _, a := range all {
		out = append(out, f(a))
	}
	return out
}

func nextJSON(n assess.Next) *NextJSON {
	if n.ID == "" {
		return nil
	}
	return &NextJSON{n.ID, n.Whom, Text(n.Text), each(n.Steps, func(t brand.Text) Text { return Text(t) })}
}

func choicesJSON(all []assess.Choice) (out []ChoiceJSON) {
	for _, c := range all {
		out = append(out, ChoiceJSON{c.Means, c.Sample, Text(says[c.Means])})
	}
	return out
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func optional(t brand.Text) *Text {
	if t == (brand.Text{}) {
		return nil
	}
	return (*Text)(&t)
}

func evidenceJSON(r Result) []EvidenceJSON {
	files := map[string]string{}
	for _, s := range r.Sources {
		for _, m := range append([]Source{s}, s.Members...) { // the file within comes last, and stays
			for _, id := range m.Evidence {
				files[id] = m.Name
			}
		}
	}
	return each(r.Evidence, func(e assess.Evidence) EvidenceJSON {
		return EvidenceJSON{e.ID, files[e.ID], e.Kind, e.Owner, e.Says, cardJSON(e.Card), instant(e.At), instant(e.Seen), e.Shown, e.Grade,
			each(e.Notes, func(n assess.Note) NoteJSON { return NoteJSON{n.ID, n.Detail, Text(assess.NoteText(n))} })}
	})
}

func cardJSON(c assess.Card) CardJSON {
	out := CardJSON{c.Last4, nil, c.Order, c.Serial, c.Recipient, c.Giver}
	if c.Amount != (unspent.Money{}) {
		out.Amount = &MoneyJSON{c.Amount.Units(), c.Amount.Currency().String()}
	}
	return out
}

// evidence returns what e was written of.
func (e EvidenceJSON) evidence() (assess.Evidence, error) {
	out := assess.Evidence{ID: e.ID, Kind: e.Kind, Owner: e.Owner, Says: e.Says, Shown: e.Shown, Grade: e.Grade,
		Card: assess.Card{Last4: e.Card.Last4, Order: e.Card.Order, Serial: e.Card.Serial, Recipient: e.Card.Recipient, Giver: e.Card.Giver}}
	if e.At != nil {
		out.At = *e.At
	}
	if e.Seen != nil {
		out.Seen = *e.Seen
	}
	if m := e.Card.Amount; m != nil {
		cur, err := unspent.ParseCurrency(m.Currency)
		if err != nil {
			return assess.Evidence{}, err
		}
		out.Card.Amount = unspent.NewMoney(m.Amount, cur)
	}
	for _, n := range e.Notes {
		out.Notes = append(out.Notes, assess.Note{ID: n.ID, Detail: n.Detail})
	}
	return out, nil
}

func hexOf(sum [32]byte) string {
	if sum == ([32]byte{}) {
		return ""
	}
	return hex.EncodeToString(sum[:])
}
