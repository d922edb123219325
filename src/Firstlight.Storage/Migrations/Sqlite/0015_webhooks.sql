-- Addresses of integrators that are told what happens to devices: docs/decisions/0036. Secrets and values of headers are sealed.
CREATE TABLE webhook (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    triggers INTEGER NOT NULL,
    template_id TEXT,
    pin INTEGER,
    event_codes TEXT NOT NULL,
    includes_below INTEGER NOT NULL,
    content TEXT NOT NULL,
    body TEXT,
    headers TEXT NOT NULL,
    requests_per_minute INTEGER NOT NULL,
    created_by INTEGER,
    created_at INTEGER NOT NULL,
    enabled INTEGER NOT NULL,
    secrets TEXT NOT NULL,
    last_success_at INTEGER,
    failing_since INTEGER,
    last_failure TEXT,
    disabled_because TEXT,
    lost INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX webhook_by_organisation ON webhook (organisation_id, id);

-- Messages. device_id is no foreign key: what happened to a device is told when it is gone, too. taken: it was under way at least once,
-- so what it says does not change any more.
CREATE TABLE webhook_delivery (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL REFERENCES webhook (id),
    device_id INTEGER NOT NULL,
    pin INTEGER,
    event TEXT NOT NULL,
    state TEXT NOT NULL,
    queued_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    taken INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    ended_at INTEGER,
    status INTEGER,
    reason TEXT,
    elapsed INTEGER
);

CREATE INDEX webhook_delivery_by_state ON webhook_delivery (webhook_id, state, next_at, id);
CREATE INDEX webhook_delivery_by_device ON webhook_delivery (webhook_id, device_id, state, next_at);
