package unpack

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
)

// Refusal says, in both languages, why a file is not read, and the way out.
type Refusal struct {
	ID   string
	Text brand.Text
}

// Error is the refusal in English.
func (r Refusal) Error() string { return r.Text.EN }

// Refused returns a refusal as an error of a reason, which has its English text as
// detail.
func Refused(reason unspent.Reason, id string, text brand.Text) error {
	return &unspent.Error{Reason: reason, Detail: text.EN, Err: Refusal{id, text}}
}

// RefusalOf returns the refusal that err is, if it is one.
func RefusalOf(err error) (Refusal, bool) { return errors.AsType[Refusal](err) }

// Refuse refuses a file of a kind that is not read. A kind that is read is refused
// as one of which nothing is known.
func Refuse(k Kind, name string) error {
	says, ok := refusals[k]
	if !ok {
		k, says = unknown, refusals[unknown]
	}
	return Refused(unspent.Invalid, string(k), brand.Text{
		JA: fmt.Sprintf("ファイル「%s」は%s", name, says.JA), EN: fmt.Sprintf("the file %q %s", name, says.EN)})
}

// Over refuses what goes over a limit. The size is a number, or comes from [Bytes];
// "%s" in what it is a limit of stands for it. Without a way out of its own, it is
// that of a page or a picture.
func Over(limit, size string, of, way brand.Text) error {
	if way == (brand.Text{}) {
		way = brand.Text{JA: "ページだけを保存するか、画像を切り抜くか、必要な期間だけにしてください",
			EN: "save the page only, crop the picture, or bring a shorter time"}
	}
	return Refused(unspent.TooLarge, limit, brand.Text{
		JA: fmt.Sprintf("大きすぎます。"+of.JA+"です。%s（%s）", size, way.JA, limit),
		EN: fmt.Sprintf("too large: at most "+of.EN+": %s (%s)", size, way.EN, limit)})
}

// Bytes writes a number of bytes.
func Bytes(n int) string {
	switch {
	case n >= 1<<20:
		return strconv.Itoa(n>>20) + " MiB"
	case n >= 1<<10:
		return strconv.Itoa(n>>10) + " KiB"
	}
	return strconv.Itoa(n) + " bytes"
}

// fewer is the way out of an archive that is too large.
func fewer() brand.Text {
	return brand.Text{JA: "カードに関係のあるファイルだけを、1つずつ、または小さな .zip にまとめて出してください",
		EN: "bring only the files that say something of the card, by themselves or in a smaller .zip"}
}
