package intake

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// zipOf returns an archive of files, given as name and content in turn.
func zipOf(t testing.TB, files ...string) []byte {
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

// A mail keeps its signature in whatever it is wrapped.
func TestMailKeepsItsSignature(t *testing.T) {
	signed := sign(t, notice(""), nil)
	lineFeeds := strings.ReplaceAll(signed, "\r\n", "\n")
	plist := "<?xml version=\"1.0\"?>\n<plist version=\"1.0\"><dict/></plist>\n"
	emlx := func(mail string) string { return fmt.Sprintf("%-10d\n%s%s", len(mail), mail, plist) }
	fromBody := sign(t, strings.ReplaceAll(notice(""), "太郎様", "From the shop\r\n太郎様"), nil)
	quoted := strings.ReplaceAll(strings.ReplaceAll(fromBody, "\r\n", "\n"), "\nFrom the", "\n>From the")
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	if _, err := w.Write([]byte(signed)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"bare":                      signed,
		"Apple Mail":                emlx(signed),
		"Apple Mail, line feeds":    emlx(lineFeeds),
		"mailbox":                   "From gift@mail.hanami.example Sun Nov 22 14:05:00 2026\n" + lineFeeds + "\n",
		"mailbox, marked lines":     "From gift@mail.hanami.example Sun Nov 22 14:05:00 2026\n" + quoted + "\n",
		"mailbox, lines not marked": "From gift@mail.hanami.example Sun Nov 22 14:05:00 2026\n" + strings.ReplaceAll(fromBody, "\r\n", "\n") + "\n",
		"shown by Gmail": "Original Message\nMessage ID\t<n-1@mail.hanami.example>\nCreated at:\tSun, Nov 22, 2026 at 2:05 PM (Delivered after 3 seconds)\n" +
			"From:\tHanami <gift@mail.hanami.example>\nTo:\ttaro@buyer.example\nSubject:\tギフトカードが登録されました\nSPF:\tPASS with IP 192.0.2.1 Learn more\n" +
			"DKIM:\t'PASS' with domain hanami.example Learn more\n\nDownload Original\tCopy to clipboard\nDelivered-To: taro@buyer.example\n" + lineFeeds,
		"shown by Gmail, in Japanese": "元のメッセージ\r\nメッセージ ID\t<n-1@mail.hanami.example>\r\n作成日:\t2026年11月22日 14:05（3 秒後に配信済み）\r\nFrom:\tHanami <gift@mail.hanami.example>\r\n" +
			"To:\ttaro@buyer.example\r\n件名:\tギフトカードが登録されました\r\nDKIM:\t'PASS'、ドメイン: hanami.example 詳細を表示\r\n\r\n元のメールをダウンロード\r\nクリップボードにコピー\r\n" + signed,
		"gzip":                   gz.String(),
		"zip":                    string(zipOf(t, "受信/通知.eml", signed)),
		"zip of Apple Mail":      string(zipOf(t, "1.emlx", emlx(signed))),
		"Outlook's, as attached": string(outlook("From: taro@buyer.example\r\n", "", "x.eml", signed)),
		"zip of Outlook's":       string(zipOf(t, "a.msg", string(outlook("From: taro@buyer.example\r\n", "", "x.eml", signed)))),
	} {
		t.Run(name, func(t *testing.T) {
			in, err := Read(t.Context(), "x", []byte(content), options(brandKeys(t)))
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %+v, %v", in.Evidence, err)
			}
			if e := in.Evidence[0]; e.Grade != assess.Verified || e.Says != brand.MailOpened || e.Card.Last4 != "7Q2M" {
				t.Errorf("evidence is %s %s %+v, notes %v", e.Grade, e.Says, e.Card, e.Notes)
			}
		})
	}
}

func TestArchive(t *testing.T) {
	signed := sign(t, notice(""), nil)
	other := sign(t, strings.ReplaceAll(notice(""), "n-1@", "n-2@"), nil)
	film := "\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  "
	in, err := Read(t.Context(), "all.zip", zipOf(t, "a/1.eml", signed, "b/1.eml", other, "rec.mov", film, "in.zip", string(zipOf(t, "x", "y")), "empty.txt", "",
		"note.txt", "まだ使っていません"), options(brandKeys(t)))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range in.Parts {
		id := p.Media
		if r, ok := unpack.RefusalOf(p.Err); ok {
			id = r.ID
		}
		got = append(got, p.Name+":"+id)
	}
	want := "1.eml:mail 1.eml (2):mail rec.mov:video in.zip:archive_nested empty.txt:empty note.txt:text"
	if text := strings.Join(got, " "); text != want {
		t.Errorf("parts are %s\nwant      %s", text, want)
	}
	if len(in.Evidence) != 3 || in.Evidence[1].Grade != assess.Verified || in.Parts[0].Message == in.Parts[1].Message || in.Parts[0].Message == [32]byte{} {
		t.Errorf("evidence is %+v", in.Evidence)
	}
	if in.Media != "zip" || !strings.Contains(in.Text, "== 1.eml (2)\n") {
		t.Errorf("media %q, text %q", in.Media, in.Text)
	}
}

func TestSeveralMails(t *testing.T) {
	one := "From a@b.example Sun Nov 22 14:05:00 2026\n" + strings.ReplaceAll(notice(""), "\r\n", "\n") + "\n"
	_, err := Read(t.Context(), "all.mbox", []byte(one+one), options(nil))
	if r, _ := unpack.RefusalOf(err); r.ID != "mbox_several" {
		t.Errorf("Read = %v", err)
	}
}
