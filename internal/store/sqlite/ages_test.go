package sqlite

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/store"
)

// requests returns n ids that are like hashes, always the same for a seed.
func requests(n int, seed uint64) []unspent.RequestID {
	random := rand.NewChaCha8([32]byte{byte(seed)})
	ids := make([]unspent.RequestID, n)
	for i := range ids {
		_, _ = random.Read(ids[i][:])
	}
	return ids
}

// A full age has few false alarms, and no id of it is missed.
func TestAgesKnowWhatTheyHave(t *testing.T) {
	a := &ages{}
	const age = 2*shelfAges + 3 // on the third shelf
	known := requests(ageEvents, 1)
	for i, id := range known {
		a.add(id, age*ageEvents+unspent.Seq(i))
	}
	for _, id := range known {
		if got := a.of(id); !slices.Contains(got, age) {
			t.Fatalf("ages.of(%x) = %d; want it to have %d", id, got, age)
		}
	}
	alarms := 0
	for _, id := range requests(100_000, 2) {
		if !a.unknown(id) {
			alarms++
		}
	}
	if alarms > 200 {
		t.Errorf("%d of 100,000 new ids are taken for known; want about 93", alarms)
	}
}

// What the state file keeps knows the same requests when it is opened again,
// whether their age is over or goes on.
func TestAgesAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state")
	conn, err := connect(path, stateWriter)
	must(t, err)
	file, _, err := createState(conn, []byte("id"))
	must(t, err)
	ids := requests(40, 3)
	for i, id := range ids {
		first := unspent.Seq(i)*ageEvents + 7 // one in each age
		g := newGeneration()
		g.Answers[id] = store.Answer{First: first, Last: first}
		g.Seq = first
		file.ages.add(id, first)
		must(t, file.write(g, func() {}))
	}
	again, kept, err := loadAges(conn)
	must(t, err)
	if kept != 39 || file.kept != 39 {
		t.Errorf("%d ages are kept, and the file says %d; want 39, for the last one goes on", kept, file.kept)
	}
	r := &reader{state: conn, ages: again}
	s := store.NewState()
	must(t, r.load(store.Want{Requests: append(requests(5, 4), ids...)}, s))
	want := map[unspent.RequestID]store.Answer{}
	for i, id := range ids {
		first := unspent.Seq(i)*ageEvents + 7
		want[id] = store.Answer{First: first, Last: first}
	}
	if d := cmp.Diff(want, s.Answers); d != "" {
		t.Errorf("answers (-want +got):\n%s", d)
	}
	must(t, conn.Close())
}

// A shelf that was cut is found out, so that the file is rebuilt.
func TestAgesOfADamagedFile(t *testing.T) {
	tests := map[string]string{
		"short":   `INSERT INTO shelves VALUES (0, 16, x'00')`,
		"missing": `INSERT INTO shelves VALUES (1, 32, zeroblob(4194308))`,
		"changed": `INSERT INTO shelves VALUES (0, 16, CAST(zeroblob(4194304) || x'01000000' AS BLOB))`,
	}
	for name, query := range tests {
		t.Run(name, func(t *testing.T) {
			conn, err := connect(filepath.Join(t.TempDir(), "state"), stateWriter)
			must(t, err)
			_, _, err = createState(conn, []byte("id"))
			must(t, err)
			must(t, exec(conn, query, func(*row) {}))
			if _, _, err := loadAges(conn); !errors.Is(err, unspent.Unavailable) {
				t.Errorf("loadAges = %v; want the index to be called damaged", err)
			}
			must(t, conn.Close())
		})
	}
}
