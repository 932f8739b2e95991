package keyring_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/keyring"
)

func create(t testing.TB) (string, *keyring.Ring) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "unspent.db.keys")
	r, err := keyring.File{Path: path}.Create(rand.Reader, noon)
	if err != nil {
		t.Fatalf("Create: %v", err)
	}
	return path, r
}

func load(t testing.TB, path string) *keyring.Ring {
	t.Helper()
	r, err := keyring.File{Path: path}.Load()
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return r
}

func TestCreateThenLoad(t *testing.T) {
	path, made := create(t)
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("mode = %v, %v; want 0600", info.Mode(), err)
	}
	loaded := load(t, path)
	if diff := cmp.Diff(loaded.Secrets(), made.Secrets()); diff != "" {
		t.Errorf("secrets (-loaded +made):\n%s", diff)
	}
	if diff := cmp.Diff(loaded.PublicKeys(), made.PublicKeys()); diff != "" {
		t.Errorf("public keys (-loaded +made):\n%s", diff)
	}
	if got, want := loaded.CardKey(codeOf(1)), made.CardKey(codeOf(1)); got != want {
		t.Errorf("CardKey = %x, want %x", got, want)
	}
}

func TestCreateNeverReplaces(t *testing.T) {
	path, _ := create(t)
	before, _ := os.ReadFile(path)
	_, err := keyring.File{Path: path}.Create(rand.Reader, noon)
	if after, _ := os.ReadFile(path); !errors.Is(err, unspent.Conflict) || !bytes.Equal(before, after) {
		t.Errorf("second Create = %v, changed %v; want %v", err, !bytes.Equal(before, after), unspent.Conflict)
	}
}

func TestRotate(t *testing.T) {
	path, old := create(t)
	seed := [32]byte{9}
	sealed, err := old.Seal(seed, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []keyring.Part{keyring.Pepper, keyring.Seal, keyring.Signing} {
		if _, err := (keyring.File{Path: path}).Rotate(part, rand.Reader, noon.Add(time.Hour)); err != nil {
			t.Fatalf("Rotate(%s): %v", part, err)
		}
	}
	r := load(t, path)
	keys := r.CardKeys(codeOf(1))
	if len(keys) != 2 || keys[0] != r.CardKey(codeOf(1)) || keys[0] == keys[1] || keys[1] != old.CardKey(codeOf(1)) {
		t.Errorf("CardKeys after rotation = %x; want the new one, then %x", keys, old.CardKey(codeOf(1)))
	}
	if got, err := r.Open(sealed); got != seed || err != nil {
		t.Errorf("Open of an old box = %x, %v; want %x", got, err, seed)
	}
	resealed, err := r.Seal(seed, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := old.Open(resealed); err == nil {
		t.Errorf("Seal still uses the old key")
	}
	oldKid, _ := old.Signer()
	kid, _ := r.Signer()
	public := r.PublicKeys()
	if len(public) != 2 || public[0].ID != kid || public[1].ID != oldKid || kid == oldKid ||
		!public[0].CreatedAt.Equal(noon.Add(time.Hour)) {
		t.Errorf("PublicKeys after rotation = %v; want %s, %s", public, kid, oldKid)
	}
	if got, want := r.RequestID("a", "b"), old.RequestID("a", "b"); got != want {
		t.Errorf("RequestID after rotation = %x, want %x", got, want)
	}
	if info, err := os.Stat(path); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode after rotation = %v, %v; want 0600", info.Mode(), err)
	}
	left, _ := filepath.Glob(path + "?*")
	if len(left) != 0 {
		t.Errorf("rotation left %v", left)
	}
}

func TestRotateRefuses(t *testing.T) {
	path, _ := create(t)
	before, _ := os.ReadFile(path)
	missing := filepath.Join(t.TempDir(), "none")
	tests := map[string]struct {
		path string
		what keyring.Part
		lock bool
		want unspent.Reason
	}{
		"unknown part":     {path, "salt", false, unspent.Invalid},
		"the request key":  {path, "requests", false, unspent.Invalid},
		"missing file":     {missing, keyring.Pepper, false, unspent.Unavailable},
		"another rotation": {path, keyring.Pepper, true, unspent.Conflict},
		"no directory":     {filepath.Join(missing, "keys"), keyring.Pepper, false, unspent.Unavailable},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.lock {
				if err := os.WriteFile(tt.path+".new", nil, 0o600); err != nil {
					t.Fatal(err)
				}
				defer os.Remove(tt.path + ".new")
			}
			_, err := keyring.File{Path: tt.path}.Rotate(tt.what, rand.Reader, noon)
			if !errors.Is(err, tt.want) || strings.Contains(err.Error(), filepath.Dir(tt.path)) {
				t.Errorf("Rotate = %v, want %v without the path", err, tt.want)
			}
			if _, err := os.Stat(tt.path + ".new"); !tt.lock && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("Rotate left its file behind")
			}
		})
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Errorf("a refused rotation changed the file")
	}
}

