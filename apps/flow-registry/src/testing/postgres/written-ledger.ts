import { dayOfRun, makeRunId } from '@aftercall/wire-format';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';

export interface WrittenRun {
  workspace: string;
  actionId: string;
  callId: string;
  status?: string;
  version?: number;
  agentId?: string;
  openedAt?: Date;
  /** Left out: when it was opened, unless it runs. */
  endedAt?: Date;
  externalIds?: string[];
  variables?: object;
  error?: { code: string; message: string };
  /** Facts of the journal, as executors write them. */
  facts?: object[];
}

export interface WrittenEvent {
  workspace: string;
  callId: string;
  eventType?: string;
  agentId?: string;
  outcome?: string | null;
  receivedAt?: Date;
  disposition?: string;
  reason?: { code: string; message: string };
  actions?: object[];
  duplicates?: number;
  /** What the event brought; left out, nothing of it is kept. */
  data?: object;
}

/** The ledger's tables, written by SQL as an executor would have left them. */
export class WrittenLedger {
  private constructor(private readonly client: Client) {}

  static async open(adminUrl: string): Promise<WrittenLedger> {
    const client = new Client({ connectionString: adminUrl });
    await client.connect();
    return new WrittenLedger(client);
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  async addRun(written: WrittenRun): Promise<string> {
    const defaults = {
      version: 1,
      agentId: 'agent-1',
      status: 'SUCCEEDED',
      openedAt: new Date(),
      externalIds: [],
      variables: {},
      facts: [],
    };
    const run = { ...defaults, ...written };
    const runId = makeRunId(run.openedAt, randomBytes);
    const day = dayOfRun(runId);
    const endedAt = written.endedAt ?? (run.status === 'RUNNING' ? null : run.openedAt);
    await this.client.query(
      `insert into ledger.run (day, run_id, workspace, action_id, action_name, version, agent_id, call_id, event_type, call_outcome,
         status, opened_at, started_at, ended_at, error_code, error_message, variables, external_ids, payload_day, payload_id)
       values ($1, $2, $3, $4, 'Notify CRM', $5, $6, $7, 'call.ended', 'completed', $8, $9, $9, $10, $11, $12, $13, $14, $1, $15)`,
      [
        ...[
          day,
          runId,
          run.workspace,
          run.actionId,
          run.version,
          run.agentId,
          run.callId,
          run.status,
          run.openedAt,
          endedAt,
        ],
        ...[run.error?.code, run.error?.message, JSON.stringify(run.variables), run.externalIds, randomUUID()],
      ],
    );
    await this.client.query(
      'insert into ledger.run_external_id (day, run_id, workspace, external_id) select $1, $2, $3, unnest($4::text[])',
      [day, runId, run.workspace, run.externalIds],
    );
    await this.client.query(
      'insert into ledger.journal (day, run_id, seq, workspace, worker_id, epoch, facts) values ($1, $2, 1, $3, $4, 1, $5)',
      [day, runId, run.workspace, randomUUID(), JSON.stringify(run.facts)],
    );
    return runId;
  }

  async addEvent(written: WrittenEvent): Promise<void> {
    const defaults = {
      eventType: 'call.ended',
      agentId: 'agent-1',
      outcome: 'completed',
      receivedAt: new Date(),
      disposition: 'MATCHED',
    };
    const event = { ...defaults, actions: [], duplicates: 0, ...written };
    const payloadId = await this.addPayload(written);
    await this.client.query(
      `insert into ledger.call_event (workspace, call_id, event_type, event_id, source, agent_id, outcome, door, received_at, occurred_at,
         disposition, reason_code, reason_message, actions, duplicates, payload_day, payload_id)
       values ($1, $2, $3, $4, 'test', $5, $6, 'HTTP', $7, $7, $8, $9, $10, $11, $12, case when $13::uuid is not null then current_date end, $13)`,
      [
        ...[event.workspace, event.callId, event.eventType, `event-of-${event.callId}`, event.agentId, event.outcome],
        ...[event.receivedAt, event.disposition, event.reason?.code, event.reason?.message],
        ...[JSON.stringify(event.actions), event.duplicates, payloadId],
      ],
    );
  }

  private async addPayload({ workspace, data }: WrittenEvent): Promise<string | null> {
    if (data === undefined) return null;
    const id = randomUUID();
    const body = Buffer.from(JSON.stringify(data));
    await this.client.query(
      `insert into ledger.payload (day, payload_id, workspace, encoding, body, body_bytes)
       values (current_date, $1, $2, 'json', $3, $4)`,
      [id, workspace, body, body.length],
    );
    return id;
  }
}
