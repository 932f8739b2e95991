package intake_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

const order2013 = `<html><head><meta charset="utf-8"><title>注文の詳細</title></head><body>
<h1>注文番号: 249-1234567-7654321</h1><p>注文日: 2013年7月20日</p><p>注文合計: ¥ 6,000</p>
<table><tr><th>宛先</th><th>金額</th><th>状況</th></tr>
<tr><td>Taro@example.jp</td><td>¥ 1,000</td><td>使用済み</td></tr>
<tr><td>hanako@example.jp</td><td>¥ 5,000</td><td>発送済み</td></tr></table>
<form><input type="submit" value="Amazonギフト券の再送"><input type="hidden" value="使用済み"></form></body></html>`

func TestOrder(t *testing.T) {
	tests := map[string]struct {
		brand, page string
		kind        assess.Kind
		want        []string
		resend      assess.NoteID
	}{
		"2013, two cards": {"amazon-jp", order2013, "", []string{
			"order_redeemed 1000 JPY 249-1234567-7654321 taro@example.jp", "order_sent 5000 JPY 249-1234567-7654321 hanako@example.jp"}, assess.ResendOffered},
		"button that is a picture": {"amazon-jp", strings.Replace(order2013, `<input type="submit" value="Amazonギフト券の再送">`,
			`<input type="image" src="https://example.com/b.gif" alt="Amazonギフト券の再送">`, 1), "",
			[]string{"order_redeemed 1000 JPY 249-1234567-7654321 taro@example.jp", "order_sent 5000 JPY 249-1234567-7654321 hanako@example.jp"}, assess.ResendOffered},
		"no button": {"amazon-jp", "注文番号 249-1234567-7654321\n使用済み\n再送できるのは、受取人がまだ登録していないギフトカードだけです。詳しくはヘルプをご覧ください。\n", "",
			[]string{"order_redeemed 0 249-1234567-7654321"}, assess.ResendMissing},
		"blocks, state last": {"amazon-jp", "注文番号: 249-1234567-7654321\nhanako@example.jp\n¥5,000\n番号: xxxx-xxxxxx-AB12\n発送済み\ntaro@example.jp\n¥1,000\n使用済み\n", "",
			[]string{"order_sent AB12 5000 JPY 249-1234567-7654321 hanako@example.jp",
				"order_redeemed 1000 JPY 249-1234567-7654321 taro@example.jp"}, assess.ResendMissing},
		"blocks, state first": {"amazon-jp", "注文番号: 249-1234567-7654321\n注文合計: ¥6,000\n発送済み\nhanako@example.jp\n¥5,000\n使用済み\ntaro@example.jp\n¥1,000\n", "",
			[]string{"order_sent 5000 JPY 249-1234567-7654321 hanako@example.jp", "order_redeemed 1000 JPY 249-1234567-7654321 taro@example.jp"}, assess.ResendMissing},
		"English, one card": {"amazon-com", "Order # D01-1234567-7654321\nOrder total: $55.00\nGift card\n$50.00\nTo: Friend@example.com\nStatus: Received\n", "",
			[]string{"order_redeemed 50.00 USD D01-1234567-7654321 friend@example.com"}, assess.ResendMissing},
		"English, shareable": {"amazon-com", "<p>Order D01-1234567-7654321<p>Ready to share<p>$25.00<button>Resend</button>", "",
			[]string{"order_sent 25.00 USD D01-1234567-7654321"}, assess.ResendOffered},
		"paid by credit card": {"amazon-jp", "注文番号: 249-1234567-7654321\nお支払い方法: Visa **** 4242\nMasterCard xxxx-xxxx-xxxx-4242\nFoxx 2024 ... more\n使用済み\n", "",
			[]string{"order_redeemed 0 249-1234567-7654321"}, assess.ResendMissing},
		"one state, two people": {"amazon-jp", "注文番号: 249-1234567-7654321\ntaro@example.jp\nhanako@example.jp\n¥1,000\n発送済み\n", "",
			[]string{"order_sent 1000 JPY 249-1234567-7654321"}, assess.ResendMissing},
		"Eメールタイプ": {"amazon-jp", "注文日：2026年11月1日\n注文番号 D01-1234567-7654321\nお支払い方法\nVisa 下4桁 4242\nご請求額: ￥5,500\nAmazonギフトカード - Eメールタイプ\nTo: hanako@example.jp\n金額: ￥5,000\n送信済み\nEメールを再送\n", "",
			[]string{"order_sent 5000 JPY D01-1234567-7654321 hanako@example.jp"}, assess.ResendOffered},
		"names beside values": {"amazon-jp", "<table><tr><td>受取人<td>hanako@example.jp<tr><td>ステータス<td>受け取り済み<tr><td>金額<td>¥3,000<tr><td>注文番号<td>250-1234567-1234567</table>", "",
			[]string{"order_redeemed 3000 JPY 250-1234567-1234567 hanako@example.jp"}, assess.ResendMissing},
		"sent above, used below": {"amazon-jp", "<div>注文番号 250-1234567-1234567</div><div>発送済み</div><div>送信先： taro@example.jp</div><div>￥5,000</div><div>使用済み</div>",
			"",
			[]string{"order_redeemed 5000 JPY 250-1234567-1234567 taro@example.jp"}, assess.ResendMissing},
		"a headline over two cards": {"amazon-jp", "注文番号 250-1234567-1234567\n発送済み\ntaro@example.jp\n￥5,000\n使用済み\nhanako@example.jp\n￥3,000\n送信済み\n", "",
			[]string{"order_redeemed 5000 JPY 250-1234567-1234567 taro@example.jp", "order_sent 3000 JPY 250-1234567-1234567 hanako@example.jp"}, assess.ResendMissing},
		"links side by side": {"amazon-jp", "<div>注文番号 250-1234567-1234567</div><div>￥5,000</div><div>発送済み</div><a>ギフトカードを再送する</a><a>再度購入</a><a>商品レビューを書く</a>", "",
			[]string{"order_sent 5000 JPY 250-1234567-1234567"}, assess.ResendOffered},
		"buttons side by side, copied": {"amazon-jp", "注文番号 250-1234567-1234567\n￥5,000\n発送済み\nギフトカードを再送する 再度購入 商品レビューを書く\n", "",
			[]string{"order_sent 5000 JPY 250-1234567-1234567"}, assess.ResendOffered},
		"a link in a sentence": {"amazon-jp", "<div>注文番号 250-1234567-1234567</div><div>発送済み</div><p>再送については<a>ヘルプ</a>をご覧ください。</p>", "",
			[]string{"order_sent 0 250-1234567-1234567"}, assess.ResendMissing},
		"sent again": {"amazon-jp", "注文番号: 249-1234567-7654321\n再送済み\n", "", []string{"order_resent 0 249-1234567-7654321"}, assess.ResendMissing},
		"cancelled":  {"amazon-jp", "ご注文 249-1234567-7654321 はキャンセル済みです\n", "", []string{"order_cancelled 0 249-1234567-7654321"}, assess.ResendMissing},
		"no number, but said to be one": {"amazon-jp", "発送済み\n¥3,000\n", assess.OrderPage,
			[]string{"order_sent 3000 JPY"}, assess.ResendMissing},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, tt.brand, assess.Card{})
			o.Kind, o.Owner = tt.kind, assess.Givers
			in, err := intake.Read(t.Context(), "order.html", []byte(tt.page), o)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, told(in)); diff != "" {
				t.Errorf("Read: %s", diff)
			}
			for _, e := range in.Evidence {
				if _, ok := notes(e)[tt.resend]; !ok || e.Kind != assess.OrderPage || e.Owner != assess.Givers {
					t.Errorf("Read = %s of %s, notes %v; want %s", e.Kind, e.Owner, e.Notes, tt.resend)
				}
			}
		})
	}
}

