package sight_test

import (
	"fmt"
	"image"

	"github.com/unspent-dev/unspent/internal/sight"
)

func ExampleSheet_Lines() {
	s := sight.Sheet{Words: []sight.Word{
		{Text: "added", Box: image.Rect(10, 40, 60, 52), Score: 96},
		{Text: "history", Box: image.Rect(10, 10, 80, 22), Score: 96},
	}}
	for _, l := range s.Lines() {
		fmt.Println(l.Cells[0].Text)
	}
	// Output:
	// history
	// added
}
