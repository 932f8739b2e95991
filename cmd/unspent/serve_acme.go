package main

import (
	"crypto/tls"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"github.com/unspent-dev/unspent"
)

// acmeSuffix is what the folder of certificates from an authority adds to the
// database's name. It has their keys and that of the account.
const acmeSuffix = "-acme"

// acmeHosts returns the names that certificates are asked for.
func (c Config) acmeHosts() []string { return slices.Collect(listed(strings.ToLower(c.ACMEHost))) }

// acme returns what asks an authority for certificates of the names of the settings,
// and of no other, when somebody first asks for them.
func (c Config) acme(client *http.Client) (*autocert.Manager, error) {
	dir := c.DB + acmeSuffix
	err := os.MkdirAll(dir, 0o700)
	info, missing := os.Stat(dir)
	switch {
	case err != nil || missing != nil:
		return nil, refuse(errors.Join(err, missing), unspent.Unavailable, "use.acmeFolder")
	case info.Mode().Perm()&othersMay != 0:
		return nil, instead(wrong("use.acmeOpen", "Folder", filepath.Base(dir)), "chmod 700 "+dir)
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
