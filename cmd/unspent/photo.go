package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/unspent-dev/unspent/internal/unpack"
)

// paperCache is the folder in which what reading PDFs costs once is kept for the
// next time; "" if this account has no place for such things.
func paperCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "unspent", "pdf")
}

// papers returns what reads PDFs, and has photographs decoded by this program once
// more.
func papers() *unpack.Papers {
	p := unpack.NewPapers(paperCache())
	if self, err := os.Executable(); err == nil {
		p.WithPhotos(self, "decode-picture")
	}
	return p
}

// photoCmd decodes a photograph, in a process that has no other business and has
// limited itself.
type photoCmd struct{}

func (photoCmd) Run(ctx context.Context, sh *shell) error {
	return unpack.DecodePhoto(ctx, sh.stdin, sh.stdout)
}
