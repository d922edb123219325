-- The programs that make up the cloud, a row for each life, and where devices live: docs/decisions/0053.
-- beat is counted up while a node lives. epoch is counted up whenever a device's home changes; node_id is empty when it has none.
INSERT INTO counter (name, next) VALUES ('node', 1);

CREATE TABLE node (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    beat BIGINT NOT NULL
);

CREATE INDEX node_that_lives ON node (id) WHERE state <> 'Gone';

CREATE TABLE device_home (
    device_id BIGINT NOT NULL PRIMARY KEY,
    node_id BIGINT,
    epoch BIGINT NOT NULL
);

CREATE INDEX device_home_by_node ON device_home (node_id, device_id) WHERE node_id IS NOT NULL;

-- A row for each program that writes beside others: its commits, so that one that was cut off can be looked up.
CREATE TABLE writer_life (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    written BIGINT NOT NULL
);