func TestMessage(t *testing.T) {
	tests := map[string]struct {
		text string
		want brand.Meaning
		kind assess.Kind
	}{
		"applied, app":        {"¥5,000がアカウントに適用されました", brand.RedeemedNow, ""},
		"added, web":          {"¥5,000がお客様のギフトカードアカウントに追加されました", brand.RedeemedNow, ""},
		"already here":        {"こちらのギフト券は、既にこちらのアカウントに登録済みです。残高は、「残高・利用履歴」ページからご確認ください。", brand.AlreadyHere, ""},
		"already elsewhere":   {"別のアカウントに登録済みです。ギフトカードの登録ができません。こちらのギフトカードは、別のアカウントで登録済みです。", brand.AlreadyElsewhere, ""},
		"invalid":             {"入力されたギフト券番号は無効です。", brand.Invalid, ""},
		"blocked":             {"ギフト券は無効化されています。", brand.Blocked, ""},
		"captcha":             {"セキュリティ検証が無効です", brand.CheckFailed, ""},
		"English invalid":     {"The gift card claim code you entered is not valid.", brand.Invalid, ""},
		"English redeemed":    {"Sorry, this code has already been redeemed.", brand.AlreadyRedeemed, ""},
		"over two lines":      {"別のアカウントに\n登録済みです。", brand.AlreadyElsewhere, ""},
		"as a page":           {"<html><div class=a-box><h4>エラー</h4><p>入力されたギフト券番号は<b>無効です</b>。</p></div></html>", brand.Invalid, ""},
		"half-width":          {"ｾｷｭﾘﾃｨ検証が無効です", brand.CheckFailed, ""},
		"unknown":             {"ただいま混み合っています", brand.NothingToTell, assess.Statement},
		"unknown, said to be": {"またのご利用をお待ちしています", brand.NothingToTell, assess.Message},
		"busy, said to be":    {"ただいま混み合っています", brand.CheckFailed, assess.Message},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{})
			if tt.kind == assess.Message {
				o.Kind = tt.kind
			}
			in, err := intake.Read(t.Context(), "", []byte(tt.text), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", in, err)
			}
			kind := tt.kind
			if kind == "" {
				kind = assess.Message
			}
			if e := in.Evidence[0]; e.Says != tt.want || e.Kind != kind {
				t.Errorf("Read = %s %s; want %s %s", e.Kind, e.Says, kind, tt.want)
			}
			if _, ok := notes(in.Evidence[0])[assess.PageNotUnderstood]; ok != (tt.want == brand.NothingToTell) {
				t.Errorf("notes = %v", in.Evidence[0].Notes)
			}
		})
	}
}

