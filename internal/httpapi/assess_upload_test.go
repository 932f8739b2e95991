package httpapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/counter"
	"github.com/unspent-dev/unspent/internal/upload"
)

// formOf writes parts as RFC 7578 has them: a head (Content-Disposition after
// form-data, further headers) and a content.
func formOf(parts ...[2]string) string {
	var b strings.Builder
	for _, p := range parts {
		fmt.Fprintf(&b, "--b\r\nContent-Disposition: form-data%s\r\n\r\n%s\r\n", p[0], p[1])
	}
	return b.String() + "--b--\r\n"
}

func TestUploads(t *testing.T) {
	theCase := [2]string{`; name="case"`, "brand: x"}
	file := func(name, content string) [2]string {
		return [2]string{`; name="file"; filename="` + name + `"`, content}
	}
	many := []([2]string){theCase}
	for i := range maxUploadFiles + 1 {
		many = append(many, file(fmt.Sprint(i), ""))
	}
	tests := map[string]struct {
		body   string
		reason unspent.Reason
		says   string // part of the error
	}{
		"a case alone":        {body: formOf(theCase)},
		"with files":          {body: formOf(theCase, file("mails/a.eml", "x"), file("b.html", ""))},
		"files first":         {body: formOf(file("a", "x"), theCase)},
		"line feeds only":     {body: strings.ReplaceAll(formOf(theCase, file("a", "x")), "\r\n", "\n")},
		"Japanese name":       {body: formOf(theCase, file("利用履歴.html", "x"))},
		"encoded name":        {body: formOf(theCase, [2]string{`; name="file"; filename*=UTF-8''%E5%88%A9.html`, "x"})},
		"with an epilogue":    {body: formOf(theCase) + "and more"},
		"most files":          {body: formOf(many[:maxUploadFiles+1]...)},
		"too many files":      {formOf(many...), unspent.TooLarge, "maxUploadFiles"},
		"nothing":             {"", unspent.Invalid, "ends too early"},
		"no parts":            {"--b--\r\n", unspent.Invalid, "the part case is missing"},
		"no case":             {formOf(file("a", "x")), unspent.Invalid, "the part case is missing"},
		"an empty case":       {body: formOf([2]string{`; name="case"`, ""})},
		"two cases":           {formOf(theCase, theCase), unspent.Invalid, "twice"},
		"two of a name":       {formOf(theCase, file("a", ""), file("a", "x")), unspent.Invalid, "same name"},
		"another part":        {formOf([2]string{`; name="code"`, "x"}), unspent.Invalid, "neither case nor file"},
		"no name":             {formOf([2]string{"", "x"}), unspent.Invalid, "neither case nor file"},
		"not a form":          {strings.ReplaceAll(formOf(theCase), "form-data", "attachment"), unspent.Invalid, "neither case nor file"},
		"no file name":        {formOf([2]string{`; name="file"`, "x"}), unspent.Invalid, "no file name"},
		"long file name":      {formOf(file(strings.Repeat("n", maxUploadName+1), "x")), unspent.TooLarge, "maxUploadName"},
		"control in the name": {formOf(file("a\x01b", "x")), unspent.Invalid, "not the multipart"},
		"encoded control":     {formOf([2]string{`; name="file"; filename*=UTF-8''a%0Ab`, "x"}), unspent.Invalid, "not plain text"},
		"no last line end":    {body: strings.TrimSuffix(formOf(theCase), "\r\n")},
		"bytes in the name":   {formOf(file("a\xffb", "x")), unspent.Invalid, "not plain text"},
		"base64":              {formOf([2]string{"; name=\"case\"\r\nContent-Transfer-Encoding: base64", "eA=="}), unspent.Invalid, "send files as they are"},
		"binary":              {body: formOf([2]string{"; name=\"case\"\r\nContent-Transfer-Encoding: binary", "x"})},
		"long header":         {formOf([2]string{"; name=\"case\"\r\nX: " + strings.Repeat("x", maxPartHeader), "x"}), unspent.TooLarge, "maxPartHeader"},
		"very long header":    {formOf([2]string{"; name=\"case\"\r\nX: " + strings.Repeat("x", 1<<20), "x"}), unspent.TooLarge, "maxPartHeader"},
		"very many headers":   {formOf([2]string{"; name=\"case\"" + strings.Repeat("\r\nX: y", 1<<16), "x"}), unspent.TooLarge, "maxPartHeader"},
		"long preamble":       {strings.Repeat("x\r\n", 1<<16) + formOf(theCase), unspent.TooLarge, "maxPartHeader"},
		"endless line":        {strings.Repeat("x", 1<<20), unspent.Invalid, "not the multipart"},
		"long case":           {formOf([2]string{`; name="case"`, strings.Repeat("x", maxUploadCase+1)}), unspent.TooLarge, "maxUploadCase"},
		"longest case":        {body: formOf([2]string{`; name="case"`, strings.Repeat("x", maxUploadCase)})},
		"long file":           {formOf(file("a", strings.Repeat("x", maxUploadFile+1))), unspent.TooLarge, "maxUploadFile"},
		"long body": {formOf(file("a", strings.Repeat("x", counter.MaxCase/2)), file("b", strings.Repeat("x", counter.MaxCase/2)), theCase),
			unspent.TooLarge, "maxUpload:"},
		"breaks off in a head": {"--b\r\nContent-Disposition: form-data", unspent.Invalid, "ends too early"},
		"breaks off in a part": {"--b\r\nContent-Disposition: form-data; name=\"case\"\r\n\r\nbra", unspent.Invalid, "ends too early"},
		"no last boundary":     {strings.TrimSuffix(formOf(theCase), "--b--\r\n"), unspent.Invalid, "ends too early"},
		"broken head":          {"--b\r\n: AQ12\r\n\r\nx\r\n--b--\r\n", unspent.Invalid, "not the multipart"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for how, body := range map[string]io.Reader{"at once": strings.NewReader(tt.body), "in halves": iotest.HalfReader(strings.NewReader(tt.body)),
				"data with its end": iotest.DataErrReader(strings.NewReader(tt.body))} {
				_, err := readUpload(body, "b")
				if got := unspent.ReasonOf(err); got != tt.reason || err != nil && !strings.Contains(err.Error(), tt.says) {
					t.Errorf("%s: readUpload = %v (%s); want %s with %q", how, err, got, tt.reason, tt.says)
				}
			}
		})
	}
	up, err := readUpload(strings.NewReader(formOf(theCase, file("mails/a.eml", "x"), file("b.html", ""))), "b")
	if err != nil || string(up.Text) != "brand: x" || len(up.Files) != 2 || string(up.Files["mails/a.eml"]) != "x" || up.Files["b.html"] == nil {
		t.Errorf("readUpload = %v, %v", up, err)
	}
}

