package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
)

// longHistory is a saved usage history of n rows.
func longHistory(n int) string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html><head><meta charset="utf-8"><title>ギフトカードの利用履歴</title></head><body><table><tr><th>日付</th><th>利用内容</th><th>金額</th></tr>`)
	for i := range n {
		fmt.Fprintf(&b, `<tr class="a-row"><td class="a-span2"><span>%d年%d月%d日</span></td>`, 2010+i/365, 1+i/31%12, 1+i%28)
		if i%3 == 0 {
			fmt.Fprintf(&b, `<td>登録 (ギフト券番号: xxxx-xxxxxx-%04X)</td><td><span class="a-color-price">¥ %d,000</span></td></tr>`+"\n", i, 1+i%50)
		} else {
			fmt.Fprintf(&b, `<td>利用　(注文番号: <a href="/order?id=503-%07d-%07d">503-%07d-%07d</a>)</td><td>¥ -%d</td></tr>`+"\n", i, i, i, i, 100+i)
		}
	}
	b.WriteString("</table></body></html>")
	return b.String()
}

// BenchmarkHistory reads a history of 1,000 rows, beside parsing its HTML alone.
func BenchmarkHistory(b *testing.B) {
	page := longHistory(1000)
	o := options(b, "amazon-jp", assess.Card{Last4: "ZZZZ", Amount: money(b, "25000", "JPY")})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			in, err := intake.Read(b.Context(), "a.html", []byte(page), o)
			if err != nil || len(in.Rows) != 1000 {
				b.Fatal(len(in.Rows), err)
			}
		}
	})
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := html.Parse(strings.NewReader(page)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
