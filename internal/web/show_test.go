package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

var (
	showForm  = regexp.MustCompile(`(?s)id="show">.*?name="id" value="([^"]+)"`)
	replyForm = regexp.MustCompile(`action="(/r/[0-9a-f]+)"`)
	theWord   = regexp.MustCompile(`<strong class="code">([A-Z]+)</strong>`)
)

// unusedPage is what a seller's account shows before the card is sold.
const unusedPage = "注文日：2026年11月1日\n注文番号 250-1234567-1234567\nAmazonギフトカード - Eメールタイプ\nギフトカード番号 xxxx-xxxxxx-A2B3\n金額: ￥5,000\n送信済み\n"

// sells has a seller judge a card of which they have a screen.
func (v *visitor) sells(more ...part) page {
	v.w.t.Helper()
	form := append([]part{{name: "brand", content: "amazon-jp"}, {name: "asker", content: "seller"}, {name: "channel", content: "issuer"},
		{name: "intent", content: "sell"},
		{name: "last4", content: "A2B3"}, {name: "amount", content: "5,000"}, {name: "order", content: "250-1234567-1234567"},
		{name: "file-me", file: "order.txt", content: unusedPage}}, more...)
	return v.upload("/assess", form...).want(http.StatusOK)
}

// What is in the visitor's own account is good news wherever they read the answer, and
// whoever they show it to does not read it as theirs.
func TestOwnAccountIsGoodNews(t *testing.T) {
	w := newWorld(t)
	for lang, words := range map[string]string{"ja": "あなたのアカウントに登録されています", "en": "It is in your account"} {
		v := w.visitor(lang)
		judged := v.upload("/assess", part{name: "brand", content: "amazon-jp"}, part{name: "asker", content: "seller"}, part{name: "channel", content: "person"},
			part{name: "last4", content: "A2B3"}, part{name: "amount", content: "5000"},
			part{name: "file-me", file: "history.txt", content: theirs}).want(http.StatusOK, words, `<section class="answer ok">`)
		kept := v.send("/case", "held", judged.find(heldID, 1), "case", judged.find(caseID, 1), "do", "show", "id", judged.find(showForm, 1),
			"show", judged.find(regexp.MustCompile(`name="show" type="checkbox" value="([^"]+)"`), 1), "share", "last4").
			want(http.StatusOK, words, `<section class="answer ok">`)
		buyer := w.visitor(lang).send("/r", "link", kept.find(requestLink, 2)).want(http.StatusOK, `<section class="answer bad">`)
		if strings.Contains(buyer.html, words) {
			t.Errorf("%s: the other side reads it as theirs", lang)
		}
	}
}

// Both sides of a link read the same answer of the same records, each in words for them;
// the letter of whoever is accused is for a person and for a shop.
func TestBothSidesReadTheSame(t *testing.T) {
	w := newWorld(t)
	tone := regexp.MustCompile(`<section class="answer (\w+)">`)
	shows := regexp.MustCompile(`name="show" type="checkbox" value="([^"]+)"`)
	for name, tt := range map[string]struct {
		more []part
		do   string
		form *regexp.Regexp
	}{
		"a page for buyers": {nil, "show", showForm},
		"an answer to a complaint": {[]part{{name: "claimed", content: "1"}, {name: "handed", content: "2026-11-20T10:00"}}, "ask",
			regexp.MustCompile(`(?s)id="requests">.*?name="id" value="([^"]+)"`)},
	} {
		t.Run(name, func(t *testing.T) {
			seller := w.visitor("ja")
			judged := seller.sells(tt.more...).want(http.StatusOK, "あなたの注文ページ")
			mine := seller.send("/case", "held", judged.find(heldID, 1), "case", judged.find(caseID, 1), "id", judged.find(tt.form, 1), "do", tt.do,
				"whom", "buyer", "show", judged.find(shows, 1), "share", "last4").want(http.StatusOK)
			buyers := w.visitor("ja").send("/r", "link", mine.find(requestLink, 2)).want(http.StatusOK, "売り手の注文ページ")
			if mine, theirs := mine.find(tone, 1), buyers.find(tone, 1); mine != theirs {
				t.Errorf("the seller's answer is %s, the buyer's %s", mine, theirs)
			}
			if strings.Contains(buyers.html, "あなたの注文ページ") || strings.Contains(buyers.html, "貴店") {
				t.Errorf("the buyer reads the seller's words: %s", buyers.html)
			}
		})
	}
}

