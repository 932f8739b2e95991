package unpack

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"mime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// Letter is a mail of Outlook, written as a mail again. What its sender signed is
// lost, but mails that are attached to it as files are in it in exactly their
// bytes.
type Letter struct {
	Mail   []byte
	Signed bool // the mail had a signature, which can no longer be checked
}

// The properties of Outlook's items that a mail is made of (MS-OXPROPS).
const (
	propClass      = 0x001a
	propSubject    = 0x0037
	propHeaders    = 0x007d
	propSentAs     = 0x0065 // the sender's address, in old items
	propFrom       = 0x0c1a // the sender's name
	propFromMail   = 0x0c1f
	propFromSMTP   = 0x5d01
	propTo         = 0x0e04 // as shown
	propBody       = 0x1000
	propHTML       = 0x1013
	propID         = 0x1035
	propMail       = 0x3003 // of a recipient
	propSMTP       = 0x39fe
	propData       = 0x3701
	propName       = 0x3707
	propShortName  = 0x3704
	propMedia      = 0x370e
	propCodepage   = 0x3ffd
	propHTMLPage   = 0x3fde
	propSubmitted  = 0x0039
	propDelivered  = 0x0e06
	typeLong       = 0x0003
	typeTime       = 0x0040
	typeText       = 0x001e // of the item's codepage
	typeWide       = 0x001f
	typeBytes      = 0x0102
	attachedPrefix = "__attach_version1.0_"
	toPrefix       = "__recip_version1.0_"
)

// FromOutlook returns the mail that an item of Outlook was made of, as far as it
// can be put together again.
func FromOutlook(ctx context.Context, name string, b []byte) (Letter, error) {
	item, err := readItem(ctx, b)
	switch {
	case ctx.Err() != nil:
		return Letter{}, ctx.Err()
	case err != nil:
		return Letter{}, Refuse(brokenOutlook, name)
	}
	top := item[""]
	if class := strings.ToUpper(top.text(propClass)); class != "" && !strings.HasPrefix(class, "IPM.NOTE") && !strings.HasPrefix(class, "REPORT.") {
		return Letter{}, Refuse(otherOutlook, name)
	}
	var l Letter
	var w bytes.Buffer
	l.Signed = writeHeaders(&w, item)
	const boundary = "=_unpacked_from_outlook"
	fmt.Fprintf(&w, "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=%q\r\n\r\n", boundary)
	part := func(media, more string, content []byte) {
		fmt.Fprintf(&w, "--%s\r\nContent-Type: %s\r\n%sContent-Transfer-Encoding: base64\r\n\r\n", boundary, media, more)
		for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(content)), 76) {
			w.Write(line)
			w.WriteString("\r\n")
		}
	}
	if text := top.text(propBody); text != "" {
		part("text/plain; charset=utf-8", "", []byte(text))
	}
	if page, charset := top.page(); len(page) > 0 {
		part("text/html; charset="+charset, "", page)
	}
	for _, at := range item.storages(attachedPrefix, maxAttached) {
		a := item[at]
		called, content := attachedName(a), a[propData<<16|typeBytes]
		media, attached := "application/octet-stream", "Content-Disposition: attachment; filename="+strconv.QuoteToASCII(called)+"\r\n"
		if len(content) > 0 && (strings.HasSuffix(strings.ToLower(called), ".eml") || strings.EqualFold(a.text(propMedia), "message/rfc822")) {
			media = "message/rfc822"
		} else {
			content = nil // it is only counted
		}
		part(media, attached, content)
	}
	fmt.Fprintf(&w, "--%s--\r\n", boundary)
	l.Mail = w.Bytes()
	return l, nil
}

func attachedName(a properties) string {
	called := a.text(propName)
	if called == "" {
		called = a.text(propShortName)
	}
	if called == "" {
		called = "attachment"
	}
	return called
}

