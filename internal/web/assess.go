package web

import (
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/interview"
	"github.com/unspent-dev/unspent/internal/upload"
)

// assessPage asks about a card of another brand, and shows the verdict.
type assessPage struct {
	Trouble trouble
	Wrong   mistakes
	Notes   []string // ids of texts: what was not kept as it was typed
	Lost    bool     // files that were chosen are not held
	Brands  []*brand.Profile
	Other   string            // the brand that stands for any other
	Said    map[string]string // what was answered before
	Answer  *casefile.Answer
	Held    string   // by which the next form has what this one had; "" if nothing is held
	Files   []string // the visitor's names of those that are held
}

// Tone is how an answer looks: below "likely" it is neither good nor bad.
func (p assessPage) Tone() string {
	switch {
	case p.Answer.State == assess.Unknown, p.Answer.Confidence == assess.Possible:
		return "note"
	case p.Answer.State == assess.Unused, p.Answer.Own:
		return "ok"
	}
	return "bad"
}

// Verdict is the id of the answer in a word.
func (p assessPage) Verdict() string {
	if p.Answer.Own {
		return "verdict.own"
	}
	return "verdict." + string(p.Answer.State)
}

// asked are the fields of the form that are kept when it is shown again, in its
// order.
func asked() []string {
	return []string{"asked", "brand", "asker", "channel", "form", "intent", "last4", "amount", "got", "order", "recipient", "giver", "given-to",
		"issued", "device", "arrived", "serial", "window", "challenge", "challengeAt", "handed", "scrolled", "seen", "seal", "opened", "seen-by", "entered",
		"readable",
		"till", "balance", "message", "messageOwner", "messageAt", "said", "saidBy", "notice", "claimed"}
}

func (v *visit) assessForm() error {
	given := answersOf(v.r.URL.Query(), v.s.Brands)
	if way, ok := interview.FindWay(given[askWay]); ok {
		p, _ := v.s.Brands.Find(given[askBrand])
		held, files := v.shared(given)
		return v.assessment(http.StatusOK, assessPage{Said: saidOf(way, given, p, v.messages(p)), Held: held, Files: files})
	}
	return v.assessment(http.StatusOK, assessPage{Said: map[string]string{"brand": given[askBrand]}})
}

func (v *visit) assessment(status int, page assessPage) error {
	page.Brands = interview.Brands(v.s.Brands, v.lang)
	if _, ok := v.s.Brands.Find(anyBrand); ok {
		page.Other = anyBrand
	}
	for _, name := range asked() {
		if page.Said[name] == "" {
			page.Said[name] = ""
		}
	}
	return v.show("assess", status, "assess.title", page)
}

// anyBrand is the brand of a card of which nothing is known.
const anyBrand = "other-one-shot"

// evidence is what a visitor sends: read into memory, judged, and forgotten.
type evidence struct {
	said  map[string]string
	files []file
	read  map[string]map[string]string // by file: what a visitor says of the readings of its picture
	like  map[string]string            // by file, "" is the typed message: which known message it is most like
}

type file struct {
	name, owner, seen string
	shown             string // the visitor's own name for it, for their eyes
	content           []byte
}

func (v *visit) assess() error {
	sent, _, done, err := v.received()
	defer done()
	edit := sent.said["edit"] != "" // the visitor goes back to the form
	delete(sent.said, "edit")
	page := assessPage{Lost: err != nil}
	page.Notes, page.Wrong = withoutCodes(&sent, v.s.Brands)
	if err == nil && len(page.Wrong) > 0 {
		err = unspent.Errorf(unspent.Invalid, "a whole code was typed, which is not kept")
	}
	var in *inside
	if err == nil && !edit {
		if page.Answer, in, err = v.judge(sent); page.Answer == nil && err == nil {
			return nil // the bundle was sent
		}
	}
	done() // whoever takes the page slowly keeps nobody out
	delete(sent.said, "work")
	page.Said, page.Files = sent.said, sent.names()
	page.Notes = append(page.Notes, sent.undated(page.Answer)...)
	page.amiss(v, sent, err, in)
	return v.answered(statusOf(err), sent, page)
}

// received takes a form with files, and what is held for it. Raw is the form as it came.
// Done is called when the files have been judged, once or more often.
func (v *visit) received() (sent evidence, raw map[string]string, done func(), err error) {
	sent = evidence{said: map[string]string{}}
	share, err := v.s.uploads.Enter(v.s.Client(v.r))
	if err != nil {
		return sent, nil, func() {}, err
	}
	if sent, err = v.read(share); err == nil {
		raw = maps.Clone(sent.said)
		sent, err = v.confirmed(sent)
	}
	return sent, raw, share.Leave, err
}

// amiss says what is wrong, and in which fields.
func (p *assessPage) amiss(v *visit, sent evidence, err error, in *inside) {
	p.Trouble = v.trouble(err, in)
	if err == nil {
		return
	}
	for _, one := range sent.wrongIn(err) {
		p.Wrong = p.Wrong.add(one.Field, one.Word)
	}
	if _, ok := v.s.Brands.Find(sent.said["brand"]); !ok && !p.Lost {
		p.Wrong = p.Wrong.add("brand", "assess.wrongBrand")
		p.Trouble.Reason = "reason." + string(unspent.Invalid)
	}
	if p.Lost && unspent.ReasonOf(err) == unspent.NotFound {
		p.Trouble.Reason = "assess.gone"
	}
	p.Wrong = p.Wrong.sorted(asked())
}

