package main

import (
	"io"
	"mime"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

func decodedHeader(word string) string {
	text, err := new(mime.WordDecoder).DecodeHeader(word)
	if err != nil {
		return ""
	}
	return text
}

func hasLike(in casefile.Input) bool {
	for _, item := range in.Evidence {
		if item.Like != "" {
			return true
		}
	}
	return false
}

// wordOfOwner is what a case file and the page call whose a thing is.
func wordOfOwner(o assess.Owner) string {
	for _, word := range []string{"me", "giver", "seller", "buyer", "shop", "issuer"} {
		if casefile.Owner(word) == o {
			return word
		}
	}
	return "me"
}

// fields are the answers of the page's form that make the case.
func (c *tried) fields() [][2]string {
	in, k := c.in, c.in.Case
	var all [][2]string
	add := func(name, value string) { all = append(all, [2]string{name, value}) }
	at := func(name, layout string, when interface{ IsZero() bool }, text string) {
		if !when.IsZero() {
			add(name, text)
		}
	}
	add("brand", in.Brand)
	add("asker", string(k.Asker))
	add("channel", string(k.Channel))
	if k.Form != "unknown" {
		add("form", string(k.Form))
	}
	add("intent", string(k.Intent))
	add("last4", k.Card.Last4)
	add("order", k.Card.Order)
	add("recipient", k.Card.Recipient)
	add("giver", k.Card.Giver)
	if k.Card.Amount.IsPositive() {
		add("amount", k.Card.Amount.String())
	}
	at("got", "", k.Got, inJapan(k.Got, "2006-01-02 15:04"))
	at("handed", "", k.HandedOver, inJapan(k.HandedOver, "2006-01-02T15:04"))
	asked := ""
	if k.AskedFor {
		asked = "asked"
	}
	add("asked", asked)
	add("given-to", string(k.GivenTo))
	add("opened", string(k.Opened))
	add("seen-by", string(k.SeenBy))
	add("entered", string(k.Entered))
	add("readable", string(k.Readable))
	add("arrived", string(k.Arrived))
	for _, item := range in.Evidence {
		switch {
		case item.File != "":
			at("seen", "", item.Seen, inJapan(item.Seen, "2006-01-02T15:04"))
		case item.Text != "":
			add("message", item.Text)
			add("messageOwner", wordOfOwner(item.Owner))
		case item.Says == brand.NoNotice:
			add("notice", "1")
		default:
			word := map[brand.Meaning][2]string{brand.SealIntact: {"seal", "intact"}, brand.SealBroken: {"seal", "broken"},
				brand.TillActivated: {"till", "activated"}, brand.TillOnly: {"till", "only"}}[item.Says]
			if word[0] == "" {
				c.Fatalf("the page is not asked for %s", item.Says)
			}
			add(word[0], word[1])
		}
	}
	return all
}

// confirmed are the fields of the form that asks what is open, as the case says.
func (c *tried) confirmed(page node) (all [][2]string) {
	form := page.first("form", "")
	choices := map[string]bool{}
	for input := range form.Descendants() {
		in := node{input}
		name, value := in.attr("name"), in.attr("value")
		switch {
		case input.Data != "input" || in.attr("type") == "file":
		case in.attr("type") == "radio":
			choices[name+"="+value] = true
		case value != "":
			all = append(all, [2]string{name, value})
		}
	}
	for _, item := range c.in.Evidence {
		if item.Like != "" {
			all = append(all, [2]string{"like", string(item.Like)})
		}
		for name, value := range item.Confirm.Values {
			if field := "read-1-" + name; choices[field+"="+value] {
				all = append(all, [2]string{field, value})
			}
		}
	}
	return all
}

// node is a part of a page.
type node struct{ *html.Node }

func (c *tried) pageOf(r io.Reader) node {
	c.Helper()
	page, err := html.Parse(r)
	c.must(err)
	return node{page}
}

func (n node) attr(name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// first is the first element of a name, and of a class if one is given.
func (n node) first(name, class string) node {
	if n.Node != nil {
		for d := range n.Descendants() {
			if one := (node{d}); d.Type == html.ElementNode && d.Data == name && (class == "" || slices.Contains(strings.Fields(one.attr("class")), class)) {
				return one
			}
		}
	}
	return node{}
}

// text is what stands in it, without some elements.
func (n node) text(without ...string) string {
	if n.Node == nil || slices.Contains(without, n.Data) || n.Data == "style" || n.Data == "script" {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for child := range n.ChildNodes() {
		b.WriteString(node{child}.text(without...))
	}
	return b.String()
}

func inJapan(at time.Time, layout string) string {
	return at.In(time.FixedZone("JST", 9*60*60)).Format(layout)
}
