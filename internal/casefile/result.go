package casefile

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/texts"
	"github.com/unspent-dev/unspent/internal/unpack"
	"github.com/unspent-dev/unspent/proof"
)

// Deps are what [Assess] works with.
type Deps struct {
	Brands    brand.Catalogue
	Keys      intake.Keys    // where the keys of mails come from; nil: nowhere
	Receipts  proof.Keys     // whose receipts of unspent books count
	Papers    *unpack.Papers // read PDFs; nil: they are refused
	Now       func() time.Time
	Open      func(name string) (io.ReadCloser, error) // a file of the case; [Folder] has one for folders
	Modified  func(name string) time.Time              // when a file of the case was last written; zero or nil: not known. [Modified] has one for folders
	Used      func(messageID [32]byte) bool            // whether another case has brought this mail; nil: no
	SeenLook  func(Look) (where string, seen bool)     // whether another case has brought the same picture, or nearly the same, and which; nil: no
	Eyes      intake.Eyes                              // read the text of pictures; nil: nobody does
	Accept    bool                                     // take what was read in pictures with certainty as confirmed
	Limit     int64                                    // bytes of all files; 0: MaxFiles
	Strict    bool                                     // refuse a case of which a file cannot be read
	Copies    bool                                     // make small copies of pictures without codes, to be shown beside what was read
	Originals bool                                     // keep what the files hold, of pictures copies without codes, for a bundle that has originals
}

// Result is a verdict and all that led to it.
type Result struct {
	Input    Input // without codes
	At       time.Time
	Brand    *brand.Profile
	Evidence []assess.Evidence
	Sources  []Source // what was brought, in the order of the input
	Verdict  assess.Verdict
	Faults   []Fault // files that could not be read
	Timeline []Moment
}

// Source is one item of the input, as it was read.
type Source struct {
	Name     string   // of the file; "" for what a person states
	Evidence []string // ids
	Media    string
	SHA256   [32]byte // of the original bytes
	Size     int64
	Text     string // with codes cut
	Rows     []string
	Keys     []intake.KeyRecord
	Message  [32]byte // hash of the Message-ID of a mail
	Look     uint64   // perceptual hash of a picture; zero: there is none
	Readings []intake.Reading
	Members  []Source      // the files of an archive, whose evidence, keys and rows this has as well
	Kept     [][32]byte    // digests of kept, if that is not the file itself
	Copies   []intake.Copy // only if Deps ask for copies: of each picture a small JPEG without codes
	pieces   int           // of evidence that a file of an archive gave
	kept     [][]byte      // only if Deps ask for originals: the file, or copies of pictures without codes
}

// keep remembers what may be kept of a file.
func (s *Source) keep(kept ...[]byte) {
	s.kept = kept
	for _, k := range kept {
		if sum := sha256.Sum256(k); sum != s.SHA256 {
			s.Kept = append(s.Kept, sum)
		}
	}
}

// Unkept returns the names of files of which no bundle has an original, though the
// case was asked to keep them: nobody could look for all codes in them.
func (r Result) Unkept() (names []string) {
	for _, s := range r.Sources {
		if s.Name != "" && s.SHA256 != ([32]byte{}) && len(s.kept) == 0 {
			names = append(names, s.Name)
		}
	}
	return names
}

// messages returns the mails that a source is, or has.
func (s Source) messages() (all [][32]byte) {
	for _, m := range append([]Source{s}, s.Members...) {
		if m.Message != ([32]byte{}) {
			all = append(all, m.Message)
		}
	}
	return all
}

// Folder opens the files of a case's folder: regular files only, and none
// outside of it, whatever links there are.
func Folder(root *os.Root) func(name string) (io.ReadCloser, error) {
	return func(name string) (io.ReadCloser, error) {
		stat, err := root.Stat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, unpack.Refused(unspent.NotFound, "not_there")
		case err != nil:
			return nil, unpack.Refused(unspent.Invalid, "not_opened")
		case !stat.Mode().IsRegular():
			return nil, unpack.Refused(unspent.Invalid, "no_file")
		case stat.Size() > maxFile:
			return nil, tooLarge()
		}
		f, err := root.Open(name)
		if err != nil {
			return nil, unpack.Refused(unspent.Invalid, "not_opened")
		}
		return f, nil
	}
}

