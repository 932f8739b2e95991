package main

import (
	"os"
	"path/filepath"
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
