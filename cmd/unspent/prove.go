package main

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/client"
	"github.com/unspent-dev/unspent/proof"
)

// proveCmd asks for a signed receipt of a check.
type proveCmd struct {
	codeFlag
	Audience string        `placeholder:"NAME"`
	Nonce    string        `placeholder:"TEXT"`
	TTL      time.Duration `name:"ttl" placeholder:"DURATION"`
	Out      string        `placeholder:"FILE"`
}

// Run prints the receipt, which is no secret.
func (c *proveCmd) Run(ctx context.Context, sh *shell) error {
	s, err := sh.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	code, err := sh.code(ctx, c.CodeFile)
	if err != nil {
		return err
	}
	r, err := s.Prove(ctx, client.Proof{Code: code, Audience: c.Audience, Nonce: c.Nonce, TTL: c.TTL})
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := os.WriteFile(c.Out, []byte(r.Receipt+"\n"), 0o644); err != nil {
			return wrong("use.unwritable", "File", c.Out)
		}
	}
	switch {
	case sh.json:
		return sh.passOn(s)
	case c.Out != "":
		sh.tell("cli.receiptSaved", "Path", c.Out)
	default:
		sh.print("%s", r.Receipt)
	}
	sh.note("%s: %s", sh.lang.say("cli.link"), r.Link)
	return nil
}

// verifyCmd says whether a receipt or a case's bundle is genuine and what it
// says.
type verifyCmd struct {
	File     string `arg:""`
	Keys     string `placeholder:"JWKS"`
	Audience string `placeholder:"NAME"`
	Nonce    string `placeholder:"TEXT"`
	bundleFlags
}

// Run verifies offline with --keys, otherwise by asking the issuer, who also
// knows what is true now. The answer is "no" unless the receipt is genuine and
// says unspent, and that still holds.
func (c *verifyCmd) Run(ctx context.Context, sh *shell) error {
	packed, err := sh.packed(c.File)
	if err != nil {
		return err
	}
	if packed != nil {
		return c.bundle(ctx, sh, packed)
	}
	compact, err := sh.receipt(c.File)
	if err != nil {
		return err
	}
	if strings.Count(compact, ".") != 2 || strings.ContainsAny(compact, " \n{<") {
		return instead(refuse(nil, unspent.ReceiptMalformed, "use.noReceipt"), "unspent verify case.zip")
	}
	if c.Keys == "" {
		return c.ask(ctx, sh, compact)
	}
	set, err := sh.readSmall(c.Keys, maxKeySet)
	if err != nil {
		return err
	}
	keys, err := proof.ParseKeys(set)
	if err != nil {
		return err
	}
	r, err := proof.Verify(compact, keys, proof.Expect{Audience: c.Audience, Nonce: c.Nonce, Now: sh.now()})
	if err != nil {
		return err
	}
	if sh.json {
		return answer(sh.encode(offlineOf(r)), r.Unspent)
	}
	sh.receiptSays(r)
	return answer(nil, r.Unspent)
}

// ask lets the issuer verify the receipt and compares then and now.
func (c *verifyCmd) ask(ctx context.Context, sh *shell, compact string) error {
	s, err := sh.open(ctx)
	if err != nil {
		return withHint(err, "use.offline")
	}
	defer s.close()
	v, err := s.VerifyReceipt(ctx, compact, c.Audience, c.Nonce)
	if err != nil {
		return err
	}
	if sh.json {
		return verified(sh.passOn(s), v)
	}
	sh.say("cli.receiptOK", "Issuer", v.Then.Issuer, "Key", v.Then.KeyID)
	standingOf(v.Then.CardStatus).print(sh, sh.when, pair{sh.lang.say("cli.receiptFor"), sh.audience(v.Then.Audience)},
		pair{sh.lang.say("cli.receiptUntil"), sh.when(v.Then.ValidUntil)})
	sh.since(v)
	return verified(nil, v)
}

// verified ends a comparison that has been printed.
func verified(printing error, v api.VerifyAnswer) error {
	yes := v.Then.Unspent && v.Now != nil && v.Now.Unspent
	return answer(printing, yes && v.Joined)
}

// since prints what is true now, and whether one history leads there.
func (sh *shell) since(v api.VerifyAnswer) {
	changed := sh.lang.say("cli.receiptSame")
	switch {
	case v.Lost != nil && v.Lost.Kept == nil:
		changed = sh.lang.say("cli.receiptLostAll", "Time", sh.when(v.Lost.At))
	case v.Lost != nil:
		changed = sh.lang.say("cli.receiptLost", "Time", sh.when(v.Lost.At), "Event", v.Lost.Kept.String())
	case v.Now == nil || !v.Joined:
		changed = sh.lang.say("cli.receiptRewritten")
	case v.Changed:
		changed = sh.lang.say("cli.receiptChanged")
	}
	sh.print("%s: %s", sh.lang.say("cli.receiptNow"), changed)
	if v.Now != nil {
		standingOf(*v.Now).print(sh, sh.when)
	}
}

// receipt reads a receipt, or a share link with the receipt in its fragment.
func (sh *shell) receipt(path string) (string, error) {
	b, err := sh.readSmall(path, maxReceipt)
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(string(b))
	if _, fragment, ok := strings.Cut(text, "#"); ok {
		text = fragment
	}
	return text, nil
}

func (sh *shell) audience(name string) string {
	if name == "" {
		return sh.lang.say("cli.receiptForAnyone")
	}
	return name
}

// receiptSays prints a verified receipt.
func (sh *shell) receiptSays(r proof.Receipt) {
	sh.say("cli.receiptOK", "Issuer", r.Issuer, "Key", r.KeyID)
	s := standing{serial: r.Serial, program: r.Program, state: r.State, unspent: r.Unspent, frozen: r.Frozen,
		face: r.Face, balance: r.Balance, expiresAt: r.ExpiresAt, asOf: r.AsOf}
	if r.Hold != nil {
		s.heldUntil, s.released = r.Hold.Until, r.Hold.Released
	}
	s.print(sh, sh.when, pair{sh.lang.say("cli.receiptFor"), sh.audience(r.Audience)}, pair{sh.lang.say("cli.receiptUntil"), sh.when(r.Until)})
}

// offline is a receipt verified offline, as JSON.
type offline struct {
	Issuer   string        `json:"issuer"`
	KeyID    string        `json:"kid"`
	Serial   string        `json:"serial"`
	Program  string        `json:"program"`
	State    unspent.State `json:"state"`
	Unspent  bool          `json:"unspent"`
	Frozen   bool          `json:"frozen"`
	Face     unspent.Money `json:"face"`
	Balance  unspent.Money `json:"balance"`
	AsOf     time.Time     `json:"asOf"`
	Until    time.Time     `json:"until"`
	Seq      unspent.Seq   `json:"seq"`
	Head     string        `json:"head"`
	Audience string        `json:"audience,omitempty"`
	Nonce    string        `json:"nonce,omitempty"`
	Epoch    int64         `json:"epoch,omitempty"`
}

func offlineOf(r proof.Receipt) offline {
	return offline{r.Issuer, r.KeyID, r.Serial, r.Program, r.State, r.Unspent, r.Frozen, r.Face, r.Balance,
		r.AsOf, r.Until, r.Seq, r.Head.String(), r.Audience, r.Nonce, r.Epoch}
}
