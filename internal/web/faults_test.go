package web_test

import (
	"net/http"
	"strings"
	"testing"
)

// A verdict below "likely" is neither red nor green: who opened a seal is not known.
func TestAssessToneInDoubt(t *testing.T) {
	w := newWorld(t)
	for seal, tones := range map[string]string{"broken": "note", "intact": "note"} {
		p := w.visitor("ja").upload("/assess", about(part{name: "seal", content: seal})...).want(http.StatusOK)
		if !strings.Contains(p.html, `class="answer `+tones+`"`) {
			t.Errorf("a seal that is %s: %s", seal, p.html)
		}
	}
}

// Nothing is said of a time that nobody told: a receipt of a till, or a message, was
// not seen at the moment when the button was pressed.
func TestAssessInventsNoTime(t *testing.T) {
	w := newWorld(t)
	for name, told := range map[string]part{"a till": {name: "till", content: "activated"}, "a message": {name: "message", content: "別のアカウントに登録済みです。"}} {
		p := w.visitor("ja").upload("/assess", about(told)...).want(http.StatusOK)
		if strings.Contains(p.html, "この判定の時点") || strings.Contains(p.html, "に表示され") || strings.Contains(p.html, "に記録され") {
			t.Errorf("%s has a time: %s", name, p.html)
		}
	}
}

// The state of an order page is quoted as it stands there, and a page that was
// brought is not asked for.
func TestAssessQuotesOrderPage(t *testing.T) {
	order := `<html lang="ja"><head><meta charset="utf-8"></head><body><h1>注文の詳細</h1><p>注文番号 250-1234567-1234567</p><p>未使用</p><p>￥5,000</p></body></html>`
	p := newWorld(t).visitor("ja").upload("/assess", about(part{name: "file-giver", file: "order.html", content: order})...).want(http.StatusOK, "「未使用」と表示")
	if strings.Contains(p.html, "「発送済み」") {
		t.Error("words are quoted that do not stand on the page")
	}
}

// Work that the gate asks for is done by the page itself, which goes on with the
// files that it holds.
func TestAssessWorkKeepsFiles(t *testing.T) {
	v := newWorld(t).visitor("ja")
	history := part{name: "file-me", file: "a.txt", content: "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-A2B3) ¥ 5,000\n"}
	for range 200 {
		stopped := v.upload("/assess", about(history)...)
		if stopped.status == http.StatusOK {
			continue
		}
		stopped.want(http.StatusForbidden, "data-puzzle=", "a.txt")
		if got := stopped.first(); got != "/assess" {
			t.Fatalf("the script sends the form of %s", got)
		}
		v.upload("/assess", part{name: "held", content: stopped.field("held")}, part{name: "work", content: stopped.work()}).want(http.StatusOK, `class="answer ok"`)
		return
	}
	t.Fatal("no work was asked for")
}

// Who gave the card is answered as who gave it, whatever notice they bring.
func TestAssessAnswersTheGiver(t *testing.T) {
	notice := "花子様がお送りしたAmazonギフトカードは、受取人のアカウントに登録されました。送信先：taro@example.jp 金額：￥5,000 ギフトカード番号：xxxx-xxxxxx-A2B3"
	p := newWorld(t).visitor("ja").upload("/assess", about(part{name: "asker", content: "giver"},
		part{name: "channel", content: "issuer"}, part{name: "intent", content: "give"},
		part{name: "message", content: notice})...).want(http.StatusOK, "開封通知", "相手に")
	for _, other := range []string{"贈り主に", "贈ってくれた人", "あなたのアカウントに登録されました"} {
		if strings.Contains(p.html, other) {
			t.Errorf("the giver is told of %q: %s", other, p.html)
		}
	}
}
