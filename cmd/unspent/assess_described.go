package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

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
	Issued     string   `placeholder:"TIME" help:"The day, the month or the year in which it was sold by its issuer or a shop, if that was before --got."`
	Device     string   `placeholder:"WHAT" help:"What you have at hand: phone or computer (phone)."`
	AskedFor   bool     `help:"Somebody wants you to buy cards, or to tell the code."`
	GivenTo    string   `placeholder:"WHO" help:"Who has the code from you: nobody, known (whom it was meant for), buyer, or stranger."`
	Opened     string   `placeholder:"HOW" help:"Who opened the seal or scratch-off: by-me, by-other or found-open."`
	SeenBy     string   `placeholder:"WHO" help:"Who has seen the code beside you: nobody, family, seller, stranger, or posted (in a picture)."`
	Entered    string   `placeholder:"YES" help:"Whether redeeming was tried: yes or no."`
	Readable   string   `placeholder:"YES" help:"Whether the code can still be read: yes, part or no."`
	Arrived    string   `placeholder:"YES" help:"Whether whoever it was sent to has it: yes or no."`
	Seen       []string `placeholder:"TIME" sep:"none" help:"When the pages and pictures were saved (the time of each file): one for all, or one for each in their order; mails have their own time."`
	Message    []string `placeholder:"TEXT" sep:"none" help:"What was shown when redeeming was tried, word by word."`
	Like       []string `placeholder:"WHICH" sep:"none" help:"Which of the messages that were offered a message is most like that could not be read: its number or its word; of several messages in their order."`
	MessageOf  string   `name:"message-owner" placeholder:"WHO" help:"On whose screen it was shown: me, giver, seller or buyer (me)."`
	MessageAt  string   `placeholder:"TIME" help:"When it was shown (not told)."`
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
		Claimed: d.Claimed, Challenge: d.Challenge, AskedFor: d.AskedFor, Device: assess.Device(d.Device), GivenTo: assess.GivenTo(d.GivenTo),
		Opened: assess.Opener(d.Opened), SeenBy: assess.SeenBy(d.SeenBy), Entered: assess.Reply(d.Entered), Readable: assess.Reply(d.Readable),
		Arrived: assess.Reply(d.Arrived), Card: assess.Card{Last4: brand.Normalise(d.Last4), Order: d.Order, Serial: d.Serial,
			Recipient: strings.ToLower(d.Recipient), Giver: strings.ToLower(d.Giver)}}}
	if d.Asker == "" {
		in.Case.Asker = assess.Holder
	}
	if d.Channel == "" {
		return in, said2("--channel: say how the card was got: issuer, shop, person or business",
			"--channel で、カードをどうやって手に入れたかを指定してください：issuer（公式サイトで自分で購入）, shop（店で自分で購入）, person（個人から）, business（業者・売買サイトから）")
	}
	cur, err := unspent.ParseCurrency(cmp.Or(p.Currency, l.currency()))
	if err != nil {
		return in, err
	}
	if d.Amount != "" {
		if in.Case.Card.Amount, err = amountOfText(d.Amount, cur); err != nil {
			return in, about("--amount", err)
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
			return in, about("--"+flag, err)
		}
	}
	if d.Issued != "" {
		var ok bool
		if in.Case.Issued, ok = casefile.ParseIssued(d.Issued); !ok {
			return in, said2("--issued: %q is no day, month or year such as 2015-12-24, 2015-12 or 2015", "--issued の「%s」は読み取れません。2015-12-24、2015-12、2015 のように書いてください", d.Issued)
		}
	}
	if d.Window != "" {
		if in.Case.Window, err = windowOfText(d.Window); err != nil {
			return in, about("--window", err)
		}
	}
	in.Evidence, err = d.statements(in.Case, p)
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
func (d described) statements(c assess.Case, p *brand.Profile) (all []casefile.Item, err error) {
	other, buyer := counterpart(c)
	message := casefile.Item{Kind: assess.Message, Owner: assess.Mine}
	if d.MessageOf != "" {
		if message.Owner = ownerWords[d.MessageOf]; message.Owner == "" {
			return nil, said2("--message-owner: %q is none of me, giver, seller, buyer, shop, issuer", "--message-owner の「%s」は使えません。me, giver, seller, buyer, shop, issuer のどれかです", d.MessageOf)
		}
	}
	if d.MessageAt != "" {
		if message.At, err = timeOfText(d.MessageAt); err != nil {
			return nil, about("--message-at", err)
		}
	}
	for i, text := range d.Message {
		if strings.TrimSpace(text) == "" {
			return nil, said2("--message: write what was shown, word by word; leave the flag out if nothing was", "--message には、表示された文章をそのまま書いてください。何も表示されていなければ --message を付けないでください")
		}
		message.Text, message.Like = text, ""
		if i < len(d.Like) && d.Like[i] != "" {
			if message.Like, err = likeOf(d.Like[i], assess.Choices(p, text)); err != nil {
				return nil, err
			}
		}
		all = append(all, message)
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
			return nil, said2("--%[1]s: %[2]q is none of the words that %[1]s takes; unspent assess --help has them",
				"--%[1]s に「%[2]s」は使えません。使える語は unspent assess --help にあります", s.flag, s.word)
		}
		all = append(all, casefile.Item{Says: says, Kind: s.kind, Owner: s.owner})
	}
	return all, nil
}

