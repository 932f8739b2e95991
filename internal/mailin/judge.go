package mailin

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/notify"
)

// mailFile is what the mail is called in its case.
const mailFile = "mail.eml"

// judged is a mail with what was found in it.
type judged struct {
	brand   *brand.Profile // nil: none that is known
	text    string         // what people may read of it, without codes
	result  casefile.Result
	verdict assess.Verdict // of all that the case knows
	pieces  []assess.Evidence
}

// judge reads a mail for a case that runs.
func (b *Box) judge(ctx context.Context, j job, m brought, r running) (out judged, err error) {
	var files map[string][]byte
	r.in.Evidence, files = m.items(ownerOf(j.to, r))
	if r.in.Case.Card == (assess.Card{}) { // the first mail did not say which card: this one may
		if in, _, ok, err := b.caseOf(ctx, j, m); err == nil && ok && in.Brand == r.in.Brand {
			r.in.Case.Card = in.Case.Card
		}
	}
	out.result, err = casefile.Assess(ctx, r.in, casefile.Deps{Brands: b.o.Brands, Keys: b.o.Keys, Now: b.o.Now, Eyes: b.o.Eyes, Papers: b.o.Papers,
		Accept: true, // nobody can be asked; what is not certain stays open
		Open:   func(name string) (io.ReadCloser, error) { return casefile.Held(files[name]), nil }})
	if err != nil {
		return out, err
	}
	out.brand, out.verdict, out.pieces = out.result.Brand, out.result.Verdict, out.result.Evidence
	for _, src := range out.result.Sources {
		out.text += src.Text
	}
	if len(r.pieces) > 0 {
		out.pieces = slices.Concat(r.pieces, out.result.Evidence)
		for i := range out.pieces {
			out.pieces[i].ID = "e" + strconv.Itoa(i+1)
		}
		out.verdict = assess.Judge(out.result.Input.Case, out.pieces, out.brand, out.result.At)
	}
	return out, nil
}

// ownerOf says whose a mail is that was sent in for a case: the asker's, if they
// sent it in themselves, else that of the other side.
func ownerOf(from notify.Address, r running) assess.Owner {
	c := r.in.Case
	switch {
	case strings.EqualFold(from.String(), r.to.String()):
		if c.Card.Giver != "" && c.Asker != assess.Giver && c.Card.Giver != strings.ToLower(from.String()) && c.Card.Recipient != strings.ToLower(from.String()) {
			return assess.Givers // what came to the giver was passed on to the asker
		}
		return assess.Mine
	case c.Asker == assess.Giver, c.Asker == assess.Seller:
		return assess.Buyers
	case c.Channel == assess.FromBusiness:
		return assess.Sellers
	case c.Channel == assess.FromPerson:
		return assess.Givers
	}
	return assess.NoOwner
}

// caseOf finds out what a mail is about: its brand, and the card that it speaks
// of. Who sends a mail in without saying more asks about that card.
func (b *Box) caseOf(ctx context.Context, j job, m brought) (in casefile.Input, text string, ok bool, err error) {
	now := b.o.Now()
	var best intake.Import
	var of *brand.Profile
	most := 0
	for _, mail := range m.mails {
		for _, p := range b.o.Brands.All() {
			got, err := intake.Read(ctx, mailFile, mail, intake.Options{Brand: p, All: b.o.Brands, Kind: assess.Mail, Seen: now})
			if ctx.Err() != nil {
				return in, text, false, ctx.Err()
			}
			if err != nil || len(got.Evidence) == 0 {
				if text == "" {
					text = got.Text
				}
				continue
			}
			text = got.Text
			if n := b.likely(p, got); n > most {
				best, of, most = got, p, n
			}
		}
	}
	if of == nil {
		if of, best, err = b.shown(ctx, m, now); of == nil || err != nil {
			return in, text + best.Text, false, err
		}
	}
	e := best.Evidence[0]
	in = casefile.Input{Brand: of.ID, Language: string(b.languageOf(j, best.Text)), Case: assess.Case{Card: e.Card, Form: brand.FormMail}}
	if a := e.Card.Amount; !a.IsPositive() || a.Currency().String() != of.Currency || a.Units() > unspent.MaxAmount {
		in.Case.Card.Amount = unspent.Money{}
	}
	in.Case.Asker, in.Case.Channel = roleOf(e, j.to)
	return in, best.Text, true, in.Check()
}

