-- What becomes of people who make an account themselves: docs/decisions/0026. A word: Off, JoinsAsUser or OwnOrganisation.
ALTER TABLE organisation ADD COLUMN sign_up TEXT NOT NULL DEFAULT 'Off';

UPDATE organisation SET sign_up = 'JoinsAsUser' WHERE sign_up_allowed;

ALTER TABLE organisation DROP COLUMN sign_up_allowed;

-- What one person did, wherever that was: they may take it away.
CREATE INDEX audit_of_person ON audit (actor_id, id);

-- When invitations were sent: an organisation sends so many a day, whatever became of them. Rows go after that day.
CREATE TABLE invitation_sent (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL,
    at INTEGER NOT NULL
);

CREATE INDEX invitation_sent_by_organisation ON invitation_sent (organisation_id, at);
CREATE INDEX invitation_sent_by_time ON invitation_sent (at);
