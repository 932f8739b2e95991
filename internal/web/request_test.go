package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	caseID      = regexp.MustCompile(`name="case" value="([^"]+)"`)
	formRequest = regexp.MustCompile(`name="id" value="([^"]+)"`)
	requestLink = regexp.MustCompile(`(http://[^<"]+/r)#([^<"\s]+)`)
	ownLink     = regexp.MustCompile(`(http://[^<"]+/case)#([^<"\s]+)`)
)

func (p page) find(form *regexp.Regexp, group int) string {
	p.t.Helper()
	found := form.FindStringSubmatch(p.html)
	if found == nil {
		p.t.Fatalf("the page has no %s: %s", form, p.html)
	}
	return found[group]
}

// theirs is what a giver's account shows: the card was added there.
const theirs = "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"

// asks keeps the case of a visitor and asks the giver, and returns the page of the case.
func (v *visitor) asks(share ...string) page {
	v.w.t.Helper()
	judged := v.upload("/assess", about()...).want(http.StatusOK)
	return v.post("/case", url.Values{"held": {heldID.FindStringSubmatch(judged.html)[1]}, "case": {judged.find(caseID, 1)}, "id": {judged.find(formRequest, 1)},
		"do": {"ask"}, "whom": {"giver"}, "name": {"Taro <b>"}, "note": {"お願いします"}, "share": share}).want(http.StatusOK, "/r#")
}

// Two people with a phone each: one asks, the other looks and sends, and the verdict
// changes for both.
func TestRequest(t *testing.T) {
	w := newWorld(t)
	asker, giver := w.visitor("ja"), w.visitor("ja")
	mine := asker.asks("last4", "amount").want(http.StatusOK, "まだ分かりません", "返事待ち")
	link := mine.find(requestLink, 2)
	own := mine.find(ownLink, 2)
	if strings.Contains(w.log.String(), link) || strings.Contains(w.log.String(), own) {
		t.Error("the log has a link")
	}

	giver.open("/r").want(http.StatusOK, `data-fragment="link"`)
	asked := giver.send("/r", "link", link).want(http.StatusOK, "Taro &lt;b&gt;さんからのお願い", "お願いします", "A2B3", "注文履歴")
	if strings.Contains(asked.html, "2026-11-01") || strings.Contains(asked.html, own) {
		t.Error("what was not shared is shown")
	}
	at := asked.find(regexp.MustCompile(`action="(/r/[0-9a-f]+)"`), 1)
	giver.open(at).want(http.StatusOK, "さんからのお願い") // loaded again
	giver.upload(at).want(http.StatusUnprocessableEntity, "画面が選ばれていません")
	read := giver.upload(at, part{name: "file-me", file: "mine.txt", content: theirs}).want(http.StatusOK, "送る前に確かめてください", "mine.txt")
	if now := asker.send("/case/open", "link", own); strings.Contains(now.html, "返事あり") || !strings.Contains(now.html, "まだ分かりません") {
		t.Error("something was sent before it was confirmed")
	}
	form := []part{{name: "held", content: heldID.FindStringSubmatch(read.html)[1]}, {name: "id", content: read.find(formRequest, 1)},
		{name: "send", content: "1"}, {name: "name", content: "Hanako"}}
	giver.upload(at, form...).want(http.StatusOK, "送りました", `class="answer ok"`, "あなたのアカウントに登録されています")
	giver.upload(at, form...).want(http.StatusOK, "送りました") // sent twice
	now := asker.send("/case/open", "link", own).want(http.StatusOK, "返事あり", `class="answer bad"`, "Hanako")
	if strings.Count(now.html, "Hanako") != 1 {
		t.Error("what was sent twice is there twice")
	}
	asker.send("/case", "case", own, "do", "withdraw", "request", now.find(regexp.MustCompile(`name="request" value="([^"]+)"`), 1)).
		want(http.StatusOK, "取り消し済み", `class="answer bad"`)
	giver.open(at).want(http.StatusNotFound, "取り下げました")
	giver.upload(at, form...).want(http.StatusNotFound)
	w.visitor("en").send("/r", "link", link).want(http.StatusNotFound)
	asker.send("/case", "case", own, "do", "delete").want(http.StatusOK)
	asker.send("/case/open", "link", own).want(http.StatusNotFound)
}

// Whoever is asked, something is asked of them; one judgement makes one case.
func TestRequestOfAnybody(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	judged := v.upload("/assess", slip("channel", "shop")...).want(http.StatusOK)
	held := heldID.FindStringSubmatch(judged.html)[1]
	links := map[string]bool{}
	for i, whom := range []string{"giver", "seller", "shop", "buyer"} {
		id := judged.find(formRequest, 1)
		asked := v.send("/case", "held", held, "case", "0000000000000000000000000"+strconv.Itoa(i), "id", id[:len(id)-1]+strconv.Itoa(i+2),
			"do", "ask", "whom", whom).
			want(http.StatusOK, "waiting")
		links[asked.find(ownLink, 2)] = true
		w.visitor("en").send("/r", "link", asked.find(requestLink, 2)).want(http.StatusOK, "What to do")
	}
	if len(links) != 1 {
		t.Errorf("one judgement makes %d cases", len(links))
	}
}

// A request is over after its time; whoever has not opened a link sees nothing.
func TestRequestOver(t *testing.T) {
	w := newWorld(t)
	asker, giver := w.visitor("en"), w.visitor("en")
	mine := asker.asks().want(http.StatusOK, "waiting")
	asked := giver.send("/r", "link", mine.find(requestLink, 2)).want(http.StatusOK, "A request from Taro")
	if strings.Contains(asked.html, "A2B3") {
		t.Error("the last four is shown, which was not shared")
	}
	at := asked.find(regexp.MustCompile(`action="(/r/[0-9a-f]+)"`), 1)
	w.visitor("en").open(at).want(http.StatusNotFound, "has not opened the link yet")
	w.visitor("en").send("/r", "link", "not a link").want(http.StatusUnprocessableEntity)
	w.wait(8 * 24 * time.Hour)
	giver.open(at).want(http.StatusNotFound)
}
