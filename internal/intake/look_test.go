package intake_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
)

// fakeEyes are eyes that see what a test tells them to: lines of words, each with the
// place of its first letter.
type fakeEyes struct {
	words []sight.Word
	again map[string]string // what a second look finds where these letters stand
	err   error
}

func (e fakeEyes) Turn(context.Context) (func(), error) { return func() {}, nil }

func (e fakeEyes) Look(_ context.Context, m image.Image) (sight.Sheet, error) {
	return sight.Sheet{Size: m.Bounds().Size(), Words: e.words}, e.err
}

func (e fakeEyes) Again(_ context.Context, _ image.Image, lines []image.Rectangle, _ string) (s sight.Sheet, err error) {
	for _, w := range e.words {
		for _, box := range lines {
			if text, ok := e.again[w.Text]; ok && w.Box.In(box) {
				s.Words = append(s.Words, sight.Word{Text: text, Box: w.Box})
			}
		}
	}
	return s, nil
}

// word is a word of letters that are 20 high and 12 wide.
func word(x, y int, text string) sight.Word {
	n := len([]rune(text))
	return sight.Word{Text: text, Box: image.Rect(x, y, x+12*n, y+20), Score: 92}
}

// historyWords are the words of a picture of a usage history in which the card
// stands with these last four.
func historyWords(four string) []sight.Word {
	return []sight.Word{
		word(20, 10, "14:05"), word(700, 10, "82%"),
		word(20, 60, "利用履歴"),
		word(20, 100, "日付"), word(240, 100, "利用内容"), word(680, 100, "金額"),
		word(20, 140, "2026"), word(70, 140, "年"), word(85, 140, "11"), word(112, 140, "月"), word(128, 140, "22"), word(155, 140, "日"),
		word(240, 140, "登録"), word(270, 140, "(ギフト"), word(320, 140, "カード番号:"), word(450, 140, "XXXX-XXXXXX-"+four+")"), word(690, 140, `\5.000`),
		word(20, 180, "2026年11月20日"), word(240, 180, "利用"), word(270, 180, "(注文番号:"), word(350, 180, "250-1234567-7654321)"), word(690, 180, "-¥1,980"),
	}
}

func drawnPNG(t testing.TB) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 800, 300))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func picked(all []intake.Reading) map[string]string {
	out := map[string]string{}
	for _, r := range all {
		out[r.Name()] = r.Value
		if len(r.Others) > 0 {
			out[r.Name()] += " or " + strings.Join(r.Others, " or ")
		}
		if !r.Certain {
			out[r.Name()] += "?"
		}
		if r.Open {
			out[r.Name()] += " open"
		}
	}
	return out
}

