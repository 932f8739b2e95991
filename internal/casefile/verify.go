package casefile

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/proof"
)

// Outcome is how a step of a check ended.
type Outcome string

const (
	Passed     Outcome = "passed"
	Failed     Outcome = "failed"
	NotChecked Outcome = "not_checked"
)

// Step is one thing that a bundle was checked for.
type Step struct {
	ID      string
	Outcome Outcome
	Text    brand.Text
}

// The steps, in their order.
const (
	StepFiles      = "files"      // nothing is missing, changed or added
	StepBrand      = "brand"      // the profile is the one that is known here
	StepVerdict    = "verdict"    // judged again, the kept evidence gives the kept verdict
	StepTexts      = "texts"      // report, letters and timeline say what the verdict says
	StepOriginals  = "originals"  // read again, the originals give the kept evidence
	StepSignatures = "signatures" // the keys that mails were checked with are the ones that are found now
	StepStamp      = "stamp"      // the time-stamp is of this bundle
)

// Check is what [Verify] found.
type Check struct {
	Sound   bool // no step failed
	Steps   []Step
	Program string // version that wrote the bundle
	Result  Result // judged again
	Stamp   *Stamp // nil: there is none
}

// Known is what a verifier brings of its own. All of it may be missing: then
// less is checked, and the check says so.
type Known struct {
	Program    string // version that verifies
	Brands     brand.Catalogue
	Receipts   proof.Keys
	Keys       intake.Keys    // to compare the keys of mails with
	Passphrase string         // of the originals
	Roots      *x509.CertPool // of time-stamp authorities
}

// Verify checks a bundle. An error says that this is no bundle, or one that is
// damaged so that nothing can be said of it; a bundle that can be read but is
// not as it was written is a check that is not sound.
//
// A bundle is not signed. Who makes one up from the start, with evidence that
// never was, is found only by the originals' signatures, or by a time-stamp.
func Verify(ctx context.Context, packed []byte, k Known) (Check, error) {
	members, err := unpacked(packed)
	if err != nil {
		return Check{}, err
	}
	v := verifying{known: k, files: map[string][]byte{}}
	for _, m := range members {
		v.files[m.name] = m.content
	}
	if v.Program, err = v.manifest(members); err != nil {
		return Check{}, err
	}
	if len(v.Steps) == 0 { // what was changed is not worth judging
		v.step(StepFiles, Passed, "ファイルの過不足や変更はありません。", "No file is missing, changed or added.")
		if err := v.rest(ctx); err != nil {
			return Check{}, err
		}
	}
	v.Sound = true
	for _, s := range v.Steps {
		v.Sound = v.Sound && s.Outcome != Failed
	}
	return v.Check, nil
}

type verifying struct {
	Check
	known  Known
	files  map[string][]byte
	record recordJSON
	kept   brand.Catalogue // the brand of the bundle
}

func (v *verifying) step(id string, o Outcome, ja, en string) {
	v.Steps = append(v.Steps, Step{id, o, brand.Text{JA: ja, EN: en}})
}

func damaged(what string) error {
	return unspent.Errorf(unspent.Invalid, "this is not a case bundle, or it is damaged: %s", what)
}

