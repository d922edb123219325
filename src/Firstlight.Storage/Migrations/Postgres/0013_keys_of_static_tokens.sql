-- Tokens and claim codes of static units are found through tables of their own, which a batch enters in order when it is whole:
-- docs/decisions/0018. An index would take each key where it falls, a page of the database for nearly every one of a million.
CREATE TABLE static_auth_key (
    key BIGINT NOT NULL PRIMARY KEY,
    token_id BIGINT NOT NULL
);

CREATE TABLE static_claim_key (
    key BIGINT NOT NULL PRIMARY KEY,
    token_id BIGINT NOT NULL
);

DROP INDEX static_token_by_auth;
DROP INDEX static_token_by_claim;

-- The token of a batch that is cancelled midway may have no keys yet.
CREATE FUNCTION static_token_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM static_auth_key WHERE key = old.auth_key AND token_id = old.id;
    DELETE FROM static_claim_key WHERE key = old.claim_key AND token_id = old.id;
    RETURN NULL;
END
$$;

CREATE TRIGGER static_token_deleted AFTER DELETE ON static_token FOR EACH ROW EXECUTE FUNCTION static_token_deleted();
