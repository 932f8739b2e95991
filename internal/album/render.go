package album

import (
	"context"
	"errors"
	"fmt"
	"html"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
)

// Width and height of a phone's screen, in pixels of a page.
const (
	phoneWidth  = 390
	phoneHeight = 1100
)

// Browser renders pages.
type Browser struct {
	program string
	dir     string
}

// Open finds Chromium. Without it there are no pictures: the error has reason
// unavailable. Dir is where it may put what it needs; whoever calls removes it.
func Open(dir string) (Browser, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return Browser{path, dir}, nil
		}
	}
	return Browser{}, unspent.Errorf(unspent.Unavailable, "pages are rendered by Chromium, which is not on this machine: install it (Debian: apt-get install chromium)")
}

// atOnce is how many pages are rendered side by side: starting Chromium costs
// more than a page.
const atOnce = 8

// Pictures renders pages at so many pixels for one of their own.
func (b Browser) Pictures(ctx context.Context, pages []string, scale int) ([]image.Image, error) {
	var all []image.Image
	for some := range slices.Chunk(pages, atOnce) {
		row, err := b.row(ctx, some, scale)
		if err != nil {
			return nil, err
		}
		for i := range some {
			part, ok := row.(interface {
				SubImage(r image.Rectangle) image.Image
			})
			if !ok {
				return nil, fmt.Errorf("render a page: a picture of kind %T", row)
			}
			all = append(all, part.SubImage(image.Rect(i*phoneWidth*scale, 0, (i+1)*phoneWidth*scale, phoneHeight*scale)))
		}
	}
	return all, nil
}

// row renders pages side by side, each in a frame of its own.
func (b Browser) row(ctx context.Context, pages []string, scale int) (image.Image, error) {
	dir, err := os.MkdirTemp(b.dir, "page-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var frames strings.Builder
	for _, page := range pages {
		fmt.Fprintf(&frames, `<iframe srcdoc="%s" style="border:0;width:%dpx;height:%dpx"></iframe>`, html.EscapeString(page), phoneWidth, phoneHeight)
	}
	file, shot := filepath.Join(dir, "pages.html"), filepath.Join(dir, "pages.png")
	if err := os.WriteFile(file, []byte(`<!doctype html><meta charset="utf-8"><body style="margin:0;display:flex;background:#fff">`+frames.String()),
		0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, b.program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--window-size="+strconv.Itoa(phoneWidth*len(pages))+","+strconv.Itoa(phoneHeight), "--force-device-scale-factor="+strconv.Itoa(scale),
		"--screenshot="+shot, "file://"+file)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("render pages: %w: %s", err, out)
	}
	f, err := os.Open(shot)
	if err != nil {
		return nil, err
	}
	picture, err := png.Decode(f)
	return picture, errors.Join(err, f.Close())
}