// Modified tells when the files of the case's folder were last written: the
// best guess of when a page was saved, if nobody says.
func Modified(root *os.Root) func(name string) time.Time {
	return func(name string) time.Time {
		stat, err := root.Stat(name)
		if err != nil || !stat.Mode().IsRegular() || stat.ModTime().Year() < 1990 { // as in a folder that was unpacked without times
			return time.Time{}
		}
		return stat.ModTime().UTC().Truncate(time.Second)
	}
}

// Assess reads the evidence of in and judges it. A file that cannot be read
// becomes a fault of the result; an error is about the case itself: an unknown
// brand, a whole code in a field, too much evidence, or an ended context.
func Assess(ctx context.Context, in Input, d Deps) (Result, error) {
	if err := in.Check(); err != nil {
		return Result{}, err
	}
	p, ok := d.Brands.Find(in.Brand)
	if !ok {
		return Result{}, refuse(nil, unspent.NotFound, "", "case.noBrand", "Brand", in.Brand)
	}
	if err := in.fits(p, d.Now()); err != nil {
		return Result{}, err
	}
	in, err := withoutCodes(in, d.Brands)
	if err != nil {
		return Result{}, err
	}
	a := assessing{Result{Input: in, At: d.Now().UTC().Truncate(time.Microsecond), Brand: p}, d, cmp.Or(d.Limit, MaxFiles)}
	for i, item := range in.Evidence {
		item.Seen = a.seen(item)
		in.Evidence[i].Seen = item.Seen
		src, all, err := a.read(ctx, item)
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		if err == nil && item.Seen.IsZero() && a.d.Modified != nil && dated(item) && src.Media != "mail" && src.Media != "receipt" {
			all, err = nil, unpack.Refused(unspent.Invalid, "not_dated")
		}
		if err == nil && len(a.Evidence)+len(all) > MaxPieces {
			all, err = nil, unpack.Over("MaxPieces", MaxPieces)
		}
		if err != nil {
			fault := faultOf(item.File, err)
			if d.Strict {
				return Result{}, fault
			}
			a.Faults = append(a.Faults, fault)
		}
		a.add(src, all)
	}
	if d.SeenLook != nil {
		a.seenBefore(d.SeenLook)
	}
	a.judge()
	return a.Result, nil
}

// add adds a source and what it says. The evidence of an archive is that of its
// files, one after the other.
func (a *assessing) add(src Source, all []assess.Evidence) {
	for _, e := range all {
		e.ID = pieceID(len(a.Evidence) + 1)
		src.Evidence = append(src.Evidence, e.ID)
		a.Evidence = append(a.Evidence, e)
	}
	from := 0
	for i := range src.Members {
		m := &src.Members[i]
		until := min(from+m.pieces, len(src.Evidence))
		m.Evidence = src.Evidence[from:until:until]
		from = until
	}
	a.Sources = append(a.Sources, src)
}

// seen returns when a file was captured: as it was told, otherwise when it was
// last written. A mail has its own time, and counts as brought in now.
func (a *assessing) seen(i Item) time.Time {
	if !i.Seen.IsZero() || !dated(i) || a.d.Modified == nil {
		return i.Seen
	}
	at := a.d.Modified(i.File)
	if at.After(a.At) {
		return a.At
	}
	return at
}

// dated reports whether i is a file that has no time of its own.
func dated(i Item) bool {
	return i.File != "" && i.Kind != assess.Mail && i.Kind != assess.Book && !strings.EqualFold(path.Ext(i.File), ".eml")
}

// pieceID is the id of the n-th piece of evidence.
func pieceID(n int) string { return "e" + strconv.Itoa(n) }

// judge fills in what follows from the evidence.
func (r *Result) judge() {
	r.Verdict = assess.Judge(r.Input.Case, r.Evidence, r.Brand, r.At)
	r.Timeline = timeline(*r)
}

type assessing struct {
	Result
	d    Deps
	left int64 // bytes that files may still have
}

func faultOf(name string, err error) Fault {
	f := Fault{File: name, Reason: unspent.ReasonOf(err), Text: brand.Text{JA: "読み取れません", EN: "it cannot be read"}}
	if e, ok := errors.AsType[*unspent.Error](err); ok {
		f.Text = brand.Text{JA: "読み取れません（" + e.Detail + "）", EN: e.Detail}
		if said, ok := texts.Faults(e.Faults); ok {
			f.Text = said
		}
	}
	if refusal, ok := unpack.RefusalOf(err); ok {
		f.ID, f.Text = refusal.ID, refusal.Text
	}
	f.Detail = f.Text.EN
	return f
}

