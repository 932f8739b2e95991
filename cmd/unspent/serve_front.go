package main

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/internal/house"
	"github.com/unspent-dev/unspent/internal/notify"
)

// front is where a server is reached.
type front struct {
	pages      net.Listener
	tls        *tls.Config  // nil: plain HTTP
	mails      net.Listener // nil: none come in
	numbers    net.Listener // of the metrics; nil: nobody reads them
	challenges net.Listener // where an authority looks over plain HTTP; nil: it does not
	challenge  http.Handler // what answers there
	base       string       // the address that links name
}

// hostForm is the name of a host that an authority certifies.
var hostForm = regexp.MustCompile(`^(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$`)

// hasTLS reports whether the server itself speaks TLS.
func (c Config) hasTLS() bool { return c.TLSCert != "" || c.ACMEHost != "" }

// front notes what is wrong with how the server is reached.
func (c Config) front(f *faults) {
	f.add((c.TLSCert == "") != (c.TLSKey == ""), "set.pair", "Name", "tls-cert", "Other", "tls-key")
	f.add(c.TLSCert != "" && c.ACMEHost != "", "set.certificates")
	f.add(c.InsecureHTTP && c.hasTLS(), "set.insecure")
	f.add(c.hasTLS() && strings.HasPrefix(c.BaseURL, "http:"), "set.baseHTTPS")
	f.add(c.ACMEHost == "" && (c.ACMEMail != "" || c.ACMEHTTP != ""), "set.acmeHost")
	f.add(c.ACMEHost != "" && (len(c.acmeHosts()) == 0 || slices.ContainsFunc(c.acmeHosts(), func(host string) bool {
		_, err := netip.ParseAddr(host)
		return err == nil || !hostForm.MatchString(host)
	})), "set.acmeNames")
	f.add(c.ACMEDirectory != "" && (!webAddress(c.ACMEDirectory) || !strings.HasPrefix(c.ACMEDirectory, "https:")), "set.acmeDirectory")
	_, err := notify.ParseAddress(c.ACMEMail)
	f.add(c.ACMEMail != "" && err != nil, "set.mailAddress", "Name", "acme-mail", "Like", "admin@cards.example")
	for _, s := range [...]struct{ name, addr string }{{"metrics-addr", c.MetricsAddr}, {"acme-http-addr", c.ACMEHTTP}} {
		_, _, err := net.SplitHostPort(s.addr)
		f.add(s.addr != "" && err != nil, "set.hostPort", "Name", s.name, "Like", "127.0.0.1:9464")
	}
}

// baseURL returns the address that receipts and links name.
func (c Config) baseURL() string { return c.baseOf(c.Addr) }

// baseOf is baseURL of a server that listens on addr. Without a name in the settings
// it is at most one for this machine itself.
func (c Config) baseOf(addr string) string {
	switch {
	case c.BaseURL != "":
		return strings.TrimSuffix(c.BaseURL, "/")
	case len(c.acmeHosts()) > 0:
		return "https://" + c.acmeHosts()[0]
	}
	host, port, err := net.SplitHostPort(addr)
	if err == nil && everywhere(host) {
		addr = net.JoinHostPort("localhost", port)
	}
	if c.hasTLS() {
		return "https://" + addr
	}
	return "http://" + addr
}

// everywhere reports whether a host is every address of a machine, which nobody can
// follow a link to.
func everywhere(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "" || err == nil && ip.Unmap().IsUnspecified()
}

// here reports whether only this machine can reach what listens on addr.
func here(addr net.Addr) bool {
	at, err := netip.ParseAddrPort(addr.String())
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// mayListen refuses an address by which codes would cross a network in the clear
// without anybody having said so.
func (c Config) mayListen(addr net.Addr) error {
	if c.hasTLS() || c.InsecureHTTP || here(addr) || strings.HasPrefix(c.BaseURL, "https:") {
		return nil
	}
	return withHint(withHint(withHint(wrong("use.clear", "Addr", addr), "use.clearTLS"), "use.clearProxy"), "use.clearHTTP")
}

// mayName refuses an address that no link can name.
func (c Config) mayName(addr net.Addr) error {
	host, _, err := net.SplitHostPort(addr.String())
	if c.BaseURL != "" || c.ACMEHost != "" || err == nil && !everywhere(host) {
		return nil
	}
	return withHint(wrong("use.everywhere", "Addr", addr), "use.baseURL")
}

// openFront listens wherever the settings say.
func (sh *shell) openFront(ctx context.Context, log *slog.Logger) (f *front, err error) {
	f = &front{}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.close())
		}
	}()
	c := sh.config
	if f.pages, err = listen(ctx, c.Addr); err != nil {
		return f, err
	}
	if err = c.mayListen(f.pages.Addr()); err == nil {
		err = c.mayName(f.pages.Addr())
	}
	if err != nil {
		return f, err
	}
	f.base = c.baseOf(f.pages.Addr().String())
	if f.mails, err = sh.listenMailIn(ctx); err != nil {
		return f, err
	}
	if c.MetricsAddr != "" {
		if f.numbers, err = listen(ctx, c.MetricsAddr); err != nil {
			return f, err
		}
	}
	return f, sh.certify(ctx, f, log)
}

