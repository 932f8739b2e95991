package web

// Patterns returns what every page answers to.
func Patterns() (all []string) {
	for _, rt := range routes() {
		all = append(all, rt.pattern)
	}
	return all
}
