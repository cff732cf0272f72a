import { randomBytes, randomUUID } from 'node:crypto';
import { HandClock } from '@aftercall/dev-harness';
import { compilePlan, parseFlowDocument } from '@aftercall/flow-model';
import { createLogger, type Clock } from '@aftercall/service-runtime';
import { makeRunId } from '@aftercall/wire-format';
import type { Delivery } from '../delivery/delivery.ts';
import { CarryOutCommands } from '../runs/commands/carry-out-commands.ts';
import { MemoryCommandLedger } from '../runs/testing/memory-command-ledger.ts';
import { StepTable } from '../steps/step-table.ts';
import type { Fact } from '../runs/journal-entry.ts';
import type { LeaseTable } from '../runs/lease-table.ts';
import { PlanCache } from '../runs/plan-cache.ts';
import { RenewedLease } from '../runs/renewed-lease.ts';
import { RunMemory } from '../runs/run-memory.ts';
import { RunDriver } from '../runs/run-driver.ts';
import type { Owner, RunId, RunLedger } from '../runs/run-ledger.ts';
import type { RunOpening } from '../runs/run-opening.ts';
import { aRun } from '../runs/testing/a-run.ts';
import { MemoryLeaseTable } from '../runs/testing/memory-lease-table.ts';
import { MemoryRunChanges } from '../runs/testing/memory-run-changes.ts';
import { MemoryRunLedger, type MemoryRun } from '../runs/testing/memory-run-ledger.ts';

export interface ExecutorProcess {
  driver: RunDriver;
  commands: CarryOutCommands;
  lease: RenewedLease;
  log: string[];
}

/** One ledger, one clock, and as many executors as a test starts. */
export class ExecutorWorld {
  readonly clock = new HandClock();
  readonly leases = new MemoryLeaseTable(this.clock);
  readonly changes = new MemoryRunChanges();
  readonly ledger = new MemoryRunLedger({ clock: this.clock, isLive: this.leases.isLive });
  readonly commandLedger = new MemoryCommandLedger(this.ledger);
  /** Of all executors together. */
  readonly counted = { takenOver: 0, refusedWrites: 0, inDoubt: [] as string[] };

  async startExecutor(parts: {
    delivery: Delivery;
    ledger?: RunLedger;
    leases?: LeaseTable;
    maxRunsInMemory?: number;
    /** The machine's, when it is not the world's. */
    clock?: Clock;
    maxBytesInMemory?: number;
  }): Promise<ExecutorProcess> {
    const clock = parts.clock ?? this.clock;
    const lines: string[] = [];
    const log = createLogger({
      service: 'executor',
      level: 'info',
      destination: { write: (line) => lines.push(line) },
    });
    const random = () => 0;
    const lease = new RenewedLease({
      table: parts.leases ?? this.leases,
      workerId: randomUUID(),
      leaseMs: 15_000,
      clock,
      log,
      random,
    });
    await lease.start();
    const plans = new PlanCache();
    const driver = new RunDriver({
      ledger: parts.ledger ?? this.ledger,
      lease,
      changes: this.changes,
      steps: new StepTable(parts.delivery, random),
      plans,
      fullLanes: () => parts.delivery.fullLanes(),
      clock,
      log,
      random,
      tally: {
        takenOver: (runs) => (this.counted.takenOver += runs),
        writeRefused: () => (this.counted.refusedWrites += 1),
        inDoubt: (code) => this.counted.inDoubt.push(code),
      },
      memory: new RunMemory({ runs: parts.maxRunsInMemory ?? 100, bytes: parts.maxBytesInMemory ?? 1e9 }),
      takeOverEveryMs: 3000,
      drainMs: 10_000,
    });
    driver.start();
    const { ledger, commandLedger } = this;
    const commands = new CarryOutCommands({
      commands: commandLedger,
      ledger,
      runs: driver,
      plans,
      lease,
      clock,
      log,
      random,
    });
    commands.start();
    return { driver, commands, lease, log: lines };
  }

  /** Starts an executor and gives it a new run, which goes as far as it can without time passing. */
  async begin(delivery: Delivery, document: unknown): Promise<ExecutorProcess & { runId: RunId }> {
    const executor = await this.startExecutor({ delivery });
    const opening = this.opening(document, executor.lease.owner);
    executor.driver.begin([opening], executor.lease.owner);
    await this.settle();
    return { ...executor, runId: opening.identity.runId };
  }

  /** A run in the ledger, as the intake hands it to the driver. */
  opening(document: unknown, owner: Owner | undefined): RunOpening {
    const runId = makeRunId(this.clock.now(), randomBytes);
    const stored = aRun({ runId, document, callId: `c-${runId}` });
    const parsed = parseFlowDocument(document);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.findings));
    const compiled = compilePlan(parsed.flow);
    if (!compiled.ok || stored.data === undefined) throw new Error('the test’s own flow does not compile');
    this.ledger.open(stored, owner);
    const { identity, constants } = stored;
    const callOutcome = 'completed';
    return { identity, callOutcome, document: parsed.flow, plan: compiled.plan, data: stored.data, constants };
  }

  run(runId: RunId): MemoryRun {
    return this.ledger.run(runId);
  }

  facts(runId: RunId): Fact[] {
    return this.ledger.facts(runId);
  }

  /** Lets everything go on that waits for nothing but its turn. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await this.clock.advance(0);
  }
}

interface FlowNode {
  key: string;
  kind: string;
  config: object;
}

/** A flow document from its nodes and edges; an edge is `from.port to`. Start's key is `start`. */
export function flowOf(nodes: FlowNode[], edges: string[]): unknown {
  return {
    format: 1,
    nodes: [{ key: 'start', kind: 'start', config: {} }, ...nodes].map((node) => ({
      ...node,
      position: { x: 0, y: 0 },
    })),
    edges: edges.map((edge) => {
      const [, from, port, to] = /^(\w+)\.(\w+) (\w+)$/.exec(edge) ?? [];
      return { from, port, to };
    }),
  };
}

export function apiRequest(key: string, config: object = {}): FlowNode {
  const url = `https://${key}.example/`;
  return { key, kind: 'apiRequest', config: { method: 'POST', url, body: { type: 'json', json: {} }, ...config } };
}

export function setVariable(key: string, variables: Record<string, unknown>): FlowNode {
  const assignments = Object.entries(variables).map(([variable, value]) => ({ variable, value }));
  return { key, kind: 'setVariable', config: { assignments } };
}

/** Two requests, the second of which needs what the first one's answer gave. */
export const ticketThenNote = flowOf(
  [
    apiRequest('ticket', { mapping: [{ variable: 'ticketId', path: '$.id', externalId: true }] }),
    apiRequest('note', { body: { type: 'json', json: { about: '{{ticketId}}' } } }),
  ],
  ['start.next ticket', 'ticket.success note'],
);
