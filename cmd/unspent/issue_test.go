package main

import (
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// cardsOf returns n cards whose codes are known or, past their reveal window, not.
func cardsOf(t *rapid.T, seed byte, n int, known bool) []api.IssuedCard {
	cards := make([]api.IssuedCard, n)
	for i := range cards {
		serial, err := unspent.NewSerial(600100, uint64(seed)<<32+uint64(i))
		if err != nil {
			t.Fatal(err)
		}
		cards[i].Serial = serial
		if known {
			cards[i].Code = unspent.DeriveCode([32]byte{seed}, i)
		}
	}
	return cards
}

// write lets a ledger take cards, part by part.
func write(path string, cards []api.IssuedCard, part int) error {
	l, err := openLedger(path)
	if err != nil {
		return err
	}
	for len(cards) > 0 {
		n := min(part, len(cards))
		if err := l.take(cards[:n]); err != nil {
			_ = l.close()
			return err
		}
		cards = cards[n:]
	}
	if err := l.end(); err != nil {
		_ = l.close()
		return err
	}
	return l.close()
}

// TestLedgerGoesOn cuts a file of cards anywhere: asked again, it ends as if it
// had never been cut. A changed byte is found and nothing is written.
func TestLedgerGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cards.csv")
	rapid.Check(t, func(t *rapid.T) {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		cards := cardsOf(t, 1, rapid.IntRange(1, 40).Draw(t, "cards"), true)
		part := rapid.IntRange(1, 50).Draw(t, "part")
		if err := write(path, cards, part); err != nil {
			t.Fatal(err)
		}
		whole := read(t, path)
		cut := rapid.IntRange(0, len(whole)).Draw(t, "cut")
		if err := os.Truncate(path, int64(cut)); err != nil {
			t.Fatal(err)
		}
		if err := write(path, cards, part); err != nil || read(t, path) != whole {
			t.Fatalf("cut at %d and asked again: %v, %q; want %q", cut, err, read(t, path), whole)
		}
		// Past the reveal window only a whole file is confirmed.
		forgotten := cardsOf(t, 1, len(cards), false)
		if err := write(path, forgotten, part); err != nil {
			t.Fatalf("a whole file, its codes forgotten: %v", err)
		}
		at := rapid.IntRange(0, len(whole)-1).Draw(t, "at")
		changed := []byte(whole)
		changed[at] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := write(path, cards, part); unspent.ReasonOf(err) != unspent.Conflict || read(t, path) != string(changed) {
			t.Fatalf("byte %d changed: %v; want %s and the file as it was", at, err, unspent.Conflict)
		}
		if err := os.Truncate(path, int64(at)); err != nil {
			t.Fatal(err)
		}
		if err := write(path, forgotten, part); err == nil {
			t.Fatal("a file that was cut is whole without the codes")
		}
	})
}

func read(t *rapid.T, path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
