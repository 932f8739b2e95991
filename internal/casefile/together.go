package casefile

import (
	"path"
	"strconv"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// Party is what one party of a case brought: evidence that [Assess] has read, as
// it stands in an answer, and the copies of its pictures.
type Party struct {
	Owner    assess.Owner // whose all of it is; of the asker NoOwner, and each piece is whose it says
	Evidence []EvidenceJSON
	Copies   []CopyJSON
}

// Together judges a case at a time on evidence of several parties that was read
// before. Pieces are counted through from e1, and what was read in the files of the
// n-th party is named n/file, so that no two are of one name. Whatever another party
// calls itself, what it brought never counts as what the asker has seen.
func Together(in Input, brands brand.Catalogue, at time.Time, parties ...Party) (Answer, error) {
	if err := in.Check(); err != nil {
		return Answer{}, err
	}
	p, ok := brands.Find(in.Brand)
	if !ok {
		return Answer{}, refuse(nil, unspent.NotFound, "", "case.noBrand", "Brand", in.Brand)
	}
	if err := in.fits(p, at); err != nil {
		return Answer{}, err
	}
	in, err := withoutCodes(in, brands)
	if err != nil {
		return Answer{}, err
	}
	r := Result{Input: in, At: at.UTC().Truncate(time.Microsecond), Brand: p}
	var copies []CopyJSON
	for n, party := range parties {
		for _, read := range party.Evidence {
			e := evidenceOf(read)
			e.ID = pieceID(len(r.Evidence) + 1)
			if party.Owner != assess.NoOwner {
				e.Owner = othersOf(in.Case.Asker, party.Owner)
			}
			r.Evidence = append(r.Evidence, e)
			r.Sources = append(r.Sources, Source{Name: fileOf(n, read.File), Evidence: []string{e.ID}})
		}
		for _, c := range party.Copies {
			c.File = fileOf(n, c.File)
			copies = append(copies, c)
		}
	}
	if len(r.Evidence) > MaxPieces {
		return Answer{}, unpack.Over("MaxPieces", MaxPieces)
	}
	r.judge()
	a := NewAnswer(r)
	a.Copies = copies
	return a, nil
}

// fileOf names a file of the n-th party; what a person states is in none.
func fileOf(n int, name string) string {
	if name == "" {
		return ""
	}
	return path.Join(strconv.Itoa(n+1), name)
}

// othersOf is owner, unless that is the asker's own part: two sellers of one card
// are two people.
func othersOf(asker assess.Asker, owner assess.Owner) assess.Owner {
	if owner == assess.Mine || string(owner) == string(asker) {
		return assess.NoOwner
	}
	return owner
}
