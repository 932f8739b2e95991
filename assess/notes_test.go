package assess

import (
	"testing"

	"github.com/unspent-dev/unspent/brand"
)

// What a note is about is said in words, and what is quoted stands between marks
// once.
func TestNoteInWords(t *testing.T) {
	for detail, want := range map[string]brand.Text{
		"serial, last4":            {JA: "（シリアル番号、番号の下4桁）", EN: " (serial number, last four)"},
		"state: row_claimed":       {JA: "（書いてあること）", EN: " (what it says)"},
		"last4: 702M, date":        {JA: "（番号の下4桁：702M、日付）", EN: " (last four: 702M, date)"},
		"something else: entirely": {JA: "（something else: entirely）", EN: " (something else: entirely)"},
	} {
		plain := NoteText(Note{ID: ReadingCorrected})
		if got := NoteText(Note{ID: ReadingCorrected, Detail: detail}); got.JA != plain.JA+want.JA || got.EN != plain.EN+want.EN {
			t.Errorf("%q is told as %v", detail, got)
		}
	}
	for shown, want := range map[string]string{"「無効です」": "「無効です」", "無効です": "「無効です」", "「A」か「B」": "「「A」か「B」」"} {
		if got := quote(shown); got.JA != want {
			t.Errorf("%s is quoted as %s", shown, got.JA)
		}
	}
}
