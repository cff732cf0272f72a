import { readMapping, type Answer, type ApiRequestPlan, type Json, type Plan } from '@aftercall/flow-model';
import type { RunCommand } from '@aftercall/wire-format';
import { mapped } from '../../steps/step-verdicts.ts';
import type { Fact } from '../journal-entry.ts';
import { isMappingFailure, stepFact } from '../run-facts.ts';
import type { NodeState, RunState } from '../run.ts';
import { chooseStep } from './choose-step.ts';
import { invalid, signature, wrongState, type CommandedRun, type Refusal, type Verdict } from './verdict.ts';

type MapAgain = Extract<RunCommand, { command: 'mapAgain' }>;

/** Maps a stored answer once more. Nothing is sent; what stood still behind the step goes on. */
export function judgeMapping(command: MapAgain, run: CommandedRun, now: Date): Verdict {
  if (run.ended === 'SUCCEEDED' || run.ended === 'CANCELLED') {
    return wrongState(`the run ${run.ended}: only one that is open or FAILED can be mapped again`, ['runId']);
  }
  const what = 'failed because its stored answer could not be mapped (MAPPING_FAILED)';
  const choice = chooseStep(run, { nodeKey: command.nodeKey, fits: isUnmapped, what });
  if (!choice.ok) return choice;
  const { step, node } = choice;
  if (step.kind !== 'apiRequest') throw new Error(`an answer of a step of kind ${step.kind} was mapped`);
  const reading = readAnswer(step, node);
  if (!reading.ok) return reading;
  const mapping = mappingOf(step, node, command.mapping);
  if (!mapping.ok) return invalid(`mapping: ${mapping.problem}`, ['mapping']);
  const done = mapped(step, mapping.map(reading.answer));
  if (done.cause !== null) {
    return invalid(`mapping: the stored answer cannot be read with it: ${done.cause.message}`, ['mapping']);
  }
  const remapped: Fact = {
    kind: 'remapped',
    node: step.key,
    mapping: (command.mapping ?? null) as Json,
    reopens: leftOutBehind(run.frame.plan, run.state, step.key),
    ...signature(command, now),
  };
  return { ok: true, facts: [remapped, stepFact(step.key, done)] };
}

type AnswerReading = { ok: true; answer: Answer } | Refusal;

/** The stored answer, unless it is not whole any more or the run has gone on without it. */
function readAnswer({ key }: ApiRequestPlan, { phase, response }: NodeState): AnswerReading {
  if (response === undefined) throw new Error('an answer that is not there was mapped');
  if (phase.at === 'over' && phase.step.port !== null) {
    const message = `the step ${key} failed and the run went on by its failure exit: replay the run instead`;
    return wrongState(message, ['nodeKey']);
  }
  const { status, isTruncated, bodyId, bodyBytes } = response;
  if (isTruncated)
    return wrongState('the answer was longer than what is read, and was cut: replay the run', ['nodeKey']);
  if (bodyId !== undefined && response.body === null) {
    return wrongState('the answer is no longer kept: replay the run', ['nodeKey']);
  }
  const headers = Object.fromEntries(response.headers.map(([name, value]) => [name.toLowerCase(), value]));
  return { ok: true, answer: { status, headers, body: bodyBytes === 0 ? undefined : response.body } };
}

function isUnmapped({ phase, response }: NodeState): boolean {
  return phase.at === 'over' && isMappingFailure(phase.step) && response !== undefined;
}

function mappingOf(step: ApiRequestPlan, { isOfLookup }: NodeState, rows: unknown): ReturnType<typeof readMapping> {
  if (rows !== undefined) return readMapping(rows);
  const reader = isOfLookup && step.lookup !== undefined ? step.lookup : step;
  return { ok: true, map: (answer) => reader.map(answer) };
}

/** Nodes that no edge was taken to: with the step's success some of them may be reached after all; the plan says which. */
function leftOutBehind(plan: Plan, { nodes }: RunState, key: string): string[] {
  const isBehind = (other: string): boolean => plan.graph.ancestors(other).includes(key);
  const isLeftOut = ({ phase }: NodeState): boolean => phase.at === 'over' && phase.step.status === 'SKIPPED';
  return [...nodes].flatMap(([other, node]) => (isLeftOut(node) && isBehind(other) ? [other] : []));
}
