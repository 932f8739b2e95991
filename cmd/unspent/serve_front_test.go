package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// minted returns a certificate of a host that certifies itself, and its key.
func minted(t *testing.T, host string, serial int64) (cert, key []byte) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(90 * 24 * time.Hour)}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// running is a server that runs, with what it logs.
type running struct {
	sh     *shell
	at     string // where it listens
	log    *bytes.Buffer
	ahead  atomic.Int64          // of its clock, in nanoseconds
	room   atomic.Pointer[error] // what the house is told of it; nil: as it is
	finish func() error
}

// running starts a server with a book of its own.
func runServer(t *testing.T, edit func(*Config)) *running {
	t.Helper()
	r := &running{log: &bytes.Buffer{}}
	r.sh = newShell("unspent", func(string) string { return "" }, nil, io.Discard, io.Discard)
	r.sh.now = func() time.Time { return time.Now().Add(time.Duration(r.ahead.Load())) }
	r.sh.config = Config{DB: filepath.Join(t.TempDir(), "book.db"), Addr: "127.0.0.1:0", Prefix: 600100}
	edit(&r.sh.config)
	if _, err := r.sh.create(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	log := slog.New(slog.NewTextHandler(r.log, nil))
	f, err := r.sh.openFront(ctx, log)
	if err != nil {
		t.Fatal(err)
	}
	r.at = f.pages.Addr().String()
	h, err := r.sh.openHouse(ctx, houseOptions{baseURL: f.base, log: log})
	if err != nil {
		t.Fatal(errors.Join(err, f.close()))
	}
	room := h.Room
	h.Room = func(ctx context.Context) error {
		if told := r.room.Load(); told != nil {
			return *told
		}
		return room(ctx)
	}
	served := make(chan error, 1)
	go func() { served <- f.serve(ctx, h, log) }()
	r.finish = func() error { stop(); return <-served }
	return r
}

// shake greets the server as a browser that was sent to host.
func (r *running) shake(host string, most uint16) (*x509.Certificate, error) {
	conn, err := tls.Dial("tcp", r.at, &tls.Config{ServerName: host, InsecureSkipVerify: true, MinVersion: tls.VersionTLS10, MaxVersion: most})
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return conn.ConnectionState().PeerCertificates[0], nil
}

// A server with a certificate speaks TLS 1.2 or later and nothing else, says so in
// its answers, and takes a new certificate up without a new start. One that cannot
// be used changes nothing.
func TestRow11_TLS(t *testing.T) {
	dir := t.TempDir()
	certAt, keyAt := filepath.Join(dir, "tls.crt"), filepath.Join(dir, "tls.key")
	write := func(cert, key []byte) {
		if err := errors.Join(os.WriteFile(certAt, cert, 0o644), os.WriteFile(keyAt, key, 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	cert, key := minted(t, "cards.example", 1)
	write(cert, key)
	r := runServer(t, func(c *Config) { c.TLSCert, c.TLSKey, c.BaseURL = certAt, keyAt, "https://cards.example" })
	defer func() {
		if err := r.finish(); err != nil {
			t.Error(err)
		}
	}()
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(cert)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "tcp", r.at)
		}}
	defer transport.CloseIdleConnections()
	for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/": 200, "/metrics": 404} {
		res, err := (&http.Client{Transport: transport}).Get("https://cards.example" + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want || res.ProtoMajor != 2 || res.Header.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s = %s %s, HSTS %q; want %d over HTTP/2", path, res.Proto, res.Status, res.Header.Get("Strict-Transport-Security"), want)
		}
	}
	if res, err := http.Get("http://" + r.at + "/healthz"); err == nil {
		res.Body.Close()
		if res.StatusCode != http.StatusBadRequest {
			t.Errorf("plain HTTP = %s", res.Status)
		}
	}
	if _, err := r.shake("cards.example", tls.VersionTLS11); err == nil {
		t.Error("TLS 1.1 is spoken")
	}
	serves := func(serial int64) {
		t.Helper()
		r.ahead.Add(int64(2 * certLook))
		if got, err := r.shake("cards.example", tls.VersionTLS12); err != nil || got.SerialNumber.Int64() != serial {
			t.Errorf("the certificate served is %v, %v; want number %d", got, err, serial)
		}
	}
	serves(1)
	cert, key = minted(t, "cards.example", 2)
	write(cert, key)
	serves(2)
	write(append(cert, cert...), []byte("no key"))
	serves(2)
	if err := os.Remove(keyAt); err != nil {
		t.Fatal(err)
	}
	serves(2)
	cert, key = minted(t, "cards.example", 12345)
	write(cert, key)
	serves(12345)
}

