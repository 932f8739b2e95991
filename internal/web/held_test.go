package web

import (
	"crypto/rand"
	"testing"
	"time"
)

// What is held is had once, by its id, for a while, and the oldest go when there
// is no room.
func TestHeld(t *testing.T) {
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	h := newHelds(func() time.Time { return now }, rand.Reader)
	keep := func(size int) string {
		t.Helper()
		id, err := h.keep(evidence{said: map[string]string{"brand": "amazon-jp"}, files: []file{{content: make([]byte, size)}}})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	id := keep(10)
	if sent, err := h.take(id); err != nil || sent.said["brand"] != "amazon-jp" || len(sent.files) != 1 {
		t.Errorf("take() = %v, %v", sent, err)
	}
	if _, err := h.take(id); err == nil {
		t.Error("it is had twice")
	}
	if _, err := h.take("another"); err == nil {
		t.Error("an id that was never given has something")
	}
	late := keep(10)
	now = now.Add(heldLife)
	if _, err := h.take(late); err == nil {
		t.Error("it is had after its time")
	}
	first := keep(maxHeld - 5)
	second := keep(10)
	if _, err := h.take(first); err == nil {
		t.Error("the oldest is kept though there is no room")
	}
	if _, err := h.take(second); err != nil {
		t.Error(err)
	}
	if h.size != 0 || h.order.Len() != 0 || len(h.known) != 0 {
		t.Errorf("%d bytes of %d are left", h.size, h.order.Len())
	}
}
