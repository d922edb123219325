INSERT INTO counter (name, next) VALUES ('static_token', 1);

CREATE TABLE static_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    template_id TEXT NOT NULL REFERENCES template (id),
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    made INTEGER NOT NULL,
    state TEXT NOT NULL,
    first_token INTEGER NOT NULL,
    sealed_key BLOB NOT NULL,
    idempotency_key TEXT,
    created_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE INDEX static_batch_by_organisation ON static_batch (organisation_id, id);
CREATE UNIQUE INDEX static_batch_by_key ON static_batch (organisation_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX static_batch_unfinished ON static_batch (id) WHERE state IN ('Making', 'Cancelling');
CREATE INDEX static_batch_by_template ON static_batch (template_id);

-- Two secrets per unit, both only sealed. auth_key is the first 64 bits of auth_hash: an index of numbers is a third of the
-- size. device_id is no foreign key: the unit outlives its device.
CREATE TABLE static_token (
    id INTEGER NOT NULL PRIMARY KEY,
    batch_id INTEGER NOT NULL REFERENCES static_batch (id),
    organisation_id INTEGER NOT NULL,
    auth_key INTEGER NOT NULL,
    auth_hash BLOB NOT NULL,
    claim_key INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    device_id INTEGER,
    claimed_by INTEGER,
    claimed_at INTEGER
);

CREATE UNIQUE INDEX static_token_by_auth ON static_token (auth_key);
CREATE UNIQUE INDEX static_token_by_claim ON static_token (claim_key);
CREATE INDEX static_token_by_organisation ON static_token (organisation_id, id);
CREATE INDEX static_token_claimed ON static_token (organisation_id, id) WHERE claimed_at IS NOT NULL;
CREATE UNIQUE INDEX static_token_by_device ON static_token (device_id) WHERE device_id IS NOT NULL;
