package sim_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/book"
	"github.com/unspent-dev/unspent/internal/keyring"
	"github.com/unspent-dev/unspent/internal/store"
	"github.com/unspent-dev/unspent/internal/store/sqlite"
)

// childEnv, when it is set to a path, makes the test binary serve the book there
// instead of testing.
const childEnv = "UNSPENT_KILL_CHILD"

// call is one line to the child, reply one line back. Both are read by nobody else.
type call struct {
	N     int
	Key   string
	Kind  unspent.Kind
	Code  string
	Units int64
}

type reply struct {
	N      int
	Reason unspent.Reason
	First  unspent.Seq
	Hashes []string
	Codes  []string
}

func euro(units int64) unspent.Money {
	cur, err := unspent.ParseCurrency("EUR")
	if err != nil {
		panic(err)
	}
	return unspent.NewMoney(units, cur)
}

func (c call) request() (unspent.Request, error) {
	r := unspent.Request{Key: c.Key, By: unspent.Actor{ID: "key_admin", Role: unspent.Admin}}
	if c.Kind == unspent.Issued {
		r.Command = unspent.Issue{Program: "gift", Value: euro(1000), Count: 3, Activate: true, Recipient: "taro@example.jp"}
		return r, nil
	}
	code, err := unspent.ParseCode(c.Code)
	switch c.Kind {
	case unspent.Claimed:
		r.Command = unspent.Claim{Code: code, Account: "taro"}
	case unspent.Transferred:
		r.Command = unspent.Transfer{Code: code}
	default:
		r.Command = unspent.Spend{Code: code, Amount: euro(c.Units), Merchant: "shop"}
	}
	return r, err
}

func openBook(path string, overlay int) (*sqlite.Store, *book.Book, error) {
	ring, err := keyring.File{Path: path + ".keys"}.Load()
	if err != nil {
		return nil, nil, err
	}
	s, err := sqlite.Open(path, sqlite.Options{Overlay: overlay})
	if err != nil {
		return nil, nil, err
	}
	b, err := book.Open(context.Background(), s, ring, book.Options{})
	if err != nil {
		return nil, nil, errors.Join(err, s.Close())
	}
	return s, b, nil
}

// serve is the child: it answers each line when the answer is durable, many at a
// time, until it is killed.
func serve(path string) {
	s, b, err := openBook(path, 40) // the state file is written all the time
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer s.Close()
	defer b.Close()
	var out sync.Mutex
	lines := bufio.NewScanner(os.Stdin)
	enc := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var c call
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			panic(err)
		}
		go func() {
			r := answer(b, c)
			out.Lock()
			defer out.Unlock()
			if err := enc.Encode(r); err != nil {
				os.Exit(1)
			}
		}()
	}
}

func answer(b *book.Book, c call) reply {
	request, err := c.request()
	if err != nil {
		panic(err)
	}
	got, err := b.Do(context.Background(), request)
	r := reply{N: c.N, Reason: unspent.ReasonOf(err)}
	for _, e := range got.Events {
		r.Hashes = append(r.Hashes, e.Hash.String())
	}
	if len(got.Events) > 0 {
		r.First = got.Events[0].Seq
	}
	for _, code := range got.Codes {
		r.Codes = append(r.Codes, code.Reveal())
	}
	return r
}

// child is a running server and the calls that it has not answered.
type child struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	end chan struct{} // its answers have been read to the end

	mu      sync.Mutex // guards what follows
	waiting map[int]chan reply
	dead    bool
}

func start(t *testing.T, path string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0]), end: make(chan struct{}), waiting: map[int]chan reply{}}
	c.cmd.Env = append(os.Environ(), childEnv+"="+path)
	c.cmd.Stderr = os.Stderr
	var err error
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	go c.read(out)
	return c
}

// read hands answers out. A line that was cut off was not answered.
func (c *child) read(out io.Reader) {
	defer close(c.end)
	dec := json.NewDecoder(out)
	for {
		var r reply
		err := dec.Decode(&r)
		c.mu.Lock()
		if err != nil {
			c.dead = true
			for _, ch := range c.waiting {
				close(ch)
			}
			c.mu.Unlock()
			return
		}
		c.waiting[r.N] <- r
		delete(c.waiting, r.N)
		c.mu.Unlock()
	}
}

// ask returns false if the child died before it answered.
func (c *child) ask(q call) (reply, bool) {
	line, err := json.Marshal(q)
	if err != nil {
		panic(err)
	}
	ch := make(chan reply, 1)
	c.mu.Lock()
	if c.dead {
		c.mu.Unlock()
		return reply{}, false
	}
	c.waiting[q.N] = ch
	_, err = c.in.Write(append(line, '\n'))
	c.mu.Unlock()
	if err != nil {
		return reply{}, false
	}
	r, ok := <-ch
	return r, ok && r.Reason != unspent.Unavailable && r.Reason != unspent.Busy
}

func (c *child) kill() {
	_ = c.cmd.Process.Kill()
	<-c.end
	_ = c.cmd.Wait() // says that it was killed
}

// past is everything that was ever asked.
type past struct {
	mu       sync.Mutex // guards what follows
	n        int
	random   *mathrand.Rand
	codes    []string
	answered map[int]reply // by the number of the call
	calls    map[int]call
	open     map[int]bool // asked in the last round and not answered
}

