package intake

import (
	"archive/zip"
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"

	scaled "golang.org/x/image/draw"

	"github.com/unspent-dev/unspent/internal/sight"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// keptOf returns what may be kept of a file that was read: itself if it is a mail,
// a page or a text, whose signature or whose words could not be checked otherwise.
// Of pictures and PDFs it is the copies in without codes; none if nobody has
// looked for codes in them.
func keptOf(kind unpack.Kind, content []byte, in Import) [][]byte {
	switch {
	case kind.Picture(), kind == unpack.PDF:
		return in.Kept
	case kind == unpack.Gzip && in.replaced, kind == unpack.Zip && in.replaced:
		return in.Kept
	}
	return [][]byte{content}
}

// replaces reports whether something else than a file itself is kept of it.
func replaces(kind unpack.Kind, in Import) bool {
	return kind.Picture() || kind == unpack.PDF || in.replaced
}

// repack makes an archive of what may be kept of the files of another one.
func repack(parts []Part) ([][]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	files := 0
	for _, p := range parts {
		for i, kept := range p.Kept {
			name := p.Name
			if i > 0 {
				name = strings.TrimSuffix(name, path.Ext(name)) + "-" + strconv.Itoa(i+1) + path.Ext(name)
			}
			w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
			if err != nil {
				return nil, err
			}
			if _, err := w.Write(kept); err != nil {
				return nil, err
			}
			files++
		}
	}
	if err := z.Close(); err != nil || files == 0 {
		return nil, err
	}
	return [][]byte{b.Bytes()}, nil
}

// redacted returns the text of all lines without codes, how many were cut, and
// remembers where they stand. What two pictures show stands once in the text, and
// is blacked out in both.
func (s *sighting) redacted() (string, int) {
	for _, lines := range s.each {
		s.covered(lines)
	}
	lines, total := s.covered(s.lines)
	text, n := RedactAll(s.o.All, strings.Join(lines, "\n"))
	return text, total + n
}

// covered returns the texts of lines without codes, and remembers where these
// stand.
func (s *sighting) covered(all []seenLine) (lines []string, total int) {
	cut := func(text string) (string, int) {
		text, n := RedactAll(s.o.All, text)
		text, m := s.o.misread(text)
		return strings.ReplaceAll(text, "\n", " "), n + m
	}
	for _, l := range all {
		cells := make([]string, len(l.cells))
		for c, cell := range l.cells {
			whole, n := cut(cell)
			if end, is := s.drawn.printed(whole); is {
				whole, n = end, n+1
			}
			if n > 0 {
				s.hide(l, l.line.Cells[c].Words)
			}
			cells[c] = whole
			total += n
		}
		line, n := cut(strings.Join(cells, "\t"))
		if end, is := s.drawn.printed(line); is {
			line, n = end, n+1
		}
		if n > 0 {
			s.hide(l, l.line.Words())
			total += n
		}
		lines = append(lines, line)
	}
	for _, size := range [...]int{2, 3, 4, 5} { // a code in pieces, each in a line of its own
		for i := 0; i+size <= len(lines); i++ {
			text := strings.Join(lines[i:i+size], "\n")
			end, is := s.drawn.printed(text)
			if _, n := RedactAll(s.o.All, text); n == 0 && !is {
				continue
			}
			for k := i; k < i+size; k++ {
				s.hide(all[k], all[k].line.Words())
				if is {
					lines[k] = ""
				}
			}
			if is {
				lines[i] = end
				total++
			}
		}
	}
	return lines, total
}

// hide blacks out words of a line that have Latin letters or digits.
func (s *sighting) hide(l seenLine, words []sight.Word) {
	for _, w := range words {
		if strings.ContainsFunc(w.Text, func(r rune) bool { return alnum(r) }) {
			s.hidden = append(s.hidden, hidden{l.picture, w.Box})
		}
	}
}

// suspect finds what has the look of a whole code, though a letter too many or too
// few may have been read of it: groups of capitals and digits, with both in them.
var suspect = regexp.MustCompile(`(?:^|[^0-9A-Za-z])([0-9A-Z$§]{3,}(?:[-ー—–. ]{1,3}[0-9A-Z$§]{3,}){0,5})(?:[^0-9A-Za-z]|$)`)

// fewestSuspect are the symbols that a code has at least, less what eyes lose of it.
const fewestSuspect = 12

// suspected hides what may be a code that was not read letter for letter, in every
// picture that shows it. No evidence is lost by that: it is of the copy only.
func (s *sighting) suspected() {
	for _, lines := range append(s.each, s.lines) {
		for _, l := range lines {
			s.suspectedIn(l)
		}
	}
}

func (s *sighting) suspectedIn(l seenLine) {
	for _, cell := range l.line.Cells {
		for _, at := range suspect.FindAllStringSubmatchIndex(cell.Text, -1) {
			bare := strings.Map(func(r rune) rune {
				if alnum(r) || r == '$' || r == '§' {
					return r
				}
				return -1
			}, cell.Text[at[2]:at[3]])
			shown := strings.Trim(bare, "0123456789") != "" && strings.ContainsAny(bare, "0123456789")
			if masked := strings.Count(bare, "X") + strings.Count(bare, "K"); shown && len(bare) >= fewestSuspect && len(bare)-masked > 6 {
				s.hide(l, cell.Within(at[2], at[3]))
			}
		}
	}
}

// copied makes the copies that are asked for of each picture, in which every code
// is blacked out. They have nothing of the original but what can be seen.
func (s *sighting) copied(in *Import) error {
	s.suspected()
	for i, m := range s.pictures {
		for _, h := range s.hidden {
			if h.picture == i {
				m = black(m, h.box.Inset(-max(2, h.box.Dy()/6)))
			}
		}
		if s.o.Keep {
			kept, err := keptPicture(m)
			if err != nil {
				return err
			}
			in.Kept = append(in.Kept, kept)
		}
		if s.o.Copies {
			small, err := smallPicture(m)
			if err != nil {
				return err
			}
			in.Copies = append(in.Copies, Copy{small, m.Bounds().Size(), s.privateIn(i)})
		}
	}
	return nil
}

// Copy is a small JPEG of a picture, without its codes.
type Copy struct {
	JPEG []byte
	Of   image.Point // how large the upright picture is, in whose pixels boxes of readings are

	// Private is where addresses of mail and order numbers stand: what nobody else needs
	// to see who is shown the picture.
	Private []image.Rectangle
}

// mailAddress finds addresses of mail, with an at sign as eyes may misread it.
var mailAddress = regexp.MustCompile(`[\w.+%-]+ ?[@＠®©] ?[\w-]+(?:\.[\w-]+)+`)

// privateIn is where private things stand in a picture.
func (s *sighting) privateIn(picture int) (boxes []image.Rectangle) {
	for _, lines := range append(s.each, s.lines) {
		for _, l := range lines {
			if l.picture != picture {
				continue
			}
			for _, cell := range l.line.Cells {
				for _, at := range append(mailAddress.FindAllStringIndex(cell.Text, -1), s.o.Brand.OrdersIn(cell.Text)...) {
					for _, w := range cell.Within(at[0], at[1]) {
						boxes = append(boxes, w.Box.Inset(-max(2, w.Box.Dy()/6)))
					}
				}
			}
		}
	}
	return boxes
}

func keptPicture(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	var err error
	switch m.(type) {
	case *image.YCbCr, *image.CMYK:
		err = jpeg.Encode(&b, m, &jpeg.Options{Quality: 88})
	default:
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, m)
	}
	return b.Bytes(), err
}

