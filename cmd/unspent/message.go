package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/texts"
)

// language is what a holder reads. What only staff reads is in English.
type language int

const (
	english language = iota
	japanese
	languages
)

// languageOf returns the language of the setting, or else of the locale.
func languageOf(setting string, getenv func(string) string) language {
	for _, locale := range [...]string{setting, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")} {
		switch {
		case locale == "":
			continue
		case strings.HasPrefix(locale, "ja"):
			return japanese
		}
		return english
	}
	return english
}

// code returns the language's code.
func (l language) code() string { return [languages]string{"en", "ja"}[l] }

// money writes an amount as readers of the language expect it: ¥5,000, $50.00.
func (l language) money(m unspent.Money) string {
	return l.of(brand.MoneyText(m))
}

// text is one message in every language.
type text [languages]string

// sentence is a text of the catalogue.
func sentence(id string, pairs ...any) text {
	t := texts.Both(id, pairs...)
	return text{t.EN, t.JA}
}

// say returns a text of the catalogue in the language; pairs are the names and
// values of what stands in it.
func (l language) say(id string, pairs ...any) string { return sentence(id, pairs...)[l] }

// of returns a text of a brand or a verdict in the language.
func (l language) of(t brand.Text) string {
	if l == japanese {
		return t.JA
	}
	return t.EN
}

// time writes when something is, for a holder: local time to the minute with
// its distance from UTC.
func (l language) time(t time.Time) string {
	if l == english {
		return t.Format("2006-01-02 15:04 -07:00")
	}
	_, east := t.Zone()
	zone := "UTC"
	if minutes := east / 60; minutes != 0 {
		sign := '+'
		if minutes < 0 {
			sign, minutes = '-', -minutes
		}
		zone = fmt.Sprintf("UTC%c%d", sign, minutes/60)
		if minutes%60 != 0 {
			zone += fmt.Sprintf(":%02d", minutes%60)
		}
	}
	return fmt.Sprintf("%d年%d月%d日 %d:%02d（%s）", t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), zone)
}

// state returns a card's state in the language.
func (l language) state(s unspent.State) string {
	if said, err := texts.Say(l.code(), "cli.state."+string(s)); err == nil {
		return said
	}
	return string(s)
}
