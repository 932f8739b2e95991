package keep_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keep"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/memory"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// The files of the database have neither a secret nor a word of what is kept, and no box
// that was deleted.
func TestFilesTellNothing(t *testing.T) {
	dir := t.TempDir()
	db, err := sqlite.Open(filepath.Join(dir, "unspent.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := newShelf(db, 11)
	link, a := s.asked(t)
	if _, err := s.Deposit(t.Context(), a.Link, deposit(s, "form-marker")); err != nil {
		t.Fatal(err)
	}
	caseID, requestID := keep.Places(link, a.Link)
	words := []string{"secret-taro", "250-1234567", "amazon-jp", "7Q2M", "Hanako", "Is it still good", "what the asker has", "what the giver has",
		"asker's picture", "giver's picture", "file-1.png", "form-marker", "form-1", "giver-order-page", a.Word, "answered"}
	for _, secret := range []unspent.Secret{link.Secret, a.Link.Secret} {
		digest := secret.Digest()
		words = append(words, secret.Reveal(), strings.ToLower(secret.Reveal()), secret.Reveal()[:12], string(digest[:]), fmt.Sprintf("%x", digest[:]))
	}
	has := func(what string) (where []string) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(text, []byte(what)) {
				where = append(where, name)
			}
		}
		return where
	}
	for _, word := range words {
		if where := has(word); len(where) > 0 {
			t.Errorf("%q stands in %v", word, where)
		}
	}
	if len(has(caseID)) == 0 || len(has(requestID)) == 0 {
		t.Fatal("the search does not find what is there")
	}
	var box []byte
	if all, _ := s.documents(t); len(all) == 2 {
		box = all[0].Body[100:200]
	}
	if err := s.Delete(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, what := range []string{caseID, requestID, string(box)} {
		if where := has(what); len(where) > 0 || what == "" {
			t.Errorf("%q is left in %v", what, where)
		}
	}
}

// edit changes a document in the store.
func (s *shelf) edit(t *testing.T, d store.Document) {
	t.Helper()
	if err := s.store.Update(t.Context(), func(tx store.Tx) error { return tx.PutDocument(t.Context(), d) }); err != nil {
		t.Fatal(err)
	}
}

func boxOf(t *testing.T, d store.Document) []byte {
	t.Helper()
	var body struct{ Box []byte }
	if err := json.Unmarshal(d.Body, &body); err != nil {
		t.Fatal(err)
	}
	return body.Box
}

func withBox(d store.Document, box []byte) store.Document {
	d.Body, _ = json.Marshal(map[string][]byte{"box": box})
	return d
}

// A box in which one bit is another, or which is another one's, does not open; neither
// does one of a later program.
func TestChangedBoxes(t *testing.T) {
	s := newShelf(memory.New(), 12)
	link, a := s.asked(t)
	other, b := s.asked(t)
	all, _ := s.documents(t)
	caseID, requestID := keep.Places(link, a.Link)
	otherID, otherRequest := keep.Places(other, b.Link)
	byID := map[string]store.Document{}
	for _, d := range all {
		byID[d.ID] = d
	}
	refused := func(what string) {
		t.Helper()
		_, err := s.Open(t.Context(), link)
		fails(t, what+": open", err, unspent.Internal, "")
		_, err = s.Look(t.Context(), a.Link)
		fails(t, what+": look", err, unspent.Internal, "")
	}
	change := func(how func(box []byte) []byte) {
		for _, id := range []string{caseID, requestID} {
			s.edit(t, withBox(byID[id], how(bytes.Clone(boxOf(t, byID[id])))))
		}
	}
	for _, at := range []int{0, 11, 12, 16, 2000, 4096 + 12 + 15} {
		change(func(box []byte) []byte { box[at] ^= 1; return box })
		refused(fmt.Sprint("byte ", at))
	}
	for _, n := range []int{0, 1, 11, 12, 27, 28, 4000} {
		change(func(box []byte) []byte { return box[:n] })
		refused(fmt.Sprint("cut to ", n))
	}
	for id, from := range map[string]string{caseID: otherID, requestID: otherRequest} {
		s.edit(t, withBox(byID[id], boxOf(t, byID[from])))
	}
	refused("another's box")
	for _, id := range []string{caseID, requestID} {
		later := byID[id]
		later.Body = append([]byte(`{"v":2,`), later.Body[1:]...)
		s.edit(t, later)
	}
	refused("a later version")

	s.edit(t, byID[caseID])
	_, err := s.Open(t.Context(), link)
	fails(t, "a case with a damaged request", err, unspent.Internal, "")
	if err := s.Delete(t.Context(), link); err != nil { // all the same
		t.Error(err)
	}
	s.gone(t, link, a.Link)
	if _, err := s.Open(t.Context(), other); err != nil {
		t.Error(err)
	}
}

// Neither kind of link opens what is the other's, and no link opens everything.
func TestLinksOfOtherKinds(t *testing.T) {
	s := newShelf(memory.New(), 13)
	link, a := s.asked(t)
	_, err := s.Open(t.Context(), keep.CaseLink(a.Link))
	fails(t, "a request's secret as a case's", err, unspent.NotFound, "keep.gone")
	_, err = s.Look(t.Context(), keep.RequestLink(link))
	fails(t, "a case's secret as a request's", err, unspent.NotFound, "keep.gone")
	_, err = s.Open(t.Context(), keep.CaseLink{})
	fails(t, "no link", err, unspent.Invalid, "keep.noLink")
	_, err = s.Look(t.Context(), keep.RequestLink{})
	fails(t, "no link", err, unspent.Invalid, "keep.noLink")
	if c, r := keep.Places(link, keep.RequestLink(link)); c == r {
		t.Error("one secret gives one id for both kinds")
	}
	unknown, err := s.Draw()
	if err != nil {
		t.Fatal(err)
	}
	s.gone(t, unknown)
}

// What is sealed is of few sizes.
func TestSizes(t *testing.T) {
	s := newShelf(memory.New(), 14)
	sizes := map[int]bool{}
	for _, n := range []int{0, 100, 2000, 3000, 10_000, 30_000, 150_000, 600_000, 1_500_000} {
		in := content(s)
		in.Copies[0].JPEG = make([]byte, n)
		link, err := s.Draw()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Save(t.Context(), link, 0, in); err != nil {
			t.Fatal(err)
		}
		all, _ := s.documents(t)
		sizes[len(boxOf(t, all[0]))-12-16] = true
		if err := s.Delete(t.Context(), link); err != nil {
			t.Fatal(err)
		}
	}
	for size := range sizes {
		if size != 4<<10 && size != 16<<10 && size != 64<<10 && size != 256<<10 && size != 1<<20 && size != keep.MaxSealed {
			t.Errorf("a box of %d bytes", size)
		}
	}
	if len(sizes) != 6 {
		t.Errorf("sizes %v", sizes)
	}
}

// A link is printed, logged and marshalled nowhere.
func TestLinksAreNotPrinted(t *testing.T) {
	s := newShelf(memory.New(), 15)
	link, a := s.asked(t)
	k, err := s.Open(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, v := range []any{link, &link, a.Link, a, k, struct{ l keep.CaseLink }{link}, []any{map[string]keep.RequestLink{"x": a.Link}}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&b, verb, v)
		}
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "v", v)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "v", v)
	}
	for _, v := range []any{link, a.Link, a, k} {
		if text, err := json.Marshal(v); err == nil {
			t.Errorf("%T is marshalled: %s", v, text)
		}
	}
	_, err = keep.ParseCaseLink(link.Reveal() + "0")
	fmt.Fprint(&b, err)
	for _, secret := range []string{link.Reveal(), a.Link.Reveal()} {
		if strings.Contains(b.String(), secret) || strings.Contains(b.String(), secret[:10]) || strings.Contains(b.String(), fmt.Sprintf("%x", secret)) {
			t.Error("a secret is printed")
		}
	}
}

