package counter

import (
	"context"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
)

// scope is the accounts that a key of a merchant or a partner acts for: their
// ids, or with a * at the end the beginning of ids. Empty is none.
type scope []string

// scopeMark parts a key's name from its scope in the name that is stored: the
// book keeps one text for each key, and its scope never changes either.
const scopeMark = "\x1f"

// parseScope checks what a new key is to act for.
func parseScope(role unspent.Role, accounts []string) (scope, error) {
	if len(accounts) > 0 && role != unspent.Merchant && role != unspent.Partner {
		return nil, unspent.Errorf(unspent.Invalid, "only a merchant's or a partner's key is bound to accounts")
	}
	for _, a := range accounts {
		id := strings.TrimSuffix(a, "*")
		plain := a != ""
		for _, r := range id {
			plain = plain && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.@", r))
		}
		if !plain {
			return nil, unspent.Errorf(unspent.Invalid, "accounts are ids such as acct_taro, or the beginning of ids and a star, such as acct_shop1_*")
		}
	}
	return accounts, nil
}

// stored returns the name under which a key with the scope is kept.
func (s scope) stored(name string) (string, error) {
	if strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "", unspent.Errorf(unspent.Invalid, "a key's name has no control characters")
	}
	if len(s) == 0 || name == "" {
		return name, nil // the book refuses a key without a name
	}
	whole := name + scopeMark + strings.Join(s, ",")
	if len(whole) > unspent.MaxName {
		return "", unspent.Errorf(unspent.Invalid, "a key's name and its accounts are at most %d bytes together; a beginning and a star, such as acct_shop1_*, is short", unspent.MaxName-len(scopeMark))
	}
	return whole, nil
}

// splitName is the inverse of scope.stored.
func splitName(stored string) (name string, s scope) {
	name, list, ok := strings.Cut(stored, scopeMark)
	if ok {
		s = strings.Split(list, ",")
	}
	return name, s
}

// covers reports whether account is one of s.
func (s scope) covers(account string) bool {
	return slices.ContainsFunc(s, func(a string) bool {
		start, some := strings.CutSuffix(a, "*")
		return a == account || some && strings.HasPrefix(account, start)
	})
}

var errNoAccount = unspent.Errorf(unspent.NotFound, "there is no such account")

// actFor refuses an account that the key is not bound to, in the words for one
// that does not exist and before anybody looks whether it does. Staff acts for all.
func (x *Errand) actFor(account string) error {
	if x.by.Role == unspent.Holder {
		if account != x.by.ID {
			return errNoAccount
		}
		return nil
	}
	if x.by.Role != unspent.Merchant && x.by.Role != unspent.Partner {
		return nil
	}
	s, err := x.c.scopeOf(x.ctx, x.by.ID)
	if err != nil {
		return err
	}
	if !s.covers(account) {
		return errNoAccount
	}
	return nil
}

// scopeOf returns what a key acts for. It is read once: a key's scope is made
// with the key, and a revoked key is not asked for.
func (c *Counter) scopeOf(ctx context.Context, key string) (scope, error) {
	if known, ok := c.scopes.Load(key); ok {
		return known.(scope), nil
	}
	keys, err := c.Book.Keys(ctx)
	if err != nil {
		return nil, err
	}
	var found scope
	for _, k := range keys {
		if k.ID == key {
			_, found = splitName(k.Name)
			c.scopes.Store(key, found)
		}
	}
	return found, nil
}
