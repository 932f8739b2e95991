package gate

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"io"
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/unspent-dev/unspent"
)

// Challenge is a puzzle. Its solution is its text, a full stop and a number,
// such that SHA-256 of the whole begins with Bits zero bits.
type Challenge struct {
	Text      string // of letters, digits, "-", "_" and one full stop
	Bits      int
	Route     string // where the solution is good
	ExpiresAt time.Time
}

// A puzzle's text is the prefix and base64url of
//
//	1 byte   leading zero bits wanted
//	8 bytes  expiry, Unix seconds
//	9 bytes  serial number: no two puzzles of a gate are the same
//	24 bytes first part of HMAC-SHA-256 of domain, the 18 bytes, and the route
//
// The route comes last and everything before it has a fixed length, so no other
// split of the same bytes exists.
const (
	puzzlePrefix = "w1."
	puzzleDomain = "unspent work v1\n"
	serialSize   = 9
	bodySize     = 1 + 8 + serialSize
	macSize      = 24
	textSize     = (bodySize + macSize) / 3 * 4 // no bits are left over
	maxCounter   = 20                           // digits
)

type mac [macSize]byte

type puzzles struct {
	key    []byte
	limits Limits
	serial atomic.Uint64

	mu         sync.Mutex       // guards what follows
	used       map[mac]struct{} // since turned
	usedBefore map[mac]struct{} // in the Lifetime before that
	turned     time.Time
}

func newPuzzles(rand io.Reader, l Limits) (*puzzles, error) {
	key := make([]byte, sha256.Size)
	if _, err := io.ReadFull(rand, key); err != nil {
		return nil, &unspent.Error{Reason: unspent.Internal, Detail: "the system gives no random numbers", Err: err}
	}
	return &puzzles{key: key, limits: l, used: map[mac]struct{}{}}, nil
}

func (p *puzzles) challenge(route string, now time.Time) Challenge {
	expires := now.Add(p.limits.Lifetime).Truncate(time.Second)
	body := make([]byte, 0, bodySize+macSize)
	body = append(body, byte(p.limits.Bits))
	body = binary.BigEndian.AppendUint64(body, uint64(expires.Unix()))
	body = append(body, 0)
	body = binary.BigEndian.AppendUint64(body, p.serial.Add(1))
	m := p.mac(body, route)
	return Challenge{
		Text: puzzlePrefix + base64.RawURLEncoding.EncodeToString(append(body, m[:]...)),
		Bits: p.limits.Bits, Route: route, ExpiresAt: expires.UTC(),
	}
}

func (p *puzzles) mac(body []byte, route string) (m mac) {
	h := hmac.New(sha256.New, p.key)
	io.WriteString(h, puzzleDomain)
	h.Write(body)
	io.WriteString(h, route)
	copy(m[:], h.Sum(nil))
	return m
}

// check uses a proof up if it is good. Every fault has the reason WorkRequired:
// the way out is always a new puzzle.
func (p *puzzles) check(route, proof string, now time.Time) error {
	if proof == "" {
		return unsolved("after many unknown codes a look-up needs a proof of work: solve the puzzle and ask again")
	}
	body, m, ok := split(proof)
	if !ok {
		return unsolved("the proof of work is not one: it is the puzzle, a full stop and a number")
	}
	if want := p.mac(body, route); !hmac.Equal(m[:], want[:]) {
		return unsolved("the proof of work is for another route or not of this server: solve a new puzzle")
	}
	// From here on the body is ours.
	expires := time.Unix(int64(binary.BigEndian.Uint64(body[1:])), 0)
	if !now.Before(expires) || expires.Sub(now) > p.limits.Lifetime {
		return unsolved("the proof of work has expired: solve a new puzzle")
	}
	if zeroBits(sha256.Sum256([]byte(proof))) < int(body[0]) {
		return unsolved("the proof of work is wrong: its hash has too few leading zero bits")
	}
	return p.use(m, now)
}

// split takes a proof apart. It accepts one spelling only.
func split(proof string) (body []byte, m mac, ok bool) {
	rest, ok := strings.CutPrefix(proof, puzzlePrefix)
	text, counter, dot := strings.Cut(rest, ".")
	if !ok || !dot || len(text) != textSize || counter == "" || len(counter) > maxCounter ||
		strings.Trim(counter, "0123456789") != "" || counter[0] == '0' && counter != "0" {
		return nil, m, false
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != bodySize+macSize { // a line break inside makes it shorter
		return nil, m, false
	}
	copy(m[:], raw[bodySize:])
	return raw[:bodySize], m, true
}

// use marks a proof as used. Used ones are kept in two generations of one
// Lifetime each, so that dropping the older forgets nothing that is still good.
func (p *puzzles) use(m mac, now time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch since := now.Sub(p.turned); {
	case since >= 2*p.limits.Lifetime:
		p.usedBefore, p.used, p.turned = nil, map[mac]struct{}{}, now
	case since >= p.limits.Lifetime:
		p.usedBefore, p.used, p.turned = p.used, map[mac]struct{}{}, now
	}
	_, twice := p.used[m]
	_, before := p.usedBefore[m]
	switch {
	case twice || before:
		return unsolved("the proof of work was used before: solve a new puzzle")
	case len(p.used) >= p.limits.Proofs:
		return unspent.Errorf(unspent.Busy, "too many proofs of work came at once: try again in a minute")
	}
	p.used[m] = struct{}{}
	return nil
}

func unsolved(detail string) error { return unspent.Errorf(unspent.WorkRequired, "%s", detail) }

func zeroBits(sum [sha256.Size]byte) int {
	return bits.LeadingZeros64(binary.BigEndian.Uint64(sum[:8])) // maxBits is less than 64
}

// Solve finds the proof for a challenge. It takes 2^Bits hashes on average and
// stops with ctx. It refuses, with reason TooLarge, more than 32 bits.
func Solve(ctx context.Context, c Challenge) (string, error) {
	if c.Bits > maxBits {
		return "", unspent.Errorf(unspent.TooLarge, "the server wants a proof of work of %d bits; at most %d are done", c.Bits, maxBits)
	}
	text := append([]byte(c.Text), '.')
	prefix := len(text)
	for n := uint64(0); ; n++ {
		const between = 1 << 12
		if n%between == 0 && ctx.Err() != nil {
			return "", ctx.Err()
		}
		text = strconv.AppendUint(text[:prefix], n, 10)
		if zeroBits(sha256.Sum256(text)) >= c.Bits {
			return string(text), nil
		}
	}
}
