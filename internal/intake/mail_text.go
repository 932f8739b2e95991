package intake

import (
	"context"
	"io"
	"regexp"
	"strings"
)

// subjectLine is where a forwarded mail begins to tell its subject, in text with
// one space for each run of white space: it ends where the next header begins.
var subjectLine = regexp.MustCompile(`(?:^|[ *])(?:Subject|件名) ?: ?\*? ?(.{1,200}?) (?:To|From|Date|Cc|Sent|宛先|差出人|送信日時|日時|送信者|送信元|宛て|CC) ?:`)

// textOf returns the text of parts, put together, and a charset that is not read
// here if there is one. It reports whether the limit cut something off.
func textOf(ctx context.Context, parts []entity) (text, unread string, cut bool, err error) {
	var all strings.Builder
	for _, e := range parts {
		raw, damage := io.ReadAll(io.LimitReader(e.decoded(), maxMailText+1)) // a part that is damaged counts up to there
		if len(raw) > maxMailText {
			raw, cut = raw[:maxMailText], true
		}
		cut = cut || damage != nil
		part, ok := decodeCharset(e.params["charset"], raw)
		if !ok {
			unread = e.params["charset"]
			continue
		}
		if e.media == "text/html" {
			if part, err = htmlText(ctx, part); err != nil {
				return "", "", false, err
			}
		}
		if all.Len()+len(part) > 2*maxMailText {
			return all.String(), unread, true, nil
		}
		all.WriteString(part)
		all.WriteString("\n")
	}
	return all.String(), unread, cut, nil
}

// forwarded reports whether a text has a mail forwarded within it.
func forwarded(subject, text string) bool {
	lower := strings.ToLower(subject)
	for _, sign := range [...]string{"fwd:", "fw:", "転送:", "転送："} {
		if strings.HasPrefix(lower, sign) {
			return true
		}
	}
	lower = strings.ToLower(text)
	for _, sign := range [...]string{"forwarded message", "begin forwarded message", "-----original message-----", "-----original appointment",
		"転送メッセージ", "転送されたメッセージ", "元のメッセージ", "ここから転送"} {
		if strings.Contains(lower, sign) {
			return true
		}
	}
	return strings.Contains(text, "差出人:") && (strings.Contains(text, "件名:") || strings.Contains(text, "送信日時:"))
}

// bareSubject returns a subject without what forwarding puts before it.
func bareSubject(subject string) string {
	for {
		before := subject
		for _, sign := range [...]string{"fwd:", "fw:", "re:", "転送:", "転送：", "返信:"} {
			if len(subject) >= len(sign) && strings.EqualFold(subject[:len(sign)], sign) {
				subject = strings.TrimSpace(subject[len(sign):])
			}
		}
		if subject == before {
			return subject
		}
	}
}

// innerSubject returns the subject of a mail that stands within a text: as its
// own headers there say, else as the outer one does.
func innerSubject(outer, text string) string {
	if m := subjectLine.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return bareSubject(outer)
}
