-- Of the chain and all sums, at n changes: whoever counts a change has to make it
-- fit, and that takes more than SQL.

ALTER TABLE changes ADD COLUMN head BLOB;
