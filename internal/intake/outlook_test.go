package intake

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// stream is a file of a compound file, at the path of its folder.
type stream struct{ folder, name, content string }

// compound writes a compound file (MS-CFB, version 3): sectors of 512 bytes, and
// small streams in a stream of their own.
func compound(streams ...stream) []byte {
	const sector, small, end = 512, 4096, 0xfffffffe
	le := binary.LittleEndian
	var fat []uint32
	var body []byte
	put := func(content []byte) uint32 { // a chain of sectors, one after the other
		if len(content) == 0 {
			return end
		}
		first := uint32(len(fat))
		for at := 0; at < len(content); at += sector {
			body = append(body, content[at:min(at+sector, len(content))]...)
			body = append(body, make([]byte, (sector-len(body)%sector)%sector)...)
			fat = append(fat, uint32(len(fat)+1))
		}
		fat[len(fat)-1] = end
		return first
	}
	var mini []byte
	var miniFat []uint32
	type entry struct {
		name             string
		kind             byte
		right, child, at uint32
		size             int
	}
	none := uint32(0xffffffff)
	entries := []entry{{"Root Entry", 5, none, none, end, 0}}
	folders := map[string]int{"": 0}
	last := map[string]int{} // the newest child of a folder; others hang to its right
	add := func(folder string, e entry) int {
		n := len(entries)
		entries = append(entries, e)
		if before, ok := last[folder]; ok {
			entries[before].right = uint32(n)
		} else {
			entries[folders[folder]].child = uint32(n)
		}
		last[folder] = n
		return n
	}
	for _, s := range streams {
		if _, ok := folders[s.folder]; !ok {
			folders[s.folder] = add("", entry{s.folder, 1, none, none, 0, 0})
		}
		e := entry{s.name, 2, none, none, end, len(s.content)}
		if len(s.content) >= small {
			e.at = put([]byte(s.content))
		} else if len(s.content) > 0 {
			e.at = uint32(len(miniFat))
			for at := 0; at < len(s.content); at += 64 {
				mini = append(mini, s.content[at:min(at+64, len(s.content))]...)
				mini = append(mini, make([]byte, (64-len(mini)%64)%64)...)
				miniFat = append(miniFat, uint32(len(miniFat)+1))
			}
			miniFat[len(miniFat)-1] = end
		}
		add(s.folder, e)
	}
	numbers := func(all []uint32) (b []byte) {
		for _, n := range all {
			b = le.AppendUint32(b, n)
		}
		return append(b, bytes.Repeat([]byte{0xff}, (sector-len(b)%sector)%sector)...)
	}
	entries[0].at, entries[0].size = put(mini), len(mini)
	var links []byte
	if len(miniFat) > 0 {
		links = numbers(miniFat)
	}
	miniAt := put(links)
	var directory []byte
	for _, e := range entries {
		b := make([]byte, 128)
		for i, u := range utf16.Encode([]rune(e.name)) {
			le.PutUint16(b[2*i:], u)
		}
		le.PutUint16(b[64:], uint16(2*len(e.name)+2))
		b[66], b[67] = e.kind, 1
		le.PutUint32(b[68:], none)
		le.PutUint32(b[72:], e.right)
		le.PutUint32(b[76:], e.child)
		le.PutUint32(b[116:], e.at)
		le.PutUint32(b[120:], uint32(e.size))
		directory = append(directory, b...)
	}
	directoryAt := put(directory)
	tables := (len(fat) + 127) / 127 // sectors of the table, which lists itself too
	tableAt := uint32(len(fat))
	for range tables {
		fat = append(fat, 0xfffffffd)
	}
	body = append(body, numbers(fat)...)
	head := make([]byte, sector)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for at, n := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		le.PutUint16(head[at:], n)
	}
	for at, n := range map[int]uint32{44: uint32(tables), 48: directoryAt, 56: small, 60: miniAt, 64: uint32((len(miniFat) + 127) / 128), 68: end} {
		le.PutUint32(head[at:], n)
	}
	for i := range 109 {
		n := none
		if i < tables {
			n = tableAt + uint32(i)
		}
		le.PutUint32(head[76+4*i:], n)
	}
	return append(head, body...)
}

