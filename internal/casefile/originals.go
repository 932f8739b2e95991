package casefile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/assess"
	"github.com/unspent-dev/unspent/brand"
	"github.com/unspent-dev/unspent/internal/intake"
)

// unseal returns the originals of a bundle by the number of their item.
func unseal(sealed []byte, passphrase string) (map[string][]byte, error) {
	id, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, err
	}
	id.SetMaxWorkFactor(maxSealWork)
	r, err := age.Decrypt(bytes.NewReader(sealed), id)
	if _, ok := errors.AsType[*age.NoIdentityMatchError](err); ok || errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, unspent.Errorf(unspent.Forbidden, "this is not the passphrase of the originals")
	}
	if err != nil {
		return nil, damaged("the originals cannot be decrypted")
	}
	packed, err := io.ReadAll(io.LimitReader(r, MaxBundle+1))
	if err != nil {
		return nil, damaged("the originals cannot be decrypted")
	}
	members, err := unpacked(packed)
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for _, m := range members {
		all[m.name] = m.content
	}
	return all, nil
}

// Originals returns what a bundle has of the files, by the name that the case file
// has for them; further copies of one have a number behind it.
func Originals(packed []byte, passphrase string) (map[string][]byte, error) {
	members, err := unpacked(packed)
	if err != nil {
		return nil, err
	}
	var record recordJSON
	var sealed []byte
	for _, m := range members {
		switch m.name {
		case evidenceName:
			if !decode(m.content, &record) {
				return nil, damaged(evidenceName + " is not as it is written")
			}
		case originalsName:
			sealed = m.content
		}
	}
	if sealed == nil {
		return nil, unspent.Errorf(unspent.NotFound, "the bundle has no originals")
	}
	numbered, err := unseal(sealed, passphrase)
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	for i, s := range record.Sources {
		if content, ok := numbered[originalName(i, 0)]; ok {
			all[s.File] = content
		}
		for k := 1; k < len(s.Kept); k++ {
			if content, ok := numbered[originalName(i, k)]; ok {
				all[fmt.Sprintf("%s-%d", s.File, k+1)] = content
			}
		}
	}
	return all, nil
}

// sourced refuses evidence that comes from nothing that was brought, and compares
// what is stated with what the case file states. Evidence from files is compared
// by originals.
func (v *verifying) sourced(ctx context.Context, r Result) error {
	stray := damaged(evidenceName + " has evidence that comes from nothing in " + caseName)
	if len(r.Sources) != len(r.Input.Evidence) {
		return stray
	}
	a, n := assessing{Result: Result{Input: r.Input, At: r.At, Brand: r.Brand}}, 0
	for i, s := range r.Sources {
		for _, id := range s.Evidence {
			if n++; n > len(r.Evidence) || id != pieceID(n) || r.Evidence[n-1].ID != id {
				return stray
			}
		}
		item := r.Input.Evidence[i]
		switch {
		case s.Name != item.File, s.Name != "" && s.SHA256 == [32]byte{} && len(s.Evidence) > 0:
			return stray
		case s.Name != "":
			continue
		}
		_, got, err := a.read(ctx, item)
		if err != nil || len(s.Evidence) != len(got) {
			return stray
		}
		kept := r.Evidence[n-1]
		if kept.Kind != got[0].Kind || kept.Says != got[0].Says || kept.Grade != got[0].Grade ||
			v.Program == v.known.Program && !alike(got, r, s.Evidence) { // another version may word or bind it otherwise
			return stray
		}
	}
	if n != len(r.Evidence) {
		return stray
	}
	return nil
}

