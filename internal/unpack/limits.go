package unpack

// The limits of what is unpacked.
const (
	maxMembers  = 50        // files of one archive
	maxEntries  = 1_000     // entries of its directory, folders and what systems add included
	maxMember   = 20 << 20  // bytes of one file, unpacked
	maxUnpacked = 64 << 20  // bytes of all files of one archive, unpacked
	maxRatio    = 200       // how often larger than packed a file may be
	freeRatio   = 1 << 20   // bytes of a file up to which its ratio does not matter
	maxName     = 200       // bytes of a file's name within an archive
	maxHead     = 64 << 10  // bytes that are looked at to tell a text from other files
	maxBrands   = 32        // kinds that the head of a film or of a modern picture lists
	maxLetters  = 1_000     // mails of one mailbox, as far as they are counted
	maxStreams  = 256 << 10 // bytes of the directory of an Outlook or Office file: 2048 entries
	maxChain    = 1 << 20   // steps along the chains of such a file
	maxOutlook  = 40 << 20  // bytes that are read of such a file, all chains together
	maxField    = 4 << 20   // bytes of one text of an Outlook mail
	maxHeaders  = 256 << 10 // bytes of the headers that an Outlook mail has kept
	maxAttached = 50        // attachments of an Outlook mail that are looked at
	maxObjects  = 1 << 20   // objects of a Safari web archive
	maxKeys     = 1_000     // entries of one of its dictionaries
)
