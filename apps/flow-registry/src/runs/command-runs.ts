import type { Json } from '@aftercall/flow-model';
import { runCommand, type RunCommand, type RunHistoryRow } from '@aftercall/wire-format';
import type { Caller } from '../identity/caller.ts';
import { findJsonProblem } from '../problems/json-rules.ts';
import { problem, refused, type Outcome, type PlainProblem } from '../problems/problem.ts';
import { findTextProblem } from '../problems/text-rules.ts';
import type { FindRuns } from './find-runs.ts';
import type { RunCommander } from './run-commander.ts';

interface ToARun {
  runId: string;
  reason?: string | null | undefined;
}

interface ToAStep extends ToARun {
  nodeKey?: string | null | undefined;
}

export interface DoubtResolution extends ToAStep {
  attempt?: number | null | undefined;
  resolution: 'REPEAT' | 'DONE' | 'GIVE_UP';
  answer?: { status: number; headers?: { name: string; value: string }[] | null; body?: unknown } | null | undefined;
}

export interface NewMapping extends ToAStep {
  mapping?: unknown;
}

const RESOLUTIONS = { REPEAT: 'repeat', DONE: 'done', GIVE_UP: 'giveUp' } as const;

/** What people do to runs: end them, decide a doubt, map a stored answer again. An executor acts; this says who wants it. */
export class CommandRuns {
  constructor(
    private readonly findRuns: FindRuns,
    private readonly commander: RunCommander,
    private readonly newId: () => string,
  ) {}

  cancel(caller: Caller, input: ToARun): Promise<Outcome<RunHistoryRow>> {
    return this.give(caller, input, { command: 'cancel' });
  }

  async resolveInDoubt(caller: Caller, input: DoubtResolution): Promise<Outcome<RunHistoryRow>> {
    const { answer, resolution, attempt } = input;
    if ((resolution === 'DONE') !== (answer != null)) {
      const message = 'answer: give the target’s answer with the resolution DONE, and with no other';
      return refused(problem('INVALID', ['input', 'answer'], message));
    }
    return this.give(caller, input, {
      command: 'resolveInDoubt',
      nodeKey: input.nodeKey ?? undefined,
      attempt: attempt ?? undefined,
      resolution: RESOLUTIONS[resolution],
      answer: answer == null ? undefined : { ...answer, headers: pairs(answer.headers), body: answer.body ?? null },
    });
  }

  mapAgain(caller: Caller, input: NewMapping): Promise<Outcome<RunHistoryRow>> {
    const mapping = input.mapping ?? undefined;
    return this.give(caller, input, { command: 'mapAgain', nodeKey: input.nodeKey ?? undefined, mapping });
  }

  private async give(
    { workspace, name }: Caller,
    { runId, reason }: ToARun,
    what: Record<string, unknown>,
  ): Promise<Outcome<RunHistoryRow>> {
    const unreadable = findUnreadable(reason, what);
    if (unreadable.length > 0) return refused(...unreadable);
    const run = await this.findRuns.find(workspace, runId);
    if (run === undefined) return refused(problem('NOT_FOUND', ['input', 'runId'], 'no such run in this workspace'));
    const command = { ...what, commandId: this.newId(), runId: run.run_id, by: name, reason: reason ?? undefined };
    const reading = readCommand(command);
    if (!reading.ok) return refused(...reading.problems);
    const answer = await this.commander.give(workspace, reading.value);
    if (!answer.ok) {
      const { code, path, message } = answer.problem;
      return refused(problem(code, ['input', ...path], message));
    }
    return { ok: true, value: (await this.findRuns.find(workspace, runId)) ?? run };
  }
}

const REASON_RULE = { maxCharacters: 1000, isRequired: false, isMultiline: true };
const MAX_BYTES = 1_048_576;

/** What the ledger could not keep, or nobody could read. */
function findUnreadable(reason: string | null | undefined, what: Record<string, unknown>): PlainProblem[] {
  const { nodeKey, answer, mapping } = what;
  return [
    findTextProblem(['input', 'reason'], reason ?? '', REASON_RULE),
    typeof nodeKey === 'string' ? findTextProblem(['input', 'nodeKey'], nodeKey, { maxCharacters: 200 }) : undefined,
    findJsonProblem(['input', 'answer'], answer, { maxBytes: MAX_BYTES }),
    findJsonProblem(['input', 'mapping'], mapping, { maxBytes: MAX_BYTES }),
  ].filter((found) => found !== undefined);
}

/** Bounds that GraphQL's types cannot say. */
function readCommand(command: object): Outcome<RunCommand> {
  const reading = runCommand.safeParse(command);
  if (reading.success) return { ok: true, value: reading.data };
  const [issue] = reading.error.issues;
  const path = (issue?.path ?? []).map(String);
  return refused(problem('INVALID', ['input', ...path], `${path.join('.')}: ${issue?.message ?? 'cannot be used'}`));
}

function pairs(headers: { name: string; value: string }[] | null | undefined): [string, Json][] {
  return (headers ?? []).map(({ name, value }) => [name, value]);
}
