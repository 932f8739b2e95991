package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

// The help of assess is in the language of the flag, or else of the locale, to its
// last line.
func TestHelpOfAssess(t *testing.T) {
	for name, tt := range map[string]struct {
		args []string
		env  map[string]string
		want language
	}{
		"LANG":               {nil, map[string]string{"LANG": "ja_JP.UTF-8"}, japanese},
		"LC_ALL":             {nil, map[string]string{"LC_ALL": "ja_JP.UTF-8", "LANG": "C"}, japanese},
		"LC_ALL before LANG": {nil, map[string]string{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, english},
		"the flag":           {[]string{"--lang", "ja"}, map[string]string{"LANG": "C"}, japanese},
		"the other flag":     {[]string{"--lang", "en"}, map[string]string{"LANG": "ja_JP.UTF-8"}, english},
		"nothing":            {nil, nil, english},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			sh := newShell("unspent", func(k string) string { return tt.env[k] }, nil, &out, &out)
			if err := sh.main(t.Context(), append([]string{"assess", "--help"}, tt.args...)); err != nil {
				t.Fatal(err)
			}
			if got := strings.HasPrefix(out.String(), "使い方"); got != (tt.want == japanese) {
				t.Errorf("the help begins %.80q", out.String())
			}
			if tt.want != japanese {
				return
			}
			for line := range strings.Lines(out.String()) {
				if words := regexp.MustCompile(`[a-z]{3,} [a-z]{2,} [a-z]{2,}`).FindString(line); words != "" {
					t.Errorf("English stands in %q", line)
				}
			}
		})
	}
}
