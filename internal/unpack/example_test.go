package unpack_test

import (
	"fmt"

	"github.com/unspent-dev/unspent/internal/unpack"
)

func ExampleRefuse() {
	film := []byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ")
	kind := unpack.KindOf(film)
	fmt.Println(kind)
	fmt.Println(unpack.Refuse(kind, "IMG_0042.MOV"))
	// Output:
	// video
	// the file "IMG_0042.MOV" is a video, such as a recording of the screen, which is not watched: take screenshots of what matters (the rows of the history, the message), or save the page itself (HTML or PDF)
}
