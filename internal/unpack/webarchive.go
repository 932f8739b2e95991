package unpack

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// Page is a page with the charset that its server gave, if it gave one.
type Page struct {
	Content []byte
	Charset string
}

// FromSafari returns the main page of a web archive of Safari, which is a binary
// property list. Of that only the way to the page is followed, so nothing in it
// can nest or repeat without end.
func FromSafari(name string, b []byte) (Page, error) {
	l, ok := newList(b)
	if !ok {
		return Page{}, Refuse(brokenPage, name)
	}
	main, ok := l.value(l.top, "WebMainResource")
	if !ok {
		return Page{}, Refuse(brokenPage, name)
	}
	at, ok := l.value(main, "WebResourceData")
	data, isData := l.bytes(at, 0x4)
	if !ok || !isData || len(data) == 0 {
		return Page{}, Refuse(brokenPage, name)
	}
	page := Page{Content: data}
	if at, ok := l.value(main, "WebResourceTextEncodingName"); ok {
		page.Charset, _ = l.text(at)
	}
	if at, ok := l.value(main, "WebResourceMIMEType"); ok {
		if media, _ := l.text(at); media != "" && !strings.Contains(media, "html") && !strings.HasPrefix(media, "text/") {
			return Page{}, Refuse(brokenPage, name)
		}
	}
	return page, nil
}

// list is a binary property list: objects, a table of where they begin, and a
// trailer about the table.
type list struct {
	b                     []byte
	offset, refer         int // bytes of a number in the table, and of a reference
	objects, top, offsets uint64
}

func newList(b []byte) (list, bool) {
	const trailer = 32
	if len(b) < 8+trailer {
		return list{}, false
	}
	t := b[len(b)-trailer:]
	l := list{b: b, offset: int(t[6]), refer: int(t[7]), objects: binary.BigEndian.Uint64(t[8:]), top: binary.BigEndian.Uint64(t[16:]),
		offsets: binary.BigEndian.Uint64(t[24:])}
	ok := l.offset >= 1 && l.offset <= 8 && l.refer >= 1 && l.refer <= 8 && l.objects <= maxObjects && l.offsets < uint64(len(b)) &&
		l.offsets+l.objects*uint64(l.offset) <= uint64(len(b))
	return l, ok
}

// number reads so many bytes at a place.
func (l list) number(at uint64, size int) (n uint64, ok bool) {
	if at > uint64(len(l.b)) || uint64(size) > uint64(len(l.b))-at {
		return 0, false
	}
	for _, c := range l.b[at:][:size] {
		n = n<<8 | uint64(c)
	}
	return n, true
}

// object returns the kind of an object, its count, and where its content begins.
func (l list) object(ref uint64) (kind byte, count, at uint64, ok bool) {
	if ref >= l.objects {
		return 0, 0, 0, false
	}
	at, ok = l.number(l.offsets+ref*uint64(l.offset), l.offset)
	if !ok || at >= uint64(len(l.b)) {
		return 0, 0, 0, false
	}
	head := l.b[at]
	kind, count, at = head>>4, uint64(head&0xf), at+1
	if count != 0xf || kind < 0x4 {
		return kind, count, at, true
	}
	size, ok := l.number(at, 1) // the count is a number of its own
	if !ok || size>>4 != 1 || size&0xf > 3 {
		return 0, 0, 0, false
	}
	n := 1 << (size & 0xf)
	count, ok = l.number(at+1, n)
	return kind, count, at + 1 + uint64(n), ok && count <= uint64(len(l.b))
}

// bytes returns the content of an object of a kind whose units are bytes.
func (l list) bytes(ref uint64, want byte) ([]byte, bool) {
	kind, count, at, ok := l.object(ref)
	if !ok || kind != want || at > uint64(len(l.b)) || count > uint64(len(l.b))-at {
		return nil, false
	}
	return l.b[at:][:count:count], true
}

// text returns a string.
func (l list) text(ref uint64) (string, bool) {
	const ascii, wide = 0x5, 0x6
	if b, ok := l.bytes(ref, ascii); ok {
		return string(b), true
	}
	kind, count, at, ok := l.object(ref)
	if !ok || kind != wide || count > maxName || at+2*count > uint64(len(l.b)) {
		return "", false
	}
	var units []uint16
	for i := range count {
		units = append(units, binary.BigEndian.Uint16(l.b[at+2*i:]))
	}
	return string(utf16.Decode(units)), true
}

// value returns the object that a dictionary has for a key.
func (l list) value(dictionary uint64, key string) (uint64, bool) {
	kind, count, at, ok := l.object(dictionary)
	if !ok || kind != 0xd || count > maxKeys {
		return 0, false
	}
	for i := range count {
		ref, ok := l.number(at+i*uint64(l.refer), l.refer)
		if !ok {
			return 0, false
		}
		if name, ok := l.text(ref); ok && name == key {
			return l.number(at+(count+i)*uint64(l.refer), l.refer)
		}
	}
	return 0, false
}
