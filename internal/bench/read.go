package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // a kept copy of a picture may be one
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/image/draw"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/album"
	"github.com/unspent-dev/unspent/internal/casefile"
	"github.com/unspent-dev/unspent/internal/intake"
	"github.com/unspent-dev/unspent/internal/ocr"
	"github.com/unspent-dev/unspent/internal/sight"
)

const (
	looksEach  = 3            // pictures of each page that readers were written with
	heldEach   = 2            // and of each that is kept out
	wrongBound = 1            // percent of the fields given as certain that may be wrong
	photoBound = 200          // MiB for a photograph of twelve megapixels
	photoFile  = "photo.jpg"  // beside nothing else: the child reads it
	timedRuns  = 5            // of reading a screenshot, and of tesseract alone
	certainty  = "last4"      // the field whose certainty has a figure of its own
	judgedAt   = "2026-11-29" // when every case of the album is judged
)

// tally counts what came of the pictures of a set.
type tally struct {
	same, all   map[bool]int // verdicts like that of the same page as HTML, by whether it is a photograph
	right, ends int          // last fours that were given as certain
	wrong, sure int          // fields that were
	codes       int          // whole codes that are still to be seen
	missed      []string     // pictures with another verdict
}

// reading measures how well pictures are read.
func (r *run) reading(ctx context.Context) error {
	if !r.any("read") {
		return nil
	}
	eyes, err := ocr.Find(ctx, "auto")
	if err != nil {
		return err
	}
	if !eyes.Reads() {
		return unspent.Errorf(unspent.Unavailable, "nothing reads pictures on this machine: install tesseract-ocr and tesseract-ocr-jpn")
	}
	browser, err := album.Open(r.dir)
	if err != nil {
		return err
	}
	pictures := 0
	for _, set := range []struct {
		end   string
		pages []album.Page
		looks []album.Look
		each  int
	}{{"", album.Tuned(), album.Looks(), looksEach}, {"_held", album.Held(), album.HeldLooks(), heldEach}} {
		progress := r.count("reading pictures", len(set.pages)*set.each)
		t := tally{same: map[bool]int{}, all: map[bool]int{}}
		n := 0
		if err := album.Shots(ctx, browser, set.pages, set.looks, set.each, func(s album.Shot) error {
			n++
			progress(n)
			return t.add(ctx, s, eyes)
		}); err != nil {
			return err
		}
		pictures += n
		share := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
		r.numbers["read_clean"+set.end], r.numbers["read_photo"+set.end] = share(t.same[false], t.all[false]), share(t.same[true], t.all[true])
		r.numbers["read_last4"+set.end], r.numbers["read_wrong"+set.end] = share(t.right, t.ends), share(t.wrong, t.sure)
		r.numbers["read_codes"] += float64(t.codes)
		if len(t.missed) > 0 {
			r.Progress("other verdicts than from HTML: " + strings.Join(t.missed, ", "))
		}
	}
	r.numbers["all"], r.numbers["wrong_bound"], r.numbers["read_pictures"], r.numbers["photo_bound"] = 100, wrongBound, float64(pictures), photoBound
	if err := r.readTime(ctx, browser, eyes); err != nil {
		return err
	}
	return r.readMemory(ctx, browser)
}

// add reads a picture, confirms what is right of it as a person would, and holds
// the verdict against that from the same page as HTML.
func (t *tally) add(ctx context.Context, s album.Shot, eyes intake.Eyes) error {
	eyes = &remembering{eyes: eyes}
	page, err := judgeShot(ctx, s, eyes, []string{htmlFile}, nil)
	if err != nil {
		return err
	}
	first, err := judgeShot(ctx, s, eyes, namesOf(s), nil)
	if err != nil {
		return err
	}
	said, last := map[string]string{}, first
	for n := range confirmRounds {
		before := len(said)
		t.confirm(s, last, said, n == 0)
		if len(said) == before {
			break
		}
		if last, err = judgeShot(ctx, s, eyes, namesOf(s), said); err != nil {
			return err
		}
	}
	t.all[s.Look.Photo]++
	if last.Verdict.State == page.Verdict.State && last.Verdict.Confidence == page.Verdict.Confidence {
		t.same[s.Look.Photo]++
	} else {
		t.missed = append(t.missed, fmt.Sprintf("%s-%s: %s %s for %s %s", s.Page.Name, s.Look.Name, last.Verdict.State, last.Verdict.Confidence,
			page.Verdict.State, page.Verdict.Confidence))
	}
	if s.Page.Code == "" {
		return nil
	}
	n, err := codesIn(ctx, s, eyes)
	t.codes += n
	return err
}

// confirmRounds is how often a person is asked at most: whoever says what a page is, is
// asked about what stands on such a page.
const confirmRounds = 3

