package gate_test

import (
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/gate"
	"pgregory.net/rapid"
)

const (
	check = "/v1/check"
	claim = "/v1/claim"
)

// clock is a clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// easy is the default with puzzles that cost nothing.
func easy() gate.Limits {
	l := gate.DefaultLimits()
	l.Bits = 4
	return l
}

func newGate(t testing.TB, l gate.Limits) (*gate.Gate, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)}
	g, err := gate.New(gate.Options{Now: c.Now, Rand: rand.Reader, Limits: l})
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return g, c
}

func at(ip string) gate.Client { return gate.Address(netip.MustParseAddr(ip)) }

// nth returns the n-th address of a flood: each in a network of its own.
func nth(n int) gate.Client {
	return gate.Address(netip.AddrFrom4([4]byte{11 + byte(n>>16&63), byte(n >> 8), byte(n), 1}))
}

func solve(t testing.TB, c gate.Challenge) string {
	t.Helper()
	proof, err := gate.Solve(context.Background(), c)
	if err != nil {
		t.Fatalf("Solve: %v", err)
	}
	return proof
}

func wants(t testing.TB, g *gate.Gate, c gate.Client, proof string, want unspent.Reason) {
	t.Helper()
	if err := g.Admit(c, check, proof); unspent.ReasonOf(err) != want {
		t.Errorf("Admit(%+v) = %v, want %q", c, err, want)
	}
}

func miss(g *gate.Gate, c gate.Client, times int) {
	for range times {
		g.Miss(c)
	}
}

func TestThresholdsOfAClient(t *testing.T) {
	g, now := newGate(t, easy())
	c, neighbour := at("192.0.2.1"), at("192.0.2.2")
	miss(g, c, 4)
	wants(t, g, c, "", "")
	miss(g, c, 1)
	wants(t, g, c, "", unspent.WorkRequired)
	wants(t, g, c, solve(t, g.Challenge(check)), "")
	wants(t, g, neighbour, "", "")
	now.pass(time.Minute)
	wants(t, g, c, "", "")
	miss(g, c, 15)
	wants(t, g, c, solve(t, g.Challenge(check)), "")
	miss(g, c, 1)
	wants(t, g, c, solve(t, g.Challenge(check)), unspent.TooManyMisses)
	wants(t, g, neighbour, "", "")

	wait, ok := gate.RetryAfter(g.Admit(c, check, ""))
	if want := 16 * time.Minute; wait != want || !ok {
		t.Errorf("RetryAfter = %v, %v; want %v", wait, ok, want)
	}
	now.pass(wait - 1)
	wants(t, g, c, solve(t, g.Challenge(check)), unspent.TooManyMisses)
	now.pass(1)
	wants(t, g, c, "", unspent.WorkRequired)
	wants(t, g, c, solve(t, g.Challenge(check)), "")
	miss(g, c, 1)
	wants(t, g, c, solve(t, g.Challenge(check)), unspent.TooManyMisses)
	now.pass(time.Hour)
	wants(t, g, c, "", "")
}

func TestABurstIsNotPunishedForEver(t *testing.T) {
	g, _ := newGate(t, easy())
	c := at("192.0.2.1")
	miss(g, c, 10_000) // all admitted before the first was counted
	if wait, _ := gate.RetryAfter(g.Admit(c, check, "")); wait != 16*time.Minute {
		t.Errorf("RetryAfter = %v, want 16m", wait)
	}
}