// likeOf reads a choice: its number among those that were offered, or its word.
func likeOf(typed string, offered []assess.Choice) (brand.Meaning, error) {
	if n, err := strconv.Atoi(norm.NFKC.String(typed)); err == nil && n > 0 && n <= len(offered) {
		return offered[n-1].Means, nil
	}
	if m := brand.Meaning(typed); slices.Contains(brand.MessageMeanings(), m) {
		return m, nil
	}
	return "", said2("--like: give the number of one of the messages that are offered, not %q", "--like には、示された候補の番号を指定してください（「%s」は使えません）", typed)
}

// likeFiles gives the files the choices that are left over from the messages.
func (d described) likeFiles(all []casefile.Item) (err error) {
	rest := d.Like[min(len(d.Message), len(d.Like)):]
	for i := range all {
		if len(rest) == 0 {
			return nil
		}
		if all[i].File == "" || all[i].Kind == assess.Mail || strings.EqualFold(filepath.Ext(all[i].File), ".eml") {
			continue
		}
		if all[i].Like, err = likeOf(rest[0], nil); err != nil {
			return err
		}
		rest = rest[1:]
	}
	if len(rest) > 0 {
		return said2("--like: there is no message that it could be about", "--like で選ぶメッセージがありません。--message か、メッセージの画像を指定してください")
	}
	return nil
}

var ownerWords = map[string]assess.Owner{"me": assess.Mine, "giver": assess.Givers, "seller": assess.Sellers, "buyer": assess.Buyers,
	"shop": assess.Shops, "issuer": assess.Issuers}

// owned reads FILE or OWNER:FILE.
func owned(arg string) (casefile.Item, error) {
	word, path, ok := strings.Cut(arg, ":")
	if !ok {
		return casefile.Item{File: arg}, nil
	}
	if o, known := ownerWords[word]; known {
		return casefile.Item{File: path, Owner: o}, nil
	}
	if _, err := os.Stat(arg); err != nil && !strings.ContainsAny(word, `/\.`) && len(word) > 1 {
		return casefile.Item{}, said2("%q is nobody's word: before the colon stands whose the file is: me, giver, seller, buyer, shop or issuer",
			"「%s」は使えません。「:」の前にはだれの資料かを書きます：me（自分）, giver（贈り主）, seller（売り手）, buyer（買い手）, shop（店）, issuer（発行元）", word)
	}
	return casefile.Item{File: arg}, nil
}

// saved gives the files that are no mails the times at which they were saved: one
// for all, or one for each.
func (d described) saved(all []casefile.Item) error {
	var pages []*casefile.Item
	for i := range all {
		if all[i].File != "" && all[i].Kind != assess.Mail && !strings.EqualFold(filepath.Ext(all[i].File), ".eml") {
			pages = append(pages, &all[i])
		}
	}
	if n := len(d.Seen); n > 1 && n != len(pages) {
		return said2("--seen: give one time for all, or one for each of the %d pages and pictures", "--seen は、全部に共通の1つか、ページと画像 %d 件のそれぞれに1つずつ指定してください", len(pages))
	}
	for i, page := range pages {
		if len(d.Seen) == 0 {
			break
		}
		at, err := timeOfText(d.Seen[min(i, len(d.Seen)-1)])
		if err != nil {
			return about("--seen", err)
		}
		page.Seen = at
	}
	return nil
}

// said2 is wrong use, said in English and in Japanese.
func said2(en, ja string, args ...any) error {
	return worded{usage("wrong use"), text{fmt.Sprintf(en, args...), fmt.Sprintf(ja, args...)}}
}

// about names the flag that err is about.
func about(flag string, err error) error {
	if w, ok := errors.AsType[worded](err); ok {
		return worded{w.error, text{flag + ": " + w.say[english], flag + "：" + w.say[japanese]}}
	}
	return usage("%s: %v", flag, err)
}
