package sight_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/internal/sight"
)

func TestJoin(t *testing.T) {
	shot := func(lines ...string) (s sight.Sheet) {
		for i, l := range lines {
			s.Words = append(s.Words, at(10, 10+40*i, l))
		}
		return s
	}
	tests := map[string]struct {
		sheets []sight.Sheet
		want   []string
	}{
		"scrolled": {[]sight.Sheet{shot("frame", "11月22日登録", "11月20日利用", "11月18日利用"), shot("frame", "11月20日利用", "11月18日利用", "11月3日登録")},
			[]string{"frame", "11月22日登録", "11月20日利用", "11月18日利用", "11月3日登録"}},
		"nothing in common": {[]sight.Sheet{shot("11月22日登録"), shot("11月3日登録")}, []string{"11月22日登録", "11月3日登録"}},
		"a row that is really there twice": {[]sight.Sheet{shot("11月22日登録", "11月22日登録", "11月20日利用"), shot("11月22日登録", "11月20日利用", "11月1日利用")},
			[]string{"11月22日登録", "11月22日登録", "11月20日利用", "11月1日利用"}},
		"cut through a line, and read badly once": {[]sight.Sheet{shot("frame", "11月22日登録", "11月20日利用", "11月18日利用", "11月15日返金", "RRA FRA"),
			shot("TTA AAA", "11月2O日利用", "11月18日利用", "11月15日返金", "11月14日利用", "11月3日登録")},
			[]string{"frame", "11月22日登録", "11月20日利用", "11月18日利用", "11月15日返金", "11月14日利用", "11月3日登録"}},
		"rows alike but for their days and amounts": {[]sight.Sheet{shot("frame", "11月27日 -820円", "お買い物でのご利用", "11月21日 +3,000円", "コードを登録しました",
			"11月12日 -610円", "お買い物でのご利用", "9月1日 -530円"),
			shot("コードを登録しました", "11月12日 -610円", "お買い物でのご利用", "9月1日 -53O円", "お買い物でのご利用", "8月9日 -435円")},
			[]string{"frame", "11月27日 -820円", "お買い物でのご利用", "11月21日 +3,000円", "コードを登録しました", "11月12日 -610円", "お買い物でのご利用", "9月1日 -53O円", "お買い物でのご利用", "8月9日 -435円"}},
		"the same twice": {[]sight.Sheet{shot("11月22日登録", "11月20日利用"), shot("11月22日登録", "11月20日利用")}, []string{"11月22日登録", "11月20日利用"}},
		"three": {[]sight.Sheet{shot("aaaaaaaaa", "bbbbbbbbb"), shot("bbbbbbbbb", "ccccccccc"), shot("ccccccccc", "ddddddddd")},
			[]string{"aaaaaaaaa", "bbbbbbbbb", "ccccccccc", "ddddddddd"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			lines, from := sight.Join(tt.sheets...)
			for _, l := range lines {
				got = append(got, l.Text())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(from) != len(lines) {
				t.Error(diff, fmt.Sprint(from))
			}
		})
	}
}
