package unpack_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/unpack"
)

// printed is a PDF with a text on each page, as rows of cells at 100 and 400 points.
func printed(pages ...string) []byte {
	var objects []string
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
	}
	objects = append(objects, "<</Type/Catalog/Pages 2 0 R>>", fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	for i, text := range pages {
		content, y := "", 800
		for line := range strings.SplitSeq(text, "\n") {
			for n, cell := range strings.Split(line, "\t") {
				content += fmt.Sprintf("BT /F1 11 Tf %d %d Td (%s) Tj ET\n", 60+n*250, y, strings.NewReplacer("(", `\(`, ")", `\)`, "¥", `\245`).Replace(cell))
			}
			y -= 20
		}
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i),
			fmt.Sprintf("<</Length %d>>stream\n%sendstream", len(content), content))
	}
	b := "%PDF-1.4\n"
	at := make([]int, 0, len(objects))
	for i, o := range objects {
		at = append(at, len(b))
		b += fmt.Sprintf("%d 0 obj%s endobj\n", i+1, o)
	}
	table := len(b)
	b += fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		b += fmt.Sprintf("%010d 00000 n \n", n)
	}
	return []byte(b + fmt.Sprintf("trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table))
}

func TestPages(t *testing.T) {
	papers := unpack.NewPapers(t.TempDir())
	t.Cleanup(func() {
		if err := papers.Close(); err != nil {
			t.Error(err)
		}
	})
	many := make([]string, 31)
	for name, tt := range map[string]struct {
		content []byte
		want    string // words of its pages, or the refusal
	}{
		"a history":       {printed("Usage history\nNovember 22, 2026\tGift card claim"), "Usage history|November 22, 2026|Gift card claim"},
		"two pages":       {printed("the first page", "the second page"), "the first page|the second page"},
		"a broken number": {printed("The claim code xxxx-xxxxxx-\n7Q2M of the gift card"), "The claim code xxxx-xxxxxx-|7Q2M of the gift card"},
		"a page of ink":   {printed("x"), "picture 1414×2000"},
		"without end":     {printed(many...), "maxPapers"},
		"too much of it":  {printed(strings.Repeat(strings.Repeat("x", 250)+"\n", 90)), "maxPaperText"},
		"nothing but its": {[]byte("%PDF-1.7\n"), "pdf_damaged"},
		"pages in a ring": {[]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 3/Kids[2 0 R]>>endobj\n" +
			"trailer<</Root 1 0 R>>\n"), "pdf_damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			all, err := papers.Pages(t.Context(), "a.pdf", tt.content, true)
			var got []string
			if r, ok := unpack.RefusalOf(err); ok {
				got = append(got, r.ID)
			}
			for _, p := range all {
				if p.Picture != nil {
					got = append(got, fmt.Sprintf("picture %d×%d", p.Picture.Bounds().Dx(), p.Picture.Bounds().Dy()))
				}
				for _, w := range p.Sheet.Words {
					got = append(got, strings.TrimSpace(w.Text))
				}
			}
			if text := strings.Join(got, "|"); text != tt.want {
				t.Errorf("Pages = %.200s, %v; want %s", text, err, tt.want)
			}
		})
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := papers.Pages(ended, "a.pdf", printed("the first page"), false); !errors.Is(err, context.Canceled) {
		t.Errorf("Pages after the end = %v", err)
	}
}