// unpacked returns the members of a zip that is, byte for byte, what pack writes.
// That rules out names given twice, data that only some readers see, and
// compression.
func unpacked(packed []byte) ([]member, error) {
	if len(packed) > MaxBundle {
		return nil, unspent.Errorf(unspent.TooLarge, "a bundle has at most %d bytes (MaxBundle)", MaxBundle)
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, damaged("it is no zip file")
	}
	if len(z.File) > MaxMembers {
		return nil, unspent.Errorf(unspent.TooLarge, "a bundle has at most %d files (MaxMembers)", MaxMembers)
	}
	var members []member
	left := uint64(len(packed))
	seen := map[string]bool{}
	for _, f := range z.File {
		if seen[f.Name] {
			return nil, damaged("it has two files of one name")
		}
		seen[f.Name] = true
		if f.Method != zip.Store || f.UncompressedSize64 > left {
			return nil, damaged("a file in it is compressed, or longer than the bundle")
		}
		left -= f.UncompressedSize64
		r, err := f.Open()
		if err != nil {
			return nil, damaged("a file in it cannot be read")
		}
		content, err := io.ReadAll(io.LimitReader(r, int64(f.UncompressedSize64)+1))
		if err != nil || uint64(len(content)) != f.UncompressedSize64 {
			return nil, damaged("a file in it cannot be read")
		}
		members = append(members, member{f.Name, content})
	}
	again, err := pack(members)
	if err != nil || !bytes.Equal(again, packed) {
		return nil, damaged("it is not packed as a bundle is")
	}
	return members, nil
}

// manifest compares the members with the manifest, and returns the version that
// wrote it.
func (v *verifying) manifest(members []member) (string, error) {
	var m manifestJSON
	if len(members) == 0 || members[0].name != manifestName || !decode(members[0].content, &m) {
		return "", damaged("it does not begin with its manifest")
	}
	if m.Format != Format {
		return "", unspent.Errorf(unspent.Invalid, "the bundle is of the format %.40q; this version reads %q", m.Format, Format)
	}
	rest := members[1:]
	if n := len(rest); n > 0 && rest[n-1].name == stampName {
		rest = rest[:n-1]
	}
	wrong := func(name, ja, en string) {
		v.step(StepFiles, Failed, fmt.Sprintf("「%.80s」が%s。", name, ja), fmt.Sprintf("%.80q %s.", name, en))
	}
	for i, f := range m.Files {
		if i >= len(rest) || rest[i].name != f.Name {
			wrong(f.Name, "見つかりません", "is missing, or not in its place")
			return m.Program, nil
		}
		sum := sha256.Sum256(rest[i].content)
		if hex.EncodeToString(sum[:]) != f.SHA256 || len(rest[i].content) != f.Size {
			wrong(f.Name, "作成後に変更されています", "was changed after the bundle was made")
		}
	}
	if len(rest) > len(m.Files) {
		wrong(rest[len(m.Files)].name, "あとから加えられています", "was added")
	}
	return m.Program, nil
}

