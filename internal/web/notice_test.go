package web_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

// The owner of a case is told by mail of what comes for it, at the address that they
// signed in with and at no other, until they stop it.
func TestNotice(t *testing.T) {
	w := newWorld(t)
	asker, giver := w.signedIn("ja", "taro@example.jp"), w.visitor("ja")
	mine := asker.asks().want(http.StatusOK, "メールで知らせてもらう", "taro@example.jp")
	own, link := mine.find(ownLink, 2), mine.find(requestLink, 2)
	stranger := w.visitor("ja")
	stranger.send("/case/open", "link", own).want(http.StatusOK, "メールアドレスを確かめる")
	stranger.send("/case", "case", own, "do", "tell", "mail", "victim@example.jp").want(http.StatusUnauthorized)
	asker.send("/case", "case", own, "do", "tell", "mail", "victim@example.jp").want(http.StatusOK, "知らせを止める")

	answer := func(name string) {
		t.Helper()
		at := giver.send("/r", "link", link).find(replyForm, 1)
		read := giver.upload(at, part{name: "file-me", file: name, content: theirs}).want(http.StatusOK)
		form := read.confirms()
		giver.upload(at, form...).want(http.StatusOK, "送りました")
		giver.upload(at, form...).want(http.StatusOK, "送りました") // sent twice
	}
	answer("one.txt")
	answer("two.txt") // soon afterwards
	if len(w.told) != 1 || w.told[0].To != "taro@example.jp" || w.told[0].Lang != "ja" {
		t.Fatalf("told are %+v", w.told)
	}
	w.wait(time.Hour)
	w.lost = errors.New("the mail server is away")
	answer("three.txt")
	w.lost = nil
	if len(w.told) != 2 || strings.Contains(w.log.String(), "taro@example.jp") || !strings.Contains(w.log.String(), "nobody was told") {
		t.Errorf("told are %d; the log says %s", len(w.told), w.log.String())
	}
	stop := w.told[0].Stop.Reveal()
	giver.open("/notice").want(http.StatusOK, `data-fragment="link" data-wait`)
	giver.send("/case/open", "link", stop).want(http.StatusNotFound)
	giver.send("/notice", "link", "none").want(http.StatusUnprocessableEntity)
	giver.send("/notice", "link", stop).want(http.StatusOK, "止めました")
	w.wait(time.Hour)
	answer("four.txt")
	if len(w.told) != 2 {
		t.Error("somebody is told who has stopped it")
	}
	asker.send("/case/open", "link", own).want(http.StatusOK, "メールで知らせてもらう")
}
