package scan

import (
	"context"
	"image"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

// barcodes looks for barcodes that lie level, upright, or upside down of either.
// One counts if at least two lines across it read the same. Whole says that there
// were no more than are looked for. A fine one may stand beside a coarse one, so
// both scales are searched.
func (g grey) barcodes(ctx context.Context) (all []Code, whole bool) {
	long, last := max(g.w, g.h), scale(0)
	whole = true
	for _, side := range [...]int{maxWhole, maxSide} {
		k := scale((long + side - 1) / side)
		if k == last {
			break
		}
		last = k
		s := g.scaled(k)
		for _, way := range [...]way{{s, false, false}, {s, false, true}, {s, true, false}, {s, true, true}} {
			found, most := way.barcodes(ctx)
			whole = whole && most
			for _, c := range found {
				c.Box = k.back(c.Box).Intersect(image.Rect(0, 0, g.w, g.h))
				switch i := slices.IndexFunc(all, func(o Code) bool { return o.Text == c.Text }); {
				case i >= 0:
					all[i].Box = all[i].Box.Union(c.Box)
				case len(all) < maxCodes:
					all = append(all, c)
				default:
					whole = false
				}
			}
		}
	}
	return all, whole
}

// way is a direction in which a picture is read.
type way struct {
	g        grey
	columns  bool
	backward bool
}

func (w way) size() (lines, length int) {
	if w.columns {
		return w.g.w, w.g.h
	}
	return w.g.h, w.g.w
}

// line returns a line of pixels.
func (w way) line(i int, into []byte) []byte {
	_, n := w.size()
	into = into[:0]
	for k := range n {
		if w.backward {
			k = n - 1 - k
		}
		if w.columns {
			into = append(into, w.g.pix[k*w.g.w+i])
		} else {
			into = append(into, w.g.pix[i*w.g.w+k])
		}
	}
	return into
}

// box is where lines from first to last have what begins and ends at these places
// along them.
func (w way) box(first, last, from, to int) image.Rectangle {
	_, n := w.size()
	if w.backward {
		from, to = n-to, n-from
	}
	if w.columns {
		return image.Rect(first, from, last+1, to)
	}
	return image.Rect(from, first, to, last+1)
}

// seen is a text that lines read.
type seen struct {
	lines             int
	first, last       int
	from, to, changes int
}

func (w way) barcodes(ctx context.Context) (all []Code, whole bool) {
	whole = true
	lines, length := w.size()
	found := map[string]*seen{}
	var order []string
	row := make([]byte, 0, length)
	step := max(1, lines/maxLines)
	for i := step / 2; i < lines && ctx.Err() == nil; i += step {
		row = w.line(i, row)
		read, all := texts(runsOf(row))
		whole = whole && all
		for text, at := range read {
			f, ok := found[text]
			if !ok {
				if len(order) == maxCodes {
					whole = false
					continue
				}
				f = &seen{first: i, from: at[0], to: at[1], changes: at[2]}
				found[text] = f
				order = append(order, text)
			}
			f.lines, f.last = f.lines+1, i
			f.from, f.to = min(f.from, at[0]), max(f.to, at[1])
		}
	}
	for _, text := range order {
		f := found[text]
		if f.lines < 2 {
			continue
		}
		first, last := w.reach(f, -1), w.reach(f, 1)
		room := (f.to - f.from) / 40
		all = append(all, Code{Bars, text, w.box(max(0, first-room), min(lines-1, last+room), max(0, f.from-room), min(length, f.to+room))})
	}
	return all, whole
}

// reach returns the last line one way that still has the bars of f, though it may
// not be read itself.
func (w way) reach(f *seen, step int) int {
	lines, length := w.size()
	row := make([]byte, 0, length)
	at, missed := f.first, 0
	if step > 0 {
		at = f.last
	}
	end := at
	for at += step; at >= 0 && at < lines && missed < 4; at += step {
		row = w.line(at, row)
		if missed++; 5*len(runsOf(row[f.from:min(f.to, len(row))])) >= 3*f.changes {
			end, missed = at, 0
		}
	}
	return end
}

// A run is how long a line stays dark or light: the first is light.
type runs []int

// runsOf tells dark from light by what is around: shadows do not mislead it.
func runsOf(line []byte) runs {
	const block, least = 32, 40 // pixels of a block, and shades between dark and light
	blocks := (len(line) + block - 1) / block
	low, high := make([]byte, blocks), make([]byte, blocks)
	for i := range low {
		low[i] = 255
		for _, p := range line[i*block : min((i+1)*block, len(line))] {
			low[i], high[i] = min(low[i], p), max(high[i], p)
		}
	}
	all, dark := runs{0}, false
	for x, p := range line {
		b := x / block
		lo, hi := low[b], high[b]
		for _, n := range [...]int{b - 1, b + 1} {
			if n >= 0 && n < blocks {
				lo, hi = min(lo, low[n]), max(hi, high[n])
			}
		}
		is := int(hi)-int(lo) >= least && 2*int(p) < int(lo)+int(hi)
		if is != dark {
			all, dark = append(all, 0), is
		}
		all[len(all)-1]++
	}
	return all
}

// texts returns the texts of the barcodes of a line, with where each begins and
// ends and how many runs it has; whole says that no place was left out.
func texts(all runs) (found map[string][3]int, whole bool) {
	found = map[string][3]int{}
	at, starts := 0, 0
	for i := 0; i+6 <= len(all); i++ {
		if i%2 == 1 && begins(all[i:i+6]) && (i == 1 || 11*all[i-1] >= 3*sum(all[i:i+6])) {
			if starts == maxStarts {
				return found, false
			}
			starts++
			if text, n := decoded(all[i:]); n > 0 && len(text) > 0 && len(text) <= maxBars {
				found[text] = [3]int{at, at + sum(all[i:min(i+n, len(all))]), n}
			}
		}
		at += all[i]
	}
	return found, true
}

func sum(all runs) (n int) {
	for _, r := range all {
		n += r
	}
	return n
}

// begins reports whether six runs are as those with which a barcode begins.
func begins(six runs) bool {
	total := sum(six)
	if total < 11 {
		return false
	}
	for _, start := range [...][6]int{{2, 1, 1, 4, 1, 2}, {2, 1, 1, 2, 1, 4}, {2, 1, 1, 2, 3, 2}} {
		like := true
		for i, run := range six {
			if off := 11*run - start[i]*total; max(off, -off)*10 > 7*total { // seven tenths of a module
				like = false
			}
		}
		if like {
			return true
		}
	}
	return false
}

// decoded reads the barcode with which runs begin, and says how many it has.
func decoded(all runs) (text string, n int) {
	defer func() {
		if recover() != nil { // a bug of the library over a foreign picture
			text, n = "", 0
		}
	}()
	const perCharacter, stop = 6, 7
	all = all[:min(len(all), perCharacter*(maxBars+2)+stop+1)]
	quiet := sum(all[:perCharacter])
	bits := gozxing.NewBitArray(quiet + sum(all) + quiet)
	at := quiet
	for i, run := range all {
		for range run {
			if i%2 == 0 {
				bits.Set(at)
			}
			at++
		}
	}
	read, err := oned.NewCode128Reader().(interface {
		DecodeRow(row int, bits *gozxing.BitArray, hints map[gozxing.DecodeHintType]any) (*gozxing.Result, error)
	}).DecodeRow(0, bits, nil)
	if err != nil {
		return "", 0
	}
	characters := len(read.GetRawBytes()) - 1 // the last is the end, which is longer
	return read.GetText(), perCharacter*characters + stop
}
