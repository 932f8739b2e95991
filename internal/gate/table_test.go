package gate

import (
	"net/netip"
	"testing"
	"time"
)

// A set that is full of larger debts remembers nobody new: neither is a debt forgotten
// for it, nor does the newcomer take one over. When one of them has come down to a
// single miss, its place is free.
func TestFullSet(t *testing.T) {
	const forgive = time.Minute
	table := newTable(Allowance{Forgive: forgive, Work: 5, Refuse: 20}, 1)
	client := func(n int) Client { return Address(netip.AddrFrom4([4]byte{192, 0, 2, byte(n)})) }
	for n := range ways {
		for range 2 + n {
			table.add(client(n), 0)
		}
	}
	newcomer := client(ways)
	owe := func(now time.Duration, first, new int) {
		t.Helper()
		for n := range ways {
			want := 2 + n - int(now/forgive)
			if n == 0 {
				want = first
			}
			if got := table.count(table.owed(client(n), now)); got != want {
				t.Errorf("after %v client %d owes %d misses, want %d", now, n, got, want)
			}
		}
		if got := table.count(table.owed(newcomer, now)); got != new {
			t.Errorf("after %v the newcomer owes %d misses, want %d", now, got, new)
		}
	}
	owe(0, 2, 0)
	for range 30 {
		table.add(newcomer, 0)
	}
	owe(0, 2, 0)
	table.add(newcomer, forgive) // the least of them owes one miss now, and is forgotten
	owe(forgive, 0, 1)
}
