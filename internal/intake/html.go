package intake

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// metaCharset finds the charset that a page says it is in.
var metaCharset = regexp.MustCompile(`(?i)<(?:meta\b[^>]{0,200}charset|\?xml\b[^>]{0,100}encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})`)

// htmlText returns the text of a page as lines of cells: a line is a row of a
// table or a block, a tab stands between cells. It reads tags one by one and
// builds no tree, so that depth costs nothing. What a browser does not show
// (scripts, styles, comments, templates, hidden elements) is left out, and
// nothing that the page names is fetched.
func htmlText(ctx context.Context, page string) (string, error) {
	shown, _, _, err := htmlTexts(ctx, page)
	return shown, err
}

// htmlTexts returns what is shown, with the elements that its lines stand in, and apart
// from it the texts of what is hidden.
func htmlTexts(ctx context.Context, page string) (shown, hidden string, in *elements, err error) {
	var left strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	w := writer{}
	skip := skipper{}
	for n := 0; ; n++ {
		if n >= maxTokens {
			return "", "", nil, unpack.Over("maxTokens", maxTokens)
		}
		if n%4096 == 0 && ctx.Err() != nil {
			return "", "", nil, ctx.Err()
		}
		kind := z.Next()
		var tag atom.Atom
		var attrs attributes
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return "", "", nil, err
			}
			w.flush()
			return w.out.String(), left.String(), &w.elements, nil
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, more := z.TagName()
			tag = atom.Lookup(name)
			if more {
				attrs = attributesOf(z)
			}
		default: // texts, comments and document types
		}
		switch kind {
		case html.TextToken:
			if !skip.active() {
				w.text(z.Text())
			} else if skip.hidden {
				left.Write(z.Text())
				left.WriteByte('\n')
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if !skip.start(tag, attrs, kind) {
				w.start(tag, attrs)
			}
		case html.EndTagToken:
			if !skip.end(tag) {
				w.end(tag)
			}
		default: // comments and document types
		}
		if w.err != nil {
			return "", "", nil, w.err
		}
	}
}

// attributes are the few that say what is shown.
type attributes struct {
	hidden           bool
	kind, value, alt string
}

func attributesOf(z *html.Tokenizer) (a attributes) {
	for more := true; more; {
		var key, val []byte
		key, val, more = z.TagAttr()
		switch string(key) {
		case "hidden":
			a.hidden = true
		case "style":
			style := strings.ToLower(strings.Join(strings.Fields(string(val)), ""))
			a.hidden = a.hidden || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
		case "type":
			a.kind = strings.ToLower(string(val))
		case "value":
			a.value = string(val)
		case "alt":
			a.alt = string(val)
		}
	}
	return a
}

// skipper leaves out elements that are not shown, up to their end tag.
type skipper struct {
	tag    atom.Atom
	depth  int
	hidden bool // by its attributes, not by what it is
}

func (s *skipper) active() bool { return s.depth > 0 }

func (s *skipper) start(tag atom.Atom, a attributes, kind html.TokenType) bool {
	switch {
	case s.depth > 0:
		if tag != s.tag || kind == html.SelfClosingTagToken {
			return true
		}
		switch tag {
		case atom.Tr, atom.Td, atom.Th, atom.Li, atom.P: // their end tag may be left out
			s.depth = 0
			return s.start(tag, a, kind)
		default:
			s.depth++
		}
		return true
	case childless[tag]:
		return a.hidden
	case a.hidden, unseen[tag]:
		s.tag, s.depth, s.hidden = tag, 1, a.hidden && !unseen[tag]
		return true
	}
	return false
}

func (s *skipper) end(tag atom.Atom) bool {
	if s.depth == 0 {
		return false
	}
	if tag == s.tag {
		s.depth--
	}
	return true
}

