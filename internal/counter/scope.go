package counter

import "github.com/unspent-dev/unspent"

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
	if !x.by.Scope.Covers(account) {
		return errNoAccount
	}
	return nil
}
