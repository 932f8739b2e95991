-- What a key acts for stood in its name, behind a unit separator.

ALTER TABLE api_keys ADD COLUMN accounts TEXT NOT NULL DEFAULT ''; -- parted by commas
UPDATE api_keys SET accounts = substr(name, instr(name, char(31)) + 1), name = substr(name, 1, instr(name, char(31)) - 1)
	WHERE instr(name, char(31)) > 0;
