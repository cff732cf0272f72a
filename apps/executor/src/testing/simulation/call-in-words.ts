import type { Fact } from '../../runs/journal-entry.ts';

/** A call as a person reads it in the history. */
export function saidOf(what: string, args: readonly unknown[]): string {
  return [what, ...args.map(inWords).filter((text) => text !== '')].join(' ');
}

/** Its answer. */
export function toldOf(answer: unknown): string {
  return Array.isArray(answer) ? answer.map(inWords).join(', ') : inWords(answer);
}

/** False for questions that are asked again and again and found nothing. */
export function isWorthTelling(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.length > 0;
  return answer !== undefined && typeof answer !== 'boolean' && typeof answer !== 'number';
}

function inWords(value: unknown): string {
  if (typeof value === 'string') return runName(value) ?? value;
  if (Array.isArray(value)) return value.map(inWords).join(', ');
  if (typeof value === 'object' && value !== null) return objectInWords(value);
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
}

function objectInWords(value: object): string {
  const member = Object.keys(words).find((name) => name in value) ?? '';
  return words[member]?.({ ...value }) ?? '';
}

/** What is told of an object that has such a member; the first one counts. */
const words: Record<string, (object: Record<string, unknown>) => string> = {
  facts: ({ seq, facts }) => `#${String(seq)} [${(facts as Fact[]).map(factInWords).join(', ')}]`,
  run: ({ run, from }) => `${inWords(run)}${typeof from === 'string' ? ` of ${from}` : ''}`,
  identity: ({ identity }) => inWords(identity),
  runId: ({ runId, resolution }) =>
    `${runName(String(runId)) ?? String(runId)}${typeof resolution === 'string' ? ` ${resolution}` : ''}`,
  workerId: ({ epoch }) => `(epoch ${String(epoch)})`,
  why: ({ why, lane, inMs }) =>
    typeof lane === 'string' ? `${String(why)} in ${String(inMs)} ms` : `to be ${String(why)}`,
  status: ({ status }) => String(status),
  event: ({ event }) => inWords(event),
  callId: ({ callId }) => String(callId),
  place: ({ expected, next }) => `from ${inWords(expected ?? 'the beginning')} to ${inWords(next)}`,
  nextOffset: ({ nextOffset }) => inWords(nextOffset),
  kept: ({ kept }) => (kept ? 'kept' : 'moved on by another'),
  kind: ({ kind }) => String(kind),
  name: ({ name }) => String(name),
  data: ({ data }) => inWords(data),
};

function factInWords(fact: Fact): string {
  if (fact.kind === 'taken') return `taken from ${fact.from ?? 'nobody'}`;
  if (!('node' in fact)) return fact.kind;
  const { kind, node } = fact;
  const lookup = 'isLookup' in fact && fact.isLookup ? 'look-up ' : '';
  const status = 'status' in fact ? ` ${fact.status}` : '';
  const cause = 'cause' in fact && fact.cause ? ` (${fact.cause.code})` : '';
  return `${lookup}${kind} ${node}${status}${cause}`;
}

/** Runs of a simulation have ids that tell their number. */
function runName(text: string): string | undefined {
  const [, number] = /-0{0,11}([0-9a-f]{1,12})$/.exec(/^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(text) ? text : '') ?? [];
  return number === undefined ? undefined : `run ${number}`;
}
