package texts

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// Every id has a text in both languages, in which the same values stand.
func TestBothLanguages(t *testing.T) {
	value := regexp.MustCompile(`\{\{\.[A-Z][A-Za-z]*\}\}`)
	values := func(lang, id string) []string {
		all := value.FindAllString(catalogue()[lang][id], -1)
		slices.Sort(all)
		return slices.Compact(all)
	}
	for _, lang := range []string{Japanese, English} {
		for id, text := range catalogue()[lang] {
			other := map[string]string{Japanese: English, English: Japanese}[lang]
			switch {
			case text == "" || catalogue()[other][id] == "":
				t.Errorf("%q has no text in both languages", id)
			case strings.Count(text, "{{") != len(value.FindAllString(text, -1)):
				t.Errorf("%s: %q: only {{.Name}} stands for something", lang, id)
			case !slices.Equal(values(lang, id), values(other, id)):
				t.Errorf("%q: %v stand in it, and %v in the other language", id, values(lang, id), values(other, id))
			}
		}
	}
}

// The lines are YAML, and read as a reader of YAML reads them.
func TestLines(t *testing.T) {
	for lang, lines := range map[string]string{Japanese: japanese, English: english} {
		want := map[string]string{}
		if err := yaml.Unmarshal([]byte(lines), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, catalogue()[lang]); diff != "" {
			t.Errorf("%s (-YAML +ours):\n%s", lang, diff)
		}
	}
}

// made are the kinds of ids whose second part is a word of the rules, such as a
// state or a reason: they are put together when something is said.
func made() []string {
	return []string{"reason", "state", "event", "why", "role", "action", "asker", "channel", "intent", "seal", "till", "owner", "verdict",
		"sure", "weight", "period", "form", "status", "got", "letter", "stand", "did", "ask", "done", "asked", "device", "opened", "seenby", "yesno",
		"readable", "givento", "balance", "said", "saidby", "way", "screen", "request", "show", "whom", "question.have", "question.file", "ruling", "grade",
		"unread", "advice", "hint", "lookup", "redeem", "outcome", "forStaff", "doctor", "means", "demo.card", "demo.step", "demo.case", "brands.head",
		"brands.confirmed", "keys", "help", "cli.unknown"}
}

// No text is left over, and no file is refused without one.
func TestUsed(t *testing.T) {
	used := map[string]bool{}
	word := regexp.MustCompile(`"([a-z][A-Za-z]*\.[A-Za-z0-9_.-]+)"`)
	unread := regexp.MustCompile(`(?:Over\(|Refused\(unspent\.[A-Za-z]+, )"(\w+)"`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch ext := filepath.Ext(path); {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"node_modules", "testdata", ".git"}, d.Name()):
			return fs.SkipDir
		case d.IsDir(), ext != ".go" && ext != ".html" && ext != ".tmpl", strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range word.FindAllSubmatch(text, -1) {
			used[string(found[1])] = true
		}
		for _, found := range unread.FindAllSubmatch(text, -1) {
			if id := "unread." + string(found[1]); catalogue()[Japanese][id] == "" {
				t.Errorf("%s: %q has no text", path, id)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range slices.Sorted(maps.Keys(catalogue()[Japanese])) {
		if !used[id] && !slices.ContainsFunc(made(), func(kind string) bool { return strings.HasPrefix(id, kind+".") }) {
			t.Errorf("the text %q is used nowhere", id)
		}
	}
}

func TestSay(t *testing.T) {
	for name, tt := range map[string]struct {
		lang, id string
		pairs    []any
		want     string
	}{
		"plain":          {"ja", "nav.check", nil, "確かめる"},
		"with values":    {"en", "card.left", []any{"Balance", "¥1", "Face", "¥2"}, "¥1 left of ¥2"},
		"values twisted": {"en", "card.left", []any{"Face", "¥2", "Balance", "¥1"}, "¥1 left of ¥2"},
		"a value's form": {"en", "card.left", []any{"Face", "{{.Face}}", "Balance", 1}, "1 left of {{.Face}}"},
		"value missing":  {"en", "card.left", []any{"Balance", "¥1"}, ""},
		"no such text":   {"en", "card.nothing", nil, ""},
		"no language":    {"fr", "nav.check", nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Say(tt.lang, tt.id, tt.pairs...)
			if got != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("Say(%q, %q, %v) = %q, %v; want %q", tt.lang, tt.id, tt.pairs, got, err, tt.want)
			}
		})
	}
}

// Words that readers stumbled over are said in no other way than this, wherever we
// write Japanese.
func TestWordsOfReaders(t *testing.T) {
	never := regexp.MustCompile(`わか[りらるっれ]|パズル|ほかの会社のカード|誰かのために取り置かれて|足りないところか、誤り|続けて何度も試された|もう一度リンクを送って|カードの枠を現金|発行者の確認ページか|"資料 "|この判定のバンドル`)
	for _, room := range []string{"../../assess", "../../cmd", "../../internal"} {
		err := filepath.WalkDir(room, func(path string, d fs.DirEntry, err error) error {
			switch ext := filepath.Ext(path); {
			case err != nil:
				return err
			case d.IsDir() && slices.Contains([]string{"node_modules", "testdata", "album"}, d.Name()):
				return fs.SkipDir
			case d.IsDir(), ext != ".go" && ext != ".html" && ext != ".yaml" && ext != ".js", strings.HasSuffix(path, "_test.go"):
				return nil
			}
			text, err := os.ReadFile(path)
			for _, found := range never.FindAll(text, -1) {
				t.Errorf("%s says %s", path, found)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
