package intake

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// refused says in both languages why something is not read, and the way out. Both
// sentences take the same values in the same order.
func refused(id, ja, en string, values ...any) error {
	return unpack.Refused(unspent.Invalid, id, brand.Text{JA: fmt.Sprintf(ja, values...), EN: fmt.Sprintf(en, values...)})
}

// errEmpty refuses a file without content.
func errEmpty(name string) error {
	return refused("empty", "ファイル「%s」は空です", "the file %q is empty", name)
}

// errMailText refuses the text of a mail where the mail itself is meant.
func errMailText(name string) error {
	return refused("mail_text", "ファイル「%s」はメールの文章だけで、送信者の署名がありません。メールソフトで元のメールを .eml としてダウンロードするか、添付ファイルとして転送してください",
		"the file %q is only the text of a mail, without what its sender signed: "+
			"in the mail program, download the original message as .eml, or forward it as an attachment", name)
}

// errPage refuses a saved page that is damaged.
func errPage() error {
	return refused("mhtml_damaged", "保存したページ（MHTML）が壊れています。もう一度保存するか、HTMLで保存してください",
		"the saved page (MHTML) is damaged: save it again, or save it as HTML")
}

// measures are what a limit counts, in Japanese by its English, with "%s" for how
// many.
var measures = map[string]string{
	"bytes of one file":                               "1つのファイルは%sまで",
	"bytes of one page":                               "1つのページは%sまで",
	"bytes of one line, row or cell":                  "1つの行やセルは%sまで",
	"bytes of empty lines in a row":                   "続く空行は%sまで",
	"bytes of the headers of one mail":                "1通のメールのヘッダーは%sまで",
	"bytes of one header of a mail":                   "メールの1つのヘッダーは%sまで",
	"bytes of encoded mails within a mail":            "メールの中のメールは%sまで",
	"lines of the headers of one mail":                "1通のメールのヘッダーは%s行まで",
	"lines or rows of one page":                       "1つのページは%s行まで",
	"cells of one row":                                "1行のセルは%s個まで",
	"tags and texts of one page":                      "1つのページの要素は%s個まで",
	"words or numbers that a space or a hyphen joins": "空白やハイフンでつながる語や数字は%s個まで",
	"tables within tables":                            "表の中の表は%s段まで",
	"parts of one mail":                               "1通のメールの部分は%s個まで",
	"parts of a mail within parts":                    "メールの部分の重なりは%s段まで",
	"mails attached within attached mails":            "添付メールの中の添付メールは%s段まで",
	"parts of one saved page":                         "1つの保存ページの部分は%s個まで",
	"parts of a saved page within parts":              "保存ページの部分の重なりは%s段まで",
}

// over is the error of whatever goes over a limit.
func over(limit string, most int, of string) error {
	size, english := strconv.Itoa(most), "%s "+of
	if rest, ok := strings.CutPrefix(of, "bytes"); ok {
		size, english = unpack.Bytes(most), "%s"+rest
	}
	japanese, ok := measures[of]
	if !ok {
		japanese = "%s まで"
	}
	return unpack.Over(limit, size, brand.Text{JA: japanese, EN: english}, brand.Text{})
}
