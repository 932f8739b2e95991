package httpapi

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/upload"
)

// boundaryOf returns what parts a body, by its Content-Type.
func boundaryOf(values []string) (string, error) {
	if len(values) == 1 {
		kind, params, err := mime.ParseMediaType(values[0])
		if err == nil && kind == formType && params["boundary"] != "" {
			return params["boundary"], nil
		}
	}
	return "", &misfit{http.StatusUnsupportedMediaType, unspent.Errorf(unspent.Invalid,
		"send the case and its files as Content-Type: multipart/form-data: one part named case, and parts named file")}
}

// overUpload is the refusal of what goes over a limit of an upload.
func overUpload(limit string, most int64, of string) error {
	return unspent.Errorf(unspent.TooLarge, "over the limit %s: at most %d %s", limit, most, of)
}

// meter is the body on its way to the multipart reader. It ends it with an error
// when it is too long, or when the headers of a part are. Its
// own end is never io.EOF, so that io.EOF of the multipart reader is the last
// boundary and not an end within the headers of a part.
type meter struct {
	body io.Reader
	left int64  // bytes that may still come, and one
	gap  int64  // bytes that may still come until a part begins; not counted within one
	in   bool   // within a part
	tail string // what is left of the line's end that closes every body
	err  error  // why it ended
}

func (m *meter) Read(b []byte) (int, error) {
	if m.err != nil {
		return 0, m.err
	}
	most := min(int64(len(b)), m.left)
	if !m.in {
		most = min(most, m.gap)
	}
	n, err := m.body.Read(b[:most])
	m.left -= int64(n)
	if !m.in {
		m.gap -= int64(n)
	}
	switch {
	case m.left == 0:
		err = overUpload("maxUpload", counter.MaxCase, "bytes of the whole body")
	case !m.in && m.gap == 0:
		err = overUpload("maxPartHeader", maxPartHeader, "bytes of the headers of one part")
	case errors.Is(err, io.EOF):
		if m.tail == "" {
			err = unread(io.ErrUnexpectedEOF)
			break
		}
		m.body, m.tail, err = strings.NewReader(m.tail), "", nil
	case err != nil:
		err = unread(err)
	}
	m.err = err
	return n, nil // an error is for the next call
}

// unread is the failure of a body that breaks off.
func unread(err error) error {
	switch {
	case errors.Is(err, upload.ErrSlow), errors.Is(err, upload.ErrMemory):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return unspent.Errorf(unspent.Invalid, "the body ends too early: the last boundary is missing")
	}
	return unspent.Errorf(unspent.Invalid, "the body could not be read to its end")
}

// between says that the headers of the next part come now. What the multipart
// reader reads ahead is counted with them.
func (m *meter) between() {
	const ahead = 8 << 10
	m.in, m.gap = false, maxPartHeader+ahead
}

// readUpload reads a form of one case and its files. Names are compared as they
// stand, and never used as paths.
func readUpload(body io.Reader, boundary string) (counter.Case, error) {
	up := counter.Case{Files: map[string][]byte{}}
	m := &meter{body: body, left: counter.MaxCase + 1, tail: "\r\n"}
	parts := multipart.NewReader(m, boundary)
	for {
		m.between()
		part, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			return counter.Case{}, m.broken(err)
		}
		m.in = true
		if err := add(&up, part); err != nil {
			return counter.Case{}, m.broken(err)
		}
	}
	if up.Text == nil {
		return counter.Case{}, unspent.Errorf(unspent.Invalid, "the part case is missing: it has the case as JSON or YAML")
	}
	return up, nil
}

// broken returns why a form cannot be read: what the meter or we ourselves say,
// and of anything else only that it is wrong, since it may repeat what was sent.
func (m *meter) broken(err error) error {
	switch {
	case m.err != nil:
		return m.err
	case unspent.ReasonOf(err) != unspent.Internal:
		return err
	}
	return unspent.Errorf(unspent.Invalid, "the body is not the multipart/form-data that its Content-Type says")
}

