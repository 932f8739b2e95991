package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// got is the day on which the card of these tests was got.
func got() time.Time { return time.Date(2026, 11, 17, 15, 0, 0, 0, time.UTC) }

// TestHistoryVariants reads what phones, PDFs and lists make of one history. The
// card is 7Q2M, of 5,000 yen (or 50 dollars), got on 18 November 2026.
func TestHistoryVariants(t *testing.T) {
	const claimed, absent, nothing = brand.RowClaimed, brand.RowAbsent, brand.NothingToTell
	const older = "2026年10月1日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567 -￥2,607\n"
	tests := map[string]struct {
		page string
		says brand.Meaning
		at   string // day of what it says, in Japan
		note assess.NoteID
	}{
		"words broken in the middle": {"利用履歴\n2026年11月22日\nギフトカードが追加さ\nれました\nギフトカード番号: xxxx-xxxxxx-\n7Q2M\n￥5,000\n", claimed, "2026-11-22",
			""},
		"the number broken in its end": {"利用履歴\n2026年11月22日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q\n2M ￥5,000\n" + older, claimed, "2026-11-22",
			""},
		"the day broken": {"利用履歴\n2026年11\n月22日\nギフトカードが追加されました\nギフトカード番号: xxxx-xxxxxx-7Q2M\n￥5,000\n", claimed, "2026-11-22", ""},
		"the day broken, in English": {"Account activity\nNovember 22,\n2026\nGift Card added\nClaim Code: xxxx-xxxxxx-7Q2M\n¥5,000\n",
			claimed, "2026-11-22", ""},
		"words beside the amount, then below":               {"利用履歴\n2026年11月22日 ギフトカードが追加されま ￥5,000 ￥8,600\nした ギフトカード番号: xxxx-xxxxxx-\n7Q2M; シリアル番号:\n1111222233334444\n2026年11月3日 Amazon.co.jpの注文に適用されたギフ -￥2,607 ￥3,600\nトカード 250-1234567-1234567\n", claimed, "2026-11-22", ""},
		"words, amount, day, number":                        {"利用履歴\nAmazon.co.jpの注文に適用されたギフトカード\n-￥2,607\n2026年10月3日\n250-1234567-1234567\nギフトカードが追加されました\n￥5,000\n2026年11月22日\nギフトカード番号: xxxx-xxxxxx-7Q2M\n", claimed, "2026-11-22", ""},
		"amount, words, number, day":                        {"利用履歴\n-￥2,607\nAmazon.co.jpの注文に適用されたギフトカード\n250-1234567-1234567\n2026年11月24日\n+￥5,000\nギフトカードが追加されました\nxxxx-xxxxxx-7Q2M\n2026年11月22日\n", claimed, "2026-11-22", ""},
		"amount before the words of a day":                  {"利用履歴\n2026年11月24日\n-￥2,607\nAmazon.co.jpの注文に適用されたギフトカード\n250-1234567-1234567\n2026年11月22日\n￥5,000\nギフトカードが追加されました\nギフトカード番号: xxxx-xxxxxx-7Q2M\n", claimed, "2026-11-22", ""},
		"days as headings":                                  {"利用履歴\n2026年11月24日\nAmazon.co.jpの注文に適用されたギフトカード\n-￥2,607\n2026年11月22日\nAmazon.co.jpの注文に適用されたギフトカード\n-￥100\nギフトカードが追加されました\nギフトカード番号: xxxx-xxxxxx-7Q2M\n￥5,000\n", claimed, "2026-11-22", ""},
		"the day and what is left below":                    {"利用履歴\nご注文でのご利用\n-￥1,030\n2026年11月27日\n残高 ￥24,000\nギフトカードを登録 xxxx-7Q2M\n+￥5,000\n2026年11月22日\n残高 ￥25,030\nご注文でのご利用\n-￥850\n2026年11月12日\n残高 ￥20,030\n", claimed, "2026-11-22", assess.ReadByStructure},
		"a bar with the day, words that are a sentence":     {"2026年11月27日 -￥820\nお買い物でのご利用\n2026年11月22日 +￥5,000\nギフトコードを登録しました 末尾 7Q2M\n2026年11月12日 -￥610\nお買い物でのご利用\n", claimed, "2026-11-22", assess.ReadByStructure},
		"the day and the number below, more after the rows": {"最近の利用履歴\n注文の支払い\t-￥2,760\n2026年11月25日 注文番号 249-4953315-5822760\nギフトカードの登録\t￥5,000\n2026年11月22日 ギフトカード番号 xxxx-xxxxxx-7Q2M\n注文の支払い\t-￥1,390\n2026年11月10日 注文番号 222-2779910-7367503\nおすすめ商品\nUSB充電器\tコーヒー豆\n￥3,480\t￥1,780\n", claimed, "2026-11-22", assess.ReadByStructure},
		"days under months":                                 {"アクティビティ\t絞り込み\n2026年11月\n注文への適用\t-￥880\n11月25日\n4 ギフトカードを追加しました\t+￥5,000\n11月22日・末尾7Q2M\n2026年10月\n4 ギフトカードを追加しました\t+￥2,000\n10月28日・末尾7GLK\n", claimed, "2026-11-22", assess.ReadByStructure},
		"words nobody has seen":                             {"<h2>利用履歴</h2><table><tr><th>日付<th>内容<th>金額<tr><td>2026年11月22日<td>ギフトカードの登録<div>xxxx-xxxxxx-7Q2M</div><td>￥5,000<tr><td>2026年10月1日<td>ショッピングのご利用<td>-￥1,000</table>", claimed, "2026-11-22", assess.ReadByStructure},
		"words nobody has seen, code below":                 {"<h2>ギフトカード残高と利用履歴</h2><div>2026/11/22</div><div>カードをお受け取り</div><div>番号 ****-******-7Q2M</div><div>+5,000円</div>", claimed, "2026-11-22", assess.ReadByStructure},
		"columns named otherwise":                           {"<table><tr><th>ご利用日<th>ご利用内容<th>入出金額<th>残高<tr><td>2026/11/22<td>受取 ****7Q2M<td>5,000<td>8,000<tr><td>2026/11/01<td>お買い物<td>-1,000<td>3,000</table>", claimed, "2026-11-22", assess.ReadByStructure},
		"Details, and an end in words":                      {"<table><tr><th>Date<th>Details<th>Amount<tr><td>November 22, 2026<td>Credit from card ending in 7Q2M<td>¥5,000<tr><td>October 2, 2026<td>Purchase<td>-¥1,000</table>", claimed, "2026-11-22", assess.ReadByStructure},
		"by a serial alone": {"利用履歴\n2026年11月22日 加算 シリアル番号 1111222233334444 ￥5,000\n" + older, claimed, "2026-11-22",
			assess.ReadByStructure},
		"in the words of the brand":   {"利用履歴\n2026年11月22日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M ￥5,000\n", claimed, "2026-11-22", ""},
		"balances that do not add up": {"日付\t利用内容\t金額\t残高\n2026年11月22日\tギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7Q2M\t￥5,000\t￥9,999\n2026年11月1日\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\t-￥1,000\t￥3,000\n", claimed, "2026-11-22", assess.RowsDoNotAddUp},

		"absent": {older + "2026年11月24日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234568 -￥100\n", absent, "2026-11-24", ""},
		"another card of the amount, its number below the day": {"利用履歴\nギフトカードが追加されました\n￥5,000\n2026年10月1日\nギフトカード番号: xxxx-xxxxxx-B7KD\n", absent, "2026-10-01", ""},
		"oldest first, adding up":                              {"日付\t利用内容\t金額\t残高\n2026年10月1日\tギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-B7KD\t￥3,000\t￥3,000\n2026年11月20日\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\t-￥1,000\t￥2,000\n2026年11月21日\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234568\t-￥500\t￥1,500\n", absent, "2026-11-21", ""},
		"balances that do not add up, absent":                  {"日付\t利用内容\t金額\t残高\n2026年11月20日\tAmazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567\t-￥1,000\t￥9,000\n2026年10月1日\tギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-B7KD\t￥3,000\t￥3,000\n", absent, "2026-11-20", assess.RowsDoNotAddUp},
		"rows newer than the card": {"利用履歴\n2026年11月24日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234568 -￥100\n", absent, "2026-11-24",
			assess.HistoryShort},
		"more, but old enough":    {older + "<次へ>\n", absent, "2026-10-01", ""},
		"page 2 of 3, old enough": {older + "ページ 2 / 3\n", absent, "2026-10-01", assess.MorePages},
		"fewer rows than are told": {"全 40 件\n2026年11月24日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234568 -￥100\n", absent, "2026-11-24",
			assess.MorePages},
		"a row nobody understands":                 {"利用履歴\n2026年11月20日 ふしぎ ￥700\n" + older, absent, "2026-11-20", assess.RowsUnread},
		"a row nobody understands, of the amount":  {"利用履歴\n2026年11月20日 ふしぎ ￥5,000\n" + older, nothing, "", assess.PageNotUnderstood},
		"its end stands somewhere":                 {older + "お手持ちのカード xxxx-xxxxxx-7Q2M\n", nothing, "", assess.PageNotUnderstood},
		"its end is broken over two lines":         {older + "カード xxxx-xxxxxx-7Q\n2M\n", nothing, "", assess.PageNotUnderstood},
		"its row is hidden":                        {"<h2>利用履歴</h2><table><tr><td>2026年10月1日<td>Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234567<td>-￥2,607<tr style='display:none'><td>2026年11月22日<td>ギフトカードが追加されました xxxx-xxxxxx-7Q2M<td>￥5,000</table>", nothing, "", assess.PageNotUnderstood},
		"a look-alike of its end stands somewhere": {older + "お手持ちのカード xxxx-xxxxxx-702M\n", nothing, "", assess.PageNotUnderstood},
		"a look-alike was added": {older + "2026年11月22日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7O2M ￥5,000\n", nothing, "2026-11-22",
			assess.LookAlike},
		"a look-alike, 2 for Z": {older + "2026年11月22日 ギフトカードが追加されました ギフトカード番号: xxxx-xxxxxx-7QZM ￥5,000\n", nothing, "2026-11-22",
			assess.LookAlike},
		"its serial stands somewhere": {older + "シリアル 1111 2222 3333 4444\n", nothing, "", assess.PageNotUnderstood},
	}
	for _, next := range []string{"次へ", "次のページ", "もっと見る", "さらに表示", "続きを見る", "Next", "Older", "See more", "Show more", "1 / 32", "Page 1 of 3", "ページ 1/2"} {
		tests["goes on: "+next] = struct {
			page string
			says brand.Meaning
			at   string
			note assess.NoteID
		}{"利用履歴\n2026年11月24日 Amazon.co.jpの注文に適用されたギフトカード 250-1234567-1234568 -￥100\n" + next + "\n", absent, "2026-11-24", assess.MorePages}
	}
	for _, part := range []string{"表示：注文への利用のみ", "種類：利用のみ", "フィルター：支払い", "Showing: orders only", "Filter: payments", "…", "（中略）", "[…]"} {
		tests["only a part: "+part] = struct {
			page string
			says brand.Meaning
			at   string
			note assess.NoteID
		}{"利用履歴\n" + part + "\n" + older, absent, "2026-10-01", assess.MorePages}
	}
	for _, all := range []string{"表示：すべての利用", "フィルター：すべて", "Filter: all"} {
		tests["all of it: "+all] = struct {
			page string
			says brand.Meaning
			at   string
			note assess.NoteID
		}{"利用履歴\n" + all + "\n" + older, absent, "2026-10-01", ""}
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: money(t, "5000", "JPY"), Serial: "1111222233334444"})
			o.Got, o.Seen = got(), time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
			in, err := intake.Read(t.Context(), "", []byte(tt.page), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", told(in), err)
			}
			e := in.Evidence[0]
			at := ""
			if !e.At.IsZero() {
				at = e.At.Add(9 * time.Hour).Format(time.DateOnly)
			}
			if e.Says != tt.says || at != tt.at || e.Kind != assess.History && tt.says != nothing {
				t.Errorf("Read = %s of %s on %s; want %s on %s; %v", e.Says, e.Card, at, tt.says, tt.at, e.Notes)
			}
			if e.Says == claimed && (e.Card.Last4+e.Card.Serial == "" || e.Card.Amount != o.Card.Amount) {
				t.Errorf("Read = %+v", e.Card)
			}
			all := notes(e)
			delete(all, assess.PageEditable)
			_, ok := all[tt.note]
			if ok != (tt.note != "") || len(all) > 1 || tt.note == "" && len(all) > 0 {
				t.Errorf("notes = %v; want %s", e.Notes, tt.note)
			}
		})
	}
}

// What a history without the day of getting leaves open is said.
func TestHistoryGotNotTold(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{Last4: "CD34", Amount: money(t, "25000", "JPY")})
	in, err := intake.Read(t.Context(), "", []byte(strings.Replace(pasted2016, "ページ: 1 / 32 (全631件)\n", "", 1)), o)
	if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Says != brand.RowAbsent {
		t.Fatalf("Read = %v, %v", told(in), err)
	}
	if _, ok := notes(in.Evidence[0])[assess.GotNotTold]; !ok {
		t.Errorf("notes = %v", in.Evidence[0].Notes)
	}
}