// Certificates are asked for only for the names of the settings; what was got before
// is kept beside the database, for nobody else to read, and needs no authority.
func TestRow11_ACME(t *testing.T) {
	var asked atomic.Int64
	authority := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		w.WriteHeader(http.StatusForbidden) // after anything else it would be asked again
	}))
	defer authority.Close()
	c := Config{DB: filepath.Join(t.TempDir(), "book.db"), ACMEHost: "cards.example, Gift.example", ACMEDirectory: authority.URL}
	m, err := c.acme(authority.Client())
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(c.DB + acmeSuffix); err != nil || info.Mode().Perm() != 0o700 {
		t.Fatalf("the folder of certificates: %v, %v", info, err)
	}
	cert, key := minted(t, "cards.example", 7)
	if err := m.Cache.Put(t.Context(), "cards.example", append(key, cert...)); err != nil {
		t.Fatal(err)
	}
	config := acmeConfig(m)
	if config.MinVersion != tls.VersionTLS12 || !strings.Contains(strings.Join(config.NextProtos, " "), "h2") ||
		!strings.Contains(strings.Join(config.NextProtos, " "), "acme-tls/1") {
		t.Errorf("TLS from %x, %q", config.MinVersion, config.NextProtos)
	}
	hello := func(host string) error {
		_, err := config.GetCertificate(&tls.ClientHelloInfo{ServerName: host, SupportedVersions: []uint16{tls.VersionTLS13},
			SignatureSchemes: []tls.SignatureScheme{tls.ECDSAWithP256AndSHA256}, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256}})
		return err
	}
	if err := hello("cards.example"); err != nil {
		t.Errorf("what was kept is not served: %v", err)
	}
	for _, host := range []string{"other.example", "", "192.0.2.1", "x.cards.example"} {
		if err := hello(host); err == nil {
			t.Errorf("a certificate for %q", host)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("the authority was asked %d times for nothing", asked.Load())
	}
	if err := hello("gift.example"); err == nil || asked.Load() == 0 {
		t.Errorf("the authority was asked %d times for a name of the settings: %v", asked.Load(), err)
	}
	for path, want := range map[string]int{"/prove?x=1": http.StatusFound, "/.well-known/acme-challenge/none": http.StatusNotFound,
		"/v1/programs": http.StatusForbidden, "/v1": http.StatusForbidden, "/x/../v1/check": http.StatusForbidden, "/v": http.StatusFound} {
		rec := httptest.NewRecorder()
		pagesOnly(m.HTTPHandler(nil)).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://cards.example"+path, nil))
		if rec.Code != want || want == http.StatusFound && rec.Header().Get("Location") != "https://cards.example"+path {
			t.Errorf("plain HTTP to %s = %d, to %q", path, rec.Code, rec.Header().Get("Location"))
		}
	}
	if err := os.Chmod(c.DB+acmeSuffix, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := c.acme(nil); err == nil || !strings.Contains(err.Error(), "can be read by others") {
		t.Errorf("a folder that others can read: %v", err)
	}
}

// Whatever is logged of a visitor is one line, in which it cannot pass for another one.
func TestLogLinesCannotBeForged(t *testing.T) {
	hostile := "x\r\nlevel=ERROR msg=forged\n{\"level\":\"ERROR\",\"msg\":\"forged\"}\u2028\x1b[2K\"' =\x00"
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		sh := newShell("unspent", func(string) string { return "" }, nil, io.Discard, &out)
		sh.config = Config{LogFormat: format, LogLevel: "info"}
		sh.logger().Warn("a sign-in failed", "from", hostile, "error", errors.New(hostile), slog.Group("of", slog.String("path", hostile)))
		line := strings.TrimSuffix(out.String(), "\n")
		if strings.ContainsAny(line, "\n\r\x1b\x00") || strings.HasPrefix(line, "{") != (format == "json") {
			t.Errorf("%s: %q", format, line)
		}
		var said map[string]any
		err := json.Unmarshal([]byte(line), &said)
		if format == "json" && (err != nil || said["msg"] != "a sign-in failed" || said["level"] != "WARN" || said["from"] != hostile) {
			t.Errorf("%s: %v, %v", format, said, err)
		}
		const in = `^time=\S+ level=WARN msg="a sign-in failed"`
		const quoted = `"([^"\\]|\\.)*"`
		if format == "text" && !regexp.MustCompile(in+` from=`+quoted+` error=`+quoted+` of\.path=`+quoted+`$`).MatchString(line) {
			t.Errorf("%s: %q", format, line)
		}
	}
}

