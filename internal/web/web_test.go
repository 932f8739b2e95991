package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gift"
	"github.com/unspent-dev/unspent/internal/texts"
)

func grouped(code unspent.Code) string {
	plain := code.Reveal()
	return plain[:5] + "-" + plain[5:10] + "-" + plain[10:15] + "-" + plain[15:]
}

// A visitor checks a card, proves it, and somebody else verifies the receipt.
func TestCheckProveVerify(t *testing.T) {
	tests := map[string]struct{ unspent, used, genuine, outdated, mistyped, unknown string }{
		"ja": {"未使用です", "使用済みです", "本物の証明書です", "その後に変化がありました", "打ち間違い", "見つかりません"},
		"en": {"Unspent", "Used (claimed", "A genuine receipt", "something has changed since", "mistyped", "No card answers"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, serial := w.card("a")
			holder, shop := w.visitor(lang), w.visitor(lang)
			holder.open("/").want(http.StatusOK, `lang="`+lang+`"`)
			holder.send("/check", "code", "12345").want(http.StatusUnprocessableEntity, say.mistyped)
			holder.send("/check", "code", "00000-00000-00000-00000").want(http.StatusNotFound, say.unknown)
			checked := holder.send("/check", "code", strings.ToLower(grouped(code))).want(http.StatusOK, say.unspent, "5,000", serial.String())
			asked := holder.send("/prove", "ticket", checked.field("ticket")).want(http.StatusOK)
			proved := holder.send("/prove", "ask", "1", "ticket", asked.field("ticket"), "audience", "shop.example", "nonce", "さくら", "hours",
				"24").want(http.StatusOK, say.unspent, "shop.example", "<svg")
			link := proved.area("link")
			if !strings.HasPrefix(link, w.base+"/v#") {
				t.Fatalf("the link is %q", link)
			}
			shop.open("/v").want(http.StatusOK)
			shop.send("/v", "receipt", link).want(http.StatusOK, say.genuine, say.unspent, "さくら")
			_, err := w.book.Do(t.Context(), unspent.Request{Key: "claim", By: admin(), Command: unspent.Claim{Code: code, Account: "acct_taro"}})
			must(t, err)
			shop.send("/v", "receipt", link).want(http.StatusOK, say.outdated, say.used)
			shop.send("/v", "receipt", link[:len(link)-4]+"AAAA").want(http.StatusUnprocessableEntity)
			holder.send("/check", "code", code.Reveal()).want(http.StatusOK, say.used)
			for name, p := range map[string]page{"checked": checked, "asked": asked, "proved": proved} {
				if strings.Contains(p.html, code.Reveal()) || strings.Contains(p.html, grouped(code)) {
					t.Errorf("the page %q shows the code", name)
				}
			}
			if strings.Contains(w.log.String(), code.Reveal()) || strings.Contains(w.log.String(), link[len(link)-40:]) {
				t.Error("the log has a code or a receipt")
			}
		})
	}
}

