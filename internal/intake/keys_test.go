package intake

import (
	"crypto/rand"
	"crypto/rsa"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"github.com/unspent-dev/unspent"
)

func TestDNSKeys(t *testing.T) {
	large, err := rsa.GenerateKey(rand.Reader, 4096)
	if err != nil {
		t.Fatal(err)
	}
	long := keyText(large.Public()) // over UDP it does not fit
	keys := DNS(serve(t, map[string][]string{
		"long._domainkey.hanami.example": {long},
		"two._domainkey.hanami.example":  {"v=DKIM1; p=AA", "v=DKIM1; p=BB"},
		"down._domainkey.hanami.example": {"broken"},
	}))
	for name, tt := range map[string]struct {
		domain, selector, record string
		reason                   unspent.Reason
	}{
		"one that comes over TCP": {"hanami.example", "long", long, ""},
		"in capitals":             {"Hanami.Example", "LONG", long, ""},
		"none":                    {"hanami.example", "none", "", unspent.NotFound},
		"two":                     {"hanami.example", "two", "", unspent.NotFound},
		"out of order":            {"hanami.example", "down", "", unspent.Unavailable},
		"no name":                 {"hanami.example", "a/../b", "", unspent.Invalid},
		"no domain":               {"", "s1", "", unspent.Invalid},
		"empty label":             {"hanami..example", "s1", "", unspent.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := keys.Key(t.Context(), tt.domain, tt.selector)
			if key.Record != tt.record || unspent.ReasonOf(err) != tt.reason {
				t.Errorf("got %.40q, %v; want %.40q, %q", key.Record, err, tt.record, tt.reason)
			}
			if err == nil && (key.Source != FromDNS || key.At.IsZero() || key.Domain != tt.domain) {
				t.Errorf("the key %v does not say where it is from", key)
			}
		})
	}
	if _, err := DNS("127.0.0.1:1").Key(t.Context(), "hanami.example", "s1"); unspent.ReasonOf(err) != unspent.Unavailable {
		t.Errorf("no server gives %v, want unavailable", err)
	}
}

func TestDirKeys(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	keys := Dir(fstest.MapFS{
		"plain._domainkey.hanami.example.txt": file("v=DKIM1; k=rsa;\n  p=AAAA\n"),
		"tool._domainkey.hanami.example.txt": file("tool._domainkey\tIN\tTXT\t( \"v=DKIM1; h=sha256; k=rsa; \"\n\t  \"p=AA\"\n" +
			"\t  \"BB\" )  ; ----- DKIM key tool for hanami.example\n"),
		"large._domainkey.hanami.example.txt": file(strings.Repeat("x", maxKeyFile+1)),
		"all.zone": file("$ORIGIN hanami.example.\n; keys \"old\"\n@ IN TXT \"v=spf1 -all\"\nzone._domainkey 3600 IN TXT \"v=DKIM1; p=CC\" \"DD\"\n" +
			"far._domainkey.elsewhere.example. TXT \"v=DKIM1; p=EE\"\n"),
	})
	for name, tt := range map[string]struct {
		domain, selector, record string
		reason                   unspent.Reason
	}{
		"plain":                 {"hanami.example", "plain", "v=DKIM1; k=rsa; p=AAAA", ""},
		"as signers' tools do":  {"hanami.example", "tool", "v=DKIM1; h=sha256; k=rsa; p=AABB", ""},
		"in a zone":             {"hanami.example", "zone", "v=DKIM1; p=CCDD", ""},
		"by its whole name":     {"elsewhere.example", "far", "v=DKIM1; p=EE", ""},
		"none":                  {"hanami.example", "none", "", unspent.NotFound},
		"too large":             {"hanami.example", "large", "", unspent.TooLarge},
		"a path and not a name": {"hanami.example", "../plain", "", unspent.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := keys.Key(t.Context(), tt.domain, tt.selector)
			if key.Record != tt.record || unspent.ReasonOf(err) != tt.reason || err == nil && key.Source != FromDirectory {
				t.Errorf("got %q of %q, %v; want %q, %q", key.Record, key.Source, err, tt.record, tt.reason)
			}
		})
	}
}

