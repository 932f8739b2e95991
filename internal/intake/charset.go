package intake

import (
	"bytes"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/unspent-dev/unspent"
)

// charsets are the encodings in which mails of issuers come, by the names that
// mailers use. All of them read ASCII as ASCII, so that no label can turn one
// amount into another; UTF-7 and UTF-16 are left out for that.
var charsets = map[string]encoding.Encoding{
	"utf-8": unicode.UTF8, "utf8": unicode.UTF8, "us-ascii": unicode.UTF8, "ascii": unicode.UTF8,
	"iso-2022-jp": japanese.ISO2022JP, "iso-2022-jp-1": japanese.ISO2022JP, "iso-2022-jp-2": japanese.ISO2022JP,
	"iso-2022-jp-ms": japanese.ISO2022JP, "csiso2022jp": japanese.ISO2022JP, "cp50220": japanese.ISO2022JP,
	"cp50221":   japanese.ISO2022JP,
	"shift_jis": japanese.ShiftJIS, "shift-jis": japanese.ShiftJIS, "sjis": japanese.ShiftJIS, "x-sjis": japanese.ShiftJIS,
	"ms_kanji": japanese.ShiftJIS, "windows-31j": japanese.ShiftJIS, "cswindows31j": japanese.ShiftJIS,
	"cp932": japanese.ShiftJIS, "ms932": japanese.ShiftJIS, "x-ms-cp932": japanese.ShiftJIS,
	"euc-jp": japanese.EUCJP, "eucjp": japanese.EUCJP, "x-euc-jp": japanese.EUCJP, "x-euc": japanese.EUCJP,
	"cp51932": japanese.EUCJP, "euc-jp-ms": japanese.EUCJP, "eucjp-win": japanese.EUCJP,
	"iso-8859-1": charmap.Windows1252, "latin1": charmap.Windows1252, "windows-1252": charmap.Windows1252,
	"iso-8859-15": charmap.ISO8859_15,
}

// charsetReader reads text of a charset as UTF-8.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	enc, ok := charsets[strings.ToLower(strings.Trim(label, " \t\"'"))]
	if !ok {
		return nil, unspent.Errorf(unspent.Invalid, "the charset %q is not one that is read here", clip(label))
	}
	return transform.NewReader(r, enc.NewDecoder()), nil
}

// decodeCharset returns text of a charset as UTF-8; without a label, as what it must
// be. It reports whether the charset is known.
func decodeCharset(label string, text []byte) (string, bool) {
	if label == "" {
		label = guessCharset(text)
	}
	r, err := charsetReader(label, bytes.NewReader(text))
	if err != nil {
		return "", false
	}
	out, err := io.ReadAll(r)
	return string(bytes.ToValidUTF8(out, []byte("\uFFFD"))), err == nil
}

// guessCharset names the charset of text without a label: old mailers in Japan
// leave it out.
func guessCharset(text []byte) string {
	switch {
	case bytes.Contains(text, []byte("\x1b$")):
		return "iso-2022-jp"
	case utf8.Valid(text):
		return "utf-8"
	}
	for _, label := range [...]string{"euc-jp", "shift_jis"} {
		if out, ok := decodeCharset(label, text); ok && !strings.ContainsRune(out, utf8.RuneError) {
			return label
		}
	}
	return "utf-8"
}

// decodeHeader reads the value of a header: encoded words (RFC 2047), or bytes as
// they are.
func decodeHeader(value string) string {
	words := mime.WordDecoder{CharsetReader: charsetReader}
	text, err := words.DecodeHeader(value)
	if err != nil || text == value {
		text, _ = decodeCharset("", []byte(value))
	}
	return strings.TrimSpace(text)
}