// What is read in a picture is shown, and counts as far as a person has confirmed
// it.
func TestPictureRead(t *testing.T) {
	card := assess.Card{Last4: "7Q2M", Amount: yen(t, "5000")}
	five, day := yen(t, "5000"), time.Date(2026, 11, 21, 15, 0, 0, 0, time.UTC)
	full := assess.Card{Last4: "7Q2M", Amount: five}
	sure := map[string]string{"kind": "history", "state": "row_claimed", "date": "2026-11-22", "last4": "7Q2M", "amount": "5000 JPY", "clock": "14:05"}
	open := map[string]string{"kind": "history open", "state": "row_claimed open", "date": "2026-11-22 open", "last4": "7Q2M open", "amount": "5000 JPY open",
		"clock": "14:05"}
	with := func(m map[string]string, more ...string) map[string]string {
		out := map[string]string{}
		for k, v := range m {
			out[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			out[more[i]] = more[i+1]
		}
		return out
	}
	tests := map[string]struct {
		four, again string
		confirm     intake.Confirm
		readings    map[string]string
		card        assess.Card
		at          time.Time
		note        assess.NoteID
	}{
		"nobody looked":    {"7Q2M", "XXXX-XXXXXX-7Q2M", intake.Confirm{}, open, full, day, assess.ReadingOpen},
		"certain is taken": {"7Q2M", "XXXX-XXXXXX-7Q2M", intake.Confirm{Certain: true}, sure, full, day, assess.ReadFromPicture},
		"two looks differ": {"702M", "XXXX-XXXXXX-7Q2M", intake.Confirm{Certain: true}, with(sure, "last4", "7Q2M or 702M or 7QZM? open"), full, day,
			assess.ReadingOpen},
		"only an alike code": {"702M", "XXXX-XXXXXX-702M", intake.Confirm{}, with(open, "last4", "7Q2M or 702M or 7QZM? open"), full, day, assess.ReadingOpen},
		"one of two confirmed": {"702M", "XXXX-XXXXXX-7Q2M", intake.Confirm{Certain: true, Values: map[string]string{"last4": "7q2m"}},
			with(sure, "last4", "7Q2M or 702M or 7QZM?"), full, day, assess.ReadFromPicture},
		"the other confirmed": {"702M", "XXXX-XXXXXX-7Q2M", intake.Confirm{Certain: true, Values: map[string]string{"last4": "702M"}},
			with(sure, "last4", "7Q2M or 702M or 7QZM?"), assess.Card{Last4: "702M", Amount: five}, day, assess.ReadFromPicture},
		"corrected": {"7Q2M", "XXXX-XXXXXX-7Q2M", intake.Confirm{Certain: true, Values: map[string]string{"date": "2026-11-23", "amount": "￥5,000"}},
			sure, full, day.AddDate(0, 0, 1), assess.ReadingCorrected},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", card)
			o.Eyes = fakeEyes{words: historyWords(tt.four), again: map[string]string{"XXXX-XXXXXX-" + tt.four + ")": tt.again}}
			o.Confirm = tt.confirm
			in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %+v, %v", in, err)
			}
			if diff := cmp.Diff(tt.readings, picked(in.Readings)); diff != "" {
				t.Error(diff)
			}
			e := in.Evidence[0]
			if e.Kind != assess.History || e.Says != brand.RowClaimed || e.Card != tt.card || !e.At.Equal(tt.at) || e.Grade != assess.Unverified {
				t.Errorf("evidence = %+v", e)
			}
			if _, ok := notes(e)[tt.note]; !ok || len(notes(e)) != 2 {
				t.Errorf("notes = %v, want %s and the clock", notes(e), tt.note)
			}
		})
	}
}

