-- Bodies of events and facts of entries are a few kilobytes each. PostgreSQL would compress each with its own slow method and
-- move it to a second table, for every run twice; up to a page they now stand in their row as they are. What is larger than 8 KB
-- comes compressed already.

create or replace function ledger.make_day(parent text, d date) returns boolean
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if to_regclass(format('ledger.%I', parent || '_' || to_char(d, 'YYYYMMDD'))) is not null then
    return false;
  end if;
  execute format('create table ledger.%I partition of ledger.%I for values from (%L) to (%L)%s',
    parent || '_' || to_char(d, 'YYYYMMDD'), parent, d, d + 1,
    case when parent in ('payload', 'journal') then ' with (toast_tuple_target = 8160)' end);
  return true;
end $$;

do $$
declare day_table regclass;
begin
  for day_table in select inhrelid from pg_inherits where inhparent in ('ledger.payload'::regclass, 'ledger.journal'::regclass) loop
    execute format('alter table %s set (toast_tuple_target = 8160)', day_table);
  end loop;
end $$;
