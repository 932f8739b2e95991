package scan_test

import (
	"bytes"
	"context"
	"fmt"
	"image/png"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"github.com/unspent-dev/unspent/internal/scan"
)

// The picture of a QR code becomes its text.
func Example() {
	code, err := qr.Encode("ABCDE-FGHJK-MNPQR-STVWX", qr.L, qr.Auto)
	if err != nil {
		fmt.Println(err)
		return
	}
	large, err := barcode.Scale(code, 300, 300)
	if err != nil {
		fmt.Println(err)
		return
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, large); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(scan.New().Read(context.Background(), picture.Bytes()))
	// Output: ABCDE-FGHJK-MNPQR-STVWX <nil>
}