// decode reads JSON that is exactly as encode writes it.
func decode(text []byte, into any) bool {
	if len(text) > maxRecord {
		return false
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if d.Decode(into) != nil {
		return false
	}
	again, err := Encode(into)
	return err == nil && bytes.Equal(again, text)
}

// rest judges again and checks everything that follows from the evidence.
func (v *verifying) rest(ctx context.Context) error {
	r, err := v.reread()
	if err != nil {
		return err
	}
	r.judge()
	v.Result = r
	if err := v.sourced(ctx, r); err != nil {
		return err
	}
	if err := v.verdict(r); err != nil {
		return err
	}
	if err := v.originals(ctx, r); err != nil {
		return err
	}
	v.signatures(ctx, r)
	return v.stamp()
}

// reread returns the result that the bundle was written of, without what has
// to be judged.
func (v *verifying) reread() (Result, error) {
	if !decode(v.files[evidenceName], &v.record) {
		return Result{}, damaged(evidenceName + " is not as it is written")
	}
	if len(v.record.Evidence) > MaxPieces {
		return Result{}, unspent.Errorf(unspent.TooLarge, "a case has at most %d pieces of evidence (MaxPieces)", MaxPieces)
	}
	in, err := Parse(v.files[caseName])
	if err != nil || !bytes.Equal(in.YAML(), v.files[caseName]) {
		return Result{}, damaged(caseName + " is not as it is written")
	}
	kept, err := brandOf(in.Brand, v.files[brandName])
	if err != nil {
		return Result{}, damaged(brandName + " is not a brand that this version reads")
	}
	v.kept = kept
	p, ok := kept.Find(in.Brand)
	sum := sha256.Sum256(v.files[brandName])
	if !ok || hex.EncodeToString(sum[:]) != v.record.Brand {
		return Result{}, damaged(brandName + " is of another brand")
	}
	r := Result{Input: in, At: v.record.JudgedAt.UTC(), Brand: p, Faults: v.record.Faults}
	for _, e := range v.record.Evidence {
		r.Evidence = append(r.Evidence, evidenceOf(e))
	}
	var keys []keyJSON
	if !decode(v.files[keysName], &keys) {
		return Result{}, damaged(keysName + " is not as it is written")
	}
	for i, s := range v.record.Sources {
		src := Source{Name: s.File, Evidence: s.Evidence, Media: s.Media, Size: s.Size,
			Kept: each(s.Kept, sumOf), SHA256: sumOf(s.SHA256), Message: sumOf(s.Message), Text: string(v.files[s.Text]), Readings: readingsOf(s)}
		if s.Rows != "" {
			src.Rows = strings.Split(string(v.files[s.Rows]), "\n")
		}
		if i == 0 { // which mail a key was for is not needed again
			src.Keys = each(keys, func(k keyJSON) intake.KeyRecord { return intake.KeyRecord(k) })
		}
		for _, m := range s.Members {
			src.Members = append(src.Members, Source{Name: m.File, Evidence: m.Evidence, Media: m.Media, SHA256: sumOf(m.SHA256), Message: sumOf(m.Message)})
		}
		r.Sources = append(r.Sources, src)
	}
	return r, nil
}

// brandOf reads a profile as [brand.Load] reads a folder with one.
func brandOf(id string, text []byte) (brand.Catalogue, error) {
	packed, err := pack([]member{{id + ".yaml", text}})
	if err != nil {
		return brand.Catalogue{}, err
	}
	folder, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return brand.Catalogue{}, err
	}
	return brand.Load(folder)
}

func sumOf(text string) (sum [32]byte) {
	if b, err := hex.DecodeString(text); err == nil {
		copy(sum[:], b)
	}
	return sum
}

// verdict compares what follows from the evidence with what the bundle says.
func (v *verifying) verdict(r Result) error {
	v.brand(r)
	all, err := membersOf(r)
	if err != nil {
		return err
	}
	var kept Answer
	if !decode(v.files[verdictName], &kept) {
		return damaged(verdictName + " is not as it is written")
	}
	now := NewAnswer(r)
	keptCore, nowCore := core(kept), core(now)
	if !bytes.Equal(keptCore, nowCore) {
		v.step(StepVerdict, Failed,
			fmt.Sprintf("束の判断（%s）は、証拠から判断し直した結果（%s）と違います。書き換えられたか、判断の決まりが違う版（%s）で作られています。",
				In("ja", StateText(kept.State)), In("ja", StateText(now.State)), v.Program),
			fmt.Sprintf("The bundle's verdict (%s %s) is not what its evidence gives (%s %s): it was changed, or made by a version with other rules (%s).",
				kept.State, kept.Confidence, now.State, now.Confidence, v.Program))
		return nil
	}
	v.step(StepVerdict, Passed, "証拠から判断し直して、同じ結果になりました。", "Judged again from the kept evidence, the verdict is the same.")
	for _, m := range all {
		if bytes.Equal(v.files[m.name], m.content) {
			continue
		}
		if v.Program == v.known.Program {
			v.step(StepTexts, Failed, fmt.Sprintf("「%s」の文面が、判断の内容と違います。", m.name), fmt.Sprintf("%q does not say what the verdict says.", m.name))
			return nil
		}
		v.step(StepTexts, NotChecked,
			fmt.Sprintf("「%s」の文面が、この版の書き方と違います。別の版（%s）で作られたためか、書き換えられたためかは分かりません。", m.name, v.Program),
			fmt.Sprintf("%q is not worded as this version words it: another version (%s) wrote it, or it was changed. Which of the two "+
				"cannot be told.", m.name, v.Program))
		return nil
	}
	want := len(all) + 1 // the manifest
	for _, name := range []string{originalsName, stampName} {
		if _, ok := v.files[name]; ok {
			want++
		}
	}
	if want != len(v.files) {
		v.step(StepTexts, Failed, "判断からは出てこない文書が入っています。", "There are texts that do not follow from the verdict.")
		return nil
	}
	v.step(StepTexts, Passed, "報告書、手紙、時系列は判断の内容と一致しています。", "Report, letters and timeline say what the verdict says.")
	return nil
}

