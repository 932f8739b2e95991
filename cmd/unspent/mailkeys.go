package main

import (
	"context"
	"os"
	"sync"

	"github.com/unspent-dev/unspent/internal/intake"
)

// mailKeys are where the keys come from that mails are signed with.
type mailKeys struct {
	DKIMKeys    string `name:"dkim-keys" placeholder:"DIR" help:"Folder with keys that mails are signed with, asked first."`
	DKIMArchive string `name:"dkim-archive" placeholder:"FILE" help:"Answers of a public archive of such keys, asked next."`
	DNS         string `name:"dns" placeholder:"HOST:PORT" help:"Ask this DNS server for keys (the system's)."`
	Offline     bool   `help:"Never ask DNS: mails whose keys are not at hand stay unverified."`
}

// keys returns where the keys of mails come from, nil if from nowhere.
func (c mailKeys) keys(sh *shell) (intake.Keys, error) {
	var all []intake.Keys
	if c.DKIMKeys != "" {
		if stat, err := os.Stat(c.DKIMKeys); err != nil || !stat.IsDir() {
			return nil, wrong("use.noFolder", "Flag", "--dkim-keys", "Folder", c.DKIMKeys)
		}
		all = append(all, intake.Dir(os.DirFS(c.DKIMKeys)))
	}
	if c.DKIMArchive != "" {
		f, err := opened(c.DKIMArchive)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		archive, err := intake.Archive(f)
		if err != nil {
			return nil, err
		}
		all = append(all, archive)
	}
	if !c.Offline {
		all = append(all, &asking{next: intake.DNS(c.DNS), sh: sh, told: map[string]bool{}})
	}
	if len(all) == 0 {
		return nil, nil
	}
	return intake.Chain(all...), nil
}

// asking is a source of keys that is asked over the network, and says so.
type asking struct {
	next intake.Keys
	sh   *shell

	mu   sync.Mutex
	told map[string]bool // domains, guarded by mu
}

// Key implements [intake.Keys].
func (a *asking) Key(ctx context.Context, domain, selector string) (intake.KeyRecord, error) {
	a.mu.Lock()
	if !a.told[domain] {
		a.told[domain] = true
		a.sh.note("%s", a.sh.lang.say("paper.askingKey", "Domain", domain))
	}
	a.mu.Unlock()
	return a.next.Key(ctx, domain, selector)
}
