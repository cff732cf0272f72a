-- What the registry keeps: workspaces, keys, agents, actions with their versions, constants, and the change feed.
-- Every table has row-level security from the start: the service names its workspace in each transaction
-- (set_config('aftercall.workspace', …, true)), so a query that forgets the filter still sees one workspace only.
-- The scope '*' opens the tables of the feed, of keys and of workspaces, never agents, actions or constants.
-- Instants are kept in milliseconds, the precision that cursors carry.

create table registry.workspace (
  id         text primary key,
  name       text not null,
  created_at timestamptz(3) not null
);

-- `workspace` null: a key of the installation. Only the hash of a token is kept.
create table registry.api_key (
  id           uuid primary key,
  workspace    text references registry.workspace,
  name         text not null,
  role         text not null check (role in ('SENDER', 'VIEWER', 'OPERATOR', 'EDITOR', 'PUBLISHER', 'ADMIN')),
  prefix       text not null,
  token_hash   text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  is_bootstrap boolean not null default false,
  created_at   timestamptz(3) not null,
  created_by   text not null,
  expires_at   timestamptz(3),
  revoked_at   timestamptz(3)
);
create unique index api_key_name on registry.api_key (workspace, lower(name)) where revoked_at is null and workspace is not null;

create table registry.agent (
  workspace  text not null references registry.workspace,
  agent_id   text not null,
  name       text not null,
  end_nodes  jsonb not null,
  variables  jsonb not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  primary key (workspace, agent_id)
);
create index agent_by_age on registry.agent (workspace, created_at, agent_id);

-- Flows are `json`, not `jsonb`: the order of members in a body is the author's.
create table registry.action (
  id             uuid primary key,
  workspace      text not null references registry.workspace,
  name           text not null,
  description    text not null,
  agent_ids      text[] not null,
  is_enabled     boolean not null,
  archived_at    timestamptz(3),
  created_at     timestamptz(3) not null,
  created_by     text not null,
  updated_at     timestamptz(3) not null,
  draft_revision integer not null,
  draft_flow     json not null,
  draft_saved_at timestamptz(3) not null,
  draft_saved_by text not null,
  live_version   integer,
  last_version   integer not null,
  unique (workspace, id)
);
create unique index action_name on registry.action (workspace, lower(name)) where archived_at is null;
create index action_by_age on registry.action (workspace, created_at, id);
create index action_by_agent on registry.action using gin (agent_ids);

create table registry.action_version (
  workspace    text not null,
  action_id    uuid not null,
  number       integer not null check (number > 0),
  flow         json not null,
  note         text not null,
  published_at timestamptz(3) not null,
  published_by text not null,
  primary key (action_id, number),
  foreign key (workspace, action_id) references registry.action (workspace, id)
);

create table registry.constant (
  workspace  text not null references registry.workspace,
  name       text not null,
  value      text not null,
  updated_at timestamptz(3) not null,
  updated_by text not null,
  primary key (workspace, name)
);

-- The feed's counter: one row, updated in the publishing transaction. Its lock is held until the commit, so revisions
-- become visible in their own order; a sequence would show a later one first, and a reader would skip the earlier for ever.
create table registry.feed_revision (
  is_only_row boolean primary key default true check (is_only_row),
  revision    bigint not null
);
insert into registry.feed_revision (revision) values (0);

-- The present state of each published key; `value` null = the key is gone.
create table registry.published_entry (
  key       text primary key,
  revision  bigint not null unique,
  workspace text,
  value     json
);

-- Who polls the feed, with which revision, and until when it counts as connected.
create table registry.executor_seen (
  executor        text primary key,
  revision        bigint not null,
  poll            uuid not null,
  connected_until timestamptz not null
);

do $$
declare t text;
begin
  foreach t in array array['workspace', 'api_key', 'agent', 'action', 'action_version', 'constant', 'feed_revision', 'published_entry', 'executor_seen'] loop
    execute format('alter table registry.%I enable row level security', t);
    execute format('alter table registry.%I force row level security', t);
  end loop;
  foreach t in array array['agent', 'action', 'action_version', 'constant'] loop
    execute format('create policy one_workspace on registry.%I using (workspace = current_setting(''aftercall.workspace'', true))', t);
  end loop;
  foreach t in array array['api_key', 'published_entry'] loop
    execute format('create policy one_workspace_or_all on registry.%I using (current_setting(''aftercall.workspace'', true) in (workspace, ''*''))', t);
  end loop;
end $$;
create policy one_workspace_or_all on registry.workspace using (current_setting('aftercall.workspace', true) in (id, '*'));
-- Neither holds anything of a workspace.
create policy of_the_installation on registry.feed_revision using (true);
create policy of_the_installation on registry.executor_seen using (true);

grant select, insert on registry.workspace, registry.action_version to aftercall_registry;
grant select, insert, update on registry.api_key, registry.agent, registry.action, registry.published_entry to aftercall_registry;
grant select, insert, update, delete on registry.constant, registry.executor_seen to aftercall_registry;
grant select, update on registry.feed_revision to aftercall_registry;
