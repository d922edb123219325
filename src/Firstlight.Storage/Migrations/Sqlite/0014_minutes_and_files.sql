-- What the values of a minute came to: numbers only. Kept longer than the values, and enough for every longer stretch.
-- minute counts from 1970 UTC; last is the value with the latest time, last_at.
CREATE TABLE history_minute (
    device_id INTEGER NOT NULL,
    pin INTEGER NOT NULL,
    minute INTEGER NOT NULL,
    points INTEGER NOT NULL,
    total REAL NOT NULL,
    least REAL NOT NULL,
    greatest REAL NOT NULL,
    last_at INTEGER NOT NULL,
    last REAL NOT NULL,
    PRIMARY KEY (device_id, pin, minute)
) WITHOUT ROWID;

-- Of what is there already.
INSERT INTO history_minute (device_id, pin, minute, points, total, least, greatest, last_at, last)
SELECT device_id, pin, minute, COUNT(*), SUM(number), MIN(number), MAX(number), MAX(at), 0
FROM (
    SELECT h.device_id, h.pin, h.at / 600000000 AS minute, h.at, CAST(h.value AS REAL) AS number
    FROM history h
    JOIN device d ON d.id = h.device_id
    JOIN template t ON t.id = d.template_id
    JOIN json_each(t.datastreams) s ON json_extract(s.value, '$.pin') = h.pin
    WHERE json_extract(s.value, '$.type') IN ('Integer', 'Double', 'Enum')
)
GROUP BY device_id, pin, minute;

UPDATE history_minute SET last = COALESCE(
    (
        SELECT CAST(h.value AS REAL) FROM history h
        WHERE h.device_id = history_minute.device_id AND h.pin = history_minute.pin AND h.at = history_minute.last_at
        ORDER BY h.id DESC LIMIT 1
    ),
    last
);

-- Files that devices sent. name is what addresses carry, file_name what the device called it, blob the file on disk.
CREATE TABLE device_file (
    device_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    blob TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (device_id, name)
) WITHOUT ROWID;
