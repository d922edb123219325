-- A short code stands for its session's token while a device trades it in. Only its keyed hash is here.
ALTER TABLE token ADD COLUMN code_hash TEXT COLLATE "C";

CREATE UNIQUE INDEX token_by_code ON token (code_hash) WHERE code_hash IS NOT NULL;

-- The unit that traded the code: the same one may ask again, when the answer was lost.
ALTER TABLE provisioning_session ADD COLUMN traded_by TEXT COLLATE "C";

-- Keys of the installation, sealed with the keys of the key folder.
CREATE TABLE sealed_key (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    sealed BYTEA NOT NULL
);