// read takes the form and its files, within their bounds.
func (v *visit) read(share *upload.Upload) (evidence, error) {
	sent := evidence{said: map[string]string{}}
	defer share.Came()
	v.r.Body = http.MaxBytesReader(v.w, io.NopCloser(share.Body(v.w, v.r.Body)), maxEvidence)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return sent, unspent.Errorf(unspent.Invalid, "the form cannot be read")
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return sent, nil
		}
		if err == nil {
			err = sent.take(part)
		}
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			return sent, unspent.Errorf(unspent.TooLarge, "the files are larger than %d MiB in all", maxEvidence>>20)
		}
		if errors.Is(err, upload.ErrMemory) || errors.Is(err, upload.ErrSlow) {
			return sent, err
		}
		if err != nil {
			return sent, unspent.Errorf(unspent.Invalid, "the form cannot be read")
		}
	}
}

func (e *evidence) take(part *multipart.Part) error {
	owner, isFile := strings.CutPrefix(part.FormName(), "file-")
	limit := int64(maxEvidence)
	if !isFile {
		limit = maxAnswer
	}
	content, err := io.ReadAll(io.LimitReader(part, limit+1))
	switch {
	case err != nil:
		return err
	case int64(len(content)) > limit || !isFile && !utf8.Valid(content):
		return unspent.Errorf(unspent.TooLarge, "a field is too long")
	case !isFile:
		e.said[part.FormName()] = strings.TrimSpace(string(content))
	case part.FileName() == "" && len(content) == 0: // none was chosen
	case len(e.files) < maxFiles:
		e.add(part.FileName(), owner, content)
	default:
		return unspent.Errorf(unspent.TooLarge, "at most %d files can be sent at once", maxFiles)
	}
	return nil
}

// add adds a file. Two may have one name, and a name may be hostile: the API is told its
// ending only.
func (e *evidence) add(shown, owner string, content []byte) {
	name := "file-" + strconv.Itoa(len(e.files)+1) + ending(shown)
	e.files = append(e.files, file{name: name, shown: shown, owner: owner, content: content})
}

// ending returns the ending of a file's name, if it is a plain one.
func ending(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 8 || strings.Trim(ext[1:], "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
		return ""
	}
	return ext
}

// judge asks the counter. Without an answer and an error it has sent the bundle.
func (v *visit) judge(sent evidence) (*casefile.Answer, *inside, error) {
	if p, ok := v.s.Brands.Find(sent.said["brand"]); ok {
		sent.said["language"], sent.said["currency"] = v.lang, cmp.Or(p.Currency, casefile.Said(sent.said).Marked(), interview.Currency(v.lang))
	}
	text, err := json.Marshal(sent.caseFile())
	if err != nil {
		return nil, nil, err
	}
	brought := counter.Case{Text: text, Files: map[string][]byte{}, Copies: true, Bundle: sent.said["bundle"] != ""}
	for _, f := range sent.files {
		brought.Files[f.name] = f.content
	}
	_, in := v.s.ask(v.r, sent.said["work"])
	var judged counter.Judged
	err = in.Answer(v.r.Context(), api.Ask{Call: api.Calls().Assess, Body: brought}, &judged)
	if r, ok := errors.AsType[*counter.Refusal](err); ok {
		r.Err.Detail = sent.ownNames().Replace(r.Err.Detail)
	}
	if err != nil {
		return nil, in, err
	}
	if !brought.Bundle {
		return &judged.Answer, in, nil
	}
	v.w.Header().Set("Content-Type", "application/zip")
	v.w.Header().Set("Content-Disposition", `attachment; filename="case.zip"`)
	_, _ = v.w.Write(judged.Bundle) // an error means that the visitor is gone
	return nil, in, nil
}

// caseFile writes the answers as a case file has them.
func (e *evidence) caseFile() map[string]any {
	c := casefile.Said(e.said).Fields()
	items := append(e.fileItems(), e.statedItems()...)
	if len(items) > 0 {
		c["evidence"] = items
	}
	return c
}

// set writes a value, if there is one.
func set(into map[string]any, name, value string) {
	if value != "" {
		into[name] = value
	}
}

// fileItems writes the files as a case file has them. Pictures of one owner that
// are of one page which was scrolled are one item.
func (e *evidence) fileItems() (items []map[string]any) {
	pages := map[string]map[string]any{} // by owner: the first picture of the page
	for _, f := range e.files {
		if first, ok := pages[f.owner]; ok && picture(f) {
			more, _ := first["more"].([]string)
			first["more"] = append(more, f.name)
			continue
		}
		item := map[string]any{"file": f.name, "owner": f.owner}
		set(item, "seen", casefile.SaidAt(f.seen))
		if read := e.read[f.name]; len(read) > 0 {
			item["read"] = read
		}
		set(item, "like", e.like[f.name])
		if e.said["scrolled"] != "" && picture(f) {
			pages[f.owner] = item
		}
		items = append(items, item)
	}
	return items
}

func picture(f file) bool { return strings.HasPrefix(http.DetectContentType(f.content), "image/") }

// statedItems writes what the visitor states as a case file has it.
func (e *evidence) statedItems() (items []map[string]any) {
	for _, name := range []string{"seal", "till", "balance"} {
		if e.said[name] != "" {
			items = append(items, map[string]any{name: e.said[name], "owner": "me"})
		}
	}
	if e.said["message"] != "" {
		item := map[string]any{"message": e.said["message"], "owner": cmp.Or(e.said["messageOwner"], "me")}
		set(item, "at", casefile.SaidAt(e.said["messageAt"]))
		set(item, "like", e.like[""])
		items = append(items, item)
	}
	if e.said["said"] != "" {
		items = append(items, map[string]any{"said": e.said["said"], "by": cmp.Or(e.said["saidBy"], "giver")})
	}
	if e.said["notice"] != "" {
		items = append(items, map[string]any{"no-notice": true, "owner": "giver"})
	}
	return items
}
