package unspent_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/unspent-dev/unspent/internal/tidy"
)

// asvsSections says how many requirements of levels 1 and 2 each section of each
// chapter of ASVS 5.0.0 has. Within a section they are numbered from 1.
var asvsSections = [...][]int{
	1: {2, 9, 11, 3, 2}, 2: {3, 3, 4, 1}, 3: {0, 2, 4, 6, 5, 0, 2}, 4: {3, 1, 2, 4}, 5: {1, 3, 2, 3},
	6: {3, 12, 4, 4, 5, 3, 0, 4}, 7: {3, 4, 2, 5, 2, 2}, 8: {2, 3, 1, 1}, 9: {3, 4}, 10: {2, 2, 4, 11, 5, 2, 3},
	11: {2, 3, 3, 4, 1, 1}, 12: {3, 2, 4}, 13: {1, 5, 2, 5}, 14: {2, 4, 3}, 15: {3, 3, 7}, 16: {1, 5, 4, 3, 3}, 17: {1, 4, 2},
}

const asvsPage = "docs/reference/asvs.md"

var (
	asvsRow   = regexp.MustCompile(`(?m)^\| (V[0-9.]+) \| (.*) \| (.*) \| (.*) \|$`)
	asvsTest  = regexp.MustCompile("`(?:([a-z/]+)\\.)?((?:Test|Fuzz)\\w+)`")
	asvsFile  = regexp.MustCompile("`(script/\\w+\\.txt)`")
	asvsState = []string{"met", "not applicable", "open"}
)

// asvsFaults says what is wrong with a page of rows, given the files of the module.
func asvsFaults(page string, files map[string]string) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	seen := map[string]bool{}
	for _, row := range asvsRow.FindAllStringSubmatch(page, -1) {
		id, subject, state, why := row[1], row[2], row[3], row[4]
		if seen[id] {
			fault("%s is there twice", id)
		}
		seen[id] = true
		if !slices.Contains(asvsState, state) || subject == "" || why == "" {
			fault("%s needs a subject, one of the states %q and what shows it", id, asvsState)
		}
		if state == "met" && !asvsTest.MatchString(why) && !asvsFile.MatchString(why) && len(links(why)) == 0 {
			fault("%s is met by no test and no page", id)
		}
	}
	for chapter, sections := range asvsSections {
		for section, count := range sections {
			for n := range count {
				id := fmt.Sprintf("V%d.%d.%d", chapter, section+1, n+1)
				if !seen[id] {
					fault("%s is missing", id)
				}
				delete(seen, id)
			}
		}
	}
	for id := range seen {
		fault("%s is no requirement of levels 1 and 2", id)
	}
	for _, named := range asvsTest.FindAllStringSubmatch(page, -1) {
		if !hasTest(files, named[1], named[2]) {
			fault("there is no test %s in folder %q", named[2], named[1])
		}
	}
	for _, named := range asvsFile.FindAllStringSubmatch(page, -1) {
		if files["cmd/unspent/testdata/"+named[1]] == "" {
			fault("there is no %s", named[1])
		}
	}
	return faults
}