func TestParseLink(t *testing.T) {
	const secret = "0123456789ABCDEFGHJKMNPQRS"
	for text, ok := range map[string]bool{
		secret: true, strings.ToLower(secret): true, "https://cards.example/k#" + secret: true, " https://cards.example/k# " + secret + "\n": true,
		"０１２３４５６７８９ABCDEFGHJKMNPQRS": true, "01234-56789-ABCDE-FGHJK-MNPQR-S": true, "O123456789ABCDEFGHJKMNPQRS": true, "＃" + secret: true,
		"": false, "#": false, secret[1:]: false, secret + "0": false, "https://cards.example/k": false, secret + "#": false, "U" + secret[1:]: false,
	} {
		c, err := keep.ParseCaseLink(text)
		r, other := keep.ParseRequestLink(text)
		if ok && (err != nil || other != nil || c.Reveal() != secret || r.Reveal() != secret) || !ok && (err == nil || other == nil || !c.IsZero()) {
			t.Errorf("%q: %v, %v", text, err, other)
		}
		if !ok {
			fails(t, text, err, unspent.Invalid, "keep.noLink")
		}
	}
}

func FuzzParseLink(f *testing.F) {
	f.Add("https://cards.example/k#0123456789ABCDEFGHJKMNPQRS")
	f.Add("＃０１２３４５６７８９abcdefghjkmnpqrs")
	f.Add("##")
	f.Fuzz(func(t *testing.T, text string) {
		link, err := keep.ParseCaseLink(text)
		if err != nil {
			if !link.IsZero() || len(text) > 20 && strings.Contains(err.Error(), text) {
				t.Errorf("ParseCaseLink(%q) = %q, %v", text, link.Reveal(), err)
			}
			return
		}
		if again, err := keep.ParseCaseLink(link.Reveal()); err != nil || again.Reveal() != link.Reveal() || len(link.Reveal()) != 26 {
			t.Errorf("%q is read as %q, and that as %q, %v", text, link.Reveal(), again.Reveal(), err)
		}
	})
}
