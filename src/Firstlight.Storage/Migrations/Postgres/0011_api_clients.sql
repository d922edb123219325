-- Programs that call the REST door: docs/decisions/0025. Each is an account without a password whose e-mail column holds its client id.
CREATE TABLE api_client (
    person_id BIGINT NOT NULL PRIMARY KEY REFERENCES person (id),
    scopes TEXT COLLATE "C" NOT NULL,
    requests_per_minute BIGINT NOT NULL,
    created_by BIGINT
);

-- The present secret and the one before it.
CREATE TABLE api_secret (
    digest TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES api_client (person_id),
    tail TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);

CREATE INDEX api_secret_by_client ON api_secret (person_id);
