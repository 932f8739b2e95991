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
)

// unread answers a mail of which nothing could be read.
func unread(err error) notify.Judged {
	j := notify.Judged{
		Summary: brand.Text{JA: "お送りになったメールからは、どのブランドのギフトカードについてのものか分かりませんでした。",
			EN: "The mail that you sent does not show which brand of gift card it is about."},
		Next: brand.Text{JA: "発行者（Amazonなど）から届いたメールを開き、「添付ファイルとして転送」で同じあて先にもう一度お送りください。カードの名前が写った画面のスクリーンショットを添付することもできます。",
			EN: "Open the mail that came from the issuer, such as Amazon, and send it to the same address again with “forward as attachment”. You " +
				"can also attach a screenshot that shows the name of the card."},
	}
	switch unspent.ReasonOf(err) {
	case unspent.TooLarge:
		j.Summary = brand.Text{JA: "お送りになったメールは大きすぎて、読み取れませんでした。", EN: "The mail that you sent is too large to be read."}
		j.Next = brand.Text{JA: "ほかの添付ファイルを外し、発行者から届いたメールだけをお送りください。", EN: "Leave the other attachments out, and send only the mail that came from the issuer."}
	case unspent.Invalid:
		j.Summary = brand.Text{JA: "お送りになったメールは、読み取れない形でした。", EN: "The mail that you sent came in a form that cannot be read."}
		j.Next = brand.Text{JA: "発行者から届いたメールを、「添付ファイルとして転送」でお送りください。Outlookの .msg で保存したメールは、電子署名が失われています。",
			EN: "Send the mail of the issuer with “forward as attachment”. A mail saved as Outlook's .msg has lost its signature."}
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
	state, sure := casefile.StateText(v.State), casefile.ConfidenceText(v.Confidence)
	if sure == (brand.Text{}) {
		return state
	}
	return brand.Text{JA: state.JA + "（" + sure.JA + "）", EN: state.EN + " (" + sure.EN + ")"}
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
		return brand.Text{
			JA: "本文に貼り付ける転送では、発行者の署名が失われます。同じメールを「添付ファイルとして転送」（または「リダイレクト」）で、このメールの返信先にお送りください。署名を確かめられれば、判定はもっと確かになります。",
			EN: "Forwarding within the text loses the issuer's signature. Send the same mail to the reply address of this one with “forward as " +
				"attachment” (or “redirect”). With a signature that can be checked, the verdict becomes more certain."}
	}
	first := func(texts ...brand.Text) brand.Text {
		for _, t := range texts {
			if t.JA != "" && t.EN != "" {
				return t
			}
		}
		return brand.Text{JA: "画面から、手元にあるほかの証拠を加えてください。", EN: "Add what else you have on the page."}
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
