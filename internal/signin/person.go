package signin

import (
	"context"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
	"github.com/unspent-dev/unspent/internal/store"
)

// Person is somebody who signs in.
type Person struct {
	Account string         // their account of the book, acct_…
	Mail    notify.Address // where links and notices go
	Lang    notify.Lang
	Quiet   bool // they want no opening notices
}

const personKind = store.KindPerson

// body is how a person is kept.
type body struct {
	Mail  string `json:"mail"`
	Lang  string `json:"lang"`
	Quiet bool   `json:"quiet,omitempty"`
}

// keyOf is the key that a person is found by: one spelling of an address for
// everything that reaches the same mailbox.
func keyOf(mail notify.Address) string { return "mail " + strings.ToLower(mail.String()) }

func (p Person) put(ctx context.Context, tx store.Tx, at store.Document) error {
	d, err := store.Doc[body]{ID: p.Account, At: at.At, Body: body{p.Mail.String(), string(p.Lang), p.Quiet}}.Document(personKind)
	if err != nil {
		return err
	}
	return tx.PutDocument(ctx, d, keyOf(p.Mail))
}

// readPerson is the inverse of Person.put. What cannot be read is our fault,
// whatever is wrong with it.
func readPerson(d store.Document) (Person, error) {
	doc, err := store.ReadDoc[body](d)
	if err == nil {
		var mail notify.Address
		if mail, err = notify.ParseAddress(doc.Body.Mail); err == nil {
			return Person{d.ID, mail, notify.Lang(doc.Body.Lang), doc.Body.Quiet}, nil
		}
	}
	return Person{}, &unspent.Error{Reason: unspent.Internal, Detail: "what is known of account " + d.ID + " cannot be read", Err: err}
}

var errNobody = unspent.Errorf(unspent.NotFound, "there is nobody like this")

// byMail finds who has an address.
func byMail(ctx context.Context, r store.Documents, mail notify.Address) (Person, error) {
	found, err := r.Documents(ctx, store.Pick{Kind: personKind, Key: keyOf(mail), Limit: 1})
	if err != nil {
		return Person{}, err
	}
	if len(found) == 0 {
		return Person{}, errNobody
	}
	return readPerson(found[0])
}

func byAccount(ctx context.Context, r store.Documents, account string) (Person, store.Document, error) {
	d, err := r.Document(ctx, personKind, account)
	if err != nil {
		return Person{}, d, err
	}
	if d.ID == "" {
		return Person{}, d, errNobody
	}
	p, err := readPerson(d)
	return p, d, err
}

// Find returns who has an address; NotFound if nobody has signed in with it.
func (d *Door) Find(ctx context.Context, mail notify.Address) (p Person, err error) {
	err = d.store.View(ctx, func(r store.Reader) error { p, err = byMail(ctx, r, mail); return err })
	return p, err
}

// Person returns whose account it is; NotFound if nobody's, or nobody's any more.
func (d *Door) Person(ctx context.Context, account string) (p Person, err error) {
	err = d.store.View(ctx, func(r store.Reader) error { p, _, err = byAccount(ctx, r, account); return err })
	return p, err
}

// Change keeps what a person wishes: their language, and whether they want
// opening notices.
func (d *Door) Change(ctx context.Context, account string, lang notify.Lang, quiet bool) (p Person, err error) {
	if lang != notify.Japanese && lang != notify.English {
		return Person{}, unspent.Errorf(unspent.Invalid, "lang is ja or en")
	}
	err = d.store.Update(ctx, func(tx store.Tx) error {
		var at store.Document
		if p, at, err = byAccount(ctx, tx, account); err != nil {
			return err
		}
		p.Lang, p.Quiet = lang, quiet
		return p.put(ctx, tx, at)
	})
	return p, err
}

// Forget drops what is known of a person and ends their sessions. Their account
// keeps its balance and history, and nobody can sign in to it any more.
func (d *Door) Forget(ctx context.Context, account string) error {
	err := d.store.Update(ctx, func(tx store.Tx) error { return tx.DropDocument(ctx, personKind, account) })
	if err != nil {
		return err
	}
	d.endAll(account)
	return nil
}
