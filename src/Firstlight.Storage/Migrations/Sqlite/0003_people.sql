-- People come in without a terminal: sign-up, suspension, forgotten passwords, passkeys.

ALTER TABLE organisation ADD COLUMN sign_up_allowed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE person ADD COLUMN last_sign_in_at INTEGER;
ALTER TABLE person ADD COLUMN suspended_at INTEGER;

CREATE INDEX person_by_organisation ON person (organisation_id, id);

-- What a person with the role User is shown.
CREATE INDEX session_by_owner ON provisioning_session (owner_id, id);

-- digest is the SHA-256 of the link's secret; without one an administrator has yet to make the link.
CREATE TABLE password_reset (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person (id),
    requested_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    digest TEXT UNIQUE
);

CREATE INDEX password_reset_by_person ON password_reset (person_id);

-- Public keys only: nothing in here lets anybody in. credential_id is in URL-safe base64, transports a list in JSON.
CREATE TABLE passkey (
    credential_id TEXT NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    transports TEXT NOT NULL,
    is_user_verified INTEGER NOT NULL,
    is_backup_eligible INTEGER NOT NULL,
    is_backed_up INTEGER NOT NULL,
    attestation_object BLOB NOT NULL,
    client_data_json BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER
);

CREATE INDEX passkey_by_person ON passkey (person_id, created_at);
