package ocr

import (
	"slices"
)

// blockSide is the side of the blocks whose paper is looked at by itself.
const blockSide = 64

// ground is what is behind the text of a plane: the paper of each block.
type ground struct {
	paper []byte
	w, h  int // blocks
}

// groundOf finds the paper of each block: the shade that half of it is not darker
// than.
func groundOf(g plane) ground {
	b := ground{w: (g.w + blockSide - 1) / blockSide, h: (g.h + blockSide - 1) / blockSide}
	b.paper = make([]byte, b.w*b.h)
	for by := range b.h {
		for bx := range b.w {
			var count [256]int
			n := 0
			for y := by * blockSide; y < min((by+1)*blockSide, g.h); y += 2 {
				for _, v := range g.row(y)[bx*blockSide : min((bx+1)*blockSide, g.w)] {
					count[v]++
					n++
				}
			}
			sum := 0
			for v, c := range count {
				if sum += c; 2*sum > n {
					b.paper[by*b.w+bx] = byte(v)
					break
				}
			}
		}
	}
	return b
}

// darkPaper is the shade below which paper is dark.
const darkPaper = 112

// usual is the shade of most of the paper, be it light or dark, and spread how much
// all of it differs. A sheet on a dark table may have about as much of both.
func (b ground) usual() (usual byte, spread int) {
	all := slices.Clone(b.paper)
	slices.Sort(all)
	spread = int(all[len(all)*9/10]) - int(all[len(all)/10])
	light, _ := slices.BinarySearch(all, darkPaper)
	if own := all[light:]; all[len(all)/2] >= darkPaper {
		return own[len(own)/2], spread
	}
	return all[light/2], spread
}

// invert makes light text on dark paper dark text on light paper.
func (g plane) invert() {
	for i, v := range g.pix {
		g.pix[i] = ^v
	}
}

// drawn reports whether a picture was drawn by a program and not taken by a lens:
// most neighbours are of one shade.
func (g plane) drawn() bool {
	same, all := 0, 0
	for y := 0; y < g.h; y += 7 {
		row := g.row(y)
		for x := 1; x < len(row); x++ {
			if d := int(row[x]) - int(row[x-1]); d >= -1 && d <= 1 {
				same++
			}
			all++
		}
	}
	return 10*same >= 7*all
}

// even makes the paper of a photograph white everywhere, and its ink dark.
func (g plane) even(b ground) {
	smooth := b.smoothed()
	at := func(x, y int) int { return int(smooth[min(max(y, 0), b.h-1)*b.w+min(max(x, 0), b.w-1)]) }
	for y := range g.h {
		fy := y - blockSide/2
		by, ry := fy>>6, fy&(blockSide-1)
		row := g.row(y)
		for x := range row {
			fx := x - blockSide/2
			bx, rx := fx>>6, fx&(blockSide-1)
			top := at(bx, by)*(blockSide-rx) + at(bx+1, by)*rx
			bottom := at(bx, by+1)*(blockSide-rx) + at(bx+1, by+1)*rx
			paper := max(1, (top*(blockSide-ry)+bottom*ry)>>12)
			v := int(row[x]) * 255 / paper
			row[x] = byte(min(max((v-60)*255/180, 0), 255))
		}
	}
}

// smoothed returns the paper with what stands out of its neighbours taken back: a
// block full of ink, or one beside the sheet.
func (b ground) smoothed() []byte {
	out := make([]byte, len(b.paper))
	var near []byte
	for y := range b.h {
		for x := range b.w {
			near = near[:0]
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && nx < b.w && ny >= 0 && ny < b.h {
						near = append(near, b.paper[ny*b.w+nx])
					}
				}
			}
			slices.Sort(near)
			out[y*b.w+x] = near[len(near)*2/3]
		}
	}
	return out
}

// ink marks what is much darker than its paper.
func (g plane) ink(b ground) []bool {
	dark := make([]bool, len(g.pix))
	for y := range g.h {
		papers := b.paper[y/blockSide*b.w:]
		row := g.row(y)
		for x, v := range row {
			paper := int(papers[x/blockSide])
			dark[y*g.w+x] = int(v) < paper-max(24, paper/4)
		}
	}
	return dark
}

// leanOf returns by how many thousandths the lines of a plane sink to the right:
// the slant along which ink and paper are told apart best. What is within a few
// thousandths of level is level.
func leanOf(dark []bool, w, h int) int {
	const most, step, fine, least = 60, 6, 2, 5
	k := max(1, w/600)
	type dot struct{ x, y int }
	var dots []dot
	for y := 0; y < h; y += k {
		for x := 0; x < w; x += k {
			if dark[y*w+x] {
				dots = append(dots, dot{x / k, y / k})
			}
		}
	}
	if len(dots) < 500 || len(dots)*3 > (w/k)*(h/k) {
		return 0
	}
	room := w/k*most/1000 + 2
	rows := make([]int, h/k+2*room+2)
	sharp := func(lean int) (sum int) {
		clear(rows)
		for _, d := range dots {
			rows[d.y+room-d.x*lean/1000]++
		}
		for i := 1; i < len(rows); i++ {
			d := rows[i] - rows[i-1]
			sum += d * d
		}
		return sum
	}
	level := sharp(0)
	best, at := level, 0
	for lean := -most; lean <= most; lean += step {
		if s := sharp(lean); s > best {
			best, at = s, lean
		}
	}
	for lean, end := at-step+fine, at+step; lean < end; lean += fine {
		if s := sharp(lean); lean >= -most && lean <= most && s > best {
			best, at = s, lean
		}
	}
	if at >= -least && at <= least || 10*best < 11*level {
		return 0
	}
	return at
}
