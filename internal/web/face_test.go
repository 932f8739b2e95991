package web

import (
	"regexp"
	"strings"
	"testing"
)

// A colour is worn if words in it can be read on light pages, and it is lightened for
// dark ones until they can.
func TestFaceColour(t *testing.T) {
	for colour, want := range map[string]bool{"#0a6a63": true, "#8a1c4a": true, "#000000": true, "#0000ff": true, "#ffcc00": false, "#5fd6c8": false,
		"red": false, "#12345": false, "#0a6a63;}": false} {
		sheet, err := Face{Colour: colour}.sheet()
		if (err == nil) != want {
			t.Errorf("%s is worn: %v, want %v (%v)", colour, err == nil, want, err)
			continue
		}
		if err != nil {
			continue
		}
		act := strings.TrimSuffix(strings.Fields(strings.SplitN(string(sheet), "--act: light-dark(", 2)[1])[1], ");")
		shown, err := parseColour(act)
		if err != nil {
			t.Fatal(err)
		}
		if _, dark := papers(); shown.least(dark...) < readable {
			t.Errorf("%s is %s on dark pages, with a contrast of %.1f", colour, act, shown.least(dark...))
		}
	}
}

// A logo draws and does nothing else.
func TestFaceLogo(t *testing.T) {
	svg := func(inside string) string {
		return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">` + inside + `</svg>`
	}
	for name, tt := range map[string]struct {
		logo string
		want bool
	}{
		"drawing":        {svg(`<path d="M0 0h8v8z" fill="#8a1c4a"/>`), true},
		"gradient":       {svg(`<defs><linearGradient id="a"/></defs><rect fill="url(#a)" width="8" height="8"/>`), true},
		"script":         {svg(`<script>alert(1)</script>`), false},
		"handler":        {svg(`<path d="M0 0" onload="alert(1)"/>`), false},
		"page inside":    {svg(`<foreignObject><p>x</p></foreignObject>`), false},
		"link":           {svg(`<a href="javascript:alert(1)"><path d="M0 0"/></a>`), false},
		"outside":        {svg(`<use href="https://elsewhere.example/x.svg#a"/>`), false},
		"outside colour": {svg(`<rect fill="url(https://elsewhere.example/)"/>`), false},
		"style":          {svg(`<style>@import "https://elsewhere.example/"</style>`), false},
		"title of tags":  {svg(`<title>a &lt;script&gt;</title>`), true},
		"raw title":      {svg(`<title><script>alert(1)</script></title>`), false},
		"loud address":   {svg(`<rect fill="URL(https://elsewhere.example/)"/>`), false},
		"split address":  {svg(`<rect fill="u&#x72;l(//elsewhere.example/a)"/>`), false},
		"escaped":        {svg(`<rect fill="\75rl(//elsewhere.example/a)"/>`), false},
		"set of images":  {svg(`<rect mask="image-set('//elsewhere.example/a' 1x)"/>`), false},
		"comment inside": {svg(`<rect fill="url/**/(//elsewhere.example/a)"/>`), false},
		"style value":    {svg(`<rect style="fill:url(//elsewhere.example/a)"/>`), false},
		"animation":      {svg(`<set attributeName="href" to="javascript:alert(1)"/>`), false},
		"other space":    {svg(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>`), false},
		"renamed space":  {`<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path d="M0 0h8"/></s:svg>`, true},
		"own use":        {svg(`<defs><path id="a" d="M0 0"/></defs><use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="#a"/>`), true},
		"instruction":    {`<?xml version="1.0"?><?xml-stylesheet href="//elsewhere.example/a"?>` + svg(""), false},
		"two roots":      {svg("") + svg(""), false},
		"not closed":     {`<svg xmlns="http://www.w3.org/2000/svg"><g></svg>`, false},
		"entities":       {`<!DOCTYPE svg [<!ENTITY a "b">]>` + svg(""), false},
		"page":           {"<html></html>", false},
		"nothing":        {"hello", false},
		"half a PNG":     {pngHead + "x", false},
		"large":          {svg(strings.Repeat(" ", MaxLogo)), false},
	} {
		t.Run(name, func(t *testing.T) {
			if err := (Face{Logo: []byte(tt.logo)}).Check(); (err == nil) != tt.want {
				t.Errorf("Check() = %v, want it to be worn: %v", err, tt.want)
			}
		})
	}
}

// Whatever a logo is, what is served of it is drawn of known elements and attributes, and
// is accepted unchanged when it comes back.
func FuzzLogo(f *testing.F) {
	for _, inside := range []string{``, `<path d="M0 0h8v8z" fill="#8a1c4a"/>`, `<title>a &lt;b&gt;</title><rect fill="url(#a)"/>`,
		`<defs><linearGradient id="a"/></defs><use href="#a" transform="rotate(3)"/>`, `<script>alert(1)</script>`, `<rect fill="URL(//x)"/>`} {
		f.Add([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">` + inside + `</svg>`))
	}
	f.Add([]byte(`<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:g/></s:svg>`))
	f.Fuzz(func(t *testing.T, logo []byte) {
		drawn, err := plainSVG(logo)
		if err != nil {
			return
		}
		again, err := plainSVG(drawn)
		if err != nil || string(again) != string(drawn) {
			t.Fatalf("%q becomes %q, and then %q, %v", logo, drawn, again, err)
		}
		if bad := loads.FindString(string(drawn)); bad != "" {
			t.Errorf("%q draws %q, which has %q", logo, drawn, bad)
		}
	})
}

// loads is what no logo has: an element that does something, a handler, a style, an
// address that is not within the picture. Words are written without < and quotes.
var loads = regexp.MustCompile(`(?i)<(?:script|style|foreignobject|image|set|animate|a[ >]|[!?])|\s(?:on\w+|style)="|href="[^#]|="[^"]*url\((?:[^#]|$)`)
