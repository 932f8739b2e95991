package brand

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/unspent-dev/unspent"
)

//go:embed data/*.yaml
var data embed.FS

// Catalogue is a set of profiles. The zero value has none. It and its profiles
// may be used from many goroutines at once.
type Catalogue struct {
	profiles map[string]*Profile
	cut      *cutter
}

// Builtin returns the brands that the program knows by itself.
func Builtin() Catalogue {
	c, err := loadBuiltin()
	if err != nil {
		panic(fmt.Sprintf("the embedded brands do not load: %v", err))
	}
	return c
}

func loadBuiltin() (Catalogue, error) {
	files, err := fs.Sub(data, "data")
	if err != nil {
		return Catalogue{}, err
	}
	return Load(files)
}

// Load reads every *.yaml of a folder, one brand each. It refuses what a
// [Profile] does not promise, all faults at once, by file and line.
func Load(fsys fs.FS) (Catalogue, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return Catalogue{}, err
	}
	if len(names) == 0 {
		return Catalogue{}, unspent.Errorf(unspent.NotFound, "the folder has no brand: a brand is a file that ends in .yaml").
			With(unspent.Wrong("", "brand.none"))
	}
	if len(names) > MaxFiles {
		return Catalogue{}, unspent.Errorf(unspent.TooLarge, "the folder has %d brands; %d can be read (MaxFiles)", len(names), MaxFiles)
	}
	c := Catalogue{profiles: map[string]*Profile{}}
	var faults []error
	for _, name := range names {
		p, err := loadFile(fsys, name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		c.profiles[p.ID] = p
	}
	if len(faults) > 0 {
		return Catalogue{}, errors.Join(faults...)
	}
	c.cut = newCutter(c.All())
	return c, nil
}

// All returns the profiles in the order of their ids.
func (c Catalogue) All() []*Profile {
	var all []*Profile
	for _, id := range slices.Sorted(maps.Keys(c.profiles)) {
		all = append(all, c.profiles[id])
	}
	return all
}

// Find returns the profile with an id.
func (c Catalogue) Find(id string) (*Profile, bool) {
	p, ok := c.profiles[id]
	return p, ok
}

// Merge returns the profiles of both. Where both have an id, other's is taken.
func (c Catalogue) Merge(other Catalogue) Catalogue {
	merged := Catalogue{profiles: map[string]*Profile{}}
	maps.Copy(merged.profiles, c.profiles)
	maps.Copy(merged.profiles, other.profiles)
	merged.cut = newCutter(merged.All())
	return merged
}

// With returns the profiles and p, in place of the one with its id.
func (c Catalogue) With(p *Profile) Catalogue {
	return c.Merge(Catalogue{profiles: map[string]*Profile{p.ID: p}})
}

// Redact cuts the whole codes of every brand, as [Profile.Redact] does for one,
// in one walk over the text.
func (c Catalogue) Redact(s string) (string, int) {
	if c.cut == nil {
		return s, 0
	}
	return c.cut.redact(s)
}
