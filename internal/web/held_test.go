package web

import (
	"crypto/rand"
	"testing"
	"testing/synctest"
	"time"

	"github.com/unspent-dev/unspent/internal/gate"
)

// What is held is had by its id, for a while, as it was held; the oldest go when there
// is no room.
func TestHeld(t *testing.T) {
	now := time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	h := newHelds(func() time.Time { return now }, rand.Reader)
	keep := func(size int) string {
		t.Helper()
		id, err := h.keep(gate.Key(""), evidence{said: map[string]string{"brand": "amazon-jp"}, files: []file{{content: make([]byte, size)}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	id := keep(10)
	if sent, _, err := h.look(id); err != nil || sent.said["brand"] != "amazon-jp" || len(sent.files) != 1 {
		t.Errorf("look() = %v, %v", sent, err)
	}
	sent, _, err := h.look(id)
	sent.said["brand"] = "steam"
	if again, _, err := h.look(id); err != nil || again.said["brand"] != "amazon-jp" {
		t.Errorf("who goes back finds %v, %v", again.said, err)
	}
	if err != nil {
		t.Error(err)
	}
	if _, _, err := h.look("another"); err == nil {
		t.Error("an id that was never given has something")
	}
	late := keep(10)
	now = now.Add(heldLife)
	if _, _, err := h.look(late); err == nil {
		t.Error("it is had after its time")
	}
	first := keep(maxHeld - 5)
	second := keep(10)
	if _, _, err := h.look(first); err == nil {
		t.Error("the oldest is kept though there is no room")
	}
	if _, _, err := h.look(second); err != nil {
		t.Error(err)
	}
	if h.size > maxHeld || h.order.Len() != 1 || len(h.known) != 1 {
		t.Errorf("%d bytes of %d are left", h.size, h.order.Len())
	}
}

// Who holds most gives up theirs: a stranger cannot throw out what others hold.
func TestHeldByOthersStays(t *testing.T) {
	h := newHelds(time.Now, rand.Reader)
	keep := func(who string, size int) string {
		t.Helper()
		id, err := h.keep(gate.Key(who), evidence{files: []file{{content: make([]byte, size)}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	mine := keep("me", 1<<20)
	for range 10 {
		keep("a stranger", maxHeld/4)
	}
	if _, _, err := h.look(mine); err != nil {
		t.Errorf("what I held is gone: %v", err)
	}
	if h.size > maxHeld {
		t.Errorf("%d bytes are held", h.size)
	}
}

// What is held twice takes room once, until nobody holds it.
func TestHeldOnce(t *testing.T) {
	h := newHelds(time.Now, rand.Reader)
	sent := evidence{files: []file{{content: make([]byte, maxHeld/2)}}}
	var ids []string
	for range 5 {
		id, err := h.keep(gate.Key("me"), sent, nil)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	for _, id := range ids {
		if _, _, err := h.look(id); err != nil {
			t.Errorf("what shares its file with others gave way: %v", err)
		}
	}
	for h.order.Len() > 0 {
		h.drop(h.order.Front())
	}
	if h.size != 0 || len(h.each) != 0 || len(h.parts) != 0 {
		t.Errorf("%d bytes, %d clients and %d files are left", h.size, len(h.each), len(h.parts))
	}
}

// What is over is forgotten though nobody comes.
func TestHeldIsForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHelds(time.Now, rand.Reader)
		for range 3 {
			if _, err := h.keep(gate.Key("me"), evidence{files: []file{{content: []byte("a picture")}}}, nil); err != nil {
				t.Fatal(err)
			}
			time.Sleep(heldLife / 2)
		}
		time.Sleep(heldLife)
		synctest.Wait()
		if h.mu.Lock(); h.size != 0 || h.order.Len() != 0 {
			t.Errorf("%d bytes of %d are held after their time", h.size, h.order.Len())
		}
		h.mu.Unlock()
	})
}