func TestArchiveKeys(t *testing.T) {
	const text = `[
 {"id":1,"domain":"hanami.example","selector":"s1","value":"v=DKIM1; p=AAAA","firstSeenAt":"2020-01-01T00:00:00Z","observations":[
  {"source":"live_dns","firstSeenAt":"2020-01-01T00:00:00.000Z","lastSeenAt":"2021-01-01T00:00:00.000Z"}]},
 {"id":2,"domain":"hanami.example","selector":"s1","value":"p=BBBB","observations":[
  {"source":"live_dns","firstSeenAt":"2022-01-01T00:00:00Z","lastSeenAt":"2023-01-01T00:00:00Z"},
  {"source":"gcd_recovered","firstSeenAt":"2025-01-01T00:00:00Z","lastSeenAt":"2026-01-01T00:00:00Z"}]},
 {"id":3,"domain":"hanami.example","selector":"s1","value":"k=rsa; p=BB BB","observations":[
  {"source":"live_dns","firstSeenAt":"2022-01-01T00:00:00Z","lastSeenAt":"2024-01-01T00:00:00Z"}]},
 {"id":4,"domain":"hanami.example","selector":"made","value":"p=CCCC","observations":[
  {"source":"gcd_recovered","firstSeenAt":"2022-01-01T00:00:00Z","lastSeenAt":"2024-01-01T00:00:00Z"}]}]`
	keys, err := Archive(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var found []KeyRecord
	for key, err := range keysOf(t.Context(), keys, "hanami.example", "S1") {
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, key)
	}
	if len(found) != 2 || found[0].Record != "k=rsa; p=BB BB" || found[1].Record != "v=DKIM1; p=AAAA" {
		t.Errorf("found %v; want the two keys, the newest first, each once", found)
	}
	if want := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); !found[0].At.Equal(want) || found[0].Source != FromArchive {
		t.Errorf("the newest is from %s, seen %v; want the archive, %v", found[0].Source, found[0].At, want)
	}
	if _, err := keys.Key(t.Context(), "hanami.example", "made"); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("a key that was computed from mails gives %v, want not_found", err)
	}
	for name, bad := range map[string]struct {
		text   string
		reason unspent.Reason
	}{
		"no array":  {`{"error":"rate limited"}`, unspent.Invalid},
		"too large": {"[" + strings.Repeat(" ", maxArchive) + "]", unspent.TooLarge},
	} {
		if _, err := Archive(strings.NewReader(bad.text)); unspent.ReasonOf(err) != bad.reason {
			t.Errorf("%s: %v, want %s", name, err, bad.reason)
		}
	}
}

// A signer uses a selector again. The old key is in the archive, the new one in
// DNS, and a mail of either time is verified.
func TestChainTriesOldKeys(t *testing.T) {
	now, old := testKeys().brand, testKeys().other
	archived, err := Archive(strings.NewReader(`[{"domain":"hanami.example","selector":"s1","value":"` + keyText(old.Public()) +
		`","observations":[{"source":"live_dns","lastSeenAt":"2025-01-01T00:00:00Z"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	nowhere := DNS("127.0.0.1:1")
	for name, tt := range map[string]struct {
		keys   Keys
		text   string
		source string
	}{
		"old mail": {Chain(brandKeys(t), archived), sign(t, notice(""), func(o *dkim.SignOptions) { o.Signer = old }), FromArchive},
		"new mail": {Chain(brandKeys(t), archived), sign(t, notice(""), nil), FromDNS},
		"the first is away": {Chain(nowhere, Recorded([]KeyRecord{{Domain: "hanami.example", Selector: "s1", Record: keyText(now.Public())}})),
			sign(t, notice(""), nil), FromBundle},
		"new mail after the archive": {Chain(archived, brandKeys(t)), sign(t, notice(""), nil), FromDNS},
		"archive before the DNS":     {Chain(archived, brandKeys(t)), sign(t, notice(""), func(o *dkim.SignOptions) { o.Signer = old }), FromArchive},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := mail(t.Context(), []byte(tt.text), options(tt.keys))
			if err != nil {
				t.Fatal(err)
			}
			if e := in.Evidence[0]; e.Grade != "verified" || len(in.Keys) != 1 || in.Keys[0].Source != tt.source {
				t.Errorf("%s by %v; want verified by the key from %s", e.Grade, in.Keys, tt.source)
			}
		})
	}
	if _, err := Chain(nowhere, archived).Key(t.Context(), "hanami.example", "none"); unspent.ReasonOf(err) != unspent.Unavailable {
		t.Errorf("a key that one source could not be asked for gives %v, want unavailable", err)
	}
	if _, err := Chain().Key(t.Context(), "hanami.example", "s1"); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("no source gives %v, want not_found", err)
	}
}