// read returns what one item says. Its source is returned beside an error too.
func (a *assessing) read(ctx context.Context, i Item) (Source, []assess.Evidence, error) {
	told := i.Seen
	if i.Seen.IsZero() {
		i.Seen = a.At
	}
	if i.File == "" {
		return Source{}, []assess.Evidence{a.statement(i, told)}, nil
	}
	src := Source{Name: i.File}
	content, shots, err := a.loadAll(i)
	if err != nil {
		return src, nil, err
	}
	src.SHA256, src.Size = sha256.Sum256(content), int64(len(content))
	if i.Kind == assess.Book || i.Kind == "" && looksLikeReceipt(content) {
		e, err := receipt(content, i, a.d.Receipts, a.At)
		src.Media = "receipt"
		if err != nil {
			return src, nil, err
		}
		if a.d.Originals {
			src.keep(content)
		}
		return src, []assess.Evidence{e}, nil
	}
	got, err := intake.ReadShots(ctx, shots, intake.Options{
		Brand: a.Brand.In(a.Input.Case.Card.Amount.Currency().String()), All: a.d.Brands, Card: a.Input.Case.Card, Kind: i.Kind, Owner: i.Owner, Seen: i.Seen,
		Got: a.Input.Case.Got, Asked: a.Input.Asked, Keys: a.d.Keys, Used: a.d.Used, Papers: a.d.Papers, Eyes: a.d.Eyes, Confirm: a.confirmed(i),
		Challenge: a.Input.Case.Challenge,
		Keep:      a.d.Originals, Copies: a.d.Copies,
	})
	if err != nil {
		return src, nil, err
	}
	src.keep(got.Kept...)
	src.Copies = got.Copies
	src.Media, src.Keys, src.Rows, src.Message = got.Media, got.Keys, got.Rows, got.Message
	src.Look, src.Readings = got.Look, got.Readings
	src.Text = got.Text // without codes, as intake promises
	if n := len(got.Evidence); i.Like != "" && n == 1 && got.Evidence[0].Says == brand.NothingToTell {
		got.Evidence[0] = chosen(got.Evidence[0], i.Like)
	}
	for n := range got.Evidence {
		if e := &got.Evidence[n]; e.Kind == assess.Message && e.At.IsZero() {
			e.At = told // it was on the screen when that was captured
		}
	}
	for _, p := range got.Parts {
		name := i.File + "/" + p.Name
		if p.Err != nil {
			a.Faults = append(a.Faults, faultOf(name, p.Err))
			continue
		}
		src.Members = append(src.Members, Source{Name: name, Media: p.Media, SHA256: p.SHA256, Message: p.Message, Look: p.Look, Text: p.Text,
			pieces: len(p.Evidence)})
	}
	return src, got.Evidence, nil
}

// loadAll returns what the files of an item hold: one, or several pictures of one
// page, then also as one content.
func (a *assessing) loadAll(i Item) (whole []byte, shots []intake.Shot, err error) {
	for _, name := range i.Files() {
		content, err := a.load(name)
		if err != nil {
			return nil, nil, err
		}
		shots = append(shots, intake.Shot{Name: name, Content: content})
	}
	if len(shots) == 1 {
		return shots[0].Content, shots, nil
	}
	for _, s := range shots {
		whole = append(whole, s.Content...)
	}
	return whole, shots, nil
}

// confirmed is how far what is read in an item's picture counts as confirmed.
func (a *assessing) confirmed(i Item) intake.Confirm {
	c := i.Confirm
	c.Certain = c.Certain || a.d.Accept
	return c
}

// load returns what a file holds, within what the case may still have.
func (a *assessing) load(name string) (content []byte, err error) {
	if a.d.Open == nil {
		return nil, unpack.Refused(unspent.Invalid, "no_files")
	}
	f, err := a.d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if content, err = contentOf(f); err != nil {
		return nil, err
	}
	n := int64(len(content))
	switch {
	case n > maxFile:
		return nil, tooLarge()
	case n > a.left:
		return nil, unpack.Over("MaxFiles", int(cmp.Or(a.d.Limit, MaxFiles)))
	}
	a.left -= n
	return content, nil
}

func tooLarge() error {
	return unpack.Over("maxFile", maxFile)
}

