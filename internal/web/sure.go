package web

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/notify"
)

// surePage asks before something that moves money or cannot be taken back. Its
// form sends the same again, with the field sure.
type surePage struct {
	Side   side
	Title  string // ids of texts, as Means and Do
	Means  string // what it does
	Do     string
	Warn   telling
	Facts  []fact
	Path   string
	Fields []field
	Back   string // address of the page where nothing is done
}

// fact is a line of what it is about.
type fact struct {
	Label string // id of a text
	Text  string // one of these four
	Word  string // id of a text
	Money *unspent.Money
	Why   unspent.Reason
}

// field is a hidden field of a form.
type field struct{ Name, Value string }

// telling is a text with what stands in it; the zero value is nothing to say.
type telling struct {
	Word string // id of a text
	Args []any
}

// sure reports whether the visitor has been asked, and does it.
func (v *visit) sure() bool { return v.field("sure") != "" }

func (v *visit) askFirst(page surePage) error {
	return v.show("sure", statusOf(nil), page.Title, page)
}

// asks reports whether something that is done to a card is asked for first: what
// moves money or is for good. A stop is made at once.
func asks(action string) bool {
	return action == "send" || action == "void" || action == "raise" || action == "lower"
}

// askAboutCard shows what an action would do to a card. A raise above what the card
// was sold for is allowed, and told.
func (v *visit) askAboutCard(s *session, server *client.Client, serial unspent.Serial) error {
	card, err := server.Card(v.r.Context(), serial)
	if err != nil {
		return err
	}
	name, at := v.r.PathValue("action"), "/desk/cards/"+serial.String()
	page := surePage{Side: side{Staff: true, Who: v.member(s)}, Title: "action." + name, Do: "action." + name, Means: "ask." + name, Path: at + "/" + name,
		Back:  at,
		Facts: []fact{{Label: "card.serial", Text: serial.String()}, {Label: "desk.after", Money: &card.Balance}}}
	switch name {
	case "send":
		to := v.field("mail")
		if to != "" {
			if _, err := notify.ParseAddress(to); err != nil {
				return v.showCard(s, server, serial, mistakes{{Field: "send-mail", Word: "wrong.mail", Args: []any{"Text", to}, First: true}})
			}
		}
		one := fact{Label: "gift.toOne", Text: to}
		if one.Text == "" {
			one.Text = card.Recipient
		}
		if one.Text == "" {
			one.Word = "ask.recipient"
		}
		page.Facts = append(page.Facts, one)
	case "raise", "lower":
		delta, err := v.delta(server, serial)
		if err != nil {
			return v.showCard(s, server, serial, err)
		}
		after, err := card.Balance.Add(delta)
		if err != nil {
			return v.showCard(s, server, serial, err)
		}
		page.Facts = append(page.Facts, fact{Label: "desk.amount", Money: &delta}, fact{Label: "ask.after", Money: &after})
		if delta.IsPositive() && after.Units() > card.Face.Units() {
			page.Warn = telling{"ask.aboveFace", []any{"After", after, "Face", card.Face}}
		}
	}
	if reason := v.field("reason"); reason != "" {
		page.Facts = append(page.Facts, fact{Label: "desk.reason", Why: unspent.Reason(reason)})
	}
	if note := v.field("note"); note != "" {
		page.Facts = append(page.Facts, fact{Label: "desk.note", Text: note})
	}
	for _, kept := range []string{"id", "mail", "lang", "amount", "reason", "note"} {
		page.Fields = append(page.Fields, field{kept, v.field(kept)})
	}
	return v.askFirst(page)
}
