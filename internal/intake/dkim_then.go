package intake

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/subtle"
	"encoding/base64"
	"hash"
	"io"
	"slices"
	"strings"
)

// checkThen checks a signature whose end of validity lies between the time that
// the mail was brought and now, when a bundle is verified years later. The
// library can be told no time. This does what RFC 6376, 6.1 says, for the
// algorithms that the library allows; tests compare the two on every mail.
func checkThen(e entity, s signature, record string) bool {
	headers, body, _ := strings.Cut(bare(s.tags["c"]), "/")
	known := func(c string) bool { return c == "" || c == "simple" || c == "relaxed" }
	query, asks := s.tags["q"]
	switch {
	case s.tags["v"] != "1", s.signed["from"] == 0, !known(headers), !known(body), !identityFits(s),
		asks && !slices.Contains(strings.Split(bare(query), ":"), "dns/txt"):
		return false
	}
	want, err := base64.StdEncoding.DecodeString(bare(s.tags["bh"]))
	if err != nil {
		return false
	}
	sig, err := base64.StdEncoding.DecodeString(bare(s.tags["b"]))
	if err != nil {
		return false
	}
	sum := crypto.SHA256.New()
	canonicalBody(sum, e.body, body == "relaxed")
	if subtle.ConstantTimeCompare(sum.Sum(nil), want) != 1 {
		return false
	}
	sum.Reset()
	taken := map[string]int{}
	for _, name := range strings.Split(s.tags["h"], ":") {
		name = strings.ToLower(bare(name))
		taken[name]++
		if fields := e.all(name); taken[name] <= len(fields) { // from the lowest up
			io.WriteString(sum, canonicalHeader(fields[len(fields)-taken[name]].raw, headers == "relaxed"))
		}
	}
	own := canonicalHeader(unsigned(s.header), headers == "relaxed")
	io.WriteString(sum, strings.TrimRight(own, "\r\n"))
	raw, digest := publicKey(record), sum.Sum(nil)
	switch bare(s.tags["a"]) {
	case "rsa-sha256":
		key, err := rsaKey(raw)
		return err == nil && rsa.VerifyPKCS1v15(key, crypto.SHA256, digest, sig) == nil
	case "ed25519-sha256":
		return len(raw) == ed25519.PublicKeySize && ed25519.Verify(raw, digest, sig)
	}
	return false
}

// identityFits reports whether i= lies within d=.
func identityFits(s signature) bool {
	id, ok := s.tags["i"]
	id = strings.ToLower(bare(id))
	return !ok || strings.HasSuffix(id, "@"+s.domain) || strings.HasSuffix(id, "."+s.domain)
}

// unsigned returns a signature's header without the signature, b=.
func unsigned(header string) string {
	name, list, _ := strings.Cut(header, ":")
	pairs := strings.Split(list, ";")
	for i, pair := range pairs {
		if tag, _, _ := strings.Cut(pair, "="); strings.TrimSpace(tag) == "b" {
			pairs[i] = tag + "="
		}
	}
	return name + ":" + strings.Join(pairs, ";")
}

func canonicalHeader(raw string, relaxed bool) string {
	if !relaxed {
		return raw
	}
	name, value, _ := strings.Cut(raw, ":")
	words := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) })
	return strings.ToLower(strings.TrimSpace(name)) + ":" + strings.Join(words, " ") + "\r\n"
}

// canonicalBody hashes a body as it was signed: every line ends with CRLF, empty
// lines at the end are left out, and a relaxed body has one blank for each run
// of them and none at a line's end.
func canonicalBody(w hash.Hash, body []byte, relaxed bool) {
	empty, wrote := 0, false
	for len(body) > 0 {
		line, rest, _ := bytes.Cut(body, []byte("\n"))
		body = rest
		if line = bytes.TrimSuffix(line, []byte("\r")); relaxed {
			line = bytes.TrimRight(line, " \t")
		}
		if len(line) == 0 {
			empty++
			continue
		}
		for ; empty > 0; empty-- {
			io.WriteString(w, "\r\n")
		}
		for relaxed {
			i := bytes.IndexAny(line, " \t")
			if i < 0 {
				break
			}
			w.Write(line[:i])
			io.WriteString(w, " ")
			line = bytes.TrimLeft(line[i:], " \t")
		}
		w.Write(line)
		io.WriteString(w, "\r\n")
		wrote = true
	}
	if !wrote && !relaxed {
		io.WriteString(w, "\r\n")
	}
}
