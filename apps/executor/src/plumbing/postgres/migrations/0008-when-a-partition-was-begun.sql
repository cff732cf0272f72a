-- Since when a partition's offsets mean what they mean: those of a topic that was made anew begin again.
alter table ledger.consumer_offset add column begun_at timestamptz not null default now();
