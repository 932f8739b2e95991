package main

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/notify"
)

type keysDKIMCmd struct {
	Domain    string `required:"" placeholder:"DOMAIN"`
	Selector  string `required:"" placeholder:"NAME"`
	Algorithm string `placeholder:"KIND" default:"rsa"`
}

// Run makes the key, or finds the one that is there, and prints the DNS record
// that publishes it.
func (c *keysDKIMCmd) Run(sh *shell) error {
	db, err := sh.existing()
	if err != nil {
		return err
	}
	path := notify.KeyPath(db, c.Selector)
	key, err := notify.CreateKey(path, c.Domain, c.Selector, notify.Algorithm(c.Algorithm), sh.rand, sh.now())
	made := err == nil
	if unspent.ReasonOf(err) == unspent.Conflict {
		key, err = c.found(path)
	}
	if err != nil {
		return err
	}
	record, err := key.Record()
	if err != nil {
		return err
	}
	if sh.json {
		return sh.encode(map[string]any{"name": key.RecordName(), "type": "TXT", "value": record, "algorithm": key.Algorithm(), "created": made})
	}
	zone, err := key.Zone()
	if err != nil {
		return err
	}
	if made {
		sh.note("a new key lies beside the database; put this record into DNS before mails are signed with it")
	} else {
		sh.note("the key of this selector was there already; this is its record")
	}
	sh.print("%s", zone)
	return nil
}

// found returns the key that is there, if it is the one that was asked for.
func (c *keysDKIMCmd) found(path string) (notify.Key, error) {
	key, err := notify.LoadKey(path)
	if err != nil {
		return notify.Key{}, err
	}
	if key.Domain() != c.Domain || key.Selector() != c.Selector || key.Algorithm() != notify.Algorithm(c.Algorithm) {
		return notify.Key{}, refuse(nil, unspent.Conflict, "use.selector", "Selector", c.Selector, "Algorithm", key.Algorithm(), "Domain", key.Domain())
	}
	return key, nil
}
