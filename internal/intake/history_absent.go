package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// absent says that no row is about the card, or why that cannot be said: absence
// is shown by a history that was read whole and reaches back far enough, and is
// never what is left over.
func (h *ledger) absent() assess.Evidence {
	card := h.o.Card
	e := assess.Evidence{Kind: assess.History, Says: brand.NothingToTell}
	open := func(id assess.NoteID, detail string) assess.Evidence {
		e.Notes = append(e.Notes, assess.Note{ID: id, Detail: detail})
		return e
	}
	if card.Last4 == "" && !card.Amount.IsPositive() && card.Serial == "" {
		return open(assess.CardNotTold, "")
	}
	for _, k := range h.known {
		if told := k.four != "" && card.Last4 != "" || k.serial != "" && card.Serial != "" || k.priced && card.Amount.IsPositive(); k.means == brand.RowClaimed &&
			!told {
			return open(assess.CardNotTold, k.text)
		}
	}
	if alike, ok := h.lookAlike(); ok {
		e.At = alike.at
		return open(assess.LookAlike, alike.four+" / "+card.Last4)
	}
	if line, ok := h.namedIn(); ok {
		return open(assess.PageNotUnderstood, line)
	}
	for _, k := range h.strange {
		if !card.Amount.IsPositive() || !k.priced || size(k.amount) == card.Amount {
			return open(assess.PageNotUnderstood, k.text)
		}
	}
	for _, k := range h.known {
		if h.mayBe(k) {
			e.At = k.at
			return open(assess.PageNotUnderstood, k.text)
		}
	}
	e.Says, e.Card = brand.RowAbsent, assess.Card{Last4: card.Last4, Amount: card.Amount}
	oldest, newest := h.reach()
	if e.At = h.saved; e.At.IsZero() && !newest.After(h.o.Seen) {
		e.At = newest
	}
	for _, k := range slices.Concat(h.strange, h.known) {
		if k.at.IsZero() && (k.priced || k.four != "") || k.means == "" { // when it was, or what, is not read
			open(assess.RowsUnread, k.text)
			break
		}
	}
	h.reaches(&e, oldest)
	return e
}

// mayBe reports whether a row that was read as something else may yet be of the
// card: money of its amount came in since it was got, and the row names neither an
// order nor another card.
func (h *ledger) mayBe(k entry) bool {
	card := h.o.Card
	switch {
	case !card.Amount.IsPositive() || !k.priced || size(k.amount) != card.Amount:
		return false
	case !k.at.IsZero() && !h.o.Got.IsZero() && k.at.Add(assess.DaySlack).Before(h.o.Got):
		return false
	case k.order != "" || k.four != "" && card.Last4 != "" || k.serial != "" && (card.Serial != "" || k.by == ofPhrase):
		return false
	case k.means == brand.RowSpent:
		return k.amount.IsPositive() && (k.signed || h.minus && k.by != ofPhrase || wording.OfGift(k.text)) && h.orderIn(k.text) == ""
	}
	return k.by != ofPhrase || wording.OfGift(k.text)
}

// reaches notes why a history does not reach back to the day on which the card
// was got.
func (h *ledger) reaches(e *assess.Evidence, oldest time.Time) {
	got := h.o.Got
	enough := !got.IsZero() && !oldest.IsZero() && oldest.Before(got)
	page, newer := h.morePages()
	part := h.onlyPart()
	switch {
	case part != "":
		e.Notes = append(e.Notes, assess.Note{ID: assess.MorePages, Detail: part})
	case page != "" && (newer || !enough):
		e.Notes = append(e.Notes, assess.Note{ID: assess.MorePages, Detail: page})
	case enough || oldest.IsZero(): // an account without rows
	case got.IsZero():
		e.Notes = append(e.Notes, assess.Note{ID: assess.GotNotTold})
	default:
		e.Notes = append(e.Notes, assess.Note{ID: assess.HistoryShort, Detail: oldest.In(zone(h.p)).Format(time.DateOnly)})
	}
}

// reach returns the days of the oldest and the newest row.
func (h *ledger) reach() (oldest, newest time.Time) {
	for _, rows := range [...][]entry{h.known, h.strange} {
		for _, k := range rows {
			if !k.at.IsZero() && (oldest.IsZero() || k.at.Before(oldest)) {
				oldest = k.at
			}
			if k.at.After(newest) {
				newest = k.at
			}
		}
	}
	return oldest, newest
}

