-- People signed in to the Studio: a session holds an API key's place in a browser, and ends with that key at the latest.
-- Only hashes of what the browser or the link carries are kept.

create table registry.session (
  id         uuid primary key,
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  api_key_id uuid not null references registry.api_key,
  opened_at  timestamptz(3) not null,
  seen_at    timestamptz(3) not null,
  ends_at    timestamptz(3) not null
);
create index session_by_end on registry.session (ends_at);

-- A row is taken out when its link is used: it opens one session, once.
create table registry.login_link (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  api_key_id uuid not null references registry.api_key,
  expires_at timestamptz(3) not null
);

-- Whose a session is is known only after it was found, as with API keys: there is no workspace to name before.
do $$
declare t text;
begin
  foreach t in array array['session', 'login_link'] loop
    execute format('alter table registry.%I enable row level security', t);
    execute format('alter table registry.%I force row level security', t);
    execute format('create policy of_the_installation on registry.%I using (current_setting(''aftercall.workspace'', true) = ''*'')', t);
  end loop;
end $$;

grant select, insert, update, delete on registry.session to aftercall_registry;
grant select, insert, delete on registry.login_link to aftercall_registry;