// core is what a verdict decides, without its sentences.
func core(a Answer) []byte {
	type ruling struct {
		Rule, Evidence, State, Weight, Binding string
	}
	text, err := json.Marshal(struct {
		Brand, State, Confidence string
		AsOf                     any
		Findings                 []ruling
		Between                  [][2]string
	}{a.Brand, string(a.State), string(a.Confidence), a.AsOf,
		each(a.Findings, func(f api.Finding) ruling {
			return ruling{f.Rule, f.Evidence, string(f.State), f.Weight, string(f.Binding)}
		}),
		each(a.Contradictions, func(c api.Contradiction) [2]string { return c.Evidence })})
	if err != nil {
		return nil // strings and times only: it cannot be
	}
	return text
}

func (v *verifying) brand(r Result) {
	mine, ok := v.known.Brands.Find(r.Brand.ID)
	if !ok {
		v.step(StepBrand, NotChecked, "このブランドはここでは知られていないので、束に入っている情報で判断し直しました。",
			"This brand is not known here: it was judged with what the bundle says of it.")
		return
	}
	text, err := brandYAML(mine)
	if err == nil && bytes.Equal(text, v.files[brandName]) {
		v.step(StepBrand, Passed, "ブランドの情報は、ここで知られているものと同じです。", "What the bundle says of the brand is what is known here.")
		return
	}
	other := r
	other.Brand = mine
	other.judge()
	kept := r
	kept.judge()
	if bytes.Equal(core(NewAnswer(other)), core(NewAnswer(kept))) {
		v.step(StepBrand, NotChecked, "束に入っているブランドの情報は、ここで知られているものと違いますが、残されている証拠からは、どちらでも判断は同じです。",
			"What the bundle says of the brand is not what is known here; from the kept evidence the verdict is the same with either.")
		return
	}
	v.step(StepBrand, Failed, "束に入っているブランドの情報は、ここで知られているものと違い、判断も変わります。",
		"What the bundle says of the brand is not what is known here, and the verdict differs.")
}

// stamp checks the time-stamp of the manifest.
func (v *verifying) stamp() error {
	token, ok := v.files[stampName]
	if !ok {
		v.step(StepStamp, NotChecked, "タイムスタンプはありません。いつ作られたかは証明できません。", "There is no time-stamp: when the bundle was made cannot be proven.")
		return nil
	}
	s, err := checkStamp(token, sha256.Sum256(v.files[manifestName]), v.known.Roots)
	if err != nil {
		v.step(StepStamp, Failed, "タイムスタンプが正しくありません。", err.Error()+".")
		return nil
	}
	v.Stamp = &s
	at := brand.TimeText(s.At)
	if !s.Trusted {
		v.step(StepStamp, NotChecked, fmt.Sprintf("タイムスタンプ（%s、%s）の署名は正しいですが、その機関が信頼できるかは確かめていません。", at.JA, s.Authority),
			fmt.Sprintf("The time-stamp (%s, %s) is signed correctly; whether that authority can be trusted was not checked.", at.EN, s.Authority))
		return nil
	}
	v.step(StepStamp, Passed, fmt.Sprintf("この内容は%sにはありました（%s）。", at.JA, s.Authority), fmt.Sprintf("The bundle was there at %s (%s).", at.EN, s.Authority))
	return nil
}