func TestMessageOfOtherBrands(t *testing.T) {
	tests := map[string]struct {
		text string
		want brand.Meaning
	}{
		"apple-jp":       {"このコードはすでに使用されています", brand.AlreadyRedeemed},
		"google-play-jp": {"無効なコードです", brand.Invalid},
		"roblox":         {"This card has already been redeemed.", brand.AlreadyRedeemed},
	}
	for id, tt := range tests {
		t.Run(id, func(t *testing.T) {
			in, err := intake.Read(t.Context(), "", []byte(tt.text), options(t, id, assess.Card{}))
			if err != nil || in.Evidence[0].Says != tt.want {
				t.Errorf("Read = %v, %v; want %s", told(in), err, tt.want)
			}
		})
	}
}

func TestTill(t *testing.T) {
	head := "コンビニ東京店\n領収書\n2026年11月 1日(日) 14:05\n"
	tests := map[string]struct {
		text string
		kind assess.Kind
		want string
	}{
		"switched on":     {head + "ギフトカード 5,000円\n有効化が完了しました\n合計 ¥5,000\n", "", "till_activated 5000 JPY 2026-11-01 05:05"},
		"paid only":       {head + "お茶 ¥150\nギフトカード\n ¥5,000\n合計 ¥5,150\n", "", "till_only 5000 JPY 2026-11-01 05:05"},
		"not switched on": {head + "ギフトカード 5,000円\nカードは有効化されませんでした\n", "", "till_only 5000 JPY 2026-11-01 05:05"},
		"English, switched on": {"RECEIPT\n2026-11-01 14:05\nGift card ¥5,000\nActivation successful: card activated\n", "",
			"till_activated 5000 JPY 2026-11-01 05:05"},
		"English, failed":       {"RECEIPT\n2026-11-01\nGift card ¥5,000\nActivation failed\n", "", "till_only 5000 JPY 2026-10-31 15:00"},
		"no words of a receipt": {"ギフトカード 5,000円\n", assess.Till, "till_only 5000 JPY"},
		"not of a card":         {head + "お茶 ¥150\n", "", "nothing 0"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Amount: money(t, "5000", "JPY")})
			o.Kind = tt.kind
			in, err := intake.Read(t.Context(), "", []byte(tt.text), o)
			if diff := cmp.Diff([]string{tt.want}, told(in)); diff != "" || err != nil {
				t.Errorf("Read: %s, %v", diff, err)
			}
		})
	}
}

func TestKindSaid(t *testing.T) {
	tests := map[string]struct {
		page  string
		said  assess.Kind
		says  brand.Meaning
		notes map[assess.NoteID]string
	}{
		"as said":             {pasted2016, assess.History, brand.RowClaimed, map[assess.NoteID]string{assess.PageEditable: ""}},
		"another":             {order2013, assess.History, brand.NothingToTell, map[assess.NoteID]string{assess.PageEditable: "", assess.KindDiffers: "order_page"}},
		"nothing":             {"こんにちは", assess.OrderPage, brand.NothingToTell, map[assess.NoteID]string{assess.PageEditable: "", assess.PageNotUnderstood: ""}},
		"a kind that no page": {"こんにちは", assess.Balance, brand.NothingToTell, map[assess.NoteID]string{assess.PageEditable: "", assess.PageNotUnderstood: ""}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "AB12"})
			o.Kind = tt.said
			in, err := intake.Read(t.Context(), "", []byte(tt.page), o)
			if err != nil || len(in.Evidence) == 0 {
				t.Fatalf("Read = %v, %v", in, err)
			}
			e := in.Evidence[0]
			if diff := cmp.Diff(tt.notes, notes(e)); diff != "" || e.Kind != tt.said || e.Says != tt.says {
				t.Errorf("Read = %s %s, %s", e.Kind, e.Says, diff)
			}
		})
	}
}

