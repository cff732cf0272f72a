-- What each event of a call brought can be found from its row, as that of a run can: authors try their flows on it.
create or replace view ledger.call_history with (security_invoker) as
  select workspace, call_id, event_type, event_id, agent_id, outcome, door, received_at, occurred_at, disposition,
    reason_code, reason_message, actions, duplicates, topic, partition, "offset", payload_day, payload_id
  from ledger.call_event;
