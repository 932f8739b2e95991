package tidy

import (
	"io/fs"
	"path"
	"strings"
)

// Files reads the files of a module, by path: not those of a module within it,
// not what git keeps for itself, nothing that a tool has fetched or built, and
// nothing that is large or not text.
func Files(module fs.FS) (map[string]string, error) {
	files := map[string]string{}
	err := fs.WalkDir(module, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if left(module, name) {
				return fs.SkipDir
			}
			return nil
		}
		info, err := entry.Info()
		if err != nil || name == ".git" || !info.Mode().IsRegular() || info.Size() > 1<<20 { // in a second work tree .git is a file
			return err
		}
		text, err := fs.ReadFile(module, name)
		if err == nil && !strings.Contains(string(text), "\x00") {
			files[name] = string(text)
		}
		return err
	})
	return files, err
}

// left reports whether a folder is left out.
func left(module fs.FS, name string) bool {
	switch {
	case name == ".":
		return false
	case name == ".git", name == "bin", name == "coverage", path.Base(name) == "node_modules":
		return true
	}
	_, err := fs.Stat(module, name+"/go.mod")
	return err == nil
}
