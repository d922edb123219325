-- The programs that make up the cloud, a row for each life, and where devices live: docs/decisions/0053.
-- beat is counted up while a node lives. epoch is counted up whenever a device's home changes; node_id is empty when it has none.
INSERT INTO counter (name, next) VALUES ('node', 1);

CREATE TABLE node (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    beat INTEGER NOT NULL
);

CREATE INDEX node_that_lives ON node (id) WHERE state <> 'Gone';

CREATE TABLE device_home (
    device_id INTEGER NOT NULL PRIMARY KEY,
    node_id INTEGER,
    epoch INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX device_home_by_node ON device_home (node_id, device_id) WHERE node_id IS NOT NULL;
