package keep

import (
	"maps"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// More is what the owner of a case adds to it.
type More struct {
	ID       string            // the sender's: sent twice it is there once
	Said     map[string]string // answers that are new, or put right
	Evidence []casefile.EvidenceJSON
	Copies   []casefile.CopyJSON
}

// Has reports whether what was sent under an id is in the case.
func (k Case) Has(id string) bool {
	return slices.ContainsFunc(k.Evidence, func(e casefile.EvidenceJSON) bool { return strings.HasPrefix(e.ID, id+"-") })
}

// With is the content of the case with more, to be saved; news is false if it is there
// already. Pieces and files are called by the id, so that none takes another's name.
func (k Case) With(m More) (c Content, news bool, err error) {
	if !callerID.MatchString(m.ID) {
		return Content{}, false, unspent.Errorf(unspent.Invalid, "what is added has an id")
	}
	if k.Has(m.ID) {
		return k.Content, false, nil
	}
	own := func(name string) string { return m.ID + "-" + name }
	c = Content{Said: maps.Clone(k.Said), Evidence: slices.Clone(k.Evidence), Copies: slices.Clone(k.Copies)}
	if c.Said == nil {
		c.Said = map[string]string{}
	}
	for name, value := range m.Said {
		news = news || c.Said[name] != value
		c.Said[name] = value
	}
	for _, e := range m.Evidence {
		if e.ID = own(e.ID); e.File != "" {
			e.File = own(e.File)
		}
		c.Evidence = append(c.Evidence, e)
	}
	for _, p := range m.Copies {
		p.File = own(p.File)
		c.Copies = append(c.Copies, p)
	}
	return c, news || len(m.Evidence) > 0, nil
}
