package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/unspent-dev/unspent"
)

// certificate is a certificate and its key from two files. They are read again when
// they change, so that a new certificate needs no new start.
type certificate struct {
	names     string // of the two settings, for errors
	cert, key string
	now       func() time.Time
	log       *slog.Logger

	mu     sync.Mutex
	looked time.Time
	seen   [2]fileState
	pair   *tls.Certificate
}

// fileState tells one version of a file from another.
type fileState struct {
	at   time.Time
	size int64
}

func stateOf(path string) fileState {
	info, err := os.Stat(path)
	if err != nil {
		return fileState{}
	}
	return fileState{info.ModTime(), info.Size()}
}

// openCertificate reads the files of two settings.
func openCertificate(names, cert, key string, now func() time.Time, log *slog.Logger) (*certificate, error) {
	c := &certificate{names: names, cert: cert, key: key, now: now, log: log}
	return c, c.read()
}

// read reads both files, and keeps what it had if they cannot be used.
func (c *certificate) read() error {
	c.looked, c.seen = c.now(), [2]fileState{stateOf(c.cert), stateOf(c.key)}
	f, err := os.Open(c.key)
	if err == nil {
		if err = errors.Join(kept(f, strangersMay), f.Close()); err != nil {
			return err
		}
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return refuse(err, unspent.Invalid, "use.pair", "Settings", c.names)
	}
	c.pair = &pair
	until := pair.Leaf.NotAfter
	level := slog.LevelInfo
	if until.Sub(c.now()) < certSoon {
		level = slog.LevelWarn
	}
	c.log.Log(context.Background(), level, "certificate read", "settings", c.names, "until", until.UTC())
	return nil
}

// get returns what the files have now.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= certLook || now.Before(c.looked) {
		c.looked = now
		if c.seen != [2]fileState{stateOf(c.cert), stateOf(c.key)} {
			if err := c.read(); err != nil {
				c.log.Warn("the certificate has changed and cannot be used; the one before stays in use", "settings", c.names, "error", err)
			}
		}
	}
	return c.pair, nil
}

// config returns how TLS is spoken with it.
func (c *certificate) config() *tls.Config {
	return &tls.Config{GetCertificate: c.get, MinVersion: tls.VersionTLS12}
}
