package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// initCmd creates a database, its keyring and one admin key.
type initCmd struct{ outFlag }

// Run writes the admin key to its file, or prints it alone.
func (c *initCmd) Run(ctx context.Context, sh *shell) (err error) {
	out, err := sh.openKeyOut(c.outFlag)
	if err != nil {
		return err
	}
	defer func() { err = out.close(err) }()
	key, err := sh.create(ctx)
	if err == nil {
		err = out.take(key)
	}
	if err != nil {
		return err
	}
	sh.note("database %s and keyring %s created; back them up apart from each other", sh.config.DB, keysOf(sh.config.DB))
	sh.note("the admin key is %s", out.where())
	sh.note("it opens the desk until an admin has enrolled as a person: unspent staff add --name NAME --role admin")
	if !sh.json {
		return nil
	}
	made := map[string]string{"db": sh.config.DB, "keyring": keysOf(sh.config.DB), "key": key}
	if c.Out != "" {
		delete(made, "key")
		made["out"] = c.Out
	}
	return sh.encode(made)
}

// create makes the database and keyring of the settings and returns an admin key.
func (sh *shell) create(ctx context.Context) (key string, err error) {
	for _, path := range []string{sh.config.DB, keysOf(sh.config.DB), sh.config.DB + "-mark"} {
		if _, err := os.Lstat(path); err == nil {
			return "", withHint(refuse(nil, unspent.Conflict, "use.existsDB", "File", path), "use.otherDB")
		}
	}
	file, err := sh.ownRing(ctx, sh.config.DB)
	if err != nil {
		return "", err
	}
	ring, err := file.Create(sh.rand, sh.now())
	if err != nil {
		return "", err
	}
	if file.Passphrase != nil {
		passphrase, err := sh.newPassphrase(ctx, sh.config.KeyringPass)
		if err == nil {
			err = file.Protect(passphrase)
		}
		if err != nil {
			return "", err
		}
	}
	db, err := sqlite.Open(sh.config.DB, sqlite.Options{})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	b, err := book.Open(ctx, db, ring, book.Options{Now: sh.now, Rand: sh.rand, Prefix: sh.config.Prefix})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	_, key, err = b.CreateKey(ctx, unspent.Actor{Role: unspent.System}, "init", unspent.Admin, "")
	return key, err
}

// settingsCmd prints the settings.
type settingsCmd struct{}

// Run prints every setting with its origin, and then what is wrong with them.
func (c *settingsCmd) Run(sh *shell) error {
	cfg := sh.config
	type setting struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
		From  string `json:"from"`
	}
	all := []setting{{"server", masked(cfg.Server), ""}, {"key-file", cfg.KeyFile, ""}, {"db", cfg.DB, ""},
		{"keyring-passphrase-file", cfg.KeyringPass, ""}, {"keyring-command", cfg.KeyringCommand, ""}, {"addr", cfg.Addr, ""},
		{"base-url", masked(cfg.baseURL()), ""}, {"proxies", cfg.Proxies, ""},
		{"tls-cert", cfg.TLSCert, ""}, {"tls-key", cfg.TLSKey, ""}, {"acme-host", cfg.ACMEHost, ""}, {"acme-mail", cfg.ACMEMail, ""},
		{"acme-directory", cfg.ACMEDirectory, ""}, {"acme-http-addr", cfg.ACMEHTTP, ""}, {"insecure-http", cfg.InsecureHTTP, ""},
		{"metrics-addr", cfg.MetricsAddr, ""},
		{"prefix", cfg.Prefix, ""}, {"queue", cfg.Queue, ""}, {"commit-batch", cfg.Batch, ""},
		{"assess-brands", cfg.AssessBrands, ""}, {"assess-dns", cfg.AssessDNS, ""}, {"ocr", cfg.OCR, ""},
		{"mail-server", masked(cfg.MailServer), ""}, {"mail-user", cfg.MailUser, ""}, {"mail-password-file", cfg.MailPasswordFile, ""},
		{"mail-from", cfg.MailFrom, ""},
		{"mail-name", cfg.MailName, ""}, {"mail-name-en", cfg.MailNameEN, ""}, {"mail-dkim-keys", cfg.MailKeys, ""}, {"mail-lang", cfg.MailLang, ""},
		{"mail-in", cfg.MailIn, ""}, {"mail-in-domain", cfg.MailInDomain, ""}, {"mail-in-cert", cfg.MailInCert, ""}, {"mail-in-key", cfg.MailInKey, ""},
		{"second-person", cfg.SecondPerson, ""}, {"issue-day", cfg.IssueDay, ""},
		{"log-level", cfg.LogLevel, ""}, {"log-format", cfg.LogFormat, ""}, {"lang", string(sh.lang), ""}}
	for i := range all {
		all[i].From = sh.origins[all[i].Name].String()
	}
	if sh.json {
		return errors.Join(sh.encode(all), cfg.Validate())
	}
	rows := make([][]string, len(all))
	for i, s := range all {
		rows[i] = []string{s.Name, fmt.Sprint(s.Value), s.From}
	}
	return errors.Join(sh.rows("SETTING VALUE FROM", rows), cfg.Validate())
}

// versionCmd prints the version.
type versionCmd struct{}

// Run prints the version.
func (c *versionCmd) Run(sh *shell) error {
	if sh.json {
		return sh.encode(map[string]string{"version": version()})
	}
	sh.print("unspent %s", version())
	return nil
}

// version returns the module's version, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}
