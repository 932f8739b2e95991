package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/scan"
	"github.com/unspent-dev/unspent/internal/upload"
	"github.com/unspent-dev/unspent/proof"
)

// Instead of typing, a visitor may show a QR code: in a picture, or to the camera
// of a browser that reads it itself and sends the text. Either is sorted by what
// it is, and forgotten. What is none of ours is not shown, followed or logged.

// scanned is what the QR code of a form holds: one of the three, or why there is
// none of them.
type scanned struct {
	code    unspent.Code
	receipt string
	to      string // digest of a receiver's secret
	err     error
}

// amiss is a QR code, or a text that was typed, that the page where it was shown
// can do nothing with.
type amiss struct {
	word  string // id of the text that says why
	typed bool
	found *found
	err   error
}

func (a *amiss) Error() string { return a.err.Error() }
func (a *amiss) Unwrap() error { return a.err }

// found leads to the page that a QR code is for.
type found struct {
	Ticket  string // with the code
	Receipt string
	To      string
	Like    []tile // brands whose codes look like it
}

// scanForm is the form that takes a picture.
type scanForm struct {
	Path string
	To   string // on the giver's page, whom the card is for
	Open bool   // it was used just now
}

func newScanForm(path string, t trouble, to string) scanForm { return scanForm{path, to, t.Scan} }

// scans reports whether the form of a page may bring a picture.
func scans(r *http.Request) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && kind == "multipart/form-data" &&
		slices.Contains([]string{"/check", "/prove", "/v", "/handover", "/handover/give", "/claim", "/scan"}, r.URL.Path)
}

// readScan reads a form with a picture. What is wrong with the picture is told by
// the page that the form is on.
func (v *visit) readScan() error {
	v.r.PostForm = url.Values{}
	share, err := v.s.uploads.Enter(v.s.Client(v.r))
	if err != nil {
		return err
	}
	defer share.Leave()
	picture, err := v.readParts(share)
	switch {
	case errors.Is(err, upload.ErrMemory):
		return err
	case unspent.ReasonOf(err) == unspent.Invalid:
		return err
	case err != nil:
		v.scanned = &scanned{err: &amiss{word: "scan.tooLarge", err: err}}
	case v.field("seen") != "":
		v.scanned = v.s.sorted(v.field("seen"))
		v.r.PostForm.Del("seen")
	default:
		text, err := v.readQR(picture)
		if v.scanned = v.s.sorted(text); err != nil {
			v.scanned = &scanned{err: &amiss{word: unread(err), err: err}}
		}
	}
	return nil
}

// newScans returns the gate of pictures.
func newScans(now func() time.Time, rand io.Reader) (*gate.Gate, error) {
	return gate.New(gate.Options{Now: now, Rand: rand, Limits: scanLimits(), Reason: unspent.Busy,
		Detail: "too many pictures came from here: wait a moment, or type the code"})
}

// readQR reads the QR code of a picture, and counts the work that it was.
func (v *visit) readQR(picture []byte) (string, error) {
	who := v.s.Client(v.r)
	if err := v.s.scans.Admit(who, "", ""); err != nil {
		return "", err
	}
	began := v.s.Now()
	text, err := v.s.scanner.Read(v.r.Context(), picture)
	for work := v.s.Now().Sub(began); work >= 0; work -= scanWork {
		v.s.scans.Miss(who)
	}
	return text, err
}

