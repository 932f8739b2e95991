package main

// benchCmd measures. What and how is the business of package bench.
type benchCmd struct{}

// Run prints each figure beside its limit.
func (c *benchCmd) Run(*shell) error {
	return withHint(usage("this build has no bench"), "it comes with internal/bench")
}
