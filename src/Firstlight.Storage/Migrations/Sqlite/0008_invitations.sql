-- Who was asked to come. digest is the SHA-256 of the link's secret. Rows go when they are used, taken back or have expired.
CREATE TABLE invitation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL,
    name TEXT NOT NULL,
    role_id INTEGER NOT NULL,
    invited_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    digest TEXT NOT NULL UNIQUE
);

CREATE INDEX invitation_by_organisation ON invitation (organisation_id, id);
