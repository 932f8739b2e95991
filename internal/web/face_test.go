package web

import (
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
