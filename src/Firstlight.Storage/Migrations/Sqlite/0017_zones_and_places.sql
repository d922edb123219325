-- Where devices are and by which clock: docs/decisions/0046. An organisation without a zone has that of the one above it.
ALTER TABLE organisation ADD COLUMN time_zone TEXT;

-- The place that people gave a device, as JSON; NULL for none.
ALTER TABLE device ADD COLUMN place TEXT;