// originals reads the originals again, with the keys of the bundle, and compares
// what they say with the kept evidence.
func (v *verifying) originals(ctx context.Context, r Result) error {
	sealed, ok := v.files[originalsName]
	switch {
	case !ok:
		v.step(StepOriginals, NotChecked, "元のファイルは入っていません。署名は確かめ直せませんでした。",
			"The originals are not in the bundle: their signatures were not checked again.")
		return nil
	case v.known.Passphrase == "":
		v.step(StepOriginals, NotChecked, "元のファイルは暗号化されています。パスフレーズがないので、署名は確かめ直していません。",
			"The originals are encrypted: without the passphrase their signatures were not checked again.")
		return nil
	}
	numbered, err := unseal(sealed, v.known.Passphrase)
	if err != nil {
		return err
	}
	fail := func(file, ja, en string) {
		v.step(StepOriginals, Failed, fmt.Sprintf("「%.80s」%s。", file, ja), fmt.Sprintf("%.80q %s.", file, en))
	}
	differs := brand.Text{JA: "を読み直すと、残されている証拠と違います", EN: "says something else than the kept evidence when it is read again"}
	a := assessing{Result: Result{Input: r.Input, At: r.At, Brand: r.Brand}, d: v.deps(r), left: MaxBundle}
	checked, pictures := 0, 0
	for i, s := range r.Sources {
		content, ok := numbered[originalName(i, 0)]
		if s.Name == "" || i >= len(r.Input.Evidence) || !ok {
			continue
		}
		for k, sum := range s.Kept {
			if sha256.Sum256(numbered[originalName(i, k)]) != sum {
				fail(s.Name, "の写しが、残したときのものではありません", "has another copy than the one that was kept")
				return nil
			}
		}
		a.d.Open = func(string) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }
		item := r.Input.Evidence[i]
		item.More = nil // its pictures are kept as one content
		src, got, err := a.read(ctx, item)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case len(s.Kept) == 0 && src.SHA256 != s.SHA256:
			fail(s.Name, "は、証拠を読み取ったファイルではありません", "is not the file that the evidence was read from")
			return nil
		case s.seen():
			if len(s.Members) > 0 && !s.membersAlike(src, got, r) {
				fail(s.Name, differs.JA, differs.EN)
				return nil
			}
			pictures++
		case err != nil && len(s.Evidence) > 0, err == nil && !alike(got, r, s.Evidence),
			err == nil && v.Program == v.known.Program && !sameText(src, s): // another version may cut other words
			fail(s.Name, differs.JA, differs.EN)
			return nil
		}
		checked++
	}
	return v.weighed(ctx, r, numbered, checked, pictures)
}

// weighed says what came of originals of which so many were read again, or only
// compared because they have pictures.
func (v *verifying) weighed(ctx context.Context, r Result, numbered map[string][]byte, checked, pictures int) error {
	if want := countFiles(r); checked < want {
		v.step(StepOriginals, NotChecked, fmt.Sprintf("元のファイル%d件のうち%d件だけを確かめ直しました。", want, checked),
			fmt.Sprintf("Of %d originals, %d were there to be read again.", want, checked))
		return nil
	}
	if agreed, err := v.agreed(ctx, r, numbered); err != nil || !agreed {
		v.step(StepOriginals, Failed, "束に入っているブランドの情報ではなく、ここで知られている情報で元のファイルを読むと、判断が変わります。",
			"Read with what is known here of the brand, and not with what the bundle says of it, the originals give another verdict.")
		return err
	}
	if pictures > 0 {
		v.step(StepOriginals, NotChecked, fmt.Sprintf("元のファイル%d件を確かめ直しました。このうち画像など%d件は、ファイルが同じことだけを確かめ、文字は読み直していません。", checked, pictures),
			fmt.Sprintf("%d originals were checked again; of %d with pictures among them only that the files are the same: their text was not "+
				"read again.", checked, pictures))
		return nil
	}
	v.step(StepOriginals, Passed, fmt.Sprintf("元のファイル%d件を、残されている鍵で読み直して、同じ証拠になりました。", checked),
		fmt.Sprintf("%d originals were read again, with the kept keys, and give the same evidence.", checked))
	return nil
}

// membersAlike reports whether the files of an archive that are no pictures give
// the kept evidence when they are read again.
func (s Source) membersAlike(again Source, got []assess.Evidence, r Result) bool {
	read := map[string][]assess.Evidence{}
	for _, m := range again.Members {
		read[m.Name], got = got[:m.pieces], got[m.pieces:]
	}
	return !slices.ContainsFunc(s.Members, func(m Source) bool { return !m.seen() && !alike(read[m.Name], r, m.Evidence) })
}

// agreed reports whether the originals give the kept verdict too if they are read
// with what is known here of the brand. A profile that is made up could take the
// mails of a stranger for the issuer's.
func (v *verifying) agreed(ctx context.Context, r Result, numbered map[string][]byte) (bool, error) {
	mine, ok := v.known.Brands.Find(r.Brand.ID)
	if !ok {
		return true, nil // which the step of the brand says
	}
	if text, err := brandYAML(mine); err != nil || bytes.Equal(text, v.files[brandName]) {
		return err == nil, err
	}
	a := assessing{Result: Result{Input: r.Input, At: r.At, Brand: mine}, d: v.deps(r), left: MaxBundle}
	for i, item := range r.Input.Evidence {
		content, ok := numbered[originalName(i, 0)]
		if item.File != "" && !ok {
			continue
		}
		a.d.Open = func(string) (io.ReadCloser, error) { return Held(content), nil }
		item.More = nil
		var got []assess.Evidence
		var err error
		if i < len(r.Sources) && r.Sources[i].seen() {
			got = piecesOf(r, r.Sources[i].Evidence)
		} else if _, got, err = a.read(ctx, item); ctx.Err() != nil {
			return false, ctx.Err()
		}
		if err != nil {
			continue // it says nothing
		}
		for _, e := range got {
			e.ID = pieceID(len(a.Evidence) + 1)
			a.Evidence = append(a.Evidence, e)
		}
	}
	a.judge()
	return a.Verdict.State == r.Verdict.State && a.Verdict.Confidence == r.Verdict.Confidence, nil
}

