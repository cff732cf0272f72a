-- Events that wait for an executor of a newer release, which one of their agent's flows was written by: usually none.
create index call_event_unread on ledger.call_event (workspace, agent_id, received_at)
  where disposition = 'WAITING' and reason_code = 'NEWER_RELEASE';