func TestLoadRefuses(t *testing.T) {
	path, ring := create(t)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edit := func(from, to string) []byte {
		t.Helper()
		out := strings.Replace(string(good), from, to, 1)
		if out == string(good) {
			t.Fatalf("the file has no %q", from)
		}
		return []byte(out)
	}
	tests := map[string]struct {
		text []byte
		mode fs.FileMode
		want unspent.Reason
		says string
	}{
		"readable by the group": {good, 0o640, unspent.Forbidden, "mode to 600"},
		"readable by all":       {good, 0o604, unspent.Forbidden, "mode to 600"},
		"empty":                 {nil, 0o600, unspent.Invalid, "empty"},
		"cut":                   {good[:len(good)-20], 0o600, unspent.Invalid, "backup"},
		"zeros":                 {make([]byte, len(good)), 0o600, unspent.Invalid, "backup"},
		"not json":              {[]byte("hello"), 0o600, unspent.Invalid, "backup"},
		"null":                  {[]byte("null"), 0o600, unspent.Invalid, "version 0"},
		"newer":                 {edit(`"version": 1`, `"version": 3`), 0o600, unspent.Invalid, "version 3"},
		"wrong checksum":        {edit(`"sha256": "`, `"sha256": "0`), 0o600, unspent.Invalid, "backup"},
		"edited":                {edit(`"peppers"`, `"pepper"`), 0o600, unspent.Invalid, "backup"},
		"trailing":              {append(bytes.Clone(good), '{'), 0o600, unspent.Invalid, "backup"},
		"huge":                  {bytes.Repeat([]byte(" "), 2<<20), 0o600, unspent.Invalid, "backup"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "keys")
			if err := os.WriteFile(path, tt.text, tt.mode); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.mode); err != nil { // whatever the umask
				t.Fatal(err)
			}
			_, err := keyring.File{Path: path}.Load()
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), path) {
				t.Errorf("Load = %v; want %v, saying %q", err, tt.want, tt.says)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		if _, err := (keyring.File{Path: path + ".not"}).Load(); !errors.Is(err, unspent.Unavailable) {
			t.Errorf("Load = %v, want %v", err, unspent.Unavailable)
		}
	})
	t.Run("directory", func(t *testing.T) {
		if _, err := (keyring.File{Path: t.TempDir()}).Load(); !errors.Is(err, unspent.Invalid) {
			t.Errorf("Load = %v, want %v", err, unspent.Invalid)
		}
	})
	t.Run("any changed byte", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "keys")
		for i := range good {
			bad := bytes.Clone(good)
			bad[i] ^= 1
			if err := os.WriteFile(path, bad, 0o600); err != nil {
				t.Fatal(err)
			}
			r, err := keyring.File{Path: path}.Load()
			if err == nil && !cmp.Equal(r.Secrets(), ring.Secrets()) {
				t.Fatalf("byte %d changed: Load gave other secrets", i)
			}
		}
	})
}

// Whatever a file holds, reading it neither panics nor repeats it.
func FuzzLoad(f *testing.F) {
	path, ring := create(f)
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{"version":1,"keys":{"peppers":[]},"sha256":""}`))
	f.Add([]byte(`{"version":1,"keys":null,"sha256":"74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"}`))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, in []byte) {
		path := filepath.Join(dir, "fuzz")
		if err := os.WriteFile(path, in, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := keyring.File{Path: path}.Load()
		if err == nil {
			r.CardKeys(codeOf(1))
			r.PublicKeys()
			return
		}
		if unspent.ReasonOf(err) == unspent.Internal {
			t.Errorf("Load = %v, an internal error", err)
		}
		for _, s := range ring.Secrets() {
			if strings.Contains(err.Error(), hex.EncodeToString(s)) {
				t.Errorf("Load's error shows a secret")
			}
		}
	})
}
