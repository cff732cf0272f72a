-- What a dead letter was, as far as it could be read, and what it takes to tell operators of it and to redrive it.
alter table ledger.dead_letter
  add column event_id   text,
  add column call_id    text,
  add column record_key bytea,
  add column record_at  timestamptz;
create index dead_letter_newest on ledger.dead_letter (received_at desc, dead_letter_id);
create index dead_letter_of_workspace on ledger.dead_letter (workspace, received_at desc, dead_letter_id);
