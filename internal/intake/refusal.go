package intake

import (
	"github.com/unspent-dev/unspent"
	"github.com/unspent-dev/unspent/internal/unpack"
)

// errEmpty refuses a file without content.
func errEmpty(name string) error { return unpack.Refused(unspent.Invalid, "empty", "Name", name) }

// errMailText refuses the text of a mail where the mail itself is meant.
func errMailText() error {
	return unpack.Refused(unspent.Invalid, "mail_text")
}

// errPage refuses a saved page that is damaged.
func errPage() error { return unpack.Refused(unspent.Invalid, "mhtml_damaged") }
