-- Programs that call the REST door: docs/decisions/0025. Each is an account without a password whose e-mail column holds its client id.
CREATE TABLE api_client (
    person_id INTEGER NOT NULL PRIMARY KEY REFERENCES person (id),
    scopes TEXT NOT NULL,
    requests_per_minute INTEGER NOT NULL,
    created_by INTEGER
);

-- The present secret and the one before it.
CREATE TABLE api_secret (
    digest TEXT NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES api_client (person_id),
    tail TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) WITHOUT ROWID;

CREATE INDEX api_secret_by_client ON api_secret (person_id);