// readParts takes the fields of a form into PostForm, and returns the picture.
func (v *visit) readParts(share *upload.Upload) (picture []byte, err error) {
	tooLarge := unspent.Errorf(unspent.TooLarge, "the picture is larger than %d MiB", scan.MaxPicture>>20)
	defer share.Came()
	v.r.Body = http.MaxBytesReader(v.w, io.NopCloser(share.Body(v.w, v.r.Body)), scan.MaxPicture+maxForm)
	parts, err := v.r.MultipartReader()
	for err == nil {
		part, e := parts.NextPart()
		if errors.Is(e, io.EOF) {
			return picture, nil
		}
		if err = e; err != nil {
			break
		}
		limit := int64(maxAnswer)
		if part.FormName() == "picture" {
			limit = scan.MaxPicture
		}
		var content []byte
		content, err = io.ReadAll(io.LimitReader(part, limit+1))
		switch {
		case int64(len(content)) > limit:
			return nil, tooLarge
		case part.FormName() == "picture":
			picture = content
		default:
			v.r.PostForm.Set(part.FormName(), string(content))
		}
	}
	if _, large := errors.AsType[*http.MaxBytesError](err); large {
		return nil, tooLarge
	}
	if errors.Is(err, upload.ErrMemory) || errors.Is(err, upload.ErrSlow) {
		return nil, err
	}
	return nil, unspent.Errorf(unspent.Invalid, "the form cannot be read")
}

// unread returns the id of the text that says why a picture was not read.
func unread(err error) string {
	switch unspent.ReasonOf(err) {
	case unspent.TooLarge:
		return "scan.tooLarge"
	case unspent.NotFound:
		return "scan.none"
	case unspent.Busy:
		return "scan.busy"
	}
	return "scan.unread"
}

// sorted tells what the text of a QR code is.
func (s *server) sorted(text string) *scanned {
	if code, err := s.Counter.ReadCode(text); err == nil {
		return &scanned{code: code}
	}
	if receipt, ok := strings.CutPrefix(text, s.BaseURL+"/v#"); ok && receipt != "" && len(receipt) <= proof.MaxReceipt {
		return &scanned{receipt: receipt}
	}
	if query, ok := strings.CutPrefix(text, s.BaseURL+"/handover/give?"); ok {
		if values, err := url.ParseQuery(query); err == nil {
			if digest, err := unspent.ParseDigest(values.Get("to")); err == nil {
				return &scanned{to: digest.String()}
			}
		}
	}
	return &scanned{err: &amiss{word: "scan.foreign", err: unspent.Errorf(unspent.Invalid, "the QR code is none of this issuer's")}}
}

// misplaced leads from a page that can do nothing with a QR code of ours to the
// one that can.
func (v *visit) misplaced() error {
	s, a := v.scanned, &amiss{found: &found{Receipt: v.scanned.receipt, To: v.scanned.to},
		err: unspent.Errorf(unspent.Invalid, "the QR code belongs on another page")}
	switch {
	case s.err != nil:
		return s.err
	case s.receipt != "":
		a.word = "scan.isReceipt"
	case s.to != "":
		a.word = "scan.isHandover"
	default:
		a.word = "scan.isCode"
		var err error
		if a.found.Ticket, err = v.sealed(s.code); err != nil {
			return err
		}
	}
	return a
}

// shown returns the code that was shown to a form with more fields than that,
// sealed: the rest of them comes next.
func (v *visit) shown() (sealed string, err error) {
	code, err := v.code()
	if err != nil {
		return "", err
	}
	return v.sealed(code)
}

// meet leads a giver on, who has the receiver's QR code before them.
func (v *visit) meet() error {
	if v.scanned == nil {
		return unspent.Errorf(unspent.Invalid, "the form has no picture")
	}
	if to := v.scanned.to; to != "" {
		http.Redirect(v.w, v.r, "/handover/give?"+url.Values{"to": {to}}.Encode(), http.StatusSeeOther)
		return nil
	}
	err := v.misplaced()
	return v.show("handover", statusOf(err), "handover.title", handoverPage{Trouble: v.trouble(err, nil)})
}

// frame tells a page whether a frame of its camera has a QR code in it, which it
// then sends as a picture. It does not tell what is in it.
func (v *visit) frame() error {
	if v.scanned == nil {
		return unspent.Errorf(unspent.Invalid, "the form has no picture")
	}
	status := http.StatusOK
	if a, ok := errors.AsType[*amiss](v.scanned.err); ok && a.word != "scan.foreign" {
		if status = http.StatusNoContent; a.word == "scan.busy" {
			status = http.StatusServiceUnavailable
		}
	}
	v.w.WriteHeader(status)
	return nil
}
