package scan

import (
	"context"
	"image"
	"time"
)

// Patient returns a reader for tests of what can be read, however slow the machine is.
func Patient() *Reader {
	r := New()
	r.time = time.Minute
	return r
}

// PatientCodes looks for codes without an end to its time, for the same reason.
func PatientCodes(ctx context.Context, m image.Image) ([]Code, bool) {
	return codes(ctx, m, time.Hour)
}

// CodesWithin looks for codes for so long.
func CodesWithin(ctx context.Context, m image.Image, most time.Duration) ([]Code, bool) {
	return codes(ctx, m, most)
}
