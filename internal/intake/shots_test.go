package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"image"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/sight"
)

// scrolling are eyes that see one more sheet at each look.
type scrolling struct {
	fakeEyes
	sheets [][]sight.Word
	looks  int
}

func (e *scrolling) Look(_ context.Context, m image.Image) (sight.Sheet, error) {
	e.looks++
	return sight.Sheet{Size: m.Bounds().Size(), Words: e.sheets[e.looks-1]}, nil
}

// Several pictures of one page are one page, and the row that two of them show is
// one row.
func TestReadShots(t *testing.T) {
	words := historyWords("7Q2M")
	second := []sight.Word{word(20, 10, "14:06"), word(700, 10, "82%")}
	for _, w := range words[6:] { // both rows, and one more
		second = append(second, sight.Word{Text: w.Text, Box: w.Box.Sub(image.Pt(0, 80)), Score: w.Score})
	}
	second = append(second, word(20, 140, "2026年11月3日"), word(240, 140, "利用"), word(690, 140, "-¥300"))
	o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M", Amount: yen(t, "5000")})
	o.Eyes = &scrolling{sheets: [][]sight.Word{words, second}}
	o.Keep = true
	shots := []intake.Shot{{Name: "1.png", Content: drawnPNG(t)}, {Name: "2.png", Content: drawnPNG(t)}}
	in, err := intake.ReadShots(t.Context(), shots, o)
	if err != nil || len(in.Evidence) != 1 || len(in.Kept) != 2 || len(in.Rows) != 3 {
		t.Fatalf("ReadShots = %+v, %v", in, err)
	}
	for name, shots := range map[string][]intake.Shot{"none": nil, "no picture": {shots[0], {Name: "x.html", Content: []byte("<p>")}},
		"too many": make([]intake.Shot, 13)} {
		if _, err := intake.ReadShots(t.Context(), shots, o); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

// The case's fresh word is looked for in every picture.
func TestPictureChallenge(t *testing.T) {
	for name, tt := range map[string]struct {
		words []sight.Word
		want  assess.NoteID
	}{
		"shown":           {append(historyWords("7Q2M"), word(300, 250, "ひまわり"), word(350, 250, "27")), assess.ChallengeShown},
		"not shown":       {historyWords("7Q2M"), assess.ChallengeMissing},
		"of another case": {append(historyWords("7Q2M"), word(300, 250, "ひまわり28")), assess.ChallengeMissing},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
			o.Eyes, o.Challenge = fakeEyes{words: tt.words}, "ひまわり27"
			in, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := notes(in.Evidence[0])[tt.want]; !ok {
				t.Errorf("notes = %v, want %s", in.Evidence[0].Notes, tt.want)
			}
		})
	}
}

// It is looked for in texts and pages too; in an archive in each file by itself. That it is
// not there says nothing of what has no room for it.
func TestTextChallenge(t *testing.T) {
	history := "日付 利用内容 金額\n2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-7Q2M) ¥ 5,000\n"
	for name, tt := range map[string]struct {
		file, content string
		want          bool
	}{
		"text":           {"x.txt", history + "kanemu ra", true},
		"a page":         {"x.html", "<!doctype html><title>x</title><table><tr><td>2026年11月2日</td><td>登録 (ギフト券番号: xxxx-xxxxxx-7Q2M)</td><td>¥ 5,000</td></tr></table><p>KANE<b>MURA</b>", true},
		"not there":      {"x.txt", history, false},
		"in an address":  {"x.html", "<!doctype html><title>x</title><p>2026年11月2日 登録 (ギフト券番号: xxxx-xxxxxx-7Q2M) ¥ 5,000<a href='/KANEMURA'>x</a>", false},
		"of another one": {"x.txt", history + "KANEMURE", false},
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
			o.Challenge = "KANEMURA"
			in, err := intake.Read(t.Context(), tt.file, []byte(tt.content), o)
			if err != nil {
				t.Fatal(err)
			}
			all := notes(in.Evidence[0])
			_, shown := all[assess.ChallengeShown]
			if _, missing := all[assess.ChallengeMissing]; shown != tt.want || missing {
				t.Errorf("notes = %v, want shown %t", in.Evidence[0].Notes, tt.want)
			}
		})
	}
}

// Who has no turn is told so, and nothing was decoded.
func TestPictureBusy(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{})
	o.Eyes = crowded{}
	if _, err := intake.Read(t.Context(), "x.png", drawnPNG(t), o); !errors.Is(err, unspent.Busy) {
		t.Errorf("Read = %v, want busy", err)
	}
}

type crowded struct{ fakeEyes }

func (crowded) Turn(context.Context) (func(), error) {
	return nil, unspent.Errorf(unspent.Busy, "too many")
}

// What is confirmed of a picture within an archive is told by where it stands
// among all that the archive has, and so is what was read.
func TestPicturesInArchive(t *testing.T) {
	o := options(t, "amazon-jp", assess.Card{Last4: "7Q2M"})
	o.Eyes = fakeEyes{words: historyWords("7Q2M")}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, file := range [][2]string{{"a.png", string(drawnPNG(t))}, {"b.txt", "おれい状"}, {"c.png", string(drawnPNG(t))}} {
		f, err := w.Create(file[0])
		if err == nil {
			_, err = f.Write([]byte(file[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	archive := b.Bytes()
	first, err := intake.Read(t.Context(), "x.zip", archive, o)
	if err != nil || len(first.Evidence) != 3 {
		t.Fatalf("Read = %+v, %v", first.Evidence, err)
	}
	names := map[string]int{}
	for _, r := range first.Readings {
		if r.Evidence >= 0 {
			names[r.Name()] = r.Evidence
		}
	}
	if names["last4"] != 0 || names["last4-3"] != 2 {
		t.Errorf("the readings are called %v", names)
	}
	o.Confirm = intake.Confirm{Values: map[string]string{"last4-3": "B7KD"}}
	second, err := intake.Read(t.Context(), "x.zip", archive, o)
	if err != nil || second.Evidence[0].Card.Last4 != "7Q2M" || second.Evidence[2].Card.Last4 != "B7KD" {
		t.Errorf("what is said of the second picture goes to %+v, %v", second.Evidence, err)
	}
}