func yen(t testing.TB, amount string) unspent.Money {
	t.Helper()
	cur, err := unspent.ParseCurrency("JPY")
	if err != nil {
		t.Fatal(err)
	}
	m, err := unspent.ParseMoney(amount, cur)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A mail in a picture is one whatever it was brought as: what nobody can read as
// that is read as a mail that is told.
func TestPictureOfMail(t *testing.T) {
	lines := []string{"件名: お送りいただいたAmazonギフトカードが登録されました（開封通知）", "差出人: Amazon.co.jp <do-not-reply@amazon.co.jp>", "宛先: hanako@example.jp",
		"お送りしたAmazonギフトカードは、受取人のアカウントに登録されました。", "金額：￥5,000", "注文番号：250-1234567-7654321"}
	var words []sight.Word
	for i, line := range lines {
		words = append(words, word(20, 40*(i+1), line))
	}
	for _, kind := range []assess.Kind{"", assess.Mail, assess.Message, assess.Balance} {
		o := options(t, "amazon-jp", assess.Card{Order: "250-1234567-7654321"})
		o.Eyes, o.Kind = fakeEyes{words: words}, kind
		in, err := intake.Read(t.Context(), "", drawnPNG(t), o)
		if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Kind != assess.Mail || in.Evidence[0].Says != brand.MailOpened {
			t.Errorf("brought as %q: %v, %v", kind, told(in), err)
			continue
		}
		if _, differs := notes(in.Evidence[0])[assess.KindDiffers]; differs != (kind != "" && kind != assess.Mail) {
			t.Errorf("brought as %q: %v", kind, in.Evidence[0].Notes)
		}
	}
}

// A code in a picture is blacked out in the copy that is kept, and cut in its
// text.
func TestPictureKept(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{})
	code := sight.Word{Text: "AB3D-9FGH2K-7Q2M", Box: image.Rect(100, 100, 300, 120), Score: 90}
	o.Eyes, o.Keep = fakeEyes{words: []sight.Word{word(20, 60, "ギフト券番号"), code, word(20, 200, "ありがとうございます")}}, true
	in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
	if err != nil || len(in.Kept) != 1 {
		t.Fatalf("Read = %+v, %v", in, err)
	}
	if strings.Contains(in.Text, "9FGH2K") || !strings.Contains(in.Text, "-7Q2M") {
		t.Errorf("text = %q", in.Text)
	}
	m, err := png.Decode(bytes.NewReader(in.Kept[0]))
	if err != nil {
		t.Fatal(err)
	}
	for y := 95; y < 125; y++ {
		for x := 95; x < 305; x++ {
			inside := image.Pt(x, y).In(code.Box)
			if c := color.GrayModel.Convert(m.At(x, y)).(color.Gray); inside && c.Y != 0 {
				t.Fatalf("pixel %d, %d of the code is %v", x, y, c)
			}
		}
	}
	o.Keep, o.Copies = false, true
	shown, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
	if err != nil || len(shown.Copies) != 1 || len(shown.Kept) != 0 {
		t.Fatalf("%d copies, %d kept, %v", len(shown.Copies), len(shown.Kept), err)
	}
	small, err := jpeg.Decode(bytes.NewReader(shown.Copies[0].JPEG))
	if err != nil || small.Bounds().Dx() != 720 {
		t.Fatalf("the copy is %v, %v", small.Bounds(), err)
	}
	if c := color.GrayModel.Convert(small.At(180, 99)).(color.Gray); c.Y > 16 {
		t.Errorf("the code is to be seen in the copy that is shown: %v", c)
	}
	if _, ok := notes(in.Evidence[0])[assess.CodeRedacted]; in.Evidence[0].Kind != assess.Picture && !ok {
		t.Errorf("notes = %v", in.Evidence[0].Notes)
	}
	if c := color.GrayModel.Convert(m.At(30, 210)).(color.Gray); c.Y != 255 {
		t.Errorf("what is no code is blacked out too: %v", c)
	}
}

// A copy says where addresses of mail and order numbers stand, for whoever shows it to
// somebody else; the end of a code and an amount are no such thing.
func TestPicturePrivate(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{})
	o.Copies = true
	private := []sight.Word{word(20, 60, "tanaka@example.jp"), word(20, 100, "249-1234567-7654321"), word(20, 140, "D01-1234567-7654321"),
		word(20, 180, "taro®example.co.jp")}
	if p, ok := brand.Builtin().Find("apple-jp"); ok { // whose orders are of another shape
		apple := o
		apple.Brand, apple.Eyes = p, fakeEyes{words: []sight.Word{word(20, 60, "W1234567890"), word(20, 100, "￥5,000")}}
		in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), apple)
		if err != nil || len(in.Copies) != 1 || len(in.Copies[0].Private) != 1 {
			t.Errorf("of an order of Apple: %+v, %v", in.Copies, err)
		}
	}
	o.Eyes = fakeEyes{words: append(private, word(20, 220, "xxxx-xxxxxx-7Q2M"), word(20, 260, "￥5,000"), word(20, 300, "Amazon.co.jp"))}
	in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
	if err != nil || len(in.Copies) != 1 {
		t.Fatalf("Read = %+v, %v", in, err)
	}
	got := in.Copies[0].Private
	if len(got) != len(private) {
		t.Fatalf("private: %v", got)
	}
	for i, w := range private {
		if !w.Box.In(got[i]) {
			t.Errorf("%s is not covered by %v", w.Text, got[i])
		}
	}
}

