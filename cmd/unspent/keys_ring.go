package main

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
)

// ring returns the keyring of the settings: what a program of the operator prints,
// or the file beside the database.
func (sh *shell) ring(ctx context.Context) (*keyring.Ring, error) {
	if sh.config.KeyringCommand != "" {
		return sh.ringByCommand(ctx)
	}
	return sh.ringFile(ctx, sh.config.DB).Load()
}

// ringFile returns the keyring's file of a database.
func (sh *shell) ringFile(ctx context.Context, db string) keyring.File {
	f := keyring.File{Path: keysOf(db)}
	if path := sh.config.KeyringPass; path != "" {
		f.Passphrase = func() (string, error) { return sh.secret(ctx, path, "cli.promptKeyring") }
	}
	return f
}

// changeableRing returns the keyring of a database that no server is asked for, to
// be changed.
func (sh *shell) changeableRing(ctx context.Context) (keyring.File, error) {
	db, err := sh.database()
	if err != nil {
		return keyring.File{}, err
	}
	return sh.ownRing(ctx, db)
}

// ownRing returns the keyring's file of a database, and refuses one that is not kept
// in a file of ours.
func (sh *shell) ownRing(ctx context.Context, db string) (keyring.File, error) {
	if sh.config.KeyringCommand != "" {
		return keyring.File{}, withHint(wrong("use.ringFixed"), "use.ringCopy")
	}
	return sh.ringFile(ctx, db), nil
}

// ringByCommand runs the program of the settings. What it prints is in memory only.
func (sh *shell) ringByCommand(ctx context.Context) (*keyring.Ring, error) {
	words := strings.Fields(sh.config.KeyringCommand)
	if len(words) == 0 {
		return nil, wrong("use.ringProgram")
	}
	ctx, cancel := context.WithTimeout(ctx, keyringWindow)
	defer cancel()
	run := exec.CommandContext(ctx, words[0], words[1:]...)
	out := &capped{most: maxKeyring}
	run.Stdout, run.Stderr = out, sh.stderr
	// What the program has started goes with it, and keeps nobody waiting.
	run.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
	run.WaitDelay = time.Second
	if err := run.Run(); err != nil {
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, refuse(err, unspent.Unavailable, "use.ringLate", "Most", keyringWindow)
		}
		return nil, refuse(err, unspent.Unavailable, "use.ringFailed")
	}
	return keyring.Parse(out.Bytes())
}

// newPassphrase reads a new passphrase; from a terminal twice, since a slip would
// lose every card.
func (sh *shell) newPassphrase(ctx context.Context, path string) (string, error) {
	first, err := sh.secret(ctx, path, "cli.promptKeyring")
	if err != nil || path != "-" || !sh.asksTerminal() {
		return first, err
	}
	again, err := sh.secret(ctx, path, "cli.promptAgain")
	if err == nil && again != first {
		err = wrong("use.passphrases")
	}
	return first, err
}

// capped keeps what is written to it, up to a bound.
type capped struct {
	bytes.Buffer
	most int
}

func (c *capped) Write(b []byte) (int, error) {
	if c.Len()+len(b) > c.most {
		return 0, unspent.Errorf(unspent.TooLarge, "more than %d bytes", c.most)
	}
	return c.Buffer.Write(b)
}

// keysWithdrawCmd takes a signing key back.
type keysWithdrawCmd struct {
	Kid string `arg:""`
}

// Run marks the key in the keyring; a new one signs from now on.
func (c *keysWithdrawCmd) Run(ctx context.Context, sh *shell) error {
	file, err := sh.changeableRing(ctx)
	if err != nil {
		return err
	}
	ring, err := file.Withdraw(c.Kid, sh.rand, sh.now())
	if err != nil {
		return err
	}
	signs, _ := ring.Signer()
	if sh.json {
		return sh.encode(map[string]string{"withdrawn": c.Kid, "signing": signs})
	}
	sh.print("signing key %s is withdrawn: no receipt that it signed, at any time, is believed any more", c.Kid)
	sh.note("start the server again now; give the key set (keys jwks) to those who verify offline; back up the keyring")
	sh.note("receipts are signed with %s from then on: holders can make new ones", signs)
	return nil
}

// keysProtectCmd seals the keyring's file with a passphrase.
type keysProtectCmd struct {
	NewPassphraseFile string `xor:"how" required:"" placeholder:"FILE"`
	Clear             bool   `xor:"how" required:""`
}

// Run replaces the file by a sealed one, or one in clear.
func (c *keysProtectCmd) Run(ctx context.Context, sh *shell) error {
	file, err := sh.changeableRing(ctx)
	if err != nil {
		return err
	}
	passphrase := ""
	if !c.Clear {
		if passphrase, err = sh.newPassphrase(ctx, c.NewPassphraseFile); err != nil {
			return err
		}
	}
	if err := file.Protect(passphrase); err != nil {
		return err
	}
	if sh.json {
		return sh.encode(map[string]bool{"sealed": !c.Clear})
	}
	if c.Clear {
		sh.print("the keyring is in clear: whoever reads the file has it")
		return nil
	}
	sh.print("the keyring is sealed: every command and the server need --keyring-passphrase-file from now on")
	sh.note("without the passphrase every card is lost; keep it where the keyring's backup is not, and destroy older copies of the file that are in clear")
	return nil
}
