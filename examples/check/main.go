// Command check asks an issuer whether a gift card is unspent, and changes nothing.
//
//	check -server https://cards.example < code
//
// The code comes on standard input: on a command line every other program could
// read it. It exits with 0 if the card is unspent, 1 if it is not, 2 if the question
// was wrong and 3 if there is no answer.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
)

func main() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	server := flags.String("server", "http://127.0.0.1:8080", "address of the issuer")
	if flags.Parse(args) != nil {
		return 2
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // a proof of work takes some of it
	defer cancel()
	card, err := check(ctx, *server, stdin)
	switch {
	case errors.Is(err, unspent.Invalid), errors.Is(err, unspent.MistypedCode):
		fmt.Fprintln(stderr, "check:", err)
		return 2
	case errors.Is(err, unspent.NotFound): // unknown, or not yours: nobody is told which
		fmt.Fprintln(stdout, "not unspent:", err)
		return 1
	case err != nil:
		fmt.Fprintln(stderr, "check:", err)
		return 3
	case !card.Unspent:
		fmt.Fprintf(stdout, "not unspent as of %s: %s, with %s of %s left\n", card.AsOf.Format(time.RFC3339), card.State, card.Balance, card.Face)
		return 1
	}
	fmt.Fprintf(stdout, "unspent as of %s: %s\n", card.AsOf.Format(time.RFC3339), card.Balance)
	return 0
}

func check(ctx context.Context, server string, stdin io.Reader) (api.CardStatus, error) {
	text, err := io.ReadAll(io.LimitReader(stdin, 1<<10))
	if err != nil {
		return api.CardStatus{}, err
	}
	code, err := unspent.ParseCode(strings.TrimSpace(string(text)))
	if err != nil {
		return api.CardStatus{}, err
	}
	return (&client.Client{BaseURL: server}).Check(ctx, code)
}
