package ocr

// A panel is a part of a light picture that is dark, with light text on it: the bar
// with the title of a page, a button. Its text is made dark on light as the rest is.
// It is so large at least, and mostly of one shade.
const (
	panelWide = 8 // parts of the plane
	panelHigh = 16
	panelThin = 40 // parts of the plane: what is thinner is a rule
)

// turnPanels turns the panels of a plane over, whose paper is mostly of a shade.
func (g plane) turnPanels(usual byte) {
	dark := make([]bool, len(g.pix))
	for i, v := range g.pix {
		dark[i] = 8*int(v) < 5*int(usual)
	}
	k := inkOf(dark, g.w, g.h)
	rows := map[int]int{}
	for _, s := range k.spans {
		rows[k.root(int(s.piece))]++
	}
	shades := map[int]*[256]int{}
	for i, p := range k.pieces {
		full := 2*p.ink > p.wide()*p.high() || p.ink > panelHigh*p.wide() && p.ink*panelThin > rows[i]*g.w // one with what a sheet lies on
		if p.parent == i && p.wide()*panelWide > g.w && p.high() >= panelHigh && full {
			shades[i] = new([256]int)
		}
	}
	if len(shades) == 0 {
		return
	}
	own := func(s span) (int, bool) {
		at := k.root(int(s.piece))
		_, is := shades[at]
		return at, is
	}
	for _, s := range k.spans {
		if at, is := own(s); is {
			for _, v := range g.row(int(s.y))[s.from:s.to] {
				shades[at][v]++
			}
		}
	}
	papers := map[int]int{}
	for at, count := range shades {
		papers[at] = middleOf(count)
	}
	last := map[int]span{} // of each panel
	for _, s := range k.spans {
		at, is := own(s)
		if !is {
			continue
		}
		from := s.from
		if before, ok := last[at]; ok && before.y == s.y && int(s.from-before.to) <= g.w/16 {
			from = before.to // what is between is a letter
		}
		last[at] = s
		row, paper := g.row(int(s.y)), papers[at]
		for x := from; x < s.to; x++ {
			row[x] = byte(min(max(int(usual)-(int(row[x])-paper)*int(usual)/(255-paper), 0), int(usual)))
		}
	}
}

// middleOf is the shade that half of what was counted is not darker than.
func middleOf(count *[256]int) int {
	n := 0
	for _, c := range count {
		n += c
	}
	sum := 0
	for v, c := range count {
		if sum += c; 2*sum > n {
			return v
		}
	}
	return 0
}