// Two people hand a card over: only the receiver can take it, only after the
// giver has confirmed, and then the old code is dead.
func TestHandOver(t *testing.T) {
	tests := map[string]struct{ held, others, mine, unspent, noHold, waiting, notYet, yours, over, replaced string }{
		"ja": {"取り置き中です", "取り置いた相手のほかは", "あなたのほかに誰も使えません", "未使用です", "取り置き番号は見つかりません", "引き渡しの確定を頼んで", "まだ引き渡しを確定していません", "あなたのものになりました", "控えがないときは、カード番号",
			"交換されています"},
		"en": {"Held for ", "nobody but the person it is held for", "nobody but you can use", "Unspent", "no such hold for you",
			"ask the giver to confirm", "has not confirmed", "The card is yours", "ask for a new code", "Replaced by a new code"},
	}
	for lang, say := range tests {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			giver, receiver := w.visitor(lang), w.visitor(lang)
			receiver.open("/handover").want(http.StatusOK)
			begun := receiver.send("/handover/buy").want(http.StatusOK)
			link := begun.area("link")
			form := giver.open(link).want(http.StatusOK)
			held := giver.send("/handover/give", "to", form.field("to"), "id", form.field("id"), "from", form.field("from"), "code", grouped(code), "for",
				"花子", "hours", "24").want(http.StatusOK, say.held, say.others)
			hold := held.area("hold-number")
			w.wait(time.Minute)
			twice := giver.send("/handover/give", "to", form.field("to"), "id", form.field("id"), "from", form.field("from"), "code", grouped(code), "for",
				"花子", "hours", "24").want(http.StatusOK)
			if twice.area("hold-number") != hold {
				t.Error("the form sent twice holds the card twice")
			}
			receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", "hld_99").want(http.StatusNotFound, say.noHold)
			receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", "99").want(http.StatusNotFound, say.noHold)
			receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", "ninety").want(http.StatusUnprocessableEntity, say.noHold)
			seen := receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", strings.TrimPrefix(hold, "hld_")).want(http.StatusOK, "5,000",
				say.waiting, say.mine, say.unspent)
			early := receiver.send("/handover/take", "ticket", begun.field("ticket"), "hold", hold, "id",
				"too-early-but-long-enough").want(http.StatusUnprocessableEntity, say.notYet)
			if early.field("id") == "too-early-but-long-enough" {
				t.Error("the form would be answered \"not yet\" for ever")
			}
			w.visitor(lang).send("/check", "code", code.Reveal()).want(http.StatusOK, say.held)
			giver.send("/handover/release", "ticket", held.field("ticket"), "id", held.field("id")).want(http.StatusOK)
			ready := receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", hold).want(http.StatusOK)
			taken := receiver.send("/handover/take", "ticket", ready.field("ticket"), "hold", hold, "id", ready.field("id")).want(http.StatusOK, say.yours)
			fresh, err := unspent.ParseCode(taken.area("new-code"))
			must(t, err)
			again := receiver.send("/handover/take", "ticket", ready.field("ticket"), "hold", hold, "id", ready.field("id")).want(http.StatusOK)
			if again.area("new-code") != taken.area("new-code") {
				t.Error("the form sent twice shows two codes")
			}
			over := receiver.send("/handover/look", "ticket", ready.field("ticket"), "hold", hold).want(http.StatusOK, say.over)
			receiver.send("/handover/take", "ticket", ready.field("ticket"), "hold", hold, "id", "another-id-that-is-long-enough").want(http.StatusOK, say.over)
			if strings.Contains(over.html, "/handover/take") {
				t.Error("a card that was taken can be taken once more")
			}
			giver.send("/check", "code", code.Reveal()).want(http.StatusOK, say.replaced)
			giver.send("/handover/see", "ticket", held.field("ticket")).want(http.StatusOK, say.replaced)
			receiver.send("/check", "code", fresh.Reveal()).want(http.StatusOK)
			for name, p := range map[string]page{"held": held, "seen": seen, "ready": ready} {
				if strings.Contains(p.html, code.Reveal()) || strings.Contains(p.html, fresh.Reveal()) {
					t.Errorf("the page %q shows a code", name)
				}
			}
		})
	}
}

// A card of which something was used says so to both sides, while it is held too.
func TestHandOverOfPart(t *testing.T) {
	for lang, say := range map[string]struct{ held, partly, left string }{
		"ja": {"取り置き中です", "一部が使われています", "残高 ￥3,800（額面 ￥5,000）"}, "en": {"Held for ", "Partly used", "¥3,800 left of ¥5,000"},
	} {
		t.Run(lang, func(t *testing.T) {
			w := newWorld(t)
			code, _ := w.card("a")
			cur, err := unspent.ParseCurrency("JPY")
			must(t, err)
			_, err = w.book.Do(t.Context(), unspent.Request{Key: "pay", By: admin(),
				Command: unspent.Spend{Code: code, Amount: unspent.NewMoney(1200, cur), Merchant: "m1"}})
			must(t, err)
			giver, receiver := w.visitor(lang), w.visitor(lang)
			begun := receiver.send("/handover/buy").want(http.StatusOK)
			form := giver.open(begun.area("link")).want(http.StatusOK)
			held := giver.send("/handover/give", "to", form.field("to"), "id", form.field("id"), "from", form.field("from"), "code", code.Reveal(), "for",
				"花子", "hours", "24").want(http.StatusOK, say.held, say.partly, say.left)
			receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", held.area("hold-number")).want(http.StatusOK, say.partly, say.left)
		})
	}
}

