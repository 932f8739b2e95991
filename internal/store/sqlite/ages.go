package sqlite

import (
	"encoding/binary"
	"hash/crc32"
	"sync"

	"github.com/unspent-dev/unspent"
	"zombiezen.com/go/sqlite"
)

// ages knows, but for a few false alarms, which request ids the tables of
// answers have, so that a new one costs no read. Ids are random, and answers are
// looked up again soon or never; so they are kept by the age of their first
// event: what is written behind lies together, and a look-up asks only the ages
// whose filter has the id.
//
// Each age has a Bloom filter of ageBits bits, a column of its shelf: one word of
// a shelf holds one bit of many ages, so that one look asks them all.
type ages struct {
	mu      sync.RWMutex
	shelves []*shelf
}

type shelf [ageBits]uint16

const (
	ageEvents = 1 << 17                // events of one age, and so at most as many requests
	ageBits   = 1 << 21                // 16 for each request
	shelfAges = 16                     // ages that share the words of a shelf
	shelfSize = 2*ageBits + crc32.Size // bytes of a shelf in the state file
	probes    = 6                      // of 21 bits each, from the two halves of an id: about one false alarm in 1,000
)

func ageOf(first unspent.Seq) int64 { return int64(first) / ageEvents }

// places returns the words of a shelf that hold id's bits. An id is a hash, so
// its own bits serve.
func places(id unspent.RequestID) (at [probes]uint32) {
	for half := range 2 {
		bits := binary.LittleEndian.Uint64(id[8*half:])
		for i := range probes / 2 {
			at[half*probes/2+i] = uint32(bits) & (ageBits - 1)
			bits >>= 21
		}
	}
	return at
}

// add tells that id was answered first by the event first.
func (a *ages) add(id unspent.RequestID, first unspent.Seq) {
	age := ageOf(first)
	a.mu.Lock()
	defer a.mu.Unlock()
	words := a.shelf(age / shelfAges)
	for _, at := range places(id) {
		words[at] |= 1 << (age % shelfAges)
	}
}

// shelf returns shelf n. The caller holds mu.
func (a *ages) shelf(n int64) *shelf {
	for int64(len(a.shelves)) <= n {
		a.shelves = append(a.shelves, new(shelf))
	}
	return a.shelves[n]
}

// of returns the ages that may have id, the newest first.
func (a *ages) of(id unspent.RequestID) (found []int64) {
	at := places(id)
	a.mu.RLock()
	defer a.mu.RUnlock()
	for n := len(a.shelves) - 1; n >= 0; n-- {
		have := uint16(1<<shelfAges - 1)
		for _, p := range at {
			if have &= a.shelves[n][p]; have == 0 {
				break
			}
		}
		for i := shelfAges - 1; have != 0 && i >= 0; i-- {
			if have&(1<<i) != 0 {
				found = append(found, int64(n*shelfAges+i))
			}
		}
	}
	return found
}

// unknown reports whether id has surely no answer.
func (a *ages) unknown(id unspent.RequestID) bool { return len(a.of(id)) == 0 }

// bytes returns shelf n as the state file keeps it, with a checksum: a bit that is
// lost is an answer that is not found, and a command done twice.
func (a *ages) bytes(n int64) []byte {
	b := make([]byte, 0, shelfSize)
	a.mu.Lock()
	words := a.shelf(n)
	a.mu.Unlock()
	a.mu.RLock()
	for _, word := range words {
		b = binary.LittleEndian.AppendUint16(b, word)
	}
	a.mu.RUnlock()
	return binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
}

// loadAges reads the shelves that are kept, and the answers of the ages that
// were not over when they were.
// over is the first age that no shelf tells of.
func loadAges(conn *sqlite.Conn) (a *ages, over int64, err error) {
	a = &ages{}
	err = each(conn, `SELECT shelf, ages, bits FROM shelves ORDER BY shelf`, func(*row) {}, func(c *columns) error {
		n := c.int()
		over = c.int()
		b := c.bytes()
		if n != int64(len(a.shelves)) || len(b) != shelfSize || crc32.ChecksumIEEE(b[:2*ageBits]) != binary.LittleEndian.Uint32(b[2*ageBits:]) {
			return damaged("the index of answers")
		}
		words := new(shelf)
		for i := range words {
			words[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		a.shelves = append(a.shelves, words)
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	err = each(conn, `SELECT request, first FROM answers WHERE age >= ?`, func(r *row) { r.int(over) }, func(c *columns) error {
		var id unspent.RequestID
		c.blob(id[:])
		a.add(id, unspent.Seq(c.int()))
		return nil
	})
	return a, over, err
}

// keepAges writes the shelves of the ages from f.kept until now, which goes on.
func (f *stateFile) keepAges(now int64) error {
	const query = `INSERT INTO shelves (shelf, ages, bits) VALUES (?, ?, ?) ON CONFLICT (shelf) DO UPDATE SET ages = excluded.ages, bits = excluded.bits`
	for from := f.kept; from < now; {
		n := from / shelfAges
		over := min(now, (n+1)*shelfAges)
		if err := exec(f.conn, query, func(r *row) { r.int(n); r.int(over); r.blob(f.ages.bytes(n)) }); err != nil {
			return err
		}
		from = over
	}
	return nil
}
