-- Tokens and claim codes of static units are found through tables of their own, which a batch enters in order when it is whole:
-- docs/decisions/0018. An index would take each key where it falls, a page of the database for nearly every one of a million.
CREATE TABLE static_auth_key (
    key INTEGER NOT NULL PRIMARY KEY,
    token_id INTEGER NOT NULL
);

CREATE TABLE static_claim_key (
    key INTEGER NOT NULL PRIMARY KEY,
    token_id INTEGER NOT NULL
);

INSERT INTO static_auth_key (key, token_id) SELECT auth_key, id FROM static_token ORDER BY auth_key;
INSERT INTO static_claim_key (key, token_id) SELECT claim_key, id FROM static_token ORDER BY claim_key;

DROP INDEX static_token_by_auth;
DROP INDEX static_token_by_claim;

-- The token of a batch that is cancelled midway may have no keys yet.
CREATE TRIGGER static_token_deleted AFTER DELETE ON static_token
BEGIN
    DELETE FROM static_auth_key WHERE key = old.auth_key AND token_id = old.id;
    DELETE FROM static_claim_key WHERE key = old.claim_key AND token_id = old.id;
END;
