package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"slices"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/proof"
)

// bundleFlags are what a bundle is checked with, beside the bundle itself.
type bundleFlags struct {
	PassphraseFile string `group:"bundle" placeholder:"FILE"`
	Roots          string `group:"bundle" placeholder:"PEM"`
	brandsFlag     `embed:"" group:"bundle"`
	mailKeys       `embed:"" group:"bundle"`
}

// packed returns what a file holds if it is a zip, nil if it is none.
func (sh *shell) packed(path string) ([]byte, error) {
	in, err := sh.input(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if head, _ := in.Peek(4); !isZip(head) {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(in, casefile.MaxBundle+1))
	if err != nil {
		return nil, wrong("use.unreadable", "File", path)
	}
	return body, nil
}

func isZip(head []byte) bool { return bytes.HasPrefix(head, []byte("PK\x03\x04")) }

// bundle checks a bundle and says what was checked and what could not be. The
// answer is "no" if anything differs; whether the card is used is another
// question.
func (c *verifyCmd) bundle(ctx context.Context, sh *shell, packed []byte) error {
	known, err := c.known(ctx, sh)
	if err != nil {
		return err
	}
	check, err := casefile.Verify(ctx, packed, known)
	if unspent.ReasonOf(err) == unspent.Invalid { // so damaged that there is nothing to compare
		check = casefile.Check{Steps: []casefile.Step{{ID: casefile.StepFiles, Outcome: casefile.Failed,
			Text: brand.Text{JA: japanese.say("paper.damaged"), EN: err.Error()}}}}
		err = nil
	}
	if unspent.ReasonOf(err) == unspent.Forbidden {
		return refuse(err, unspent.Forbidden, "use.noPassphrase")
	}
	if err != nil {
		return stopped(err)
	}
	if sh.json {
		return answer(sh.encode(checkOf(check)), check.Sound)
	}
	verdict := "paper.sound"
	if !check.Sound {
		verdict = "paper.unsound"
	}
	p := paper{Verdict: check.Result.Verdict, sh: sh, wide: sh.width()}
	line := func(indent, s string) { io.WriteString(sh.stdout, p.lines(indent, indent, s)) }
	line("", sh.lang.say(verdict))
	if slices.ContainsFunc(check.Steps, func(s casefile.Step) bool { return s.ID == casefile.StepFiles && s.Outcome == casefile.Failed }) {
		line("", sh.lang.say("paper.repacked"))
	}
	for _, s := range check.Steps {
		line("  ", sh.lang.say("outcome."+string(s.Outcome))+": "+sh.lang.of(s.Text))
	}
	if check.Program != "" {
		line("  ", sh.lang.say("paper.writer", "Version", check.Program))
	}
	if p.State != "" && check.Sound {
		line("", "")
		line("", sh.lang.say("paper.itSays", "Time", sh.lang.of(brand.TimeText(check.Result.At))))
		return answer(p.write("answer"), check.Sound)
	}
	return answer(nil, check.Sound)
}

// known is what a bundle is compared with.
func (c *verifyCmd) known(ctx context.Context, sh *shell) (k casefile.Known, err error) {
	k.Program = version()
	if k.Brands, err = c.profiles(); err != nil {
		return k, err
	}
	if k.Keys, err = c.keys(sh); err != nil {
		return k, err
	}
	if c.Keys != "" {
		set, err := sh.readSmall(c.Keys, maxKeySet)
		if err != nil {
			return k, err
		}
		if k.Receipts, err = proof.ParseKeys(set); err != nil {
			return k, err
		}
	}
	if c.PassphraseFile != "" {
		if k.Passphrase, err = sh.secret(ctx, c.PassphraseFile, "cli.promptPassphrase"); err != nil {
			return k, err
		}
	}
	if c.Roots != "" {
		pem, err := sh.readSmall(c.Roots, maxKeySet)
		if err != nil {
			return k, err
		}
		k.Roots = x509.NewCertPool()
		if !k.Roots.AppendCertsFromPEM(pem) {
			return k, wrong("use.noPEM", "File", c.Roots)
		}
	}
	return k, nil
}

// checkJSON is the check of a bundle for other programs.
type checkJSON struct {
	Sound   bool             `json:"sound"`
	Program string           `json:"program"`
	Steps   []stepJSON       `json:"steps"`
	Stamp   *stampJSON       `json:"stamp,omitempty"`
	Verdict *casefile.Answer `json:"verdict,omitempty"`
}

type stepJSON struct {
	ID      string           `json:"id"`
	Outcome casefile.Outcome `json:"outcome"`
	Text    casefile.Text    `json:"text"`
}

type stampJSON struct {
	At        time.Time `json:"at"`
	Authority string    `json:"authority"`
	Trusted   bool      `json:"trusted"`
}

func checkOf(c casefile.Check) checkJSON {
	out := checkJSON{Sound: c.Sound, Program: c.Program, Steps: []stepJSON{}}
	for _, s := range c.Steps {
		out.Steps = append(out.Steps, stepJSON{s.ID, s.Outcome, s.Text})
	}
	if c.Stamp != nil {
		s := stampJSON(*c.Stamp)
		out.Stamp = &s
	}
	if c.Result.Verdict.State != "" {
		a := casefile.NewAnswer(c.Result)
		out.Verdict = &a
	}
	return out
}
