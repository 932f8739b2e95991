package ocr_test

import (
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/ocr"
)

// A machine on which nothing reads pictures says so, and what to do.
func ExampleFind() {
	p, err := ocr.Find(context.Background(), "off")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = p.Look(context.Background(), image.NewGray(image.Rect(0, 0, 100, 100)))
	fmt.Println(p.Reads(), errors.Is(err, unspent.Unavailable))
	// Output: false true
}
