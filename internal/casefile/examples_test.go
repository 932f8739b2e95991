package casefile_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

var (
	update = flag.Bool("update", false, "rewrite the golden texts")
	resign = flag.Bool("sign", false, "sign the mails of the examples again, with a new key")
)

const (
	examples = "../../examples"
	domain   = "amazon.co.jp"
	selector = "example"
)

// mails are the mails of the examples, before they are signed.
var mails = map[string]struct{ to, date, id, subject, body string }{
	"present-opened/notice.eml": {
		"hanako@example.jp", "Thu, 19 Nov 2026 21:14:05 +0900", "opened-7Q2M@example", "お送りいただいたAmazonギフトカードが登録されました（開封通知）",
		"花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。\r\n\r\n送信先：taro@example.jp\r\n金額：￥5,000\r\n" +
			"注文番号：250-1234567-1234567\r\n登録日：2026年11月19日\r\nギフトカード番号：xxxx-xxxxxx-7Q2M\r\n",
	},
	"sold-called-used/delivered.eml": {
		"jiro@example.jp", "Tue, 10 Nov 2026 20:03:41 +0900", "delivered-X3WB@example", "Amazonギフトカードをお贈りします",
		"Amazonギフトカードが届いています。\r\n\r\n金額：￥10,000\r\nギフトカード番号：xxxx-xxxxxx-X3WB\r\n" +
			"注文番号：249-5551234-7654321\r\n\r\nアカウントに登録するには、上の番号を入力してください。\r\n",
	},
}

// signed puts a mail together and signs it.
func signed(t testing.TB, key crypto.Signer, name string) []byte {
	t.Helper()
	m := mails[name]
	base := func(text string) string {
		var lines []string
		for text = base64.StdEncoding.EncodeToString([]byte(text)); len(text) > 76; text = text[76:] {
			lines = append(lines, text[:76])
		}
		return strings.Join(append(lines, text), "\r\n") + "\r\n"
	}
	text := "From: Amazon.co.jp <do-not-reply@amazon.co.jp>\r\nTo: " + m.to + "\r\nSubject: =?utf-8?B?" +
		base64.StdEncoding.EncodeToString([]byte(m.subject)) + "?=\r\nDate: " + m.date + "\r\nMessage-ID: <" + m.id + ">\r\n" +
		"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base(m.body)
	var b bytes.Buffer
	err := dkim.Sign(&b, strings.NewReader(text), &dkim.SignOptions{Domain: domain, Selector: selector, Signer: key,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
		HeaderKeys: []string{"From", "From", "To", "To", "Subject", "Subject", "Date", "Date", "Message-ID", "Message-ID",
			"MIME-Version", "Content-Type", "Content-Type", "Content-Transfer-Encoding", "Content-Transfer-Encoding"}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSignExamples writes the signed mails and the public key when it is asked
// to. The private key is gone when it ends.
func TestSignExamples(t *testing.T) {
	record := filepath.Join(examples, "keys", selector+"._domainkey."+domain+".txt")
	if *resign {
		key, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			t.Fatal(err)
		}
		public, err := x509.MarshalPKIXPublicKey(key.Public())
		if err != nil {
			t.Fatal(err)
		}
		write(t, record, []byte("v=DKIM1; k=rsa; p="+base64.StdEncoding.EncodeToString(public)+"\n"))
		for name := range mails {
			write(t, filepath.Join(examples, name), signed(t, key, name))
		}
	}
	text, err := os.ReadFile(record)
	if err != nil {
		t.Fatal(err)
	}
	for name := range mails {
		mail, err := os.ReadFile(filepath.Join(examples, name))
		if err != nil {
			t.Fatal(err)
		}
		found, err := dkim.VerifyWithOptions(bytes.NewReader(mail), &dkim.VerifyOptions{
			LookupTXT: func(string) ([]string, error) { return []string{strings.TrimSpace(string(text))}, nil }})
		if err != nil || len(found) != 1 || found[0].Err != nil {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func write(t testing.TB, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func noon() time.Time { return time.Date(2026, 11, 23, 3, 0, 0, 0, time.UTC) }

func deps() casefile.Deps {
	return casefile.Deps{Brands: brand.Builtin(), Keys: intake.Dir(os.DirFS(filepath.Join(examples, "keys"))), Now: noon, Originals: true}
}

// judged assesses a folder.
func judged(t testing.TB, dir string, d casefile.Deps) casefile.Result {
	t.Helper()
	r, err := tried(t.Context(), dir, d)
	if err != nil {
		t.Fatalf("Assess(%s): %v", dir, err)
	}
	return r
}

func tried(ctx context.Context, dir string, d casefile.Deps) (casefile.Result, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return casefile.Result{}, err
	}
	defer root.Close()
	in, err := casefile.Load(root)
	if err != nil {
		return casefile.Result{}, err
	}
	d.Open = casefile.Folder(root)
	return casefile.Assess(ctx, in, d)
}

func TestExamples(t *testing.T) {
	schema := compile(t)
	tests := map[string]struct {
		state assess.State
		sure  assess.Confidence
	}{
		"present-opened":   {assess.Used, assess.Likely},
		"present-waiting":  {assess.Unused, assess.Likely},
		"store-card":       {assess.Unused, assess.Possible},
		"sold-called-used": {assess.Unknown, ""},
	}
	folders, err := filepath.Glob(filepath.Join(examples, "*", "case.yaml"))
	if err != nil || len(folders) != len(tests) {
		t.Errorf("examples has %d cases (%v), want %d", len(folders), err, len(tests))
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(examples, name, "case.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(decoded(t, text)); err != nil {
				t.Errorf("schema: %v", err)
			}
			r := judged(t, filepath.Join(examples, name), deps())
			if len(r.Faults) > 0 {
				t.Errorf("faults: %v", r.Faults)
			}
			if r.Verdict.State != tt.state || r.Verdict.Confidence != tt.sure {
				t.Errorf("verdict is %s %q, want %s %q", r.Verdict.State, r.Verdict.Confidence, tt.state, tt.sure)
			}
			for _, language := range []string{"ja", "en"} {
				golden := filepath.Join("testdata", name+"."+language+".txt")
				got := spoken(r, language)
				if *update {
					write(t, golden, []byte(got))
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got); diff != "" {
					t.Errorf("%s (-update rewrites it; -want +got):\n%s", golden, diff)
				}
			}
		})
	}
}

// spoken writes a verdict as it is read out to a person.
func spoken(r casefile.Result, language string) string {
	var b strings.Builder
	in := func(t brand.Text) string { return casefile.In(language, t) }
	v := r.Verdict
	fmt.Fprintf(&b, "%s %s\n%s\n\n%s\n", in(casefile.StateText(v.State)), in(casefile.ConfidenceText(v.Confidence)), in(brand.TimeText(v.AsOf)), in(v.Summary))
	for _, f := range v.Findings {
		fmt.Fprintf(&b, "\n[%s %s] %s\n", f.Evidence, f.Rule, in(f.Text))
		for _, why := range f.Because {
			fmt.Fprintf(&b, "  %s\n", in(why))
		}
	}
	for _, c := range v.Contradictions {
		fmt.Fprintf(&b, "\n[%s %s] %s\n", c.A, c.B, in(c.Text))
	}
	for _, a := range v.Advice {
		fmt.Fprintf(&b, "\n! %s\n", in(a.Text))
	}
	for _, a := range v.Missing {
		fmt.Fprintf(&b, "\n? %s\n", in(a.Text))
	}
	for _, m := range v.Remedies {
		fmt.Fprintf(&b, "\n> %s\n", in(m.Text))
	}
	return b.String()
}
