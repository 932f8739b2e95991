package unpack_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// packed returns a zip of files, given as name and content in turn.
func packed(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func film(brands string) string {
	return string([]byte{0, 0, 0, byte(8 + len(brands))}) + "ftyp" + brands + "\x00\x00\x00\x08free"
}

func TestKindOf(t *testing.T) {
	page := "<html><p>登録 (ギフト券番号: xxxx-xxxxxx-7Q2M)</p></html>"
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(i*i>>3 ^ i*7)
	}
	tests := map[string]struct {
		content string
		want    unpack.Kind
	}{
		"text":                  {"こんにちは\n", unpack.Text},
		"page":                  {page, unpack.Text},
		"page with nuls":        {strings.ReplaceAll(page, ">", ">\x00\x00"), unpack.Text},
		"Shift_JIS":             {strings.Repeat("\x93\xfa\x95\x74\r\n", 30), unpack.Text},
		"ISO-2022-JP":           {strings.Repeat("\x1b$B$\"$$\x1b(B\r\n", 30), unpack.Text},
		"UTF-16 with mark":      {"\xff\xfe1\x00,\x002\x00\n\x00", unpack.Text},
		"UTF-16, Japanese":      {"\x7b\x76\x32\x93\n\x00\xe5\x65\xd8\x4e\x1a\xff5\x00\n\x00", unpack.Text},
		"UTF-16, Japanese, big": {"\x76\x7b\x93\x32\x00\n\x65\xe5\x4e\xd8\xff\x1a\x005\x00\n", unpack.Text},
		"UTF-16 without mark":   {strings.Repeat("5\x00,\x000\x000\x000\x00\n\x00", 9), unpack.Text},
		"begins as a program":   {"MZ のカードについて", unpack.Text},
		"begins as a bitmap":    {"BMのカードを買いました。まだ使っていません。どうすればよいですか。", unpack.Text},
		"begins as compressed":  {"BZh のカード", unpack.Text},
		"a list of numbers":     {"5000\nTotal: 5,000\n2026-11-22: 登録\n", unpack.Text},
		"lha in a text":         {"x -lh5- のように書く", unpack.Text},
		"PNG":                   {"\x89PNG\r\n\x1a\n", unpack.PNG},
		"JPEG":                  {"\xff\xd8\xff\xe0", unpack.JPEG},
		"GIF":                   {"GIF89a\x01\x00", unpack.GIF},
		"WebP":                  {"RIFF\x00\x00\x00\x00WEBPVP8 ", unpack.WebP},
		"BMP": {"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00" +
			"\x28\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x18\x00\x00\x00", unpack.BMP},
		"HEIC":                      {film("heic\x00\x00\x00\x00mif1heic"), unpack.HEIC},
		"HEIC of another camera":    {film("mif1\x00\x00\x00\x00mif1heic"), unpack.HEIC},
		"AVIF":                      {film("avif\x00\x00\x00\x00mif1miaf"), unpack.AVIF},
		"AVIF as a general picture": {film("mif1\x00\x00\x00\x00avifmif1"), unpack.AVIF},
		"a film of the phone":       {film("qt  \x00\x00\x00\x00qt  "), "video"},
		"MP4":                       {film("isom\x00\x00\x02\x00isomiso2avc1mp41"), "video"},
		"MOV without its head":      {"\x00\x00\x00\x08wide\x00\x00\x10\x00mdat\x00\x00\x00\x00\x00\x00", "video"},
		"WebM":                      {"\x1a\x45\xdf\xa3\x01\x00", "video"},
		"AVI":                       {"RIFF\x00\x00\x00\x00AVI LIST", "video"},
		"broadcast":                 {strings.Repeat("\x47\x40\x00\x10"+strings.Repeat("\x00", 184), 4), "video"},
		"a voice memo":              {film("M4A \x00\x00\x00\x00M4A mp42"), "audio"},
		"MP3":                       {"ID3\x03\x00\x00", "audio"},
		"WAV":                       {"RIFF\x00\x00\x00\x00WAVEfmt ", "audio"},
		"TIFF":                      {"II*\x00\x08\x00", "picture_other"},
		"JPEG XL":                   {"\x00\x00\x00\x0cJXL \r\n\x87\n", "picture_other"},
		"PDF":                       {"%PDF-1.7\n", unpack.PDF},
		"zip":                       {"PK\x03\x04\x14\x00", unpack.Zip},
		"gzip":                      {"\x1f\x8b\x08\x00", unpack.Gzip},
		"7z":                        {"7z\xbc\xaf\x27\x1c", "archive"},
		"RAR":                       {"Rar!\x1a\x07\x00", "archive"},
		"tar":                       {"a.txt" + strings.Repeat("\x00", 252) + "ustar\x0000", "archive"},
		"LHA":                       {"\x16\x8e-lh5-\x00\x00\x00\x00\x01\x02\x03", "archive"},
		"xz":                        {"\xfd7zXZ\x00", "compressed"},
		"zstd":                      {"\x28\xb5\x2f\xfd\x00", "compressed"},
		"bzip2":                     {"BZh91AY&SY\x00\x01\x02\x03\x04\x05\x06", "compressed"},
		"Word or Excel":             {"PK\x03\x04\x14\x00\x00\x00[Content_Types].xml", "office"},
		"Pages":                     {"PK\x03\x04\x14\x00\x00\x00Index/Document.iwa", "office"},
		"old Word or Excel":         {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "office"},
		"RTF":                       {`{\rtf1 hello}`, "rtf"},
		"Windows program":           {"MZ\x90\x00\x03\x00\x00\x00\x04\x00", "program"},
		"Linux program":             {"\x7fELF\x02\x01\x01\x00", "program"},
		"an app":                    {"PK\x03\x04\x14\x00\x00\x00AndroidManifest.xml", "program"},
		"font":                      {"wOF2\x00\x01\x00\x00", "font"},
		"database":                  {"SQLite format 3\x00", "database"},
		"a whole mailbox":           {"!BDN\x00", "mail_store"},
		"winmail.dat":               {"\x78\x9f\x3e\x22\x00", "mail_winmail"},
		"shortcut":                  {"L\x00\x00\x00\x01\x14\x02\x00\x00", "shortcut"},
		"a bookmark of Safari":      {"bplist00\xd1\x01\x02SURL_\x10\x10", "shortcut"},
		"web archive":               {"bplist00\xd1\x01\x02_\x10\x0fWebMainResource", unpack.WebArchive},
		"Apple Mail":                {"1234\nReceived: by mx.example\nFrom: a@b.example\n", unpack.AppleMail},
		"mailbox of two":            {"From a@b Sun Nov 22 14:05:00 2026\nFrom: a@b\n\nhi\n\nFrom a@b Sun Nov 22 14:06:00 2026\nFrom: a@b\n\nho\n", unpack.Mailbox},
		"mailbox of one":            {"From a@b Sun Nov 22 14:05:00 2026\nFrom: a@b\n\nhi\n\nFrom here on I wait.\n", unpack.Text},
		"noise":                     {string(noise), "binary"},
		"bytes":                     {strings.Repeat("\x00\x01", 100), "binary"},
		"three bytes":               {"\x00\x01\x02", "binary"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := unpack.KindOf([]byte(tt.content)); got != tt.want {
				t.Errorf("KindOf = %q, want %q", got, tt.want)
			}
		})
	}
}

