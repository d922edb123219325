-- What the audit log is narrowed by.
CREATE INDEX audit_by_actor ON audit (organisation_id, actor_id, id);
CREATE INDEX audit_by_action ON audit (organisation_id, action, id);
CREATE INDEX audit_by_subject ON audit (organisation_id, subject, id);
