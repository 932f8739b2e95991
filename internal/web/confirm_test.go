package web_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/sight"
)

// reader are eyes that read the same history in every picture, with a last four
// that looks otherwise at a second look.
type reader struct{ second string }

func (reader) Turn(context.Context) (func(), error) { return func() {}, nil }

func (reader) Look(_ context.Context, m image.Image) (sight.Sheet, error) {
	s := sight.Sheet{Size: m.Bounds().Size()}
	for _, w := range []struct {
		x, y int
		text string
	}{{20, 60, "利用履歴"}, {20, 100, "日付"}, {240, 100, "利用内容"}, {680, 100, "金額"},
		{20, 140, "2026年11月22日"}, {240, 140, "登録"}, {270, 140, "(ギフトカード番号:"}, {450, 140, "XXXX-XXXXXX-7Q2M)"}, {690, 140, "¥5,000"}} {
		s.Words = append(s.Words, sight.Word{Text: w.text, Box: image.Rect(w.x, w.y, w.x+12*len([]rune(w.text)), w.y+20), Score: 92})
	}
	return s, nil
}

func (r reader) Again(_ context.Context, _ image.Image, lines []image.Rectangle, _ string) (sight.Sheet, error) {
	return sight.Sheet{Words: []sight.Word{{Text: "XXXX-XXXXXX-" + r.second, Box: image.Rect(450, 140, 654, 160), Score: 92}}}, nil
}

// changing are the eyes of a world, which a test may give it; without any it has
// none.
type changing struct{ now reader }

func (c *changing) Turn(ctx context.Context) (func(), error) { return c.now.Turn(ctx) }

func (c *changing) Look(ctx context.Context, m image.Image) (sight.Sheet, error) {
	if c.now.second == "" {
		return sight.Sheet{}, unspent.Errorf(unspent.Unavailable, "nothing reads pictures here")
	}
	return c.now.Look(ctx, m)
}

func (c *changing) Again(ctx context.Context, m image.Image, lines []image.Rectangle, symbols string) (sight.Sheet, error) {
	return c.now.Again(ctx, m, lines, symbols)
}

// What was read in a picture is shown, and counts once the visitor has looked:
// what is not sure is theirs to choose.
func TestConfirm(t *testing.T) {
	var picture bytes.Buffer
	must(t, png.Encode(&picture, image.NewGray(image.Rect(0, 0, 800, 300))))
	parts := []part{{name: "brand", content: "amazon-jp"}, {name: "asker", content: "holder"}, {name: "channel", content: "person"},
		{name: "last4", content: "7Q2M"},
		{name: "amount", content: "5,000"}, {name: "got", content: "2026-11-01"}, {name: "file-me", file: "x.png", content: picture.String()}}
	held := regexp.MustCompile(`name="held" value="([^"]+)"`)
	for name, tt := range map[string]struct {
		second  string
		choose  []part
		used    bool
		choices bool
	}{
		"sure":             {"7Q2M", nil, true, false},
		"two ways":         {"702M", nil, false, true},
		"one is chosen":    {"702M", []part{{name: "read-1-last4", content: "7Q2M"}}, true, true},
		"another is typed": {"702M", []part{{name: "read-1-last4", content: "7Q2M"}, {name: "read-1-last4.other", content: "B7KD"}}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.eyes.now = reader{tt.second}
			v := w.visitor("ja")
			first := v.upload("/assess", parts...)
			id := held.FindStringSubmatch(first.html)
			if id == nil || !strings.Contains(first.html, "2026年11月22日") && !strings.Contains(first.html, "2026-11-22") ||
				strings.Contains(first.html, `type="radio"`) != tt.choices {
				t.Fatalf("what was read is not shown: %s", first.html)
			}
			shot := regexp.MustCompile(`<image href="data:image/jpeg;base64,([A-Za-z0-9+/=&#;]+)" width="800" height="300"`).FindStringSubmatch(first.html)
			csp := first.header.Get("Content-Security-Policy")
			if shot == nil || !strings.Contains(first.html, "x.png") || !strings.Contains(csp, "img-src 'self' data:;") || !strings.Contains(csp, "script-src 'self';") {
				t.Errorf("the picture is not shown with its name, by the policy %q", csp)
			}
			if strings.Contains(first.html, `class="answer ok"`) || strings.Contains(first.html, "おそらく使用済み") {
				t.Error("it counts before anybody has looked")
			}
			fields := append([]part{{name: "held", content: id[1]}}, tt.choose...)
			for _, m := range regexp.MustCompile(`name="(read-1-[^"]+)"[^>]* value="([^"]+)"`).FindAllStringSubmatch(first.html, -1) {
				if !strings.Contains(m[0], `type="radio"`) {
					fields = append(fields, part{name: m[1], content: m[2]})
				}
			}
			second := v.upload("/assess", fields...)
			if used := strings.Contains(second.html, `class="answer ok"`); used != tt.used {
				t.Errorf("used is %v, want %v: %s", used, tt.used, second.html)
			}
			if again := v.upload("/assess", fields...); strings.Contains(again.html, `class="answer ok"`) != tt.used {
				t.Error("who goes back and sends the same gets another answer")
			}
		})
	}
}

// A message that nobody could read is asked about on the page, in the language of
// the visitor; a choice counts, and nothing that was typed or sent is lost by it.
func TestWhichMessage(t *testing.T) {
	w := newWorld(t)
	for lang, want := range map[string]string{"ja": "可能性がある", "en": "possible"} {
		v := w.visitor(lang)
		first := v.upload("/assess", about(part{name: "message", content: "そのカードはとっくに誰かのもの"}, part{name: "file-me", file: "x.txt", content: "ただの覚え書き"})...)
		id := regexp.MustCompile(`name="held" value="([^"]+)"`).FindStringSubmatch(first.html)
		if id == nil || !strings.Contains(first.html, `type="radio" value="already_elsewhere"`) {
			t.Fatalf("nothing is to be chosen: %s", first.html)
		}
		second := v.upload("/assess", part{name: "held", content: id[1]}, part{name: "like-of", content: "0"}, part{name: "like", content: "already_elsewhere"})
		if !strings.Contains(second.html, `class="answer note"`) || !strings.Contains(second.html, want) || !strings.Contains(second.html, "とっくに誰かのもの") {
			t.Errorf("%s: the choice does not count: %s", lang, second.html)
		}
	}
}