// Every refusal names the file, and says in both languages what it is and what to
// do; none ends with a full stop, so that it can stand within a sentence.
func TestRefuse(t *testing.T) {
	for _, kind := range []unpack.Kind{"video", "audio", "archive", "compressed", "archive_nested", "archive_locked", "archive_empty", "archive_damaged",
		"mbox_several", "mail_damaged", "msg_damaged", "msg_no_mail", "webarchive_damaged", "mail_store", "mail_winmail", "office", "rtf", "postscript",
		"picture_other", "program", "font", "database", "shortcut", "binary", "pdf_locked", "pdf_damaged", unpack.PDF} {
		err := unpack.Refuse(kind, "a.bin")
		r, ok := unpack.RefusalOf(fmt.Errorf("case 7: %w", err))
		switch {
		case !ok || r.ID != string(kind) || unspent.ReasonOf(err) != unspent.Invalid:
			t.Errorf("%s: refused as %+v, %v", kind, r, unspent.ReasonOf(err))
		case !strings.HasPrefix(r.Text.JA, "ファイル「a.bin」は") || !strings.Contains(r.Text.JA, "ください"):
			t.Errorf("%s in Japanese: %s", kind, r.Text.JA)
		case !strings.HasPrefix(r.Text.EN, `the file "a.bin" is `) || strings.HasSuffix(r.Text.EN, ".") || err.Error() != r.Text.EN:
			t.Errorf("%s in English: %s", kind, r.Text.EN)
		}
	}
}

