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
func PatientCodes(ctx context.Context, m image.Image) []Code { return codes(ctx, m, time.Hour) }
