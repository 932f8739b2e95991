package intake

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/wording"
)

// quote is a mail as somebody tells it: pasted, forwarded within a text, quoted
// in a chat. Nobody has signed it.
type quote struct {
	from, to, subject, date string
	heads                   int      // kinds of headers that stand in it
	lines                   []string // without what quoting and chats put before them
	body                    []string // those that are no headers
	chat                    bool
}

var (
	quoteMark = regexp.MustCompile(`^[>＞|\s　]+`)
	quoteHead = regexp.MustCompile(`(?i)^\*?(差出人|送信者|送信元|from|宛先|宛て|to|件名|タイトル|subject|日付|日時|送信日時|date|sent)\*? ?[:：\t]\*?[\s　]*(.+)$`)
	quoteName = regexp.MustCompile(`(?i)^(?:差出人|送信者|送信元|宛先|宛て|件名|タイトル|subject|日時|送信日時)$`)
	chatLine  = regexp.MustCompile(`^(?:\d{1,2}:\d{2}[\t ]+\S{1,40}[\t ]+|\[?\d{4}[/.-]\d{1,2}[/.-]\d{1,2},?[ T]\d{1,2}:\d{2}(?::\d{2})?\]?(?: ?[-–])? ?[^:\t]{1,40}: )"?`)
	badgeName = regexp.MustCompile(`(?i)^(?:ステータス|状態|状況|(?:配送|送信|受け?取り?|引き?換え?|登録)状況|status) ?[:：]`)
	pageFrame = regexp.MustCompile(`(?i)注文(?:の詳細|履歴|内容を表示)|再度購入|カートに入れる|order details|your orders|buy it again|view order`)
)

const (
	mostHeads    = 200 // lines in which quoted headers are looked for
	mostSubjects = 40  // lines that are tried as a subject
	topLines     = 5   // lines in which the title of a page stands
)

// quoteOf reads a text as a mail that is told.
func quoteOf(text string) (q quote) {
	seen := map[*string]bool{}
	ended, name := false, "" // the headers; one whose value stands below
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(quoteMark.ReplaceAllString(line, ""))
		if prefix := chatLine.FindString(line); prefix != "" && !phoneBar.MatchString(line) {
			q.chat, line = true, strings.TrimSuffix(line[len(prefix):], `"`)
		}
		if quoteName.MatchString(line) && name == "" && !ended {
			name = line
			continue
		}
		if name != "" {
			line, name = name+": "+line, ""
		}
		m := quoteHead.FindStringSubmatch(line[:min(len(line), maxNoteText*4)])
		ended = ended || m == nil && q.heads > 1
		if line == "" || len(q.lines) == maxRows || len(q.lines) < topLines && phoneBar.MatchString(line) {
			continue
		}
		q.lines = append(q.lines, line)
		if m == nil || ended || len(q.lines) > mostHeads {
			q.body = append(q.body, line)
			continue
		}
		field := &q.date
		switch strings.ToLower(m[1]) {
		case "差出人", "送信者", "送信元", "from":
			field = &q.from
		case "宛先", "宛て", "to":
			field = &q.to
		case "件名", "タイトル", "subject":
			field = &q.subject
		}
		if !seen[field] {
			seen[field], *field, q.heads = true, strings.TrimSpace(m[2]), q.heads+1
		}
	}
	return q
}

// mail reports whether the headers of a mail are quoted: who wrote it, or about
// what, and one more.
func (q quote) mail() bool { return q.heads > 1 && (q.from != "" || q.subject != "") }

// told reads the text of a mail that was pasted, printed or quoted. It is no page
// of the issuer, and no mail either: a hint at most.
func (r *reader) told(text string) ([]assess.Evidence, bool) {
	q := quoteOf(text)
	r.headed, r.mailLike = q.mail(), q.mail() || r.mailFramed(q)
	body := brand.NormaliseText(strings.Join(q.lines, "\n"))
	headed := r.mailLike
	m, byWords := r.kindOf(q, body, headed), true
	if m == nil {
		var sense wording.Sense
		m, sense = senseOf(r.p, bareSubject(q.subject), unwrapped(q.body))
		arrived := sense.Means == brand.MailDelivered || sense.Means == brand.MailOrdered // as many a page says
		if !q.mail() && (!headed || m == nil) && (arrived || !r.body(q, sense)) {
			return nil, false
		}
		byWords = false
	}
	e := assess.Evidence{Kind: assess.Mail, Says: brand.NothingToTell, Notes: []assess.Note{{ID: assess.MailTold}}}
	if q.chat {
		e.Notes = append(e.Notes, assess.Note{ID: assess.ChatTold})
	}
	if m == nil {
		e.Notes = append(e.Notes, assess.Note{ID: assess.TemplateUnknown, Detail: q.subject})
		return r.finish([]assess.Evidence{e}), true
	}
	e.Says = m.Means
	(&letter{}).fill(&e, m, brand.NormaliseText(strings.Join(q.body, "\n")), r.o)
	if e.Card.Last4 == "" {
		e.Card.Last4 = maskedFour(body)
	}
	if !byWords {
		e.Notes = append(e.Notes, assess.Note{ID: assess.ReadByStructure, Detail: q.subject})
		guessed(r.p, &e, brand.NormaliseText(unwrapped(q.body)), r.o.Card.Giver)
	}
	if e.At.IsZero() {
		e.At, _, _ = dateIn(r.p, brand.NormaliseText(q.date))
	}
	for _, line := range q.lines[:min(len(q.lines), mostHeads)] {
		if e.Card.Order != "" {
			break
		}
		e.Card.Order = r.orderIn(brand.NormaliseText(line[:min(len(line), maxNoteText*4)]))
	}
	if r.o.Kind != "" && r.o.Kind != assess.Mail {
		e.Notes = append(e.Notes, assess.Note{ID: assess.KindDiffers, Detail: string(assess.Mail)})
	}
	return r.finish([]assess.Evidence{e}), true
}