// add reads one part into up.
func add(up *counter.Case, part *multipart.Part) error {
	size := 0
	for name, values := range part.Header {
		size += len(name) + len(strings.Join(values, ""))
	}
	if size > maxPartHeader {
		return overUpload("maxPartHeader", maxPartHeader, "bytes of the headers of one part")
	}
	name, file, err := named(part)
	_, known := up.Files[file]
	switch {
	case err != nil:
		return err
	case name == "case" && up.Text != nil:
		return unspent.Errorf(unspent.Invalid, "the part case is given twice")
	case name == "case":
		up.Text, err = take(part, "maxUploadCase", maxUploadCase, "bytes of the case")
		return err
	case len(up.Files) == maxUploadFiles:
		return overUpload("maxUploadFiles", maxUploadFiles, "files of one assessment")
	case known:
		return unspent.Errorf(unspent.Invalid, "two files have the same name")
	}
	up.Files[file], err = take(part, "maxUploadFile", maxUploadFile, "bytes of one file")
	return err
}

// named returns the name of a part, and of a file's part the name of the file.
func named(part *multipart.Part) (name, file string, err error) {
	kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	name, file = params["name"], params["filename"]
	switch enc := part.Header.Get("Content-Transfer-Encoding"); {
	case err != nil || kind != "form-data" || name != "case" && name != "file":
		return "", "", unspent.Errorf(unspent.Invalid, "the form has a part that is neither case nor file")
	case enc != "" && !strings.EqualFold(enc, "binary") && !strings.EqualFold(enc, "8bit") && !strings.EqualFold(enc, "7bit"):
		return "", "", unspent.Errorf(unspent.Invalid, "a part has a Content-Transfer-Encoding: send files as they are")
	case name == "case":
		return name, "", nil
	case file == "":
		return "", "", unspent.Errorf(unspent.Invalid, "a part named file has no file name: give it the name that the case has for it")
	case len(file) > maxUploadName:
		return "", "", overUpload("maxUploadName", maxUploadName, "bytes of a file's name")
	case !utf8.ValidString(file) || strings.ContainsFunc(file, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", "", unspent.Errorf(unspent.Invalid, "a file's name is not plain text in UTF-8")
	}
	return name, file, nil
}

// take reads a part to its end.
func take(part io.Reader, limit string, most int64, of string) ([]byte, error) {
	var pieces [][]byte // joined at the end: a buffer that grows leaves more than the file behind
	for size := int64(0); ; {
		piece := bytes.NewBuffer(make([]byte, 0, uploadPiece+bytes.MinRead))
		n, err := io.CopyN(piece, part, uploadPiece)
		size, pieces = size+n, append(pieces, piece.Bytes())
		switch {
		case size > most:
			return nil, overUpload(limit, most, of)
		case errors.Is(err, io.EOF):
			whole := make([]byte, 0, size) // not nil, even of nothing
			for _, p := range pieces {
				whole = append(whole, p...)
			}
			return whole, nil
		case err != nil:
			return nil, err
		}
	}
}

// refusedUpload is the answer to an upload that has no share, or came too slowly.
func refusedUpload(err error) error {
	switch {
	case errors.Is(err, upload.ErrEach):
		return &counter.Refusal{TooMany: true, Wait: retryUpload, Err: unspent.Errorf(unspent.Busy,
			"over the limit maxUploadsEach: at most %d assessments of one client at once, and %d of a network; wait for one of them", maxUploadsEach, maxUploadsNetwork)}
	case errors.Is(err, upload.ErrAll), errors.Is(err, upload.ErrMemory):
		return &counter.Refusal{Wait: retryUpload, Err: unspent.Errorf(unspent.Busy, "too many cases are being sent now: try again in a moment")}
	case errors.Is(err, upload.ErrSlow):
		return &misfit{http.StatusRequestTimeout, unspent.Errorf(unspent.Invalid,
			"over the limit maxUploadTime or below minUploadRate: the files have %s to come, and %d KiB a second at least", maxUploadTime, minUploadRate>>10)}
	}
	return err
}
