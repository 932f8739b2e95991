-- The codes of a program may be the issuer's own: alphabet, length, check digit and PIN.

ALTER TABLE programs ADD COLUMN code_format TEXT NOT NULL DEFAULT '';