// A seller shows a buyer that a card is unused; the buyer asks for a fresh picture, and
// finds it with its time. Nothing is seen that was not chosen.
func TestShow(t *testing.T) {
	w := newWorld(t)
	seller, buyer := w.visitor("ja"), w.visitor("ja")
	judged := seller.sells().want(http.StatusOK, "相手に見せるページを作る")
	form := url.Values{"held": {judged.find(heldID, 1)}, "case": {judged.find(caseID, 1)}, "id": {judged.find(showForm, 1)}, "do": {"show"},
		"name": {"Hanako <b>"},
		"show": {judged.find(regexp.MustCompile(`name="show" type="checkbox" value="([^"]+)"`), 1)}, "share": {"last4"}}
	mine := seller.post("/case", form).want(http.StatusOK, "公開中", "/r#", `id="asked-`+form.Get("id")+`"`)
	if again := seller.post("/case", form).want(http.StatusOK); strings.Count(again.html, "/r#") != 1 {
		t.Error("a form that is sent twice makes two pages")
	}
	link, own := mine.find(requestLink, 2), mine.find(ownLink, 2)
	shown := buyer.send("/r", "link", link).want(http.StatusOK, "Hanako &lt;b&gt;さんのカードの記録", "A2B3", "この記録から言えないこと", "撮り直しを頼む")
	if strings.Contains(shown.html, "250-1234567") || strings.Contains(shown.html, own) || strings.Contains(shown.html, "file-me") {
		t.Error("the buyer sees what was not chosen, or is asked for a file")
	}
	at := shown.find(regexp.MustCompile(`action="(/r/[0-9a-f]+)/wish"`), 1)
	buyer.upload(at, part{name: "file-me", file: "x.txt", content: theirs}).want(http.StatusNotFound)
	w.visitor("ja").send(at + "/wish").want(http.StatusNotFound)

	word := buyer.send(at+"/wish").want(http.StatusOK, "撮り直しを頼みました").find(theWord, 1)
	if again := buyer.send(at+"/wish").find(theWord, 1); again != word {
		t.Errorf("a wish that waits is made again: %s, %s", word, again)
	}
	w.wait(3 * time.Hour)
	mine = seller.send("/case/open", "link", own).want(http.StatusOK, "新しい確認を頼まれています", word)
	home := mine.find(moreForm, 1)
	wish := part{name: "wish", content: mine.field("wish")}
	old := seller.upload(home, wish, part{name: "rev", content: mine.find(revision, 1)}, part{name: "file-me", file: "now.txt", content: unusedPage}).
		want(http.StatusOK, "合い言葉が見当たりません", "合い言葉なしで送る")
	forced := seller.upload(home, old.confirms(wish)...).want(http.StatusUnprocessableEntity, "合い言葉が見当たりません")
	seller.upload(home, append(forced.confirms(wish)[:2], part{name: "send", content: "bare"}, wish, part{name: "rev", content: forced.find(revision, 1)})...).
		want(http.StatusOK)
	buyer.open(at).want(http.StatusOK, "合い言葉がありません", "撮り直しを頼みました")
	mine = seller.open(home)
	read := seller.upload(home, wish, part{name: "rev", content: mine.find(revision, 1)}, part{name: "file-me", file: "now.txt", content: unusedPage + word}).
		want(http.StatusOK, "合い言葉が見つかりました", "見せるページにも表示されます")
	if strings.Contains(buyer.open(at).html, "いちばん新しい記録:</p>") || strings.Contains(buyer.open(at).html, "撮り直しの合い言葉") {
		t.Error("the buyer sees what was not confirmed")
	}
	before := shown.find(regexp.MustCompile(`いちばん新しい記録: <time datetime="([^"]+)"`), 1)
	done := read.confirms(wish)
	seller.upload(home, done...).want(http.StatusOK)
	seller.upload(home, done...).want(http.StatusOK) // sent twice
	now := buyer.open(at).want(http.StatusOK, "撮り直しの合い言葉", word, "撮り直しを頼む")
	if after := now.find(regexp.MustCompile(`いちばん新しい記録: <time datetime="([^"]+)"`), 1); after <= before {
		t.Errorf("the newest is of %s, was of %s", after, before)
	}

	mine = seller.open(home)
	seller.send("/case", "case", own, "do", "withdraw", "request", mine.field("request")).want(http.StatusOK, "取り消し済み")
	buyer.open(at).want(http.StatusNotFound, "取り下げました")
	buyer.send(at + "/wish").want(http.StatusNotFound)
	if strings.Contains(w.log.String(), link) || strings.Contains(w.log.String(), own) {
		t.Error("the log has a link")
	}
	w.wait(31 * 24 * time.Hour)
	seller.open(home).want(http.StatusNotFound)
	w.visitor("ja").send("/r", "link", link).want(http.StatusNotFound)
}

// Whoever is accused answers by a link: the other side sees the records and the letter,
// and sends what they were shown; it is part of the case then.
func TestRebuttal(t *testing.T) {
	w := newWorld(t)
	seller, buyer := w.visitor("en"), w.visitor("en")
	judged := seller.sells(part{name: "claimed", content: "1"}, part{name: "handed", content: "2026-11-20T10:00"}).
		want(http.StatusOK, "Show the buyer or the shop", "20 Nov 2026")
	mine := seller.post("/case", url.Values{"held": {judged.find(heldID, 1)}, "case": {judged.find(caseID, 1)}, "id": {judged.find(formRequest, 1)}, "do": {"ask"},
		"whom": {"buyer"}, "name": {"Jiro"}, "share": {"last4", "handed"},
		"show": {judged.find(regexp.MustCompile(`name="show" type="checkbox" value="([^"]+)"`), 1)}}).want(http.StatusOK, "waiting")
	asked := buyer.send("/r", "link", mine.find(requestLink, 2)).want(http.StatusOK, "This answers a message", "The answer", "What is shown", "20 Nov 2026")
	if strings.Contains(asked.html, "250-1234567") {
		t.Error("the order's number is seen, which was not shared")
	}
	at := asked.find(regexp.MustCompile(`action="(/r/[0-9a-f]+)"`), 1)
	shot := part{name: "file-me", file: "message.txt", content: "このギフトカードは2026年11月25日に別のアカウントに登録済みです"}
	read := buyer.upload(at, shot).want(http.StatusOK, "Before it is sent")
	buyer.upload(at, read.confirms()...).want(http.StatusOK, "thank you")
	seller.send("/case/open", "link", mine.find(ownLink, 2)).want(http.StatusOK, "answered")
}
