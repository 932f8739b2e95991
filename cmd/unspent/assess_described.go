package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// described is a case in flags.
type described struct {
	Brand      string   `placeholder:"ID" help:"Brand of the card; unspent brands lists them."`
	Asker      string   `placeholder:"WHO" help:"Who asks: holder, giver, seller or buyer (holder)."`
	Channel    string   `placeholder:"HOW" help:"How the card was got: issuer (bought on its site), shop, person or business."`
	Form       string   `placeholder:"FORM" help:"mail, print, posted, shop, sheet, topup, link or unknown (unknown)."`
	Intent     string   `placeholder:"FOR" help:"What it is for: use, give, sell or cash (not told)."`
	Last4      string   `name:"last4" placeholder:"XXXX" help:"Last four of the code. Never give the whole code."`
	Amount     string   `placeholder:"AMOUNT" help:"Value, such as 5000, or \"50.00 USD\" if the brand has another currency."`
	Order      string   `placeholder:"NUMBER" help:"Number of the order by which the card was bought."`
	Serial     string   `placeholder:"NUMBER" help:"Serial number of the card."`
	Recipient  string   `placeholder:"ADDRESS" help:"Mail address that the card was sent to."`
	Giver      string   `placeholder:"ADDRESS" help:"Mail address of who bought it."`
	Got        string   `placeholder:"TIME" help:"When it was bought or received, such as 2026-11-22 or \"2026-11-22 14:05\", in Japan's time."`
	HandedOver string   `placeholder:"TIME" help:"When the asker gave the code to somebody."`
	Window     string   `placeholder:"TIME" help:"How long after --got the seller or the market hears complaints, such as 30m, 72h or 14d."`
	Claimed    bool     `help:"Somebody says that the card the asker sold was used."`
	Challenge  string   `placeholder:"WORD" help:"Fresh word that pictures asked for must show."`
	Message    []string `placeholder:"TEXT" sep:"none" help:"What was shown when redeeming was tried, word by word."`
	Seal       string   `placeholder:"STATE" help:"Cover of the code: intact, broken or tampered."`
	Till       string   `placeholder:"STATE" help:"The shop's receipt: activated (it has an activation line) or only (paid)."`
	Balance    string   `placeholder:"STATE" help:"What the issuer's balance page showed: full, part or zero."`
	Said       string   `placeholder:"STATE" help:"What the other side says: unused or used."`
	NoNotice   bool     `help:"The buyer looked: no opening notice came."`
}

// empty reports whether nothing is described.
func (d described) empty() bool {
	return fmt.Sprint(d) == fmt.Sprint(described{})
}

// input makes a case of the flags, without files.
func (d described) input(p *brand.Profile, l language) (in casefile.Input, err error) {
	in = casefile.Input{Brand: d.Brand, Language: l.code(), Case: assess.Case{
		Asker: assess.Asker(d.Asker), Channel: assess.Channel(d.Channel), Form: brand.FormKind(d.Form), Intent: assess.Intent(d.Intent),
		Claimed: d.Claimed, Challenge: d.Challenge, Card: assess.Card{Last4: brand.Normalise(d.Last4), Order: d.Order, Serial: d.Serial,
			Recipient: strings.ToLower(d.Recipient), Giver: strings.ToLower(d.Giver)}}}
	if d.Asker == "" {
		in.Case.Asker = assess.Holder
	}
	if d.Channel == "" {
		return in, usage("--channel: say how the card was got: issuer, shop, person or business")
	}
	cur, err := unspent.ParseCurrency(p.Currency)
	if err != nil {
		return in, err
	}
	if d.Amount != "" {
		if in.Case.Card.Amount, err = amountOfText(d.Amount, cur); err != nil {
			return in, usage("--amount: %v", err)
		}
	}
	for flag, t := range map[string]struct {
		typed string
		to    *time.Time
	}{"got": {d.Got, &in.Case.Got}, "handed-over": {d.HandedOver, &in.Case.HandedOver}} {
		if t.typed == "" {
			continue
		}
		if *t.to, err = timeOfText(t.typed); err != nil {
			return in, usage("--%s: %v", flag, err)
		}
	}
	if d.Window != "" {
		if in.Case.Window, err = windowOfText(d.Window); err != nil {
			return in, usage("--window: %v", err)
		}
	}
	in.Evidence, err = d.statements(in.Case)
	return in, err
}

// stated is what a flag's word says.
var stated = map[string]brand.Meaning{
	"seal intact": brand.SealIntact, "seal broken": brand.SealBroken, "seal tampered": brand.SealTampered,
	"till activated": brand.TillActivated, "till only": brand.TillOnly,
	"balance full": brand.BalanceFull, "balance part": brand.BalancePart, "balance zero": brand.BalanceZero,
	"said unused": brand.SaidUnused, "said used": brand.SaidUsed,
	"no-notice true": brand.NoNotice,
}

// statements returns what the flags state as evidence.
func (d described) statements(c assess.Case) (all []casefile.Item, err error) {
	other, buyer := counterpart(c)
	for _, text := range d.Message {
		all = append(all, casefile.Item{Text: text, Kind: assess.Message, Owner: assess.Mine})
	}
	notice := ""
	if d.NoNotice {
		notice = "true"
	}
	for _, s := range []struct {
		flag, word string
		kind       assess.Kind
		owner      assess.Owner
	}{
		{"seal", d.Seal, assess.Seal, assess.Mine}, {"till", d.Till, assess.Till, assess.Mine}, {"balance", d.Balance, assess.Balance, assess.Mine},
		{"said", d.Said, assess.Statement, other}, {"no-notice", notice, assess.Statement, buyer},
	} {
		if s.word == "" {
			continue
		}
		says, ok := stated[s.flag+" "+s.word]
		if !ok {
			return nil, usage("--%s: %q is none of the words that %s takes; unspent assess --help has them", s.flag, s.word, s.flag)
		}
		all = append(all, casefile.Item{Says: says, Kind: s.kind, Owner: s.owner})
	}
	return all, nil
}

// owned reads FILE or OWNER:FILE.
func owned(arg string) casefile.Item {
	owners := map[string]assess.Owner{"me": assess.Mine, "giver": assess.Givers, "seller": assess.Sellers, "buyer": assess.Buyers,
		"shop": assess.Shops, "issuer": assess.Issuers}
	if word, path, ok := strings.Cut(arg, ":"); ok {
		if o, known := owners[word]; known {
			return casefile.Item{File: path, Owner: o}
		}
	}
	return casefile.Item{File: arg}
}
