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

// holdID is the id of a hold as people type it.
type holdID unspent.Seq

// UnmarshalText implements [encoding.TextUnmarshaler].
func (id *holdID) UnmarshalText(text []byte) error {
	seq, err := unspent.ReadHoldID(string(text))
	*id = holdID(seq)
	return err
}

// holdArg names a hold.
type holdArg struct {
	Hold holdID `arg:""`
}

// holdSecret reads the secret of a hold.
func (sh *shell) holdSecret(ctx context.Context, path string) (unspent.Secret, error) {
	text, err := sh.secret(ctx, path, "cli.promptSecret")
	if err != nil {
		return unspent.Secret{}, err
	}
	return unspent.ParseSecret(text)
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
	SecretFile string `placeholder:"FILE" default:"-"`
}

// secretCmd chooses the secret of a hold.
type secretCmd struct {
	Out string `required:"" placeholder:"FILE"`
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
	For   string        `required:"" placeholder:"NAME"`
	Until instant       `placeholder:"TIME"`
	Hours time.Duration `name:"lasting" placeholder:"DURATION" default:"24h"`

	SecretDigest digestFlag `placeholder:"DIGEST"`
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
		sh.tell("cli.holdPlaced", "Hold", placed.Hold.ID.String(), "Time", sh.when(placed.Hold.Until))
		if c.SecretDigest.Digest != (unspent.Digest{}) {
			return nil
		}
		if placed.Secret.IsZero() {
			return gone("use.secretGone")
		}
		sh.tell("cli.holdGiveSecret")
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
	holdArg
}

func (c *releaseCmd) Run(ctx context.Context, sh *shell) error {
	return done(ctx, sh, c.ID, func(s *connection, id string) error {
		code, err := sh.code(ctx, c.CodeFile)
		if err != nil {
			return err
		}
		return s.Release(ctx, id, unspent.Release{Hold: unspent.Seq(c.Hold), Code: code})
	}, func() { sh.say("cli.holdReleased", "Hold", unspent.Seq(c.Hold).HoldID()) })
}

// unholdCmd ends a hold early.
type unholdCmd struct {
	secretFlag
	writeFlag
	holdArg
}

func (c *unholdCmd) Run(ctx context.Context, sh *shell) error {
	return done(ctx, sh, c.ID, func(s *connection, id string) error {
		secret, err := sh.holdSecret(ctx, c.SecretFile)
		if err != nil {
			return err
		}
		return noHold(s.CancelHold(ctx, id, unspent.CancelHold{Hold: unspent.Seq(c.Hold), Secret: secret}))
	}, func() { sh.say("cli.holdCancelled", "Hold", unspent.Seq(c.Hold).HoldID()) })
}

// takeCmd receives a held and released card.
type takeCmd struct {
	secretFlag
	writeFlag
	holdArg
}

// Run prints the new code alone.
func (c *takeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		secret, err := sh.holdSecret(ctx, c.SecretFile)
		if err != nil {
			return err
		}
		r, err := s.Take(ctx, id, unspent.Take{Hold: unspent.Seq(c.Hold), Secret: secret})
		return sh.replaced(s, r, noHold(err))
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
		return sh.replaced(s, r, err)
	})
}

// replaced prints a new code on standard output and the rest beside it.
func (sh *shell) replaced(s *connection, r api.TransferAnswer, err error) error {
	switch {
	case err != nil:
		return err
	case sh.json:
		return sh.passOn(s)
	}
	sh.tell("cli.taken", "Card", r.Card.Serial.String(), "Old", r.Replaced.String())
	sh.tell("cli.oldDead")
	if r.Card.Code.IsZero() {
		return withHint(gone("use.codeGone"), "use.reissueCard", "Card", r.Card.Serial)
	}
	sh.tell("cli.newCode")
	sh.print("%s", r.Card.Code.Reveal())
	return nil
}
