package interview

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// Described is a case in words, as flags give it: so it has the tags of flags.
type Described struct {
	Brand      string `placeholder:"ID"`
	Asker      string `placeholder:"WHO"`
	Channel    string `placeholder:"HOW"`
	Form       string `placeholder:"FORM"`
	Intent     string `placeholder:"FOR"`
	Last4      string `name:"last4" placeholder:"XXXX"`
	Amount     string `placeholder:"AMOUNT"`
	Order      string `placeholder:"NUMBER"`
	Serial     string `placeholder:"NUMBER"`
	Recipient  string `placeholder:"ADDRESS"`
	Giver      string `placeholder:"ADDRESS"`
	Got        string `placeholder:"TIME"`
	HandedOver string `placeholder:"TIME"`
	Window     string `placeholder:"TIME"`
	Claimed    bool
	Challenge  string `placeholder:"WORD"`
	Issued     string `placeholder:"TIME"`
	Device     string `placeholder:"WHAT"`
	AskedFor   bool
	GivenTo    string   `placeholder:"WHO"`
	Opened     string   `placeholder:"HOW"`
	SeenBy     string   `placeholder:"WHO"`
	Entered    string   `placeholder:"YES"`
	Readable   string   `placeholder:"YES"`
	Arrived    string   `placeholder:"YES"`
	Seen       []string `placeholder:"TIME" sep:"none"`
	Message    []string `placeholder:"TEXT" sep:"none"`
	Like       []string `placeholder:"WHICH" sep:"none"`
	MessageOf  string   `name:"message-owner" placeholder:"WHO"`
	MessageAt  string   `placeholder:"TIME"`
	Seal       string   `placeholder:"STATE"`
	Till       string   `placeholder:"STATE"`
	Balance    string   `placeholder:"STATE"`
	Said       string   `placeholder:"STATE"`
	NoNotice   bool
}

// Empty reports whether nothing is described.
func (d Described) Empty() bool {
	return fmt.Sprint(d) == fmt.Sprint(Described{})
}

// Input makes a case of the words, without files, for a reader of a language.
func (d Described) Input(p *brand.Profile, lang string) (in casefile.Input, err error) {
	in = casefile.Input{Brand: d.Brand, Language: lang, Case: assess.Case{
		Asker: assess.Asker(d.Asker), Channel: assess.Channel(d.Channel), Form: brand.FormKind(d.Form), Intent: assess.Intent(d.Intent),
		Claimed: d.Claimed, Challenge: d.Challenge, AskedFor: d.AskedFor, Device: assess.Device(d.Device), GivenTo: assess.GivenTo(d.GivenTo),
		Opened: assess.Opener(d.Opened), SeenBy: assess.SeenBy(d.SeenBy), Entered: assess.Reply(d.Entered), Readable: assess.Reply(d.Readable),
		Arrived: assess.Reply(d.Arrived), Card: assess.Card{Last4: brand.Normalise(d.Last4), Order: d.Order, Serial: d.Serial,
			Recipient: strings.ToLower(d.Recipient), Giver: strings.ToLower(d.Giver)}}}
	if d.Asker == "" {
		in.Case.Asker = assess.Holder
	}
	if d.Channel == "" {
		return in, about("--channel", "question.noChannel")
	}
	cur, err := unspent.ParseCurrency(cmp.Or(p.Currency, Currency(lang)))
	if err != nil {
		return in, err
	}
	if d.Amount != "" {
		if in.Case.Card.Amount, err = Amount(d.Amount, cur); err != nil {
			return in, at("--amount", err)
		}
	}
	for flag, t := range map[string]struct {
		typed string
		read  func(string) (time.Time, error)
		to    *time.Time
	}{"got": {d.Got, moment, &in.Case.Got}, "handed-over": {d.HandedOver, moment, &in.Case.HandedOver}, "issued": {d.Issued, issued, &in.Case.Issued}} {
		if t.typed == "" {
			continue
		}
		if *t.to, err = t.read(t.typed); err != nil {
			return in, at("--"+flag, err)
		}
	}
	if d.Window != "" {
		if in.Case.Window, err = window(d.Window); err != nil {
			return in, at("--window", err)
		}
	}
	in.Evidence, err = d.statements(in.Case, p)
	return in, err
}