func TestWhoIsCountedTogether(t *testing.T) {
	tests := map[string]struct {
		a, b gate.Client
		same bool
	}{
		"one IPv4 address":           {at("192.0.2.1"), at("192.0.2.1"), true},
		"two IPv4 addresses":         {at("192.0.2.1"), at("192.0.2.2"), false},
		"mapped into IPv6":           {at("192.0.2.1"), at("::ffff:192.0.2.1"), true},
		"one /64":                    {at("2001:db8:1:2::1"), at("2001:db8:1:2:ffff::9"), true},
		"two /64":                    {at("2001:db8:1:2::1"), at("2001:db8:1:3::1"), false},
		"zones":                      {at("fe80::1%a"), at("fe80::1%b"), true},
		"like an IPv4 one":           {at("192.0.2.1"), at("c000:201::"), false},
		"two ports":                  {gate.Remote("192.0.2.1:1"), gate.Remote("192.0.2.1:2"), true},
		"port or not":                {gate.Remote("[2001:db8::1]:1"), at("2001:db8::2"), true},
		"one API key":                {gate.Key("a"), gate.Key("a"), true},
		"two API keys":               {gate.Key("a"), gate.Key("b"), false},
		"an API key like an address": {gate.Key("192.0.2.1"), at("192.0.2.1"), false},
		"unreadable":                 {gate.Remote("@"), gate.Remote("pipe"), true},
		"unreadable and nothing":     {gate.Remote(""), gate.Client{}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.a == tt.b; got != tt.same {
				t.Errorf("%+v == %+v is %v, want %v", tt.a, tt.b, got, tt.same)
			}
		})
	}
}

func TestUnreadableAddressesShareOneClient(t *testing.T) {
	g, _ := newGate(t, easy())
	miss(g, gate.Remote("@"), 20)
	wants(t, g, gate.Remote("?"), "", unspent.TooManyMisses)
	wants(t, g, at("192.0.2.1"), "", "")
}

func TestThresholdOfANetwork(t *testing.T) {
	tests := map[string]struct {
		member  func(n int) gate.Client
		outside gate.Client
	}{
		"IPv4 /24": {func(n int) gate.Client { return gate.Address(netip.AddrFrom4([4]byte{192, 0, 2, byte(n)})) }, at("192.0.3.1")},
		"IPv6 /48": {func(n int) gate.Client {
			return gate.Address(netip.AddrFrom16([16]byte{0x20, 1, 0xd, 0xb8, 0, 1, byte(n)}))
		}, at("2001:db8:2::1")},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			g, now := newGate(t, easy())
			for n := range 49 {
				g.Miss(tt.member(n))
			}
			wants(t, g, tt.member(200), "", "")
			g.Miss(tt.member(49))
			wants(t, g, tt.member(200), "", unspent.WorkRequired)
			wants(t, g, tt.member(200), solve(t, g.Challenge(check)), "")
			wants(t, g, tt.outside, "", "")
			now.pass(10 * time.Second)
			wants(t, g, tt.member(200), "", "")
			for n := range 1000 {
				g.Miss(tt.member(n % 100))
			}
			wants(t, g, tt.member(200), solve(t, g.Challenge(check)), "") // its neighbours are not its fault
		})
	}
}

func TestGlobalThreshold(t *testing.T) {
	g, now := newGate(t, easy())
	for n := range 599 {
		g.Miss(nth(n))
	}
	stranger := at("2001:db8::1")
	wants(t, g, stranger, "", "")
	g.Miss(nth(599))
	wants(t, g, stranger, "", unspent.WorkRequired)
	wants(t, g, gate.Key("partner"), "", "")
	wants(t, g, stranger, solve(t, g.Challenge(check)), "")
	for range 100 {
		g.Hit(gate.Key("partner"))
	}
	wants(t, g, stranger, "", unspent.WorkRequired)
	for range 99 {
		g.Hit(stranger)
	}
	wants(t, g, stranger, "", unspent.WorkRequired) // a hit is a hundredth of a miss
	g.Hit(stranger)
	wants(t, g, stranger, "", "")
	for n := range 100_000 {
		g.Miss(nth(n))
	}
	wants(t, g, stranger, "", unspent.WorkRequired)
	now.pass(time.Minute + 200*time.Millisecond) // the debt has a bound
	wants(t, g, stranger, "", "")
}

func TestHitsDoNotForgiveTheClient(t *testing.T) {
	g, _ := newGate(t, easy())
	c := at("192.0.2.1")
	miss(g, c, 5)
	for range 10_000 {
		g.Hit(c)
	}
	wants(t, g, c, "", unspent.WorkRequired)
}

