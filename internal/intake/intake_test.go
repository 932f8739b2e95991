package intake_test

import (
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// brands returns the built-in catalogue: what is read here is read by its words.
var brands = sync.OnceValue(brand.Builtin)

func options(t testing.TB, id string, card assess.Card) intake.Options {
	t.Helper()
	p, ok := brands().Find(id)
	if !ok {
		t.Fatalf("no brand %s", id)
	}
	return intake.Options{Brand: p, All: brands(), Card: card, Owner: assess.Mine, Seen: seen()}
}

func seen() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

func money(t testing.TB, text, currency string) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency(currency)
	if err != nil {
		t.Fatal(err)
	}
	m, err := unspent.ParseMoney(text, cur)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// notes returns the ids of the notes of a piece of evidence.
func notes(e assess.Evidence) map[assess.NoteID]string {
	all := map[assess.NoteID]string{}
	for _, n := range e.Notes {
		all[n.ID] = n.Detail
	}
	return all
}

// quoted and base64Lines write a part as a browser saves it.
func quoted(text string) string {
	var b strings.Builder
	w := quotedprintable.NewWriter(&b)
	io.WriteString(w, text)
	if err := w.Close(); err != nil {
		panic(err) // a builder never fails
	}
	return b.String()
}

func base64Lines(text string) string {
	var b strings.Builder
	for chunk := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString([]byte(text))), 76) {
		b.Write(append(chunk, "\r\n"...))
	}
	return b.String()
}