// writeHeaders writes the headers that came with the mail, without those that are
// about a body as it no longer is; or, for a mail that never was on the way, those
// that its properties give. It reports whether one of them was a signature.
func writeHeaders(w *bytes.Buffer, item item) (signed bool) {
	top := item[""]
	kept := top.text(propHeaders)
	wrote := map[string]bool{}
	keep := false
	for line := range strings.Lines(kept[:min(len(kept), maxHeaders)]) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		if line[0] != ' ' && line[0] != '\t' {
			name, _, ok := strings.Cut(line, ":")
			name = strings.ToLower(strings.TrimSpace(name))
			keep = ok && headerLine.MatchString(line) && !strings.HasPrefix(name, "content-") && name != "mime-version"
			if name == "dkim-signature" || name == "arc-seal" || name == "arc-message-signature" {
				signed, keep = true, false
			}
			wrote[name] = wrote[name] || keep
		}
		if keep {
			w.WriteString(line + "\r\n")
		}
	}
	add := func(name, value string) {
		if !wrote[strings.ToLower(name)] && value != "" {
			fmt.Fprintf(w, "%s: %s\r\n", name, value)
		}
	}
	add("Subject", mime.BEncoding.Encode("utf-8", oneLine(top.text(propSubject))))
	add("From", address(top.text(propFrom), top.text(propFromSMTP), top.text(propFromMail), top.text(propSentAs)))
	var to []string
	for _, at := range item.storages(toPrefix, maxAttached) {
		if a := address("", item[at].text(propSMTP), item[at].text(propMail)); a != "" {
			to = append(to, a)
		}
	}
	add("To", strings.Join(to, ", "))
	if at := item.sent(); !at.IsZero() {
		add("Date", at.Format(time.RFC1123Z))
	}
	if id := oneLine(top.text(propID)); strings.HasPrefix(id, "<") {
		add("Message-ID", id)
	}
	return signed
}

