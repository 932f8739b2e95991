package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// exampleCase is the part case of the OpenAPI document: somebody got a card as a
// present and brings the opening notice that the giver received.
const exampleCase = `{"brand":"amazon-jp","asker":"holder","channel":"person","intent":"use","card":{"last4":"A2B3","amount":"5000 JPY"},` +
	`"evidence":[{"file":"notice.eml","owner":"giver"}]}`

// exampleAnswer is what could be answered to it.
func exampleAnswer() casefile.Answer {
	at, seen := exampleTime().Add(-48*time.Hour), exampleTime()
	text := casefile.Text{JA: "2027年3月30日までに、このカードはアカウントに登録されています。", EN: "The card was claimed to an account by 30 Mar 2027."}
	return casefile.Answer{
		Brand: "amazon-jp", JudgedAt: seen, State: assess.Used, Confidence: assess.Proven, AsOf: &at, Summary: text,
		Findings: []casefile.FindingJSON{{Rule: "mail-opened", Evidence: "e1", State: assess.Used, Weight: "proof", Binding: assess.Exact, At: &at,
			Text: text, Because: []casefile.Text{}}},
		Contradictions: []casefile.ContradictionJSON{},
		Advice:         []casefile.AdviceJSON{},
		Missing:        []casefile.AskJSON{},
		Remedies: []casefile.RemedyJSON{{ID: "contact-giver", Text: casefile.Text{JA: "贈り主に連絡してください。", EN: "Contact the giver."},
			Letter: &casefile.Text{JA: "件名：…", EN: "Subject: …"}}},
		Evidence: []casefile.EvidenceJSON{{ID: "e1", File: "notice.eml", Kind: assess.Mail, Owner: assess.Givers, Says: brand.MailOpened,
			Card: casefile.CardJSON{Last4: "A2B3", Amount: &casefile.MoneyJSON{Amount: 5000, Currency: "JPY"}}, At: &at, Seen: &seen, Grade: assess.Verified,
			Notes: []casefile.NoteJSON{{ID: assess.SignatureGood, Detail: "amazon.co.jp",
				Text: casefile.Text{JA: "送信元の電子署名を確認しました。", EN: "The sender's signature is valid."}}}}},
		Faults:   []casefile.FaultJSON{},
		Timeline: []casefile.MomentJSON{{At: at, Evidence: "e1", Text: casefile.Text{JA: "開封通知", EN: "opening notice"}}},
	}
}
