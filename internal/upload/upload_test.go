package upload_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unspent-dev/unspent/internal/gate"
	"github.com/unspent-dev/unspent/internal/upload"
)

func limits() upload.Limits {
	return upload.Limits{Each: 2, Network: 3, All: 5, Memory: 100, Grace: 200 * time.Millisecond, Rate: 1000, Time: 10 * time.Second}
}

func from(a, b, c, d byte) gate.Client { return gate.Address(netip.AddrFrom4([4]byte{a, b, c, d})) }

// serve answers what came of each upload, on a real connection.
func serve(t *testing.T, s *upload.Shares) (addr string, ended chan error, left chan struct{}) {
	t.Helper()
	ended, left = make(chan error, 100), make(chan struct{}, 100)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u, err := s.Enter(gate.Remote(r.RemoteAddr))
		if err != nil {
			ended <- err
			return
		}
		defer u.Leave()
		body, err := io.ReadAll(u.Body(w, r.Body))
		u.Came()
		ended <- err
		_, _ = fmt.Fprintf(w, "%d", len(body))
		if err != nil {
			_, _ = w.Write(make([]byte, 8<<10)) // more than a server keeps back: the rest of the body would be read first
		}
		u.Leave()
		left <- struct{}{}
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), ended, left
}

// announce opens a connection that says it will send a lot.
func announce(t *testing.T, addr string, bytes int) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := fmt.Fprintf(conn, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", bytes); err != nil {
		t.Fatal(err)
	}
	return conn
}

// Row 7 of what surrounds the journal: sockets that announce much and send nothing
// take memory from nobody, and end.
func TestRow07SilentSocketsEnd(t *testing.T) {
	l := limits()
	l.Each, l.Network, l.All = 10, 10, 10
	s := upload.New(l)
	addr, ended, left := serve(t, s)
	conns := []net.Conn{announce(t, addr, 32<<20), announce(t, addr, 32<<20), announce(t, addr, 1000), announce(t, addr, 1000)}
	res, err := http.Post("http://"+addr, "text/plain", strings.NewReader(strings.Repeat("x", 90)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if got, err := io.ReadAll(res.Body); string(got) != "90" || err != nil {
		t.Errorf("beside silent sockets an upload is answered %q, %v", got, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the upload ended with %v", err)
	}
	for range 4 {
		if err := <-ended; !errors.Is(err, upload.ErrSlow) {
			t.Errorf("a silent socket ended with %v, want ErrSlow", err)
		}
	}
	for range len(conns) + 1 {
		<-left
	}
	for _, conn := range conns { // the answer, and the end of the connection
		if _, err := io.Copy(io.Discard, conn); err != nil && !errors.Is(err, syscall.ECONNRESET) {
			t.Errorf("a silent connection ends with %v", err)
		}
	}
}

// One that trickles ends too, one that keeps the rate does not, and after the body
// the connection has no deadline that could end the request.
func TestPace(t *testing.T) {
	tests := map[string]struct {
		bytes int
		every time.Duration
		want  error
	}{
		"a byte now and then": {1, 60 * time.Millisecond, upload.ErrSlow},
		"in time":             {20, 10 * time.Millisecond, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := limits()
			l.Memory = 1 << 20
			addr, ended, _ := serve(t, upload.New(l))
			const size = 600
			conn := announce(t, addr, size)
			var err error
			for sent := 0; ; sent += tt.bytes {
				select {
				case err = <-ended:
				case <-time.After(tt.every):
					_, _ = conn.Write(make([]byte, min(tt.bytes, size-sent))) // it may have been ended
					continue
				}
				break
			}
			if !errors.Is(err, tt.want) {
				t.Errorf("ended with %v, want %v", err, tt.want)
			}
			if tt.want == nil {
				res, err := http.ReadResponse(bufio.NewReader(conn), nil)
				if err != nil || res.StatusCode != http.StatusOK {
					t.Errorf("answer = %v, %v", res, err)
				}
			}
		})
	}
}

// A client's share is used up before that of its network, and that before all.
func TestShares(t *testing.T) {
	s := upload.New(limits())
	enter := func(who gate.Client, want error) *upload.Upload {
		t.Helper()
		u, err := s.Enter(who)
		if !errors.Is(err, want) {
			t.Fatalf("Enter = %v, want %v", err, want)
		}
		return u
	}
	first := enter(from(10, 0, 0, 1), nil)
	enter(from(10, 0, 0, 1), nil)
	enter(from(10, 0, 0, 1), upload.ErrEach)
	enter(from(10, 0, 0, 2), nil)
	enter(from(10, 0, 0, 3), upload.ErrEach)
	enter(from(10, 0, 1, 1), nil)
	enter(gate.Key("key_1"), nil)
	enter(from(10, 0, 2, 1), upload.ErrAll)
	first.Leave()
	first.Leave()
	enter(from(10, 0, 0, 1), nil)
	enter(from(10, 0, 2, 1), upload.ErrAll)
}

// Whatever comes and goes, what is held never passes the memory, and when all have
// left everything can be held again.
func TestMemory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := limits()
		l.Each, l.Network, l.All = 100, 100, 100
		s := upload.New(l)
		var all []*upload.Upload
		held := map[*upload.Upload]int{}
		sum := 0
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			if len(all) > 0 && rapid.Bool().Draw(t, "leave") {
				i := rapid.IntRange(0, len(all)-1).Draw(t, "who")
				all[i].Leave()
				sum -= held[all[i]]
				held[all[i]] = 0
				continue
			}
			u, err := s.Enter(from(10, 0, 0, 1))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, u)
			n := rapid.IntRange(0, 60).Draw(t, "bytes")
			_, err = io.ReadAll(u.Body(httptest.NewRecorder(), io.LimitReader(zeros{}, int64(n))))
			switch {
			case sum+n > l.Memory && !errors.Is(err, upload.ErrMemory), sum+n <= l.Memory && err != nil:
				t.Fatalf("%d bytes beside %d = %v", n, sum, err)
			case err == nil:
				held[u], sum = n, sum+n
			default:
				u.Leave()
			}
		}
		for _, u := range all {
			u.Leave()
		}
		u, _ := s.Enter(from(10, 0, 0, 1))
		if _, err := io.ReadAll(u.Body(httptest.NewRecorder(), io.LimitReader(zeros{}, int64(l.Memory)))); err != nil {
			t.Fatalf("after all left: %v", err)
		}
	})
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