// Signs that a page is one of several.
var (
	pageOf   = regexp.MustCompile(`(?i)(?:ページ|\bpage) ?:? ?(\d{1,6}) ?(?:/|of|中) ?(\d{1,6})|(?:^|[^\d/])(\d{1,6}) ?/ ?(\d{1,6}) ?(?:ページ|$)`)
	rowsOf   = regexp.MustCompile(`(?i)全 ?([\d,]{1,9}) ?件|([\d,]{1,9}) ?件中|\bof ([\d,]{1,9}) (?:results|entries|transactions|items|rows)`)
	nextPage = regexp.MustCompile(`(?i)^[\s<>«»‹›→▶▼＞[\]()|・]*(?:次(?:へ|の?ページ(?:へ)?|の ?\d+ ?件|を(?:見る|表示))|(?:もっと|さらに|続きを|すべて(?:を)?|全て(?:を)?|以前の(?:履歴|取引|明細)を?|過去の(?:履歴|取引|明細)を?)(?:見る|みる|表示(?:する)?|読み込む|読込)?|next(?: page| \d+)?|older(?: transactions| activity| entries)?|(?:see|show|view|load)(?: \d+)? (?:more|all|older)(?: transactions| activity| history| results| entries)?)[\s<>«»‹›→▶▼＞[\]()|・]*$`)
)

// Signs that rows were left out: by a filter, or by a cut.
var (
	filtered = regexp.MustCompile(`(?i)^(?:(?:フィルター?|絞り?込み(?:条件)?|filter(?:ed)?(?: by)?) ?[: ] ?(\S.*)|(?:表示(?:中|対象)?|種類|showing|type) ?: ?(.*(?:のみ|だけ|限定|注文|利用|支払|購入|登録|チャージ|返金|orders|payments|purchases|additions|refunds|reloads|\bonly\b).*)|.{0,40}(?:のみ|だけ)(?:を)?表示.{0,12}|(?:orders|payments|purchases|additions) only|フィルター?(?:を)?適用(?:中|済み))$`)
	allRows  = regexp.MustCompile(`(?i)^(?:すべて|全て|全部|全件|全期間|なし|指定なし|all|any|everything|none|off)(?:$|[^\p{L}]|の)`)
	cutLine  = regexp.MustCompile(`(?i)^[\[(【<〈~〜—\- .…・]*(?:\.{3}|…|・{3}|(?:中|前|後)略|(?:以下|途中|一部)?(?:省略|略)|snip(?:ped)?|omitted)[\])】>〉~〜—\- .…・]*$`)
)

// onlyPart returns the line that says that rows were left out.
func (h *ledger) onlyPart() string {
	for _, l := range h.lines {
		text := l.text()
		if len(text) > longestPart || l.dated(h.p) {
			continue
		}
		if m := filtered.FindStringSubmatch(text); m != nil && !allRows.MatchString(m[1]+m[2]) || cutLine.MatchString(text) {
			return text
		}
	}
	return ""
}

// morePages returns what says that the page is one of several, and whether newer
// rows than those on it are missing.
func (h *ledger) morePages() (sign string, newer bool) {
	for _, l := range h.lines {
		text := l.text()
		if len(text) > longestPart || len(l.cells) > 2 && l.dated(h.p) {
			continue
		}
		if m := pageOf.FindStringSubmatch(text); m != nil {
			at, _ := strconv.Atoi(m[1] + m[3])
			all, _ := strconv.Atoi(m[2] + m[4])
			if day, _, _ := dateIn(h.p, text); all > 1 && at >= 1 && at <= all && day.IsZero() {
				return strings.TrimSpace(m[0]), at > 1
			}
		}
		if m := rowsOf.FindStringSubmatch(text); m != nil {
			if all, _ := strconv.Atoi(strings.ReplaceAll(m[1]+m[2]+m[3], ",", "")); all > len(h.known)+len(h.strange) {
				return m[0], false
			}
		}
		if sign != "" {
			continue
		}
		for _, cell := range append(l.cells[:len(l.cells):len(l.cells)], strings.Fields(text)...) {
			if nextPage.MatchString(cell) {
				sign = cell
				break
			}
		}
	}
	return sign, false
}
