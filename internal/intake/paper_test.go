package intake_test

import (
	"fmt"
	"testing"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// A page that was printed reads as the page; without a reader of PDFs it is refused
// with the way out.
func TestPaper(t *testing.T) {
	content := ""
	for i, line := range []string{"Gift card balance and activity", "Date", "November 22, 2026", "November 20, 2026"} {
		content += fmt.Sprintf("BT /F1 11 Tf 60 %d Td (%s) Tj ET ", 800-20*i, line)
	}
	for i, line := range []string{"Description", `Gift card claim \(claim code xxxx-xxxxxx-7Q2M\)`, `Payment towards Amazon.com order \(111-1234567-1234567\)`} {
		content += fmt.Sprintf("BT /F1 11 Tf 200 %d Td (%s) Tj ET ", 780-20*i, line)
	}
	for i, line := range []string{"Amount", "$50.00", "-$10.00"} {
		content += fmt.Sprintf("BT /F1 11 Tf 520 %d Td (%s) Tj ET ", 780-20*i, line)
	}
	pdf := fmt.Sprintf("%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"+
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>endobj\n"+
		"4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n5 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n", len(content), content)
	o := options(t, "amazon-com", assess.Card{Last4: "7Q2M"})
	_, err := intake.Read(t.Context(), "a.bin", []byte(pdf), o)
	if r, _ := unpack.RefusalOf(err); r.ID != "pdf" {
		t.Errorf("without a reader: %v", err)
	}
	o.Papers = unpack.NewPapers(t.TempDir())
	t.Cleanup(func() {
		if err := o.Papers.Close(); err != nil {
			t.Error(err)
		}
	})
	in, err := intake.Read(t.Context(), "a.bin", []byte(pdf), o)
	if err != nil || len(in.Evidence) != 1 {
		t.Fatalf("Read = %+v, %v", in, err)
	}
	if e := in.Evidence[0]; e.Kind != assess.History || e.Says != brand.RowClaimed || e.Card.Last4 != "7Q2M" || e.Grade != assess.Unverified || in.Media != "pdf" {
		t.Errorf("evidence is %+v of %s, text %q", e, in.Media, in.Text)
	}
}
