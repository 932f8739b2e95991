-- How the hash of a line is laid out; absent in lines that are older than this column.

ALTER TABLE journal ADD COLUMN format INTEGER;
