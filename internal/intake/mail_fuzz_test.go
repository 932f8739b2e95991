package intake

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
)

func FuzzMail(f *testing.F) {
	// Every process that fuzzes must have the same key.
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	by := func(o *dkim.SignOptions) { o.Signer = private }
	signed := sign(f, notice(""), by)
	f.Add([]byte(signed))
	f.Add([]byte(sign(f, signed, func(o *dkim.SignOptions) { by(o); o.Expiration = seen().Add(-time.Hour) })))
	f.Add([]byte(sign(f, notice(""), func(o *dkim.SignOptions) {
		by(o)
		o.HeaderCanonicalization, o.BodyCanonicalization = dkim.CanonicalizationSimple, dkim.CanonicalizationSimple
	})))
	f.Add([]byte(attach("Content-Type: message/rfc822\r\n", signed)))
	f.Add([]byte(attach("Content-Type: application/octet-stream; name=\"=?utf-8?Q?a=2Eeml?=\"\r\nContent-Transfer-Encoding: base64\r\n",
		base64.StdEncoding.EncodeToString([]byte(signed)))))
	f.Add([]byte(notice("Content-Type: text/html; charset=iso-2022-jp\r\nContent-Transfer-Encoding: quoted-printable\r\n") + "=1B$B<p><script"))
	f.Add([]byte("From: =?shift_jis?B?g0GD?= <a@b>, c@d\nSubject\n: x\n\tDKIM-Signature: v=1; a=rsa-sha256; c=simple; d=hanami.example; s=s1; l=1; x=1; bh=; b=; h=from:from\n\n--"))
	keys := Recorded([]KeyRecord{{Domain: "hanami.example", Selector: "s1", Record: keyText(private.Public())}})
	f.Fuzz(func(t *testing.T, content []byte) {
		in, err := mail(t.Context(), content, options(keys))
		switch {
		case err != nil:
			if r := unspent.ReasonOf(err); r != unspent.Invalid && r != unspent.TooLarge {
				t.Errorf("the error %q has reason %s", err, r)
			}
			return
		case len(in.Evidence) != 1 || in.Evidence[0].Says == "" || in.Evidence[0].Grade == "":
			t.Errorf("evidence is %+v", in.Evidence)
		case in.Evidence[0].Grade == assess.Verified && !noted(in.Evidence[0], assess.SignatureGood):
			t.Errorf("verified without a good signature: %+v", in.Evidence[0])
		}
		compareChecks(t, content, keys)
	})
}

// compareChecks checks that a mail which the library accepts is accepted by the
// check for later times.
func compareChecks(t *testing.T, content []byte, keys Keys) {
	l, err := open(mailBytes(content), hanami())
	if err != nil {
		return
	}
	all := signaturesOf(l.entity, func(domain string) bool { return domain == "hanami.example" }, seen())
	if err := checkSignatures(t.Context(), l.entity, all, keys); err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.fault == "" && !checkThen(l.entity, s, s.key.Record) {
			t.Errorf("the library accepts the signature by %s, checkThen does not", s.name())
		}
	}
}

func FuzzKeyFile(f *testing.F) {
	f.Add("$ORIGIN a.\nb IN TXT ( \"v=DKIM1; \"\n\"p=AA==\" ) ; c\n")
	f.Add("v=DKIM1; k=rsa; p=" + rsa768)
	f.Fuzz(func(t *testing.T, text string) {
		inZone(text, "b.a")
		faultOf(text)
		for rest, n := text, 0; rest != ""; n++ {
			var after string
			if _, _, after = cutEntry(rest); len(after) >= len(rest) {
				t.Fatalf("cutEntry(%q) cuts nothing off", rest)
			}
			rest = after
		}
	})
}

// heaviest returns the largest heap that is alive while f runs, over what was
// before. It collects garbage before each look, and counts what that found alive:
// how late a busy machine's collector comes is not the question.
func heaviest(t *testing.T, f func()) uint64 {
	t.Helper()
	look := func() uint64 {
		alive := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		runtime.GC()
		metrics.Read(alive)
		return alive[0].Value.Uint64()
	}
	before, top := look(), uint64(0)
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			default:
				top = max(top, look())
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return max(top, before) - before
}

