-- Addresses are found in any case. A card's last day is one of its program's zone, as
-- IANA calls it; of none, its validity ends to the second, as it used to.

DROP INDEX parties_text;
CREATE INDEX parties_text ON parties (text COLLATE NOCASE);
ALTER TABLE programs ADD COLUMN zone TEXT NOT NULL DEFAULT '';
