package intake

import (
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
)

// known reports whether the brand sends mails from an address by itself.
func known(p *brand.Profile, address string) bool {
	return slices.ContainsFunc(p.Mails, func(m brand.Mail) bool { return slices.Contains(m.From, address) })
}

// signs reports whether a signature of domain counts for mails from an address;
// for any of the brand's mails if the brand sends none from there.
func signs(p *brand.Profile, address, domain string) bool {
	all := !known(p, address)
	return slices.ContainsFunc(p.Mails, func(m brand.Mail) bool {
		return (all || slices.Contains(m.From, address)) && slices.Contains(m.Domains, domain)
	})
}

// staff reports whether an address is of the brand's domains, but none that it
// sends mails from by itself: a person writes from there.
func staff(p *brand.Profile, address string) bool {
	domain := domainOf(address)
	return !known(p, address) && slices.ContainsFunc(p.Mails, func(m brand.Mail) bool {
		return slices.ContainsFunc(m.Domains, func(d string) bool { return within(domain, d) }) ||
			slices.ContainsFunc(m.From, func(a string) bool { return domain == domainOf(a) })
	})
}

func domainOf(address string) string { return address[strings.LastIndexByte(address, '@')+1:] }

// within reports whether a domain is parent, or lies below it.
func within(domain, parent string) bool {
	return domain != "" && (domain == parent || strings.HasSuffix(domain, "."+parent))
}

// single are the headers that a mail has once. Library and reader would take
// different ones if it had two.
func single() []string {
	return []string{"From", "To", "Subject", "Date", "Message-ID", "Content-Type", "MIME-Version"}
}

// needed are the headers that the reading depends on: each must be there and be
// signed. Message-ID is one, or the same mail could be brought for two cards; so
// is Content-Type, or what stands in a greeting could be made into the mail by
// naming another boundary.
func needed() []string {
	return []string{"From", "To", "Subject", "Date", "Message-ID", "Content-Type"}
}

// missing returns which of the needed headers s leaves unsigned.
func (l *letter) missing(s signature) (names []string) {
	for _, name := range needed() {
		if s.signed[strings.ToLower(name)] == 0 || len(l.all(name)) == 0 {
			names = append(names, name)
		}
	}
	return names
}

// uncovered counts what s leaves open of what the reading depends on.
func (l *letter) uncovered(s signature) int {
	n := len(l.missing(s))
	if l.encodingOpen(s) {
		n++
	}
	return n
}

// grade says how far the mail is what it seems to be, and notes why.
//
// Verified takes a good signature of a domain that speaks for the sender, over
// all that the reading depends on, of which how the text is encoded may be plain
// from the text itself, each header once, from an address that the
// brand sends from, brought for this card only. Contradicted is a mail with a
// header added to what the brand signed: that does not happen by itself. All else
// is Unverified. So is a mail whose text is not what was signed: a forger does
// that, but a mailing list, a virus scanner or a pasted source too, and evidence
// that counts little is no better for a forger than evidence that counts
// nothing. An expired signature is weak and not forged: most signers let theirs
// expire.
func (l *letter) grade(o Options, replayed bool) assess.Grade {
	p := o.Brand
	l.choose(p)
	l.noteSignatures()
	doubled, forged := l.doubled()
	var open []string
	if l.counts != nil {
		for _, name := range l.missing(*l.counts) {
			open = append(open, name)
			l.note(assess.HeadersUnsigned, name)
		}
	}
	sure := l.sureOfEncoding(o)
	switch {
	case l.within:
		l.note(assess.MailForwarded, "")
	case known(p, l.from):
	case staff(p, l.from):
		l.note(assess.SenderStaff, l.from)
	default:
		l.note(assess.SenderUnknown, decodeHeader(l.value("From")))
	}
	if replayed {
		l.note(assess.MailReplayed, "")
	}
	switch {
	case forged:
		return assess.Contradicted
	case l.counts != nil && !doubled && len(open) == 0 && sure && known(p, l.from) && !replayed:
		return assess.Verified
	}
	return assess.Unverified
}

// choose finds the signature that counts: a good one of the sender's domain, or
// of one above it, that the brand signs such mails with. Of several it takes the
// one that covers most.
func (l *letter) choose(p *brand.Profile) {
	for i := range l.signatures {
		s := &l.signatures[i]
		switch {
		case s.fault != "":
		case !within(domainOf(l.from), s.domain) || !signs(p, l.from, s.domain):
			s.fault = assess.SignatureForeign
		case l.counts == nil || l.uncovered(*s) < l.uncovered(*l.counts):
			l.counts = s
		}
	}
}

// noteSignatures says which signature counts, or why none does.
func (l *letter) noteSignatures() {
	switch {
	case l.counts != nil:
		l.note(assess.SignatureGood, "d="+l.counts.domain+" s="+l.counts.selector)
	case len(l.signatures) == 0:
		l.note(assess.SignatureMissing, "")
	}
	for _, s := range l.signatures {
		n := assess.Note{ID: s.fault, Detail: "d=" + s.domain + " s=" + s.selector}
		if s.fault == assess.SignatureUnknown {
			n.Detail += " " + s.unknown()
		}
		if l.counts == nil && !slices.Contains(l.notes, n) {
			l.notes = append(l.notes, n)
		}
	}
}

// doubled reports whether a header stands twice that must be single, and whether
// it was added to those that a domain of the brand signed.
func (l *letter) doubled() (doubled, forged bool) {
	for _, name := range single() {
		n := len(l.all(name))
		if n < 2 {
			continue
		}
		doubled = true
		l.note(assess.HeadersDoubled, name)
		for _, s := range l.signatures {
			signed := s.signed[strings.ToLower(name)]
			forged = forged || s.fault != assess.SignatureForeign && signed > 0 && signed < n
		}
	}
	return doubled, forged
}
