package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/unspent-dev/unspent"
)

const svgSpace = "http://www.w3.org/2000/svg"

// drawings are the elements that a logo may have.
func drawings() []string {
	return []string{"svg", "g", "defs", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "use",
		"linearGradient", "radialGradient", "stop", "clipPath", "mask"}
}

// strokes are the attributes that they may have, beside the address of another element of
// the same picture.
func strokes() []string {
	return strings.Fields("id viewBox width height x y x1 x2 y1 y2 cx cy r rx ry fx fy dx dy d points transform version role aria-label " +
		"preserveAspectRatio color fill fill-rule fill-opacity clip-rule clip-path clipPathUnits mask maskUnits maskContentUnits opacity " +
		"stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity " +
		"gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity " +
		"font-family font-size font-weight font-style text-anchor letter-spacing dominant-baseline")
}

var (
	inPicture = regexp.MustCompile(`^#[A-Za-z_][\w.-]*$`)
	painted   = regexp.MustCompile(`^url\(#[A-Za-z_][\w.-]*\)$`)
	plainWord = regexp.MustCompile(`^[\p{L}\p{N} ,.%#_+\-()\t\n\r/]*$`)
	called    = regexp.MustCompile(`([\p{L}\p{N}_-]*)\s*\(`)
)

// functions are what a value may call; none of them loads anything.
func functions() []string {
	return []string{"matrix", "translate", "scale", "rotate", "skewX", "skewY", "rgb", "rgba", "hsl", "hsla"}
}

// plainSVG writes an SVG anew, of nothing but the elements and attributes that draw, and
// refuses one that has anything else: what a browser gets was understood here.
func plainSVG(logo []byte) ([]byte, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(logo, []byte("\ufeff"))))
	var out bytes.Buffer
	var open []string
	for begun := false; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && begun && len(open) == 0 {
			return out.Bytes(), nil
		}
		if err != nil {
			return nil, unspent.Errorf(unspent.Invalid, "a logo is a PNG or an SVG")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if begun && len(open) == 0 || !begun && t.Name.Local != "svg" {
				return nil, unspent.Errorf(unspent.Invalid, "a logo is a PNG or an SVG")
			}
			if err := drawsOnly(&out, t, !begun); err != nil {
				return nil, err
			}
			begun, open = true, append(open, t.Name.Local)
		case xml.EndElement:
			out.WriteString("</" + t.Name.Local + ">")
			open = open[:len(open)-1]
		case xml.CharData:
			words := len(open) > 0 && slices.Contains([]string{"title", "desc", "text", "tspan"}, open[len(open)-1])
			if !words && len(bytes.TrimSpace(t)) > 0 {
				return nil, unspent.Errorf(unspent.Invalid, "the SVG of a logo only draws: it has words outside of a text")
			}
			if words {
				_ = xml.EscapeText(&out, t) // into memory
			}
		case xml.ProcInst:
			if begun || t.Target != "xml" {
				return nil, unspent.Errorf(unspent.Invalid, "the SVG of a logo only draws: it has an instruction")
			}
		default:
			return nil, unspent.Errorf(unspent.Invalid, "the SVG of a logo only draws: it has no comments and no DOCTYPE")
		}
	}
}

// drawsOnly writes the begin of an element, if it is one that draws.
func drawsOnly(out *bytes.Buffer, e xml.StartElement, root bool) error {
	if e.Name.Space != svgSpace || !slices.Contains(drawings(), e.Name.Local) {
		return unspent.Errorf(unspent.Invalid, "the SVG of a logo only draws: it has a %q", e.Name.Local)
	}
	out.WriteString("<" + e.Name.Local)
	if root {
		out.WriteString(` xmlns="` + svgSpace + `"`)
	}
	for _, a := range e.Attr {
		name, value := a.Name.Local, strings.TrimSpace(a.Value)
		if a.Name.Space == "xmlns" || a.Name.Space == "" && name == "xmlns" { // whose names are written without
			continue
		}
		address := name == "href" && (a.Name.Space == "" || a.Name.Space == "http://www.w3.org/1999/xlink") && inPicture.MatchString(value)
		if !address && (a.Name.Space != "" || !slices.Contains(strokes(), name) || !painted.MatchString(value) && !harmless(value)) {
			return unspent.Errorf(unspent.Invalid, "the SVG of a logo only draws: it has %s=%q", name, value)
		}
		out.WriteString(" " + name + `="`)
		_ = xml.EscapeText(out, []byte(value)) // into memory
		out.WriteString(`"`)
	}
	out.WriteString(">")
	return nil
}

// harmless reports whether a value has words, numbers and colours, and calls nothing that
// loads.
func harmless(value string) bool {
	for _, c := range called.FindAllStringSubmatch(value, -1) {
		if !slices.Contains(functions(), c[1]) {
			return false
		}
	}
	return plainWord.MatchString(value)
}
