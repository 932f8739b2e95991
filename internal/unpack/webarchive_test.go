package unpack_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/unpack"
)

// plist writes a binary property list of objects that are encoded already; the
// first is the top.
func plist(objects ...string) []byte {
	b := []byte("bplist00")
	var table []byte
	for _, o := range objects {
		table = binary.BigEndian.AppendUint32(table, uint32(len(b)))
		b = append(b, o...)
	}
	at := len(b)
	b = append(append(b, table...), 0, 0, 0, 0, 0, 0, 4, 1)
	b = binary.BigEndian.AppendUint64(b, uint64(len(objects)))
	b = binary.BigEndian.AppendUint64(b, 0)
	return binary.BigEndian.AppendUint64(b, uint64(at))
}

func counted(kind byte, content string) string {
	return string([]byte{kind<<4 | 0xf, 0x12}) + string(binary.BigEndian.AppendUint32(nil, uint32(len(content)))) + content
}

// safari is a web archive with one page.
func safari(page, charset string) []byte {
	return plist("\xd1\x01\x02", counted(5, "WebMainResource"), "\xd3\x03\x04\x05\x06\x07\x08",
		counted(5, "WebResourceData"), counted(5, "WebResourceMIMEType"), counted(5, "WebResourceTextEncodingName"),
		counted(4, page), counted(5, "text/html"), counted(5, charset))
}

func TestFromSafari(t *testing.T) {
	for name, tt := range map[string]struct {
		content []byte
		want    string
	}{
		"a page":              {safari("<p>hello</p>", "EUC-JP"), "<p>hello</p> EUC-JP"},
		"no page":             {plist("\xd1\x01\x01", counted(5, "WebMainResource")), ""},
		"itself within":       {plist("\xd1\x01\x00", counted(5, "WebMainResource")), ""},
		"a text for its data": {plist("\xd1\x01\x02", counted(5, "WebMainResource"), "\xd1\x03\x04", counted(5, "WebResourceData"), counted(5, "x")), ""},
		"a picture": {plist("\xd1\x01\x02", counted(5, "WebMainResource"), "\xd2\x03\x04\x05\x06", counted(5, "WebResourceData"),
			counted(5, "WebResourceMIMEType"), counted(4, "x"), counted(5, "image/png")), ""},
		"nothing":             {[]byte("bplist00"), ""},
		"a count without end": {plist("\xdf\x13\xff\xff\xff\xff\xff\xff\xff\xff"), ""},
		"lists without end":   {plist(strings.Repeat("\xa1\x00", 1000)), ""},
	} {
		page, err := unpack.FromSafari("a.webarchive", tt.content)
		got := strings.TrimSpace(string(page.Content) + " " + page.Charset)
		if r, _ := unpack.RefusalOf(err); got != tt.want || (tt.want == "") != (r.ID == "webarchive_damaged") {
			t.Errorf("%s: FromSafari = %q, %v", name, got, err)
		}
	}
}

func FuzzFromSafari(f *testing.F) {
	f.Add(safari("<p>hello</p>", "utf-8"))
	f.Add(plist("\xd1\x01\x00", counted(5, "WebMainResource")))
	f.Fuzz(func(t *testing.T, b []byte) {
		if page, err := unpack.FromSafari("a", b); err == nil && len(page.Content) > len(b) {
			t.Errorf("a page of %d bytes comes out of %d", len(page.Content), len(b))
		}
	})
}

func FuzzFiles(f *testing.F) {
	f.Add(packed(f, "a.eml", "x", "b/c.html", "y"))
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := unpack.Files(t.Context(), "a.zip", b)
		if _, ok := unpack.RefusalOf(err); err != nil && !ok {
			t.Errorf("Files = %v, which is no refusal", err)
		}
		for _, m := range all {
			if _, ok := unpack.RefusalOf(m.Err); m.Err != nil && !ok {
				t.Errorf("%q = %v, which is no refusal", m.Name, m.Err)
			}
		}
	})
}
