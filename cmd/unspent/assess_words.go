package main

import (
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/casefile"
)

// of returns a text of a brand or a verdict in the language.
func (l language) of(t brand.Text) string {
	if l == japanese {
		return t.JA
	}
	return t.EN
}

// both returns t for who has both languages.
func (t text) both() brand.Text { return brand.Text{JA: t[japanese], EN: t[english]} }

// A ruling is a verdict's state with its confidence.
type ruling struct {
	state      assess.State
	confidence assess.Confidence
}

// rulingText is the first line of a verdict.
var rulingText = map[ruling]text{
	{assess.Used, assess.Proven}:       {"Used. This is proven.", "使用済みです。これは確実です。"},
	{assess.Used, assess.Likely}:       {"Probably used.", "おそらく使用済みです。"},
	{assess.Used, assess.Possible}:     {"Possibly used.", "使用済みかもしれません。"},
	{assess.Unused, assess.Proven}:     {"Unused at the time below. This is proven.", "下の時点で未使用です。これは確実です。"},
	{assess.Unused, assess.Likely}:     {"Probably unused at the time below.", "下の時点では、おそらく未使用です。"},
	{assess.Unused, assess.Possible}:   {"Possibly unused at the time below.", "下の時点では、未使用かもしれません。"},
	{assess.Replaced, assess.Proven}:   {"Sent again under a new code: this code is dead. This is proven.", "新しい番号で再送され、この番号はもう使えません。これは確実です。"},
	{assess.Replaced, assess.Likely}:   {"Probably sent again under a new code: then this code is dead.", "おそらく新しい番号で再送され、この番号は使えなくなっています。"},
	{assess.Replaced, assess.Possible}: {"Possibly sent again under a new code: then this code is dead.", "新しい番号で再送され、この番号は使えなくなっているかもしれません。"},
	{assess.Blocked, assess.Proven}:    {"Blocked or taken back by the issuer. This is proven.", "発行者が無効にしたか、取り消しています。これは確実です。"},
	{assess.Blocked, assess.Likely}:    {"Probably blocked or taken back by the issuer.", "おそらく、発行者が無効にしたか、取り消しています。"},
	{assess.Blocked, assess.Possible}:  {"Possibly blocked or taken back by the issuer.", "発行者が無効にしたか、取り消しているかもしれません。"},
	{assess.Inactive, assess.Proven}:   {"Never switched on at the till: not used, but not valid yet. This is proven.", "お店のレジで有効化されていません。使用済みではありませんが、まだ使えません。これは確実です。"},
	{assess.Inactive, assess.Likely}:   {"Probably never switched on at the till: not used, but not valid yet.", "おそらく、お店のレジで有効化されていません。使用済みではなく、まだ使えない状態です。"},
	{assess.Inactive, assess.Possible}: {"Possibly never switched on at the till: not used, but not valid yet.", "お店のレジで有効化されていないかもしれません。その場合、使用済みではなく、まだ使えない状態です。"},
	{assess.Unknown, ""}:               {"Cannot tell whether it is used.", "使用済みか未使用か、いまある手がかりではわかりません。"},
}

// confidenceText is how sure a verdict is, on its scale.
var confidenceText = map[assess.Confidence]text{
	assess.Proven:   {"3 of 3, proven", "3段階の3（証明済み）"},
	assess.Likely:   {"2 of 3, likely", "3段階の2（可能性が高い）"},
	assess.Possible: {"1 of 3, possible", "3段階の1（可能性がある）"},
}

// verdictStateText is a state within a sentence.
var verdictStateText = map[assess.State]text{
	assess.Used:     {"used", "使用済み"},
	assess.Unused:   {"unused", "未使用"},
	assess.Replaced: {"replaced", "再送で置き換え済み"},
	assess.Blocked:  {"blocked", "発行者により無効"},
	assess.Inactive: {"not activated", "有効化前"},
	assess.Unknown:  {"unknown", "不明"},
}

var weightText = map[assess.Weight]text{
	assess.None:   {"does not count", "数えません"},
	assess.Hint:   {"a hint", "弱い手がかり"},
	assess.Fair:   {"fair", "ある程度の手がかり"},
	assess.Strong: {"strong", "強い手がかり"},
	assess.Proof:  {"proof", "証明になります"},
}

var ownerText = map[assess.Owner]text{
	assess.Mine:    {"you", "あなた自身"},
	assess.Givers:  {"the giver", "贈り主"},
	assess.Sellers: {"the seller", "売り手"},
	assess.Buyers:  {"the buyer", "買い手"},
	assess.Shops:   {"the shop", "購入した店"},
	assess.Issuers: {"the issuer", "発行者"},
	assess.NoOwner: {"", ""},
}

var gradeText = map[assess.Grade]text{
	assess.Verified:     {"signature checked", "署名を確認"},
	assess.Unverified:   {"not verified", "署名は未確認"},
	assess.Contradicted: {"not genuine", "本物ではない"},
}

// namesOf returns how a piece of evidence is called: its id, and the file or what
// was stated.
func namesOf(l language, r casefile.Result) func(id string) string {
	names := map[string]string{}
	for _, e := range r.Evidence {
		names[e.ID] = l.of(casefile.SaysText(e.Says))
	}
	for _, s := range r.Sources {
		for _, id := range s.Evidence {
			if s.Name != "" {
				names[id] = s.Name
			}
		}
	}
	for _, e := range r.Evidence {
		names[e.ID] = e.ID + " " + names[e.ID]
		if e.Kind == assess.Mail || e.Kind == assess.Book || e.Grade == assess.Contradicted {
			names[e.ID] = l.word(wordPart, names[e.ID], gradeText[e.Grade][l])
		}
	}
	return func(id string) string {
		if name, ok := names[id]; ok {
			return name
		}
		if id == "" {
			return l.word(wordTheCase)
		}
		return id
	}
}

// typedOf returns the pieces of evidence that were typed.
func typedOf(r casefile.Result) map[string]bool {
	typed := map[string]bool{}
	for i, s := range r.Sources {
		for _, id := range s.Evidence {
			typed[id] = r.Input.Evidence[i].Text != ""
		}
	}
	return typed
}
