package casefile

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/goccy/go-yaml"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// Format names the layout of a bundle. Another layout has another name.
const Format = "unspent-case/1"

// The members of a bundle that are not one of many.
const (
	manifestName  = "manifest.json"
	caseName      = "case.yaml"
	brandName     = "brand.yaml"
	evidenceName  = "evidence.json"
	keysName      = "keys.json"
	verdictName   = "verdict.json"
	reportName    = "report.html"
	originalsName = "originals.age"
	stampName     = "manifest.tst"
)

// Options say what a bundle has beside what it always has.
type Options struct {
	Program    string       // version that writes it
	Passphrase string       // not empty: what may be kept of the files, encrypted to it; needs [Deps.Originals]
	TSA        string       // address of a time-stamp authority (RFC 3161); "": no time-stamp
	Client     *http.Client // for the TSA; nil: one that gives up after half a minute

	work int // log2 of what a passphrase costs; 0: sealWork
}

// A member is one file of a bundle.
type member struct {
	name    string
	content []byte
}

type manifestJSON struct {
	Format  string         `json:"format"`
	Program string         `json:"program"`
	Files   []manifestFile `json:"files"`
}

type manifestFile struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// recordJSON is what was brought, so that it can be judged again with case.yaml
// and brand.yaml.
type recordJSON struct {
	JudgedAt time.Time      `json:"judgedAt"`
	Brand    string         `json:"brandSha256"` // of brand.yaml
	Sources  []sourceJSON   `json:"sources"`
	Evidence []EvidenceJSON `json:"evidence"`
	Faults   []Fault        `json:"faults"`
}

type sourceJSON struct {
	File     string       `json:"file,omitempty"`
	Evidence []string     `json:"evidence"`
	Media    string       `json:"media,omitempty"`
	SHA256   string       `json:"sha256,omitempty"` // of the original, which the bundle need not have
	Size     int64        `json:"size,omitempty"`
	Kept     []string     `json:"keptSha256,omitempty"` // of the copies without codes that originals has in its place
	Message  string       `json:"messageSha256,omitempty"`
	Text     string       `json:"text,omitempty"` // member that has the text
	Rows     string       `json:"rows,omitempty"`
	Members  []sourceJSON `json:"members,omitempty"` // the files of an archive
	Read     []ReadJSON   `json:"read,omitempty"`    // of a picture
}

type keyJSON struct {
	Domain   string    `json:"domain"`
	Selector string    `json:"selector"`
	Record   string    `json:"record"`
	Source   string    `json:"source"`
	At       time.Time `json:"at"`
}

// Bundle writes r as a zip that [Verify] checks. The same result gives the same
// bytes, except for originals and the time-stamp.
func Bundle(ctx context.Context, w io.Writer, r Result, o Options) error {
	members, err := membersOf(r)
	if err != nil {
		return err
	}
	if o.Passphrase != "" {
		sealed, err := seal(r, o.Passphrase, cmp.Or(o.work, sealWork))
		if err != nil {
			return err
		}
		members = append(members, member{originalsName, sealed})
	}
	manifest, err := manifestOf(members, o.Program)
	if err != nil {
		return err
	}
	members = append([]member{{manifestName, manifest}}, members...)
	if o.TSA != "" {
		token, err := stamp(ctx, o.TSA, o.Client, sha256.Sum256(manifest))
		if err != nil {
			return err
		}
		members = append(members, member{stampName, token})
	}
	if len(members) > MaxMembers {
		return unspent.Errorf(unspent.TooLarge, "a bundle has at most %d files (MaxMembers)", MaxMembers)
	}
	packed, err := pack(members)
	if err != nil {
		return err
	}
	if len(packed) > MaxBundle {
		return unspent.Errorf(unspent.TooLarge, "a bundle has at most %d bytes (MaxBundle)", MaxBundle)
	}
	_, err = w.Write(packed)
	return err
}

