package intake_test

import (
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// TestHistoryYears reads histories whose days lack their year. The card is 7Q2M, of
// 5,000 yen (or 50 dollars), got on 18 November 2026; the page is brought on the 29th.
func TestHistoryYears(t *testing.T) {
	const claimed, absent = brand.RowClaimed, brand.RowAbsent
	const added = "ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M ￥5,000"
	const spent = "Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥100"
	tests := map[string]struct {
		page string
		says brand.Meaning
		at   string
		note assess.NoteID
	}{
		"the year above":                  {"利用履歴\n2026年11月25日 " + spent + "\n11月22日 " + added + "\n11月3日 " + spent + "\n", claimed, "2026-11-22", ""},
		"the year below, then this one's": {"利用履歴\n11月22日 " + added + "\n11月3日 " + spent + "\n2025年12月30日 " + spent + "\n", claimed, "2026-11-22", ""},
		"between two days":                {"利用履歴\n2026年11月25日 " + spent + "\n11/22 " + added + "\n2026年10月3日 " + spent + "\n", claimed, "2026-11-22", ""},
		"over the turn of the year":       {"利用履歴\n2026年1月5日 " + spent + "\n12月22日 " + added + "\n11月3日 " + spent + "\n", claimed, "2025-12-22", ""},
		"oldest first": {"利用履歴\n2025年12月30日 " + spent + "\n1月5日 " + spent + "\n1月22日 " + added + "\n2026年2月3日 " + spent + "\n", claimed,
			"2026-01-22", ""},
		"under a heading":                {"利用履歴\n2026年\n11月22日 " + added + "\n2025年\n11月3日 " + spent + "\n", claimed, "2026-11-22", ""},
		"under a heading with its month": {"利用履歴\n2026年11月\n11/22 " + added + "\n2026年10月\n10/3 " + spent + "\n", claimed, "2026-11-22", ""},
		"blocks": {"<h2>利用履歴</h2><h3>2026年</h3><div>11月22日</div><div>ギフトカードが追加されました</div><div>xxxx-xxxxxx-7Q2M</div><div>￥5,000</div>",
			claimed, "2026-11-22", ""},
		"a table": {"<table><tr><th>日付<th>内容<th>金額<tr><td>2026/11/25<td>お支払い<td>-￥100<tr><td>11/22<td>ギフトカードが追加されました xxxx-xxxxxx-7Q2M<td>￥5,000</table>", claimed, "2026-11-22", ""},
		"English": {"Account activity\nNovember 25, 2026 Gift Card applied to Amazon.co.jp order 250-1234567-1234567 -¥100\nNov 22 Gift Card added Claim Code: xxxx-xxxxxx-7Q2M ¥5,000\n", claimed, "2026-11-22", ""},
		"English, under a heading": {"Account activity\nNovember 2026\nNov 22nd\nGift Card added\nClaim Code: xxxx-xxxxxx-7Q2M\n¥5,000\n", claimed,
			"2026-11-22", ""},
		"English, day first":       {"Account activity\n25 Nov 2026 Gift Card applied to Amazon.co.jp order 250-1234567-1234567 -¥100\n22 Nov Gift Card added Claim Code: xxxx-xxxxxx-7Q2M ¥5,000\n", claimed, "2026-11-22", ""},
		"absent, all in order":     {"利用履歴\n2026年11月25日 " + spent + "\n11月3日 " + spent + "\n", absent, "2026-11-25", ""},
		"no year at all":           {"利用履歴\n11月22日 " + added + "\n11月3日 " + spent + "\n", claimed, "", ""},
		"no year at all, absent":   {"利用履歴\n11月22日 " + spent + "\n11月3日 " + spent + "\n", absent, "", assess.RowsUnread},
		"one of two years":         {"利用履歴\n11月22日 " + added + "\n2024年12月30日 " + spent + "\n", claimed, "", ""},
		"one of two years, absent": {"利用履歴\n11月22日 " + spent + "\n2024年12月30日 " + spent + "\n", absent, "2024-12-30", assess.RowsUnread},
		"either order":             {"利用履歴\n2025年12月30日 " + spent + "\n11月22日 " + added + "\n", claimed, "", ""},
		"in no order": {"利用履歴\n2026年11月25日 " + spent + "\n11月22日 " + added + "\n2026年11月26日 " + spent + "\n11月3日 " + spent + "\n", claimed,
			"", ""},
		"of another month than the heading's": {"利用履歴\n2026年10月\n11月22日 " + added + "\n", claimed, "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: money(t, "5000", "JPY")})
			o.Got, o.Seen, o.Kind = got(), time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC), assess.History
			in, err := intake.Read(t.Context(), "", []byte(tt.page), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			e, at := in.Evidence[0], ""
			if !e.At.IsZero() {
				at = e.At.Add(9 * time.Hour).Format(time.DateOnly)
			}
			if _, ok := notes(e)[assess.RowsUnread]; e.Says != tt.says || at != tt.at || ok != (tt.note != "") {
				t.Errorf("Read = %s at %q, %v; want %s at %q %s", e.Says, at, e.Notes, tt.says, tt.at, tt.note)
			}
		})
	}
}
