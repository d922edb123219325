-- The number of the last commit: what became of one that was cut off, and whether a server lacks some: docs/decisions/0049.
ALTER TABLE writer ADD COLUMN written BIGINT NOT NULL DEFAULT 0;
