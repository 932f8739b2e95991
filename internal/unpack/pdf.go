package unpack

import (
	"context"
	"errors"
	"image"
	"image/draw"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/sight"
)

// Papers reads PDFs and decodes photographs, one at a time, each in a machine of its
// own that has bounded memory, no files and no network, and that is stopped when
// the time is over. That for PDFs is made when the first comes. Many goroutines may
// share one.
type Papers struct {
	turn  chan struct{} // held by whoever uses the rest
	cache string
	pool  pdfium.Pool

	photos []string // the program that decodes HEIC, and its arguments; none: nothing does
}

// NewPapers returns a reader of PDFs. What making its machine costs is kept in the
// folder cache, if that can be made, so that another program need not pay it again;
// "" keeps nothing.
func NewPapers(cache string) *Papers { return &Papers{turn: make(chan struct{}, 1), cache: cache} }

// Paper is a page of a PDF: its words, or if it has none to speak of and pictures
// are wanted, what it looks like.
type Paper struct {
	Sheet   sight.Sheet // in quarters of a point
	Picture image.Image
}

// Pages reads the pages of a PDF.
func (p *Papers) Pages(ctx context.Context, name string, content []byte, pictures bool) (all []Paper, err error) {
	done, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	if err := p.start(); err != nil {
		return nil, Refuse(PDF, name)
	}
	within, stop := context.WithTimeout(ctx, maxPaperTime)
	defer stop()
	machine, err := p.pool.GetInstanceWithContext(within)
	if err != nil {
		return nil, Refuse(PDF, name)
	}
	stopped := context.AfterFunc(within, func() {
		if machine.Kill() != nil {
			return // it has just ended by itself
		}
	})
	all, err = pages(within, machine, name, content, pictures)
	switch {
	case stopped(): // it was not killed
		if machine.Close() != nil && err == nil {
			err = Refuse(brokenPaper, name)
		}
	case ctx.Err() != nil:
		return nil, ctx.Err()
	default:
		return nil, Over("maxPaperTime", int(maxPaperTime.Seconds()))
	}
	return all, err
}

// take waits for a turn.
func (p *Papers) take(ctx context.Context) (done func(), err error) {
	wait, stop := context.WithTimeout(ctx, maxPaperWait)
	defer stop()
	select {
	case p.turn <- struct{}{}:
		return func() { <-p.turn }, nil
	case <-wait.Done():
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, Refused(unspent.Busy, "busy")
	}
}

// start makes the machine.
func (p *Papers) start() error {
	if p.pool != nil {
		return nil
	}
	machine := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxPaperMemory >> 16).WithCloseOnContextDone(true)
	if p.cache != "" && os.MkdirAll(p.cache, 0o700) == nil {
		if kept, err := wazero.NewCompilationCacheWithDir(p.cache); err == nil {
			machine = machine.WithCompilationCache(kept)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{MaxTotal: 1, RuntimeConfig: machine, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard})
	if err == nil {
		p.pool = pool
	}
	return err
}

// Close ends the machine.
func (p *Papers) Close() error {
	p.turn <- struct{}{}
	defer func() { <-p.turn }()
	if p.pool == nil {
		return nil
	}
	pool := p.pool
	p.pool = nil
	return pool.Close()
}

// pages reads all pages of a PDF. A machine that is stopped, or that a foreign file
// has broken, may panic.
func pages(ctx context.Context, machine pdfium.Pdfium, name string, content []byte, pictures bool) (all []Paper, err error) {
	defer func() {
		if recover() != nil {
			all, err = nil, Refuse(brokenPaper, name)
		}
	}()
	opened, err := machine.OpenDocument(&requests.OpenDocument{File: &content})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, Refuse(lockedPaper, name)
	case err != nil:
		return nil, Refuse(brokenPaper, name)
	}
	count, err := machine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: opened.Document})
	switch {
	case err != nil || count.PageCount < 1:
		return nil, Refuse(brokenPaper, name)
	case count.PageCount > maxPapers:
		return nil, Over("maxPapers", maxPapers)
	}
	seen := 0
	for i := range count.PageCount {
		page := requests.Page{ByIndex: &requests.PageByIndex{Document: opened.Document, Index: i}}
		one := Paper{}
		if one.Sheet, err = sheetOf(machine, page); err != nil {
			if _, ok := RefusalOf(err); ok || ctx.Err() != nil {
				return nil, err
			}
			return nil, Refuse(brokenPaper, name)
		}
		if pictures && len(one.Sheet.Words) == 0 && seen < maxPaperPictures {
			if one.Picture, err = pictureOf(machine, page); err != nil {
				return nil, Refuse(brokenPaper, name)
			}
			seen++
		}
		all = append(all, one)
	}
	return all, nil
}

