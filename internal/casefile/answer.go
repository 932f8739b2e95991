package casefile

import (
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// What is answered stands in package api. Here it has the names that a case gives it.
type (
	Answer       = api.Assessment
	Text         = brand.Text
	FindingJSON  = api.Finding
	NextJSON     = api.NextAct
	AdviceJSON   = api.Advice
	AskJSON      = api.MissingEvidence
	EvidenceJSON = api.Evidence
	CardJSON     = api.EvidenceCard
	Fault        = api.UnreadFile
	Moment       = api.Moment
	MomentJSON   = api.Moment
	CopyJSON     = api.PictureCopy
	ReadJSON     = api.PictureReading
)

// WithCopies returns the answer about r with the copies that were made of its
// pictures, at most so many.
func WithCopies(a Answer, r Result, most int) Answer {
	for i, s := range r.Sources[:min(len(r.Sources), len(r.Input.Evidence))] {
		names := r.Input.Evidence[i].Files()
		for k, c := range s.Copies {
			if k < len(names) && len(a.Copies) < most {
				one := api.PictureCopy{File: names[k], JPEG: c.JPEG, Of: [2]int{c.Of.X, c.Of.Y}, Looked: true}
				for _, b := range c.Private {
					one.Private = append(one.Private, [4]int{b.Min.X, b.Min.Y, b.Max.X, b.Max.Y})
				}
				a.Copies = append(a.Copies, one)
			}
		}
	}
	return a
}

// NewAnswer writes r for other programs.
func NewAnswer(r Result) Answer {
	v := r.Verdict
	return Answer{
		Brand: r.Input.Brand, JudgedAt: r.At, State: v.State, Confidence: v.Confidence, Own: v.Own, AsOf: instant(v.AsOf), Summary: v.Summary,
		Findings: each(v.Findings, func(f assess.Finding) api.Finding {
			return api.Finding{Rule: f.Rule, Evidence: f.Evidence, State: f.State, Weight: weightIDs[f.Weight], Binding: f.Binding, At: instant(f.At), Text: f.Text,
				Because: f.Because}
		}),
		Contradictions: each(v.Contradictions, func(c assess.Contradiction) api.Contradiction {
			return api.Contradiction{Evidence: [2]string{c.A, c.B}, Text: c.Text}
		}),
		Next:   nextJSON(v.Next),
		Advice: each(v.Advice, func(a assess.Advice) api.Advice { return api.Advice{ID: a.ID, Text: a.Text} }),
		Missing: each(v.Missing, func(a assess.Ask) api.MissingEvidence {
			return api.MissingEvidence{ID: a.ID, Whom: a.Whom, Text: a.Text, Message: optional(a.Message), Could: append([]assess.State{}, a.Could...),
				Gain: weightIDs[a.Gain], Evidence: a.Evidence, Choices: choicesJSON(a.Choices)}
		}),
		Remedies: each(v.Remedies, func(m assess.Remedy) api.Remedy {
			return api.Remedy{ID: m.ID, Text: m.Text, Needs: optional(m.Needs), URL: m.URL, Until: instant(m.Until), Letter: optional(m.Letter)}
		}),
		Evidence: evidenceJSON(r), Read: readJSON(r),
		Faults:   append([]Fault{}, r.Faults...),
		Timeline: append([]Moment{}, r.Timeline...),
	}
}

// Encode writes an answer as it stands in a bundle: indented, with one line's end.
func Encode(v any) ([]byte, error) {
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

func nextJSON(n assess.Next) *api.NextAct {
	if n.ID == "" {
		return nil
	}
	out := &api.NextAct{ID: n.ID, Whom: n.Whom, Text: n.Text, Steps: append([]brand.Text{}, n.Steps...)}
	for _, p := range n.Parts {
		out.Parts = append(out.Parts, api.ActPart{Head: p.Head, Steps: p.Steps})
	}
	return out
}

func choicesJSON(all []assess.Choice) (out []api.Choice) {
	for _, c := range all {
		out = append(out, api.Choice{Like: c.Means, Sample: c.Sample, Text: says[c.Means]})
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

func optional(t brand.Text) *brand.Text {
	if t == (brand.Text{}) {
		return nil
	}
	return &t
}

func evidenceJSON(r Result) []api.Evidence {
	files := map[string]string{}
	for _, s := range r.Sources {
		for _, m := range append([]Source{s}, s.Members...) { // the file within comes last, and stays
			for _, id := range m.Evidence {
				files[id] = m.Name
			}
		}
	}
	return each(r.Evidence, func(e assess.Evidence) api.Evidence {
		return api.Evidence{ID: e.ID, File: files[e.ID], Kind: e.Kind, Owner: e.Owner, Says: e.Says, Card: cardJSON(e.Card), At: instant(e.At), Seen: instant(e.Seen),
			Shown: e.Shown, Grade: e.Grade, Notes: each(e.Notes, func(n assess.Note) api.Note { return api.Note{ID: n.ID, Detail: n.Detail, Text: assess.NoteText(n)} })}
	})
}

func cardJSON(c assess.Card) api.EvidenceCard {
	out := api.EvidenceCard{Last4: c.Last4, Order: c.Order, Serial: c.Serial, Recipient: c.Recipient, Giver: c.Giver}
	if c.Amount != (unspent.Money{}) {
		out.Amount = &c.Amount
	}
	return out
}

// evidenceOf returns what e was written of.
func evidenceOf(e api.Evidence) assess.Evidence {
	out := assess.Evidence{ID: e.ID, Kind: e.Kind, Owner: e.Owner, Says: e.Says, Shown: e.Shown, Grade: e.Grade,
		Card: assess.Card{Last4: e.Card.Last4, Order: e.Card.Order, Serial: e.Card.Serial, Recipient: e.Card.Recipient, Giver: e.Card.Giver}}
	if e.At != nil {
		out.At = *e.At
	}
	if e.Seen != nil {
		out.Seen = *e.Seen
	}
	if e.Card.Amount != nil {
		out.Card.Amount = *e.Card.Amount
	}
	for _, n := range e.Notes {
		out.Notes = append(out.Notes, assess.Note{ID: n.ID, Detail: n.Detail})
	}
	return out
}

func hexOf(sum [32]byte) string {
	if sum == ([32]byte{}) {
		return ""
	}
	return hex.EncodeToString(sum[:])
}
