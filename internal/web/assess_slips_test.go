package web_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// whole is a code of which no page may show more than the end.
const whole = "AQ7X-K2M9PL-K7QM"

var heldID = regexp.MustCompile(`name="held" value="([^"]+)"`)

// slip is the form of [about] with one answer in place of what it had.
func slip(name, content string) []part {
	form := slices.DeleteFunc(about(), func(p part) bool { return p.name == name })
	return append(form, part{name: name, content: content})
}

// edited is the form once more, with what is held of it.
func (v *visitor) edited(p page) page {
	v.w.t.Helper()
	id := heldID.FindStringSubmatch(p.html)
	if id == nil {
		v.w.t.Fatalf("nothing is held: %s", p.html)
	}
	return v.upload("/assess", part{name: "held", content: id[1]}, part{name: "edit", content: "1"})
}

// Whoever types the whole code where its last four belong is judged by them, told
// that the rest was not kept, and finds them in the field.
func TestAssessWholeCodeAsLastFour(t *testing.T) {
	w := newWorld(t)
	row := part{name: "file-giver", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-K7QM) ¥ 5,000\n"}
	for lang, said := range map[string]string{"ja": "最後の4文字だけを使いました", "en": "Only its last four are used"} {
		v := w.visitor(lang)
		judged := v.upload("/assess", append(slip("last4", whole), row)...).want(http.StatusOK, said, `class="answer bad"`)
		again := v.edited(judged).want(http.StatusOK, `name="last4" class="code" maxlength="24" value="K7QM"`)
		if strings.Contains(judged.html+again.html+w.log.String(), "K2M9PL") {
			t.Errorf("%s: the code is shown or logged", lang)
		}
	}
	w.visitor("en").upload("/assess", slip("last4", "K2M9PLK7QM")...).want(http.StatusUnprocessableEntity, `id="last4-wrong"`)
}

// A whole code in any other field is taken out, and said to be one; in a message it
// is cut, whenever the message is shown.
func TestAssessWholeCodeElsewhere(t *testing.T) {
	for _, field := range []string{"order", "amount", "recipient", "giver", "challenge", "serial", "issued", "window"} {
		t.Run(field, func(t *testing.T) {
			w := newWorld(t)
			v := w.visitor("en")
			refused := v.upload("/assess", slip(field, whole)...).want(http.StatusUnprocessableEntity, `href="#`+field+`"`,
				"looks like the whole code of a card", `id="`+field+`-wrong"`, `aria-invalid="true"`)
			again := v.edited(refused)
			if strings.Contains(refused.html+again.html+w.log.String(), "K2M9PL") {
				t.Error("the code is shown, held or logged")
			}
		})
	}
	w := newWorld(t)
	v := w.visitor("ja")
	judged := v.upload("/assess", append(about(), part{name: "message", content: whole + " は別のアカウントに登録済みです。ギフトカードの登録ができません。"})...).want(http.StatusOK)
	again := v.edited(judged).want(http.StatusOK, "…K7QM は別のアカウントに登録済みです")
	refused := v.upload("/assess", append(slip("amount", "five"), part{name: "message", content: "番号 " + whole})...).want(http.StatusUnprocessableEntity,
		"…K7QM</textarea>")
	if strings.Contains(judged.html+again.html+refused.html+w.log.String(), "K2M9PL") {
		t.Error("the code in a message is shown, held or logged")
	}
}

// A refusal says which field is wrong and why, and speaks of files only if some
// were lost.
func TestAssessSaysWhy(t *testing.T) {
	for name, tt := range map[string]struct{ field, typed, ja, en string }{
		"later":    {"got", "2199-01-01", "未来の日時", "in the future"},
		"amount":   {"amount", "five", "金額として読めません", "cannot be read as an amount"},
		"currency": {"amount", "$50", "金額として読めません", "cannot be read as an amount"},
		"window":   {"window", "soon", "期間として読めません", "cannot be read as a period"},
		"issued":   {"issued", "long ago", "時期として読めません", "cannot be read as a date"},
		"brand":    {"brand", "no-such-brand", "カードを選んでください", "Choose the card"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			for lang, why := range map[string]string{"ja": tt.ja, "en": tt.en} {
				p := w.visitor(lang).upload("/assess", slip(tt.field, tt.typed)...)
				if p.status == http.StatusOK || !strings.Contains(p.html, why) || !strings.Contains(p.html, `href="#`+tt.field+`"`) ||
					!strings.Contains(p.html, tt.field+`-wrong" autofocus`) && !strings.Contains(p.html, `aria-invalid="true" autofocus`) {
					t.Errorf("%s: it is not said why: %d %s", lang, p.status, p.html)
				}
				if strings.Contains(p.html, "choose your files again") || strings.Contains(p.html, "ファイルは、もう一度") {
					t.Error("it speaks of files that nobody chose")
				}
			}
		})
	}
	w := newWorld(t)
	w.visitor("en").upload("/assess", append(about(), part{name: "held", content: "long gone"})...).want(http.StatusNotFound, "Too much time has passed",
		"choose your files again")
}

// The cards of Japan come first in Japanese, and in both languages the last but for
// those of no country is a way to say that the card is not among them.
func TestAssessBrands(t *testing.T) {
	w := newWorld(t)
	for lang, other := range map[string]string{"ja": "その他・分からない", "en": "another, or not sure"} {
		p := w.visitor(lang).open("/assess").want(http.StatusOK, `value="other-one-shot">`+other)
		jp, com := strings.Index(p.html, `value="amazon-jp"`), strings.Index(p.html, `value="amazon-com"`)
		if any := strings.Index(p.html, `value="other-one-shot"`); jp < 0 || com < 0 || lang == "ja" && jp > com || any < jp || any < com {
			t.Errorf("%s: amazon-jp stands at %d, amazon-com at %d, any other at %d", lang, jp, com, any)
		}
	}
}

// Of messages one can choose that none is meant, and a picture is spoken of only if
// there is one.
func TestWhichNone(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	first := v.upload("/assess", about(part{name: "message", content: "no idea what this was"})...).want(http.StatusOK,
		`id="like-none" name="like" type="radio" value=""`)
	if strings.Contains(first.html, "The picture is in the memory") {
		t.Error("it speaks of a picture")
	}
	v.upload("/assess", part{name: "held", content: heldID.FindStringSubmatch(first.html)[1]}, part{name: "like-of", content: "0"},
		part{name: "like", content: ""}).
		want(http.StatusOK, "Not known yet")
}

// A time of which only the day is known is shown as a day.
func TestAssessDayOnly(t *testing.T) {
	w := newWorld(t)
	history := part{name: "file-giver", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"}
	for lang, day := range map[string]string{"ja": "2026年11月2日</time>", "en": "2 Nov 2026</time>"} {
		if p := w.visitor(lang).upload("/assess", about(history)...).want(http.StatusOK, day); strings.Contains(p.html, "00:00 ") ||
			strings.Contains(p.html, "00:00（") {
			t.Errorf("%s: a day is shown with a time", lang)
		}
	}
}

// What to do first leads to the page where it begins.
func TestAssessStepLink(t *testing.T) {
	w := newWorld(t)
	w.visitor("ja").upload("/assess", about()...).want(http.StatusOK, `rel="noreferrer noopener" class="address">https:/<wbr>/<wbr>www.<wbr>amazon.<wbr>co.<wbr>jp/`)
}
