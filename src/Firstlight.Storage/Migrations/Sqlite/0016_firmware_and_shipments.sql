-- Firmware files and their way to devices: docs/decisions/0038. The images lie in a folder, by stored_name.
CREATE TABLE firmware (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL,
    template_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    stored_name TEXT NOT NULL UNIQUE,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    md5 TEXT NOT NULL,
    type TEXT NOT NULL,
    version TEXT NOT NULL,
    build TEXT,
    uploaded_by INTEGER NOT NULL,
    uploaded_at INTEGER NOT NULL
);

CREATE INDEX firmware_by_template ON firmware (template_id, id);

CREATE TABLE shipment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL,
    template_id TEXT NOT NULL,
    firmware_id INTEGER NOT NULL REFERENCES firmware (id),
    title TEXT NOT NULL,
    attempts_limit INTEGER NOT NULL,
    attempts_reset INTEGER NOT NULL,
    state TEXT NOT NULL,
    created_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
);

CREATE INDEX shipment_by_organisation ON shipment (organisation_id, id);
CREATE INDEX shipment_by_firmware ON shipment (firmware_id);
CREATE INDEX shipment_running ON shipment (id) WHERE state = 'Running';

-- link is the SHA-256 of the token by which the device may fetch the firmware now.
CREATE TABLE shipment_device (
    shipment_id INTEGER NOT NULL REFERENCES shipment (id),
    device_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    attempts INTEGER NOT NULL,
    period_began INTEGER,
    changed_at INTEGER NOT NULL,
    link TEXT,
    PRIMARY KEY (shipment_id, device_id)
) WITHOUT ROWID;

CREATE INDEX shipment_device_by_state ON shipment_device (shipment_id, state, device_id);
CREATE INDEX shipment_device_by_device ON shipment_device (device_id, shipment_id);
CREATE INDEX shipment_device_under_way ON shipment_device (changed_at) WHERE link IS NOT NULL;
CREATE UNIQUE INDEX shipment_device_by_link ON shipment_device (link) WHERE link IS NOT NULL;

CREATE TRIGGER device_deleted_from_shipments AFTER DELETE ON device
BEGIN
    DELETE FROM shipment_device WHERE device_id = old.id;
END;

-- A template goes with its firmware; it has no devices then.
CREATE TRIGGER template_deleted_with_firmware AFTER DELETE ON template
BEGIN
    DELETE FROM shipment_device WHERE shipment_id IN (SELECT id FROM shipment WHERE template_id = old.id);
    DELETE FROM shipment WHERE template_id = old.id;
    DELETE FROM firmware WHERE template_id = old.id;
END;
