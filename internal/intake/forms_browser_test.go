package intake_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/album"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// chromium starts a browser; .ci/need installs it.
func chromium(t *testing.T) context.Context {
	t.Helper()
	path, err := exec.LookPath("chromium")
	for _, name := range []string{"chromium-browser", "google-chrome"} {
		if err != nil {
			path, err = exec.LookPath(name)
		}
	}
	if err != nil {
		t.Fatal("Chromium is not installed: run .ci/need")
	}
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.UserDataDir(t.TempDir()))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if _, err := chromedp.Run(ctx, chromedp.Location()); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// printed prints a page as a browser does.
func printed(t *testing.T, chrome context.Context, text string) []byte {
	t.Helper()
	if err := chromedp.Do(chrome, chromedp.Navigate("data:text/html;base64,"+base64.StdEncoding.EncodeToString([]byte(text)))); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(chrome, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// styled lays a page of blocks out as sites do: in columns, or one below another.
func styled(text, style string) string {
	return strings.Replace(text, "</head>", "<style>"+style+"</style></head>", 1)
}

// TestFormsInBrowser prints every second history of all brands, with its cells wrapped
// and in columns, and a tenth of the other pages: each says what it says as a page.
func TestFormsInBrowser(t *testing.T) {
	chrome := chromium(t)
	papers := unpack.NewPapers(t.TempDir())
	t.Cleanup(func() {
		if err := papers.Close(); err != nil {
			t.Error(err)
		}
	})
	for i, s := range sheets(t) {
		if i%2 > 0 || !s.table && i%10 > 0 {
			continue
		}
		o := options(t, s.brand, s.card)
		o.Papers = papers
		want := s.reads(t, o, "table.html", []byte(s.tablePage()))
		forms := map[string]string{"narrow.pdf": styled(s.tablePage(), "body{width:380px;font:13px serif}td{padding:6px 8px}td:nth-child(3){white-space:nowrap}")}
		if s.table {
			forms["columns.pdf"] = styled(s.blockPage(), ".row{display:flex;gap:24px;border-bottom:1px solid}.row>:nth-child(2){flex:1}")
		}
		for name, text := range forms {
			if got := s.reads(t, o, name, printed(t, chrome, text)); got != want {
				t.Errorf("%s, %s: %s reads as %q; want %q", s.brand, s.name, name, got, want)
			}
		}
	}
}

// TestFormsSeenInBrowser takes pictures of one page of a brand and kind, of a sixteenth
// of all: what is read there, and confirmed as it is, says what the page says.
func TestFormsSeenInBrowser(t *testing.T) {
	eyes, err := ocr.Find(t.Context(), "auto")
	if err != nil || !eyes.Reads() {
		t.Fatalf("nothing reads pictures here (run .ci/need): %v", err)
	}
	browser, err := album.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var some []sheet
	var pages []string
	taken := map[string]bool{}
	for _, s := range sheets(t) {
		key := s.brand + string(s.kind)
		if taken[key] {
			continue
		}
		if taken[key] = true; len(taken)%16 == 1 {
			some = append(some, s)
			pages = append(pages, album.Page{Lang: "ja", Style: "plain", Clock: "17:03", Body: s.phone()}.HTML(false))
		}
	}
	pictures, err := browser.Pictures(t.Context(), pages, 2)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range some {
		var file bytes.Buffer
		if err := png.Encode(&file, pictures[i]); err != nil {
			t.Fatal(err)
		}
		o := options(t, s.brand, s.card)
		want := s.reads(t, o, "table.html", []byte(s.tablePage()))
		o.Eyes, o.Kind = eyes, s.kind
		first, err := intake.Read(t.Context(), "a.png", file.Bytes(), o)
		if err != nil {
			t.Fatal(err)
		}
		o.Confirm.Values = map[string]string{}
		for _, r := range first.Readings {
			o.Confirm.Values[r.Name()] = r.Value
		}
		if got := s.reads(t, o, "a.png", file.Bytes()); got != want {
			t.Errorf("%s, %s: the picture reads as %q; want %q; in it stands %q", s.brand, s.name, got, want, first.Text)
		}
	}
}

// phone is the page as a site on a phone shows it.
func (s sheet) phone() string {
	body := s.blockPage()
	body = body[strings.Index(body, "<h1>"):strings.LastIndex(body, "</body>")]
	if s.kind == assess.History {
		return strings.ReplaceAll(body, "<div class=row>", `<div class=row style="display:block">`)
	}
	return strings.ReplaceAll(body, "<div class=row>", `<div class=row style="display:block;border:0">`)
}
