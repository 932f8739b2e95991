package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// assets are the style sheet and the scripts, by the address they are served
// at. It has a hash of the content, so a browser may keep it for good.
type assets struct {
	byAddress map[string]asset
	addresses map[string]string // by name
}

type asset struct {
	kind         string
	body, packed []byte // packed is body by gzip; nil: it is no smaller
}

func loadAssets() (assets, error) {
	a := assets{map[string]asset{}, map[string]string{}}
	entries, err := fs.ReadDir(assetFiles, "assets")
	if err != nil {
		return a, err
	}
	for _, e := range entries {
		body, err := assetFiles.ReadFile("assets/" + e.Name())
		if err != nil {
			return a, err
		}
		a.add(e.Name(), body)
	}
	for name, body := range iconFiles() {
		a.add(name, body)
	}
	return a, nil
}

func (a assets) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	address := "/assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	a.byAddress[address] = asset{mime.TypeByExtension(ext), body, packed(body)}
	a.addresses[name] = address
}

// packed packs what is the same for everybody: a page, in which a visitor's words stand
// beside secrets, is never packed.
func packed(body []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(body); err != nil || z.Close() != nil || out.Len() >= len(body) {
		return nil
	}
	return out.Bytes()
}

// address returns where an asset is served.
func (a assets) address(name string) (string, error) {
	address, ok := a.addresses[name]
	if !ok {
		return "", fmt.Errorf("there is no asset %q", name)
	}
	return address, nil
}

func (a assets) serve(w http.ResponseWriter, r *http.Request) {
	found, ok := a.byAddress[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", found.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if found.packed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		found.body = found.packed
	}
	_, _ = w.Write(found.body) // an error means that the visitor is gone
}
