package web

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// confirming asks a visitor whether what was read in their pictures is right. The
// files are held meanwhile.
type confirming struct {
	Groups []readGroup
	Which  *casefile.AskJSON // a message that nobody could read; nil: there is none
	Of     int               // the picture that it is in, from 1; 0: it was typed
}

// readGroup is what was read of one piece of evidence.
type readGroup struct {
	Number  int          // of the picture, from 1
	File    string       // the visitor's name for it
	Picture template.URL // a small copy of it without codes; "" if there is none
	Size    [2]int       // of the whole picture, in whose pixels the boxes are
	Boxes   []readBox
	Fields  []readField
}

// readBox is where something was read.
type readBox struct {
	X, Y, W, H int
	Unsure     bool
}

type readField struct {
	Name    string // of the form's field
	Field   string
	Label   brand.Text
	Shown   brand.Text
	Value   string       // filled in; "" if it is not certain, which nobody fills in but the visitor
	Choices []readChoice // what it may be, if it is not certain; the likeliest first
	Fixed   bool         // a word of ours, not something to type
}

type readChoice struct {
	Value string
	Shown brand.Text
}

// readName is the form's field for a reading of a file.
func readName(file, reading string) string { return "read-" + file + "-" + reading }

// confirmingOf returns what to ask about an answer, or nil: only what stands open,
// and what stands beside it. Pictures are the copies by file.
func confirmingOf(sent evidence, answer *casefile.Answer, pictures map[string]template.URL) *confirming {
	open := map[string]bool{} // pieces of evidence with something open
	for _, r := range answer.Read {
		open[r.File+" "+r.Evidence] = open[r.File+" "+r.Evidence] || r.Open && r.Evidence != ""
	}
	c := &confirming{}
	last, drawn := "", map[string]bool{}
	for _, r := range answer.Read {
		id := r.File + " " + r.Evidence
		i := sent.index(r.File)
		if !open[id] || i < 0 {
			continue
		}
		if id != last {
			group := readGroup{Number: i + 1, File: sent.files[i].shown}
			if !drawn[r.File] { // its next group stands below
				group.Picture, group.Size = pictures[r.File], sizeOf(answer, r.File)
			}
			drawn[r.File] = true
			c.Groups = append(c.Groups, group)
		}
		last = id
		group := &c.Groups[len(c.Groups)-1]
		group.Fields = append(group.Fields, fieldOfReading(r, strconv.Itoa(i+1)))
		if b := r.Box; r.Picture == 0 && b[2] > b[0] && b[3] > b[1] {
			group.Boxes = append(group.Boxes, readBox{b[0], b[1], b[2] - b[0], b[3] - b[1], !r.Certain})
		}
	}
	c.which(sent, answer)
	if len(c.Groups) == 0 && c.Which == nil {
		return nil
	}
	return c
}

// sizeOf is how large the picture of a file is.
func sizeOf(answer *casefile.Answer, file string) [2]int {
	i := slices.IndexFunc(answer.Copies, func(p casefile.CopyJSON) bool { return p.File == file })
	if i < 0 {
		return [2]int{}
	}
	return answer.Copies[i].Of
}

// which finds what a visitor can choose for a message that nobody could read.
func (c *confirming) which(sent evidence, answer *casefile.Answer) {
	i := slices.IndexFunc(answer.Missing, func(a casefile.AskJSON) bool { return len(a.Choices) > 0 })
	if i < 0 {
		return
	}
	ask := &answer.Missing[i]
	at := slices.IndexFunc(answer.Evidence, func(e casefile.EvidenceJSON) bool { return e.ID == ask.Evidence })
	if at < 0 {
		return
	}
	file := answer.Evidence[at].File
	if _, said := sent.like[file]; said { // that none is meant
		return
	}
	if c.Of = sent.index(file) + 1; c.Of > 0 || file == "" {
		c.Which = ask
	}
}

func fieldOfReading(r casefile.ReadJSON, file string) readField {
	f := readField{Name: readName(file, r.Name), Field: r.Field, Fixed: r.Field == "kind" || r.Field == "state" || r.Field == "message"}
	f.Label, f.Shown = casefile.ReadText(r)
	if r.Certain || f.Fixed && len(r.Others) == 0 {
		f.Value = r.Value
		return f
	}
	for _, value := range append([]string{r.Value}, r.Others...) {
		f.Choices = append(f.Choices, readChoice{value, casefile.ValueText(r.Field, value)})
	}
	return f
}

// date gives the files from one on the time at which the form says that they were
// saved.
func (e *evidence) date(from int) {
	for i := from; i < len(e.files); i++ {
		e.files[i].seen = e.said["seen"]
	}
}

// index is the place of a file among those that were sent, or -1.
func (e *evidence) index(name string) int {
	for i, f := range e.files {
		if f.name == name {
			return i
		}
	}
	return -1
}

// confirmed goes on with the files that are held for a form, and what the visitor
// said of them. A field that was left empty stays open; one that was typed beside
// the choices counts instead of them.
func (v *visit) confirmed(sent evidence) (evidence, error) {
	id := sent.said["held"]
	delete(sent.said, "held")
	if id == "" {
		sent.date(0)
		return sent, nil
	}
	was, _, err := v.s.helds.look(id)
	if err != nil {
		sent.date(0)
		return sent, err
	}
	if _, form := sent.said["brand"]; form { // the whole form, sent again
		if sent.said["message"] != was.said["message"] {
			delete(was.like, "")
		}
		was.said = sent.said
	}
	if was.read == nil {
		was.read = map[string]map[string]string{}
	}
	for name, value := range sent.said {
		rest, ok := strings.CutPrefix(name, "read-")
		number, reading, more := strings.Cut(rest, "-")
		i, err := strconv.Atoi(number)
		if !ok || !more || err != nil || i < 1 || i > len(was.files) || value == "" {
			continue
		}
		file := was.files[i-1].name
		if was.read[file] == nil {
			was.read[file] = map[string]string{}
		}
		if typed, ok := strings.CutSuffix(reading, ".other"); ok {
			was.read[file][typed] = value
		} else if sent.said[name+".other"] == "" {
			was.read[file][reading] = value
		}
	}
	if like, asked := sent.said["like"]; asked {
		if was.like == nil {
			was.like = map[string]string{}
		}
		of, _ := strconv.Atoi(sent.said["like-of"]) // 0: the typed message
		if of == 0 {
			was.like[""] = like
		} else if of > 0 && of <= len(was.files) {
			was.like[was.files[of-1].name] = like
		}
	}
	for _, name := range []string{"work", "bundle", "edit"} {
		was.said[name] = sent.said[name]
	}
	known := len(was.files)
	was.files = append(was.files, sent.files...)
	if len(was.files) > maxFiles {
		was.files = was.files[:known]
		return was, unspent.Errorf(unspent.TooLarge, "at most %d files can be sent at once", maxFiles)
	}
	if known == len(was.files) {
		known = 0
	}
	was.date(known)
	for i := range was.files {
		was.files[i].name = "file-" + strconv.Itoa(i+1) + ending(was.files[i].name)
	}
	return was, nil
}
