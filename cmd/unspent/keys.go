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
	List     keysListCmd     `cmd:""`
	Create   keysCreateCmd   `cmd:""`
	Revoke   keysRevokeCmd   `cmd:""`
	Withdraw keysWithdrawCmd `cmd:""`
	Protect  keysProtectCmd  `cmd:""`
	Rotate   keysRotateCmd   `cmd:""`
	JWKS     keysJWKSCmd     `cmd:"" name:"jwks"`
	DKIM     keysDKIMCmd     `cmd:"" name:"dkim"`
}

type keysListCmd struct{}

func (c *keysListCmd) Run(ctx context.Context, sh *shell) error {
	return ask(ctx, sh, func(s *connection) ([]api.KeyRecord, error) { return s.Keys(ctx) }, func(keys []api.KeyRecord) {
		var rows [][]string
		for _, k := range keys {
			state := "in force"
			if !k.RevokedAt.IsZero() {
				state = "revoked " + stamp(k.RevokedAt.Time)
			}
			rows = append(rows, []string{k.ID, string(k.Role), cmp.Or(k.Merchant, "-"), cmp.Or(strings.Join(k.Accounts, ","), "-"), stamp(k.CreatedAt), state, k.Name})
		}
		sh.rows("KEY ROLE MERCHANT ACCOUNTS CREATED STATE NAME", rows)
	})
}

type keysCreateCmd struct {
	writeFlag
	outFlag
	Name     string `required:"" placeholder:"TEXT"`
	Role     string `required:"" placeholder:"ROLE"`
	Merchant string `placeholder:"ID"`

	Accounts []string `placeholder:"IDS"`
}

// Run writes the key to its file, or prints it alone.
func (c *keysCreateCmd) Run(ctx context.Context, sh *shell) error {
	return sh.handOut(ctx, c.writeFlag, c.outFlag, func(s *connection, id string) (handedOut, error) {
		k, err := s.CreateKey(ctx, id, api.KeyRequest{Name: c.Name, Role: unspent.Role(c.Role), Merchant: c.Merchant, Accounts: c.Accounts})
		return handedOut{k.ID, k.Role, k.Key, func(where string) { sh.note("key %s for role %s; it is %s", k.ID, k.Role, where) }}, err
	})
}

type keysRevokeCmd struct {
	writeFlag
	Key string `arg:""`
}

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
	What string `required:"" placeholder:"PART"`
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
