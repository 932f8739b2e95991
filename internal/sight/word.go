package sight

import "image"

// Word is a piece of text at its place on a sheet.
type Word struct {
	Text  string
	Box   image.Rectangle // in pixels of the picture as it was brought, or in points of a PDF's page; y grows downward
	Score int             // how surely it was recognised, in hundredths: 0 to 100; 100 where nothing had to be recognised
}

// Sheet is one picture, or one page.
type Sheet struct {
	Size  image.Point
	Words []Word
}

// Cell is what stands together in one column of a line.
type Cell struct {
	Text  string
	Words []Word
}

// Line is what stands side by side, from left to right.
type Line struct{ Cells []Cell }
