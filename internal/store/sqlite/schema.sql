-- The journal, at the path of the database.

CREATE TRIGGER actions_are_kept BEFORE DELETE ON actions BEGIN
	SELECT RAISE(ABORT, 'an action is never taken back');
END;

CREATE TRIGGER actions_stay BEFORE UPDATE ON actions BEGIN
	SELECT RAISE(ABORT, 'an action is never changed');
END;

CREATE TABLE actions (
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	by      TEXT    NOT NULL,
	name    TEXT    NOT NULL,
	subject TEXT    NOT NULL,
	outcome TEXT    NOT NULL
) STRICT;

CREATE TABLE api_keys (
	id         TEXT PRIMARY KEY,
	name       TEXT    NOT NULL,
	role       TEXT    NOT NULL,
	bound      TEXT    NOT NULL,
	hash       BLOB    NOT NULL,
	created_at INTEGER NOT NULL,
	revoked_at INTEGER NOT NULL
, accounts TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE changes (
	one    INTEGER PRIMARY KEY CHECK (one = 1),
	n      INTEGER NOT NULL, -- commits that were no events: keys, programs, documents, what was erased
	marked INTEGER NOT NULL, -- 1 from when the mark was made on: without one this book is not the newest
	epoch  INTEGER NOT NULL  -- how often it was restored, or a loss was accepted
, proven INTEGER NOT NULL DEFAULT 0, head BLOB) STRICT;

CREATE TABLE document_keys (
	kind TEXT    NOT NULL,
	key  TEXT    NOT NULL,
	at   INTEGER NOT NULL, -- that of the document
	id   TEXT    NOT NULL,
	PRIMARY KEY (kind, key, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (
	kind TEXT    NOT NULL,
	id   TEXT    NOT NULL,
	at   INTEGER NOT NULL, -- microseconds since 1970, UTC
	body BLOB    NOT NULL, sum BLOB,
	PRIMARY KEY (kind, id)
) STRICT;

CREATE TABLE identity (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id  BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
	seq          INTEGER PRIMARY KEY,
	at           INTEGER NOT NULL, -- microseconds since 1970, UTC
	kind         TEXT    NOT NULL,
	program      TEXT    NOT NULL,
	debit        TEXT    NOT NULL,
	credit       TEXT,
	currency     TEXT    NOT NULL,
	amount       INTEGER NOT NULL,
	debit_prev   INTEGER NOT NULL,
	credit_prev  INTEGER NOT NULL,
	debit_after  INTEGER NOT NULL,
	credit_after INTEGER NOT NULL,
	reason       TEXT,
	request      BLOB,
	print        BLOB,
	by           TEXT    NOT NULL,
	card_key     BLOB,
	face         INTEGER,
	until        INTEGER,
	party        TEXT,
	secret       BLOB,
	of           INTEGER,
	asked        TEXT,
	wanted       INTEGER,
	note         TEXT,
	hash         BLOB    NOT NULL
, last4 TEXT, format INTEGER, lots BLOB) STRICT;

CREATE TABLE links (
	n    INTEGER PRIMARY KEY, -- 1, 2, 3, …
	what TEXT NOT NULL,       -- action, key or program
	id   TEXT NOT NULL,
	sum  BLOB NOT NULL,       -- digest of the row as it was written
	hash BLOB NOT NULL        -- of the link before and this one
) STRICT;

CREATE TABLE migrations (
	name       TEXT PRIMARY KEY,
	checksum   TEXT    NOT NULL,
	applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE parties (
	id   TEXT PRIMARY KEY,
	text TEXT NOT NULL
) STRICT;

CREATE TABLE programs (
	id            TEXT PRIMARY KEY,
	name          TEXT    NOT NULL,
	currency      TEXT    NOT NULL,
	validity      TEXT    NOT NULL,
	claimable     INTEGER NOT NULL,
	spendable     INTEGER NOT NULL,
	transferable  INTEGER NOT NULL,
	account_cap   INTEGER NOT NULL,
	per_transfer  INTEGER NOT NULL,
	per_month     INTEGER NOT NULL,
	reveal_window INTEGER NOT NULL, -- microseconds
	created_at    INTEGER NOT NULL
, zone TEXT NOT NULL DEFAULT '', code_format TEXT NOT NULL DEFAULT '', terms TEXT NOT NULL DEFAULT '') STRICT;

CREATE TABLE seals (
	seq   INTEGER PRIMARY KEY, -- of the first event of the request
	until INTEGER NOT NULL,
	box   BLOB    NOT NULL     -- encrypted; erased at the end of the reveal window
) STRICT;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE sums (
	kind TEXT PRIMARY KEY, -- of documents
	n    INTEGER NOT NULL, -- how many there are
	sum  BLOB    NOT NULL  -- of their digests, added
) STRICT;

CREATE INDEX document_keys_id ON document_keys (kind, id);

CREATE INDEX documents_at ON documents (kind, at, id);

CREATE INDEX parties_text ON parties (text COLLATE NOCASE);

-- The state, at the same path with -state behind it.

CREATE TABLE accounts (
	ref    TEXT PRIMARY KEY,
	lapses INTEGER,          -- first end of a lot of it, microseconds
	body   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
	age     INTEGER NOT NULL, -- of the first event, see ages.go
	request BLOB    NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	print   BLOB    NOT NULL,
	PRIMARY KEY (age, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE cards (
	key    BLOB PRIMARY KEY, -- keyed hash of the code
	lapses INTEGER,          -- end of validity of an active card, microseconds
	body   BLOB NOT NULL     -- see codec.go
) STRICT, WITHOUT ROWID;

CREATE TABLE progress (
	one     INTEGER PRIMARY KEY CHECK (one = 1),
	journal BLOB    NOT NULL, -- the identity of the journal
	applied INTEGER NOT NULL, -- every event up to here is in the tables
	hash    BLOB    NOT NULL, -- of the event at applied
	highest INTEGER NOT NULL  -- no row has seen an event after this
) STRICT;

CREATE TABLE refunds (
	spend INTEGER PRIMARY KEY,
	units INTEGER NOT NULL,
	last  INTEGER NOT NULL
) STRICT;

CREATE TABLE serials (
	serial INTEGER PRIMARY KEY, -- the first 18 digits
	key    BLOB NOT NULL
) STRICT;

CREATE TABLE shelves (
	shelf INTEGER PRIMARY KEY,
	ages  INTEGER NOT NULL, -- the first age that no shelf tells of
	bits  BLOB    NOT NULL
) STRICT;
