-- The last four symbols of a new card's code, and people by their name or address.

ALTER TABLE journal ADD COLUMN last4 TEXT;

CREATE INDEX parties_text ON parties (text);
