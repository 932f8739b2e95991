package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/unspent-dev/unspent"
)

// directory is a folder with keys.
type directory struct{ files fs.FS }

// Dir reads keys from a folder: from files named after the key, such as
// mail._domainkey.shop.example.txt, that hold the record as it is, or as signers'
// tools and zone files write it (in quoted pieces); and from zone files, *.zone.
func Dir(fsys fs.FS) Keys { return directory{fsys} }

func (d directory) Key(_ context.Context, domain, selector string) (KeyRecord, error) {
	name, err := keyName(domain, selector)
	if err != nil {
		return KeyRecord{}, err
	}
	key := KeyRecord{Domain: domain, Selector: selector, Source: FromDirectory}
	text, err := readKeyFile(d.files, name+".txt")
	switch {
	case err == nil:
		if _, key.Record, _ = cutRecord(text); key.Record == "" {
			key.Record = strings.Join(strings.Fields(text), " ") // not quoted: the record alone
		}
		return key, nil
	case !errors.Is(err, fs.ErrNotExist):
		return KeyRecord{}, err
	}
	zones, err := fs.Glob(d.files, "*.zone")
	if err != nil {
		return KeyRecord{}, err
	}
	for _, zone := range zones {
		text, err := readKeyFile(d.files, zone)
		if err != nil {
			return KeyRecord{}, err
		}
		if key.Record = inZone(text, name); key.Record != "" {
			return key, nil
		}
	}
	return KeyRecord{}, noKey(domain, selector, "the directory")
}

func readKeyFile(files fs.FS, name string) (string, error) {
	f, err := files.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxKeyFile+1))
	if err == nil && len(text) > maxKeyFile {
		return "", unspent.Errorf(unspent.TooLarge, "the key file %q is larger than %d bytes (maxKeyFile)", name, maxKeyFile)
	}
	return string(text), err
}

// inZone returns the TXT record of name, "" if the zone has none.
func inZone(text, name string) string {
	origin := ""
	for text != "" {
		var words []string
		var record string
		words, record, text = cutEntry(text)
		if len(words) == 0 {
			continue
		}
		if words[0] == "$ORIGIN" && len(words) > 1 {
			origin = strings.ToLower(strings.TrimSuffix(words[1], "."))
			continue
		}
		owner, whole := strings.CutSuffix(strings.ToLower(words[0]), ".")
		if !whole && origin != "" {
			owner += "." + origin
		}
		isText := slices.ContainsFunc(words[1:], func(w string) bool { return strings.EqualFold(w, "TXT") })
		if owner == name && isText {
			return record
		}
	}
	return ""
}

// cutRecord returns the words and the record of the first entry that has one.
func cutRecord(text string) (words []string, record, rest string) {
	for record == "" && text != "" {
		words, record, text = cutEntry(text)
	}
	return words, record, text
}

// cutEntry cuts one entry of a zone file off: its words, and its quoted pieces
// put together. An entry ends with its line, unless a bracket is open.
func cutEntry(text string) (words []string, record, rest string) {
	open := false
	for text != "" {
		switch c := text[0]; c {
		case '\n':
			if text = text[1:]; !open {
				return words, record, text
			}
		case '(', ')':
			open, text = c == '(', text[1:]
		case ';': // a comment, to the end of the line
			text = text[len(text)-len(trimLine(text)):]
		case '"':
			piece, after, _ := strings.Cut(text[1:], `"`)
			record, text = record+piece, after
		case ' ', '\t', '\r':
			text = text[1:]
		default:
			end := strings.IndexAny(text, " \t\r\n;()\"")
			if end < 0 {
				end = len(text)
			}
			words, text = append(words, text[:end]), text[end:]
		}
	}
	return words, record, ""
}

// trimLine returns text from the end of its first line on.
func trimLine(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return text[i:]
	}
	return ""
}

// archive holds the answers of a public archive of keys, as a file.
type archive []archived

// archived is one key as archive.zk.email answers it.
type archived struct {
	Domain       string `json:"domain"`
	Selector     string `json:"selector"`
	Value        string `json:"value"`
	Observations []struct {
		Source     string    `json:"source"`
		LastSeenAt time.Time `json:"lastSeenAt"`
	} `json:"observations"`
}

// Archive reads a file with what the archive at archive.zk.email answers for a
// domain (GET /api/key?domain=…): an array of keys. Only keys that the archive
// itself saw in DNS count; those that it computed from mails are left out, for
// two forged mails would do.
func Archive(r io.Reader) (Keys, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxArchive+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxArchive {
		return nil, unspent.Errorf(unspent.TooLarge, "the key archive is larger than %d bytes (maxArchive): keep only the domains you need", maxArchive)
	}
	var keys archive
	if err := json.Unmarshal(text, &keys); err != nil {
		return nil, &unspent.Error{Reason: unspent.Invalid, Err: err,
			Detail: "the key archive is not an array of keys as the archive's /api/key answers"}
	}
	return keys, nil
}

func (a archive) Key(ctx context.Context, domain, selector string) (KeyRecord, error) {
	return first(a.all(ctx, domain, selector), noKey(domain, selector, "the archive"))
}

func (a archive) all(_ context.Context, domain, selector string) iter.Seq2[KeyRecord, error] {
	return func(yield func(KeyRecord, error) bool) {
		for _, key := range a.find(domain, selector) {
			if !yield(key, nil) {
				return
			}
		}
	}
}

// find returns the keys of a name, each once, the last seen first.
func (a archive) find(domain, selector string) []KeyRecord {
	var found []KeyRecord
	for _, key := range a {
		if !strings.EqualFold(key.Domain, domain) || !strings.EqualFold(key.Selector, selector) {
			continue
		}
		record := KeyRecord{Domain: domain, Selector: selector, Record: key.Value, Source: FromArchive}
		live := false
		for _, o := range key.Observations {
			if o.Source == "live_dns" {
				live = true
				if o.LastSeenAt.After(record.At) {
					record.At = o.LastSeenAt.UTC()
				}
			}
		}
		// The archive may hold one key under several spellings of its record.
		same := slices.IndexFunc(found, func(k KeyRecord) bool { return bytes.Equal(publicKey(k.Record), publicKey(key.Value)) })
		switch {
		case !live:
		case same < 0:
			found = append(found, record)
		case record.At.After(found[same].At):
			found[same] = record
		}
	}
	slices.SortStableFunc(found, func(a, b KeyRecord) int { return b.At.Compare(a.At) })
	return found
}
