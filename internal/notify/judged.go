package notify

import (
	"regexp"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// Judged answers somebody who sent a mail in: what it says of a card. It never
// has a code. Its texts are those of a verdict; what they repeat of the mail is
// cut to one line each.
type Judged struct {
	Brand   brand.Text    // name of the brand; empty: none was found
	Verdict brand.Text    // in two words: used (proven); empty: there is none
	Summary brand.Text    // one sentence
	Reasons []brand.Text  // the weightiest first
	AsOf    time.Time     // what the verdict holds for; zero: no time
	Next    brand.Text    // the one thing to do
	Face    unspent.Money // of the card, as far as it is known
	Order   string
	Last4   string
	Until   time.Time // until when a reply with another mail adds to the case; zero: it does not
}

// Kind implements [Letter].
func (j Judged) Kind() string { return "judged" }

const pathAssess = "/assess"

var foreignFour = regexp.MustCompile(`^[0-9A-Z]{4}$`)

func (j Judged) sheet(pages string) (sheet, error) {
	if j.Summary.JA == "" || j.Summary.EN == "" || j.Next.JA == "" || j.Next.EN == "" {
		return sheet{}, incomplete("an answer", "a sentence and a next thing to do, in both languages")
	}
	next := told(j.Next)
	s := sheet{
		answers: true,
		subject: texts.Both("mail.judged.subject"),
		lead: []brand.Text{told(j.Summary),
			texts.Both("mail.judged.next", "Next", next)},
		link: link{texts.Both("mail.judged.link"), pages + pathAssess},
	}
	known := func(t brand.Text) bool { return t.JA != "" && t.EN != "" }
	s.add(known(j.Verdict), "mail.verdict", told(j.Verdict))
	s.add(!j.AsOf.IsZero(), "mail.as-of", brand.MomentText(j.AsOf))
	s.add(known(j.Brand), "mail.brand", told(j.Brand))
	s.add(j.Face.IsPositive(), "mail.amount", brand.MoneyText(j.Face))
	s.add(plainOrder(j.Order) != "", "mail.order", same(j.Order))
	s.add(foreignFour.MatchString(j.Last4), "mail.last4", same(j.Last4))
	for i, r := range j.Reasons {
		if i == maxReasons {
			break
		}
		r = told(r)
		s.notes = append(s.notes, texts.Both("mail.judged.why", "Why", r))
	}
	if !j.Until.IsZero() {
		s.notes = append(s.notes, texts.Both("mail.judged.until", "Until", brand.MomentText(j.Until)))
	}
	s.notes = append(s.notes, texts.Both("mail.judged.noCode"))
	return s, nil
}

// told is a text of a verdict as one line.
func told(t brand.Text) brand.Text {
	return brand.Text{JA: line(t.JA, maxTold), EN: line(t.EN, maxTold)}
}

// Answer makes a mail an answer to another: it says that a program wrote it, and
// it has no envelope sender, so that whatever becomes of it nothing comes back.
type Answer struct {
	To    string  // Message-ID of the mail that is answered, with its brackets; left out unless it is plain
	Reply Address // where replies go; zero: nowhere else
	Loop  Address // whom the answered mail was sent to: by it our own answers are known again
}

var idForm = regexp.MustCompile("^<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.:\\[\\]_-]+>$")

// id returns the Message-ID if it can stand in a header as it is.
func (a Answer) id() string {
	if len(a.To) > maxAnswered || !idForm.MatchString(a.To) {
		return ""
	}
	return a.To
}
