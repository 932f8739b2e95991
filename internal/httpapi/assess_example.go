package httpapi

import (
	"time"

	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// exampleCase is the part case of the OpenAPI document: somebody got a card as a
// present and brings the opening notice that the giver received.
const exampleCase = `{"brand":"amazon-jp","asker":"holder","channel":"person","intent":"use","card":{"last4":"A2B3","amount":"5000 JPY"},` +
	`"evidence":[{"file":"notice.eml","owner":"giver"}]}`

// exampleAnswer is what could be answered to it.
func exampleAnswer() api.Assessment {
	amount := yen(5000)
	at, seen := exampleTime().Add(-48*time.Hour), exampleTime()
	text := brand.Text{JA: "2027年3月30日までに、このカードはアカウントに登録されています。", EN: "The card was claimed to an account by 30 Mar 2027."}
	return api.Assessment{
		Brand: "amazon-jp", JudgedAt: seen, State: assess.Used, Confidence: assess.Proven, AsOf: &at, Summary: text,
		Findings: []api.Finding{{Rule: "mail-opened", Evidence: "e1", State: assess.Used, Weight: "proof", Binding: assess.Exact, At: &at,
			Text: text, Because: []brand.Text{}}},
		Contradictions: []api.Contradiction{},
		Advice:         []api.Advice{},
		Missing:        []api.MissingEvidence{},
		Remedies: []api.Remedy{{ID: "contact-giver", Text: brand.Text{JA: "贈り主に連絡してください。", EN: "Contact the giver."},
			Letter: &brand.Text{JA: "件名：…", EN: "Subject: …"}}},
		Evidence: []api.Evidence{{ID: "e1", File: "notice.eml", Kind: assess.Mail, Owner: assess.Givers, Says: brand.MailOpened,
			Card: api.EvidenceCard{Last4: "A2B3", Amount: &amount}, At: &at, Seen: &seen, Grade: assess.Verified,
			Notes: []api.Note{{ID: assess.SignatureGood, Detail: "amazon.co.jp",
				Text: brand.Text{JA: "送信元の電子署名を確認しました。", EN: "The sender's signature is valid."}}}}},
		Faults:   []api.UnreadFile{},
		Timeline: []api.Moment{{At: at, Evidence: "e1", Text: brand.Text{JA: "開封通知", EN: "opening notice"}}},
	}
}
