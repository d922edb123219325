-- Times are whole numbers: 100-nanosecond steps since 1970-01-01 UTC, so that what is read back equals what was
-- answered to the last digit. datetime(created_at / 10000000, 'unixepoch') makes them readable.
-- States and kinds are words, lists are JSON. @now is the time at which this script runs.

-- Where reserved numbers begin. Blocks are taken from here, so a number is never given twice, not even after a crash.
CREATE TABLE counter (
    name TEXT NOT NULL PRIMARY KEY,
    next INTEGER NOT NULL
) WITHOUT ROWID;

INSERT INTO counter (name, next) VALUES ('device', 1), ('provisioning_session', 1);

CREATE TABLE organisation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES organisation (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
);

INSERT INTO organisation (id, parent_id, name, created_at) VALUES (1, NULL, 'My organisation', @now);

CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL,
    email TEXT NOT NULL,
    normalized_email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    security_stamp TEXT NOT NULL,
    access_failed_count INTEGER NOT NULL,
    lockout_end INTEGER,
    created_at INTEGER NOT NULL
);

-- No foreign keys: an entry outlives the person and the organisation it is about.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor_id INTEGER,
    organisation_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    remote_address TEXT
);

CREATE INDEX audit_by_organisation ON audit (organisation_id, id);

CREATE TABLE template (
    id TEXT NOT NULL PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    search_text TEXT NOT NULL,
    hardware TEXT NOT NULL,
    connection_type TEXT NOT NULL,
    hotspot_prefix TEXT NOT NULL,
    offline_after INTEGER NOT NULL,
    datastreams TEXT NOT NULL,
    metadata_fields TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (organisation_id, name)
);

-- search_text holds, folded to lower case, everything a search looks at except the template's name.
CREATE TABLE device (
    id INTEGER NOT NULL PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    owner_id INTEGER,
    template_id TEXT NOT NULL REFERENCES template (id),
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    activated_at INTEGER,
    first_connected_at INTEGER,
    last_seen_at INTEGER,
    online INTEGER NOT NULL,
    hardware TEXT,
    metadata TEXT NOT NULL,
    search_text TEXT NOT NULL
);

CREATE INDEX device_by_organisation ON device (organisation_id, id);
CREATE INDEX device_by_template ON device (template_id, id);
CREATE INDEX device_online ON device (id) WHERE online;

CREATE TABLE provisioning_session (
    id INTEGER NOT NULL PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    owner_id INTEGER NOT NULL,
    device_id INTEGER NOT NULL,
    expected_template TEXT,
    is_reprovisioning INTEGER NOT NULL,
    state TEXT NOT NULL,
    steps TEXT NOT NULL,
    step_count INTEGER NOT NULL,
    failure TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
);

CREATE INDEX session_by_organisation ON provisioning_session (organisation_id, id);
CREATE INDEX session_by_state ON provisioning_session (organisation_id, state, id);
CREATE INDEX session_by_device ON provisioning_session (device_id, id);
CREATE INDEX session_by_expiry ON provisioning_session (expires_at, id) WHERE state = 'Pending';

-- device_id is no foreign key: a pending token belongs to a device that does not exist yet.
CREATE TABLE token (
    hash TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL,
    device_id INTEGER NOT NULL,
    session_id INTEGER REFERENCES provisioning_session (id),
    state TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX token_by_device ON token (device_id);
CREATE INDEX token_by_session ON token (session_id);

-- What devices send. No foreign keys here: a record whose device is gone is dropped by the statement that would store
-- it, and the device's removal deletes the rest; a key would only check the same thing again for every value.
CREATE TABLE twin (
    device_id INTEGER NOT NULL,
    pin INTEGER NOT NULL,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, pin)
) WITHOUT ROWID;

CREATE TABLE property (
    device_id INTEGER NOT NULL,
    pin INTEGER NOT NULL,
    property TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (device_id, pin, property)
) WITHOUT ROWID;

CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id INTEGER NOT NULL,
    pin INTEGER NOT NULL,
    at INTEGER NOT NULL,
    value TEXT NOT NULL
);

CREATE INDEX history_by_pin ON history (device_id, pin, at, id);

CREATE TABLE device_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    device_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    description TEXT,
    at INTEGER NOT NULL,
    resolved_at INTEGER
);

CREATE INDEX device_event_by_device ON device_event (device_id, id);
CREATE INDEX device_event_by_code ON device_event (device_id, code, id);
