-- Who works on a draft, what it was made from, and the answers that authors pinned beside it.

alter table registry.action
  add column draft_base integer,
  add column draft_authors json not null default '[]';

-- The migration belongs to no workspace, and the owner of the tables is under their policies too.
alter table registry.action no force row level security;
alter table registry.action_version no force row level security;
update registry.action a set
  draft_base = nullif(last_version, 0),
  draft_authors = case
    when draft_revision > 1 and draft_saved_at > coalesce(
      (select max(published_at) from registry.action_version v where v.action_id = a.id), '-infinity')
    then json_build_array(json_build_object('name', draft_saved_by, 'saves', 1, 'savedAt', to_char(draft_saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
    else '[]'
  end;
alter table registry.action force row level security;
alter table registry.action_version force row level security;

create table registry.pinned_sample (
  workspace text not null,
  action_id uuid not null,
  node_key  text not null,
  sample    json not null,
  pinned_at timestamptz(3) not null,
  pinned_by text not null,
  primary key (action_id, node_key),
  foreign key (workspace, action_id) references registry.action (workspace, id)
);
alter table registry.pinned_sample enable row level security;
alter table registry.pinned_sample force row level security;
create policy one_workspace on registry.pinned_sample using (workspace = current_setting('aftercall.workspace', true));
grant select, insert, update, delete on registry.pinned_sample to aftercall_registry;
