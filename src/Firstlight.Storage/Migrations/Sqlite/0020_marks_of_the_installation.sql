-- What programs at this database have to have in common beside it, such as keys, as proofs that reveal nothing: docs/decisions/0058.
CREATE TABLE installation_mark (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mark BLOB NOT NULL,
    PRIMARY KEY (kind, name)
) WITHOUT ROWID;
