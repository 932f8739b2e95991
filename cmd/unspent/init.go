package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"reflect"

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
	type setting struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
		From  string `json:"from"`
	}
	cfg := sh.config
	cfg.BaseURL, cfg.Lang = cfg.baseURL(), string(sh.lang)
	fields, all := reflect.ValueOf(cfg), []setting{}
	for i := range fields.NumField() {
		name, value := fields.Type().Field(i).Tag.Get("name"), fields.Field(i).Interface()
		if text, ok := value.(string); ok {
			value = masked(text)
		}
		all = append(all, setting{name, value, sh.origins[name].String()})
	}
	if sh.json {
		return errors.Join(sh.encode(all), sh.config.Validate())
	}
	rows := make([][]string, len(all))
	for i, s := range all {
		rows[i] = []string{s.Name, fmt.Sprint(s.Value), s.From}
	}
	sh.rows("SETTING VALUE FROM", rows)
	return sh.config.Validate()
}