// statements returns what the flags state as evidence.
func (d Described) statements(c assess.Case, p *brand.Profile) (all []casefile.Item, err error) {
	other, buyer := counterpart(c)
	message := casefile.Item{Kind: assess.Message, Owner: assess.Mine}
	if d.MessageOf != "" {
		if message.Owner = casefile.Owner(d.MessageOf); message.Owner == "" {
			return nil, about("--message-owner", "question.noOwner", "Typed", d.MessageOf)
		}
	}
	if d.MessageAt != "" {
		if message.At, err = moment(d.MessageAt); err != nil {
			return nil, at("--message-at", err)
		}
	}
	for i, text := range d.Message {
		if strings.TrimSpace(text) == "" {
			return nil, about("--message", "question.noMessage")
		}
		message.Text, message.Like = text, ""
		if i < len(d.Like) && d.Like[i] != "" {
			if message.Like, err = likeOf(d.Like[i], assess.Choices(p, text)); err != nil {
				return nil, err
			}
		}
		all = append(all, message)
	}
	notice := ""
	if d.NoNotice {
		notice = "true"
	}
	for _, s := range []struct {
		flag, word string
		owner      assess.Owner
	}{{"seal", d.Seal, assess.Mine}, {"till", d.Till, assess.Mine}, {"balance", d.Balance, assess.Mine}, {"said", d.Said, other}, {"no-notice", notice, buyer}} {
		if s.word == "" {
			continue
		}
		says, kind := casefile.Stated(s.flag, s.word)
		if says == "" {
			return nil, about("--"+s.flag, "question.noWord", "Typed", s.word)
		}
		all = append(all, casefile.Item{Says: says, Kind: kind, Owner: s.owner})
	}
	return all, nil
}

// likeOf reads a choice: its number among those that were offered, or its word.
func likeOf(typed string, offered []assess.Choice) (brand.Meaning, error) {
	if n, err := strconv.Atoi(norm.NFKC.String(typed)); err == nil && n > 0 && n <= len(offered) {
		return offered[n-1].Means, nil
	}
	if m := brand.Meaning(typed); slices.Contains(brand.MessageMeanings(), m) {
		return m, nil
	}
	return "", about("--like", "question.noChoice", "Typed", typed)
}

// LikeFiles gives the files the choices that are left over from the messages.
func (d Described) LikeFiles(all []casefile.Item) (err error) {
	rest := d.Like[min(len(d.Message), len(d.Like)):]
	for i := range all {
		if len(rest) == 0 {
			return nil
		}
		if all[i].File == "" || all[i].Kind == assess.Mail || strings.EqualFold(filepath.Ext(all[i].File), ".eml") {
			continue
		}
		if all[i].Like, err = likeOf(rest[0], nil); err != nil {
			return err
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		return about("--like", "question.noLike")
	}
	return nil
}

// Saved gives the files that are no mails the times at which they were saved: one
// for all, or one for each.
func (d Described) Saved(all []casefile.Item) error {
	var pages []*casefile.Item
	for i := range all {
		if all[i].File != "" && all[i].Kind != assess.Mail && !strings.EqualFold(filepath.Ext(all[i].File), ".eml") {
			pages = append(pages, &all[i])
		}
	}
	if n := len(d.Seen); n > 1 && n != len(pages) {
		return about("--seen", "question.seenCount", "Pages", len(pages))
	}
	for i, page := range pages {
		if len(d.Seen) == 0 {
			break
		}
		seen, err := moment(d.Seen[min(i, len(d.Seen)-1)])
		if err != nil {
			return at("--seen", err)
		}
		page.Seen = seen
	}
	return nil
}
