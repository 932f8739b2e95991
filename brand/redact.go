package brand

import (
	"regexp"
)

var token = regexp.MustCompile(`[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*`)

// Redact cuts whole codes of this brand to "…" and their last four, and says
// how many it cut.
func (p *Profile) Redact(s string) (string, int) {
	n := 0
	s = token.ReplaceAllStringFunc(s, func(t string) string {
		code := Normalise(t)
		for _, shape := range p.Codes {
			re := compiled(shape.match, shape.Match)
			if re != nil && shape.Text == "" && re.FindString(code) == code {
				n++
				return "…" + code[max(0, len(code)-4):]
			}
		}
		return t
	})
	return s, n
}