// hasTest reports whether a folder of the module has a test of a name.
func hasTest(files map[string]string, folder, test string) bool {
	for name, text := range files {
		if strings.HasSuffix(name, "_test.go") && path.Dir(name) == path.Clean(folder) && strings.Contains(text, "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}

// asvsCounts says how many rows are in which state.
func asvsCounts() (string, error) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		return "", err
	}
	counts := map[string]int{}
	for _, row := range asvsRow.FindAllStringSubmatch(files[asvsPage], -1) {
		counts[row[3]]++
	}
	var b strings.Builder
	b.WriteString("| state | rows |\n|---|--:|\n")
	for _, state := range asvsState {
		fmt.Fprintf(&b, "| %s | %d |\n", state, counts[state])
	}
	return b.String(), nil
}

// Every row of the standard has one state, and every test that a row names is there.
func TestASVS(t *testing.T) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	page := files[asvsPage]
	for _, fault := range asvsFaults(page, files) {
		t.Error(fault)
	}
	for name, change := range map[string][2]string{
		"a row that is missing":      {"| V3.4.6 |", "| V3.4.7 |"},
		"a row that is there twice":  {"| V1.1.2 |", "| V1.1.1 |"},
		"a test that is not there":   {"`internal/web.TestHostileTexts`", "`internal/web.TestNothingAtAll`"},
		"a test of another folder":   {"`internal/web.TestHostileTexts`", "`internal/book.TestHostileTexts`"},
		"a script that is not there": {"script/init_key.txt", "script/init_kay.txt"},
		"another state":              {"| met | `", "| almost | `"},
		"nothing that shows it":      {"`internal/web.TestHostileTexts` |", "we are sure |"},
	} {
		if changed := strings.Replace(page, change[0], change[1], 1); changed == page || len(asvsFaults(changed, files)) == 0 {
			t.Errorf("%s is not found", name)
		}
	}
}

// What rows of the standard say about the source: packages that no part of the
// program imports, and words that stand in none.
var (
	asvsImports = map[string]string{
		"crypto/md5": "a broken hash", "crypto/sha1": "a broken hash", "golang.org/x/crypto/md4": "a broken hash", "crypto/des": "a weak cipher",
		"crypto/rc4": "a broken cipher", "math/rand": "guessable numbers", "math/rand/v2": "guessable numbers", "unsafe": "memory without bounds",
		"encoding/xml": "a parser of XML", "encoding/gob": "any type out of foreign data", "text/template": "pages without encoding", "plugin": "code from files",
		"net/http/pprof": "debugging for everybody", "expvar": "figures for everybody",
	}
	asvsWords = map[string]*regexp.Regexp{
		".go": regexp.MustCompile(`InsecureSkipVerify|CipherSuites|NewCBC|NewECB|Access-Control-Allow|InsecureCipher`),
		".js": regexp.MustCompile(`\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|` +
			`(local|session)Storage|indexedDB|postMessage|"message"`),
	}
	// asvsSimulated is what makes up days and faults, of which nothing serves.
	asvsSimulated = "internal/sim/"
)

// asvsForbidden says what stands in a file of the program that no row allows.
func asvsForbidden(name, text string) (found []string) {
	if words := asvsWords[path.Ext(name)]; words != nil {
		found = words.FindAllString(text, -1)
	}
	if path.Ext(name) != ".go" {
		return found
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return append(found, err.Error())
	}
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		why := asvsImports[imported]
		mayBe := strings.HasPrefix(imported, "math/rand") && strings.HasPrefix(name, asvsSimulated) ||
			imported == "encoding/xml" && name == "internal/web/face_svg.go" || // a logo of the settings, written anew; a DOCTYPE is refused
			imported == "text/template" && strings.HasPrefix(name, "cmd/unspent/") // a terminal is no page; what could move its cursor is cut
		if err != nil || why != "" && !mayBe {
			found = append(found, imported+": "+why)
		}
	}
	return found
}

func TestASVSSource(t *testing.T) {
	files, err := tidy.Files(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for name, text := range files {
		if strings.HasSuffix(name, "_test.go") || strings.Contains("/"+name, "/testdata/") {
			continue
		}
		read++
		for _, found := range asvsForbidden(name, text) {
			t.Errorf("%s has %s", name, found)
		}
	}
	if read == 0 {
		t.Error("no file was read: the search is broken")
	}
	for name, text := range map[string]string{
		"a.go": "package a\nimport \"crypto/md5\"\n", "internal/web/b.go": "package web\nimport r \"math/rand/v2\"\n",
		"c.go": "package c\nvar _ = tls.Config{InsecureSkipVerify: true}\n", "d.js": "room.innerHTML = text;", "e.js": "localStorage.code = code;",
	} {
		if len(asvsForbidden(name, text)) == 0 {
			t.Errorf("nothing is found in %q", text)
		}
	}
}