// unseen are the elements whose content is never text of the page.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Select: true,
	atom.Textarea: true, atom.Iframe: true, atom.Object: true, atom.Svg: true, atom.Math: true, atom.Noembed: true,
	atom.Noframes: true, atom.Audio: true, atom.Video: true, atom.Canvas: true,
}

// childless are the elements that have no content and no end tag.
var childless = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true,
	atom.Wbr: true,
}

// inline are the elements that flow within a line.
var inline = map[atom.Atom]bool{
	0: true, atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true,
	atom.Cite: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true, atom.Kbd: true,
	atom.Label: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true,
	atom.Wbr: true, atom.Link: true, atom.Meta: true, atom.Source: true, atom.Track: true, atom.Del: true,
	atom.Nobr: true, atom.Rt: true, atom.Ruby: true, atom.Rb: true,
}

// writer puts text into lines and cells. A row of a table becomes one line if
// it reads as one; a cell that holds half a page does not. Within a block, elements
// side by side are cells, whatever style puts them apart; see [flow].
type writer struct {
	out   bytes.Buffer
	line  bytes.Buffer // the block at hand
	row   []string     // blocks of the row at hand; "\t" between cells
	open  bool         // within a row
	rowIn int32        // the element that is the row
	pre   int          // elements whose lines are as they were typed
	outer []bool       // whether the tables around were within a row
	flow  flow
	named nameMark // within a block
	err   error

	elements elements
}

func (w *writer) text(b []byte) {
	b = bytes.Map(func(r rune) rune {
		switch r {
		case apartMark, looseMark:
			return -1
		case '\t':
			return ' '
		}
		return r
	}, b)
	if w.line.Len()+len(b) > maxPage {
		w.err = unpack.Over("maxPage", maxPage)
		return
	}
	if w.pre > 0 && !w.open {
		w.written(b)
		return
	}
	if w.flow.parts(b) {
		return
	}
	if w.named.ended && w.flow.seam == ended && len(b) > 0 && !strings.ContainsRune(" \n\r\t:：,.;、。", []rune(string(b[:min(len(b), 4)]))[0]) {
		w.apart()
	}
	w.named.ended = false
	w.line.WriteString(w.flow.joint(w.line.Bytes(), b))
	w.line.Write(b)
}

// written takes a text whose lines and columns are as they were typed.
func (w *writer) written(b []byte) {
	for n, line := range bytes.Split(b, []byte("\n")) {
		if n > 0 {
			w.block()
		}
		for k, cell := range gap.Split(strings.TrimRight(string(line), " \r"), -1) {
			if k > 0 && w.line.Len() > 0 {
				w.apart()
			}
			w.line.WriteString(cell)
		}
	}
}

// namesField is what pages and programs for mails call a field.
var namesField = regexp.MustCompile(`(?i)^(?:` + headNames + `|ご?注文(?:番号|日)?|(?:お?届け|送信|送付|贈り?)先|受け?取り?人|宛先|差出人|送信者|件名|額面|商品|数量|合計|ステータス|状態|状況|` +
	`order(?: (?:number|no\.?|id|#|date))?|order placed|placed on|ordered(?: on)?|recipient|sent to|emailed to|to|from|subject|status|value|total|card(?: number)?)[ :：#]*$`)

// nameMark finds the name of a field that has an element of its own before its
// value: a browser shows them apart, whatever the style of the page is.
type nameMark struct {
	from  int  // where the text of the element at hand begins
	ended bool // the text before was a name
}

// ends is told where an element ends.
func (n *nameMark) ends(line []byte) {
	const longest = 60
	if n.from <= len(line) && len(line)-n.from <= longest {
		n.ended = namesField.MatchString(brand.NormaliseText(string(line[n.from:])))
	}
}

