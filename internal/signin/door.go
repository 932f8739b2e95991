package signin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"io"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Options is what a door needs.
type Options struct {
	Pages string           // address of the pages that links lead to, such as https://cards.example
	Now   func() time.Time // time.Now if nil
	Rand  io.Reader        // crypto/rand if nil
	// Send mails a letter; cause names what it is about, so that it is not sent
	// twice. nil: no mail goes out from here, and nobody can ask for a link.
	Send func(ctx context.Context, l notify.Letter, e notify.Envelope) error
}

// Door lets people in. It is safe for concurrent use.
type Door struct {
	store store.Store
	o     Options

	mu       sync.Mutex // guards what follows
	links    map[token]link
	sessions map[token]*session
	mailed   map[string][]time.Time // when links went to an address within the last hour
	tidied   time.Time
}

// token is the hash of a secret: what is kept of it.
type token [sha256.Size]byte

type link struct {
	to    notify.Address
	lang  notify.Lang
	next  string
	until time.Time
}

type session struct {
	account     string
	first       token     // of the token that it began with
	since, seen time.Time // of signing in, and of the newest request
	fresh       time.Time // since when the token is this one
	until       time.Time // of a token that was replaced; zero: it is the newest
}

func (s *session) over(now time.Time) bool {
	return now.Sub(s.since) > SessionLife || now.Sub(s.seen) > SessionIdle || !s.until.IsZero() && now.After(s.until)
}

// New returns a door to the people of a store.
func New(st store.Store, o Options) *Door {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	o.Pages = strings.TrimSuffix(o.Pages, "/")
	return &Door{store: st, o: o, links: map[token]link{}, sessions: map[token]*session{}, mailed: map[string][]time.Time{}}
}

// secret draws a new secret text.
func (d *Door) secret() (string, error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(d.o.Rand, b); err != nil {
		return "", err
	}
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)), nil
}

func hash(secret string) token { return sha256.Sum256([]byte(secret)) }

// Ask mails a link to an address, in a language. next is where its reader wants
// to go, kept with the link. An address that was mailed a moment ago, or too often
// within the hour, gets none, and whoever asks is told the same. It fails with
// Unavailable if no mail goes out from here, or it could not be handed over, and with
// Busy if too many were mailed within the hour to people who are not known here.
func (d *Door) Ask(ctx context.Context, to notify.Address, lang notify.Lang, next string) error {
	if d.o.Send == nil {
		return unspent.Errorf(unspent.Unavailable, "no mail goes out from here yet; ask who runs this server to name a mail server")
	}
	may, full := d.mayMail(to, false)
	if full { // of strangers: who is known here is mailed all the same, and nobody learns who that is
		_, err := d.Find(ctx, to)
		if err != nil && !errors.Is(err, unspent.NotFound) {
			return err
		}
		if err == nil {
			may, _ = d.mayMail(to, true)
		}
	}
	if may {
		if err := d.mail(ctx, to, lang, next); err != nil {
			return err
		}
	}
	if full {
		return unspent.Errorf(unspent.Busy, "too many people ask for a link just now: if you were here before, yours is on its way; otherwise try again in an hour")
	}
	return nil
}

// mail makes a link and mails it. That a server refuses an address for good is
// nothing to tell whoever typed it.
func (d *Door) mail(ctx context.Context, to notify.Address, lang notify.Lang, next string) error {
	address, cause, until, err := d.newLink(to, lang, next)
	if err != nil {
		return err
	}
	err = d.o.Send(ctx, notify.SignIn{Link: address, Until: until}, notify.Envelope{To: to, Lang: lang, Cause: cause, At: d.o.Now()})
	if f, ok := errors.AsType[*notify.Failure](err); ok && !f.Again && f.Stage != notify.Connecting {
		return nil
	}
	if err != nil {
		return &unspent.Error{Reason: unspent.Unavailable, Err: err, Detail: "the mail could not be sent just now; try again in a few minutes"}
	}
	return nil
}

// Link returns a link for an address without mailing it: for whoever shows it to
// that person by other means.
func (d *Door) Link(to notify.Address, lang notify.Lang, next string) (string, error) {
	address, _, _, err := d.newLink(to, lang, next)
	return address, err
}

func (d *Door) newLink(to notify.Address, lang notify.Lang, next string) (address, cause string, until time.Time, err error) {
	if len(next) > maxNext {
		return "", "", until, unspent.Errorf(unspent.Invalid, "next has at most %d bytes", maxNext)
	}
	secret, err := d.secret()
	if err != nil {
		return "", "", until, err
	}
	until = d.o.Now().Add(LinkLife)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tidy()
	if len(d.links) >= 2*maxLinks { // strangers have half of them at most
		return "", "", until, unspent.Errorf(unspent.Busy, "too many people ask for a link just now; try again in a few minutes")
	}
	h := hash(secret)
	d.links[h] = link{to, lang, next, until}
	return d.o.Pages + "/sign-in#" + secret, "sign-in " + h.String(), until, nil
}

// String names a token where it must be told from others.
func (t token) String() string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(t[:10]))
}

// tidy drops what is over, now and then.
func (d *Door) tidy() {
	now := d.o.Now()
	if now.Sub(d.tidied) < tidyEvery && !now.Before(d.tidied) {
		return
	}
	d.tidied = now
	maps.DeleteFunc(d.links, func(_ token, l link) bool { return now.After(l.until) })
	maps.DeleteFunc(d.mailed, func(_ string, times []time.Time) bool { return now.Sub(times[len(times)-1]) > time.Hour })
}