// smallPicture makes a JPEG of a picture that is no larger than what a page shows of it.
func smallPicture(m image.Image) ([]byte, error) {
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	share := min(1, maxCopySide/float64(max(1, w)), math.Sqrt(maxCopyPixels/float64(max(1, w*h))))
	small := image.NewRGBA(image.Rect(0, 0, max(1, int(share*float64(w))), max(1, int(share*float64(h)))))
	draw.Draw(small, small.Rect, image.White, image.Point{}, draw.Src)
	scaled.ApproxBiLinear.Scale(small, small.Rect, m, m.Bounds(), scaled.Over, nil)
	var b bytes.Buffer
	err := jpeg.Encode(&b, small, &jpeg.Options{Quality: 65})
	return b.Bytes(), err
}

// black fills a part of a picture, in its place if it can.
func black(m image.Image, box image.Rectangle) image.Image {
	box = box.Intersect(m.Bounds())
	switch m := m.(type) {
	case *image.YCbCr:
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				m.Y[m.YOffset(x, y)] = 0
				m.Cb[m.COffset(x, y)], m.Cr[m.COffset(x, y)] = 128, 128
			}
		}
		return m
	case *image.Paletted:
		dark := m.Palette.Index(color.Black)
		for y := box.Min.Y; y < box.Max.Y; y++ {
			for x := box.Min.X; x < box.Max.X; x++ {
				m.SetColorIndex(x, y, uint8(dark))
			}
		}
		// The nearest colour may be one of the picture's own: what is filled with
		// one colour hides all the same.
		return m
	case draw.Image:
		draw.Draw(m, box, image.NewUniform(color.Black), image.Point{}, draw.Src)
		return m
	}
	whole := image.NewNRGBA(m.Bounds())
	draw.Draw(whole, whole.Rect, m, whole.Rect.Min, draw.Src)
	draw.Draw(whole, box, image.NewUniform(color.Black), image.Point{}, draw.Src)
	return whole
}
