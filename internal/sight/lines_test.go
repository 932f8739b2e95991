package sight_test

import (
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent/internal/sight"
)

// at is a word whose letters are 20 high and 12 wide.
func at(x, y int, text string) sight.Word {
	return sight.Word{Text: text, Box: image.Rect(x, y, x+12*len([]rune(text)), y+20), Score: 90}
}

func texts(s sight.Sheet) (all []string) {
	for _, l := range s.Lines() {
		all = append(all, l.Text())
	}
	return all
}

func TestLines(t *testing.T) {
	tests := map[string]struct {
		words []sight.Word
		lean  int
		want  []string
	}{
		"Japanese in pieces": {[]sight.Word{at(10, 10, "利用"), at(36, 12, "履"), at(50, 9, "歴")}, 0, []string{"利用履歴"}},
		"Latin words":        {[]sight.Word{at(10, 10, "Gift"), at(66, 10, "card"), at(122, 10, "claim")}, 0, []string{"Gift card claim"}},
		"the end of a number below its name": {[]sight.Word{at(10, 10, "claimed"), at(100, 10, "ending"), at(400, 10, "+$5.00"), at(10, 36, "VCL2"),
			at(10, 80, "Order")}, 0,
			[]string{"claimed ending VCL2\t+$5.00", "Order"}},
		"columns":            {[]sight.Word{at(10, 10, "2026"), at(60, 10, "年"), at(200, 10, "登録"), at(400, 10, "¥5,000")}, 0, []string{"2026年\t登録\t¥5,000"}},
		"a dash and a comma": {[]sight.Word{at(10, 10, "カ"), {Text: "ー", Box: image.Rect(24, 18, 36, 21), Score: 90}, at(38, 10, "ド")}, 0, []string{"カード"}},
		"a wrapped cell": {[]sight.Word{at(10, 10, "11月22日"), at(200, 10, "登録(番号:"), at(400, 10, "¥5,000"), at(200, 36, "xxxx-7Q2M)"),
			at(10, 90, "11月20日"), at(200, 90, "利用"), at(400, 90, "¥1")}, 0, []string{"11月22日\t登録(番号: xxxx-7Q2M)\t¥5,000", "11月20日\t利用\t¥1"}},
		"a number broken at its hyphen": {[]sight.Word{at(10, 10, "day"), at(200, 10, "250-"), at(400, 10, "1"), at(200, 36, "1234567")}, 0,
			[]string{"day\t250-1234567\t1"}},
		"rows of a dense table stay": {[]sight.Word{at(10, 10, "a"), at(200, 10, "b"), at(400, 10, "c"), at(200, 36, "d"), at(10, 62, "e"),
			at(200, 62, "f"), at(400, 62, "g")}, 0,
			[]string{"a\tb\tc", "d", "e\tf\tg"}},
		"one line in the middle of its row": {[]sight.Word{at(10, 10, "11月"), at(10, 36, "22日"), at(200, 10, "登録(番号:"), at(200, 36, "xxxx-7Q2M)"),
			at(400, 23, "¥5,000"),
			at(10, 90, "11月20日"), at(200, 90, "利用"), at(400, 90, "¥1")}, 0, []string{"11月22日\t登録(番号: xxxx-7Q2M)\t¥5,000", "11月20日\t利用\t¥1"}},
		"one line beside three": {[]sight.Word{at(10, 10, "11月30日"), at(200, 10, "利用"), at(400, 10, "¥1"), at(200, 70, "登録"), at(10, 96, "11月22日"),
			at(200, 96, "番号:"), at(400, 96, "¥5,000"), at(200, 122, "7Q2M"),
			at(10, 176, "11月20日"), at(200, 176, "利用"), at(400, 176, "¥1")}, 0, []string{"11月30日\t利用\t¥1", "11月22日\t登録番号: 7Q2M\t¥5,000", "11月20日\t利用\t¥1"}},
		"a sign that is apart from its amount": {[]sight.Word{at(10, 10, "登録"), at(400, 10, "+"), at(10, 36, "済み"), at(390, 36, "¥5,000"), at(10, 62, "11月20日")}, 0,
			[]string{"登録済み\t+ ¥5,000", "11月20日"}},
		"pages side by side stay": {[]sight.Word{at(10, 10, "a"), at(200, 22, "b"), at(10, 34, "c"), at(200, 46, "d")}, 0, []string{"a", "b", "c", "d"}},
		"aslant":                  {[]sight.Word{at(10, 10, "a"), at(500, 30, "b"), at(10, 40, "c"), at(500, 60, "d")}, 40, []string{"a\tb", "c\td"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(sight.Sheet{Words: tt.words, Lean: tt.lean})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is known of a table tells its cells and its rows apart.
func TestTable(t *testing.T) {
	words := []sight.Word{at(10, 10, "2026年"), at(90, 10, "Amazon"), at(400, 10, "¥500"),
		at(10, 36, "11月22"), at(90, 36, "ギフト"), at(130, 36, "番号"), at(10, 62, "日"), at(90, 62, "7Q2M;"), at(190, 62, "シリアル"),
		at(90, 88, "1234"), at(10, 130, "2026年"), at(90, 130, "b"), at(400, 130, "¥1"), at(10, 156, "11月3日")}
	gaps := []image.Rectangle{image.Rect(82, 0, 90, 180), image.Rect(300, 0, 400, 180)}
	rules := []image.Rectangle{image.Rect(0, 112, 460, 114), image.Rect(0, 180, 460, 182)}
	want := []string{"2026年11月22日\tAmazonギフト番号7Q2M; シリアル1234\t¥500", "2026年11月3日\tb\t¥1"}
	if diff := cmp.Diff(want, texts(sight.Sheet{Words: words, Gaps: gaps, Rules: rules})); diff != "" {
		t.Error(diff)
	}
}

// A number that is broken at its hyphen goes on at the start of the next line, and a
// sentence goes on behind its comma.
func TestGoesOn(t *testing.T) {
	for want, words := range map[string][]sight.Word{
		"Nov 18, 2026\tOrder# 228-8292059-1063613": {at(10, 10, "Nov"), at(52, 10, "18,"), at(94, 10, "2026"), at(300, 10, "Order#"), at(378, 10,
			"228-8292059-"), at(10, 36, "1063613")},
		"228-8292059-|Gift card sent": {at(10, 10, "228-8292059-"), at(10, 36, "Gift"), at(64, 36, "card"), at(118, 36, "sent")},
		"このカードは、 別の人のものです":            {at(10, 10, "このカードは、"), at(122, 10, "別の人のものです")},
	} {
		if got := strings.Join(texts(sight.Sheet{Words: words}), "|"); got != want {
			t.Errorf("lines %q, want %q", got, want)
		}
	}
}

// Every word stands in exactly one cell, and their order does not matter.
func TestLinesHoldEveryWord(t *testing.T) {
	word := rapid.Custom(func(t *rapid.T) sight.Word {
		x, y := rapid.IntRange(0, 1000).Draw(t, "x"), rapid.IntRange(0, 2000).Draw(t, "y")
		return sight.Word{Text: rapid.SampledFrom([]string{"登録", "2026", "-", "a b", "¥5,000", "ー", " "}).Draw(t, "text"),
			Box: image.Rect(x, y, x+rapid.IntRange(0, 200).Draw(t, "w"), y+rapid.IntRange(0, 60).Draw(t, "h")), Score: rapid.IntRange(0, 100).Draw(t, "score")}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := sight.Sheet{Words: rapid.SliceOfN(word, 0, 40).Draw(t, "words"), Lean: rapid.IntRange(-60, 60).Draw(t, "lean")}
		lines := s.Lines()
		n := 0
		for _, l := range lines {
			for _, c := range l.Cells {
				n += len(c.Words)
				if got := c.Within(0, len(c.Text)); len(got) != len(c.Words) {
					t.Fatalf("%d of %d words are within %q", len(got), len(c.Words), c.Text)
				}
			}
		}
		want := 0
		for _, w := range s.Words {
			if w.Text != " " {
				want++
			}
		}
		if n != want {
			t.Fatalf("%d words of %d", n, want)
		}
		other := s
		other.Words = rapid.Permutation(s.Words).Draw(t, "again")
		if diff := cmp.Diff(texts(s), texts(other)); diff != "" {
			t.Fatal(diff)
		}
		slices.Reverse(other.Words)
		if diff := cmp.Diff(texts(s), texts(other)); diff != "" {
			t.Fatal(diff)
		}
	})
}
