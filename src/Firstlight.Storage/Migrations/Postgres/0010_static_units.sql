-- What a table said about the unit of a static token. fields names the table's columns in their order; digest tells whether an
-- order that is sent again is the same.
ALTER TABLE static_batch ADD COLUMN fields TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE static_batch ADD COLUMN digest TEXT COLLATE "C";

CREATE INDEX static_batch_importing ON static_batch (id) WHERE state = 'Importing';

-- Only units of tables have a row. It is there before the token is.
CREATE TABLE static_unit (
    token_id BIGINT NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C",
    metadata TEXT COLLATE "C" NOT NULL,
    search TEXT COLLATE "C" NOT NULL
);
