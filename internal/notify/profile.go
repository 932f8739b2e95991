package notify

import (
	"slices"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// ProfileID is the brand that knows the mails of this room.
const ProfileID = "unspent"

// Profile returns what of holds on our mails, as sent from an address and signed
// by a domain: the same texts, but of one issuer. It answers NotFound if of
// does not know our mails.
func Profile(of brand.Catalogue, from Address, domain string) (*brand.Profile, error) {
	p, ok := of.Find(ProfileID)
	if !ok {
		return nil, unspent.Errorf(unspent.NotFound, "the brands have no %q, which knows our mails", ProfileID)
	}
	own := *p
	own.Mails = slices.Clone(p.Mails)
	for i := range own.Mails {
		own.Mails[i].From, own.Mails[i].Domains = []string{from.key()}, []string{domain}
	}
	return &own, nil
}