// What a page carries sealed is good for that page only, for a while, and only
// as it is.
func TestTickets(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.visitor("en")
	sealed := v.send("/check", "code", code.Reveal()).want(http.StatusOK).field("ticket")
	tests := map[string]struct {
		path   string
		ticket string
	}{
		"of another page": {"/handover/see", sealed},
		"changed":         {"/prove", sealed[:len(sealed)-2] + "AA"},
		"cut":             {"/prove", sealed[:10]},
		"none":            {"/handover/release", ""},
		"no base64":       {"/prove", "%%%"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v.send(tt.path, "ask", "1", "hours", "24", "ticket", tt.ticket).want(http.StatusUnprocessableEntity, "This page cannot go on")
		})
	}
	v.send("/prove", "ask", "1", "hours", "24", "ticket", sealed).want(http.StatusOK)
	w.wait(73 * time.Hour)
	v.send("/prove", "ask", "1", "hours", "24", "ticket", sealed).want(http.StatusUnprocessableEntity, `name="code"`)
}

// A visitor who has guessed is asked for work, and goes on with the same code.
func TestWork(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	v := w.visitor("en")
	var stopped page
	for range 30 {
		if stopped = v.send("/check", "code", "00000-00000-00000-00000"); stopped.status == http.StatusForbidden {
			break
		}
	}
	stopped.want(http.StatusForbidden, "data-puzzle=", "no machine is at work")
	asked := v.send("/check", "code", code.Reveal()).want(http.StatusForbidden, "data-puzzle=")
	v.send("/check", "ticket", asked.field("ticket"), "work", "w1.no.1").want(http.StatusForbidden)
}

// While the gate asks for work, a hand-over goes on step by step: nothing that was
// done is lost, and the script sends the form that was meant.
func TestWorkOfAHandOver(t *testing.T) {
	w := newWorld(t)
	code, _ := w.card("a")
	giver, receiver := w.visitor("en"), w.visitor("en")
	begun := receiver.send("/handover/buy").want(http.StatusOK)
	form := giver.open(begun.area("link")).want(http.StatusOK)
	for giver.send("/check", "code", "00000-00000-00000-00000").status != http.StatusForbidden {
	}
	give := []string{"to", form.field("to"), "for", "花子", "hours", "24"}
	asked := giver.send("/handover/give", append(give, "id", form.field("id"), "code", grouped(code))...).want(http.StatusForbidden)
	held := giver.send(asked.first(), append(give, "id", asked.field("id"), "ticket", asked.field("ticket"), "work", asked.work())...).
		want(http.StatusOK, "The card is held")
	hold := regexp.MustCompile(`id="hold-number">([^<]+)<`).FindStringSubmatch(held.html)[1]
	// Whoever looks again and is not let through sees how far it was.
	giver.open(regexp.MustCompile(`href="(/handover/give/[^"]+)"`).FindStringSubmatch(held.html)[1]).want(http.StatusOK, "The card is held", hold)

	stopped := receiver.send("/handover/look", "ticket", begun.field("ticket"), "hold", hold).want(http.StatusForbidden, `value="`+hold+`"`)
	seen := receiver.send(stopped.first(), "ticket", stopped.field("ticket"), "hold", hold, "work", stopped.work())
	seen.want(http.StatusOK, "ask the giver to confirm")

	stopped = giver.send("/handover/release", "ticket", held.field("ticket"), "id", held.field("id")).want(http.StatusForbidden)
	if stopped.first() != "/handover/release" {
		t.Fatalf("who confirms would send %s", stopped.first())
	}
	giver.send(stopped.first(), "ticket", stopped.field("ticket"), "id", stopped.field("id"), "work", stopped.work()).want(http.StatusOK)

	stopped = receiver.send("/handover/take", "ticket", begun.field("ticket"), "hold", hold, "id", "once-and-long-enough").want(http.StatusForbidden)
	receiver.send(stopped.first(), "ticket", stopped.field("ticket"), "hold", hold, "id", stopped.field("id"), "work", stopped.work()).
		want(http.StatusOK, "The card is yours")
}