func TestAPIKeysNeedNoWork(t *testing.T) {
	g, now := newGate(t, easy())
	k := gate.Key("key_1")
	miss(g, k, 999)
	wants(t, g, k, "", "")
	miss(g, k, 1)
	wants(t, g, k, "", unspent.TooManyMisses)
	wants(t, g, gate.Key("key_2"), "", "")
	wants(t, g, at("192.0.2.1"), "", "") // a key's misses are its own affair
	wait, _ := gate.RetryAfter(g.Admit(k, check, ""))
	if want := 61 * time.Second; wait != want {
		t.Errorf("RetryAfter = %v, want %v", wait, want)
	}
	now.pass(wait)
	wants(t, g, k, "", "")
}

func TestDeclinesOfAKey(t *testing.T) {
	l := easy()
	g, now := newGate(t, l)
	k, other := gate.Key("key_1"), gate.Key("key_2")
	decline := func(c gate.Client, times int) {
		for range times {
			g.Declined(c)
		}
	}
	refused := func(c gate.Client, want bool) {
		t.Helper()
		err := g.AdmitCommand(c)
		if wait, got := gate.RetryAfter(err); got != want || errors.Is(err, unspent.TooManyMisses) != want || want != (wait > 0) {
			t.Errorf("AdmitCommand(%+v) = %v, %v; want refused %t", c, err, wait, want)
		}
	}
	decline(k, l.Decline.Refuse-1)
	refused(k, false)
	decline(k, 1)
	refused(k, true)
	refused(other, false)
	wants(t, g, k, "", "") // a check is no command
	now.pass(l.Decline.Forgive)
	refused(k, false)
	decline(k, 10*l.Decline.Refuse)
	refused(k, true)
	now.pass(time.Hour)
	refused(k, false)
	decline(k, l.Decline.Refuse/2)
	refused(k, false)
	decline(at("192.0.2.1"), 2*l.Decline.Refuse)
	refused(at("192.0.2.1"), false) // of others a refusal is a miss
	wants(t, g, at("192.0.2.1"), "", "")
}

// However many addresses make a miss each, whoever was refused stays refused,
// and no debt of theirs is taken for another's.
func TestAFloodPushesNobodyOut(t *testing.T) {
	g, _ := newGate(t, easy())
	var offenders []gate.Client
	for n := range 100 {
		c := gate.Address(netip.AddrFrom4([4]byte{198, 51, byte(n), 7}))
		miss(g, c, 20)
		offenders = append(offenders, c)
	}
	for n := range 1 << 18 {
		g.Miss(nth(n))
	}
	for _, c := range offenders {
		wants(t, g, c, "", unspent.TooManyMisses)
	}
	if _, refused := gate.RetryAfter(g.Admit(at("2001:db8::1"), check, "")); refused {
		t.Errorf("the flood has a stranger refused")
	}
}

func TestClockStepsBack(t *testing.T) {
	g, now := newGate(t, easy())
	c := at("192.0.2.1")
	miss(g, c, 20)
	now.pass(-100 * time.Hour)
	if wait, _ := gate.RetryAfter(g.Admit(c, check, "")); wait != 16*time.Minute {
		t.Errorf("RetryAfter = %v, want 16m", wait)
	}
	g.Miss(c)
	now.pass(time.Hour)
	wants(t, g, c, "", "")
}

// Whatever a client does, it gets no more wrong guesses than Refuse and one for
// each Forgive; and the wait it is told is exact.
func TestGuessesAreBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := easy()
		l.Bits = 0
		l.Client = gate.Allowance{
			Work: rapid.IntRange(0, 4).Draw(t, "work"), Refuse: rapid.IntRange(1, 8).Draw(t, "refuse"),
			Forgive: time.Duration(rapid.IntRange(1, 5).Draw(t, "forgive")) * time.Second,
			Pause:   time.Duration(rapid.IntRange(0, 20).Draw(t, "pause")) * time.Second,
		}
		now := &clock{now: time.Unix(1e9, 0)}
		g, err := gate.New(gate.Options{Now: now.Now, Rand: rand.Reader, Limits: l})
		if err != nil {
			t.Fatalf("New: %v", err)
		}
		c, start, guesses := at("192.0.2.1"), now.Now(), 0
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			now.pass(time.Duration(rapid.IntRange(0, 3000).Draw(t, "ms")) * time.Millisecond)
			err := g.Admit(c, check, "")
			if errors.Is(err, unspent.WorkRequired) {
				if guesses < l.Client.Work {
					t.Fatalf("work required after %d misses, want %d", guesses, l.Client.Work)
				}
				proof, solveErr := gate.Solve(context.Background(), g.Challenge(check))
				if solveErr != nil {
					t.Fatal(solveErr)
				}
				err = g.Admit(c, check, proof)
			}
			if wait, refused := gate.RetryAfter(err); refused {
				now.pass(wait - 1)
				if _, still := gate.RetryAfter(g.Admit(c, check, "")); !still || wait <= 0 {
					t.Fatalf("refused for %v, but admitted before", wait)
				}
				now.pass(1)
				if _, still := gate.RetryAfter(g.Admit(c, check, "")); still {
					t.Fatalf("refused for %v, and still refused after", wait)
				}
				continue
			}
			if err != nil {
				t.Fatalf("Admit: %v", err)
			}
			g.Miss(c)
			guesses++
			if most := l.Client.Refuse + int(now.Now().Sub(start)/l.Client.Forgive); guesses > most {
				t.Fatalf("%d guesses after %v, want at most %d", guesses, now.Now().Sub(start), most)
			}
		}
	})
}

