package main

import (
	"errors"
	"fmt"
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/texts"
)

func TestEveryReasonHasAnExitCode(t *testing.T) {
	for _, r := range unspent.Reasons() {
		code, ok := exitOf[r]
		if !ok || code < exitNo || code > exitUnknown {
			t.Errorf("reason %s has exit code %d, %v; want 1, 2 or 3", r, code, ok)
		}
	}
	if len(exitOf) != len(unspent.Reasons()) {
		t.Errorf("exitOf has %d reasons; want %d", len(exitOf), len(unspent.Reasons()))
	}
}

func TestExitCode(t *testing.T) {
	tests := map[string]struct {
		err  error
		want int
	}{
		"done":             {nil, 0},
		"no":               {errNo, 1},
		"no, wrapped":      {errors.Join(errNo, nil), 1},
		"used":             {unspent.Errorf(unspent.CardSpent, "x"), 1},
		"used, with a tip": {withHint(unspent.Errorf(unspent.CardSpent, "x"), "tip"), 1},
		"wrong use":        {wrong("use.count"), 2},
		"unavailable":      {unspent.Errorf(unspent.Unavailable, "x"), 3},
		"a newer reason":   {unspent.Errorf("eclipsed", "x"), 3},
		"no reason":        {errors.New("x"), 3},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := exitCode(tt.err); got != tt.want {
				t.Errorf("exitCode(%v) = %d; want %d", tt.err, got, tt.want)
			}
		})
	}
}

func TestEveryMessageIsInEveryLanguage(t *testing.T) {
	for _, s := range unspent.States() {
		if _, err := texts.Say("ja", "state."+string(s)); err != nil {
			t.Error(err)
		}
	}
	for _, r := range unspent.Reasons() {
		if _, err := texts.Say("ja", "advice."+string(r)); err != nil {
			t.Error(err)
		}
	}

	for _, s := range samples() {
		if _, err := texts.Say("ja", "demo.card."+s.name); err != nil {
			t.Error(err)
		}
	}
	for _, s := range walk() {
		if _, err := texts.Say("ja", "demo.step."+s.about); err != nil {
			t.Error(err)
		}
	}
}

func TestReport(t *testing.T) {
	held := unspent.Errorf(unspent.CardHeld, "the card is held until noon")
	tests := map[string]struct {
		lang language
		err  error
		want string
	}{
		"english": {english, held, "unspent: the card is held until noon\nhint: the hold ends by itself at its time; check shows it\n"},
		"japanese": {japanese, held, "unspent: このカードは取り置き中です\n" +
			"ヒント: 取り置きは期限に自動で終わります。check で確かめられます\n"},
		"a detail that matters": {japanese, unspent.Errorf(unspent.Invalid, "a name is short"), "unspent: 指定が正しくありません（a name is short）\n"},
		"wrong use":             {japanese, wrong("use.count"), "unspent: --count は1以上です\n"},
		"two hints": {english, instead(withHint(held, "use.addOut"), "c"),
			"unspent: the card is held until noon\nhint: the hold ends by itself at its time; check shows it\n" +
				"hint: add --out FILE\nhint: c\n"},
		"several faults": {english, errors.Join(wrong("use.count"), wrong("use.noCodes")),
			"unspent: count is at least 1\nunspent: there is no code to check\n"},
		"a limit":               {japanese, unspent.Errorf(unspent.LimitExceeded, "over"), "unspent: プログラムの上限を超えています\n"},
		"for the staff":         {english, forStaff{instead(held, "b")}, "unspent: the card is held until noon\nhint: b\n"},
		"frozen, for the staff": {english, forStaff{unspent.Errorf(unspent.CardFrozen, "ask its support")}, "unspent: the card is frozen: unfreeze it first\n"},
		"no reason":             {japanese, fmt.Errorf("disk on fire"), "unspent: 内部エラーが起きました（disk on fire）\n"},
		"a newer reason":        {japanese, unspent.Errorf("eclipsed", "moon"), "unspent: moon\n"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := tt.lang.report(tt.err); got != tt.want {
				t.Errorf("report = %q; want %q", got, tt.want)
			}
		})
	}
}

// TestMistypedInJapanese types real codes wrong.
func TestMistypedInJapanese(t *testing.T) {
	tests := map[string]string{
		"00000-00000-00000-0":       "コードは20文字です（入力は16文字）",
		"00000-00000-00000-00000-0": "コードは20文字です（入力はそれより長くなっています）",
		"00000-00000-00000-0U000":   "コードは英数字だけで、Uは使いません（17文字目を確かめてください）",
		"00000-00000-00000-00001":   "どれか1文字が違うか、隣り合う文字が入れ替わっています",
	}
	for typed, want := range tests {
		_, err := unspent.ParseCode(typed)
		if got := japanese.told(err); got != want {
			t.Errorf("%v is told as %q; want %q", err, got, want)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	tests := map[string]struct {
		setting string
		env     map[string]string
		want    language
	}{
		"nothing":            {"", nil, english},
		"the setting":        {"ja", map[string]string{"LANG": "en_US.UTF-8"}, japanese},
		"LANG":               {"", map[string]string{"LANG": "ja_JP.UTF-8"}, japanese},
		"LC_ALL before LANG": {"", map[string]string{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, english},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := languageOf(tt.setting, func(k string) string { return tt.env[k] }); got != tt.want {
				t.Errorf("languageOf = %s; want %s", string(got), string(tt.want))
			}
		})
	}
}
