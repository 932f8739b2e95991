package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Files are called what the visitor calls them, each that could not be read in a
// line of its own, an empty one too; nothing of a code is in a name.
func TestAssessOwnNames(t *testing.T) {
	w := newWorld(t)
	for lang, empty := range map[string]string{"ja": "は空です", "en": "is empty"} {
		p := w.visitor(lang).upload("/assess", about(part{name: "file-me", file: "holiday clip.mp4", content: "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"},
			part{name: "file-me", file: "notice.eml", content: ""}, part{name: "file-giver", file: "ABCD-12EFGH-7Q2M.msg", content: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
			part{name: "file-seller", content: ""})...).want(http.StatusOK)
		lines := regexp.MustCompile(`<p class="notice bad">[^\n]*?</p>`).FindAllString(p.html, -1)
		if len(lines) != 3 || !strings.Contains(lines[0], "holiday clip.mp4") || !strings.Contains(lines[1], "notice.eml") || !strings.Contains(lines[1], empty) {
			t.Errorf("%s: said of the files: %q", lang, lines)
		}
		if strings.Contains(p.html, "12EFGH") || strings.Contains(p.html, "file-1.") || strings.Contains(p.html, "file-2.") {
			t.Errorf("%s: a code, or a name that nobody gave: %q", lang, lines)
		}
	}
}

// What becomes of a date that was given for nothing, and of a page without one, is
// said.
func TestAssessSaysOfDates(t *testing.T) {
	page := part{name: "file-me", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"}
	for name, tt := range map[string]struct {
		parts []part
		ja    string
	}{
		"for no file":    {[]part{{name: "seen", content: "2026-11-03T10:00"}}, "ファイルが選ばれていないため"},
		"for no message": {[]part{{name: "messageAt", content: "2026-11-03T10:00"}}, "表示された文がないため"},
		"of no day":      {[]part{page}, "いまの画面として読みました"},
		"of a day":       {[]part{page, {name: "seen", content: "2026-11-03T10:00"}}, ""},
		"nothing":        {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newWorld(t).visitor("ja").upload("/assess", about(tt.parts...)...).want(http.StatusOK)
			for _, text := range []string{"ファイルが選ばれていないため", "表示された文がないため", "いまの画面として読みました"} {
				if said := strings.Contains(p.html, text); said != (text == tt.ja) {
					t.Errorf("%q is said: %v", text, said)
				}
			}
		})
	}
}