func TestFiles(t *testing.T) {
	many := make([]string, 0, 2*51)
	for i := range 51 {
		many = append(many, fmt.Sprintf("%d.txt", i), "x")
	}
	entries := make([]string, 0, 2*1001)
	for i := range 1001 {
		entries = append(entries, fmt.Sprintf("%d/", i), "")
	}
	tests := map[string]struct {
		content []byte
		want    string // names, or the refusal of one, or of all
	}{
		"several":          {packed(t, "a.eml", "x", "b/c.html", "y"), "a.eml c.html"},
		"of a Mac":         {packed(t, "b/", "", "b/a.eml", "x", "__MACOSX/b/._a.eml", "y", ".DS_Store", "z"), "a.eml"},
		"twice one name":   {packed(t, "a/x.png", "x", "b/x.png", "y"), "x.png x.png (2)"},
		"out of its place": {packed(t, `..\..\etc\passwd`, "x", "/b/../../c", "y"), "passwd c"},
		"of Windows":       {packed(t, "\x93\x6f\x98\x5e.txt", "x"), "登録.txt"},
		"nothing":          {packed(t, "a/", ""), "archive_empty"},
		"cut short":        {packed(t, "a.eml", "x")[:60], "archive_damaged"},
		"too many":         {packed(t, many...), "maxMembers"},
		"folders only":     {packed(t, entries...), "maxEntries"},
		"bomb":             {packed(t, "a", strings.Repeat("\x00", 10<<20), "b", "x"), "a:maxRatio b"},
		"large file":       {packed(t, "a", strings.Repeat("\x00", 21<<20)), "a:maxRatio"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			all, err := unpack.Files(t.Context(), "a.zip", tt.content)
			var got []string
			if r, ok := unpack.RefusalOf(err); ok {
				got = append(got, r.ID)
			}
			for _, m := range all {
				if r, ok := unpack.RefusalOf(m.Err); ok {
					m.Name += ":" + r.ID
				}
				got = append(got, m.Name)
			}
			if text := strings.Join(got, " "); text != tt.want {
				t.Errorf("Files = %s, want %s", text, tt.want)
			}
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := unpack.Files(ended, "a.zip", packed(t, "a", "x")); !errors.Is(err, context.Canceled) {
		t.Errorf("Files after the end = %v", err)
	}
}

func TestLockedMember(t *testing.T) {
	b := packed(t, "a.eml", "x")
	for _, at := range []int{6, bytes.Index(b, []byte("PK\x01\x02")) + 8} {
		b[at] |= 1
	}
	all, err := unpack.Files(t.Context(), "a.zip", b)
	if err != nil || len(all) != 1 {
		t.Fatalf("Files = %v, %v", all, err)
	}
	if r, _ := unpack.RefusalOf(all[0].Err); r.ID != "archive_locked" {
		t.Errorf("refused as %v", all[0].Err)
	}
}

func TestUnzipped(t *testing.T) {
	for name, tt := range map[string]struct{ content, want, refused string }{
		"a mail":    {zipped(t, "From: a@b\n\nx"), "From: a@b\n\nx", ""},
		"cut short": {zipped(t, "From: a@b\n\nx")[:20], "", "archive_damaged"},
		"bomb":      {zipped(t, strings.Repeat("x", 30<<20)), "", "maxRatio"},
	} {
		got, err := unpack.Unzipped(t.Context(), "a.gz", []byte(tt.content))
		if r, _ := unpack.RefusalOf(err); string(got) != tt.want || r.ID != tt.refused {
			t.Errorf("%s: Unzipped = %.20q, %v", name, got, err)
		}
	}
}

func TestFromApple(t *testing.T) {
	mail := "Received: by mx.example\nFrom: a@b.example\n\nhello, and more that makes it as long as a mail is, which is a hundred bytes at the " +
		"very least, or two\n"
	plist := `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"></plist>`
	for name, tt := range map[string]struct{ content, want, refused string }{
		"whole":     {fmt.Sprintf("%d      \n%s%s", len(mail), mail, plist), mail, ""},
		"cut short": {fmt.Sprintf("%d\n%s", len(mail)+500, mail), "", "mail_damaged"},
	} {
		if unpack.KindOf([]byte(tt.content)) != unpack.AppleMail {
			t.Errorf("%s is not taken for Apple Mail", name)
		}
		got, err := unpack.FromApple("1.emlx", []byte(tt.content))
		if r, _ := unpack.RefusalOf(err); string(got) != tt.want || r.ID != tt.refused {
			t.Errorf("%s: FromApple = %q, %v", name, got, err)
		}
	}
}

func TestUnquoted(t *testing.T) {
	for mail, want := range map[string]string{
		"From a\nX: y\n\nhi\n":                          "",
		"X: y\n\n>From here\n":                          "",
		"From a\nX: y\n\n>From here\n>>From there\n> x": "From a\nX: y\n\nFrom here\n>From there\n> x",
	} {
		if got := string(unpack.Unquoted([]byte(mail))); got != want {
			t.Errorf("Unquoted(%q) = %q, want %q", mail, got, want)
		}
	}
}