// Every page says it cannot be framed, run foreign script or be kept.
func TestHeaders(t *testing.T) {
	v := newWorld(t).visitor("ja")
	for _, path := range []string{"/check", "/prove", "/v", "/handover", "/handover/give", "/assess", "/desk", "/design"} {
		p := v.open(path).want(http.StatusOK)
		csp := p.header.Get("Content-Security-Policy")
		if !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: Content-Security-Policy %q", path, csp)
		}
		if p.header.Get("Cache-Control") != "no-store" || p.header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: headers %v", path, p.header)
		}
		if m := regexp.MustCompile(`(?:src|href|action)="(https?:)?//`).FindString(p.html); m != "" {
			t.Errorf("%s asks another host: %s", path, m)
		}
		if regexp.MustCompile(`<script(?:>| [^>]*>[^<])|style="|<style| on[a-z]+="`).MatchString(p.html) {
			t.Errorf("%s has script or style in it", path)
		}
		total := len(p.html)
		for _, m := range regexp.MustCompile(`"(/assets/[^"]+)"`).FindAllStringSubmatch(p.html, -1) {
			a := v.open(m[1]).want(http.StatusOK)
			total += len(a.html)
			if !strings.Contains(a.header.Get("Cache-Control"), "immutable") {
				t.Errorf("%s is not kept", m[1])
			}
		}
		if total > 100<<10 {
			t.Errorf("%s weighs %d bytes in all; want at most 100 KiB", path, total)
		}
	}
	v.open("/assets/style.000000000000.css").want(http.StatusNotFound)
}

// A form that another site sends is refused, and what is too large too.
func TestForeignForms(t *testing.T) {
	w := newWorld(t)
	v := w.visitor("en")
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.base+"/handover/buy", strings.NewReader(""))
	must(t, err)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	r.Header.Set("Origin", "https://evil.example")
	v.do(r).want(http.StatusForbidden)
	v.send("/check", "code", strings.Repeat("A", 65<<10)).want(http.StatusRequestEntityTooLarge)
	hostile := `"><script>alert(1)</script>`
	for _, p := range []page{
		v.send("/check", "code", hostile), v.send("/prove", "ask", "1", "hours", "24", "code", "x", "audience", hostile, "nonce", hostile),
		v.send("/v", "receipt", hostile), v.send("/handover/give", "for", hostile, "to", hostile), v.open("/handover/give?to=" + "%22%3E%3Cscript%3E"),
	} {
		if strings.Contains(p.html, "<script>alert") {
			t.Errorf("script came through:\n%s", p.html)
		}
	}
}

// The visitor's choice of language is kept, and goes before the browser's.
func TestLanguage(t *testing.T) {
	w := newWorld(t)
	tests := map[string]struct{ accept, want string }{
		"japanese": {"ja,en;q=0.5", "ja"}, "english": {"en-GB,en;q=0.9", "en"}, "other": {"fr", "en"}, "none": {"", "ja"}, "broken": {"%%%", "ja"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := w.visitor(tt.accept)
			v.open("/").want(http.StatusOK, `<html lang="`+tt.want+`">`)
			v.open("/?lang=en").want(http.StatusOK, `<html lang="en">`)
			v.open("/prove").want(http.StatusOK, `<html lang="en">`)
			v.open("/prove?lang=xx").want(http.StatusOK, `<html lang="en">`)
		})
	}
}

// Whoever chooses the other language on a page that answers a form gets a page
// again, and loses nothing of an address.
func TestOtherLanguage(t *testing.T) {
	w := newWorld(t)
	_, serial := w.card("a")
	v := w.visitor("en")
	v.send("/desk/sign-in", "key", w.key(unspent.Support)).want(http.StatusOK)
	at := "/desk/cards/" + serial.String()
	answer, receiver := v.send("/check", "code", "x"), v.send("/handover/buy")
	link := strings.TrimPrefix(receiver.area("link"), w.base)
	for name, tt := range map[string]struct {
		page   page
		want   string
		status int
	}{
		"an answer":      {answer, answer.at + "?lang=ja", http.StatusUnprocessableEntity},
		"a receiver":     {receiver, receiver.at + "?lang=ja", http.StatusOK},
		"a refused form": {v.send(at+"/freeze", "id", "some-id-that-is-long"), at + "?lang=ja", http.StatusOK},
		"a giver":        {v.open(link), "/handover/give?lang=ja&amp;" + strings.SplitN(link, "?", 2)[1], http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			tt.page.t = t
			tt.page.want(tt.page.status, `href="`+tt.want+`"`)
			v.open(strings.ReplaceAll(tt.want, "&amp;", "&")).want(tt.status, `<html lang="ja">`)
		})
	}
}

