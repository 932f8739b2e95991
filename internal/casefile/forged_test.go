package casefile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// claimed is evidence that would settle a case, if it were there.
func claimed(id string) assess.Evidence {
	return assess.Evidence{ID: id, Kind: assess.Mail, Owner: assess.Givers, Says: brand.MailOpened, Grade: assess.Verified, At: noon(), Seen: noon(),
		Card: assess.Card{Last4: "X3WB", Recipient: "jiro@example.jp"}, Notes: []assess.Note{{ID: assess.SignatureGood, Detail: "d=amazon.co.jp s=example"}}}
}

// Evidence that is made up must come from what was brought: with a manifest that
// fits and the originals there, it is still found.
func TestVerifyMadeUpEvidence(t *testing.T) {
	dir := filepath.Join(examples, "sold-called-used")
	tests := map[string]func(r *casefile.Result){
		"of no source": func(r *casefile.Result) { r.Evidence = append(r.Evidence, claimed("e5")) },
		"of a statement": func(r *casefile.Result) {
			last := len(r.Evidence) - 1
			r.Evidence[last] = claimed(r.Evidence[last].ID)
		},
		"beside a statement": func(r *casefile.Result) {
			r.Evidence = append(r.Evidence, claimed("e5"))
			last := len(r.Sources) - 1
			r.Sources[last].Evidence = append(r.Sources[last].Evidence, "e5")
		},
		"of a file without a hash": func(r *casefile.Result) {
			r.Evidence = append(r.Evidence, claimed("e5"))
			r.Input.Evidence = append(r.Input.Evidence, casefile.Item{File: "notice.eml"})
			r.Sources = append(r.Sources, casefile.Source{Name: "notice.eml", Evidence: []string{"e5"}})
		},
		"of one source more": func(r *casefile.Result) {
			r.Evidence = append(r.Evidence, claimed("e5"))
			r.Sources = append(r.Sources, casefile.Source{Evidence: []string{"e5"}})
		},
	}
	for name, forge := range tests {
		t.Run(name, func(t *testing.T) {
			r := judged(t, dir, deps())
			forge(&r)
			packed := bundled(t, casefile.Rejudged(r), casefile.Options{Passphrase: "x"}.Cheap())
			for _, passphrase := range []string{"x", ""} {
				k := known()
				k.Passphrase, k.Keys = passphrase, deps().Keys
				check, err := casefile.Verify(t.Context(), packed, k)
				open := name == "of a file without a hash" && passphrase == "" // no worse than a hash that is made up
				if err == nil && check.Sound && !open {
					t.Errorf("with passphrase %q it is not found: %v", passphrase, outcomes(check))
				}
			}
		})
	}
}

// A bundle can bring a profile of its own that makes a stranger the issuer: the
// originals have to give the verdict with the profile that is known here too.
func TestVerifyMadeUpBrand(t *testing.T) {
	packed := bundled(t, judged(t, filepath.Join(examples, "present-opened"), deps()), casefile.Options{Passphrase: "x"}.Cheap())
	profile := string(must(os.ReadFile("../../brand/data/amazon-jp.yaml")))
	tests := map[string]struct {
		profile string // that is known here
		want    casefile.Outcome
	}{
		"another name":   {strings.Replace(profile, "Amazon gift card", "Gift card of Amazon", 1), casefile.Passed},
		"another sender": {strings.ReplaceAll(profile, "amazon.co.jp", "issuer.example"), casefile.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			brands := must(brand.Load(fstest.MapFS{"amazon-jp.yaml": {Data: []byte(tt.profile)}}))
			check, err := casefile.Verify(t.Context(), packed, casefile.Known{Program: version, Brands: brands, Keys: deps().Keys, Passphrase: "x"})
			if got := outcomes(check)[casefile.StepOriginals]; err != nil || got != tt.want || check.Sound != (tt.want == casefile.Passed) {
				t.Errorf("Verify = %v, %v; want originals %s", outcomes(check), err, tt.want)
			}
		})
	}
}
