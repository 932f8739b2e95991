package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/texts"
	"github.com/unspent-dev/unspent/internal/web"
)

// demoCmd runs a throw-away issuer.
type demoCmd struct {
	Dir string `placeholder:"DIR"`
}

// Run serves sample cards until it is told to stop.
func (c *demoCmd) Run(ctx context.Context, sh *shell) (err error) {
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "unspent-demo-"); err != nil {
			return wrong("use.noTemp")
		}
		defer os.RemoveAll(dir)
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return wrong("use.folderUnmade", "Folder", dir)
	}
	sh.config.DB = filepath.Join(dir, "unspent.db")
	sh.config.Operator = cmp.Or(sh.config.Operator, "unspent demo")
	l, err := sh.demoListener(ctx)
	if err != nil {
		return err
	}
	if err := sh.config.mayListen(l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	base := sh.config.baseOf(l.Addr().String())
	d := &demo{sh: sh, dir: dir, kept: c.Dir != "", base: base}
	h, err := d.start(ctx)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if err := d.fill(ctx, h); err != nil {
		return errors.Join(err, l.Close(), h.Close())
	}
	sh.print("%s", d.guide())
	log := slog.New(slog.NewTextHandler(sh.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return (&front{pages: l, base: base}).serve(ctx, h, log)
}

// demoListener listens where the settings say; without any, on the usual port
// or a free one.
func (sh *shell) demoListener(ctx context.Context) (net.Listener, error) {
	l, err := listen(ctx, sh.config.Addr)
	if err != nil && sh.origins["addr"] == fromDefault {
		return listen(ctx, "127.0.0.1:0")
	}
	return l, err
}

// demo is a throw-away issuer and its sample cards.
type demo struct {
	sh      *shell
	dir     string
	kept    bool // the directory was named, and stays
	base    string
	admin   *client.Client
	box     *mailbox
	cards   []sample
	links   []web.DemoLink // of a case that is kept, and of a request to its giver
	expired []sample       // of the past
	next    unspent.Seq    // of the event that comes after the samples
}

// sample is a card of the demo.
type sample struct {
	name   string // of its code file, without .code
	value  int64
	code   unspent.Code
	serial unspent.Serial
}

const (
	demoProgram  = "gift-jpy"
	demoMerchant = "shop-1"
)

func samples() []sample {
	return []sample{{name: "gift", value: 5000}, {name: "partly", value: 5000}, {name: "used", value: 3000}, {name: "claimed", value: 10000},
		{name: "frozen", value: 2000}, {name: "held", value: 4000}, {name: "replaced", value: 1500}, {name: "void", value: 2500}, {name: "unsold", value: 5000}}
}

// happens lets happen to a sample what its name says.
func (d *demo) happens(ctx context.Context, name string, c api.IssuedCard) (err error) {
	switch id := "demo-" + name; name {
	case "partly":
		_, err = d.admin.Spend(ctx, id, unspent.Spend{Code: c.Code, Amount: yen(1200), Merchant: demoMerchant, Reference: "order-9"})
	case "used":
		_, err = d.admin.Spend(ctx, id, unspent.Spend{Code: c.Code, Amount: yen(3000), Merchant: demoMerchant, Reference: "order-9"})
	case "claimed":
		_, err = d.admin.Claim(ctx, id, unspent.Claim{Code: c.Code, Account: "acct_hanako"})
	case "frozen":
		_, err = d.admin.Freeze(ctx, id, unspent.Freeze{Serial: c.Serial, Reason: "suspicious_activity"})
	case "held":
		_, err = d.admin.Hold(ctx, id, unspent.PlaceHold{Code: c.Code, For: "buyer", Until: d.sh.now().Add(48 * time.Hour)})
	case "replaced":
		_, err = d.admin.Transfer(ctx, id, unspent.Transfer{Code: c.Code})
	case "void":
		_, err = d.admin.Void(ctx, id, unspent.Void{Serial: c.Serial, Reason: "sale_cancelled"})
	}
	return err
}

func yen(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		panic(err) // it is one
	}
	return unspent.NewMoney(units, cur)
}

// start creates the issuer's database and opens it.
func (d *demo) start(ctx context.Context) (*house.House, error) {
	key, err := d.sh.create(ctx)
	if err != nil {
		return nil, err
	}
	if err := d.put("admin.key", key); err != nil {
		return nil, err
	}
	if d.box, err = newMailbox(d, key); err != nil {
		return nil, err
	}
	if err := d.past(ctx, key); err != nil {
		return nil, err
	}
	return d.open(ctx, key)
}

// open opens the issuer as it is now.
func (d *demo) open(ctx context.Context, key string) (*house.House, error) {
	h, err := d.sh.openHouse(ctx, houseOptions{baseURL: d.base, post: &d.box.post, dkim: d.box.keys, demo: d.box.pages(d)})
	if err != nil {
		return nil, err
	}
	d.admin = &client.Client{Key: key, Server: atCounter{h.Counter, nil}}
	return h, nil
}

// put writes a file of the demo.
func (d *demo) put(name, content string) error {
	if err := os.WriteFile(d.path(name), []byte(content+"\n"), 0o600); err != nil {
		return wrong("use.unwritable", "File", d.path(name))
	}
	return nil
}

func (d *demo) path(name string) string { return filepath.Join(d.dir, name) }

// fill makes the program, the cards and the files that the guide names.
func (d *demo) fill(ctx context.Context, h *house.House) error {
	second, err := d.admin.CreateKey(ctx, "demo-second", api.KeyRequest{Name: "花子（承認者）", Role: unspent.Issuer})
	if err != nil {
		return err
	}
	merchant, err := d.admin.CreateKey(ctx, "demo-key", api.KeyRequest{Name: "demo merchant", Role: unspent.Merchant, Merchant: demoMerchant})
	if err != nil {
		return err
	}
	if err := d.gifts(ctx, h); err != nil {
		return err
	}
	for _, s := range samples() {
		if err := d.issue(ctx, demoProgram, s); err != nil {
			return err
		}
	}
	d.cards = append(d.cards, d.expired...)
	set, err := d.admin.JWKS(ctx)
	if err != nil {
		return err
	}
	if err := d.asks(ctx, h.Cases); err != nil {
		return err
	}
	if d.next, err = settle(ctx, h); err != nil {
		return err
	}
	return errors.Join(d.put("merchant.key", merchant.Key), d.put("second.key", second.Key), d.put("jwks.json", string(set)), d.put("address", d.base))
}

// asks keeps the case of somebody who was given a card, and asks the giver: the link of
// the request is for a second phone.
func (d *demo) asks(ctx context.Context, cases *keep.Cases) error {
	said := demoCases()[0].Said
	said["last4"], said["language"], said["currency"] = "7Q2M", "ja", "JPY"
	link, err := cases.Draw()
	if err != nil {
		return err
	}
	if _, err = cases.Save(ctx, link, 0, keep.Content{Said: said}); err != nil {
		return err
	}
	asked, err := cases.Ask(ctx, link, "demo-request", keep.Ask{Whom: assess.Givers, What: "order-page", Name: "花子", Share: []string{"last4", "amount"}})
	d.links = []web.DemoLink{{Link: d.base + "/case#" + link.Reveal(), About: texts.Both("demo.link.asker")},
		{Link: d.base + "/r#" + asked.Link.Reveal(), About: texts.Both("demo.link.giver")}}
	return err
}

// issue makes a sample and writes its code to a file.
func (d *demo) issue(ctx context.Context, program string, s sample) error {
	cards, err := d.admin.Issue(ctx, "demo-issue-"+s.name, unspent.Issue{Program: program, Value: yen(s.value), Count: 1, Activate: s.name != "unsold"})
	if err != nil {
		return err
	}
	s.code, s.serial = cards[0].Code, cards[0].Serial
	d.cards = append(d.cards, s)
	return errors.Join(d.happens(ctx, s.name, cards[0]), d.put(s.name+".code", s.code.Reveal()))
}

// guide says what there is and what to try.
func (d *demo) guide() string {
	l := d.sh.lang
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s", l.say("demo.head", "Base", d.base))
	line("%s", l.say("demo.second", "File", d.path("second.key")))
	line("%s\n", l.say("demo.desk", "Base", d.base, "Secret", d.box.invite(), "File", d.path("admin.key")))
	for _, s := range d.cards {
		line("  %-8s %6d JPY  %s  %s", s.name, s.value, s.code.Reveal(), l.say("demo.card."+s.name))
	}
	line("\n%s\n", l.say("demo.try"))
	line("  export UNSPENT_SERVER=%s DEMO=%s", d.base, d.dir)
	for _, step := range walk() {
		line("  %s %-78s # %s", d.sh.calledAs(), strings.ReplaceAll(step.command, "HOLD", d.next.HoldID()), l.say("demo.step."+step.about))
	}
	end := l.say("demo.end")
	if d.kept {
		end = l.say("demo.kept", "Folder", d.dir)
	}
	return b.String() + "\n" + end
}

// step is one command of the walk, and the word of what comes of it.
type step struct{ command, about string }

func walk() []step {
	return []step{
		{"check --code-file $DEMO/gift.code", "unspent"},
		{"check --code-file $DEMO/used.code", "used"},
		{"prove --code-file $DEMO/gift.code --out $DEMO/gift.receipt", "receipt"},
		{"verify $DEMO/gift.receipt --keys $DEMO/jwks.json", "genuine"},
		{"hold --code-file $DEMO/gift.code --for buyer@example.jp > $DEMO/gift.secret", "reserved"},
		{"check --hold HOLD --secret-file $DEMO/gift.secret", "looks"},
		{"release HOLD --code-file $DEMO/gift.code", "paid"},
		{"take HOLD --secret-file $DEMO/gift.secret > $DEMO/new.code", "taken"},
		{"check --code-file $DEMO/gift.code", "dead"},
		{"claim --code-file $DEMO/new.code --account acct_taro --key-file $DEMO/admin.key", "account"},
		{"check --code-file $DEMO/new.code", "claimed"},
		{"account history acct_taro --key-file $DEMO/admin.key", "history"},
		{"audit --db $DEMO/unspent.db", "audited"},
	}
}

// calledAs is how to call this program again.
func (sh *shell) calledAs() string {
	if strings.Contains(filepath.ToSlash(sh.name), "/go-build") {
		return "go run ./cmd/unspent"
	}
	return sh.name
}