// contentOf reads a file, and one byte more than it may have.
func contentOf(f io.Reader) ([]byte, error) {
	if h, ok := f.(held); ok {
		return h.content, nil
	}
	var b bytes.Buffer
	if s, ok := f.(interface{ Stat() (fs.FileInfo, error) }); ok {
		if stat, err := s.Stat(); err == nil && stat.Size() <= maxFile {
			b.Grow(int(stat.Size()) + bytes.MinRead)
		}
	}
	_, err := b.ReadFrom(io.LimitReader(f, maxFile+1))
	return b.Bytes(), err
}

// statement is evidence of what a person states. It is about the card of the
// case, because the person says so. Seen is when they saw it, if they tell.
func (a *assessing) statement(i Item, seen time.Time) assess.Evidence {
	card := a.Input.Case.Card
	e := assess.Evidence{Kind: i.Kind, Owner: i.Owner, Says: i.Says, At: i.At, Seen: i.Seen, Grade: assess.Unverified,
		Card: assess.Card{Last4: card.Last4, Amount: card.Amount, Serial: card.Serial, Order: card.Order}}
	if e.Owner == assess.NoOwner && i.Says != brand.SaidUnused && i.Says != brand.SaidUsed {
		e.Owner = assess.Mine // the asker tells what they see
	}
	if i.Text != "" {
		e = a.told(e, i)
		if e.Shown = clip(strings.Join(strings.Fields(i.Text), " ")); e.At.IsZero() {
			e.At = seen
		}
	}
	if i.At.IsZero() && (i.Kind == assess.Seal || i.Kind == assess.Balance || i.Says == brand.NoNotice) {
		e.At = i.Seen // it was so when it was looked at
	}
	return e
}

// told adds what a message says that was typed off the screen.
func (a *assessing) told(e assess.Evidence, i Item) assess.Evidence {
	text := i.Text
	said, ok := intake.Told(a.Brand, text)
	if !ok && i.Like != "" {
		return chosen(e, i.Like)
	}
	if !ok {
		e.Says = brand.NothingToTell
		e.Notes = append(e.Notes, assess.Note{ID: assess.TemplateUnknown, Detail: clip(brand.NormaliseText(text))})
		return e
	}
	e.Says, e.Notes = said.Says, said.Notes
	if said.Kind == assess.Mail { // it is about the card that it names, whoever took it for a message
		e.Kind, e.Card, e.At = said.Kind, said.Card, cmp.Or(said.At, e.At)
		return e
	}
	if said.Card.Last4 != "" {
		e.Card.Last4 = said.Card.Last4
	}
	if !said.Card.Amount.IsZero() {
		e.Card.Amount = said.Card.Amount
	}
	if e.At.IsZero() {
		e.At = said.At
	}
	return e
}

// chosen makes e, which nobody could read, what a person says that it means.
func chosen(e assess.Evidence, like brand.Meaning) assess.Evidence {
	e.Kind, e.Says = assess.Message, like
	e.Notes = append(e.Notes, assess.Note{ID: assess.MessageChosen})
	return e
}

// clip shortens a foreign text for a note.
func clip(text string) string {
	const most = 120
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// withoutCodes refuses whole codes in the fields of a case, and cuts those in
// the messages that were typed.
func withoutCodes(in Input, all brand.Catalogue) (Input, error) {
	c := in.Case.Card
	fields := []struct{ name, text string }{
		{"card.order", c.Order}, {"card.serial", c.Serial}, {"card.recipient", c.Recipient}, {"card.giver", c.Giver},
		{"challenge", in.Case.Challenge},
	}
	for _, f := range fields {
		if _, n := intake.RedactAll(all, f.text); n > 0 {
			return Input{}, refuse(nil, unspent.Invalid, f.name, "case.wholeCode")
		}
	}
	in.Evidence = slices.Clone(in.Evidence)
	for i := range in.Evidence {
		item := &in.Evidence[i]
		item.Text, _ = intake.RedactAll(all, item.Text)
		if _, n := intake.RedactAll(all, strings.Join(item.Files(), "\n\n")); n > 0 && strings.ContainsAny(strings.Join(item.Files(), ""), "0123456789") {
			return Input{}, refuse(nil, unspent.Invalid, place("evidence", i)+".file", "case.wholeName")
		}
		for name, value := range item.Confirm.Values {
			if _, n := intake.RedactAll(all, value); n > 0 {
				return Input{}, refuse(nil, unspent.Invalid, place("evidence", i)+".read."+name, "case.wholeRead")
			}
		}
	}
	return in, nil
}