// confirm adds to what a person has said what is right of what is read and was not asked
// before, and counts what was certain if nobody has said anything yet.
func (t *tally) confirm(s album.Shot, r casefile.Result, said map[string]string, count bool) {
	all := casefile.NewAnswer(r).Read
	ends := map[string]string{} // by the end of a name: the card that it is about
	for _, read := range all {
		if read.Field == certainty {
			ends[strings.TrimPrefix(read.Name, read.Field)] = read.Value
		}
	}
	other := "" // what a page is, if it was taken for something else: then the rest is asked anew
	for _, read := range all {
		if read.Name == "kind" && count && !slices.Contains(s.Page.Truth["kind"], read.Value) {
			other = "kind state clock"
		}
		truth, known := s.Page.Right(read.Field, ends[strings.TrimPrefix(read.Name, read.Field)])
		day, _, timed := strings.Cut(read.Value, "T") // of a day the truth has no time
		right := slices.Contains(truth, read.Value) || timed && read.Field == "date" && slices.Contains(truth, day)
		if count && known && read.Certain {
			t.certain(s, read, right)
		}
		if other != "" && !strings.Contains(other, read.Name) {
			continue
		}
		if _, asked := said[read.Name]; asked || !known && read.Field == certainty && s.Page.Code == "" { // no end of a card stands there
			continue
		}
		for _, value := range append([]string{read.Value}, read.Others...) {
			if !known || slices.Contains(truth, value) || right && value == read.Value {
				said[read.Name] = value
				break
			}
		}
	}
}

// certain counts a field that was given as certain.
func (t *tally) certain(s album.Shot, read casefile.ReadJSON, right bool) {
	t.sure++
	if !right {
		t.wrong++
		t.missed = append(t.missed, fmt.Sprintf("%s-%s: %s %s", s.Page.Name, s.Look.Name, read.Field, read.Value))
	}
	if read.Field == certainty {
		t.ends++
		if right {
			t.right++
		}
	}
}

// namesOf are the names of the files of a shot.
func namesOf(s album.Shot) (names []string) {
	kind := ".png"
	if s.Look.Quality > 0 {
		kind = ".jpg"
	}
	for i := range s.Files {
		names = append(names, fmt.Sprintf("shot%d%s", i+1, kind))
	}
	return names
}

// htmlFile is what a page is called that is judged as it is.
const htmlFile = "page.html"

// judgeShot judges the case of a page by these files: the page itself, or its
// pictures, of which a person confirms so much.
func judgeShot(ctx context.Context, s album.Shot, eyes intake.Eyes, files []string, said map[string]string) (casefile.Result, error) {
	in, err := casefile.Parse([]byte(s.Page.Case))
	if err != nil {
		return casefile.Result{}, err
	}
	at, err := time.Parse(time.DateOnly, judgedAt)
	if err != nil {
		return casefile.Result{}, err
	}
	in.Evidence = []casefile.Item{{File: files[0], More: files[1:], Owner: ownerOf(s.Page), Seen: at, Confirm: intake.Confirm{Values: said}}}
	contents := map[string][]byte{htmlFile: []byte(s.Page.HTML(false))}
	for i, name := range namesOf(s) {
		contents[name] = s.Files[i]
	}
	return casefile.Assess(ctx, in, casefile.Deps{Brands: brand.Builtin(), Eyes: eyes, Now: func() time.Time { return at },
		Open: func(name string) (io.ReadCloser, error) { return casefile.Held(contents[name]), nil }})
}

// codesIn counts the whole codes that are still to be seen in the copy of a
// picture that is kept, and in its text.
func codesIn(ctx context.Context, s album.Shot, eyes intake.Eyes) (n int, err error) {
	all := brand.Builtin()
	p, _ := all.Find(s.Page.Brand)
	var shots []intake.Shot
	for i, name := range namesOf(s) {
		shots = append(shots, intake.Shot{Name: name, Content: s.Files[i]})
	}
	got, err := intake.ReadShots(ctx, shots, intake.Options{Brand: p, All: all, Eyes: eyes, Keep: true, Seen: time.Now()})
	if err != nil {
		return 0, err
	}
	seen := brand.Normalise(got.Text)
	for _, kept := range got.Kept {
		m, _, err := image.Decode(bytes.NewReader(kept))
		if err != nil {
			return 0, err
		}
		sheet, err := eyes.Look(ctx, m)
		if err != nil {
			return 0, err
		}
		for _, w := range sheet.Words {
			seen += brand.Normalise(w.Text)
		}
	}
	if code := brand.Normalise(s.Page.Code); strings.Contains(seen, code[:len(code)-4]) {
		n++
	}
	return n, nil
}

// remembering keeps what eyes saw in a picture, so that judging it twice costs one
// look.
type remembering struct {
	eyes intake.Eyes

	mu    sync.Mutex // guards what follows
	looks map[string]sight.Sheet
}