// scale is how many units of a sheet are one point.
const scale = 4

// sheetOf returns the words of a page at their places; none if there are too few to
// be the text of a page.
func sheetOf(machine pdfium.Pdfium, page requests.Page) (sight.Sheet, error) {
	var s sight.Sheet
	loaded, err := machine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return s, err
	}
	n, err := machine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: loaded.TextPage})
	if err != nil {
		return s, err
	}
	if n.Count > maxPaperText {
		return s, Over("maxPaperText", maxPaperText)
	}
	if _, err := machine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: loaded.TextPage}); err != nil {
		return s, err
	}
	wide, err := machine.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: page})
	if err != nil {
		return s, err
	}
	high, err := machine.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: page})
	if err != nil {
		return s, err
	}
	text, err := machine.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return s, err
	}
	top := float64(high.PageHeight)
	s.Size = image.Pt(units(float64(wide.PageWidth)), units(top))
	letters := 0
	var w writing
	for _, c := range text.Chars {
		at := c.PointPosition
		letters += w.add(c.Text, image.Rect(units(at.Left), units(top-at.Top), units(at.Right), units(top-at.Bottom)))
	}
	w.end()
	if letters >= fewestLetters {
		s.Words = w.words
	}
	return s, nil
}

// writing puts the letters of a page together: what stands in one line, without a
// wide gap, is one word with its spaces.
type writing struct {
	words []sight.Word
	text  strings.Builder
	box   image.Rectangle
	space bool // stands after what is written
}

// brokenHyphen is what PDFium gives for a hyphen at the end of a line.
const brokenHyphen = "\x02\ufffe"

// add adds a letter, and returns how many there are in it.
func (w *writing) add(letter string, box image.Rectangle) int {
	if letter != "" && strings.Trim(letter, brokenHyphen) == "" {
		letter = "-"
	}
	shown := strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.IsSpace(c) {
			return -1
		}
		return c
	}, letter)
	if shown == "" {
		w.space = true
		return 0
	}
	height := max(1, w.box.Dy(), box.Dy())
	gap := box.Min.X - w.box.Max.X
	level := box.Min.Y < w.box.Max.Y+height/4 && box.Max.Y > w.box.Min.Y-height/4 // a comma stands low, a quote high
	if !level || gap > height*3/5 || gap < -height {
		w.end()
	}
	if w.space && w.text.Len() > 0 {
		w.text.WriteByte(' ')
	}
	w.space = false
	w.text.WriteString(shown)
	w.box = w.box.Union(box)
	return len([]rune(shown))
}

// end ends a word.
func (w *writing) end() {
	if w.text.Len() > 0 {
		w.words = append(w.words, sight.Word{Text: w.text.String(), Score: 100, Box: w.box})
	}
	w.text.Reset()
	w.box, w.space = image.Rectangle{}, false
}

// units turns points into units of a sheet. What lies far outside of any paper lies
// at its edge.
func units(points float64) int {
	const edge = 20_000
	return int(max(-edge, min(edge, points)) * scale)
}

// pictureOf draws a page.
func pictureOf(machine pdfium.Pdfium, page requests.Page) (image.Image, error) {
	drawn, err := machine.RenderPageInPixels(&requests.RenderPageInPixels{Page: page, Width: maxPaperSide, Height: maxPaperSide})
	if err != nil {
		return nil, err
	}
	defer drawn.Cleanup()
	from := drawn.Result.RenderedImage
	own := image.NewRGBA(from.Bounds()) // the pixels go with the machine
	draw.Draw(own, own.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(own, own.Bounds(), from, from.Bounds().Min, draw.Over)
	return own, nil
}
