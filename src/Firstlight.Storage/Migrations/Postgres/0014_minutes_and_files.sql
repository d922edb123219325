-- What the values of a minute came to: numbers only. Kept longer than the values, and enough for every longer stretch.
-- minute counts from 1970 UTC; last is the value with the latest time, last_at.
CREATE TABLE history_minute (
    device_id BIGINT NOT NULL,
    pin BIGINT NOT NULL,
    minute BIGINT NOT NULL,
    points BIGINT NOT NULL,
    total DOUBLE PRECISION NOT NULL,
    least DOUBLE PRECISION NOT NULL,
    greatest DOUBLE PRECISION NOT NULL,
    last_at BIGINT NOT NULL,
    last DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (device_id, pin, minute)
);

-- Files that devices sent. name is what addresses carry, file_name what the device called it, blob the file on disk.
CREATE TABLE device_file (
    device_id BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    blob TEXT COLLATE "C" NOT NULL,
    bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (device_id, name)
);
