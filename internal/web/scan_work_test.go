package web

import (
	"bytes"
	"crypto/rand"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/scan"
)

// Row 9 of what surrounds the journal: reading pictures is counted by the work, so
// that one place cannot have all of it; others go on, and so does it after a while.
func TestRow09PicturesOfOnePlaceEnd(t *testing.T) {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2027, 1, 15, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	s := &server{scanner: scan.New(), Config: Config{Now: clock, Client: func(r *http.Request) gate.Client { return gate.Remote(r.RemoteAddr) }}}
	var err error
	if s.scans, err = newScans(clock, rand.Reader); err != nil {
		t.Fatal(err)
	}
	show := func(addr string) unspent.Reason {
		v := &visit{s: s, r: httptest.NewRequestWithContext(t.Context(), "POST", "/check", nil)}
		v.r.RemoteAddr = addr
		_, err := v.readQR(b.Bytes())
		return unspent.ReasonOf(err)
	}
	shown := 0
	for show("192.0.2.1:1") != unspent.Busy {
		if shown++; shown > 300 {
			t.Fatal("three hundred pictures of one place were read at once")
		}
	}
	if shown < 20 {
		t.Errorf("only %d pictures were read", shown)
	}
	if got := show("198.51.100.1:1"); got != unspent.NotFound {
		t.Errorf("another place's picture = %s", got)
	}
	now = now.Add(time.Minute)
	if got := show("192.0.2.1:1"); got != unspent.NotFound {
		t.Errorf("a minute later = %s", got)
	}
}