// What may be a code is black in every picture that shows it: pictures that overlap
// are joined, and what both show stands once in the text.
func TestSuspectedInEveryPicture(t *testing.T) {
	for _, text := range []string{"A3B D9FGH 2K7Q2", "AB3D9FGH2K7Q2", "AB3D9FG.H2K7Q2", "AB3D§9FGH2K7Q2", "AB3D-9FGH2K-7Q2M"} {
		o := options(t, "amazon-jp", assess.Card{})
		box := image.Rect(100, 100, 300, 120)
		o.Eyes, o.Keep = fakeEyes{words: []sight.Word{word(20, 60, "ギフト券番号"), {Text: text, Box: box, Score: 90}, word(20, 200, "ありがとうございます")}}, true
		in, err := intake.ReadShots(t.Context(), []intake.Shot{{Name: "1.png", Content: drawnPNG(t)}, {Name: "2.png", Content: drawnPNG(t)}}, o)
		if err != nil || len(in.Kept) != 2 {
			t.Fatalf("%s: %d kept, %v", text, len(in.Kept), err)
		}
		for i, kept := range in.Kept {
			m, err := png.Decode(bytes.NewReader(kept))
			if err != nil {
				t.Fatal(err)
			}
			if c := color.GrayModel.Convert(m.At(200, 110)).(color.Gray); c.Y != 0 {
				t.Errorf("%s is to be seen in picture %d", text, i+1)
			}
		}
	}
}

// Where nothing reads pictures a person types in what one shows.
func TestPictureTyped(t *testing.T) {
	values := map[string]string{"state": "row_claimed", "date": "2026-11-22", "last4": "7Q2M", "amount": "5000"}
	none := unspent.Errorf(unspent.Unavailable, "nothing is installed")
	for name, eyes := range map[string]intake.Eyes{"no eyes": nil, "nothing installed": fakeEyes{err: none}, "nothing read": fakeEyes{}} {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
			o.Eyes = eyes
			in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil || len(in.Evidence) != 1 || in.Evidence[0].Kind != assess.Picture {
				t.Fatalf("Read = %+v, %v", in, err)
			}
			if _, unread := notes(in.Evidence[0])[assess.PicturesUnread]; unread != (name != "nothing read") {
				t.Errorf("notes = %v", in.Evidence[0].Notes)
			}
			o.Confirm.Values = values
			in, err = intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %+v, %v", in, err)
			}
			e := in.Evidence[0]
			if e.Kind != assess.History || e.Says != brand.RowClaimed || e.Card.Last4 != "7Q2M" || e.Card.Amount != yen(t, "5000") || e.At.IsZero() {
				t.Errorf("evidence = %+v", e)
			}
			if _, ok := notes(e)[assess.ReadingCorrected]; !ok {
				t.Errorf("what was typed in is not noted as such: %v", e.Notes)
			}
		})
	}
}

func TestConfirmRefused(t *testing.T) {
	for name, values := range map[string]map[string]string{
		"no such field": {"colour": "red"}, "no such state": {"state": "mail_opened"}, "no such kind": {"kind": "mail", "state": "row_claimed"},
		"no date": {"date": "yesterday"}, "no amount": {"amount": "much"}, "a whole code": {"last4": "AB3D9FGH2K7Q2M"},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
			o.Eyes, o.Confirm.Values = fakeEyes{words: historyWords("7Q2M")}, values
			if _, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o); !errors.Is(err, unspent.Invalid) || strings.Contains(err.Error(), "9FGH2K") {
				t.Errorf("Read = %v, want invalid", err)
			}
		})
	}
}

// A picture of a format that is not decoded is kept, and says how to bring it.
func TestPictureFormat(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{})
	o.Eyes = fakeEyes{}
	for _, kind := range []string{"heic", "avif"} {
		in, err := intake.Read(t.Context(), "x", []byte("\x00\x00\x00\x18ftyp"+kind+"\x00\x00\x00\x00"), o)
		if err != nil || len(in.Evidence) != 1 || notes(in.Evidence[0])[assess.PictureFormat] != kind {
			t.Errorf("%s: %+v, %v", kind, in.Evidence, err)
		}
	}
}
