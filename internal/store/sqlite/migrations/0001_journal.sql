-- The truth: what happened, and what belongs to it and is not an event.

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
) STRICT;

CREATE TABLE api_keys (
	id         TEXT PRIMARY KEY,
	name       TEXT    NOT NULL,
	role       TEXT    NOT NULL,
	bound      TEXT    NOT NULL,
	hash       BLOB    NOT NULL,
	created_at INTEGER NOT NULL,
	revoked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE seals (
	seq   INTEGER PRIMARY KEY, -- of the first event of the request
	until INTEGER NOT NULL,
	box   BLOB    NOT NULL     -- encrypted; erased at the end of the reveal window
) STRICT;

CREATE TABLE parties (
	id   TEXT PRIMARY KEY,
	text TEXT NOT NULL
) STRICT;

-- One row: which journal this is. The state file names it too.
CREATE TABLE identity (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	id  BLOB NOT NULL
) STRICT;

INSERT INTO identity (one, id) VALUES (1, randomblob(16));
