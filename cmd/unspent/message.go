package main

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// language is what a holder reads. What only staff reads is in English.
type language string

const (
	english  language = texts.English
	japanese language = texts.Japanese
)

// languageOf returns the language of the setting, or else of the locale.
func languageOf(setting string, getenv func(string) string) language {
	for _, locale := range [...]string{setting, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		switch {
		case strings.HasPrefix(locale, "ja"):
			return japanese
		case locale != "":
			return english
		}
	}
	return english
}

// say returns a text of the catalogue in the language; pairs are the names and
// values of what stands in it.
func (l language) say(id string, pairs ...any) string { return l.of(texts.Both(id, pairs...)) }

// of returns a text of a brand or a verdict in the language.
func (l language) of(t brand.Text) string {
	if l == japanese {
		return t.JA
	}
	return t.EN
}

// money writes an amount as readers of the language expect it: ¥5,000, $50.00.
func (l language) money(m unspent.Money) string { return l.of(brand.MoneyText(m)) }

// time writes when something is, for a holder: local time to the minute with
// its distance from UTC.
func (l language) time(t time.Time) string {
	if l == english {
		return t.Format("2006-01-02 15:04 -07:00")
	}
	zone := strings.NewReplacer("+00:00", "", "+0", "+", "-0", "-", ":00", "").Replace(t.Format("-07:00"))
	return t.Format("2006年1月2日 ") + strconv.Itoa(t.Hour()) + t.Format(":04") + "（UTC" + zone + "）"
}

// state returns a card's state in the language, as a part of a line.
func (l language) state(s unspent.State) string {
	said := l.word(string(s), "state.")
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToLower(first)) + said[size:]
}

// event returns what happened, and reason why, in Japanese; in English they are the
// words of the journal.
func (l language) event(k unspent.Kind) string {
	if l == english {
		return string(k)
	}
	return l.word(string(k), "event.")
}

func (l language) reason(r unspent.Reason) string {
	if l == english {
		return string(r)
	}
	return l.word(string(r), "why.", "advice.")
}

// word returns a word of the rules as the first kind of texts has it that does; as it
// is if none does, such as one of a newer server.
func (l language) word(word string, kinds ...string) string {
	for _, kind := range kinds {
		if said, err := texts.Say(string(l), kind+word); err == nil {
			return said
		}
	}
	return word
}
