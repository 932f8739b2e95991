package web

import "testing"

// However many keys come, a memo keeps the newest and never more than maxKept.
func TestMemoIsBounded(t *testing.T) {
	var m memo[int, int]
	for i := range 3*maxKept + 1 {
		m.put(i, -i)
		if v, ok := m.get(i); !ok || v != -i {
			t.Fatalf("%d: got %d, %t; want %d", i, v, ok, -i)
		}
	}
	if n := len(m.known); n > maxKept {
		t.Errorf("%d are kept, want at most %d", n, maxKept)
	}
}
