package scan

import "time"

// Patient returns a reader for tests of what can be read, however slow the machine is.
func Patient() *Reader {
	r := New()
	r.time = time.Minute
	return r
}