// mayMail reports whether an address may be mailed now, and if so notes that it is.
// full says that too many others were within the hour for one that is not known.
func (d *Door) mayMail(to notify.Address, known bool) (may, full bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.o.Now()
	d.tidy()
	key := keyOf(to)
	times := d.mailed[key]
	for len(times) > 0 && now.Sub(times[0]) > time.Hour {
		times = times[1:]
	}
	n := len(times)
	if n == 0 && !known && len(d.mailed) >= maxLinks {
		return false, true
	}
	if n >= mailsAnHour || n > 0 && now.Sub(times[n-1]) < mailEvery {
		return false, false
	}
	d.mailed[key] = append(times, now)
	return true, false
}

var errLink = unspent.Errorf(unspent.NotFound, "this link has been used, or its time is over; ask for a new one")

// Look tells whom a link signs in, and where they want to go. The link goes on
// working.
func (d *Door) Look(secret string) (mail notify.Address, next string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l, ok := d.links[hash(secret)]
	if len(secret) > maxSecretLen || !ok || d.o.Now().After(l.until) {
		return notify.Address{}, "", errLink
	}
	return l.to, l.next, nil
}

// Enter uses a link up, and returns a new session for the person whose it is.
// NotFound if it was used or its time is over. If the store fails, or too many
// people are signed in, the link goes on working.
func (d *Door) Enter(ctx context.Context, secret string) (session string, p Person, err error) {
	h := hash(secret)
	d.mu.Lock()
	l, ok := d.links[h]
	delete(d.links, h)
	d.mu.Unlock()
	if len(secret) > maxSecretLen || !ok || d.o.Now().After(l.until) {
		return "", Person{}, errLink
	}
	if p, err = d.admit(ctx, l); err == nil {
		session, err = d.begin(p.Account)
	}
	if err == nil {
		err = d.stillKnown(ctx, session, p.Account)
	}
	if err != nil && !errors.Is(err, errLink) {
		d.mu.Lock()
		d.links[h] = l
		d.mu.Unlock()
	}
	if err != nil {
		return "", Person{}, err
	}
	return session, p, nil
}

// stillKnown ends a session that was begun for somebody who was forgotten
// meanwhile: forgetting ended those that it found.
func (d *Door) stillKnown(ctx context.Context, session, account string) error {
	_, err := d.Person(ctx, account)
	if err != nil {
		d.End(session)
	}
	if errors.Is(err, unspent.NotFound) {
		return errLink
	}
	return err
}

// admit finds the person of an address, who may be new here.
func (d *Door) admit(ctx context.Context, l link) (p Person, err error) {
	random, err := d.secret()
	if err != nil {
		return Person{}, err
	}
	now := d.o.Now().UTC().Truncate(time.Microsecond)
	err = d.store.Update(ctx, func(tx store.Tx) error {
		if p, err = byMail(ctx, tx, l.to); err == nil || !errors.Is(err, unspent.NotFound) {
			return err
		}
		p = Person{Account: "acct_" + random, Mail: l.to, Lang: l.lang}
		return p.put(ctx, tx, store.Document{At: now})
	})
	return p, err
}

func (d *Door) begin(account string) (string, error) {
	secret, err := d.secret()
	if err != nil {
		return "", err
	}
	text := SessionPrefix + secret
	now := d.o.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.room(now) {
		return "", unspent.Errorf(unspent.Busy, "too many people are signed in; try again later")
	}
	h := hash(text)
	d.sessions[h] = &session{account: account, first: h, since: now, seen: now, fresh: now}
	return text, nil
}

// room reports whether there is room for one more token, once those that are over
// are gone. d.mu is held.
func (d *Door) room(now time.Time) bool {
	if len(d.sessions) >= maxSessions {
		maps.DeleteFunc(d.sessions, func(_ token, s *session) bool { return s.over(now) })
	}
	return len(d.sessions) < maxSessions
}

// SessionPrefix is what every session's token begins with, so that it can be told
// from an API key.
const SessionPrefix = "us_"

var errSession = unspent.Errorf(unspent.Unauthenticated, "nobody is signed in with this, or not any more; sign in again")

// Who returns the account of a session.
func (d *Door) Who(text string) (account string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s, now := d.sessions[hash(text)], d.o.Now()
	if len(text) > maxSecretLen || s == nil || s.over(now) {
		delete(d.sessions, hash(text))
		return "", errSession
	}
	s.seen = now
	return s.account, nil
}

// Renew returns the token to go on with: a new one if the session's is old, and
// then the one before works for a moment longer, for what is under way. Whoever
// copied a token has it for as long as that at most, or is noticed: the other of
// the two is signed out.
func (d *Door) Renew(text string) (string, error) {
	secret, err := d.secret()
	if err != nil {
		return "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s, now := d.sessions[hash(text)], d.o.Now()
	switch {
	case s == nil || s.over(now):
		return "", errSession
	case !s.until.IsZero() || now.Sub(s.fresh) < RenewAfter || !d.room(now):
		return text, nil
	}
	next := *s
	next.fresh, next.seen = now, now
	s.until = now.Add(renewGrace)
	d.sessions[hash(SessionPrefix+secret)] = &next
	return SessionPrefix + secret, nil
}

// End signs a session out, whichever of its tokens it is named by.
func (d *Door) End(text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if ended := d.sessions[hash(text)]; ended != nil {
		maps.DeleteFunc(d.sessions, func(_ token, s *session) bool { return s.first == ended.first })
	}
}

// endAll signs every session of an account out.
func (d *Door) endAll(account string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	maps.DeleteFunc(d.sessions, func(_ token, s *session) bool { return s.account == account })
}
