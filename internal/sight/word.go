package sight

import (
	"image"
	"strings"
)

// Word is a piece of text at its place on a sheet.
type Word struct {
	Text  string
	Box   image.Rectangle // in pixels of the picture as it was brought, or in points of a PDF's page; y grows downward
	Score int             // how surely it was recognised, in hundredths: 0 to 100; 100 where nothing had to be recognised
}

// Sheet is one picture, or one page.
type Sheet struct {
	Size  image.Point
	Lean  int // by how many thousandths of their length lines sink to the right, in a picture that was taken aslant
	Words []Word

	// Where columns have nothing between them over several lines, and where rules go
	// from side to side: as if the sheet were level.
	Gaps, Rules []image.Rectangle
}

// Cell is what stands together in one column of a line.
type Cell struct {
	Text  string
	Words []Word
}

// Line is what stands side by side, from left to right.
type Line struct{ Cells []Cell }

// Text returns the text of a line, with a tab between its cells.
func (l Line) Text() string {
	texts := make([]string, len(l.Cells))
	for i, c := range l.Cells {
		texts[i] = c.Text
	}
	return strings.Join(texts, "\t")
}

// Words returns the words of a line.
func (l Line) Words() []Word {
	var all []Word
	for _, c := range l.Cells {
		all = append(all, c.Words...)
	}
	return all
}

// Box returns the place of words: the smallest that holds all of them.
func Box(words []Word) image.Rectangle {
	var box image.Rectangle
	for _, w := range words {
		box = box.Union(w.Box)
	}
	return box
}

// Within returns the words of which the bytes from one to another of the cell's
// text are made.
func (c Cell) Within(from, to int) []Word {
	var found []Word
	at := 0
	for _, w := range c.Words {
		text := strings.Join(strings.Fields(w.Text), " ")
		if rest := c.Text[min(at, len(c.Text)):]; !strings.HasPrefix(rest, text) && strings.HasPrefix(rest, " "+text) {
			at++
		}
		if at < to && at+len(text) > from {
			found = append(found, w)
		}
		at += len(text)
	}
	return found
}
