// Command verify says what a receipt proves of a gift card, without asking anybody.
//
//	verify -keys jwks.json -audience shop.example < receipt
//
// The keys are those that the issuer publishes at /.well-known/jwks.json. A receipt
// speaks of the time when it was made, so what it proves is given to package assess
// as the one piece of evidence of a case: its verdict says what is known, as of when,
// and what to look at next. It exits with 0 if the card was unspent then, 1 if it was
// not or the receipt is not genuine, and 2 if the question was wrong.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/proof"
)

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, time.Now)) }

func run(args []string, stdin io.Reader, stdout, stderr io.Writer, now func() time.Time) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	file := flags.String("keys", "jwks.json", "file with the issuer's public keys")
	audience := flags.String("audience", "", "for whom the receipt must have been made; anybody if empty")
	if flags.Parse(args) != nil {
		return 2
	}
	set, err := os.ReadFile(*file)
	if err != nil {
		fmt.Fprintln(stderr, "verify: read the keys (-keys):", err)
		return 2
	}
	keys, err := proof.ParseKeys(set)
	if err != nil {
		fmt.Fprintln(stderr, "verify:", err)
		return 2
	}
	text, err := io.ReadAll(io.LimitReader(stdin, proof.MaxReceipt+2)) // one more than there may be, and the line's end
	if err != nil {
		fmt.Fprintln(stderr, "verify: read the receipt:", err)
		return 2
	}
	at := now().UTC()
	r, err := proof.Verify(strings.TrimSpace(string(text)), keys, proof.Expect{Audience: *audience, Now: at})
	if err != nil {
		fmt.Fprintln(stdout, "it proves nothing:", err)
		return 1
	}
	fmt.Fprintf(stdout, "signed by %s with key %s\n", r.Issuer, r.KeyID)
	if !r.Unspent {
		fmt.Fprintf(stdout, "not unspent as of %s: %s, with %s of %s left\n", r.AsOf.Format(time.RFC3339), r.State, r.Balance, r.Face)
		return 1
	}
	v := verdict(r, at)
	fmt.Fprintf(stdout, "%s, %s\n%s\n", v.State, v.Confidence, v.Summary.EN)
	for _, a := range v.Advice {
		fmt.Fprintln(stdout, "-", a.Text.EN)
	}
	return 0
}

// verdict judges a case whose one piece of evidence is a receipt of an unspent card.
func verdict(r proof.Receipt, now time.Time) assess.Verdict {
	card := assess.Card{Serial: r.Serial, Amount: r.Face}
	c := assess.Case{Asker: assess.Holder, Channel: assess.FromPerson, Form: brand.FormMail, Card: card}
	seen := assess.Evidence{ID: "receipt", Kind: assess.Book, Owner: assess.Issuers, Says: brand.BookUnspent, Card: card, At: r.AsOf, Seen: now,
		Grade: assess.Verified, Notes: []assess.Note{{ID: assess.SignatureGood, Detail: r.Issuer}}}
	return assess.Judge(c, []assess.Evidence{seen}, nil, now)
}
