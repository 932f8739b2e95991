package main

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/receipt"
)

// keysCmd manages API keys, the keyring and the keys of mails.
type keysCmd struct {
	List     keysListCmd     `cmd:"" help:"Every API key, without the keys themselves."`
	Create   keysCreateCmd   `cmd:"" help:"A new API key, printed this once."`
	Revoke   keysRevokeCmd   `cmd:"" help:"End an API key."`
	Withdraw keysWithdrawCmd `cmd:"" help:"A signing key that leaked: no receipt of it is believed any more, and a new key signs."`
	Protect  keysProtectCmd  `cmd:"" help:"Seal the keyring with a passphrase, or leave it in clear."`
	Rotate   keysRotateCmd   `cmd:"" help:"A new signing key, pepper or seal key; the old ones are kept for what they made."`
	JWKS     keysJWKSCmd     `cmd:"" name:"jwks" help:"The public keys that receipts are verified with."`
	DKIM     keysDKIMCmd     `cmd:"" name:"dkim" help:"A key that signs mails, and the DNS record that publishes it."`
}

type keysListCmd struct{}

// Run lists the keys.
func (c *keysListCmd) Run(ctx context.Context, sh *shell) error {
	return sh.read(ctx, func(s *connection) error {
		keys, err := s.Keys(ctx)
		if err != nil {
			return err
		}
		if sh.json {
			return sh.passOn(s)
		}
		var rows [][]string
		for _, k := range keys {
			state := "in force"
			if !k.RevokedAt.IsZero() {
				state = "revoked " + stamp(k.RevokedAt.Time)
			}
			rows = append(rows, []string{k.ID, string(k.Role), cmp.Or(k.Merchant, "-"), cmp.Or(strings.Join(k.Accounts, ","), "-"), stamp(k.CreatedAt), state, k.Name})
		}
		return sh.rows("KEY ROLE MERCHANT ACCOUNTS CREATED STATE NAME", rows)
	})
}

type keysCreateCmd struct {
	writeFlag
	outFlag
	Name     string `required:"" placeholder:"TEXT" help:"What the staff calls it."`
	Role     string `required:"" placeholder:"ROLE" help:"admin, issuer, store, merchant, support, auditor or partner."`
	Merchant string `placeholder:"ID" help:"The one merchant that a merchant's key may act as."`

	Accounts []string `placeholder:"IDS" help:"The accounts that a merchant's or a partner's key acts for: ids with commas between, or the beginning of ids and a star, such as acct_shop1_*. A star alone is every account; none if left out."`
}

// Run writes the key to its file, or prints it alone.
func (c *keysCreateCmd) Run(ctx context.Context, sh *shell) (err error) {
	out, err := sh.openKeyOut(c.outFlag)
	if err != nil {
		return err
	}
	defer func() { err = out.close(err) }()
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		k, err := s.CreateKey(ctx, id, api.KeyRequest{Name: c.Name, Role: unspent.Role(c.Role), Merchant: c.Merchant, Accounts: c.Accounts})
		if err == nil {
			err = out.take(k.Key)
		}
		if err != nil {
			return err
		}
		switch {
		case sh.json && c.Out != "":
			return sh.encode(map[string]string{"id": k.ID, "role": string(k.Role), "out": c.Out})
		case sh.json:
			return sh.passOn(s)
		}
		sh.note("key %s for role %s; it is %s", k.ID, k.Role, out.where())
		return nil
	})
}

type keysRevokeCmd struct {
	writeFlag
	Key string `arg:"" help:"Id of the key, such as key_…; not the key itself."`
}

// Run ends the key.
func (c *keysRevokeCmd) Run(ctx context.Context, sh *shell) error {
	return sh.write(ctx, c.ID, func(s *connection, id string) error {
		if err := s.RevokeKey(ctx, id, c.Key); err != nil {
			return err
		}
		if sh.json {
			return sh.encode(map[string]string{"revoked": c.Key})
		}
		sh.print("key %s revoked", c.Key)
		return nil
	})
}

type keysRotateCmd struct {
	What string `required:"" placeholder:"PART" help:"signing, pepper or seal."`
}

// Run adds the new key to the keyring of the database.
func (c *keysRotateCmd) Run(ctx context.Context, sh *shell) error {
	file, err := sh.changeableRing(ctx)
	if err != nil {
		return err
	}
	ring, err := file.Rotate(keyring.Part(c.What), sh.rand, sh.now())
	if err != nil {
		return err
	}
	if sh.json {
		return sh.encode(map[string]any{"rotated": c.What, "signing": ring.PublicKeys()[0].ID, "at": sh.now().UTC().Truncate(time.Second)})
	}
	sh.print("the keyring has a new %s key; back it up", c.What)
	sh.note("a server that is running uses it after its next start")
	return nil
}

type keysJWKSCmd struct{}

// Run prints the key set: the server's if one is named, else the keyring's.
func (c *keysJWKSCmd) Run(ctx context.Context, sh *shell) error {
	remote, err := sh.remote()
	if err != nil {
		return err
	}
	var set []byte
	if remote {
		s, err := sh.openServer(ctx)
		if err != nil {
			return err
		}
		set, err = s.JWKS(ctx)
		if err != nil {
			return err
		}
	} else {
		ring, err := sh.ring(ctx)
		if err != nil {
			return err
		}
		if set, err = receipt.New(ring, sh.config.baseURL()).JWKS(); err != nil {
			return err
		}
	}
	sh.print("%s", set)
	return nil
}
