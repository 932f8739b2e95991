package intake

import (
	"context"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
)

// A signature is one DKIM-Signature header of a mail, and what came of checking
// it. It is read here as well as by the library, which does not tell the
// selector, nor why it refuses.
type signature struct {
	tags     map[string]string
	domain   string         // d=
	selector string         // s=
	signed   map[string]int // h=: how often each header, lower case, is signed
	expires  time.Time      // x=; zero: never
	late     bool           // it had expired when the mail was brought
	header   string         // as it stands in the mail
	fault    assess.NoteID  // why it does not count; empty: it is good

	next func() (KeyRecord, error, bool) // the keys that it may be of; nil: it is decided
	try  KeyRecord                       // the key that is tried now
	key  KeyRecord                       // the one that fits, else the first that was found
}

// tagsOf reads a list of tag=value. It is nil if the list is malformed.
func tagsOf(list string) map[string]string {
	tags := map[string]string{}
	for _, pair := range strings.Split(list, ";") {
		name, value, ok := strings.Cut(pair, "=")
		name = strings.TrimSpace(name)
		if !ok && name == "" {
			continue
		}
		if _, again := tags[name]; again || !ok {
			return nil
		}
		tags[name] = strings.TrimSpace(value)
	}
	return tags
}

// unknown returns what of a signature says how to check it in a way that is not
// known here, or "". What is missing altogether is not new but broken.
func (s signature) unknown() string {
	version, algorithm, form := bare(s.tags["v"]), bare(s.tags["a"]), bare(s.tags["c"])
	headers, body, _ := strings.Cut(form, "/")
	known := func(c string) bool { return c == "" || c == "simple" || c == "relaxed" }
	switch {
	case version != "" && version != "1":
		return "v=" + version
	case algorithm != "" && algorithm != "rsa-sha256" && algorithm != "ed25519-sha256":
		return "a=" + algorithm
	case !known(headers) || !known(body):
		return "c=" + form
	}
	return ""
}

// name is where the key is in DNS.
func (s signature) name() string { return s.selector + "._domainkey." + s.domain }

// bare returns s without white space.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }

// signaturesOf reads the signatures of a mail, in order, and finds those that
// need no key to be refused. Only domains that speak for the brand are checked
// further: whether another domain's signature is valid changes nothing, and
// asking for its key would tell the writer of a mail who is looking at it.
func signaturesOf(e entity, ours func(domain string) bool, seen time.Time) []signature {
	var all []signature
	for _, f := range e.all("DKIM-Signature") {
		if len(all) == maxSignatures {
			break
		}
		s := signature{tags: tagsOf(f.value), header: f.raw, signed: map[string]int{}}
		s.domain, s.selector = strings.ToLower(bare(s.tags["d"])), bare(s.tags["s"])
		for _, name := range strings.Split(s.tags["h"], ":") {
			s.signed[strings.ToLower(bare(name))]++
		}
		if x, err := strconv.ParseInt(bare(s.tags["x"]), 10, 64); err == nil {
			s.expires = time.Unix(x, 0)
		}
		_, expires := s.tags["x"]
		_, short := s.tags["l"]
		switch algorithm := bare(s.tags["a"]); {
		case s.tags == nil, len(s.signed) > maxSigned, expires && s.expires.IsZero():
			s.fault = assess.SignatureBroken
		case !ours(s.domain):
			s.fault = assess.SignatureForeign
		case short:
			s.fault = assess.SignatureShort
		case algorithm == "rsa-sha1":
			s.fault = assess.SignatureWeak
		case s.unknown() != "":
			s.fault = assess.SignatureUnknown
		}
		s.late = !s.expires.IsZero() && seen.After(s.expires)
		all = append(all, s)
	}
	return all
}

// draw gets the next key that the signature may be of. It reports whether there
// is one.
func (s *signature) draw() bool {
	for s.next != nil {
		key, err, more := s.next()
		if !more {
			s.next = nil
		}
		if !more || err != nil {
			continue
		}
		if s.key.Record == "" {
			s.key = key
		}
		fault := faultOf(key.Record)
		if fault == "" {
			s.try = key
			return true
		}
		if s.fault == assess.SignatureNoKey {
			s.fault = fault
		}
	}
	return false
}