// pack writes members in their order, uncompressed and without times, so that
// the bytes follow from the members whatever wrote them.
func pack(members []member) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.CreateHeader(&zip.FileHeader{Name: m.name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(m.content); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return b.Bytes(), err
}

func manifestOf(members []member, program string) ([]byte, error) {
	return Encode(manifestJSON{Format, program, each(members, func(m member) manifestFile {
		sum := sha256.Sum256(m.content)
		return manifestFile{m.name, len(m.content), hex.EncodeToString(sum[:])}
	})})
}

// membersOf returns what was brought, and all that follows from it.
func membersOf(r Result) ([]member, error) {
	profile, err := brandYAML(r.Brand)
	if err != nil {
		return nil, err
	}
	record, texts := recordOf(r, profile)
	evidence, err := Encode(record)
	if err != nil {
		return nil, err
	}
	keys, err := Encode(keysOf(r))
	if err != nil {
		return nil, err
	}
	members := append([]member{{caseName, r.Input.YAML()}, {brandName, profile}, {evidenceName, evidence}}, texts...)
	members = append(members, member{keysName, keys})
	derived, err := derivedOf(r)
	return append(members, derived...), err
}

// brandYAML writes a profile as a file that [brand.Load] reads, without its
// samples: nothing is judged by them, and what looks like a code stays out of a
// bundle.
func brandYAML(p *brand.Profile) ([]byte, error) {
	bare := *p
	bare.Mails, bare.History = slices.Clone(p.Mails), slices.Clone(p.History)
	bare.Order, bare.Messages = slices.Clone(p.Order), slices.Clone(p.Messages)
	for i := range bare.Mails {
		bare.Mails[i].Sample = brand.Sample{}
	}
	for _, phrases := range [][]brand.Phrase{bare.History, bare.Order, bare.Messages} {
		for i := range phrases {
			phrases[i].Sample = ""
		}
	}
	return yaml.Marshal(&bare)
}

// derivedOf returns the members that follow from the others.
func derivedOf(r Result) ([]member, error) {
	verdict, err := Encode(NewAnswer(r))
	if err != nil {
		return nil, err
	}
	page, err := report(r)
	if err != nil {
		return nil, err
	}
	members := []member{{verdictName, verdict},
		{"timeline.ja.txt", []byte(timelineText(r, "ja"))}, {"timeline.en.txt", []byte(timelineText(r, "en"))}}
	return append(append(members, lettersOf(r)...), member{reportName, page}), nil
}

func recordOf(r Result, profile []byte) (recordJSON, []member) {
	sum := sha256.Sum256(profile)
	record := recordJSON{JudgedAt: r.At, Brand: hex.EncodeToString(sum[:]), Evidence: evidenceJSON(r),
		Faults: append([]Fault{}, r.Faults...)}
	var texts []member
	for i, s := range r.Sources {
		j := sourceJSON{File: s.Name, Evidence: append([]string{}, s.Evidence...), Media: s.Media, SHA256: hexOf(s.SHA256), Size: s.Size,
			Kept: each(s.Kept, hexOf), Message: hexOf(s.Message), Read: s.readJSON()}
		if s.Text != "" {
			j.Text = fmt.Sprintf("evidence/%03d.txt", i+1)
			texts = append(texts, member{j.Text, []byte(s.Text)})
		}
		if len(s.Rows) > 0 {
			j.Rows = fmt.Sprintf("evidence/%03d.rows.txt", i+1)
			texts = append(texts, member{j.Rows, []byte(strings.Join(s.Rows, "\n"))})
		}
		for _, m := range s.Members {
			j.Members = append(j.Members, sourceJSON{File: m.Name, Evidence: append([]string{}, m.Evidence...), Media: m.Media,
				SHA256: hexOf(m.SHA256), Message: hexOf(m.Message)})
		}
		record.Sources = append(record.Sources, j)
	}
	return record, texts
}

// keysOf returns the keys that mails were checked with, each once.
func keysOf(r Result) []keyJSON {
	seen := map[intake.KeyRecord]bool{}
	all := []keyJSON{}
	for _, s := range r.Sources {
		for _, k := range s.Keys {
			k.At = k.At.UTC()
			if !seen[k] {
				seen[k] = true
				all = append(all, keyJSON(k))
			}
		}
	}
	return all
}

var letterID = regexp.MustCompile(`^[a-z0-9_-]{1,60}$`)

// lettersOf returns the letters that are ready to send.
func lettersOf(r Result) (members []member) {
	add := func(kind, id string, t brand.Text) {
		if t == (brand.Text{}) {
			return
		}
		name := fmt.Sprintf("letters/%02d-%s", len(members)/2+1, kind)
		if letterID.MatchString(id) {
			name += "-" + id
		}
		members = append(members, member{name + ".ja.txt", []byte(t.JA + "\n")}, member{name + ".en.txt", []byte(t.EN + "\n")})
	}
	for _, m := range r.Verdict.Remedies {
		add("letter", m.ID, m.Letter)
	}
	for _, a := range r.Verdict.Missing {
		add("ask", a.ID, a.Message)
	}
	return members
}

func timelineText(r Result, language string) string {
	var b strings.Builder
	for _, m := range r.Timeline {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", In(language, brand.TimeText(m.At)), cmp.Or(m.Evidence, "-"), In(language, m.Text))
	}
	return b.String()
}

// originalName is how the k-th copy of what the i-th entry brought is called.
func originalName(i, k int) string {
	if k == 0 {
		return fmt.Sprintf("%03d", i+1)
	}
	return fmt.Sprintf("%03d-%d", i+1, k+1)
}

// seal encrypts what may be kept of the files of r to a passphrase.
func seal(r Result, passphrase string, work int) ([]byte, error) {
	var originals []member
	for i, s := range r.Sources {
		for k, kept := range s.kept {
			originals = append(originals, member{originalName(i, k), kept})
		}
	}
	if len(originals) == 0 {
		return nil, unspent.Errorf(unspent.Invalid, "there are no originals to keep: no file was read, nobody could look for all codes in its "+
			"picture, or the case was not asked to keep them")
	}
	packed, err := pack(originals)
	if err != nil {
		return nil, err
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(work)
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(packed); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}