func wide(text string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

// outlook is a mail as Outlook saves it, with what is attached to it by name and
// content in turn.
func outlook(headers, body string, attached ...string) []byte {
	all := []stream{{"", "__properties_version1.0", strings.Repeat("\x00", 32)}, {"", "__substg1.0_001A001F", wide("IPM.Note")},
		{"", "__substg1.0_007D001F", wide(headers)}, {"", "__substg1.0_1000001F", wide(body)},
		{"", "__substg1.0_0037001F", wide("ギフトカードが登録されました")}, {"", "__substg1.0_0C1F001F", wide("gift@mail.hanami.example")}}
	for i := 0; i < len(attached); i += 2 {
		folder := "__attach_version1.0_#0000000" + string(rune('0'+i/2))
		all = append(all, stream{folder, "__substg1.0_3707001F", wide(attached[i])}, stream{folder, "__substg1.0_37010102", attached[i+1]})
	}
	return compound(all...)
}

func TestOutlook(t *testing.T) {
	signed := sign(t, notice(""), nil)
	headers, _, _ := strings.Cut(signed, "\r\n\r\n")
	unsigned, _, _ := strings.Cut(notice(""), "\r\n\r\n")
	big := "X-Filling: " + strings.Repeat("x", 60) + "\r\n"
	own := "From: taro@buyer.example\r\nTo: me@buyer.example\r\nSubject: Fw\r\nDate: Sun, 22 Nov 2026 15:00:00 +0900\r\n"
	tests := map[string]struct {
		content []byte
		grade   assess.Grade
		says    brand.Meaning
		note    assess.NoteID
	}{
		"a mail that was signed":      {outlook(headers, noticeBody), assess.Unverified, brand.MailOpened, assess.SignatureLost},
		"a mail that never was":       {outlook(unsigned, noticeBody), assess.Unverified, brand.MailOpened, assess.SignatureMissing},
		"a mail without headers":      {outlook("", noticeBody), assess.Unverified, brand.MailOpened, assess.SignatureMissing},
		"a mail of many headers":      {outlook(headers+"\r\n"+strings.Repeat(big, 60), noticeBody), assess.Unverified, brand.MailOpened, assess.SignatureLost},
		"the mail itself is attached": {outlook(own, "見てください", "logo.png", "\x89PNG", "notice.eml", signed), assess.Verified, brand.MailOpened, assess.SignatureGood},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in, err := Read(t.Context(), "mail.bin", tt.content, options(brandKeys(t)))
			if err != nil || len(in.Evidence) != 1 {
				t.Fatalf("Read = %+v, %v", in.Evidence, err)
			}
			if e := in.Evidence[0]; e.Grade != tt.grade || e.Says != tt.says || !noted(e, tt.note) || in.Media != "mail" {
				t.Errorf("evidence is %s %s, notes %v", e.Grade, e.Says, e.Notes)
			}
		})
	}
}

func TestOutlookRefused(t *testing.T) {
	whole := outlook("From: a@b.example\r\n", strings.Repeat("x", 3000))
	loop := slices.Clone(whole) // the directory follows itself
	at := binary.LittleEndian.Uint32(loop[48:])
	table := binary.LittleEndian.Uint32(loop[76:])
	binary.LittleEndian.PutUint32(loop[512*(int(table)+1)+4*int(at):], at)
	for name, tt := range map[string]struct {
		content []byte
		id      string
	}{
		"cut short": {whole[:len(whole)-700], "msg_damaged"},
		"a loop":    {loop, "msg_damaged"},
		"a contact": {compound(stream{"", "__properties_version1.0", strings.Repeat("\x00", 32)}, stream{"", "__substg1.0_001A001F", wide("IPM.Contact")}),
			"msg_no_mail"},
		"an Office file": {compound(stream{"", "WordDocument", strings.Repeat("x", 5000)}), "office"},
	} {
		_, err := Read(t.Context(), "a.msg", tt.content, options(nil))
		if r, _ := unpack.RefusalOf(err); r.ID != tt.id {
			t.Errorf("%s: Read = %v, want %s", name, err, tt.id)
		}
	}
}

func FuzzOutlook(f *testing.F) {
	f.Add(outlook("From: a@b.example\r\n", "x", "a.eml", "From: a@b\r\n\r\nx"))
	f.Add(compound(stream{"", "__properties_version1.0", strings.Repeat("\x00", 48)}))
	f.Fuzz(func(t *testing.T, b []byte) {
		l, err := unpack.FromOutlook(t.Context(), "a", b)
		if _, ok := unpack.RefusalOf(err); err != nil && !ok {
			t.Errorf("FromOutlook = %v, which is no refusal", err)
		}
		if len(l.Mail) > 3*len(b)+4096 {
			t.Errorf("a mail of %d bytes comes out of %d", len(l.Mail), len(b))
		}
	})
}
