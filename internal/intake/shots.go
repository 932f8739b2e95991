package intake

import (
	"context"
	"crypto/sha256"
	"image"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// Shot is one of several pictures of one page.
type Shot struct {
	Name    string
	Content []byte
}

// ReadShots reads several pictures of one page, in the order in which it was
// scrolled, as [Read] reads one: what two of them show counts once.
func ReadShots(ctx context.Context, shots []Shot, o Options) (Import, error) {
	switch {
	case len(shots) == 0:
		return Import{}, unspent.Errorf(unspent.Invalid, "bring at least one picture")
	case len(shots) == 1:
		return Read(ctx, shots[0].Name, shots[0].Content, o)
	case len(shots) > maxShots:
		return Import{}, unpack.Over("maxShots", maxShots)
	case o.Brand == nil:
		return Import{}, unspent.Errorf(unspent.Invalid, "say which brand the card is of")
	}
	o.Card.Last4 = brand.Normalise(o.Card.Last4)
	if !fourOrNone.MatchString(o.Card.Last4) {
		return Import{}, unspent.Errorf(unspent.Invalid, "of the card's code only the last four letters and digits are taken")
	}
	media := string(unpack.KindOf(shots[0].Content))
	all, pixels, bytesOf := sha256.New(), 0, 0
	for _, shot := range shots {
		if !unpack.KindOf(shot.Content).Picture() {
			return Import{}, unspent.Errorf(unspent.Invalid, "the file %q is no picture: bring what is no picture of the same page by itself",
				ShownName(o.All, shot.Name))
		}
		if size, ok := pixelsOf(shot.Content); ok {
			pixels += min(size.X, maxShotPixels) * min(size.Y, maxShotPixels)
		}
		if bytesOf += len(shot.Content); bytesOf > maxFile || pixels > maxShotPixels {
			return Import{}, unpack.Over("maxShotPixels", maxShotPixels)
		}
		all.Write(shot.Content)
	}
	in, err := shotsRead(ctx, shots, plainPicture(shots[0].Content, media, o), o)
	if err != nil {
		return Import{}, err
	}
	in.Media, in.SHA256 = media, [sha256.Size]byte(all.Sum(nil))
	return in, nil
}

func shotsRead(ctx context.Context, shots []Shot, plain assess.Evidence, o Options) (Import, error) {
	if o.Eyes == nil {
		return unread(plain, drawn{}, o)
	}
	done, err := o.Eyes.Turn(ctx)
	if err != nil {
		return Import{}, err
	}
	defer done()
	var pictures []image.Image
	for _, shot := range shots {
		m, err := decoded(ctx, shot.Content, o)
		if err != nil {
			return Import{}, err
		}
		pictures = append(pictures, m)
	}
	return look(ctx, pictures, plain, o)
}
