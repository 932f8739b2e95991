package assess

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent/brand"
)

// spellTime writes the time of evidence for a holder in Japan. Midnight is a day
// without a time: that is how histories and order pages tell it, in Japan's time
// or, of brands elsewhere, in UTC.
func spellTime(at time.Time) brand.Text {
	switch {
	case at.IsZero():
		return brand.Text{JA: "日時不明", EN: "a time that is not known"}
	case midnight(at.UTC()) && !midnight(at.In(brand.Japan())):
		return brand.DayText(at.UTC())
	}
	return brand.TimeText(at)
}

func midnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }

// words are the slots of one sentence.
type words = slots

// fill puts words into a sentence.
func fill(t brand.Text, w words) brand.Text { return sentence(w.fill(t)) }

// sentence gives an English sentence its capital.
func sentence(t brand.Text) brand.Text {
	if r, size := utf8.DecodeRuneInString(t.EN); size > 0 {
		t.EN = string(unicode.ToUpper(r)) + t.EN[size:]
	}
	return t
}

// plain cuts foreign text to what may stand in a sentence.
func plain(foreign string, most int) string {
	r := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '{' || r == '}' {
			return -1
		}
		return r
	}, foreign))
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}

// quote sets the words of a source between marks; nothing if they were not kept.
func quote(shown string) brand.Text {
	for _, marks := range [...][2]string{{"「", "」"}, {"『", "』"}, {"“", "”"}} { // it is set between marks once
		inner, begins := strings.CutPrefix(shown, marks[0])
		inner, ends := strings.CutSuffix(inner, marks[1])
		if begins && ends && !strings.ContainsAny(inner, marks[0]+marks[1]) {
			shown = inner
		}
	}
	if shown = plain(shown, mostDetail); shown == "" {
		return brand.Text{}
	}
	return brand.Text{JA: "「" + shown + "」", EN: " (“" + shown + "”)"}
}

// spellOwner names whose a thing is, and who it is.
func spellOwner(o Owner) (whose, who brand.Text) {
	switch o {
	case Mine:
		return brand.Text{JA: "あなたの", EN: "your"}, brand.Text{JA: "あなた", EN: "you"}
	case Givers:
		return brand.Text{JA: "贈り主の", EN: "the giver's"}, brand.Text{JA: "贈り主", EN: "the giver"}
	case Sellers:
		return brand.Text{JA: "売り手の", EN: "the seller's"}, brand.Text{JA: "売り手", EN: "the seller"}
	case Buyers:
		return brand.Text{JA: "買い手の", EN: "the buyer's"}, brand.Text{JA: "買い手", EN: "the buyer"}
	case Shops:
		return brand.Text{JA: "店の", EN: "the shop's"}, brand.Text{JA: "店", EN: "the shop"}
	case Issuers:
		return brand.Text{JA: "発行者の", EN: "the issuer's"}, brand.Text{JA: "発行者", EN: "the issuer"}
	case NoOwner:
	}
	return brand.Text{JA: "誰のものか分からない", EN: "somebody's"}, brand.Text{JA: "相手", EN: "somebody"}
}

// timed are the slots of a time: {on|}, {asof|} and {by|} are nothing if it is
// not known.
func timed(at time.Time) slots {
	if at.IsZero() {
		return slots{"on": {}, "asof": {}, "by": {}}
	}
	when := spellTime(at)
	return slots{
		"on":   {JA: when.JA + "に", EN: " on " + when.EN},
		"asof": {JA: when.JA + "の時点で", EN: " on " + when.EN},
		"by":   {JA: when.JA + "までに", EN: " by " + when.EN},
	}
}

// spell names the card that a piece speaks of, by what it says of it.
func (e *piece) spell(card Card) brand.Text {
	var ja, en []string
	last := e.Card.Last4
	if successor(e.Says) { // which is that of the new code
		last = card.Last4
	}
	if l := lastFour(last); l != "" {
		ja, en = append(ja, "番号の下4桁 "+l), append(en, "last four "+l)
	}
	if e.Card.Amount.IsPositive() {
		m := brand.MoneyText(e.Card.Amount)
		ja, en = append(ja, m.JA), append(en, m.EN)
	}
	t := brand.Text{JA: "このカード", EN: "this card"}
	switch {
	case e.binding == Unbound && len(e.differs) > 0:
		t = brand.Text{JA: "別のカード", EN: "another card"}
	case e.binding == Unbound:
		t = brand.Text{JA: "カード", EN: "a card"}
	case e.binding == Partial && len(ja) > 0:
		t = brand.Text{JA: "このカードと思われるカード", EN: "a card that may be this one"}
	}
	if len(ja) > 0 {
		t.JA += "（" + strings.Join(ja, "、") + "）"
		t.EN += " (" + strings.Join(en, ", ") + ")"
	}
	return t
}

// lastFour returns at most four symbols, whatever it is given.
func lastFour(s string) string {
	r := []rune(brand.Normalise(s))
	return plain(string(r[max(0, len(r)-4):]), 4)
}
