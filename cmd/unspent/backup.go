package main

import (
	"context"
	"errors"
	"os"

	"github.com/unspent-dev/unspent/internal/audit"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// backupCmd copies the database.
type backupCmd struct {
	File string `arg:"" help:"The copy, which must not exist."`
}

// Run copies the journal as it is at one instant, beside a running server too,
// and audits the copy. The keyring is not in it.
func (c *backupCmd) Run(ctx context.Context, sh *shell) error {
	db, err := sh.database()
	if err != nil {
		return err
	}
	if err := exists(db); err != nil {
		return err
	}
	if err := sqlite.Backup(db, c.File); err != nil {
		return err
	}
	sh.note("the keyring %s is not in the copy: back it up apart, where whoever has one does not have the other", keysOf(db))
	defer func() {
		for _, suffix := range []string{"-state", "-lock", "-mark"} { // made again where the copy is restored
			os.Remove(c.File + suffix)
		}
	}()
	return sh.auditCopy(ctx, c.File)
}

// restoreCmd puts a backup in place.
type restoreCmd struct {
	File string `arg:"" help:"The backup."`
}

// Run copies the backup, audits the copy, and puts it where no database is if it
// is clean.
func (c *restoreCmd) Run(ctx context.Context, sh *shell) error {
	db, err := sh.database()
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.File); err != nil {
		return usage("there is no backup %q", c.File)
	}
	audit := func(file string) error {
		return withHint(sh.auditCopy(ctx, file), "nothing is in place of the database; the backup is as it was")
	}
	if err := sqlite.Restore(c.File, db, audit); err != nil {
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