// certify readies TLS, if there is to be any.
func (sh *shell) certify(ctx context.Context, f *front, log *slog.Logger) error {
	c := sh.config
	if c.TLSCert != "" {
		pair, err := openCertificate("tls-cert and tls-key", c.TLSCert, c.TLSKey, sh.now, log)
		if err != nil {
			return err
		}
		f.tls = pair.config()
	}
	if c.ACMEHost == "" {
		return nil
	}
	m, err := c.acme(nil)
	if err != nil {
		return err
	}
	f.tls = acmeConfig(m)
	if c.ACMEHTTP != "" {
		f.challenge = pagesOnly(m.HTTPHandler(nil))
		f.challenges, err = listen(ctx, c.ACMEHTTP)
	}
	return err
}

// pagesOnly keeps programs from plain HTTP: one that is led on to https would send its
// next key in the clear too.
func pagesOnly(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if at := path.Clean(r.URL.Path); at == "/v1" || strings.HasPrefix(at, "/v1/") {
			http.Error(w, "the API is at https only; a key or a code that came here came in the clear", http.StatusForbidden)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

// tell writes into the log where the server is reached, and what of it is not as it
// should be in front of strangers.
func (f *front) tell(c Config, log *slog.Logger) {
	log.Info("serving", "address", f.pages.Addr().String(), "base", f.base, "tls", f.tls != nil, "version", version())
	switch {
	case f.tls != nil || here(f.pages.Addr()):
	case c.InsecureHTTP:
		log.Warn("plain HTTP: whoever is on the way reads the codes of cards, API keys and sessions", "address", f.pages.Addr().String())
	default:
		log.Warn("plain HTTP behind a proxy: see that nobody else than the proxy can reach this address", "address", f.pages.Addr().String(), "proxies", c.Proxies)
	}
	if f.numbers != nil {
		log.Info("telling figures at /metrics", "address", f.numbers.Addr().String())
		if !here(f.numbers.Addr()) {
			log.Warn("other machines can reach the figures: how much is sold and paid stands there", "address", f.numbers.Addr().String())
		}
	}
	if f.mails != nil {
		log.Info("taking mails", "address", f.mails.Addr().String(), "domain", c.MailInDomain)
	}
}

// close gives every listener up.
func (f *front) close() error {
	var errs []error
	for _, l := range []net.Listener{f.pages, f.mails, f.numbers, f.challenges} {
		if l != nil {
			errs = append(errs, l.Close())
		}
	}
	return errors.Join(errs...)
}

// newServer returns what answers by handler.
func newServer(handler http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{Handler: handler, ReadHeaderTimeout: headerWindow, ReadTimeout: readWindow, WriteTimeout: writeWindow,
		IdleTimeout: idleWindow, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
}

// answering is a server and the listener that it answers on.
type answering struct {
	*http.Server
	l net.Listener
}

// run answers until it is shut down.
func (a answering) run() error {
	if a.TLSConfig != nil {
		return a.ServeTLS(a.l, "", "")
	}
	return a.Serve(a.l)
}

// servers returns what answers at f for h.
func (f *front) servers(h *house.House, log *slog.Logger) []answering {
	all := []answering{{newServer(h.Pages, log), f.pages}}
	all[0].TLSConfig = f.tls
	if f.numbers != nil {
		all = append(all, answering{newServer(h.Numbers, log), f.numbers})
	}
	if f.challenges != nil {
		all = append(all, answering{newServer(f.challenge, log), f.challenges})
	}
	return all
}

// shut ends servers, after what they were asked if ctx gives the time.
func shut(ctx context.Context, all []answering) error {
	var errs []error
	for _, s := range all {
		if err := s.Shutdown(ctx); err != nil {
			errs = append(errs, err, s.Close())
		}
	}
	return errors.Join(errs...)
}