func sameText(a, b Source) bool {
	return a.Text == b.Text && strings.Join(a.Rows, "\n") == strings.Join(b.Rows, "\n")
}

// countFiles counts the files that could be opened.
func countFiles(r Result) (n int) {
	for _, s := range r.Sources {
		if s.Name != "" && s.SHA256 != ([32]byte{}) {
			n++
		}
	}
	return n
}

// deps are what the originals are read with: the keys of the bundle, and the
// mails that were known to have been brought before.
func (v *verifying) deps(r Result) Deps {
	replayed := map[[32]byte]bool{}
	for _, s := range r.Sources {
		for _, e := range r.Evidence {
			if slices.Contains(s.Evidence, e.ID) && slices.ContainsFunc(e.Notes, func(n assess.Note) bool { return n.ID == assess.MailReplayed }) {
				for _, m := range s.messages() {
					replayed[m] = true
				}
			}
		}
	}
	var keys []intake.KeyRecord
	for _, s := range r.Sources {
		keys = append(keys, s.Keys...)
	}
	return Deps{Brands: v.known.Brands.Merge(v.kept), Keys: intake.Recorded(keys), Receipts: v.known.Receipts, Now: func() time.Time { return r.At },
		Used: func(message [32]byte) bool { return replayed[message] }}
}

// piecesOf returns the evidence of r under ids.
func piecesOf(r Result, ids []string) (kept []assess.Evidence) {
	for _, e := range r.Evidence {
		if slices.Contains(ids, e.ID) {
			kept = append(kept, e)
		}
	}
	return kept
}

// alike reports whether evidence that was read again is what r has under ids.
func alike(got []assess.Evidence, r Result, ids []string) bool {
	kept := piecesOf(r, ids)
	if len(kept) != len(got) {
		return false
	}
	for i := range got {
		got[i].ID = kept[i].ID
	}
	a, errA := json.Marshal(evidenceJSON(Result{Evidence: got}))
	b, errB := json.Marshal(evidenceJSON(Result{Evidence: kept}))
	return errA == nil && errB == nil && bytes.Equal(a, b)
}

// signatures compares the kept keys with those that the verifier finds.
func (v *verifying) signatures(ctx context.Context, r Result) {
	keys := keysOf(r)
	switch {
	case len(keys) == 0:
		return
	case v.known.Keys == nil:
		v.step(StepSignatures, NotChecked, "メールの署名の鍵が本当にその送信元のものかは、確かめていません。",
			"Whether the keys of the mails are those of their domains was not checked.")
		return
	}
	found := 0
	for _, k := range keys {
		now, err := v.known.Keys.Key(ctx, k.Domain, k.Selector)
		if err != nil {
			continue
		}
		if publicPart(now.Record) != publicPart(k.Record) {
			v.step(StepSignatures, Failed, fmt.Sprintf("%sの鍵（%s）が、いま見つかる鍵と違います。", k.Domain, k.Selector),
				fmt.Sprintf("The key %s of %s is not the one that is found now.", k.Selector, k.Domain))
			return
		}
		found++
	}
	if found < len(keys) {
		v.step(StepSignatures, NotChecked, fmt.Sprintf("鍵%d個のうち%d個は、いまは見つかりません。鍵の交換は珍しくありません。", len(keys), len(keys)-found),
			fmt.Sprintf("Of %d keys, %d are not to be found now. Domains change their keys.", len(keys), len(keys)-found))
		return
	}
	v.step(StepSignatures, Passed, "メールの署名の鍵は、いま見つかる鍵と同じです。", "The keys of the mails are those that are found now.")
}

// publicPart returns the p= of a key record, which tells keys apart.
func publicPart(record string) string {
	for field := range strings.SplitSeq(record, ";") {
		if name, value, _ := strings.Cut(field, "="); strings.TrimSpace(name) == "p" {
			return strings.Join(strings.Fields(value), "")
		}
	}
	return record
}
