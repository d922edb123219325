-- The tree of organisations: docs/decisions/0019. sort_name is the name folded to lower case.
ALTER TABLE organisation ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE organisation ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';

UPDATE organisation SET sort_name = lower(name);

CREATE UNIQUE INDEX organisation_by_name ON organisation (parent_id, sort_name);

-- Which templates of those above an organisation may use.
CREATE TABLE template_use (
    template_id TEXT NOT NULL REFERENCES template (id),
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (template_id, organisation_id)
) WITHOUT ROWID;

CREATE INDEX template_use_by_organisation ON template_use (organisation_id);

-- Roles that people made: docs/decisions/0020. Admin (1), Staff (2) and User (3) are built in and not here.
CREATE TABLE role (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    organisation_id INTEGER NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    permissions TEXT NOT NULL,
    applies_below INTEGER NOT NULL,
    UNIQUE (organisation_id, sort_name)
);

-- Numbers up to 100 are kept for built-in ones.
INSERT INTO role (id, organisation_id, name, sort_name, permissions, applies_below) VALUES (100, 1, '', '', '[]', 0);
DELETE FROM role WHERE id = 100;

ALTER TABLE person ADD COLUMN role_id INTEGER NOT NULL DEFAULT 3;

UPDATE person SET role_id = CASE role WHEN 'Admin' THEN 1 WHEN 'Staff' THEN 2 ELSE 3 END;

ALTER TABLE person DROP COLUMN role;

CREATE INDEX person_by_role ON person (role_id, organisation_id) WHERE role_id > 100;
