import type { PastCall, PastCalls, PastRun, PastStep } from '../past-calls.ts';

interface Kept {
  workspace: string;
  call: PastCall;
  runs: { runId: string; actionId: string; steps: ReadonlyMap<string, PastStep> }[];
}

/** Past calls in an array, the newest last. */
export class MemoryPastCalls implements PastCalls {
  readonly #kept: Kept[] = [];

  add(workspace: string, call: PastCall, ...runs: Kept['runs']): void {
    this.#kept.push({ workspace, call, runs });
  }

  findCall(workspace: string, callId: string, preferredType: string): Promise<PastCall | undefined> {
    const events = this.#of(workspace).filter(({ call }) => call.callId === callId);
    const best = [preferredType, 'call.ended'].flatMap((type) => events.filter(({ call }) => call.eventType === type));
    return Promise.resolve((best[0] ?? events[0])?.call);
  }

  lastCalls(
    workspace: string,
    { agentIds, eventTypes, last }: { agentIds: string[]; eventTypes: string[]; last: number },
  ): Promise<PastCall[]> {
    const calls = this.#of(workspace)
      .map(({ call }) => call)
      .filter(({ agentId, eventType }) => agentIds.includes(agentId) && eventTypes.includes(eventType));
    return Promise.resolve(calls.slice(-last).reverse());
  }

  findRun(workspace: string, runId: string): Promise<PastRun | undefined> {
    for (const { call, runs } of this.#of(workspace)) {
      const run = runs.find((one) => one.runId === runId);
      if (run !== undefined) return Promise.resolve({ call, steps: run.steps });
    }
    return Promise.resolve(undefined);
  }

  findRunOf(
    workspace: string,
    { actionId, callId }: { actionId: string; callId: string },
  ): Promise<PastRun | undefined> {
    const all = this.#of(workspace).flatMap(({ call, runs }) => runs.map((run) => ({ ...run, call })));
    const found = all.findLast((run) => run.actionId === actionId && run.call.callId === callId);
    return Promise.resolve(found && { call: found.call, steps: found.steps });
  }

  #of(workspace: string): Kept[] {
    return this.#kept.filter((kept) => kept.workspace === workspace);
  }
}