// A mail of 20 MiB needs less than 32 MiB beside itself, and a second or two,
// whatever shape it has.
func TestLargeMails(t *testing.T) {
	const most = 32 << 20
	fill := func(head, unit, tail string) string {
		return head + strings.Repeat(unit, (maxFile-len(head)-len(tail))/len(unit)) + tail
	}
	head := func(headers string) string {
		return compose("gift@mail.hanami.example", "taro@buyer.example", "ギフトカードが登録されました", headers, "")
	}
	large := func() string {
		return sign(t, fill(head("Content-Type: multipart/mixed; boundary=b\r\n")+"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"+noticeBody+
			"--b\r\nContent-Type: application/pdf; name=x.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", strings.Repeat("QUJD",
			19)+"\r\n", "--b--\r\n")[:maxFile-4096], nil)
	}
	broken := "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=hanami.example; s=s1; h=from; bh=QUJD; b=QUJD\r\n"
	var list strings.Builder
	for i := range 300 {
		fmt.Fprintf(&list, "h%d:", i)
	}
	for name, tt := range map[string]struct {
		text  func() string // one at a time: what is alive lets garbage grow
		grade assess.Grade
	}{
		"signed, with a large attachment": {func() string { return large() }, assess.Verified},
		"attached":                        {func() string { return attach("Content-Type: message/rfc822\r\n", large()[:maxFile-4096]) }, assess.Unverified},
		"attached in base64": {func() string {
			return fill("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n", base64.StdEncoding.EncodeToString([]byte("Subject: x\r\n\r\naaaaaaaa\r\n"))+"\r\n", "")
		}, assess.Unverified},
		"attached in attached, in base64": {func() string {
			text := fill(head("Content-Type: text/plain\r\n"), "a\r\n", "")[:maxFile/8]
			for range maxForwards - 1 {
				text = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n" +
					"Content-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(text)) + "\r\n--b--\r\n"
			}
			return text
		}, assess.Unverified},
		"one large text": {func() string {
			return fill(head("Content-Type: text/plain; charset=iso-2022-jp\r\n"), "\x1b$B%\"\x1b(B \r\n", "")
		}, assess.Unverified},
		"one large page": {func() string { return fill(head("Content-Type: text/html; charset=utf-8\r\n"), "<p>a", "") }, assess.Unverified},
		"hostile: many signatures": {func() string {
			return fill(strings.Repeat(broken, maxSignatures+1)+head("Content-Type: text/plain\r\n"), "a\r\n", "")
		}, assess.Unverified},
		"hostile: empty lines": {func() string {
			return fill(broken+head("Content-Type: text/plain\r\n"), strings.Repeat("\r\n", maxBlank/2-2)+"a", "")
		}, assess.Unverified},
		"hostile: blanks": {func() string {
			return fill(strings.Replace(broken, "simple/simple", "relaxed/relaxed", 1)+head("Content-Type: text/plain\r\n"), " ", "")
		}, assess.Unverified},
		"hostile: boundaries": {func() string {
			return fill(head("Content-Type: multipart/mixed; boundary="+strings.Repeat("-", 60)+"\r\n"), "-", "")
		}, assess.Unverified},
		"hostile: folds": {func() string {
			return fill(broken+"X-A: a\r\n"+strings.Repeat(" "+strings.Repeat("a", 14)+"\r\n", 900)+head("Content-Type: text/plain\r\n"), "a\r\n", "")
		}, assess.Unverified},
		"hostile: names": {func() string {
			return fill(strings.Repeat(strings.Replace(broken, "h=from", "h=from:"+list.String(), 1), 8)+strings.Repeat("A:\r\n",
				1_900)+head("Content-Type: text/plain\r\n"), "a\r\n", "")
		}, assess.Unverified},
	} {
		t.Run(name, func(t *testing.T) {
			content := []byte(tt.text())
			keys := Recorded([]KeyRecord{{Domain: "hanami.example", Selector: "s1", Record: keyText(testKeys().brand.Public())}})
			began := time.Now()
			used := heaviest(t, func() {
				in, err := mail(t.Context(), content, options(keys))
				if err != nil {
					t.Error(err)
				} else if e := in.Evidence[0]; e.Grade != tt.grade {
					t.Errorf("grade is %s, want %s; notes %v", e.Grade, tt.grade, e.Notes)
				}
			})
			t.Logf("%s: %.1f MiB over the mail's own %.1f, %v", name, float64(used)/(1<<20), float64(len(content))/(1<<20), time.Since(began).Round(time.Millisecond))
			if used > most {
				t.Errorf("%d bytes beside the mail, want at most %d", used, most)
			}
		})
	}
}

func BenchmarkMail(b *testing.B) {
	content := []byte(sign(b, notice(""), nil))
	keys := Recorded([]KeyRecord{{Domain: "hanami.example", Selector: "s1", Record: keyText(testKeys().brand.Public())}})
	for b.Loop() {
		if _, err := mail(b.Context(), content, options(keys)); err != nil {
			b.Fatal(err)
		}
	}
}