func (w *writer) start(tag atom.Atom, a attributes) {
	w.named.from = w.line.Len()
	switch tag {
	case atom.Table:
		w.flush()
		w.outer = append(w.outer, w.open)
		w.open = false
		w.elements.starts(tag)
		if len(w.outer) > maxTables {
			w.err = unpack.Over("maxTables", maxTables)
		}
	case atom.Tr:
		w.flush()
		w.open = true
		w.elements.starts(tag)
		w.rowIn = w.elements.here()
	case atom.Td, atom.Th:
		w.block()
		w.elements.starts(tag)
		if w.open {
			w.row = append(w.row, "\t")
		}
	case atom.Button:
		w.apart()
	case atom.Img:
		w.text([]byte(" " + a.alt + " "))
	case atom.Input:
		if a.kind == "submit" || a.kind == "button" || a.kind == "image" {
			w.apart()
			w.text([]byte(a.value + " " + a.alt))
			w.apart()
		}
	default:
		switch {
		case inline[tag] && !childless[tag]:
			w.flow.starts(tag)
		case inline[tag]:
		default:
			if w.block(); !childless[tag] {
				w.elements.starts(tag)
			}
			if tag == atom.Pre {
				w.pre++
			}
		}
	}
}

func (w *writer) end(tag atom.Atom) {
	switch tag {
	case atom.Table:
		w.flush()
		w.elements.ends(tag)
		if n := len(w.outer); n > 0 {
			w.open = w.outer[n-1]
			w.outer = w.outer[:n-1]
		}
	case atom.Tr:
		w.flush()
		w.elements.ends(tag)
		w.open = false
	case atom.Button:
		w.apart()
	default:
		if !inline[tag] {
			w.block()
			w.elements.ends(tag)
			if tag == atom.Pre {
				w.pre = max(0, w.pre-1)
			}
			return
		}
		if !w.open {
			w.named.ends(w.line.Bytes())
		}
		w.flow.ends(w.line.Len() > 0)
	}
}

// apart is where a button begins or ends.
func (w *writer) apart() {
	if w.line.Len() < maxPage {
		w.line.WriteByte(apartMark)
		w.flow.marks = append(w.flow.marks, -1)
	}
}

// block ends a block: within a row it is kept for the row, else it is a line.
func (w *writer) block() {
	if w.line.Len() == 0 {
		return
	}
	between := "\t"
	if w.open {
		between = " | " // a tab is the next cell of the row
	}
	lines, apart := w.flow.cells(w.line.String(), between)
	w.line.Reset()
	w.named, w.flow = nameMark{}, flow{}
	for _, text := range lines {
		switch in := w.elements.here(); {
		case text == "":
		case w.open:
			w.row = append(w.row, text)
		case apart:
			w.write(text, w.elements.next(in))
		default:
			w.write(text, in)
		}
	}
}

// write writes a line that stands in an element.
func (w *writer) write(line string, in int32) {
	if len(w.elements.line) < topLines && phoneBar.MatchString(line) {
		line = ""
	}
	w.out.WriteString(line + "\n")
	w.elements.line = append(w.elements.line, in)
}

// flush ends a row.
func (w *writer) flush() {
	w.block()
	size, cells, filled := 0, 0, false
	for _, part := range w.row {
		size += len(part)
		switch {
		case part != "\t":
			filled = true
		case filled:
			cells, filled = cells+1, false
		}
	}
	if filled {
		cells++
	}
	joins := cells >= 2 && size <= oneRow
	var line strings.Builder
	fresh := true // nothing was written into the cell, or the line, yet
	for i, part := range w.row {
		switch {
		case part == "\t" && joins:
			if i > 0 {
				line.WriteByte('\t')
			}
			fresh = true
		case part == "\t":
		case joins:
			if !fresh {
				line.WriteByte(' ')
			}
			line.WriteString(part)
			fresh = false
		default:
			w.write(part, w.rowIn)
		}
	}
	if joins {
		w.write(line.String(), w.rowIn)
	}
	w.row = w.row[:0]
}

// oneRow is how long a row of a table can be that is one line.
const oneRow = 1000