// faultOf says why a key does not count, whatever it signs.
func faultOf(record string) assess.NoteID {
	tags := tagsOf(record)
	raw := publicKey(record)
	listed := func(tag, what string) bool { // in the key's list of what it is for
		list, ok := tags[tag]
		return !ok || slices.ContainsFunc(strings.Split(list, ":"), func(s string) bool { return bare(s) == what || bare(s) == "*" })
	}
	testing := false
	for _, flag := range strings.Split(tags["t"], ":") {
		testing = testing || bare(flag) == "y" // the domain is only trying DKIM: RFC 6376, 3.6.1
	}
	switch kind := tags["k"]; {
	case len(record) > maxKeyRecord, len(raw) == 0: // revoked, or no key
		return assess.SignatureNoKey
	case !listed("s", "email"):
		return assess.SignatureNoKey
	case testing, !listed("h", "sha256"):
		return assess.SignatureWeak
	case kind == "" || kind == "rsa":
		key, err := rsaKey(raw)
		if err != nil {
			return assess.SignatureNoKey
		}
		if key.N.BitLen() < 1024 { // RFC 8301, 3.2
			return assess.SignatureWeak
		}
	case kind == "ed25519" && len(raw) == ed25519.PublicKeySize:
	default:
		return assess.SignatureNoKey
	}
	return ""
}

// publicKey returns the bytes of p= of a key record. A record may be p= alone.
func publicKey(record string) []byte {
	raw, err := base64.StdEncoding.DecodeString(bare(tagsOf(record)["p"]))
	if err != nil {
		return nil
	}
	return raw
}

func rsaKey(raw []byte) (*rsa.PublicKey, error) {
	if key, err := x509.ParsePKIXPublicKey(raw); err == nil {
		if key, ok := key.(*rsa.PublicKey); ok {
			return key, nil
		}
		return nil, errors.New("not an RSA key")
	}
	return x509.ParsePKCS1PublicKey(raw)
}

// checkSignatures checks the signatures of a mail as of the time it was seen.
func checkSignatures(ctx context.Context, e entity, all []signature, keys Keys) error {
	asking, cancel := context.WithTimeout(ctx, 2*keyTimeout) // for all of them
	defer cancel()
	for i := range all {
		if s := &all[i]; s.fault == "" {
			if s.fault = assess.SignatureNoKey; keys != nil {
				next, stop := iter.Pull2(keysOf(asking, keys, s.domain, s.selector))
				defer stop()
				s.next = next
			}
		}
	}
	for range maxTries {
		open := false
		for i := range all {
			open = all[i].draw() || open
		}
		if ctx.Err() != nil || !open {
			break
		}
		if err := checkOnce(ctx, e, all); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// checkOnce gives the mail to the library, with one key for each signature that
// is not decided.
func checkOnce(ctx context.Context, e entity, all []signature) error {
	records := map[string]string{}
	for _, s := range all {
		if s.next != nil {
			records[s.name()] = s.try.Record
		}
	}
	asked := sync.Map{} // names that the library came to ask for
	results, err := dkim.VerifyWithOptions(&stoppable{ctx, e.whole}, &dkim.VerifyOptions{
		MaxVerifications: maxSignatures,
		LookupTXT: func(name string) ([]string, error) {
			selector, domain, _ := strings.Cut(name, "._domainkey.")
			name = selector + "._domainkey." + strings.ToLower(domain)
			asked.Store(name, true)
			if record, ok := records[name]; ok {
				return []string{record}, nil
			}
			return nil, unspent.NotFound // it was refused without, or there is none
		},
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && !errors.Is(err, dkim.ErrTooManySignatures) {
		results = nil // without an end of the headers there is nothing that could be signed
	}
	for i := range all {
		s := &all[i]
		if s.next == nil {
			continue
		}
		good := i < len(results) && results[i].Err == nil
		if _, late := asked.Load(s.name()); !good && !late && !s.expires.IsZero() {
			// The library takes it for expired, by the machine's clock and before it
			// asks for the key. It may not have been when the mail was brought; and
			// if it was, only one that is good otherwise deserves the milder word.
			good = checkThen(e, *s, s.try.Record)
		}
		if s.fault = assess.SignatureBroken; good {
			s.fault, s.key, s.next = "", s.try, nil
		}
		if good && s.late {
			s.fault = assess.SignatureExpired
		}
	}
	return nil
}

// stoppable reads bytes until its context ends. It hides that they are in memory,
// for the library would otherwise copy all of them at once.
type stoppable struct {
	ctx  context.Context
	rest []byte
}

func (s *stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	if len(s.rest) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}
