-- Every row of a workspace is seen by transactions that named this workspace, and by no others: the second wall behind
-- the WHERE of each query. A transaction names it by set_config('aftercall.workspace', …, true). Without it the setting
-- is null or, once a session has used it, empty; neither equals a workspace. No setting opens all workspaces.

CREATE TABLE vault.auth_profile (
  workspace   text        NOT NULL CHECK (workspace <> ''),
  id          uuid        NOT NULL,
  name        text        NOT NULL,
  kind        text        NOT NULL CHECK (kind IN ('API_KEY', 'BEARER', 'BASIC')),
  origins     text[]      NOT NULL CHECK (cardinality(origins) > 0),
  settings    jsonb,
  health      text        NOT NULL CHECK (health IN ('ACTIVE', 'REVOKED')),
  version     integer     NOT NULL CHECK (version > 0),
  key_id      text        NOT NULL,
  wrapped_key bytea       NOT NULL,
  ciphertext  bytea       NOT NULL,
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  -- The workspace comes first in both keys, so that an id or a name of another workspace never collides, and so never shows.
  PRIMARY KEY (workspace, id),
  UNIQUE (workspace, name)
);
COMMENT ON COLUMN vault.auth_profile.wrapped_key IS 'the data key, sealed by the ring key that key_id names';
COMMENT ON COLUMN vault.auth_profile.ciphertext IS 'the secret, sealed by the data key; bound to workspace, id, version, kind, origins and settings';

ALTER TABLE vault.auth_profile ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.auth_profile FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON vault.auth_profile
  USING (workspace = current_setting('aftercall.workspace', true))
  WITH CHECK (workspace = current_setting('aftercall.workspace', true));
GRANT SELECT, INSERT ON vault.auth_profile TO aftercall_vault;

-- Append only: the service can neither change nor remove a row, nor read one.
CREATE TABLE vault.audit_entry (
  number       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  recorded_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- Null only for a refused request whose token named no workspace.
  workspace    text        CHECK (workspace <> ''),
  service      text        NOT NULL,
  action       text        NOT NULL CHECK (action IN ('OPEN', 'WRITE', 'DESCRIBE')),
  outcome      text        NOT NULL,
  profile_id   uuid,
  profile_name text,
  version      integer,
  origin       text,
  run_id       text,
  request_id   text        NOT NULL
);
CREATE INDEX audit_entry_by_profile ON vault.audit_entry (workspace, profile_id, number);

ALTER TABLE vault.audit_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE vault.audit_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY one_workspace ON vault.audit_entry
  USING (workspace = current_setting('aftercall.workspace', true))
  WITH CHECK (workspace IS NOT DISTINCT FROM nullif(current_setting('aftercall.workspace', true), ''));
-- Number and time are left out: both are the database's to give.
GRANT INSERT (workspace, service, action, outcome, profile_id, profile_name, version, origin, run_id, request_id)
  ON vault.audit_entry TO aftercall_vault;

-- A sealed known text for each key that ever sealed something. Belongs to the installation, holds no secret.
CREATE TABLE vault.key_canary (
  key_id      text        PRIMARY KEY,
  wrapped_key bytea       NOT NULL,
  ciphertext  bytea       NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON vault.key_canary TO aftercall_vault;
