// Package examples_test builds the example programs as anybody would, and runs them
// against a server in this process.
package examples_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store/memory"
)

// serve returns the address of an issuer, and a key of its admin.
func serve(t *testing.T) (address, key string) {
	t.Helper()
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	ring, err := keyring.New(rand.Reader, time.Now())
	check(err)
	h, err := house.Open(t.Context(), house.Options{Store: memory.New(), Ring: ring, BaseURL: "https://cards.example", KeysOnly: true})
	check(err)
	t.Cleanup(func() { check(h.Close()) })
	_, key, err = h.Book.CreateKey(t.Context(), unspent.Actor{Role: unspent.System}, "test", unspent.Admin, "")
	check(err)
	s := httptest.NewServer(h.API)
	t.Cleanup(s.Close)
	return s.URL, key
}

// build makes the programs and returns where they are.
func build(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./check", "./shop", "./verify").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

func TestPrograms(t *testing.T) {
	bin := build(t)
	address, key := serve(t)
	issuer := &client.Client{BaseURL: address, Key: key}
	yen, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := issuer.CreateProgram(t.Context(), "1", unspent.Program{ID: "gift-jpy", Name: "ギフトカード", Currency: yen, Spendable: true}); err != nil {
		t.Fatal(err)
	}
	cards, err := issuer.Issue(t.Context(), "2", unspent.Issue{Program: "gift-jpy", Value: unspent.NewMoney(5000, yen), Count: 1, Activate: true})
	if err != nil {
		t.Fatal(err)
	}
	code := cards[0].Code
	made, err := issuer.Prove(t.Context(), client.Proof{Code: code, Audience: "shop.example"})
	if err != nil {
		t.Fatal(err)
	}
	set, err := issuer.JWKS(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"jwks.json": string(set), "shop.key": key + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const gone = "http://127.0.0.1:1"
	pay := func(more ...string) []string {
		return append([]string{"shop", "-server", address, "-key-file", "shop.key", "-merchant", "m1"}, more...)
	}
	for _, tt := range []struct {
		name  string
		args  []string
		stdin string
		exit  int
		want  string // part of what is said
	}{
		{"an unspent card", []string{"check", "-server", address}, code.Reveal() + "\n", 0, "unspent as of "},
		{"a mistyped code", []string{"check", "-server", address}, "XXXXX", 2, "check: "},
		{"another's code", []string{"check", "-server", address}, unspent.DeriveCode([32]byte{}, 0).Reveal(), 1, "not unspent: no card answers to this"},
		{"nobody there", []string{"check", "-server", gone}, code.Reveal(), 3, "check: "},
		{"a genuine receipt", []string{"verify", "-audience", "shop.example"}, made.Receipt + "\n", 0, "signed by https://cards.example with key "},
		{"of the verdict", []string{"verify"}, made.Receipt, 0, "unused, proven"},
		{"a receipt for another", []string{"verify", "-audience", "other.example"}, made.Receipt, 1, "it proves nothing: the receipt was made for somebody else"},
		{"a forged receipt", []string{"verify"}, "x" + made.Receipt, 1, "it proves nothing: "},
		{"no keys", []string{"verify", "-keys", "gone.json"}, made.Receipt, 2, "verify: read the keys"},
		{"a payment", pay("-order", "9", "-amount", "1200"), code.Reveal(), 0, "; 3800 JPY left on the card"},
		{"the same again", pay("-order", "9", "-amount", "1200"), code.Reveal(), 0, "; 3800 JPY left on the card"},
		{"of another amount", pay("-order", "9", "-amount", "1300"), code.Reveal(), 2, "shop: this request id"},
		{"more than there is", pay("-order", "10", "-amount", "4000"), code.Reveal(), 1, "shop: the balance does not cover the amount"},
		{"without a number", pay("-amount", "100"), code.Reveal(), 2, "give the number of the order"},
		{"without a key", []string{"shop", "-server", address, "-order", "11", "-amount", "100"}, code.Reveal(), 2, "read the key"},
		{"a card that has paid", []string{"check", "-server", address}, code.Reveal(), 1, "active, with 3800 JPY of 5000 JPY left"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cmd := exec.CommandContext(t.Context(), filepath.Join(bin, tt.args[0]), tt.args[1:]...)
			cmd.Dir, cmd.Stdin = dir, strings.NewReader(tt.stdin)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &out
			err := cmd.Run()
			exit := 0
			if failed, ok := errors.AsType[*exec.ExitError](err); ok {
				exit = failed.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			if exit != tt.exit || !strings.Contains(out.String(), tt.want) {
				t.Errorf("%s exits with %d and says %q; want %d and %q", strings.Join(tt.args, " "), exit, &out, tt.exit, tt.want)
			}
			if strings.Contains(out.String(), code.Reveal()) {
				t.Error("the code is told")
			}
		})
	}
}
