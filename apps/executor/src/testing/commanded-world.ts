import { randomUUID } from 'node:crypto';
import type { RunCommand, RunCommandAnswer } from '@aftercall/wire-format';
import { ScriptedDelivery } from './answers.ts';
import { apiRequest, ExecutorWorld, flowOf, setVariable, type ExecutorProcess } from './executor-world.ts';
import type { Fact } from '../runs/journal-entry.ts';
import type { RunId } from '../runs/run-ledger.ts';

type Of<Name extends RunCommand['command']> = Omit<
  Extract<RunCommand, { command: Name }>,
  'command' | 'commandId' | 'runId' | 'by'
>;

/** A request of the policy `review`, whose answer the next step needs. */
export const reviewed = (config: object = {}): unknown =>
  flowOf(
    [
      apiRequest('pay', {
        idempotency: { inDoubt: 'review' },
        retry: { schedule: [] },
        mapping: [{ variable: 'receipt', path: '$.receipt', type: 'string', required: true, externalId: true }],
        ...config,
      }),
      setVariable('note', { text: 'paid: {{receipt}}' }),
    ],
    ['start.next pay', 'pay.success note'],
  );

/** An executor on a hand clock that takes orders of a person called Ann. */
export class CommandedWorld extends ExecutorWorld {
  readonly delivery = new ScriptedDelivery();
  #executor: ExecutorProcess | undefined;

  get executor(): ExecutorProcess {
    if (this.#executor === undefined) throw new Error('no run was begun');
    return this.#executor;
  }

  async open(document: unknown): Promise<RunId> {
    const begun = await this.begin(this.delivery, document);
    this.#executor = begun;
    return begun.runId;
  }

  /** Gives a command and lets as much time pass as an executor needs to see it. */
  async give(command: RunCommand, to: ExecutorProcess = this.executor): Promise<RunCommandAnswer> {
    const answer = to.commands.give('acme', command);
    await this.settle();
    await this.clock.advance(600);
    await this.settle();
    return answer;
  }

  kindsOf(runId: RunId): string[] {
    return this.facts(runId).map((fact) => ('node' in fact ? `${fact.kind} ${fact.node}` : fact.kind));
  }

  lastOf(runId: RunId, node: string): Fact | undefined {
    return this.facts(runId).findLast((fact) => 'node' in fact && fact.node === node);
  }
}

const common = (runId: RunId) => ({ commandId: randomUUID(), runId, by: 'Ann' });

export const cancel = (runId: RunId): RunCommand => ({ command: 'cancel', ...common(runId), reason: 'wrong number' });

export const resolve = (runId: RunId, given: Of<'resolveInDoubt'>): RunCommand => ({
  command: 'resolveInDoubt',
  ...common(runId),
  ...given,
});

export const mapAgain = (runId: RunId, given: Of<'mapAgain'> = {}): RunCommand => ({
  command: 'mapAgain',
  ...common(runId),
  ...given,
});

export const done: RunCommandAnswer = { ok: true, state: 'done' };

export const refusedWith = (code: string, message: string): unknown => ({
  ok: false,
  problem: { code, message: expect.stringContaining(message) as unknown, path: expect.any(Array) as unknown },
});