// A body that breaks off, takes too long or finds no memory says so.
func TestUploadsThatEnd(t *testing.T) {
	start := "--b\r\nContent-Disposition: form-data; name=\"case\"\r\n\r\nx"
	tests := map[string]struct {
		body   io.Reader
		reason unspent.Reason
		status int
	}{
		"cut":     {io.MultiReader(strings.NewReader(start), iotest.ErrReader(errors.New("reset by AQ12-345678-9012"))), unspent.Invalid, 0},
		"too few": {io.MultiReader(strings.NewReader(start), iotest.ErrReader(io.ErrUnexpectedEOF)), unspent.Invalid, 0},
		"slow":    {io.MultiReader(strings.NewReader(start), iotest.ErrReader(upload.ErrSlow)), unspent.Invalid, 408},
		"full":    {io.MultiReader(strings.NewReader(start), iotest.ErrReader(upload.ErrMemory)), unspent.Busy, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readUpload(tt.body, "b")
			err = refusedUpload(err)
			status := 0
			if r, ok := errors.AsType[*misfit](err); ok {
				status = r.status
			}
			if unspent.ReasonOf(err) != tt.reason || status != tt.status || strings.Contains(err.Error(), "AQ12") {
				t.Errorf("readUpload = %v, status %d; want %s, %d", err, status, tt.reason, tt.status)
			}
		})
	}
}

func TestBoundaries(t *testing.T) {
	for ct, want := range map[string]string{"multipart/form-data; boundary=b": "b", `Multipart/Form-Data; boundary="a b"; charset=utf-8`: "a b",
		"multipart/form-data": "", "multipart/mixed; boundary=b": "", "application/json": "", "": "",
		"multipart/form-data; boundary=": "", "multipart/form-data; boundary": ""} {
		got, err := boundaryOf([]string{ct})
		if r, ok := errors.AsType[*misfit](err); got != want || want == "" && (!ok || r.status != 415) {
			t.Errorf("boundaryOf(%q) = %q, %v; want %q", ct, got, err, want)
		}
	}
	if _, err := boundaryOf(nil); err == nil {
		t.Error("a body of no kind is read")
	}
}

// Whatever comes, memory is within the limits, errors are ours, and what a
// writer of forms writes is read as it was.
func FuzzReadUpload(f *testing.F) {
	f.Add([]byte(formOf([2]string{`; name="case"`, "brand: x"}, [2]string{`; name="file"; filename="a"`, "x"})))
	f.Add([]byte("--b\nContent-Disposition: form-data; name=\"case\"\n\nx\n--b--"))
	f.Add([]byte("--b\r\n\r\n--b\r\n--b--"))
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"file\"; filename*0=a; filename*1=b\r\n\r\n\r\n--b--\r\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		up, err := readUpload(bytes.NewReader(in), "b")
		if err != nil {
			if r := unspent.ReasonOf(err); r != unspent.Invalid && r != unspent.TooLarge {
				t.Errorf("readUpload = %v (%s)", err, r)
			}
			return
		}
		size := len(up.Text)
		var b bytes.Buffer
		w := multipart.NewWriter(&b)
		part, err := w.CreateFormField("case")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(up.Text); err != nil {
			t.Fatal(err)
		}
		for name, content := range up.Files {
			size += len(content)
			if name == "" || len(name) > maxUploadName || len(content) > maxUploadFile {
				t.Errorf("a file %q of %d bytes", name, len(content))
			}
			if part, err = w.CreateFormFile("file", name); err != nil {
				t.Fatal(err)
			}
			if _, err := part.Write(content); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if size > len(in) || len(up.Files) > maxUploadFiles || len(up.Text) > maxUploadCase {
			t.Errorf("%d bytes of %d were made", size, len(in))
		}
		again, err := readUpload(&b, w.Boundary())
		if err != nil || !bytes.Equal(again.Text, up.Text) || len(again.Files) != len(up.Files) {
			t.Fatalf("what was read is not read again: %v", err)
		}
		for name, content := range up.Files {
			if !bytes.Equal(again.Files[name], content) {
				t.Errorf("the file %q changes on its way", name)
			}
		}
	})
}
