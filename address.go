package unspent

import "strings"

// FoldAddress returns the one spelling in which mail addresses are compared, however
// they were typed: without blanks around it, narrow, and in small letters.
func FoldAddress(typed string) string {
	narrow := strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, typed)
	return strings.ToLower(strings.TrimSpace(narrow))
}
