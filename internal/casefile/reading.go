package casefile

import (
	"cmp"
	"image"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// certain is the word of the case file for: take what was read with certainty.
const certain = "certain"

// readName names what may be confirmed: a field of a picture, and from its second
// piece of evidence on a number. Intake says which there are.
var readName = regexp.MustCompile(`^[a-z0-9]{1,12}(?:-[0-9]{1,2})?$`)

// read reads how far a person has confirmed what was read in a picture: the word
// certain, or a map of what stands there by the names of the readings.
func (r *reader) read(n ast.Node, path string) (c intake.Confirm) {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case nil:
		return c
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		if c.Certain = r.text(n, path) == certain; !c.Certain {
			r.fault(n, path, "case.read")
		}
		return c
	}
	c.Values = map[string]string{}
	for _, pair := range pairs {
		key, ok := pair.Key.(*ast.StringNode)
		if !ok || !readName.MatchString(key.Value) || len(c.Values) == MaxRead {
			r.fault(pair.Key, path, "case.readName")
			continue
		}
		if _, twice := c.Values[key.Value]; twice {
			r.fault(pair.Key, path+"."+key.Value, "case.twice")
		}
		text := r.text(pair.Value, path+"."+key.Value)
		if key.Value == certain {
			c.Certain = text == "true"
			continue
		}
		c.Values[key.Value] = text
	}
	return c
}

// list reads a list of texts.
func (r *reader) list(n ast.Node, path string) (all []string) {
	if n == nil {
		return nil
	}
	list, ok := n.(*ast.SequenceNode)
	if !ok || len(list.Values) > MaxItems {
		r.fault(n, path, "case.files")
		return nil
	}
	for i, one := range list.Values {
		all = append(all, r.text(one, place(path, i)))
	}
	return all
}

// written writes c as [reader.read] reads it.
func written(c intake.Confirm) string {
	switch {
	case len(c.Values) == 0 && c.Certain:
		return certain
	case len(c.Values) == 0:
		return ""
	}
	var all []string
	if c.Certain {
		all = append(all, "certain: true")
	}
	for name, value := range c.Values {
		all = append(all, name+": "+quoted(value))
	}
	slices.SortFunc(all, cmp.Compare)
	return "{" + strings.Join(all, ", ") + "}"
}

func readJSON(r Result) []ReadJSON {
	all := []ReadJSON{}
	for _, s := range r.Sources {
		all = append(all, s.readJSON()...)
	}
	return all
}

func (s Source) readJSON() (all []ReadJSON) {
	for _, r := range s.Readings {
		id := ""
		if r.Evidence >= 0 && r.Evidence < len(s.Evidence) {
			id = s.Evidence[r.Evidence]
		}
		all = append(all, ReadJSON{File: s.Name, Evidence: id, Name: r.Name(), Field: r.Field, Value: r.Value, Others: r.Others, Picture: r.Picture,
			Box: [4]int{r.Box.Min.X, r.Box.Min.Y, r.Box.Max.X, r.Box.Max.Y}, Score: r.Score, Certain: r.Certain, Open: r.Open})
	}
	return all
}

// readingsOf returns what the readings of a source were written of.
func readingsOf(s sourceJSON) (all []intake.Reading) {
	for _, r := range s.Read {
		all = append(all, intake.Reading{Evidence: slices.Index(s.Evidence, r.Evidence), Field: r.Field, Value: r.Value, Picture: r.Picture,
			Box: image.Rect(r.Box[0], r.Box[1], r.Box[2], r.Box[3]), Score: r.Score, Certain: r.Certain, Open: r.Open, Others: r.Others})
	}
	return all
}

// seen reports whether what a source says was seen in a picture: eyes of another
// day or machine may see it otherwise, so that reading it again proves nothing.
func (s Source) seen() bool {
	return len(s.Readings) > 0 || len(s.Kept) > 0 || strings.HasPrefix(s.Media, "image/") || s.Media == string(unpack.PDF) ||
		slices.ContainsFunc(s.Members, Source.seen)
}

// ReadText names a reading and its value for people.
func ReadText(r ReadJSON) (field, value brand.Text) {
	field, ok := assess.FieldWord(r.Field)
	if !ok {
		field = inBoth(r.Field)
	}
	return field, ValueText(r.Field, r.Value)
}

// ValueText is a value of a field for people: that which was read, or another that
// it may be.
func ValueText(field, value string) brand.Text {
	switch field {
	case "state", "message":
		if t := SaysText(brand.Meaning(value)); t != (brand.Text{}) {
			return t
		}
	case "kind":
		if t, ok := pageWords[value]; ok {
			return t
		}
	case "amount":
		amount, code, _ := strings.Cut(value, " ")
		if cur, err := unspent.ParseCurrency(code); err == nil {
			if m, err := unspent.ParseMoney(amount, cur); err == nil {
				return brand.MoneyText(m)
			}
		}
	case "date":
		if at, err := time.Parse(time.DateOnly, value); err == nil {
			return brand.DayText(at)
		}
		if at, err := time.Parse(time.RFC3339, value); err == nil {
			return brand.TimeText(at)
		}
	}
	return inBoth(value)
}

func inBoth(text string) brand.Text { return brand.Text{JA: text, EN: text} }

// pageWords are the kinds of page that a picture can show.
var pageWords = map[string]brand.Text{
	"history":    {JA: "利用履歴", EN: "usage history"},
	"order_page": {JA: "注文の画面", EN: "order page"},
	"message":    {JA: "登録したときのメッセージ", EN: "message when redeeming"},
	"balance":    {JA: "残高の画面", EN: "balance page"},
	"till":       {JA: "レシート", EN: "receipt"},
	"mail":       {JA: "メール", EN: "mail"},
	"seal":       {JA: "カードの裏面", EN: "back of the card"},
	"statement":  {JA: "文章", EN: "text"},
}
