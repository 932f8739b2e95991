package guides

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

//go:embed *.md
var files embed.FS

// Own is the guide to cards of the server's own issuer; the others are about any card.
const Own = "cards-issued-here"

// Names returns the guides that are pages, in the order in which they are offered.
func Names() []string {
	return []string{"is-my-card-used", "code-taken", "shop-card-not-activated", "sold-and-accused", "buy-safely", Own}
}

// Article is a guide in one language.
type Article struct {
	Name  string // of its file, and of its page
	Title string
	About string // what it is about, in a few sentences
	HTML  string // its parts
	Asks  []Question
	Then  Link // where somebody goes on
}

// Question is what somebody may search for, and the answer as plain text.
type Question struct{ Asked, Answer string }

// Link is an address on this server, and its words.
type Link struct{ Href, Text string }

// server stands for the one that shows the guide.
const server = "https://cards.example"

// between stands between the languages of a guide.
const between = "\n---\n"

// Read reads a guide in a language: "en", or Japanese.
func Read(name, lang string) (Article, error) {
	source, err := files.ReadFile(name + ".md")
	if err != nil {
		return Article{}, err
	}
	ja, en, both := strings.Cut(string(source), between)
	if !both {
		return Article{}, fmt.Errorf("guide %s: it has one language", name)
	}
	r := reader{source: []byte(ja), article: Article{Name: name}}
	if lang == "en" {
		r.source = []byte(en)
	}
	if err := r.read(); err != nil {
		return Article{}, fmt.Errorf("guide %s in %q: %w", name, lang, err)
	}
	return r.article, nil
}

// reader takes one guide apart.
type reader struct {
	source  []byte
	article Article
	asked   bool // the last heading was a question
}

func (r *reader) read() error {
	md := goldmark.New(goldmark.WithExtensions(extension.NewCJK(extension.WithEastAsianLineBreaks(extension.EastAsianLineBreaksCSS3Draft))))
	doc := md.Parser().Parse(text.NewReader(r.source))
	if err := ast.Walk(doc, r.lead); err != nil {
		return err
	}
	for node := range children(doc) {
		if r.part(node) {
			doc.RemoveChild(doc, node)
		}
	}
	a := &r.article
	if a.Title == "" || a.About == "" || a.Then == (Link{}) {
		return fmt.Errorf("it needs a title, a paragraph below it, and a link in the end: %+v", a)
	}
	var out bytes.Buffer
	err := md.Renderer().Render(&out, r.source, doc)
	a.HTML = out.String()
	return err
}

// children are those of a node, which may be removed meanwhile.
func children(of ast.Node) func(func(ast.Node) bool) {
	return func(yield func(ast.Node) bool) {
		for node := of.FirstChild(); node != nil; {
			next := node.NextSibling()
			if !yield(node) {
				return
			}
			node = next
		}
	}
}

// part notes one block of the guide, and reports whether it stands elsewhere on the page.
func (r *reader) part(node ast.Node) bool {
	a, said := &r.article, r.plain(node)
	link, alone := node.FirstChild().(*ast.Link)
	heading, is := node.(*ast.Heading)
	switch {
	case is && heading.Level == 1:
		a.Title = said
	case !is && a.About == "":
		a.About = said
	case elsewhere(node): // to the other language of the file
	case alone && node.ChildCount() == 1:
		a.Then = Link{string(link.Destination), said}
	case is:
		if r.asked = strings.HasSuffix(said, "？") || strings.HasSuffix(said, "?"); r.asked {
			a.Asks = append(a.Asks, Question{Asked: said})
		}
		return false
	default:
		if last := len(a.Asks) - 1; r.asked {
			a.Asks[last].Answer = strings.TrimSpace(a.Asks[last].Answer + "\n" + said)
		}
		return false
	}
	return true
}

// elsewhere reports whether a block leads to another place of its file.
func elsewhere(node ast.Node) bool {
	for child := range children(node) {
		if link, is := child.(*ast.Link); is && strings.HasPrefix(string(link.Destination), "#") {
			return true
		}
	}
	return false
}

// plain returns the text of a node without its marks: an item of a list to a line.
func (r *reader) plain(node ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it never fails
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				b.Write(n.Segment.Value(r.source))
				if n.SoftLineBreak() && !wide(b.String()) {
					b.WriteByte(' ')
				}
			}
		case *ast.ListItem:
			if !entering {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// wide reports whether a text ends in a script that puts no blanks between words.
func wide(text string) bool {
	all := []rune(text)
	return len(all) > 0 && all[len(all)-1] >= 0x2e80
}

// lead has links lead to pages.
func (r *reader) lead(n ast.Node, entering bool) (ast.WalkStatus, error) {
	link, is := n.(*ast.Link)
	if !is || !entering {
		return ast.WalkContinue, nil
	}
	to := string(link.Destination)
	here, ours := strings.CutPrefix(to, server)
	guide, file := strings.CutSuffix(to, ".md")
	switch {
	case ours:
		link.Destination = []byte(here)
	case file && slices.Contains(Names(), guide):
		link.Destination = []byte("/guide/" + guide)
	case strings.HasPrefix(to, "https://"):
		link.SetAttributeString("rel", []byte("noreferrer noopener"))
	case !strings.HasPrefix(to, "#"):
		return ast.WalkStop, fmt.Errorf("%q is no page", to)
	}
	return ast.WalkContinue, nil
}
