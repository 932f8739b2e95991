package unpack

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
)

// Kind is what a file is, by its content.
type Kind string

// The kinds that have something for a reader. Every other one is the id of a
// refusal.
const (
	Text       Kind = "" // a text of some sort, a saved page or a mail: the reader has to look closer
	PNG        Kind = "image/png"
	JPEG       Kind = "image/jpeg"
	GIF        Kind = "image/gif"
	WebP       Kind = "image/webp"
	HEIC       Kind = "image/heic"
	AVIF       Kind = "image/avif"
	BMP        Kind = "image/bmp"
	PDF        Kind = "pdf"
	Zip        Kind = "zip"
	Gzip       Kind = "gzip"
	Mailbox    Kind = "mbox"
	AppleMail  Kind = "emlx"
	Outlook    Kind = "msg"
	WebArchive Kind = "webarchive"
)

// Picture reports whether a file of the kind is a picture that can be decoded.
func (k Kind) Picture() bool { return strings.HasPrefix(string(k), "image/") }

// A mark is what files of a kind begin with, or have at a place near their start.
type mark struct {
	at    int
	magic string
	kind  Kind
}

var marks = [...]mark{
	{0, "\x89PNG\r\n\x1a\n", PNG},
	{0, "\xff\xd8\xff", JPEG},
	{0, "GIF87a", GIF},
	{0, "GIF89a", GIF},
	{0, "%PDF-", PDF},
	{0, "\x1f\x8b\x08", Gzip},
	{0, "II*\x00", otherPicture},
	{0, "MM\x00*", otherPicture},
	{0, "8BPS\x00", otherPicture},
	{0, "\x00\x00\x01\x00\x01\x00", otherPicture}, // an icon
	{0, "\x00\x00\x00\x0cJXL ", otherPicture},
	{0, "\xff\x0a\xfa", otherPicture}, // JPEG XL without its box
	{0, "\x00\x00\x00\x0cjP  ", otherPicture},
	{0, "\x1a\x45\xdf\xa3", video}, // Matroska, WebM
	{0, "FLV\x01", video},
	{0, "\x00\x00\x01\xba", video},
	{0, "\x00\x00\x01\xb3", video},
	{0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", video}, // Windows Media
	{0, "OggS\x00", audio},
	{0, "fLaC\x00", audio},
	{0, "ID3\x02", audio},
	{0, "ID3\x03", audio},
	{0, "ID3\x04", audio},
	{0, "MThd\x00", audio},
	{0, "#!AMR", audio},
	{0, "\xff\xfb", audio}, // MP3 without a head
	{0, "\xff\xf3", audio},
	{0, "\xff\xf1", audio}, // AAC
	{0, "\xff\xf9", audio},
	{0, "7z\xbc\xaf\x27\x1c", archive},
	{0, "Rar!\x1a\x07", archive},
	{0, "MSCF\x00\x00", archive},
	{2, "-lh", archive},
	{257, "ustar", archive},
	{32769, "CD001", archive},
	{0, "BZh", compressed},
	{0, "\xfd7zXZ\x00", compressed},
	{0, "\x28\xb5\x2f\xfd", compressed},
	{0, "\x04\x22\x4d\x18", compressed},
	{0, "\x1f\x9d", compressed},
	{0, "{\\rtf", richText},
	{0, "%!PS", postScript},
	{0, "MZ", program},
	{0, "\x7fELF", program},
	{0, "\xca\xfe\xba\xbe", program},
	{0, "\xcf\xfa\xed\xfe", program},
	{0, "\xce\xfa\xed\xfe", program},
	{0, "\xfe\xed\xfa", program},
	{0, "\x00asm", program},
	{0, "dex\n03", program},
	{0, "OTTO\x00", font},
	{0, "wOFF", font},
	{0, "wOF2", font},
	{0, "ttcf\x00", font},
	{0, "\x00\x01\x00\x00\x00", font},
	{0, "SQLite format 3\x00", database},
	{0, "!BDN", mailStore},
	{0, "\x78\x9f\x3e\x22", transportMail},
	{0, "L\x00\x00\x00\x01\x14\x02\x00", shortcut},
}

// KindOf finds out what a file is. What is neither a known kind nor a text is of
// kind "binary", which is refused.
func KindOf(b []byte) Kind {
	for _, m := range marks {
		if len(b) >= m.at && bytes.HasPrefix(b[m.at:], []byte(m.magic)) && !(len(m.magic) < 4 && m.magic[0] < 0x80 && !controlled(b)) {
			return m.kind
		}
	}
	head := string(b[:min(len(b), 4096)])
	switch {
	case strings.HasPrefix(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		if bytes.Contains(b, utf16LE("__properties_version1.0")) {
			return Outlook
		}
		return office
	case strings.HasPrefix(head, "PK\x03\x04"), strings.HasPrefix(head, "PK\x05\x06"), strings.HasPrefix(head, "PK\x07\x08"):
		return zipKind(head)
	case strings.HasPrefix(head, "bplist00"):
		if bytes.Contains(b, []byte("URL")) && !bytes.Contains(b, []byte("WebMainResource")) {
			return shortcut
		}
		return WebArchive
	case strings.HasPrefix(head, "RIFF") && len(head) >= 12, strings.HasPrefix(head, "FORM") && len(head) >= 12:
		return riffKind(head[8:12])
	case len(head) >= 12 && head[4:8] == "ftyp":
		return filmKind(b)
	case len(head) >= 12 && slices.Contains([]string{"moov", "mdat", "wide", "pnot"}, head[4:8]) && controlled(b):
		return video
	case strings.HasPrefix(head, "BM") && len(head) >= 30 && bitmap(head):
		return BMP
	case len(head) > 376 && head[0] == 0x47 && head[188] == 0x47 && head[376] == 0x47 && controlled(b):
		return video // as broadcast
	case appleMail(b):
		return AppleMail
	case letters(b) > 1:
		return Mailbox
	case controlled(b):
		return unknown
	}
	return Text
}

// zipKind tells an archive from the documents that are archives as well.
func zipKind(head string) Kind {
	for _, inside := range [...]string{"[Content_Types].xml", "mimetypeapplication/vnd.oasis", "mimetypeapplication/epub", "Index/Document.iwa",
		"Index/Metadata.iwa"} {
		if strings.Contains(head, inside) {
			return office
		}
	}
	if strings.Contains(head, "AndroidManifest.xml") || strings.Contains(head, "META-INF/MANIFEST.MF") {
		return program
	}
	return Zip
}

func riffKind(of string) Kind {
	switch of {
	case "WEBP":
		return WebP
	case "AVI ":
		return video
	case "WAVE", "AIFF", "AIFC":
		return audio
	}
	return unknown
}

// filmKind tells pictures from films and sounds, which all come in the same boxes.
func filmKind(b []byte) Kind {
	size := int(binary.BigEndian.Uint32(b))
	var brands []string
	for at := 8; at+4 <= min(size, len(b)) && len(brands) < maxBrands; at += 4 {
		if at != 12 { // the version
			brands = append(brands, string(b[at:at+4]))
		}
	}
	if len(brands) == 0 {
		brands = []string{string(b[8:12])}
	}
	for _, is := range [...]struct {
		kind   Kind
		brands []string
		major  bool
	}{
		{AVIF, []string{"avif", "avis"}, false},
		{HEIC, []string{"heic", "heix", "hevc", "hevx", "heim", "heis"}, false},
		{HEIC, []string{"mif1", "msf1"}, true},
		{audio, []string{"M4A ", "M4B ", "M4P ", "F4A "}, true},
		{otherPicture, []string{"crx ", "jxl ", "jp2 ", "miaf"}, true},
	} {
		for i, brand := range brands {
			if (i == 0 || !is.major) && slices.Contains(is.brands, brand) {
				return is.kind
			}
		}
	}
	return video
}

// bitmap reports whether head is that of a Windows bitmap, and not of a text that
// begins with its two letters.
func bitmap(head string) bool {
	return head[6:10] == "\x00\x00\x00\x00" && slices.Contains([]uint32{12, 40, 52, 56, 64, 108, 124}, binary.LittleEndian.Uint32([]byte(head[14:18])))
}

// controlled reports whether b has so many control characters that it is no text
// in any charset.
func controlled(b []byte) bool {
	b = b[:min(len(b), maxHead)]
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return false
	}
	if _, ok := Wide(b); ok {
		return false
	}
	n, nuls := 0, !bytes.Contains(bytes.ToLower(b), []byte("<html")) && !bytes.Contains(bytes.ToLower(b), []byte("<table")) // which pages have now and then
	for _, c := range b {
		if c < ' ' && (c != 0 || nuls) && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1b && c != '\b' {
			n++
		}
	}
	return n > 4+len(b)/200 || n > 0 && n*8 > len(b)
}

// Wide reports whether b is a text of two bytes a character without a mark that
// says so, and whether the high byte comes first: some are zero, most on that side,
// and nearly all pairs are letters of a text in that order.
func Wide(b []byte) (big, ok bool) {
	b = b[:min(len(b), maxHead)&^1]
	var zeros, letters [2]int // with the high byte second, and first
	for i := 0; i+1 < len(b); i += 2 {
		for side, c := range [...]rune{rune(b[i]) | rune(b[i+1])<<8, rune(b[i])<<8 | rune(b[i+1])} {
			if b[i+1-side] == 0 {
				zeros[side]++
			}
			if c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0x180 || c >= 0x2010 && c < 0x2800 ||
				c >= 0x3000 && c < 0x3100 || c >= 0x4e00 && c < 0xa000 || c >= 0xff00 && c < 0xfff0 {
				letters[side]++
			}
		}
	}
	for side := range 2 {
		if half := len(b) / 2; half > 1 && zeros[side] > zeros[1-side] && letters[side]*100 >= half*97 {
			return side == 1, true
		}
	}
	return false, false
}

func utf16LE(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}
