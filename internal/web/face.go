package web

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
)

// Face is what a server's pages look like when they are an issuer's own. The zero
// value is that of the program.
type Face struct {
	Name   string // in place of the program's
	Colour string // of what can be pressed, such as #0a6a63; on light pages
	Logo   []byte // an SVG or a PNG, shown as a picture only
}

// rgb is a colour of a screen.
type rgb [3]float64

// papers are what words in the colour stand on, light and dark: tokens of style.css.
func papers() (light, dark []rgb) {
	return []rgb{{0xf6, 0xf5, 0xf1}, {0xff, 0xff, 0xff}, {0xee, 0xec, 0xe6}}, []rgb{{0x11, 0x14, 0x16}, {0x1a, 0x1e, 0x21}, {0x0c, 0x0e, 0x10}}
}

var colourForm = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func parseColour(text string) (c rgb, err error) {
	if !colourForm.MatchString(text) {
		return c, unspent.Errorf(unspent.Invalid, "a colour is like #0a6a63")
	}
	n, err := strconv.ParseUint(text[1:], 16, 32)
	return rgb{float64(n >> 16), float64(n >> 8 & 0xff), float64(n & 0xff)}, err
}

func (c rgb) String() string {
	return fmt.Sprintf("#%02x%02x%02x", int(math.Round(c[0])), int(math.Round(c[1])), int(math.Round(c[2])))
}

// mix is c with a share of d.
func (c rgb) mix(d rgb, share float64) (out rgb) {
	for i := range c {
		out[i] = math.Round(c[i]*(1-share) + d[i]*share)
	}
	return out
}

// light is the relative luminance of WCAG 2.
func (c rgb) light() float64 {
	sum := 0.0
	for i, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		part := c[i] / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}

func contrast(a, b rgb) float64 {
	x, y := a.light(), b.light()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// least is the contrast of a colour with the worst of some papers.
func (c rgb) least(papers ...rgb) float64 {
	least := math.Inf(1)
	for _, p := range papers {
		least = min(least, contrast(c, p))
	}
	return least
}

// sheet returns the style sheet that puts the colour in place of the program's. On
// dark pages it is lightened until it can be read there.
func (f Face) sheet() ([]byte, error) {
	if f.Colour == "" {
		return nil, nil
	}
	act, err := parseColour(f.Colour)
	if err != nil {
		return nil, err
	}
	white, dark := rgb{255, 255, 255}, rgb{}
	onLight, onDark := papers()
	light := white.mix(act, .1)
	if least := act.least(append(onLight, light)...); least < readable {
		return nil, unspent.Errorf(unspent.Invalid, "words in the colour %s cannot be read on light pages: their contrast is %.1f, and has to be %.1f",
			f.Colour, least, readable)
	}
	shown := act
	for share := 0.0; ; share += .02 {
		shown = act.mix(white, share)
		if dark = onDark[1].mix(shown, .16); shown.least(append(onDark, dark)...) >= readable {
			break
		}
	}
	return fmt.Appendf(nil, ":root {\n\t--act: light-dark(%s, %s);\n\t--on-act: light-dark(#ffffff, %s);\n\t--act-wash: light-dark(%s, %s);\n}\n",
		act, shown, onDark[2], light, dark), nil
}

// pngHead begins every PNG.
const pngHead = "\x89PNG\r\n\x1a\n"

// logo returns the logo's file, and its name by what it is: a PNG as it came, of an SVG
// what of it draws.
func (f Face) logo() (name string, file []byte, err error) {
	switch {
	case len(f.Logo) == 0:
		return "", nil, nil
	case len(f.Logo) > MaxLogo:
		return "", nil, unspent.Errorf(unspent.TooLarge, "a logo has at most %d bytes", MaxLogo)
	case bytes.HasPrefix(f.Logo, []byte(pngHead)):
		c, err := png.DecodeConfig(bytes.NewReader(f.Logo))
		if err != nil || c.Width > maxLogoSide || c.Height > maxLogoSide {
			return "", nil, unspent.Errorf(unspent.Invalid, "a PNG logo has at most %d pixels each way", maxLogoSide)
		}
		return "logo.png", f.Logo, nil
	}
	file, err = plainSVG(f.Logo)
	return "logo.svg", file, err
}

// Check reports what is wrong with a face.
func (f Face) Check() error {
	_, err := f.sheet()
	_, _, wrong := f.logo()
	if n := len([]rune(f.Name)); n > maxFaceName || strings.ContainsFunc(f.Name, func(r rune) bool { return r < ' ' }) {
		err = errors.Join(err, unspent.Errorf(unspent.Invalid, "a name has at most %d letters", maxFaceName))
	}
	return errors.Join(err, wrong)
}

// wear adds what a face needs to the assets.
func (a assets) wear(f Face) error {
	if err := f.Check(); err != nil {
		return err
	}
	if sheet, err := f.sheet(); err != nil || sheet != nil {
		a.add("face.css", sheet)
	}
	if name, file, err := f.logo(); err == nil && name != "" {
		a.add(name, file)
	}
	return nil
}

// face is what the frame of a page shows of it.
type face struct{ Name, Sheet, Logo string }

func (s *server) face() face {
	f := face{Name: s.Face.Name, Sheet: s.assets.addresses["face.css"]}
	if name, _, err := s.Face.logo(); err == nil {
		f.Logo = s.assets.addresses[name]
	}
	if f.Name == "" {
		f.Name = programName
	}
	return f
}

// programName is what pages are called that are nobody's in particular.
const programName = "unspent"
