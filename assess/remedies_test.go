package assess

import (
	"strings"
	"testing"
)

func TestRemedies(t *testing.T) {
	for _, sc := range scenes() {
		t.Run(sc.row, func(t *testing.T) {
			v := Judge(sc.c, sc.all, sc.p, noon)
			var ids []string
			for _, r := range v.Remedies {
				ids = append(ids, r.ID)
			}
			if got := strings.Join(ids, " "); got != sc.want {
				t.Errorf("remedies = %q; want %q (the card is %s, %s)", got, sc.want, v.State, v.Confidence)
			}
		})
	}
}
