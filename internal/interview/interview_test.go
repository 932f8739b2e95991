package interview_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/texts"
)

// talk puts every question that is asked to somebody who answers some, by their
// English titles, and returns what was asked and what it comes to.
func talk(t *testing.T, answers map[string]string) (asked []string, in casefile.Input, err error) {
	t.Helper()
	i := &interview.Interview{Lang: texts.English, Now: func() time.Time { return time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC) },
		Exists: func(path string) bool { return path == "order.html" }}
	all := brand.Builtin()
	put := func(questions []interview.Question) {
		for _, q := range questions {
			if !q.Asked() {
				continue
			}
			asked = append(asked, q.Title.EN)
			answer, said := answers[q.Title.EN]
			switch {
			case q.Title.EN == "" || q.Title.JA == "" || strings.Contains(q.Title.JA, "question."):
				t.Errorf("%q has no text", q.Title)
			case q.Many != nil:
				*q.Many = strings.Fields(answer)
			case said:
				if err := q.Fault(answer); err != nil {
					t.Fatalf("%q is refused for %q: %v", answer, q.Title.EN, err)
				}
				*q.Value = answer
			case len(q.Options) > 0:
				*q.Value = q.Options[len(q.Options)-1].Value
			}
		}
	}
	put(i.First(all))
	p, ok := all.Find(i.Brand)
	if !ok {
		t.Fatalf("there is no brand %q", i.Brand)
	}
	put(i.Rest(p))
	put(i.Messages(p))
	in, err = i.Input(p)
	return asked, in, err
}

const whichBrand, whatHave = "Which brand is the card of?", "What do you have?"

// What is asked follows from what was answered, and what was answered is the case.
func TestInterview(t *testing.T) {
	for name, tt := range map[string]struct {
		answers map[string]string
		asks    string // a question that is asked
		spares  string // one that is not
		is      func(casefile.Input) bool
	}{
		"nothing": {nil, "How old is the card?", "When did you give the code away?", func(in casefile.Input) bool {
			return in.Case.Asker == assess.Holder && in.Case.Channel == assess.FromPerson && in.Evidence == nil
		}},
		"a seller": {map[string]string{"Who are you?": "seller", "When did you give the code away?": "2026-11-23 10:00",
			"Does somebody say that the card you sold was used?": "true"}, "When did you give the code away?", "Has it arrived with whoever you sent it to?",
			func(in casefile.Input) bool { return in.Case.Claimed && !in.Case.HandedOver.IsZero() }},
		"a giver": {map[string]string{"Who are you?": "giver", "Has it arrived with whoever you sent it to?": "no"},
			"Has it arrived with whoever you sent it to?", "",
			func(in casefile.Input) bool { return in.Case.Arrived == assess.No }},
		"a market": {map[string]string{"How did you get it?": "business", "How long does the seller or the market hear complaints?": "72時間"},
			"How long does the seller or the market hear complaints?", "", func(in casefile.Input) bool { return in.Case.Window == 72*time.Hour }},
		"a code that was told": {map[string]string{"Has somebody you do not know asked for cards or their codes?": "told"}, "", "",
			func(in casefile.Input) bool { return in.Case.GivenTo == assess.GivenStranger && !in.Case.AskedFor }},
		"a seal that is open": {map[string]string{whatHave: "seal", "How is the seal or scratch-off?": "broken", "Who opened it?": "found-open"},
			"Can the code still be read?", "", func(in casefile.Input) bool {
				return in.Case.Opened == assess.FoundOpen && in.Evidence[0].Says == brand.SealBroken
			}},
		"a page and a message that nobody knows": {map[string]string{whatHave: "order message", "Where is the page of the order?": "'order.html'",
			"When did you save or take them?": "2026-11-22", "What was shown, word by word?": "使えません、別の何か", "Whose screen was it?": "buyer"},
			"Which of these is most like it?", "How is the seal or scratch-off?", func(in casefile.Input) bool {
				return len(in.Evidence) == 2 && in.Evidence[0].Owner == assess.Buyers && in.Evidence[1].File == "order.html" && !in.Evidence[1].Seen.IsZero()
			}},
	} {
		t.Run(name, func(t *testing.T) {
			answers := map[string]string{whichBrand: "amazon-jp"}
			for title, answer := range tt.answers {
				answers[title] = answer
			}
			asked, in, err := talk(t, answers)
			if err != nil || in.Check() != nil || !tt.is(in) {
				t.Errorf("it comes to %v, %v\n%s", err, in.Check(), in.YAML())
			}
			if tt.asks != "" && !slices.Contains(asked, tt.asks) || tt.spares != "" && slices.Contains(asked, tt.spares) {
				t.Errorf("asked %q", asked)
			}
		})
	}
}

// Every choice is a word of the case file, and has its text.
func TestChoices(t *testing.T) {
	for _, q := range []string{"asked", "asker", "channel", "form", "intent", "givento", "device", "yesno", "seal", "opened", "seenby", "readable", "till",
		"balance", "owner", "said", "saidby"} {
		if len(interview.Choices(q)) == 0 {
			t.Errorf("%s has no choices", q)
		}
		for _, word := range interview.Choices(q) {
			for _, lang := range []string{texts.Japanese, texts.English} {
				if _, err := texts.Say(lang, q+"."+word); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

func TestDescribedRefuses(t *testing.T) {
	p, _ := brand.Builtin().Find("amazon-jp")
	for field, d := range map[string]interview.Described{
		"--channel":       {},
		"--amount":        {Channel: "person", Amount: "much"},
		"--got":           {Channel: "person", Got: "yesterday"},
		"--issued":        {Channel: "person", Issued: "long ago"},
		"--window":        {Channel: "person", Window: "two weeks"},
		"--seal":          {Channel: "person", Seal: "torn"},
		"--message":       {Channel: "person", Message: []string{" "}},
		"--message-owner": {Channel: "person", MessageOf: "thief"},
		"--like":          {Channel: "person", Message: []string{"?"}, Like: []string{"nothing"}},
	} {
		_, err := d.Input(p, "ja")
		faults := unspent.FaultsOf(err)
		if unspent.ReasonOf(err) != unspent.Invalid || len(faults) != 1 || faults[0].Field != field {
			t.Errorf("%s: %v with %v", field, err, faults)
		}
		if said, ok := texts.Faults(faults); !ok || said.JA == said.EN {
			t.Errorf("%s is said as %q", field, said)
		}
	}
}
