package casefile_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
)

const version = "v0.0.0-test"

func bundled(t testing.TB, r casefile.Result, o casefile.Options) []byte {
	t.Helper()
	o.Program = version
	var b bytes.Buffer
	if err := casefile.Bundle(t.Context(), &b, r, o); err != nil {
		t.Fatalf("Bundle: %v", err)
	}
	return b.Bytes()
}

func known() casefile.Known { return casefile.Known{Program: version, Brands: brand.Builtin()} }

type file struct {
	name    string
	content []byte
}

func files(t testing.TB, packed []byte) (all []file) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file{f.Name, content})
	}
	return all
}

// repacked packs files as a bundle is, with a manifest that fits them if it is
// asked to.
func repacked(t testing.TB, all []file, honest bool) []byte {
	t.Helper()
	if honest {
		var m struct {
			Format  string           `json:"format"`
			Program string           `json:"program"`
			Files   []map[string]any `json:"files"`
		}
		m.Format, m.Program = casefile.Format, version
		var text bytes.Buffer
		text.WriteString("{\n  \"format\": \"" + casefile.Format + "\",\n  \"program\": \"" + version + "\",\n  \"files\": [\n")
		for i, f := range all[1:] {
			sum := sha256.Sum256(f.content)
			name, size := must(json.Marshal(f.name)), must(json.Marshal(len(f.content)))
			text.WriteString("    {\n      \"name\": " + string(name) + ",\n      \"size\": " + string(size) + ",\n      \"sha256\": \"" +
				hex.EncodeToString(sum[:]) + "\"\n    }")
			if i < len(all)-2 {
				text.WriteString(",")
			}
			text.WriteString("\n")
		}
		text.WriteString("  ]\n}\n")
		all[0].content = text.Bytes()
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range all {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func outcomes(c casefile.Check) map[string]casefile.Outcome {
	all := map[string]casefile.Outcome{}
	for _, s := range c.Steps {
		all[s.ID] = s.Outcome
	}
	return all
}

func TestBundle(t *testing.T) {
	for _, name := range []string{"present-opened", "present-waiting", "store-card", "sold-called-used"} {
		t.Run(name, func(t *testing.T) {
			r := judged(t, filepath.Join(examples, name), deps())
			packed := bundled(t, r, casefile.Options{})
			if again := bundled(t, judged(t, filepath.Join(examples, name), deps()), casefile.Options{}); !bytes.Equal(packed, again) {
				t.Error("the same case gives other bytes")
			}
			check, err := casefile.Verify(t.Context(), packed, known())
			if err != nil || !check.Sound {
				t.Fatalf("Verify = %+v, %v", check.Steps, err)
			}
			if check.Result.Verdict.State != r.Verdict.State || check.Program != version {
				t.Errorf("Verify judges %s, want %s", check.Result.Verdict.State, r.Verdict.State)
			}
			got := outcomes(check)
			want := map[string]casefile.Outcome{casefile.StepFiles: casefile.Passed, casefile.StepBrand: casefile.Passed,
				casefile.StepVerdict: casefile.Passed, casefile.StepTexts: casefile.Passed, casefile.StepOriginals: casefile.NotChecked,
				casefile.StepStamp: casefile.NotChecked}
			delete(got, casefile.StepSignatures)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("steps (-want +got):\n%s", diff)
			}
			for _, f := range files(t, packed) {
				if f.name == "report.html" {
					for _, bad := range []string{"<script", "http-equiv=\"refresh\"", " src=", "@import", "url(", "ZgotmplZ"} {
						if bytes.Contains(f.content, []byte(bad)) {
							t.Errorf("the report has %q", bad)
						}
					}
				}
			}
		})
	}
}

// Every byte of a bundle counts.
func TestVerifyEveryByte(t *testing.T) {
	packed := bundled(t, judged(t, filepath.Join(examples, "store-card"), deps()), casefile.Options{})
	k := known()
	for i := 0; i < len(packed); i += 7 {
		bad := slices.Clone(packed)
		bad[i] ^= 1
		if check, err := casefile.Verify(t.Context(), bad, k); err == nil && check.Sound {
			t.Fatalf("a change of byte %d is not found", i)
		}
	}
	for name, bad := range map[string][]byte{"cut": packed[:len(packed)-1], "longer": append(slices.Clone(packed), 0),
		"before": append([]byte{0}, packed...), "empty": nil, "text": []byte("hello")} {
		if _, err := casefile.Verify(t.Context(), bad, k); unspent.ReasonOf(err) != unspent.Invalid {
			t.Errorf("%s: Verify = %v, want an error with reason invalid", name, err)
		}
	}
}

// Each member is changed, dropped, doubled and made up, with a manifest that
// fits and with one that does not.
func TestVerifyTampered(t *testing.T) {
	packed := bundled(t, judged(t, filepath.Join(examples, "sold-called-used"), deps()), casefile.Options{})
	k := known()
	fails := func(name string, bad []byte) {
		t.Helper()
		if check, err := casefile.Verify(t.Context(), bad, k); err == nil && check.Sound {
			t.Errorf("%s: not found: %v", name, outcomes(check))
		}
	}
	for i, f := range files(t, packed) {
		if i == 0 {
			continue
		}
		for _, honest := range []bool{false, true} {
			changed := files(t, packed)
			changed[i].content = append(bytes.Clone(f.content), ' ')
			// A text that was read from a file is not covered by anything but the
			// manifest and the originals.
			if !honest || !strings.HasPrefix(f.name, "evidence/") {
				fails(f.name+" changed", repacked(t, changed, honest))
			}
			if !strings.HasPrefix(f.name, "evidence/") || !honest {
				fails(f.name+" dropped", repacked(t, slices.Delete(files(t, packed), i, i+1), honest))
			}
			fails(f.name+" doubled", repacked(t, slices.Insert(files(t, packed), i, f), honest))
		}
	}
	fails("added", repacked(t, append(files(t, packed), file{"notes.txt", []byte("x")}), false))
	fails("added with its hash", repacked(t, append(files(t, packed), file{"notes.txt", []byte("x")}), true))
	fails("a path out", repacked(t, append(files(t, packed), file{"../notes.txt", []byte("x")}), true))

	turned := files(t, packed)
	for i, f := range turned {
		turned[i].content = bytes.ReplaceAll(f.content, []byte(`"state": "unused"`), []byte(`"state": "used"`))
	}
	fails("another verdict", repacked(t, turned, true))
}

func TestVerifyHostileZip(t *testing.T) {
	zipped := func(f func(z *zip.Writer)) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		f(z)
		_ = z.Close()
		return b.Bytes()
	}
	tests := map[string][]byte{
		"bomb": zipped(func(z *zip.Writer) {
			w, _ := z.Create("manifest.json")
			_, _ = w.Write(make([]byte, 64<<20))
		}),
		"many": zipped(func(z *zip.Writer) {
			for range casefile.MaxMembers + 1 {
				_, _ = z.CreateHeader(&zip.FileHeader{Name: "a", Method: zip.Store})
			}
		}),
		"no files": zipped(func(*zip.Writer) {}),
		"comment":  zipped(func(z *zip.Writer) { _ = z.SetComment("x") }),
	}
	for name, packed := range tests {
		if _, err := casefile.Verify(t.Context(), packed, known()); err == nil || unspent.ReasonOf(err) == unspent.Internal {
			t.Errorf("%s: Verify = %v", name, err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	packed := bundled(f, judged(f, filepath.Join(examples, "store-card"), deps()), casefile.Options{})
	f.Add(packed)
	f.Add(repacked(f, files(f, packed), true))
	k := known()
	f.Fuzz(func(t *testing.T, bad []byte) {
		check, err := casefile.Verify(t.Context(), bad, k)
		if err == nil && check.Sound && !bytes.Equal(bad, packed) {
			// Only what a program wrote is sound, so it can be written again.
			var b bytes.Buffer
			if err := casefile.Bundle(t.Context(), &b, check.Result, casefile.Options{Program: check.Program}); err != nil {
				t.Errorf("Bundle of what Verify returned: %v", err)
			}
		}
	})
}

// What is in a bundle may be made up, with hashes that fit.
func FuzzVerifyMember(f *testing.F) {
	packed := bundled(f, judged(f, filepath.Join(examples, "present-waiting"), deps()), casefile.Options{})
	all := files(f, packed)
	for i := range all {
		f.Add(uint8(i), all[i].content)
	}
	k := known()
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		bad := slices.Clone(all)
		bad[int(which)%len(bad)].content = content
		check, err := casefile.Verify(t.Context(), repacked(t, bad, which > 0), k)
		if err != nil && unspent.ReasonOf(err) == unspent.Internal {
			t.Errorf("Verify = %v", err)
		}
		_ = check
	})
}

func TestOriginals(t *testing.T) {
	dir := filepath.Join(examples, "sold-called-used")
	packed := bundled(t, judged(t, dir, deps()), casefile.Options{Passphrase: "あさがお 7"}.Cheap())
	k := known()
	k.Passphrase, k.Keys = "あさがお 7", deps().Keys
	check, err := casefile.Verify(t.Context(), packed, k)
	if err != nil || !check.Sound || outcomes(check)[casefile.StepOriginals] != casefile.Passed ||
		outcomes(check)[casefile.StepSignatures] != casefile.Passed {
		t.Errorf("Verify with the passphrase = %+v, %v", check.Steps, err)
	}
	k.Passphrase = "another"
	if _, err := casefile.Verify(t.Context(), packed, k); unspent.ReasonOf(err) != unspent.Forbidden {
		t.Errorf("Verify with another passphrase = %v, want forbidden", err)
	}
	got, err := casefile.Originals(packed, "あさがお 7")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"delivered.eml", "order.html", "history.txt"} {
		want, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !bytes.Equal(got[name], want) {
			t.Errorf("Originals: %s has %d bytes, want %d (%v)", name, len(got[name]), len(want), err)
		}
	}
	if _, err := casefile.Originals(bundled(t, judged(t, dir, deps()), casefile.Options{}), "x"); unspent.ReasonOf(err) != unspent.NotFound {
		t.Errorf("Originals of a bundle without = %v, want not_found", err)
	}

	// Evidence that was made up is found by reading the originals again.
	forged := files(t, packed)
	for i, f := range forged {
		if f.name == "evidence.json" {
			forged[i].content = bytes.Replace(f.content, []byte(`"grade": "unverified"`), []byte(`"grade": "verified"`), 1)
		}
	}
	k.Passphrase = "あさがお 7"
	check, err = casefile.Verify(t.Context(), repacked(t, forged, true), k)
	if err == nil && check.Sound || outcomes(check)[casefile.StepOriginals] != casefile.Failed {
		t.Errorf("Verify of forged evidence = %+v, %v", check.Steps, err)
	}
}

// No whole code gets into a bundle, wherever it stood.
func TestNoCode(t *testing.T) {
	const code = "ABCD-EFGH1J-7Q2M"
	dir := t.TempDir()
	put := func(name, text string) { write(t, filepath.Join(dir, name), []byte(text)) }
	put("case.yaml", "# "+code+"\nbrand: amazon-jp\nasker: holder\nchannel: person\ncard: {last4: 7Q2M, amount: 5000 JPY}\nevidence:\n"+
		"  - message: \""+code+" は無効です\"\n  - file: page.html\n  - file: history.txt\n  - file: mail.eml\n  - file: missing.txt\n")
	put("page.html", "<p>注文番号 250-1234567-1234567 ギフトカード "+code+" 発送済み ABCDEFGH1J7Q2M</p>")
	put("history.txt", "2026年11月22日\t登録 (ギフト券番号: "+code+")\t￥5,000\n")
	put("mail.eml", "From: a@example.jp\r\nTo: b@example.jp\r\nSubject: "+code+"\r\nDate: Sun, 22 Nov 2026 14:05:00 +0900\r\n"+
		"Message-ID: <1@example.jp>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nギフトカード番号："+code+"\r\n")
	r := judged(t, dir, deps())
	if len(r.Faults) != 1 || r.Faults[0].File != "missing.txt" || r.Faults[0].Reason != unspent.NotFound {
		t.Errorf("faults are %+v, want missing.txt alone", r.Faults)
	}
	packed := bundled(t, r, casefile.Options{})
	for _, f := range files(t, packed) {
		for _, bad := range []string{code, "ABCDEFGH1J7Q2M", "EFGH1J"} {
			if bytes.Contains(f.content, []byte(bad)) {
				t.Errorf("%s has the code %s", f.name, bad)
			}
		}
	}
	answer := must(casefile.Encode(casefile.NewAnswer(r)))
	if bytes.Contains(answer, []byte("EFGH1J")) {
		t.Error("the answer has the code")
	}
	for _, field := range []string{"order", "serial", "recipient", "giver"} {
		in := must(casefile.Parse([]byte(least + "card: {" + field + ": " + code + "}\n")))
		_, err := casefile.Assess(t.Context(), in, deps())
		if unspent.ReasonOf(err) != unspent.Invalid || strings.Contains(err.Error(), "EFGH1J") {
			t.Errorf("%s with a code: Assess = %v, want invalid", field, err)
		}
	}
}

func TestAssess(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "out", "secret.txt"), []byte("secret"))
	write(t, filepath.Join(dir, "in", "a.txt"), bytes.Repeat([]byte("あ\n"), 100))
	if err := os.Symlink(filepath.Join(dir, "out", "secret.txt"), filepath.Join(dir, "in", "link.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "in", "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		file   string
		limit  int64
		reason unspent.Reason // of the fault
	}{
		"there":     {"a.txt", 0, ""},
		"not there": {"b.txt", 0, unspent.NotFound},
		"a link":    {"link.txt", 0, unspent.Invalid},
		"a folder":  {"folder", 0, unspent.Invalid},
		"too much":  {"a.txt", 100, unspent.TooLarge},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			write(t, filepath.Join(dir, "in", "case.yaml"), []byte(least+"evidence:\n  - file: "+tt.file+"\n  - said: unused\n    by: giver\n"))
			d := deps()
			d.Limit = tt.limit
			r := judged(t, filepath.Join(dir, "in"), d)
			got := unspent.Reason("")
			if len(r.Faults) > 0 {
				got = r.Faults[0].Reason
			}
			if got != tt.reason {
				t.Errorf("fault is %+v, want reason %q", r.Faults, tt.reason)
			}
			if last := r.Evidence[len(r.Evidence)-1]; last.Says != brand.SaidUnused {
				t.Errorf("what follows the file is not read: %+v", r.Evidence)
			}
			d.Strict = true
			if _, err := tried(t.Context(), filepath.Join(dir, "in"), d); unspent.ReasonOf(err) != tt.reason {
				t.Errorf("strict: Assess = %v, want reason %q", err, tt.reason)
			}
		})
	}
	if _, err := casefile.Assess(t.Context(), casefile.Input{Brand: "none", Case: assess.Case{Asker: assess.Holder, Channel: assess.FromShop}},
		deps()); !errors.Is(err, unspent.NotFound) {
		t.Errorf("unknown brand: Assess = %v, want not_found", err)
	}
}

// A bundle of a brand that the verifier does not know, or knows otherwise, says
// so.
func TestVerifyOtherBrand(t *testing.T) {
	packed := bundled(t, judged(t, filepath.Join(examples, "store-card"), deps()), casefile.Options{})
	check, err := casefile.Verify(t.Context(), packed, casefile.Known{Program: version})
	if err != nil || !check.Sound || outcomes(check)[casefile.StepBrand] != casefile.NotChecked {
		t.Errorf("Verify without brands = %+v, %v", check.Steps, err)
	}
	check, err = casefile.Verify(t.Context(), packed, casefile.Known{Program: "another", Brands: brand.Builtin(), Keys: intake.Dir(os.DirFS(examples))})
	if err != nil || !check.Sound || outcomes(check)[casefile.StepTexts] != casefile.Passed {
		t.Errorf("Verify by another version = %+v, %v", check.Steps, err)
	}
}
