package unspent

import (
	"slices"
	"strings"
)

// Scope is the accounts that a key of a merchant or a partner acts for: ids, or with a
// star at the end the beginning of ids, parted by commas. "" is none.
type Scope string

// ParseScope checks what a key of a role is to act for.
func ParseScope(role Role, accounts []string) (Scope, error) {
	if len(accounts) > 0 && role != Merchant && role != Partner {
		return "", Errorf(Invalid, "only a merchant's or a partner's key is bound to accounts")
	}
	for _, a := range accounts {
		plain := a != ""
		for _, r := range strings.TrimSuffix(a, "*") {
			plain = plain && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.@", r))
		}
		if !plain {
			return "", Errorf(Invalid, "accounts are ids such as acct_taro, or the beginning of ids and a star, such as acct_shop1_*")
		}
	}
	s := Scope(strings.Join(accounts, ","))
	if len(s) > MaxScope {
		return "", Errorf(Invalid, "a key's accounts are at most %d bytes together; a beginning and a star, such as acct_shop1_*, is short", MaxScope)
	}
	return s, nil
}

// Accounts returns the ids and beginnings, nil if there are none.
func (s Scope) Accounts() []string {
	if s == "" {
		return nil
	}
	return strings.Split(string(s), ",")
}

// Covers reports whether account is one of s.
func (s Scope) Covers(account string) bool {
	return slices.ContainsFunc(s.Accounts(), func(a string) bool {
		start, some := strings.CutSuffix(a, "*")
		return a == account || some && strings.HasPrefix(account, start)
	})
}
