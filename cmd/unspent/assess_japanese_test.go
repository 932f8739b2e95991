package main

import (
	"testing"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

func TestInJapanese(t *testing.T) {
	for english, want := range map[string]string{
		"channel: must be one of issuer, shop": "channel：次のどれかを書いてください：issuer, shop",
		"case file, line 3, column 1: channel: must be one of issuer; line 4, column 2: evidence: must be a list": "ケースファイルの3行目・1文字目：channel：次のどれかを書いてください：issuer／ケースファイルの4行目・2文字目：evidence：項目の一覧（- で始まる行）を書いてください",
		`--dkim-keys: "nope" is not a folder`: "--dkim-keys：「nope」はフォルダーではありません",
		"evidence[0].seen: a new refusal":     "evidence[0].seen：a new refusal",
		"a new refusal":                       "指定が正しくありません（a new refusal）",
	} {
		got := inJapanese(unspent.Errorf(unspent.Invalid, "%s", english))
		if got.say[japanese] != want {
			t.Errorf("%s\n got %s\nwant %s", english, got.say[japanese], want)
		}
	}
	clip := unpack.Refuse("shortcut", "a.lnk")
	got := inJapanese(&unspent.Error{Reason: unspent.Invalid, Detail: `"a.lnk": ` + clip.Error(), Err: clip})
	if want := "a.lnk：ファイル「a.lnk」はファイルやページへのショートカット（リンク）だけです。元のファイルか、ページそのものを保存したものを出してください"; got.say[japanese] != want {
		t.Errorf(" got %s\nwant %s", got.say[japanese], want)
	}
}