func (m *remembering) Turn(ctx context.Context) (func(), error) { return m.eyes.Turn(ctx) }

func (m *remembering) Look(ctx context.Context, picture image.Image) (sight.Sheet, error) {
	return m.once(fmt.Sprint(picture.Bounds(), inkOf(picture)), func() (sight.Sheet, error) { return m.eyes.Look(ctx, picture) })
}

func (m *remembering) Again(ctx context.Context, picture image.Image, lines []image.Rectangle, symbols string) (sight.Sheet, error) {
	return m.once(fmt.Sprint(picture.Bounds(), inkOf(picture), lines, symbols), func() (sight.Sheet, error) { return m.eyes.Again(ctx, picture, lines, symbols) })
}

func (m *remembering) once(key string, look func() (sight.Sheet, error)) (sight.Sheet, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if sheet, ok := m.looks[key]; ok {
		return sheet, nil
	}
	sheet, err := look()
	if err == nil {
		if m.looks == nil {
			m.looks = map[string]sight.Sheet{}
		}
		m.looks[key] = sheet
	}
	return sheet, err
}

// inkOf tells pictures of one size apart, well enough for those of one page.
func inkOf(m image.Image) (sum uint64) {
	b := m.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y += 7 {
		for x := b.Min.X; x < b.Max.X; x += 5 {
			r, g, bl, _ := m.At(x, y).RGBA()
			sum = sum*31 + uint64(r+g+bl)
		}
	}
	return sum
}

// readTime measures reading a phone's screenshot beside tesseract alone.
func (r *run) readTime(ctx context.Context, b album.Browser, eyes intake.Eyes) error {
	var shot album.Shot
	if err := album.Shots(ctx, b, album.Tuned()[:3], album.Looks(), 1, func(s album.Shot) error {
		if s.Look.Scale == 3 && len(s.Files) == 1 {
			shot = s
		}
		return nil
	}); err != nil {
		return err
	}
	file := filepath.Join(r.dir, namesOf(shot)[0])
	if err := os.WriteFile(file, shot.Files[0], 0o600); err != nil {
		return err
	}
	var ours, alone []float64
	for range timedRuns {
		start := time.Now()
		if _, err := judgeShot(ctx, shot, eyes, namesOf(shot), nil); err != nil {
			return err
		}
		ours = append(ours, time.Since(start).Seconds()*1000)
		cmd := exec.CommandContext(ctx, "tesseract", file, "-", "-l", "jpn+eng", "--psm", "11", "tsv")
		cmd.Env = append(os.Environ(), "OMP_THREAD_LIMIT=1")
		start = time.Now()
		if _, err := cmd.Output(); err != nil {
			return err
		}
		alone = append(alone, time.Since(start).Seconds()*1000)
	}
	r.numbers["read_time"], r.numbers["tesseract"] = median(ours), median(alone)
	return nil
}

// readMemory measures the memory of reading a photograph of twelve megapixels,
// above that of a small one, each in a process of its own.
func (r *run) readMemory(ctx context.Context, b album.Browser) error {
	picture, err := b.Pictures(ctx, []string{album.Tuned()[1].HTML(false)}, 2)
	if err != nil {
		return err
	}
	var peaks []int64
	for _, size := range []image.Point{{300, 400}, {3000, 4000}} {
		dir := filepath.Join(r.dir, fmt.Sprintf("photo-%d", size.X))
		large := image.NewRGBA(image.Rectangle{Max: size})
		draw.ApproxBiLinear.Scale(large, large.Bounds(), picture[0], picture[0].Bounds(), draw.Src, nil)
		var content bytes.Buffer
		if err := jpeg.Encode(&content, large, nil); err != nil {
			return err
		}
		if err := os.Mkdir(dir, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, photoFile), content.Bytes(), 0o600); err != nil {
			return err
		}
		var told issued
		if err := tell(r.ChildCase(ctx, dir), &told); err != nil {
			return err
		}
		peaks = append(peaks, told.Peak)
	}
	r.numbers["read_memory"] = float64(max(1, peaks[1]-peaks[0])) / (1 << 20)
	return nil
}

// photo reads the photograph in dir, in a process of its own.
func photo(ctx context.Context, dir string, out io.Writer) error {
	content, err := os.ReadFile(filepath.Join(dir, photoFile))
	if err != nil {
		return err
	}
	eyes, err := ocr.Find(ctx, "auto")
	if err != nil {
		return err
	}
	all := brand.Builtin()
	p, _ := all.Find(brandID)
	start := time.Now()
	if _, err := intake.Read(ctx, photoFile, content, intake.Options{Brand: p, All: all, Eyes: eyes, Seen: start}); err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(issued{time.Since(start).Seconds(), peak()})
}

// ownerOf is whose a page is.
func ownerOf(p album.Page) assess.Owner {
	if p.Owner == "giver" {
		return assess.Givers
	}
	return assess.Mine
}
