package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// backupCmd copies the database.
type backupCmd struct {
	File string   `arg:""`
	To   []string `placeholder:"KEY"`
}

// Run copies the journal as it is at one instant, beside a running server too,
// audits the copy, and seals it if it is to. The keyring is not in it.
func (c *backupCmd) Run(ctx context.Context, sh *shell) (done error) {
	db, err := sh.existing()
	if err != nil {
		return err
	}
	to, err := sh.recipientsOf(c.To)
	if err != nil {
		return err
	}
	plain := c.File
	if len(to) > 0 {
		room, err := clearFolder(db)
		if err != nil {
			return err
		}
		defer func() { done = errors.Join(done, os.RemoveAll(room)) }()
		plain = filepath.Join(room, "copy.db")
	}
	if err := sqlite.Backup(db, plain); err != nil {
		return err
	}
	sh.note("the keyring %s is not in the copy: back it up apart, where whoever has one does not have the other", keysOf(db))
	defer func() {
		for _, suffix := range []string{"-state", "-lock", "-mark"} { // made again where the copy is restored
			os.Remove(plain + suffix)
		}
	}()
	if err := sh.auditCopy(ctx, plain); err != nil {
		return err
	}
	if len(to) > 0 {
		return sealFile(plain, c.File, to)
	}
	sh.note("the copy is in clear: names and addresses can be read in it; --to KEY seals it")
	return nil
}

// restoreCmd puts a backup in place.
type restoreCmd struct {
	File     string `arg:""`
	Identity string `placeholder:"FILE"`
}

// Run copies the backup, audits the copy, and puts it where no database is if it
// is clean.
func (c *restoreCmd) Run(ctx context.Context, sh *shell) (done error) {
	db, err := sh.database()
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.File); err != nil {
		return wrong("use.backupMissing", "File", c.File)
	}
	from := c.File
	if isSealed(c.File) {
		room, err := clearFolder(db)
		if err != nil {
			return err
		}
		defer func() { done = errors.Join(done, os.RemoveAll(room)) }()
		from = filepath.Join(room, "copy.db")
		if err := c.open(from); err != nil {
			return err
		}
	}
	audit := func(file string) error {
		return withHint(sh.auditCopy(ctx, file), "use.notRestored")
	}
	if err := sqlite.Restore(from, db, audit); err != nil {
		return err
	}
	if err := sqlite.Check(db); err != nil {
		sh.note("%s", err)
		sh.note("the backup is in place: gather what was paid since, then unspent files --db %s says how to go on", db)
	}
	if _, err := os.Lstat(keysOf(db)); err != nil {
		sh.note("put the keyring back as %s before the server starts", keysOf(db))
	}
	return nil
}

// open decrypts the backup to a file in clear.
func (c *restoreCmd) open(plain string) error {
	if c.Identity == "" {
		return withHint(wrong("use.backupSealed"), "use.identity")
	}
	keys, err := identitiesOf(c.Identity)
	if err != nil {
		return err
	}
	return openSealed(c.File, plain, keys)
}

// auditCopy opens what was copied, which derives everything beside the journal,
// and audits it.
func (sh *shell) auditCopy(ctx context.Context, file string) (err error) {
	db, err := sqlite.Open(file, sqlite.Options{})
	if err != nil {
		return err
	}
	var result audit.Result
	err = db.View(ctx, func(r store.Reader) error {
		result, err = audit.Run(ctx, r, sh.auditOptions(false))
		return err
	})
	if err = errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := prove(ctx, file, &result); err != nil {
		return err
	}
	return sh.audited(result)
}
