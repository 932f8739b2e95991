package intake

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/miekg/dns"

	"github.com/unspent-dev/unspent/assess"
)

// testKeys makes the keys that the tests sign with, once.
var testKeys = sync.OnceValue(func() (k struct{ brand, other *rsa.PrivateKey }) {
	var err error
	if k.brand, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		panic(err)
	}
	if k.other, err = rsa.GenerateKey(rand.Reader, 2048); err != nil {
		panic(err)
	}
	return k
})

// keyText is the record under which a public key is published.
func keyText(key crypto.PublicKey) string {
	if key, ok := key.(ed25519.PublicKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key)
	}
	raw, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		panic(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(raw)
}

// allHeaders is what the brand of the tests signs.
func allHeaders() []string {
	return []string{"From", "To", "Subject", "Date", "Message-ID", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"}
}

// sign signs a mail as the brand does; edit changes how.
func sign(t testing.TB, text string, edit func(*dkim.SignOptions)) string {
	t.Helper()
	options := dkim.SignOptions{
		Domain: "hanami.example", Selector: "s1", Signer: testKeys().brand, HeaderKeys: allHeaders(),
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	}
	if edit != nil {
		edit(&options)
	}
	var out bytes.Buffer
	if err := dkim.Sign(&out, strings.NewReader(text), &options); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// signElsewhere signs a mail with dkimpy, which shares no code with the library
// that checks it.
func signElsewhere(t *testing.T, text string, flags ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "key.pem")
	block := &pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(testKeys().brand)}
	if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("dkimsign", append(flags, "s1", "hanami.example", file)...)
	cmd.Stdin = strings.NewReader(text)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("dkimsign (Debian package python3-dkim): %v: %s", err, errs.String())
	}
	return string(out)
}

// serve starts a DNS server with TXT records by name, and returns its address.
func serve(t testing.TB, records map[string][]string) string {
	t.Helper()
	answer := dns.HandlerFunc(func(w dns.ResponseWriter, q *dns.Msg) {
		a := new(dns.Msg)
		a.SetReply(q)
		texts, ok := records[strings.ToLower(strings.TrimSuffix(q.Question[0].Name, "."))]
		if !ok {
			a.Rcode = dns.RcodeNameError
		}
		for _, text := range texts {
			if text == "broken" {
				a.Rcode = dns.RcodeServerFailure
				continue
			}
			rr := &dns.TXT{Hdr: dns.RR_Header{Name: q.Question[0].Name, Rrtype: dns.TypeTXT, Class: dns.ClassINET}}
			for len(text) > 255 {
				rr.Txt, text = append(rr.Txt, text[:255]), text[255:]
			}
			rr.Txt = append(rr.Txt, text)
			a.Answer = append(a.Answer, rr)
		}
		if _, isUDP := w.RemoteAddr().(*net.UDPAddr); isUDP {
			a.Truncate(dns.MinMsgSize) // a long key comes over TCP
		}
		if err := w.WriteMsg(a); err != nil {
			t.Log(err)
		}
	})
	udp, tcp := onePort(t)
	var running sync.WaitGroup
	t.Cleanup(running.Wait)
	for _, server := range []*dns.Server{{PacketConn: udp, Handler: answer}, {Listener: tcp, Handler: answer}} {
		started := make(chan struct{})
		server.NotifyStartedFunc = func() { close(started) }
		running.Go(func() {
			if err := server.ActivateAndServe(); err != nil {
				t.Log(err)
			}
		})
		<-started
		t.Cleanup(func() {
			if err := server.Shutdown(); err != nil {
				t.Log(err)
			}
		})
	}
	return udp.LocalAddr().String()
}

// onePort listens on one number in both ways. A number that is free in one may be taken
// in the other, by whoever: then another is tried.
func onePort(t testing.TB) (net.PacketConn, net.Listener) {
	t.Helper()
	var last error
	for range 50 {
		udp, err := net.ListenPacket("udp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		tcp, err := net.Listen("tcp", udp.LocalAddr().String())
		if err == nil {
			return udp, tcp
		}
		last = errors.Join(err, udp.Close())
	}
	t.Fatal(last)
	return nil, nil
}

// brandKeys is the DNS of the brand, and of somebody else.
func brandKeys(t testing.TB) Keys {
	return DNS(serve(t, map[string][]string{
		"s1._domainkey.hanami.example":    {keyText(testKeys().brand.Public())},
		"s1._domainkey.elsewhere.example": {keyText(testKeys().other.Public())},
	}))
}

func TestSignersAgree(t *testing.T) {
	keys := brandKeys(t)
	text := notice("")
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	edKeys := Recorded([]KeyRecord{{Domain: "hanami.example", Selector: "ed", Record: keyText(public)}})
	tests := map[string]struct {
		mail string
		keys Keys
	}{
		"library, relaxed/relaxed": {sign(t, text, nil), keys},
		"library, simple/simple": {sign(t, text, func(o *dkim.SignOptions) {
			o.HeaderCanonicalization, o.BodyCanonicalization = dkim.CanonicalizationSimple, dkim.CanonicalizationSimple
		}), keys},
		"library, Ed25519":           {sign(t, text, func(o *dkim.SignOptions) { o.Signer, o.Selector = private, "ed" }), edKeys},
		"dkimpy, relaxed/simple":     {signElsewhere(t, text), keys},
		"dkimpy, simple/relaxed":     {signElsewhere(t, text, "--hcanon", "simple", "--bcanon", "relaxed"), keys},
		"dkimpy, with an identity":   {signElsewhere(t, text, "--identity", "robot@mail.hanami.example"), keys},
		"dkimpy, saved with LF only": {strings.ReplaceAll(signElsewhere(t, text), "\r\n", "\n"), keys},
		"empty lines at the end":     {sign(t, text, nil) + "\r\n\r\n", keys},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(tt.keys)
			in, err := mail(t.Context(), []byte(tt.mail), o)
			if err != nil {
				t.Fatal(err)
			}
			if e := in.Evidence[0]; e.Grade != assess.Verified {
				t.Errorf("grade is %s, want verified; notes %v\n%s", e.Grade, e.Notes, tt.mail)
			}
			// The check for later times says the same, of the mail and of a changed one.
			e, err := readEntity([]byte(tt.mail))
			if err != nil {
				t.Fatal(err)
			}
			all := signaturesOf(e, func(string) bool { return true }, o.Seen)
			record := in.Keys[0].Record
			if !checkThen(e, all[0], record) {
				t.Error("checkThen refuses what the library accepts")
			}
			for _, change := range [][2]string{{"5,000", "50,000"}, {"Subject: ", "Subject: x"}, {"@buyer.example", "@thief.example"}} {
				bad, err := readEntity([]byte(strings.Replace(tt.mail, change[0], change[1], 1)))
				if err != nil {
					t.Fatal(err)
				}
				if checkThen(bad, signaturesOf(bad, func(string) bool { return true }, o.Seen)[0], record) {
					t.Errorf("checkThen accepts a mail in which %q became %q", change[0], change[1])
				}
			}
		})
	}
}

