package main

import (
	"context"
	"image"
	"sync"

	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/sight"
)

// eyes returns what reads pictures by the settings. A program that was named is
// looked for at once; with auto it is when the first picture comes, which most
// cases have none of.
func (sh *shell) eyes(ctx context.Context) (intake.Eyes, error) {
	if choice := sh.config.OCR; choice != "" && choice != "auto" {
		return ocr.Find(ctx, choice)
	}
	return &lateEyes{find: sync.OnceValues(func() (*ocr.Program, error) { return ocr.Find(context.WithoutCancel(ctx), "auto") })}, nil
}

// lateEyes are looked for when they are needed.
type lateEyes struct{ find func() (*ocr.Program, error) }

func (e *lateEyes) Turn(ctx context.Context) (func(), error) {
	p, err := e.find()
	if err != nil {
		return nil, err
	}
	return p.Turn(ctx)
}

func (e *lateEyes) Look(ctx context.Context, picture image.Image) (sight.Sheet, error) {
	p, err := e.find()
	if err != nil {
		return sight.Sheet{}, err
	}
	return p.Look(ctx, picture)
}

func (e *lateEyes) Again(ctx context.Context, picture image.Image, lines []image.Rectangle, symbols string) (sight.Sheet, error) {
	p, err := e.find()
	if err != nil {
		return sight.Sheet{}, err
	}
	return p.Again(ctx, picture, lines, symbols)
}
