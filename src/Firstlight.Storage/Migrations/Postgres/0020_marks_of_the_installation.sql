-- What programs at this database have to have in common beside it, such as keys, as proofs that reveal nothing: docs/decisions/0058.
CREATE TABLE installation_mark (
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    mark BYTEA NOT NULL,
    PRIMARY KEY (kind, name)
);
