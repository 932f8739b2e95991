package intake

import (
	"regexp"
	"slices"
)

// Words that stand in a row with states where none is said: steps before a card is
// sent, the filters of a list, and what begins an explanation or is one.
var (
	stepWord   = regexp.MustCompile(`(?i)^(?:[①-⑨1-9][.)]? ?)?(?:すべて|全て|全部|ご?注文(?:確定|済み|受付|完了)?|受付済み|準備中|処理中|発送準備中|支払い?済み|お支払い完了|期限切れ|有効期限切れ|キャンセル|all|ordered|order placed|placed|paid|processing|preparing|expired|active|available)$`)
	legendHead = regexp.MustCompile(`(?i)(?:ステータス|状態|表示|マーク|アイコン)(?:の(?:説明|意味|見方|種類|一覧)|について|とは|一覧)|凡例|用語|\bstatus(?:es)? (?:guide|explained|meanings?|legend|definitions?|key)\b|\bwhat (?:do|does) .{0,20}\bstatus|\bwhat .{0,20}\bstatus(?:es)? means?\b|^(?:status )?legend\b|\babout (?:order |gift card )?status`)
	explains   = regexp.MustCompile(`(?i)(?:状態|こと|場合|とき)(?:です|を(?:示|表|指|意味)|に表示)|を(?:示|表|意味)し|した(?:もの|ギフト(?:カード|券)?|カード)です?$|\b(?:the|your) (?:recipient|gift card|card|code|e-?mail)\b|\bmeans\b|\bwhen\b`)
)

// stated leaves out states that are none: the steps of an order or the filters of a
// list below each other, and those that are explained.
func (r *reader) stated(states []state) (left []state) {
	drop := map[int]bool{}
	for i := 0; i < len(states); {
		end := i + 1
		for end < len(states) && states[end].at.IsZero() && r.plainBetween(states[end-1].line, states[end].line) {
			end++
		}
		if run := states[i:end]; states[i].at.IsZero() && r.listed(run) {
			for _, s := range run {
				drop[s.line] = true
			}
		}
		i = end
	}
	for i, l := range r.lines {
		if text := l.text(); len(text) > longestState || !legendHead.MatchString(text) {
			continue
		}
		for k := i; k < len(r.lines) && (k == i || !r.detailed(k)); k++ {
			drop[k] = true
		}
	}
	for _, s := range states {
		if drop[s.line] {
			r.legend = true
			continue
		}
		left = append(left, s)
	}
	return left
}

// plainBetween reports whether two lines stand below each other, with no more than
// an explanation between them.
func (r *reader) plainBetween(from, to int) bool {
	for i := from + 1; i < to; i++ {
		if r.detailed(i) || legendHead.MatchString(r.lines[i].text()) {
			return false
		}
	}
	return to-from <= 2
}

// detailed reports whether a line has a detail of a card or of its order.
func (r *reader) detailed(line int) bool {
	text := r.lines[line].text()
	at, _, _ := dateIn(r.p, text)
	return !at.IsZero() || address.MatchString(text) || r.fourIn(text) != "" || r.orderIn(text) != "" || len(r.amounts.all(text, 1)) > 0
}

// listed reports whether states below each other are a list of what there can be.
func (r *reader) listed(run []state) bool {
	steps, explained := len(run), 0
	first, last := run[0].line, run[len(run)-1].line
	for _, i := range [...]int{first - 1, last + 1} {
		if i >= 0 && i < len(r.lines) && stepWord.MatchString(r.lines[i].text()) {
			steps++
		}
	}
	for _, s := range run {
		if i := s.line + 1; i < len(r.lines) && !r.detailed(i) && explains.MatchString(r.lines[i].text()) {
			explained++
		}
	}
	several := slices.ContainsFunc(run, func(s state) bool { return s.means != run[0].means })
	return several && (steps >= 3 || explained >= 2)
}
