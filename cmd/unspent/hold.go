package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// holdSecret reads a hold's id and its secret.
func (sh *shell) holdSecret(ctx context.Context, id, path string) (unspent.Seq, unspent.Secret, error) {
	hold, err := unspent.ReadHoldID(id)
	if err != nil {
		return 0, unspent.Secret{}, err
	}
	text, err := sh.secret(ctx, path, "cli.promptSecret")
	if err != nil {
		return 0, unspent.Secret{}, err
	}
	secret, err := unspent.ParseSecret(text)
	return hold, secret, err
}

// noHold words the refusal of a hold's id and secret.
func noHold(err error) error {
	if unspent.ReasonOf(err) != unspent.NotFound {
		return err
	}
	return refuse(err, unspent.NotHeld, "use.noHold")
}

// secretFlag is where a command gets a hold's secret from.
type secretFlag struct {
	SecretFile string `placeholder:"FILE" default:"-" help:"File with the hold's secret; - is standard input, asked for without echo at a terminal (${default})."`
}

// secretCmd chooses the secret of a hold.
type secretCmd struct {
	Out string `required:"" placeholder:"FILE" help:"New file for the secret, for its owner only."`
}

// Run writes the secret to a file and prints its digest alone.
func (c *secretCmd) Run(_ context.Context, sh *shell) error {
	var seed [32]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return err
	}
	secret := unspent.DeriveSecret(seed)
	if err := writeNew(c.Out, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, secret.Reveal())
		return err
	}); err != nil {
		return err
	}
	sh.print("%s", secret.Digest())
	return nil
}

// digestFlag is a digest on the command line; it tells nothing of the secret.
type digestFlag struct{ unspent.Digest }

// UnmarshalText reads the digest.
func (d *digestFlag) UnmarshalText(text []byte) (err error) {
	d.Digest, err = unspent.ParseDigest(string(text))
	return err
}

// holdCmd reserves a card.
type holdCmd struct {
	codeFlag
	writeFlag
	For   string        `required:"" placeholder:"NAME" help:"Who the card is held for, such as a mail address; kept apart from the journal and erasable."`
	Until instant       `placeholder:"TIME" help:"When the hold lapses by itself, such as 2027-03-31T15:00:00Z or 2027-04-01T00:00:00+09:00; at most 72 hours ahead."`
	Hours time.Duration `name:"lasting" placeholder:"DURATION" default:"24h" help:"Or how long from now (${default})."`

	SecretDigest digestFlag `placeholder:"DIGEST" help:"What the counterparty's unspent secret printed: then only they can take the card or end the hold, and no secret is printed here."`
}

// Run prints the secret alone, and about the hold on standard error.
func (c *holdCmd) Run(ctx context.Context, sh *shell) error {
	until := c.Until.Time
	if until.IsZero() {
		until = sh.now().Add(c.Hours).UTC().Truncate(time.Second)
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return err
		}
		cmd := unspent.PlaceHold{Code: code, For: c.For, Until: until, SecretDigest: c.SecretDigest.Digest}
		placed, err := s.Hold(ctx, id, cmd)
		if unspent.ReasonOf(err) == unspent.Conflict {
			placed, err = c.again(ctx, s, id, cmd, err)
		}
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.note("%s", sh.lang.say("cli.holdPlaced", "Hold", placed.Hold.ID.String(), "Time", sh.when(placed.Hold.Until)))
		if c.SecretDigest.Digest != (unspent.Digest{}) {
			return nil
		}
		if placed.Secret.IsZero() {
			return gone("use.secretGone")
		}
		sh.note("%s", sh.lang.say("cli.holdGiveSecret"))
		sh.print("%s", placed.Secret.Reveal())
		return nil
	})
}

// again asks a second time under an id that is taken. Without --until the end
// counts from now, and so differs from that of the first time: it is the end of
// the hold that is on the card.
func (c *holdCmd) again(ctx context.Context, s *connection, id string, cmd unspent.PlaceHold, conflict error) (api.HoldAnswer, error) {
	conflict = withHint(conflict, "use.holdAgain")
	if !c.Until.IsZero() {
		return api.HoldAnswer{}, conflict
	}
	card, err := s.Check(ctx, cmd.Code)
	if err != nil || card.Held == nil || card.Held.Until.After(cmd.Until) {
		return api.HoldAnswer{}, conflict
	}
	cmd.Until = card.Held.Until
	placed, err := s.Hold(ctx, id, cmd)
	if unspent.ReasonOf(err) == unspent.Conflict {
		err = conflict
	}
	return placed, err
}

// gone is the answer to a request that was made again after its reveal window.
func gone(word string) error { return refuse(nil, unspent.Unavailable, word) }

// releaseCmd gives a held card up.
type releaseCmd struct {
	codeFlag
	writeFlag
	Hold string `arg:"" help:"Id of the hold, such as hld_42."`
}

// Run releases the hold.
func (c *releaseCmd) Run(ctx context.Context, sh *shell) error {
	hold, err := unspent.ReadHoldID(c.Hold)
	if err != nil {
		return err
	}
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return err
		}
		if err := s.Release(ctx, id, unspent.Release{Hold: hold, Code: code}); err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("%s", sh.lang.say("cli.holdReleased", "Hold", hold.HoldID()))
		return nil
	})
}

// unholdCmd ends a hold early.
type unholdCmd struct {
	secretFlag
	writeFlag
	Hold string `arg:"" help:"Id of the hold, such as hld_42."`
}

// Run ends the hold.
func (c *unholdCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		hold, secret, err := sh.holdSecret(ctx, c.Hold, c.SecretFile)
		if err != nil {
			return err
		}
		if err := s.CancelHold(ctx, id, unspent.CancelHold{Hold: hold, Secret: secret}); err != nil {
			return noHold(err)
		}
		if sh.json {
			return sh.passOn(s)
		}
		sh.print("%s", sh.lang.say("cli.holdCancelled", "Hold", hold.HoldID()))
		return nil
	})
}

// takeCmd receives a held and released card.
type takeCmd struct {
	secretFlag
	writeFlag
	Hold string `arg:"" help:"Id of the hold, such as hld_42."`
}

// Run prints the new code alone.
func (c *takeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		hold, secret, err := sh.holdSecret(ctx, c.Hold, c.SecretFile)
		if err != nil {
			return err
		}
		r, err := s.Take(ctx, id, unspent.Take{Hold: hold, Secret: secret})
		if err != nil {
			return noHold(err)
		}
		return sh.replaced(s, r)
	})
}

// transferCmd moves a card to a new code.
type transferCmd struct {
	codeFlag
	writeFlag
}

// Run prints the new code alone.
func (c *transferCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return err
		}
		r, err := s.Transfer(ctx, id, unspent.Transfer{Code: code})
		if err != nil {
			return err
		}
		return sh.replaced(s, r)
	})
}

// replaced prints a new code on standard output and the rest beside it.
func (sh *shell) replaced(s *connection, r api.TransferAnswer) error {
	if sh.json {
		return sh.passOn(s)
	}
	sh.note("%s", sh.lang.say("cli.taken", "Card", r.Card.Serial.String(), "Old", r.Replaced.String()))
	sh.note("%s", sh.lang.say("cli.oldDead"))
	if r.Card.Code.IsZero() {
		return withHint(gone("use.codeGone"), "use.reissueCard", "Card", r.Card.Serial)
	}
	sh.note("%s", sh.lang.say("cli.newCode"))
	sh.print("%s", r.Card.Code.Reveal())
	return nil
}