// kindOf finds the kind of mail whose wording a told one has. Without headers it
// takes a line that reads as the subject, and wording that no page has.
func (r *reader) kindOf(q quote, body string, headed bool) *brand.Mail {
	subjects := q.lines[:min(len(q.lines), mostSubjects)]
	if q.subject != "" {
		subjects = []string{bareSubject(q.subject)}
	}
	framed := pageFrame.MatchString(body) || slices.ContainsFunc(q.lines, func(line string) bool { return badge(line) && !sentenceLike.MatchString(line) })
	for i := range r.p.Mails {
		m := &r.p.Mails[i]
		if m.Means == brand.MailOther || len(m.Body) == 0 || !headed && (framed || m.Means == brand.MailOrdered || m.Means == brand.MailRefunded) {
			continue
		}
		for _, subject := range subjects {
			if !m.Fits(subject, body) || !headed && (r.shown(subject) || namesAccount(subject)) {
				continue
			}
			if !headed && (r.tabled(q) || slices.ContainsFunc(q.lines[:min(len(q.lines), topLines)], historyLine)) {
				return nil
			}
			return m
		}
	}
	return nil
}

// badge reports whether a line is the state of a card, as a page has it.
func badge(line string) bool {
	return (len(line) <= longestBadge || len(line) <= longestButton && badgeName.MatchString(line)) && wording.OfState(line).Means != ""
}

// shown reports whether a line is what the brand shows when a code is redeemed.
func (r *reader) shown(line string) bool {
	_, _, known := r.p.Read(r.p.Messages, line)
	return known
}

// historyLine reports whether a line is the title of a history, or the head of its
// table.
func historyLine(line string) bool {
	line = brand.NormaliseText(line[:min(len(line), maxNoteText)])
	return heading.MatchString(line) || len(line) <= longestButton && historyTitle.MatchString(line)
}

// tabled reports whether a text has rows of a history: the head of their table, or
// lines that begin with a day and end with an amount, or have it right after the day.
// Mails have one such line at most.
func (r *reader) tabled(q quote) bool {
	rows := 0
	for _, line := range q.lines {
		line = line[:min(len(line), maxRow)]
		if _, ok := columns(strings.Split(line, "\t")); ok {
			return true
		}
		line = brand.NormaliseText(line)
		at, from, to := dateIn(r.p, line)
		if at.IsZero() || from > 0 {
			continue
		}
		all := r.amounts.all(line[to:], maxCells)
		if len(all) > 0 && (strings.TrimSpace(line[to+all[len(all)-1].to:]) == "" || strings.TrimSpace(line[to:to+all[0].from]) == "") {
			rows++
		}
		if rows > 1 {
			return true
		}
	}
	return false
}

// sourceStart is a header with which the source of a mail begins, where programs
// show it.
var sourceStart = regexp.MustCompile(`^(?i:Delivered-To|Return-Path|Received|X-Received|DKIM-Signature|ARC-Seal|Authentication-Results|X-[A-Za-z0-9-]{1,60}): ?\S`)

// mailSource cuts off what stands before the source of a mail where it was copied
// from: empty lines, and what the page shows above it. What is cut was no part of
// what was signed.
func mailSource(content []byte) []byte {
	trimmed := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), " \t\r\n")
	if headerMedia(trimmed) == mediaMail {
		return trimmed
	}
	rest := trimmed
	for range mostHeads {
		line, after, more := bytes.Cut(rest, []byte("\n"))
		if !more {
			break
		}
		if sourceStart.Match(line[:min(len(line), maxNoteText)]) && headerMedia(rest) == mediaMail {
			return rest
		}
		rest = after
	}
	return content
}
