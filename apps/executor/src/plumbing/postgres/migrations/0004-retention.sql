-- How long things are kept, and ids to trace runs by in a table that a reader's index serves: operators of arrays are not
-- leakproof, so under row-level security the index on run.external_ids could not be used.

create table ledger.run_external_id (
  day         date not null,
  run_id      uuid not null,
  workspace   text not null,
  external_id text not null,
  primary key (day, run_id, external_id)
) partition by range (day);
create index run_external_id_lookup on ledger.run_external_id (workspace, external_id, run_id desc);

alter table ledger.run_external_id enable row level security;
alter table ledger.run_external_id force row level security;
create policy serves_every_workspace on ledger.run_external_id to aftercall_executor using (true) with check (true);
create policy reads_one_workspace on ledger.run_external_id for select to aftercall_ledger_reader
  using (workspace = current_setting('aftercall.workspace', true));
grant select, insert, update, delete on ledger.run_external_id to aftercall_executor;
grant select on ledger.run_external_id to aftercall_ledger_reader;

-- The day tables are these; each day of one of them is one table.
create function ledger.day_tables() returns text[] immutable language sql
as $$ select array['payload', 'run', 'journal', 'run_external_id'] $$;

-- Makes one day of one of the day tables. True = it was not there.
create function ledger.make_day(parent text, d date) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if to_regclass(format('ledger.%I', parent || '_' || to_char(d, 'YYYYMMDD'))) is not null then
    return false;
  end if;
  execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)',
    parent || '_' || to_char(d, 'YYYYMMDD'), parent, d, d + 1);
  return true;
end $$;

create or replace function ledger.make_day_partitions(days_ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare
  made integer := 0;
  d date;
  parent text;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.make_day_partitions'));
  for d in select generate_series((now() at time zone 'utc')::date - 1, (now() at time zone 'utc')::date + days_ahead, interval '1 day')::date loop
    foreach parent in array ledger.day_tables() loop
      if ledger.make_day(parent, d) then
        made := made + 1;
      end if;
    end loop;
  end loop;
  return made;
end $$;

-- The days that are there already get their table of ids, with the ids that they have.
do $$
declare d date;
begin
  for d in select to_date(right(c.relname, 8), 'YYYYMMDD') from pg_inherits i join pg_class c on c.oid = i.inhrelid
           where i.inhparent = 'ledger.run'::regclass loop
    perform ledger.make_day('run_external_id', d);
  end loop;
end $$;
insert into ledger.run_external_id (day, run_id, workspace, external_id)
  select distinct day, run_id, workspace, id from ledger.run cross join lateral unnest(external_ids) as id where length(id) <= 500;
drop index ledger.run_external_ids;

-- Days that have tables, by name: the first that is missing is the day on which nothing could be kept.
create function ledger.days_ahead() returns integer
language sql stable security definer set search_path = pg_catalog as $$
  select count(*)::integer from (
    select d, row_number() over (order by d) as place
    from generate_series((now() at time zone 'utc')::date + 1, (now() at time zone 'utc')::date + 60, interval '1 day') as d
    where (select bool_and(to_regclass(format('ledger.%I', parent || '_' || to_char(d, 'YYYYMMDD'))) is not null)
           from unnest(ledger.day_tables()) as parent)
  ) as there
  where d::date = (now() at time zone 'utc')::date + place::integer
$$;

-- Age of events: they come in the order of their arrival, so a coarse index serves.
create index call_event_age on ledger.call_event using brin (received_at);

-- What is left of facts when bodies are no longer kept: who was asked for what, when, and how it ended.
create function ledger.without_bodies(facts jsonb) returns jsonb
language sql immutable set search_path = pg_catalog as $$
  select coalesce(jsonb_agg(
    case when fact #> '{request,body}' is not null then jsonb_set(fact, '{request,body}', 'null') else fact end
    || case when fact #> '{response,body}' is not null
       then jsonb_build_object('response', jsonb_set(fact -> 'response', '{body}', 'null') || '{"isExpired": true}') else '{}' end
    order by place), '[]')
  from jsonb_array_elements(facts) with ordinality as f (fact, place)
$$;

-- One piece of what is past its time, oldest first: a run that is still open is ended, then its day goes. Says what was done;
-- null = nothing is left to do. Dropping a table locks its parent for a moment: past lock_timeout it is left for later.
create function ledger.retire_one_day(body_days integer, fact_days integer) returns text
language plpgsql security definer set search_path = pg_catalog set lock_timeout = '2s' as $$
declare
  today date := (now() at time zone 'utc')::date;
  bodies_until date := today - greatest(body_days, 1);
  facts_until date := today - greatest(fact_days, body_days, 1);
  part record;
  ended integer;
  slim text;
begin
  if not pg_try_advisory_xact_lock(hashtext('ledger.retire_one_day')) then
    return null;
  end if;

  -- Without the data of its call no run can go on.
  with over as (
    update ledger.run set status = 'FAILED', ended_at = clock_timestamp(), worker_id = null, epoch = null,
      error_code = 'RETENTION', error_message = 'the run was still open when the data of its call were no longer kept'
    where day <= bodies_until and payload_day < bodies_until and ended_at is null
    returning run_id
  ), gone as (
    delete from ledger.due using over where due.run_id = over.run_id
  )
  select count(*) into ended from over;
  if ended > 0 then
    return format('ended %s runs that were open for longer than bodies are kept', ended);
  end if;

  for part in
    select p.relname as parent, c.relname as name, to_date(right(c.relname, 8), 'YYYYMMDD') as d, obj_description(c.oid, 'pg_class') as note
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
    where p.relnamespace = 'ledger'::regnamespace and p.relname = any (ledger.day_tables())
    order by d, p.relname
  loop
    if part.d < facts_until or (part.parent = 'payload' and part.d < bodies_until) then
      execute format('drop table ledger.%I', part.name);
      return format('dropped %s', part.name);
    end if;
    if part.parent = 'journal' and part.d < bodies_until and part.note is distinct from 'without bodies' then
      slim := part.name || '_slim';
      execute format('create table ledger.%I (like ledger.journal including all, check (day is not null and day >= %L and day < %L))',
        slim, part.d, part.d + 1);
      execute format('insert into ledger.%I select day, run_id, seq, workspace, worker_id, epoch, at, format, ledger.without_bodies(facts) from ledger.%I',
        slim, part.name);
      execute format('alter table ledger.journal detach partition ledger.%I', part.name);
      execute format('drop table ledger.%I', part.name);
      execute format('alter table ledger.%I rename to %I', slim, part.name);
      execute format('alter table ledger.journal attach partition ledger.%I for values from (%L) to (%L)', part.name, part.d, part.d + 1);
      execute format('comment on table ledger.%I is %L', part.name, 'without bodies');
      return format('took the bodies out of %s', part.name);
    end if;
  end loop;
  return null;
end $$;

-- The functions run as the tables' owner, whom row-level security holds back too.
create policy retires_every_workspace on ledger.run to current_user using (true) with check (true);
create policy retires_every_workspace on ledger.due to current_user using (true) with check (true);

revoke execute on function ledger.make_day(text, date), ledger.days_ahead(), ledger.retire_one_day(integer, integer) from public;
grant execute on function ledger.days_ahead(), ledger.retire_one_day(integer, integer) to aftercall_executor;