// address returns the first of some addresses that is one of the Internet's, with
// a name.
func address(name string, all ...string) string {
	for _, a := range all {
		if a = oneLine(a); strings.Contains(a, "@") && !strings.ContainsAny(a, " <>,;\"") {
			if name == "" || name == a {
				return "<" + a + ">"
			}
			return mime.BEncoding.Encode("utf-8", strings.Map(func(r rune) rune {
				if strings.ContainsRune(`"\<>@,;:()`, r) {
					return ' '
				}
				return r
			}, oneLine(name))) + " <" + a + ">"
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// item is what an Outlook file has: the properties of the mail under "", and those
// of each attachment and recipient under the name of its storage.
type item map[string]properties

// properties are texts and bytes by their number and type; numbers and times, which all
// stand in one stream, are under [fixedKey].
type properties map[uint32][]byte

const fixedKey = 0xffffffff

// storages returns those whose name begins so, in order, but not too many.
func (i item) storages(prefix string, most int) (names []string) {
	for name := range i {
		if strings.HasPrefix(name, prefix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names[:min(len(names), most)]
}

// sent returns when the mail was sent, or else when it was delivered.
func (i item) sent() time.Time {
	for _, id := range []uint32{propSubmitted, propDelivered} {
		if ticks := i[""].fixed(id<<16 | typeTime); ticks > 0 && ticks < 1<<62 {
			const until1970 = 11_644_473_600
			return time.Unix(int64(ticks/10_000_000)-until1970, 0).UTC()
		}
	}
	return time.Time{}
}

// fixed returns a property of the item itself that is a number or a time.
func (p properties) fixed(tag uint32) uint64 {
	const head, entry = 32, 16
	all := p[fixedKey]
	for at := head; at+entry <= len(all); at += entry {
		if binary.LittleEndian.Uint32(all[at:]) == tag {
			return binary.LittleEndian.Uint64(all[at+8:])
		}
	}
	return 0
}

// text returns a property that is a text; "" if there is none.
func (p properties) text(id uint32) string {
	if b := p[id<<16|typeWide]; len(b) > 0 {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	b := p[id<<16|typeText]
	if len(b) == 0 {
		return ""
	}
	text, err := p.charset().NewDecoder().Bytes(b)
	if err != nil {
		text = b
	}
	return strings.TrimRight(strings.ToValidUTF8(string(text), "?"), "\x00")
}

// charset is that of texts that are not wide.
func (p properties) charset() encoding.Encoding {
	switch p.fixed(propCodepage<<16|typeLong) & 0xffff_ffff {
	case 932, 50220, 50221:
		return japanese.ShiftJIS
	case 51932, 20932:
		return japanese.EUCJP
	case 65001:
		return encoding.Nop
	}
	return charmap.Windows1252
}

// page returns the body as HTML, and its charset.
func (p properties) page() (page []byte, charset string) {
	if b := p[propHTML<<16|typeBytes]; len(b) > 0 {
		return b, p.pageCharset()
	}
	if text := p.text(propHTML); text != "" {
		return []byte(text), "utf-8"
	}
	return nil, ""
}

func (p properties) pageCharset() string {
	switch p.fixed(propHTMLPage<<16|typeLong) & 0xffff_ffff {
	case 932:
		return "shift_jis"
	case 50220, 50221, 50222:
		return "iso-2022-jp"
	case 51932, 20932:
		return "euc-jp"
	case 28591, 1252:
		return "windows-1252"
	}
	return "utf-8"
}

// readItem reads the properties of an Outlook file.
func readItem(ctx context.Context, b []byte) (found item, err error) {
	defer func() {
		// One of the library's bugs over a foreign file must not be worse than a
		// damaged one.
		if recover() != nil {
			found, err = nil, errDamaged
		}
	}()
	r := &budget{ctx: ctx, b: b, sectors: maxStreams, steps: maxChain, bytes: maxOutlook}
	doc, err := mscfb.New(r)
	if err != nil {
		return nil, err
	}
	r.sectors = maxOutlook
	found = item{"": {}}
	for _, f := range doc.File {
		at, ok := storageOf(f.Path)
		if !ok || f.Size <= 0 {
			continue
		}
		key, most := uint32(fixedKey), int64(maxField)
		if hex, is := strings.CutPrefix(f.Name, "__substg1.0_"); is && len(hex) == 8 {
			n, err := strconv.ParseUint(hex, 16, 32)
			if err != nil || !slices.Contains([]uint64{typeText, typeWide, typeBytes}, n&0xffff) {
				continue
			}
			if key = uint32(n); key>>16 == propData {
				most = maxMember
			}
		} else if f.Name != "__properties_version1.0" {
			continue
		}
		if f.Size > most {
			continue
		}
		content, err := streamOf(f)
		if err != nil {
			return nil, err
		}
		if found[at] == nil {
			found[at] = properties{}
		}
		found[at][key] = content
	}
	return found, nil
}

// streamOf reads a stream in small pieces: the library's work for one grows with
// its square.
func streamOf(f *mscfb.File) ([]byte, error) {
	var b bytes.Buffer
	for piece := make([]byte, 32<<10); int64(b.Len()) < f.Size; {
		n, err := f.Read(piece)
		b.Write(piece[:n])
		if errors.Is(err, io.EOF) || err == nil && n == 0 {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// storageOf tells which part of an item a stream is of: the item itself, or one of
// its attachments and recipients. Items within attachments are none of it.
func storageOf(folders []string) (string, bool) {
	switch len(folders) {
	case 0:
		return "", true
	case 1:
		return folders[0], strings.HasPrefix(folders[0], attachedPrefix) || strings.HasPrefix(folders[0], toPrefix)
	}
	return "", false
}

var errDamaged = errors.New("damaged")

// budget lets a reader of a file take so many steps and bytes, and no more: the
// chains of a broken one have no end.
type budget struct {
	ctx                   context.Context
	b                     []byte
	sectors, steps, bytes int
}

func (r *budget) ReadAt(p []byte, at int64) (int, error) {
	const link = 4 // bytes of a step along a chain
	if len(p) > link {
		r.sectors -= len(p)
	}
	r.steps--
	if r.bytes -= len(p); r.sectors < 0 || r.steps < 0 || r.bytes < 0 {
		return 0, errDamaged
	}
	if r.steps%1024 == 0 && r.ctx.Err() != nil {
		return 0, r.ctx.Err()
	}
	return bytes.NewReader(r.b).ReadAt(p, at)
}
