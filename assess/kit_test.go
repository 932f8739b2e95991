package assess

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// noon is now in the tests: 21:00 in Japan.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func ago(d time.Duration) time.Time { return noon.Add(-d) }

const days = 24 * time.Hour

func yen(n int64) unspent.Money {
	jpy, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(n, jpy)
}

// gift is a card that came by mail.
func gift() Card {
	return Card{Last4: "X1Y2", Amount: yen(5000), Order: "503-1234567-1234567",
		Recipient: "hanako@example.jp", Giver: "taro@example.jp"}
}

// received is a case of a holder who got the card as a present ten days ago.
func received() Case {
	return Case{Asker: Holder, Channel: FromPerson, Form: brand.FormMail, Card: gift(), Got: ago(10 * days)}
}

// shopped is a case of a holder who bought a card from a shop's rack.
func shopped() Case {
	return Case{Asker: Holder, Channel: FromShop, Form: brand.FormShop, Got: ago(10 * days),
		Card: Card{Amount: yen(5000), Serial: "6001234567890123"}}
}

// issuerA is a profile whose mails the issuer confirms.
func issuerA() *brand.Profile {
	p := &brand.Profile{ID: "a", Name: brand.Text{JA: "Aカード", EN: "A Card"}, Issuer: brand.Text{JA: "A社", EN: "A Inc."}, Country: "JP", Currency: "JPY",
		Forms: []brand.Form{
			{Kind: brand.FormMail, Cover: brand.CoverNone, Activation: brand.ActivatedOnline, Notice: brand.NoticeBoth, Resend: true},
			{Kind: brand.FormShop, Cover: brand.CoverPeel, Activation: brand.ActivatedAtTill, Notice: brand.NoticeNone},
			{Kind: brand.FormTopUp, Cover: brand.CoverNone, Activation: brand.ActivatedOnline, Notice: brand.NoticeNone},
		}}
	for _, m := range []brand.Meaning{brand.MailOpened, brand.MailDelivered, brand.MailOrdered, brand.MailResent, brand.MailRefunded} {
		p.Mails = append(p.Mails, brand.Mail{Means: m, Sourced: brand.Sourced{Confirmed: true}})
	}
	return p
}

// piece of evidence that was seen a day ago and is about all of the card.
func about(id string, k Kind, o Owner, says brand.Meaning) Evidence {
	return Evidence{ID: id, Kind: k, Owner: o, Says: says, Card: gift(), At: ago(days), Seen: ago(days / 2), Grade: Unverified}
}

func verified(e Evidence) Evidence {
	e.Grade = Verified
	e.Notes = append(e.Notes, Note{ID: SignatureGood, Detail: "example.jp s1"})
	return e
}

func remarked(e Evidence, ids ...NoteID) Evidence {
	for _, id := range ids {
		e.Notes = append(e.Notes, Note{ID: id})
	}
	return e
}

func at(e Evidence, t time.Time) Evidence { e.At = t; return e }

func of(e Evidence, c Card) Evidence { e.Card = c; return e }

func find(t *testing.T, v Verdict, evidence string) Finding {
	t.Helper()
	for _, f := range v.Findings {
		if f.Evidence == evidence {
			return f
		}
	}
	t.Fatalf("no finding of %q in %+v", evidence, v.Findings)
	return Finding{}
}
