package main

import (
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
	"github.com/unspent-dev/unspent/client"
)

// demoCmd runs a throw-away issuer.
type demoCmd struct {
	Dir string `placeholder:"DIR" help:"Keep the demo's files here; a new directory, removed at the end, if left out."`
}

// Run serves sample cards until it is told to stop.
func (c *demoCmd) Run(ctx context.Context, sh *shell) (err error) {
	dir := c.Dir
	if dir == "" {
		if dir, err = os.MkdirTemp("", "unspent-demo-"); err != nil {
			return usage("there is no place for temporary files")
		}
		defer os.RemoveAll(dir)
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return usage("the directory %q cannot be made", dir)
	}
	sh.config.DB = filepath.Join(dir, "unspent.db")
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
		return errors.Join(err, l.Close(), h.close())
	}
	sh.print("%s", d.guide())
	log := slog.New(slog.NewTextHandler(sh.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	return h.serve(ctx, &front{pages: l, base: base}, log)
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
	expired sample      // of the past
	next    unspent.Seq // of the event that comes after the samples
}

// sample is a card of the demo.
type sample struct {
	name   string // of its code file, without .code
	value  int64
	about  text
	sold   bool
	then   func(ctx context.Context, d *demo, c api.IssuedCard) error // what happens to it, may be nil
	code   string
	serial unspent.Serial
}

const (
	demoProgram  = "gift-jpy"
	demoMerchant = "shop-1"
)

func samples() []sample {
	return []sample{
		{name: "gift", value: 5000, sold: true, about: text{"unspent", "未使用"}},
		{name: "partly", value: 5000, sold: true, about: text{"1200 of it spent at " + demoMerchant, "1200円分を利用済み"}, then: spendSome(1200)},
		{name: "used", value: 3000, sold: true, about: text{"spent, nothing left", "使い切り"}, then: spendSome(3000)},
		{name: "claimed", value: 10000, sold: true, about: text{"claimed to acct_hanako", "acct_hanako に登録済み"}, then: claimSample},
		{name: "frozen", value: 2000, sold: true, about: text{"stopped by the issuer", "発行者が停止中"}, then: freezeSample},
		{name: "held", value: 4000, sold: true, about: text{"held for somebody", "取り置き中"}, then: holdSample},
		{name: "replaced", value: 1500, sold: true, about: text{"replaced by a new code", "新しいコードに切り替え済み"}, then: transferSample},
		{name: "void", value: 2500, sold: true, about: text{"its sale was cancelled", "販売取り消し済み"}, then: voidSample},
		{name: "unsold", value: 5000, about: text{"made, not sold yet", "未販売（有効化前）"}},
	}
}

func yen(units int64) (unspent.Money, error) {
	cur, err := unspent.ParseCurrency("JPY")
	return unspent.NewMoney(units, cur), err
}

func spendSome(units int64) func(context.Context, *demo, api.IssuedCard) error {
	return func(ctx context.Context, d *demo, c api.IssuedCard) error {
		amount, err := yen(units)
		if err != nil {
			return err
		}
		_, err = d.admin.Spend(ctx, "demo-spend-"+c.Serial.String(), unspent.Spend{Code: c.Code, Amount: amount, Merchant: demoMerchant, Reference: "order-9"})
		return err
	}
}

func claimSample(ctx context.Context, d *demo, c api.IssuedCard) error {
	_, err := d.admin.Claim(ctx, "demo-claim", unspent.Claim{Code: c.Code, Account: "acct_hanako"})
	return err
}

func freezeSample(ctx context.Context, d *demo, c api.IssuedCard) error {
	_, err := d.admin.Freeze(ctx, "demo-freeze", unspent.Freeze{Serial: c.Serial, Reason: "suspicious_activity"})
	return err
}

func holdSample(ctx context.Context, d *demo, c api.IssuedCard) error {
	_, err := d.admin.Hold(ctx, "demo-hold", unspent.PlaceHold{Code: c.Code, For: "buyer", Until: d.sh.now().Add(48 * time.Hour)})
	return err
}

func transferSample(ctx context.Context, d *demo, c api.IssuedCard) error {
	_, err := d.admin.Transfer(ctx, "demo-transfer", unspent.Transfer{Code: c.Code})
	return err
}

func voidSample(ctx context.Context, d *demo, c api.IssuedCard) error {
	_, err := d.admin.Void(ctx, "demo-void", unspent.Void{Serial: c.Serial, Reason: "sale_cancelled"})
	return err
}

// start creates the issuer's database and opens it.
func (d *demo) start(ctx context.Context) (*house, error) {
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
func (d *demo) open(ctx context.Context, key string) (*house, error) {
	h, err := d.sh.openHouse(ctx, houseOptions{baseURL: d.base, post: &d.box.post, dkim: d.box.keys, demo: d.box.pages(d)})
	if err != nil {
		return nil, err
	}
	d.admin = &client.Client{Key: key, Server: atCounter{h.counter, nil}}
	return h, nil
}

// put writes a file of the demo.
func (d *demo) put(name, content string) error {
	if err := os.WriteFile(d.path(name), []byte(content+"\n"), 0o600); err != nil {
		return usage("the file %q cannot be written", d.path(name))
	}
	return nil
}

func (d *demo) path(name string) string { return filepath.Join(d.dir, name) }

// fill makes the program, the cards and the files that the guide names.
func (d *demo) fill(ctx context.Context, h *house) error {
	merchant, err := d.admin.CreateKey(ctx, "demo-key", api.KeyRequest{Name: "demo merchant", Role: unspent.Merchant, Merchant: demoMerchant})
	if err != nil {
		return err
	}
	if err := d.gifts(ctx, h); err != nil {
		return err
	}
	for _, s := range samples() {
		if err := d.issue(ctx, s); err != nil {
			return err
		}
	}
	d.cards = append(d.cards, d.expired)
	set, err := d.admin.JWKS(ctx)
	if err != nil {
		return err
	}
	if d.next, err = settle(ctx, h); err != nil {
		return err
	}
	return errors.Join(d.put("merchant.key", merchant.Key), d.put("jwks.json", string(set)), d.put("address", d.base))
}

func (d *demo) issue(ctx context.Context, s sample) error {
	value, err := yen(s.value)
	if err != nil {
		return err
	}
	cards, err := d.admin.Issue(ctx, "demo-issue-"+s.name, unspent.Issue{Program: demoProgram, Value: value, Count: 1, Activate: s.sold})
	if err != nil {
		return err
	}
	if s.then != nil {
		if err := s.then(ctx, d, cards[0]); err != nil {
			return err
		}
	}
	s.code, s.serial = cards[0].Code.Reveal(), cards[0].Serial
	d.cards = append(d.cards, s)
	return d.put(s.name+".code", s.code)
}

// guide says what there is and what to try.
func (d *demo) guide() string {
	l := d.sh.lang
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(guideHead[l], d.base, d.base, d.base, d.box.invite(), d.path("admin.key"))
	line("")
	for _, s := range d.cards {
		line("  %-8s %6d JPY  %s  %s", s.name, s.value, s.code, s.about[l])
	}
	line("")
	line("%s", guideTry[l])
	line("")
	line("  export UNSPENT_SERVER=%s DEMO=%s", d.base, d.dir)
	for _, step := range walk() {
		line("  %s %-78s # %s", d.sh.calledAs(), strings.ReplaceAll(step.command, "HOLD", d.next.HoldID()), step.about[l])
	}
	line("")
	if d.kept {
		line(guideKept[l], d.dir)
	} else {
		line("%s", guideEnd[l])
	}
	return strings.TrimSuffix(b.String(), "\n")
}

var (
	guideHead = text{
		"A throw-away issuer is running. Open %s in a browser. Every mail that it sends is at %s/demo.\n" +
			"Staff's desk, once: %s/desk#%s (later with the key in %s). Its cards, with their codes:",
		"お試し用の発行者サーバーが動いています。ブラウザーで %s を開いてください。送られるメールはすべて %s/demo に届きます。\nスタッフ用のデスク（一度限りのリンク）: %s/desk#%s（以後はキーを使います: %s）。カードとコード:"}
	guideTry = text{
		"Try this in another terminal, in this order:",
		"別の端末で、この順に試してください:"}
	guideEnd = text{
		"Everything is thrown away at Ctrl-C.",
		"Ctrl-C で終わり、すべて消えます。"}
	guideKept = text{
		"Ctrl-C ends it. The files stay in %s.",
		"Ctrl-C で終わります。ファイルは %s に残ります。"}
)

// step is one command of the walk.
type step struct {
	command string
	about   text
}

func walk() []step {
	return []step{
		{"check --code-file $DEMO/gift.code", text{"unspent, and still unspent after asking", "未使用。確かめても減りません"}},
		{"check --code-file $DEMO/used.code", text{"this one is used", "これは使用済み"}},
		{"prove --code-file $DEMO/gift.code --out $DEMO/gift.receipt", text{"a signed receipt", "署名つきの証明書"}},
		{"verify $DEMO/gift.receipt --keys $DEMO/jwks.json", text{"genuine: verified offline", "本物。オフラインで検証"}},
		{"hold --code-file $DEMO/gift.code --for buyer@example.jp > $DEMO/gift.secret", text{"reserved for the buyer", "買い手のために取り置き"}},
		{"check --hold HOLD --secret-file $DEMO/gift.secret", text{"the buyer looks, without the code", "買い手がコードなしで確認"}},
		{"release HOLD --code-file $DEMO/gift.code", text{"the buyer has paid", "支払いを受けて引き渡し"}},
		{"take HOLD --secret-file $DEMO/gift.secret > $DEMO/new.code", text{"the buyer gets a new code", "買い手が新しいコードを受け取る"}},
		{"check --code-file $DEMO/gift.code", text{"replaced: the old code is dead", "古いコードは無効"}},
		{"claim --code-file $DEMO/new.code --account acct_taro --key-file $DEMO/admin.key", text{"into the buyer's account", "買い手のアカウントに登録"}},
		{"check --code-file $DEMO/new.code", text{"claimed", "登録済み"}},
		{"account history acct_taro --key-file $DEMO/admin.key", text{"the usage history lists it", "利用履歴に載る"}},
		{"audit --db $DEMO/unspent.db", text{"everything derived again, beside the server", "全件を再計算して照合"}},
	}
}

// calledAs is how to call this program again.
func (sh *shell) calledAs() string {
	if strings.Contains(filepath.ToSlash(sh.name), "/go-build") {
		return "go run ./cmd/unspent"
	}
	return sh.name
}
