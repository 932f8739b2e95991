-- Projections of the journal. The file can be thrown away: it is rebuilt.

CREATE TABLE cards (
	key    BLOB PRIMARY KEY, -- keyed hash of the code
	lapses INTEGER,          -- end of validity of an active card, microseconds
	body   BLOB NOT NULL     -- see codec.go
) STRICT, WITHOUT ROWID;

CREATE TABLE serials (
	serial INTEGER PRIMARY KEY, -- the first 18 digits
	key    BLOB NOT NULL
) STRICT;

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

-- Which ages may have which request.
CREATE TABLE shelves (
	shelf INTEGER PRIMARY KEY,
	ages  INTEGER NOT NULL, -- the first age that no shelf tells of
	bits  BLOB    NOT NULL
) STRICT;

CREATE TABLE refunds (
	spend INTEGER PRIMARY KEY,
	units INTEGER NOT NULL,
	last  INTEGER NOT NULL
) STRICT;

CREATE TABLE progress (
	one     INTEGER PRIMARY KEY CHECK (one = 1),
	journal BLOB    NOT NULL, -- the identity of the journal
	applied INTEGER NOT NULL, -- every event up to here is in the tables
	hash    BLOB    NOT NULL, -- of the event at applied
	highest INTEGER NOT NULL  -- no row has seen an event after this
) STRICT;
