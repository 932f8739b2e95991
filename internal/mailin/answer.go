package mailin

import (
	"errors"
	"mime"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/texts"
)

// unread answers a mail of which nothing could be read.
func unread(err error) notify.Judged {
	j := notify.Judged{
		Summary: texts.Both("mail.judged.noBrand"),
		Next:    texts.Both("mail.judged.noBrandNext"),
	}
	switch unspent.ReasonOf(err) {
	case unspent.TooLarge:
		j.Summary = texts.Both("mail.judged.tooLarge")
		j.Next = texts.Both("mail.judged.tooLargeNext")
	case unspent.Invalid:
		j.Summary = texts.Both("mail.judged.unreadable")
		j.Next = texts.Both("mail.judged.unreadableNext")
	default:
	}
	return j
}

// told answers with a verdict.
func told(got judged, r running) notify.Judged {
	v, card := got.verdict, r.in.Case.Card
	j := notify.Judged{Brand: got.brand.Name, Verdict: verdictText(v), Summary: v.Summary, AsOf: v.AsOf, Next: nextOf(got),
		Reasons: reasonsOf(v), Face: card.Amount, Order: card.Order, Last4: card.Last4}
	if len(got.result.Faults) > 0 && len(got.pieces) == 0 {
		j = unread(unspent.Errorf(got.result.Faults[0].Reason, "a mail"))
		j.Brand = got.brand.Name
	}
	return j
}

func verdictText(v assess.Verdict) brand.Text {
	state, sure := casefile.VerdictText(v.State, v.Own), casefile.ConfidenceText(v.Confidence)
	if sure == (brand.Text{}) {
		return state
	}
	return texts.Both("paper.part", "Whole", state, "Part", sure)
}

// reasonsOf returns what the weightiest findings say, or why there is none.
func reasonsOf(v assess.Verdict) (all []brand.Text) {
	for _, f := range v.Findings {
		if f.Weight > assess.None && !slices.Contains(all, f.Text) {
			all = append(all, f.Text)
		}
	}
	for _, f := range v.Findings {
		if len(all) == 0 || v.State == assess.Unknown {
			for _, why := range f.Because {
				if !slices.Contains(all, why) {
					all = append(all, why)
				}
			}
		}
	}
	return all
}

// nextOf returns the one thing to do. Of a mail that lost its signature on the way
// it is to send it so that it does not, unless there is no need.
func nextOf(got judged) brand.Text {
	v := got.verdict
	has := func(id assess.NoteID) bool {
		return slices.ContainsFunc(got.result.Evidence, func(e assess.Evidence) bool {
			return slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == id })
		})
	}
	if v.Confidence != assess.Proven && has(assess.MailForwarded) {
		return texts.Both("mail.judged.inline")
	}
	first := func(all ...brand.Text) brand.Text {
		for _, t := range all {
			if t.JA != "" && t.EN != "" {
				return t
			}
		}
		return texts.Both("mail.judged.addMore")
	}
	var advice, ask, remedy brand.Text
	if len(v.Advice) > 0 {
		advice = v.Advice[0].Text
	}
	if len(v.Missing) > 0 {
		ask = v.Missing[0].Text
	}
	if len(v.Remedies) > 0 {
		remedy = v.Remedies[0].Text
	}
	switch v.State {
	case assess.Used, assess.Replaced, assess.Blocked, assess.Inactive:
		return first(remedy, advice, ask)
	case assess.Unused:
		return first(advice, ask, remedy)
	case assess.Unknown:
	}
	return first(ask, advice, remedy)
}

// letter finishes an answer: whatever it repeats, no code of any brand is in it.
func (b *Box) letter(j notify.Judged, until time.Time) notify.Judged {
	cut := func(t brand.Text) brand.Text {
		t.JA, _ = intake.RedactAll(b.o.Brands, t.JA)
		t.EN, _ = intake.RedactAll(b.o.Brands, t.EN)
		return t
	}
	j.Summary, j.Next, j.Verdict, j.Until = cut(j.Summary), cut(j.Next), cut(j.Verdict), until
	for i, r := range j.Reasons {
		j.Reasons[i] = cut(r)
	}
	if order, n := intake.RedactAll(b.o.Brands, j.Order); n > 0 {
		j.Order = order
	}
	return j
}

// subjectOf returns the subject, decoded as far as it can be.
func subjectOf(h head) string {
	subject, err := (&mime.WordDecoder{}).DecodeHeader(h.value("subject"))
	if err != nil {
		return ""
	}
	return subject
}

// withoutAddresses says why an answer was lost, without what a mail server
// repeats of it.
func withoutAddresses(err error) string {
	f, ok := errors.AsType[*notify.Failure](err)
	if !ok {
		return string(unspent.ReasonOf(err))
	}
	return (&notify.Failure{Again: false, Stage: f.Stage, Code: f.Code}).Error()
}