// next draws a call.
func (p *past) next() call {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	c := call{N: p.n, Key: fmt.Sprintf("k%d", p.n), Kind: unspent.Issued, Units: 1 + p.random.Int64N(400)}
	if len(p.codes) > 0 {
		c.Code = p.codes[max(0, len(p.codes)-1-p.random.IntN(40))]
		c.Kind = []unspent.Kind{unspent.Issued, unspent.Spent, unspent.Spent, unspent.Spent, unspent.Spent, unspent.Claimed, unspent.Transferred}[p.random.IntN(7)]
	}
	p.calls[c.N], p.open[c.N] = c, true
	return c
}

func (p *past) chance(n int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.random.IntN(n)
}

// learn keeps an answer, or compares it with the first one.
func (p *past) learn(t *testing.T, r reply) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.open, r.N)
	first, again := p.answered[r.N]
	if !again {
		p.answered[r.N] = r
		p.codes = append(p.codes, r.Codes...)
	} else if fmt.Sprint(first) != fmt.Sprint(r) {
		t.Errorf("call %d was answered with event %d (%q), and after a kill with event %d (%q)", r.N, first.First, first.Reason, r.First, r.Reason)
	}
}

// Whatever was answered before a kill is there after it, once, and what was not
// answered is there once after it was asked again.
func TestKill(t *testing.T) {
	rounds := number(t, "UNSPENT_KILLS", 5)
	seed := uint64(time.Now().UnixNano()) % 1_000_000
	t.Logf("seed %d, %d rounds", seed, rounds)
	path := filepath.Join(t.TempDir(), "unspent.db")
	if _, err := (keyring.File{Path: path + ".keys"}).Create(rand.Reader, time.Now()); err != nil {
		t.Fatal(err)
	}
	s, b, err := openBook(path, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.CreateProgram(t.Context(), unspent.Actor{ID: "key_admin", Role: unspent.Admin}, unspent.Program{ID: "gift", Name: "Gift",
		Currency: euro(0).Currency(), Claimable: true, Spendable: true, Transferable: true})
	if err := errors.Join(err, b.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	p := &past{random: mathrand.New(mathrand.NewPCG(seed, 3)), answered: map[int]reply{}, calls: map[int]call{}, open: map[int]bool{}}
	for round := range rounds {
		p.round(t, path)
		if round%4 == 3 || round == rounds-1 { // and in between the next child finds what the kill left
			p.inspect(t, path)
		}
		if t.Failed() {
			t.Fatalf("seed %d, round %d", seed, round)
		}
	}
	t.Logf("%d calls, %d answered", p.n, len(p.answered))
	if len(p.answered) < rounds {
		t.Errorf("only %d calls were answered in %d rounds", len(p.answered), rounds)
	}
}

// round asks again what is open and some of what is not, puts load on a child
// and kills it.
func (p *past) round(t *testing.T, path string) {
	t.Helper()
	c := start(t, path)
	if p.chance(5) == 0 { // while it opens what the kill before left
		time.Sleep(time.Duration(p.chance(30)) * time.Millisecond)
		c.kill()
		c = start(t, path)
	}
	again := make([]int, 0, 60)
	for n := range p.open {
		again = append(again, n)
	}
	for n := p.n; n > max(0, p.n-50); n-- {
		again = append(again, n)
	}
	var callers sync.WaitGroup
	for n := range again {
		callers.Go(func() {
			q := p.calls[again[n]]
			q.N = again[n]
			if r, ok := c.askAs(q, -1-n); ok {
				p.learn(t, r)
			}
		})
	}
	callers.Wait()
	for range 8 {
		callers.Go(func() {
			for {
				r, ok := c.ask(p.next())
				if !ok {
					return
				}
				p.learn(t, r)
			}
		})
	}
	time.Sleep(time.Duration(p.chance(120)) * time.Millisecond)
	c.kill()
	callers.Wait()
}

// askAs asks under a number of its own, so that two askers of one call do not meet.
func (c *child) askAs(q call, as int) (reply, bool) {
	n := q.N
	q.N = as
	r, ok := c.ask(q)
	r.N = n
	return r, ok
}

// inspect opens what a kill left: every answer is in the journal, nothing is
// there twice, and the audit is clean.
func (p *past) inspect(t *testing.T, path string) {
	t.Helper()
	s, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	clean(t, s)
	hashes, requests := map[unspent.Seq]string{}, map[unspent.RequestID][]unspent.Kind{}
	err = s.View(t.Context(), func(r store.Reader) error {
		return r.Journal(t.Context(), 1, func(e unspent.Event) error {
			hashes[e.Seq] = e.Hash.String()
			requests[e.Request] = append(requests[e.Request], e.Kind)
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, kinds := range requests {
		if want := map[unspent.Kind]int{unspent.Issued: 3}[kinds[0]]; len(kinds) != max(want, 1) {
			t.Errorf("request %x has %d events: %v", id, len(kinds), kinds)
		}
	}
	for n, r := range p.answered {
		for i, hash := range r.Hashes {
			if hashes[r.First+unspent.Seq(i)] != hash {
				t.Errorf("call %d was answered with event %d, which is not in the journal", n, r.First+unspent.Seq(i))
			}
		}
	}
}