func TestNewRefuses(t *testing.T) {
	change := func(f func(*gate.Limits)) gate.Limits {
		l := gate.DefaultLimits()
		f(&l)
		return l
	}
	for name, l := range map[string]gate.Limits{
		"never forgives": change(func(l *gate.Limits) { l.Client.Forgive = 0 }),
		"negative":       change(func(l *gate.Limits) { l.Key.Refuse = -1 }),
		"too many bits":  change(func(l *gate.Limits) { l.Bits = 33 }),
		"no lifetime":    change(func(l *gate.Limits) { l.Lifetime = 0 }),
		"no proofs":      change(func(l *gate.Limits) { l.Proofs = 0 }),
		"no hits":        change(func(l *gate.Limits) { l.HitsPerMiss = 0 }),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader, Limits: l}); !errors.Is(err, unspent.Invalid) {
				t.Errorf("New = %v, want %v", err, unspent.Invalid)
			}
		})
	}
	dry := iotest.ErrReader(errors.New("dry"))
	if _, err := gate.New(gate.Options{Now: time.Now, Rand: dry}); !errors.Is(err, unspent.Internal) {
		t.Errorf("New without randomness = %v, want %v", err, unspent.Internal)
	}
}

func TestConcurrentMissesAreAllCounted(t *testing.T) {
	g, _ := newGate(t, easy())
	k := gate.Key("k")
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for range 250 {
				g.Miss(k)
				g.Miss(nth(n))
				g.Hit(nth(n))
				_ = g.Admit(nth(n), check, "")
			}
		})
	}
	wg.Wait()
	wants(t, g, k, "", unspent.TooManyMisses)
}

func TestTheHotPathDoesNotAllocate(t *testing.T) {
	g, _ := newGate(t, gate.DefaultLimits())
	g.Miss(at("198.51.100.1"))
	clients := []gate.Client{at("192.0.2.1"), at("2001:db8::1"), gate.Key("key_1"), {}}
	if got := testing.AllocsPerRun(100, func() {
		for _, c := range clients {
			if g.Admit(c, check, "") != nil || g.AdmitCommand(c) != nil {
				t.Error("not admitted")
			}
			g.Hit(c)
			g.Miss(gate.Remote("203.0.113.9:4711"))
		}
	}); got != 0 {
		t.Errorf("%v allocations, want 0", got)
	}
}

func BenchmarkAdmit(b *testing.B) {
	for name, misses := range map[string]int{"quiet": 0, "misses": 4} {
		b.Run(name, func(b *testing.B) {
			g, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader})
			if err != nil {
				b.Fatal(err)
			}
			miss(g, at("127.0.0.1"), misses)
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					c := gate.Remote("127.0.0.1:34567")
					if g.Admit(c, check, "") != nil {
						b.Error("not admitted")
					}
					g.Hit(c)
				}
			})
		})
	}
}

func BenchmarkMiss(b *testing.B) {
	g, err := gate.New(gate.Options{Now: time.Now, Rand: rand.Reader})
	if err != nil {
		b.Fatal(err)
	}
	for n := 0; b.Loop(); n++ {
		g.Miss(nth(n))
	}
}