// likely says how much speaks for a mail being of a brand: who sent it most, then
// its wording, then that the text names the brand. 0 is nothing.
func (b *Box) likely(p *brand.Profile, got intake.Import) (n int) {
	text := strings.ToLower(got.Text)
	named := func(s string) bool { return len(s) > 2 && strings.Contains(text, strings.ToLower(s)) }
	e := got.Evidence[0]
	sent := !slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == assess.SenderUnknown })
	worded := e.Says != brand.NothingToTell && e.Says != brand.MailOther
	if worded {
		n += 4
	}
	if slices.ContainsFunc(p.Mails, func(m brand.Mail) bool { return slices.ContainsFunc(m.From, named) }) {
		n += 8
	}
	if named(p.Name.JA) || named(p.Name.EN) {
		n += 2
	}
	if sent && (e.Says != brand.NothingToTell) && !slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == assess.MailForwarded }) {
		n += 16
	}
	return n
}

// roleOf says who asks, by the mail that they have: what goes to who bought the
// card makes a giver of its recipient, what brings a card makes a holder.
func roleOf(e assess.Evidence, from notify.Address) (assess.Asker, assess.Channel) {
	switch e.Says {
	case brand.MailOpened, brand.MailOrdered, brand.MailRefunded:
		if e.Card.Giver == "" || e.Card.Giver == strings.ToLower(from.String()) {
			return assess.Giver, assess.FromIssuer
		}
	default:
	}
	return assess.Holder, assess.FromPerson
}

// languageOf returns the language of a mail: Japanese if letters stand in it that
// only Japanese has.
func (b *Box) languageOf(j job, text string) notify.Lang {
	if strings.Contains(strings.ToLower(j.head.value("content-type")), "iso-2022-jp") {
		return notify.Japanese
	}
	n := 0
	for _, r := range subjectOf(j.head) + text {
		if unicode.In(r, unicode.Hiragana, unicode.Katakana) {
			n++
		}
	}
	if n >= minJapanese {
		return notify.Japanese
	}
	return notify.English
}

// reply reads a mail and writes what is answered.
func (b *Box) reply(ctx context.Context, j job) (notify.Letter, notify.Envelope, error) {
	r, runs := b.cases.find(j.token, b.o.Now())
	token := j.token
	m := b.open(j)
	reading, cancel := context.WithTimeout(ctx, m.time()) // one for all that is read of it
	defer cancel()
	if !runs {
		in, text, known, err := b.caseOf(reading, j, m)
		r = running{to: j.to, lang: b.languageOf(j, text)}
		if err == nil && !known {
			err = m.err
		}
		if err != nil || !known {
			return b.letter(unread(err), time.Time{}), b.envelope(j, r, ""), ctx.Err()
		}
		r.in = in
	}
	got, err := b.judge(reading, j, m, r)
	if err != nil {
		return b.letter(unread(err), time.Time{}), b.envelope(j, r, token), ctx.Err()
	}
	if !runs {
		if token, r.until, err = b.begin(r); err != nil {
			return nil, notify.Envelope{}, err
		}
	}
	b.cases.keep(token, got.pieces)
	return b.letter(told(got, r), r.until), b.envelope(j, r, token), nil
}

// owner returns whose case a mail belongs to: they are answered.
func (b *Box) owner(j job) notify.Address {
	if r, runs := b.cases.find(j.token, b.o.Now()); runs {
		return r.to
	}
	return j.to
}

func (b *Box) envelope(j job, r running, token string) notify.Envelope {
	loop, _ := b.address("")
	reply, err := b.address(token)
	if err != nil {
		reply = loop
	}
	return notify.Envelope{To: r.to, Lang: r.lang, Cause: "mailin:" + j.cause, At: b.o.Now().UTC().Truncate(time.Second),
		Answer: &notify.Answer{To: j.head.value("message-id"), Reply: reply, Loop: loop}}
}

// answer judges one mail and hands the answer over, once.
func (b *Box) answer(ctx context.Context, j job) {
	o := broken
	defer func() {
		if v := recover(); v != nil {
			b.o.Log.Error("a mail broke what judges it")
		}
		b.hold(-len(j.mail))
		b.came(o)
	}()
	letter, envelope, err := b.reply(ctx, j)
	if err != nil {
		o = lost
		return
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	if _, err := b.o.Post(ctx, letter, envelope); err != nil {
		o = lost
		b.o.Log.Warn("an answer to a mail is lost; it is not tried again", "error", withoutAddresses(err))
		return
	}
	o = answered
}
