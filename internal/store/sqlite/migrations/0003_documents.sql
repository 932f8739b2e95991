-- What belongs to the book and is no event; and what the staff did.

CREATE TABLE documents (
	kind TEXT    NOT NULL,
	id   TEXT    NOT NULL,
	at   INTEGER NOT NULL, -- microseconds since 1970, UTC
	body BLOB    NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT;

CREATE INDEX documents_at ON documents (kind, at, id);

CREATE TABLE document_keys (
	kind TEXT    NOT NULL,
	key  TEXT    NOT NULL,
	at   INTEGER NOT NULL, -- that of the document
	id   TEXT    NOT NULL,
	PRIMARY KEY (kind, key, at, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX document_keys_id ON document_keys (kind, id);

CREATE TABLE actions (
	n       INTEGER PRIMARY KEY AUTOINCREMENT,
	at      INTEGER NOT NULL,
	by      TEXT    NOT NULL,
	name    TEXT    NOT NULL,
	subject TEXT    NOT NULL,
	outcome TEXT    NOT NULL
) STRICT;

CREATE TRIGGER actions_stay BEFORE UPDATE ON actions BEGIN
	SELECT RAISE(ABORT, 'an action is never changed');
END;

CREATE TRIGGER actions_are_kept BEFORE DELETE ON actions BEGIN
	SELECT RAISE(ABORT, 'an action is never taken back');
END;
