package casefile

import (
	"encoding/json"
	"strings"

	"github.com/unspent-dev/unspent/brand"
)

// Said is what a person answered of a card and of how it came to them, by the names
// of the fields of a form. It has no files, and nothing of what was stated beside it.
type Said map[string]string

// Marked is the currency that the typed amount names, "" if it names none.
func (s Said) Marked() string {
	for _, currency := range []string{"JPY", "USD", "EUR", "GBP"} {
		if unmarked(s["amount"], currency) != unmarked(s["amount"], "") {
			return currency
		}
	}
	return ""
}

// unmarked returns a typed amount without the marks of a currency.
func unmarked(typed, currency string) string {
	marks := map[string][]string{"JPY": {"¥", "円"}, "USD": {"$"}, "EUR": {"€"}, "GBP": {"£"}}[currency]
	typed = strings.ToUpper(brand.NormaliseText(typed))
	for _, mark := range append(marks, currency, ",", " ") {
		typed = strings.ReplaceAll(typed, mark, "")
	}
	return typed
}

// Fields are the fields of a case file that say the same.
func (s Said) Fields() map[string]any {
	c, card := map[string]any{}, map[string]any{}
	set := func(into map[string]any, name, value string) {
		if value != "" {
			into[name] = value
		}
	}
	for _, name := range []string{"brand", "language", "asker", "channel", "form", "intent", "got", "device", "issued", "given-to", "opened", "seen-by",
		"entered", "readable", "arrived", "window", "challenge"} {
		set(c, name, s[name])
	}
	set(c, "asked", SaidAt(s["challengeAt"]))
	switch s["asked"] {
	case "told":
		c["given-to"] = "stranger"
	case "asked":
		c["asked-for"] = true
	}
	set(c, "handed-over", SaidAt(s["handed"]))
	set(card, "last4", brand.Normalise(s["last4"]))
	for _, name := range []string{"order", "serial", "recipient", "giver"} {
		set(card, name, s[name])
	}
	if amount := unmarked(s["amount"], s["currency"]); amount != "" {
		card["amount"] = amount + " " + s["currency"]
	}
	if len(card) > 0 {
		c["card"] = card
	}
	if s["claimed"] != "" {
		c["claimed"] = true
	}
	return c
}

// SaidAt writes a time as a case file has it; a browser sends it with a T.
func SaidAt(field string) string { return strings.Replace(field, "T", " ", 1) }

// Input reads what was said as [Parse] reads a case file.
func (s Said) Input() (Input, error) {
	text, err := json.Marshal(s.Fields())
	if err != nil {
		return Input{}, err
	}
	return Parse(text)
}