// Links name an address that can be followed, or are not made.
func TestRow11_Links(t *testing.T) {
	tests := map[string]struct {
		c      Config
		listen string
		base   string
		plain  bool // it may listen there as it is
		named  bool // links can lead there
	}{
		"this machine":              {Config{}, "127.0.0.1:8080", "http://127.0.0.1:8080", true, true},
		"this machine, IPv6":        {Config{}, "[::1]:8080", "http://[::1]:8080", true, true},
		"everywhere":                {Config{}, "[::]:8080", "http://localhost:8080", false, false},
		"everywhere, IPv4":          {Config{}, "0.0.0.0:8080", "http://localhost:8080", false, false},
		"another address":           {Config{}, "192.0.2.1:8080", "http://192.0.2.1:8080", false, true},
		"a network that is trusted": {Config{InsecureHTTP: true}, "192.0.2.1:8080", "http://192.0.2.1:8080", true, true},
		"trusted, and everywhere":   {Config{InsecureHTTP: true}, "[::]:8080", "http://localhost:8080", true, false},
		"trusted, and named":        {Config{InsecureHTTP: true, BaseURL: "http://cards.lan/"}, "[::]:8080", "http://cards.lan", true, true},
		"named by plain HTTP":       {Config{BaseURL: "http://cards.example"}, "[::]:8080", "http://cards.example", false, true},
		"behind a proxy":            {Config{BaseURL: "https://cards.example"}, "[::]:8080", "https://cards.example", true, true},
		"a certificate":             {Config{TLSCert: "a", TLSKey: "b"}, "192.0.2.1:443", "https://192.0.2.1:443", true, true},
		"a certificate, everywhere": {Config{TLSCert: "a", TLSKey: "b"}, "[::]:443", "https://localhost:443", true, false},
		"ACME":                      {Config{ACMEHost: "Cards.example,b.example"}, "[::]:443", "https://cards.example", true, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			at, err := net.ResolveTCPAddr("tcp", tt.listen)
			if err != nil {
				t.Fatal(err)
			}
			if got := tt.c.baseOf(tt.listen); got != tt.base {
				t.Errorf("baseOf = %s; want %s", got, tt.base)
			}
			if err := tt.c.mayListen(at); (err == nil) != tt.plain {
				t.Errorf("mayListen = %v", err)
			}
			if err := tt.c.mayName(at); (err == nil) != tt.named {
				t.Errorf("mayName = %v", err)
			}
		})
	}
}

// A book without room is not ready, and is again once there is.
func TestRow11_Readyz(t *testing.T) {
	r := runServer(t, func(*Config) {})
	defer func() {
		if err := r.finish(); err != nil {
			t.Error(err)
		}
	}()
	for _, step := range []struct {
		room error
		want int
	}{{nil, 200}, {errors.New("full"), 503}, {nil, 200}} {
		r.room.Store(&step.room)
		for _, path := range []string{"/readyz", "/healthz"} {
			res, err := http.Get("http://" + r.at + path)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if want := map[string]int{"/readyz": step.want, "/healthz": 200}[path]; res.StatusCode != want {
				t.Errorf("with room %v, %s = %s; want %d", step.room, path, res.Status, want)
			}
		}
	}
}
