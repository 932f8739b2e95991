-- What the mark beside the journal is compared with, apart from the newest event.

CREATE TABLE changes (
	one    INTEGER PRIMARY KEY CHECK (one = 1),
	n      INTEGER NOT NULL, -- commits that were no events: keys, programs, documents, what was erased
	marked INTEGER NOT NULL, -- 1 from when the mark was made on: without one this book is not the newest
	epoch  INTEGER NOT NULL  -- how often it was restored, or a loss was accepted
) STRICT;

INSERT INTO changes (one, n, marked, epoch) VALUES (1, 0, 0, 0);