// photo is a JPEG's head with an EXIF block that says when it was taken.
func photo(taken, offset string) []byte {
	var tiff bytes.Buffer
	le := binary.LittleEndian
	put := func(v any) {
		if err := binary.Write(&tiff, le, v); err != nil {
			panic(err) // a buffer never fails
		}
	}
	tiff.WriteString("II*\x00")
	put(uint32(8))
	put(uint16(1)) // one entry: where the inner directory is
	put(uint16(0x8769))
	put([2]uint16{4})
	put([2]uint32{26})
	tiff.Truncate(tiff.Len() - 4 - 2 - 4)
	put(uint32(1))
	put(uint32(26))
	put(uint32(0))
	entries := [][2]string{{"\x03\x90", taken}, {"\x11\x90", offset}}
	put(uint16(len(entries)))
	at := 26 + 2 + 12*len(entries) + 4
	for _, e := range entries {
		tiff.WriteString(e[0])
		put(uint16(2))
		put(uint32(len(e[1]) + 1))
		put(uint32(at))
		at += len(e[1]) + 1
	}
	put(uint32(0))
	for _, e := range entries {
		tiff.WriteString(e[1] + "\x00")
	}
	head := append([]byte("\xff\xd8\xff\xe1"), byte((tiff.Len()+8)>>8), byte(tiff.Len()+8))
	return append(append(append(head, "Exif\x00\x00"...), tiff.Bytes()...), "\xff\xd9"...)
}

func TestPicture(t *testing.T) {
	var screenshot bytes.Buffer
	if err := png.Encode(&screenshot, image.NewGray(image.Rect(0, 0, 30, 40))); err != nil {
		t.Fatal(err)
	}
	asked := time.Date(2026, 11, 20, 3, 0, 0, 0, time.UTC)
	tests := map[string]struct {
		content []byte
		media   string
		notes   map[assess.NoteID]string
	}{
		"screenshot":           {screenshot.Bytes(), "image/png", map[assess.NoteID]string{assess.PictureOnly: "png 30×40"}},
		"cut short":            {screenshot.Bytes()[:40], "image/png", map[assess.NoteID]string{assess.PictureOnly: "png 30×40"}},
		"photo after the word": {photo("2026:11:20 12:00:01", ""), "image/jpeg", map[assess.NoteID]string{assess.PictureOnly: "jpeg"}},
		"photo before the word": {photo("2026:11:20 11:59:59", ""), "image/jpeg",
			map[assess.NoteID]string{assess.PictureOnly: "jpeg", assess.PictureStale: "2026-11-20T02:59:59Z"}},
		"photo, zone told": {photo("2026:11:20 11:59:59", "-05:00"), "image/jpeg", map[assess.NoteID]string{assess.PictureOnly: "jpeg"}},
		"photo, nonsense":  {photo("2026:99:99 11:59:59", "x"), "image/jpeg", map[assess.NoteID]string{assess.PictureOnly: "jpeg"}},
		"photo, block cut": {photo("2026:11:20 11:59:59", "")[:40], "image/jpeg", map[assess.NoteID]string{assess.PictureOnly: "jpeg"}},
		"heic":             {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "image/heic", map[assess.NoteID]string{assess.PictureOnly: "heic"}},
		"webp":             {[]byte("RIFF\x00\x00\x00\x00WEBPVP8 "), "image/webp", map[assess.NoteID]string{assess.PictureOnly: "webp"}},
		"a million by a million": {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x0f\x42\x40\x00\x0f\x42\x40\x08\x00\x00\x00\x00\x9e\xc5\x0f\x2e"), "image/png",
			map[assess.NoteID]string{assess.PictureOnly: "png"}},
		"head of a picture, no more": {[]byte("\x89PNG\r\n\x1a\n"), "image/png", map[assess.NoteID]string{assess.PictureOnly: "png"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{})
			o.Asked = asked
			in, err := intake.Read(t.Context(), "x.txt", tt.content, o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %v, %v", in, err)
			}
			e := in.Evidence[0]
			tt.notes[assess.PicturesUnread] = "" // there are no eyes
			if diff := cmp.Diff(tt.notes, notes(e)); diff != "" {
				t.Error(diff)
			}
			if in.Media != tt.media || in.Text != "" || in.SHA256 == [32]byte{} || e.Kind != assess.Picture || e.Says != brand.NothingToTell ||
				e.Grade != assess.Unverified {
				t.Errorf("Read = %s %q %+v", in.Media, in.Text, e)
			}
		})
	}
}
