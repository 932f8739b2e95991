-- What of a line's amount ends, and left an account or reached one: end and units of
-- each lot, eight bytes each. And the terms of a program that came after its columns, as
-- JSON without spaces; of none, nothing, as of programs from before.

ALTER TABLE journal ADD COLUMN lots BLOB;
ALTER TABLE programs ADD COLUMN terms TEXT NOT NULL DEFAULT '';