// Everything that a page names has its words.
func TestTexts(t *testing.T) {
	ids := []string{}
	for _, r := range unspent.Reasons() {
		ids = append(ids, "reason."+string(r))
	}
	for _, r := range []unspent.Role{unspent.Admin, unspent.Issuer, unspent.Store, unspent.Support, unspent.Auditor} {
		ids = append(ids, "role."+string(r))
	}
	for _, s := range gift.Statuses() {
		ids = append(ids, "status."+string(s))
		if s != gift.Waiting && s != gift.Cancelled { // whoever got the card sees it
			ids = append(ids, "got."+string(s))
		}
	}
	for _, k := range unspent.Kinds() {
		ids = append(ids, "event."+string(k))
		for _, up := range []bool{true, false} {
			for _, r := range unspent.StaffReasons(k, up) {
				ids = append(ids, "why."+string(r))
			}
		}
	}
	for _, id := range ids {
		if _, err := texts.Say("ja", id); err != nil {
			t.Error(err)
		}
	}
}

// What is typed for a code and is none is told for what it is, and never shown
// again.
func TestTypedForACode(t *testing.T) {
	w := newWorld(t)
	code, serial := w.card("a")
	wrong := []byte(code.Reveal())
	if wrong[0]++; wrong[0] == 'I' || wrong[0] == 'L' || wrong[0] == 'O' || wrong[0] == 'U' || wrong[0] > 'Z' {
		wrong[0] = '2'
	}
	for name, tt := range map[string]struct{ typed, ja, en string }{
		"nothing":     {"", "コードを入力してください", "Enter the code"},
		"blanks":      {"　 ", "コードを入力してください", "Enter the code"},
		"card number": {serial.String(), "カード番号（19桁）です", "This is the card number"},
		"hold number": {"hld_12", "取り置き番号です", "number of a hold"},
		"receipt":     {w.base + "/v#eyJhbGciOiJFZERTQSJ9.eyJp", "証明書のリンクです", "link of a receipt"},
		"bare":        {"eyJhbGciOiJFZERTQSJ9.eyJp", "証明書のリンクです", "link of a receipt"},
		"other link":  {w.base + "/handover/give?to=x", "ページのリンクです", "link of a page"},
		"too short":   {"ABCDE-ABCDE", "文字数が合いません", "too short or too long"},
		"too long":    {code.Reveal() + "2", "文字数が合いません", "too short or too long"},
		"symbols":     {"!?#", "英数字20文字を入れてください", "Enter the 20 letters"},
		"mistyped":    {string(wrong), "打ち間違い", "mistyped"},
	} {
		for lang, say := range map[string]string{"ja": tt.ja, "en": tt.en} {
			p := w.visitor(lang).send("/check", "code", tt.typed).want(http.StatusUnprocessableEntity, say)
			if len(tt.typed) > 7 && strings.Contains(p.html, tt.typed) {
				t.Errorf("%s: the page repeats what was typed", name)
			}
		}
	}
	for lang, say := range map[string]string{"ja": "証明書ではなく、カードのコードです", "en": "code of a card, not a receipt"} {
		p := w.visitor(lang).send("/v", "receipt", grouped(code)).want(http.StatusUnprocessableEntity, say)
		if strings.Contains(p.html, grouped(code)) || strings.Contains(p.html, code.Reveal()) {
			t.Error("the page shows the code")
		}
		w.visitor(lang).send("/check", "ticket", p.field("ticket")).want(http.StatusOK, "5,000", "<dd>ギフトカード</dd>")
	}
}

// A confirmation that is sent twice, and a hold whose form is pressed twice, are
// one event each, and both answers show how far the hand-over is.
func TestHandOverTwice(t *testing.T) {
	w := newWorld(t)
	code, serial := w.card("a")
	giver, receiver := w.visitor("en"), w.visitor("en")
	begun := receiver.send("/handover/buy").want(http.StatusOK)
	form := giver.open(begun.area("link")).want(http.StatusOK)
	hold := func() page {
		return giver.send("/handover/give", "to", form.field("to"), "id", form.field("id"), "from", form.field("from"), "code", code.Reveal(), "for", "花子",
			"hours", "24").want(http.StatusOK, "Held for ", "hold-number")
	}
	held := hold()
	hold()
	for range 2 {
		giver.send("/handover/release", "ticket", held.field("ticket"), "id", held.field("id")).want(http.StatusOK, "Hand-over confirmed")
	}
	seen, err := w.book.Card(t.Context(), serial)
	must(t, err)
	events, _, err := w.book.History(t.Context(), unspent.CardRef(serial), seen.Card.Head.Seq, 50)
	must(t, err)
	kinds := map[unspent.Kind]int{}
	for _, ev := range events {
		kinds[ev.Kind]++
	}
	if kinds[unspent.Held] != 1 || kinds[unspent.Released] != 1 {
		t.Errorf("the card's events are %v", kinds)
	}
}