// A mail that was good when it was brought stays so, years later, with the key
// that was kept.
func TestCheckIsRepeatedAfterExpiry(t *testing.T) {
	signed := sign(t, notice(""), func(o *dkim.SignOptions) { o.Expiration = seen().Add(time.Hour) })
	o := options(brandKeys(t))
	in, err := mail(t.Context(), []byte(signed), o)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		seen time.Time
		text string
		want assess.Grade
		note assess.NoteID
	}{
		"as it was brought":            {seen(), signed, assess.Verified, assess.SignatureGood},
		"brought too late":             {seen().Add(2 * time.Hour), signed, assess.Unverified, assess.SignatureExpired},
		"brought too late and altered": {seen().Add(2 * time.Hour), strings.Replace(signed, "5,000", "9,000", 1), assess.Unverified, assess.SignatureBroken},
		"altered since":                {seen(), strings.Replace(signed, "5,000", "9,000", 1), assess.Unverified, assess.SignatureBroken},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(Recorded(in.Keys))
			o.Seen = tt.seen
			again, err := mail(t.Context(), []byte(tt.text), o)
			if err != nil {
				t.Fatal(err)
			}
			e := again.Evidence[0]
			if e.Grade != tt.want || !noted(e, tt.note) {
				t.Errorf("grade %s, notes %v; want %s, %s", e.Grade, e.Notes, tt.want, tt.note)
			}
			if len(again.Keys) != 1 || again.Keys[0].Source != FromBundle || again.Keys[0].Record != in.Keys[0].Record {
				t.Errorf("keys %v, want the one of before, from the bundle", again.Keys)
			}
		})
	}
}

// A key that no signer may use any more.
const rsa768 = "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAOTdBx8N7ikQJoJgwdtbbeBnZb0XOmhGtfjRL98lCSmyJbLaY2D2oci+jG9/" +
	"A6UKO/OwXYLGjt/j3eKOsJsc2n3MY7uvE0Y9zcj2abvaeGII95vcK+HBuBH/PyJYP8P6IQIDAQAB"

func TestFaultOfKey(t *testing.T) {
	small, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	public := keyText(testKeys().brand.Public())
	for name, tt := range map[string]struct {
		record string
		want   assess.NoteID
	}{
		"good":             {public, ""},
		"bare p=":          {public[strings.Index(public, "p="):], ""},
		"1024 bits":        {keyText(small.Public()), ""},
		"768 bits":         {"v=DKIM1; p=" + rsa768, assess.SignatureWeak},
		"revoked":          {"v=DKIM1; k=rsa; p=", assess.SignatureNoKey},
		"no key":           {"v=spf1 -all", assess.SignatureNoKey},
		"in test":          {strings.Replace(public, "k=rsa", "k=rsa; t=y:s", 1), assess.SignatureWeak},
		"for sha1 only":    {strings.Replace(public, "k=rsa", "k=rsa; h=sha1", 1), assess.SignatureWeak},
		"for other things": {strings.Replace(public, "k=rsa", "k=rsa; s=tlsrpt", 1), assess.SignatureNoKey},
		"for mail":         {strings.Replace(public, "k=rsa", "k=rsa; s=email; h=sha1:sha256", 1), ""},
		"huge":             {public + strings.Repeat("A", maxKeyRecord), assess.SignatureNoKey},
		"unknown kind":     {"v=DKIM1; k=dsa; p=AAAA", assess.SignatureNoKey},
	} {
		t.Run(name, func(t *testing.T) {
			if got := faultOf(tt.record); got != tt.want {
				t.Errorf("faultOf(%.60q…) = %q, want %q", tt.record, got, tt.want)
			}
		})
	}
}

func TestCheckStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := mail(ctx, []byte(sign(t, notice(""), nil)), options(brandKeys(t))); err == nil {
		t.Error("a cancelled check gives an answer")
	}
}
