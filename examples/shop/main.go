// Command shop takes a payment by gift card, as the till of a shop does.
//
//	shop -server https://cards.example -key-file shop.key -merchant m1 -order 9 -amount 1200 -currency JPY < code
//
// The order's number is the payment's request id. Whatever happens on the way, the
// same command again is answered as it was the first time, so that nobody pays twice.
// It exits with 0 if the card has paid, 1 if it was declined, 2 if the question was
// wrong and 3 if the outcome is open: then run it again.
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

// sale is one payment.
type sale struct {
	till     client.Client
	order    string
	merchant string
	amount   unspent.Money
}

func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	s, err := parse(args, stderr)
	if err != nil {
		fmt.Fprintln(stderr, "shop:", err)
		return 2
	}
	paid, err := s.pay(ctx, stdin)
	if err == nil {
		fmt.Fprintf(stdout, "paid %s by %s; %s left on the card\n", s.amount, paid.Event.Seq.EventID(), paid.Balance)
		return 0
	}
	fmt.Fprintln(stderr, "shop:", err)
	switch unspent.ReasonOf(err) {
	case unspent.Unavailable, unspent.Busy, unspent.Internal:
		return 3
	case unspent.Invalid, unspent.MistypedCode, unspent.Unauthenticated, unspent.Forbidden, unspent.Conflict:
		return 2
	default: // the card's own answer
		return 1
	}
}

func parse(args []string, stderr io.Writer) (s sale, err error) {
	flags := flag.NewFlagSet("shop", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&s.till.BaseURL, "server", "http://127.0.0.1:8080", "address of the issuer")
	keyFile := flags.String("key-file", "", "file with the shop's API key")
	flags.StringVar(&s.order, "order", "", "number of the order that is paid")
	flags.StringVar(&s.merchant, "merchant", "", "who is paid")
	units := flags.Int64("amount", 0, "what is paid, in minor units")
	text := flags.String("currency", "JPY", "currency of the amount")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	if s.order == "" {
		return s, errors.New("give the number of the order: it keeps a payment that is tried again from being a second one")
	}
	key, err := os.ReadFile(*keyFile)
	if err != nil {
		return s, fmt.Errorf("read the key (-key-file): %w", err)
	}
	s.till.Key = strings.TrimSpace(string(key))
	currency, err := unspent.ParseCurrency(*text)
	s.amount = unspent.NewMoney(*units, currency)
	return s, err
}

// pay asks until there is an answer, three times at most. A decline is one.
func (s *sale) pay(ctx context.Context, stdin io.Reader) (paid api.SpendAnswer, err error) {
	text, err := io.ReadAll(io.LimitReader(stdin, 1<<10))
	if err != nil {
		return paid, err
	}
	code, err := unspent.ParseCode(strings.TrimSpace(string(text)))
	if err != nil {
		return paid, err
	}
	for wait := time.Second; ; wait *= 2 {
		paid, err = s.once(ctx, unspent.Spend{Code: code, Amount: s.amount, Merchant: s.merchant, Reference: s.order})
		open := errors.Is(err, unspent.Unavailable) || errors.Is(err, unspent.Busy)
		if !open || wait > 2*time.Second {
			return paid, err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return paid, err
		}
	}
}

func (s *sale) once(ctx context.Context, cmd unspent.Spend) (api.SpendAnswer, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return s.till.Spend(ctx, "order-"+s.order, cmd)
}
