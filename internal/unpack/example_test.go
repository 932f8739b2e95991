package unpack_test

import (
	"fmt"
	"strings"

	"github.com/unspent-dev/unspent/internal/unpack"
)

func ExampleRefuse() {
	film := []byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ")
	kind := unpack.KindOf(film)
	fmt.Println(kind)
	what, instead, _ := strings.Cut(unpack.Refuse(kind, "IMG_0042.MOV").Error(), ": ")
	fmt.Println(what)
	fmt.Println(instead)
	// Output:
	// video
	// the file "IMG_0042.MOV" is a video, such as a recording of the screen, which is not watched
	// take screenshots of what matters (the rows of the history, the message), or save the page itself (HTML or PDF)
}
