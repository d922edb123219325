-- What the console's long lists are ordered, narrowed and searched by: docs/decisions/0015.

-- The name folded to lower case. search_text holds "id, line break, folded name, line break, metadata"; names have no line breaks.
ALTER TABLE device ADD COLUMN sort_name TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE INDEX device_by_name ON device (organisation_id, sort_name, id);
CREATE INDEX device_by_template_name ON device (template_id, sort_name, id);
CREATE INDEX device_by_owner ON device (organisation_id, owner_id, id);
CREATE INDEX device_online_by_organisation ON device (organisation_id, id) WHERE online;
CREATE INDEX device_never_connected ON device (organisation_id, id) WHERE first_connected_at IS NULL;

-- The last four characters. Tokens handed out before have none: only their hash is readable here.
ALTER TABLE token ADD COLUMN tail TEXT COLLATE "C";

CREATE INDEX token_by_tail ON token (tail, state, device_id);

-- What attempts are narrowed and counted by; the same words stand in steps and failure.
ALTER TABLE provisioning_session ADD COLUMN template_id TEXT COLLATE "C";
ALTER TABLE provisioning_session ADD COLUMN cause TEXT COLLATE "C";
ALTER TABLE provisioning_session ADD COLUMN firmware_version TEXT COLLATE "C";

CREATE INDEX session_by_template ON provisioning_session (organisation_id, template_id, id);
CREATE INDEX session_by_cause ON provisioning_session (organisation_id, cause, id);
CREATE INDEX session_by_firmware ON provisioning_session (organisation_id, firmware_version, id);
CREATE INDEX session_by_time ON provisioning_session (
    organisation_id, created_at, template_id, state, cause, firmware_version, ended_at
);

-- What units of a template may log, as JSON.
ALTER TABLE template ADD COLUMN events TEXT COLLATE "C" NOT NULL DEFAULT '[]';
