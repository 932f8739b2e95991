package interview

import (
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// A Question is asked of a person. It is answered by choosing one of the options,
// of which the last stands for no answer; by choosing any number of them (Many);
// by typing several lines (Lines), or one.
type Question struct {
	Title, Help brand.Text
	Options     []Option
	First       bool // the cursor begins at the first option
	Value       *string
	Many        *[]string
	Lines       bool
	Again       *bool                     // not nil: nothing typed is asked about once more, and then set
	Check       func(answer string) error // nil: anything goes; its error says what is wrong in both languages
	When        func() bool               // nil: always
}

// An Option is an answer to choose.
type Option struct {
	Value string
	Label brand.Text
}

// Asked reports whether the question is asked, by what was answered so far.
func (q Question) Asked() bool { return q.When == nil || q.When() }

// Fault says what is wrong with an answer.
func (q Question) Fault(answer string) error {
	if q.Check == nil {
		return nil
	}
	return q.Check(answer)
}

// Choices are what there is to choose, as words of a case file: what is taken if
// nobody chooses stands first, where there is such a thing. The text of a choice has
// the id of the question, a full stop and the word.
func Choices(question string) []string {
	return map[string][]string{
		"asked": {toldCode, toldAsked}, "asker": {"holder", "giver", "seller", "buyer"}, "channel": {"person", "issuer", "shop", "business"},
		"form": {"mail", "shop", "sheet", "print", "posted", "link", "topup"}, "intent": {"use", "give", "sell", "cash"},
		"givento": {"nobody", "known", "buyer", "stranger"}, "device": {"phone", "computer"}, "yesno": {"no", "yes"},
		"seal": {"intact", "broken", "tampered"}, "opened": {"by-me", "found-open", "by-other"},
		"seenby": {"nobody", "family", "seller", "stranger", "posted"}, "readable": {"yes", "part", "no"}, "till": {"activated", "only"},
		"balance": {"full", "part", "zero"}, "owner": {"me", "buyer", "seller", "giver"}, "said": {"unused", "used"},
		"saidby": {"giver", "seller", "buyer", "shop", "issuer"},
	}[question]
}

// options are the choices of a question and, at last, what stands for no answer.
func options(question, none string) (all []Option) {
	for _, word := range Choices(question) {
		all = append(all, Option{word, texts.Both(question + "." + word)})
	}
	return append(all, Option{"", texts.Both(none)})
}

// must are the choices of a question that has an answer in any case: the one that
// is taken if nobody chooses stands last.
func must(question, last string) (all []Option) {
	words := Choices(question)
	for _, word := range words[1:] {
		all = append(all, Option{word, texts.Both(question + "." + word)})
	}
	return append(all, Option{words[0], texts.Both(last)})
}
