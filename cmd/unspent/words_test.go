package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Who reads Japanese is told in Japanese what is wrong with a command: of every line
// more is Japanese than a command, a name or a number.
func TestWrongUseInJapanese(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, content := range map[string]string{"two": "a\nb\n", "empty": "", "typo.json": `{"adress": "x"}`, "broken.json": "{",
		"text": "hello", "codes": "\n"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("folder", 0o700); err != nil {
		t.Fatal(err)
	}
	nothing := func(string) string { return "" }
	if code := run(t.Context(), []string{"unspent", "init", "--db", "book.db", "--out", "admin.key"}, nothing, nil, io.Discard, io.Discard); code != 0 {
		t.Fatalf("init ends with %d", code)
	}
	command := regexp.MustCompile(`^ヒント: (unspent|chmod) [ -~]*$`)
	for _, line := range []string{
		"chek", "check --colour", "release",
		"config --addr x --prefix 12 --log-format xml --log-level loud --assess-dns nowhere --queue 0 --commit-batch 0 --base-url x --server x --proxies x",
		"config --mail-from gift@cards.example --mail-lang fr --second-person x --issue-day x",
		"config --mail-server x --mail-from gift --mail-user u", "config --mail-in-domain in.cards.example",
		"config --mail-in nowhere --mail-in-domain localhost --mail-in-cert a --assess-dns off",
		"config --tls-cert a --acme-host 127.0.0.1 --insecure-http --acme-mail x --acme-directory x --metrics-addr x", "config --acme-mail a@b.example",
		"config --config none.json", "config --config broken.json", "config --config typo.json",
		"serve --db none.db", "serve --db book.db --addr 0.0.0.0:0", "serve --db book.db --addr 0.0.0.0:0 --insecure-http",
		"serve --db book.db --addr nowhere.invalid:1",
		"init --db book.db", "init --db other.db --out admin.key", "keys protect --db book.db --clear --keyring-command true",
		"check --many - --hold hld_1", "check --server http://127.0.0.1:1 --code-file none", "check --server http://127.0.0.1:1 --code-file two",
		"check --server http://127.0.0.1:1 --code-file empty", "check --server http://127.0.0.1:1", "check --many codes --db book.db",
		"check --server http://127.0.0.1:1 --db book.db", "check --db none.db", "audit --server http://127.0.0.1:1",
		"prove --db none.db", "verify none", "verify text", "verify text --roots text", "secret --out admin.key",
		"issue --db book.db --program p --value 1 --count 0", "issue --db book.db --program p --value 1 --count 20000",
		"issue --db book.db --program p --value 1 --out text",
		"issue --db book.db --program p --value 1 --out folder", "bounce --db book.db", "adjust --db book.db --reason goodwill --by x 6001000000000000013",
		"backup --db book.db --to none copy.db", "backup --db book.db --to text copy.db", "restore --db new.db none", "clock accept --db book.db --date today",
		"clock accept --db book.db --date 2001-01-01", "files accept --db book.db --reason x --by y --no-cards", "files reconcile --db book.db none",
		"report unspent --db book.db --at now", "report unspent --db book.db --at 9000-01-01T00:00:00Z", "report daily --db book.db --zone Mars",
		"report daily --db book.db --from x", "report daily --db book.db --to x", "report daily --db book.db --from 2027-02-01 --to 2027-01-01",
		"staff add --db book.db --name a --role admin --ends soon", "brands lint --brands none", "brands list --brands none", "brands show none",
		"assess", "assess --case a --batch b", "assess --batch . --letters", "assess --tsa http://x.example --brand apple-jp", "assess --workers 2",
		"assess --bundle text --case a", "assess --case none", "assess --brand none", "assess --brand apple-jp nobody:none",
		"assess --dkim-keys none --brand apple-jp --channel person",
	} {
		var out, told bytes.Buffer
		args := append([]string{"unspent", "--lang", "ja"}, strings.Fields(line)...)
		code := run(t.Context(), args, nothing, strings.NewReader(""), &out, &told)
		if code == 0 || told.Len() == 0 {
			t.Errorf("%s ends with %d and says %q", line, code, told.String())
		}
		for said := range strings.Lines(told.String()) {
			said = strings.TrimSpace(strings.TrimPrefix(said, "unspent: "))
			if !command.MatchString(said) && !regexp.MustCompile(`[ぁ-ん]`).MatchString(strings.TrimPrefix(said, "ヒント")) {
				t.Errorf("%s: %q is no Japanese", line, said)
			}
		}
	}
	if left, _ := filepath.Glob("other.db*"); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}
