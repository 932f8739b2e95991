package main

import (
	"crypto/tls"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"github.com/unspent-dev/unspent"
)

// acmeSuffix is what the folder of certificates from an authority adds to the
// database's name. It has their keys and that of the account.
const acmeSuffix = "-acme"

// acmeHosts returns the names that certificates are asked for.
func (c Config) acmeHosts() (hosts []string) {
	for host := range strings.SplitSeq(c.ACMEHost, ",") {
		if host = strings.TrimSpace(host); host != "" {
			hosts = append(hosts, strings.ToLower(host))
		}
	}
	return hosts
}

// acme returns what asks an authority for certificates of the names of the settings,
// and of no other, when somebody first asks for them.
func (c Config) acme(client *http.Client) (*autocert.Manager, error) {
	dir := c.DB + acmeSuffix
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, &unspent.Error{Reason: unspent.Unavailable, Detail: "the folder of certificates beside the database cannot be made; check its " +
			"permissions", Err: err}
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil || !info.IsDir():
		return nil, &unspent.Error{Reason: unspent.Unavailable, Detail: "the folder of certificates beside the database cannot be used", Err: err}
	case info.Mode().Perm()&othersMay != 0:
		return nil, withHint(usage("the folder %q, which has private keys, can be read by others", filepath.Base(dir)), "chmod 700 %s", dir)
	}
	return &autocert.Manager{
		Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(dir), HostPolicy: autocert.HostWhitelist(c.acmeHosts()...), Email: c.ACMEMail,
		Client: &acme.Client{DirectoryURL: c.ACMEDirectory, HTTPClient: client, UserAgent: "unspent"},
	}, nil
}

// acmeConfig returns how TLS is spoken with certificates of m. Its challenge, too, is
// answered there.
func acmeConfig(m *autocert.Manager) *tls.Config {
	config := m.TLSConfig()
	config.MinVersion = tls.VersionTLS12
	return config
}
