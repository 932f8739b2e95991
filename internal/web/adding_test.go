package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var (
	moreForm = regexp.MustCompile(`action="(/case/[0-9a-f]+)"`)
	revision = regexp.MustCompile(`name="rev" value="([^"]+)"`)
)

// confirms presses the button under what was read.
func (p page) confirms(more ...part) []part {
	p.t.Helper()
	form := []part{{name: "held", content: p.find(heldID, 1)}, {name: "id", content: p.find(formRequest, 1)}, {name: "send", content: "1"}}
	if rev := revision.FindStringSubmatch(p.html); rev != nil {
		form = append(form, part{name: "rev", content: rev[1]})
	}
	return append(form, more...)
}

// The owner of a kept case brings more to it: it is read, shown, and added when they
// say so, once however often it is sent.
func TestAdding(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("ja")
	mine := v.asks().want(http.StatusOK, "まだ分かりません", "新しく分かったことを加える")
	at := mine.find(moreForm, 1)
	rev := part{name: "rev", content: mine.find(revision, 1)}
	row := part{name: "file-me", file: "mine.txt", content: theirs}

	v.upload(at, rev).want(http.StatusUnprocessableEntity, "新しく分かったことを加える")
	read := v.upload(at, rev, row).want(http.StatusOK, "加える前に確かめてください", "mine.txt", "登録")
	if now := v.open(at); strings.Contains(now.html, `class="answer bad"`) {
		t.Error("something was added before it was confirmed")
	}
	form := read.confirms()
	added := v.upload(at, form...).want(http.StatusOK, `class="answer ok"`)
	again := v.upload(at, form...).want(http.StatusOK, `class="answer ok"`)
	if n := strings.Count(added.html, `class="why"`); n == 0 || n != strings.Count(again.html, `class="why"`) {
		t.Errorf("what was sent twice is there twice: %s", again.html)
	}
	w.visitor("ja").upload(at, rev, row).want(http.StatusNotFound)

	// A message alone, and an answer that is put right.
	said := v.upload(at, part{name: "message", content: "このギフト券はすでに登録されています"}, part{name: "last4", content: "B7KD"}).want(http.StatusOK, "加える内容")
	v.upload(at, said.confirms()...).want(http.StatusOK, "…B7KD")
	v.upload(at, part{name: "last4", content: "B7KD"}).want(http.StatusUnprocessableEntity) // it says so already
	v.upload(at, part{name: "got", content: "2099-01-01"}).want(http.StatusUnprocessableEntity, `id="got-wrong"`)
	whole := v.upload(at, part{name: "last4", content: "AQ7X-K2M9PL-K7QM"})
	if strings.Contains(whole.html, "K2M9PL") {
		t.Error("a whole code comes back")
	}
}

// Two tabs of one case: the later is told that something has changed, loses nothing,
// and adds it after another look.
func TestAddingAtOnce(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	at := v.asks().find(moreForm, 1)
	var forms [2][]part
	for i, name := range []string{"one.txt", "two.txt"} {
		forms[i] = v.upload(at, part{name: "file-me", file: name, content: strings.Replace(theirs, "11月2日", "11月"+name[:1]+"2日", 1)},
			part{name: "file-giver", file: name, content: theirs}).want(http.StatusOK, "Before it is added").confirms()
	}
	before := strings.Count(v.upload(at, forms[0]...).want(http.StatusOK).html, `class="why"`)
	late := v.upload(at, forms[1]...).want(http.StatusUnprocessableEntity, "was changed in another tab", "Add it to the answer")
	after := v.upload(at, late.confirms()...).want(http.StatusOK)
	if n := strings.Count(after.html, `class="why"`); n <= before {
		t.Errorf("%d reasons after the second, %d before", n, before)
	}
	v.send("/case", "case", v.open(at).find(ownLink, 2), "do", "delete")
	v.upload(at, late.confirms()...).want(http.StatusNotFound)
}
