package intake

import (
	"regexp"
	"strings"
	"time"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// turn is what one person says in a chat.
type turn struct {
	who   assess.Owner // by the part that the page gives them; empty: it gives a name
	named string
	words []string // normalised
	raw   []row
	at    time.Time
}

var (
	chatFrame = regexp.MustCompile(`(?i)取引メッセージ|取引画面|取引チャット|メッセージ|チャット|トーク|やり取り|やりとり|\bmessages?\b|\bchat\b|\bconversation\b`)
	chatSaved = regexp.MustCompile(`(?i)^\[LINE\]|トーク履歴|chat history`)
	chatPart  = regexp.MustCompile(`(?i)^(?:(購入者|買主|買い手|落札者|buyer|purchaser)|(出品者|売主|売り手|販売者|seller)|(自分|あなた|事務局|運営|サポート|me|you|support))(?:さん|様)?(?: ?\([^)]{1,20}\))?(?: \d{1,2}:\d{2})?(?: ?: ?(.+))?$`)
	chatNamed = regexp.MustCompile(`^(?:\d{1,2}:\d{2}\t([^\t]{1,40})\t|\[?\d{4}[/.-]\d{1,2}[/.-]\d{1,2},?[ T]\d{1,2}:\d{2}(?::\d{2})?\]?(?: ?[-–])? ?([^:\t]{1,40}): )(.+)$`)
	chatTime  = regexp.MustCompile(`(?i)^(?:(?:\d{4} ?[年/.-] ?)?\d{1,2} ?[月/.-] ?\d{1,2} ?日?(?: ?\([^)]{1,9}\))? ?)?(?:\d{1,2}:\d{2}(?: ?[ap]m)?)?$|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?(?:,? \d{1,2}:\d{2}(?: ?[ap]m)?)?$|^(?:既読|今日|昨日|read|delivered|today|yesterday)(?: ?\d{1,2}:\d{2})?$`)
	chatAsked = regexp.MustCompile(`[^。.!?]*\?[」”"]?`)
	notUsed   = regexp.MustCompile(`(?i)未(?:使用|登録|利用|開封)|(?:使用|登録|利用|使)(?:して|って|われて|されて)?(?:い)?(?:ませ|ない|なかった|おりませ)|\b(?:un-?used|un-?redeemed|not (?:been |yet |even )*(?:used|redeemed)|n't (?:been |yet )*(?:used|redeemed))\b`)
)

// chat reads what people say to each other: each thing that one of them says of a
// card is the word of that person. A screen that they quote is told, not shown.
func (r *reader) chat() ([]assess.Evidence, []string) {
	turns := r.turns()
	speakers := map[string]bool{}
	for _, t := range turns {
		speakers[string(t.who)+t.named] = true
	}
	if len(speakers) < 2 {
		return nil, nil
	}
	var found []assess.Evidence
	var rows []string
	for _, t := range turns {
		text := strings.Join(t.words, " ")
		means := saidOf(r.p, text)
		if means == "" {
			continue
		}
		e := assess.Evidence{Kind: assess.Statement, Owner: t.who, Says: means, Card: assess.Card{Last4: toldFour(text)}, At: t.at,
			Shown: clip(r.raw(t.raw)), Notes: []assess.Note{{ID: assess.ChatTold}}}
		found, rows = append(found, e), append(rows, r.raw(t.raw))
	}
	return found, rows
}

// saidOf returns what a person's words say of a card. Asked or left open, they say
// nothing.
func saidOf(p *brand.Profile, text string) brand.Meaning {
	text = strings.TrimSpace(chatAsked.ReplaceAllString(text, " "))
	if state := wording.OfState(text); state.Denies && !state.Hedged && notUsed.MatchString(text) {
		return brand.SaidUnused
	}
	if e, ok := Told(p, text); ok && e.Says != brand.Unclear && e.Says != brand.CheckFailed {
		return e.Says
	}
	return ""
}

// turns divides a chat by who speaks: by the parts of buyer and seller that a page
// of a deal names, or by the names in a chat that an app has saved.
func (r *reader) turns() (turns []turn) {
	framed, saved, day := false, false, time.Time{}
	for i, l := range r.lines {
		text := l.text()
		framed = framed || i < topLines && len(text) <= longestPart && chatFrame.MatchString(text)
		saved = saved || i < topLines && chatSaved.MatchString(text)
		if len(text) > oneRow {
			continue
		}
		if at, from, _ := dateIn(r.p, text); from == 0 && chatTime.MatchString(text) {
			day = at
		}
		t, words := turn{at: day}, ""
		joined := strings.Join(l.cells, "\t")
		if m := chatNamed.FindStringSubmatch(joined); m != nil && (m[2] != "" || saved) {
			if at, _, _ := dateIn(r.p, joined); m[2] != "" && !at.IsZero() {
				t.at = at
			}
			t.named, words = m[1]+m[2], strings.ReplaceAll(m[3], "\t", " ")
		} else if m := chatPart.FindStringSubmatch(text); m != nil && framed {
			switch words = m[4]; {
			case m[1] != "":
				t.who = assess.Buyers
			case m[2] != "":
				t.who = assess.Sellers
			default:
				t.named = m[3]
			}
		} else {
			if len(turns) > 0 && !chatTime.MatchString(text) && text != "" {
				last := &turns[len(turns)-1]
				last.words, last.raw = append(last.words, text), append(last.raw, l)
			}
			continue
		}
		if words != "" {
			t.words = []string{words}
			t.raw = []row{{raw: words}}
		}
		turns = append(turns, t)
	}
	return turns
}
