-- What is no event, proven like events: a chain over the staff's log, keys and
-- programs, and sums over documents, which can be forgotten.

CREATE TABLE links (
	n    INTEGER PRIMARY KEY, -- 1, 2, 3, …
	what TEXT NOT NULL,       -- action, key or program
	id   TEXT NOT NULL,
	sum  BLOB NOT NULL,       -- digest of the row as it was written
	hash BLOB NOT NULL        -- of the link before and this one
) STRICT;

CREATE TABLE sums (
	kind TEXT PRIMARY KEY, -- of documents
	n    INTEGER NOT NULL, -- how many there are
	sum  BLOB    NOT NULL  -- of their digests, added
) STRICT;

-- Digest of the row and its keys.
ALTER TABLE documents ADD COLUMN sum BLOB;

-- 1 from when the links begin.
ALTER TABLE changes ADD COLUMN proven INTEGER NOT NULL DEFAULT 0;
