package intake_test

import (
	"context"
	"fmt"
	"image"
	"os"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// decoder is the argument with which this program of tests is what decodes.
const decoder = "decode-picture"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == decoder {
		if err := unpack.DecodePhoto(context.Background(), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// measuring are eyes that remember how large a picture was.
type measuring struct {
	fakeEyes
	size *image.Point
}

func (e measuring) Look(ctx context.Context, m image.Image) (sight.Sheet, error) {
	*e.size = m.Bounds().Size()
	return e.fakeEyes.Look(ctx, m)
}

// A photograph of a phone is read as any picture, upright: its file says twice how
// the camera was held, and it is turned once.
func TestPhotoIsRead(t *testing.T) {
	content, err := os.ReadFile("../unpack/testdata/turned.heic")
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var size image.Point
	o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
	o.Eyes, o.Keep = measuring{fakeEyes{words: historyWords("7Q2M")}, &size}, true
	o.Papers = unpack.NewPapers("").WithPhotos(self, decoder)
	in, err := intake.Read(t.Context(), "IMG_0001.HEIC", content, o)
	if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Kind != assess.History || size != image.Pt(201, 322) || len(in.Kept) != 1 {
		t.Fatalf("Read of %v = %+v, %v", size, in, err)
	}
	if kind := unpack.KindOf(in.Kept[0]); kind != unpack.JPEG {
		t.Errorf("what is kept is %q", kind)
	}
	// One that is damaged is still a picture that somebody has brought.
	in, err = intake.Read(t.Context(), "IMG_0001.HEIC", content[:len(content)-60], o)
	if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Kind != assess.Picture || len(in.Kept) != 0 {
		t.Fatalf("Read = %+v, %v", in, err)
	}
	has := notes(in.Evidence[0])
	if _, is := has[assess.PageNotUnderstood]; !is || !strings.HasPrefix(has[assess.PictureOnly], "heic ") {
		t.Errorf("notes %v", has)
	}
	// Several of one page are read together.
	in, err = intake.ReadShots(t.Context(), []intake.Shot{{Name: "1.heic", Content: content}, {Name: "2.heic", Content: content}}, o)
	if err != nil || len(in.Kept) != 2 {
		t.Fatalf("ReadShots = %+v, %v", in, err)
	}
}
