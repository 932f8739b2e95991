package web

import (
	"html/template"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/api"
)

// cardView is a card as every page shows it.
type cardView struct {
	api.CardStatus
	Kind  string // what its program is called
	Word  string // id of the text that says how it stands
	Tone  string // ok, note or bad
	Whole bool   // all of its value is there
	Used  bool   // some of it was used, and its word says something else
	Might string // id of the text that says what could still happen
	// Movable says that the card can be handed over: it has value that nobody
	// has stopped or holds.
	Movable bool
	Last4   string // of its code; "" if the page does not know it
}

func (v *visit) viewCard(c api.CardStatus) *cardView {
	view := standing(c)
	view.Kind = v.kind(c.Program)
	return view
}

// kind returns what people call a program: its name, or its id where that cannot be
// had. Names never change, so they are kept: asked for each time, a page takes 1.54
// times as long.
func (v *visit) kind(program string) string {
	if name, ok := v.s.kinds.get(program); ok {
		return name
	}
	server, _ := v.s.ask(v.r, "")
	p, err := server.Program(v.r.Context(), program)
	if err != nil || p.Name == "" {
		return program
	}
	v.s.kinds.put(program, p.Name)
	return p.Name
}

func standing(c api.CardStatus) *cardView {
	v := &cardView{CardStatus: c, Tone: "note", Whole: unspent.Whole(c.Balance, c.Face), Movable: c.State == unspent.StateActive && !c.Frozen && c.Held == nil}
	switch {
	case c.Unspent && c.Balance != c.Face: // the staff has raised it
		v.Word, v.Tone, v.Might = "state.raised", "ok", "might.unspent"
	case c.Unspent:
		v.Word, v.Tone, v.Might = "state.unspent", "ok", "might.unspent"
	case c.State != unspent.StateActive:
		v.Word = "state." + string(c.State)
	case c.Frozen:
		v.Word, v.Might, v.Used = "state.frozen", "might.frozen", !v.Whole
	case c.Held != nil:
		v.Word, v.Might, v.Used = "state.held", "might.held", !v.Whole
	default:
		v.Word, v.Might = "state.partly", "might.unspent"
	}
	if v.Word == "state.inactive" {
		v.Might = "might.inactive"
	}
	return v
}

// card writes the answer about a card. It is written here rather than by a template,
// whose every action is evaluated by reflection: with a template the page that is
// asked for most takes 1.51 times as long, and 225 allocations where it has 151
// (docs/reference/performance.md, what a page is spared).
func (w *words) card(v *cardView) (template.HTML, error) {
	p := &part{words: w}
	p.b.Grow(1 << 10) // of most cards
	p.raw(`<section class="answer `, v.Tone, `" aria-labelledby="answer-word">
<h2 id="answer-word" class="word"><span class="mark" aria-hidden="true"></span>`)
	p.say(v.Word)
	p.raw("</h2>\n")
	if v.Used {
		p.raw(`<p class="lead">`)
		p.say("state.partly")
		p.raw("</p>\n")
	}
	p.raw(`<div class="plastic `, v.Tone, `"><p class="stamp" aria-hidden="true">`)
	p.say(v.Word)
	p.raw(`</p><div><p class="amount">`)
	p.text(w.left(v))
	p.raw(`</p><p class="digits" aria-hidden="true">•••• •••• •••• `, v.Last4, `</p></div><p class="kind" aria-hidden="true">`, template.HTMLEscapeString(v.Kind),
		"</p></div>\n<p>")
	p.say("card.asOf")
	p.raw(` <time datetime="`, isoTime(v.AsOf), `">`, w.moment(v.AsOf), "</time></p>\n")
	if v.Might != "" {
		p.raw(`<p class="might">`)
		p.say(v.Might)
		p.raw("</p>\n")
	}
	p.raw("<dl>\n")
	safe, err := w.text("card.serialSafe")
	p.failed(err)
	p.row("card.serial", "", `<span class="number">`+v.Serial.String()+"</span> <small>"+template.HTMLEscapeString(safe)+"</small>")
	p.row("card.program", "", template.HTMLEscapeString(v.Kind))
	if v.ExpiresAt.IsZero() {
		never, err := w.text("card.never")
		p.failed(err)
		p.row("card.expires", "", template.HTMLEscapeString(never))
	} else {
		p.row("card.expires", "", `<time datetime="`+isoTime(v.ExpiresAt)+`">`+w.day(v.ExpiresAt)+"</time>")
	}
	if v.Held != nil {
		p.row("card.heldUntil", "", `<time datetime="`+isoTime(v.Held.Until)+`">`+w.moment(v.Held.Until)+"</time>")
	}
	p.raw("</dl>\n</section>\n")
	return template.HTML(p.b.String()), p.err //nolint:gosec // what is not of this file was escaped
}

// left says what is on a card.
func (w *words) left(v *cardView) (string, error) {
	if v.Whole {
		return w.money(v.Balance), nil
	}
	return w.text("card.left", "Balance", w.money(v.Balance), "Face", w.money(v.Face))
}

// part is a part of a page that is being written.
type part struct {
	*words
	b   strings.Builder
	err error
}

func (p *part) failed(err error) {
	if p.err == nil {
		p.err = err
	}
}

// raw writes HTML.
func (p *part) raw(html ...string) {
	for _, text := range html {
		p.b.WriteString(text)
	}
}

// text writes a text.
func (p *part) text(text string, err error) {
	p.failed(err)
	p.b.WriteString(template.HTMLEscapeString(text))
}

// say writes the text with an id.
func (p *part) say(id string) { p.text(p.words.text(id)) }

// row writes a line of a list of facts, whose value is HTML.
func (p *part) row(label, attributes, value string) {
	p.raw("<div><dt>")
	p.say(label)
	p.raw("</dt><dd", attributes, ">", value, "</dd></div>\n")
}
