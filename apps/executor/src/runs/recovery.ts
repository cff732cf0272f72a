import type { AttemptFact, Fact, IntentFact } from './journal-entry.ts';
import type { NodePhase, NodeState, RunState } from './run.ts';

/** What a node that has begun needs now. */
export type Todo =
  { do: 'run' } | { do: 'wait'; untilMs: number; lane: string } | { do: 'ask-a-person' } | { do: 'nothing' };

/**
 * The whole of recovery: from the last fact of a node to what it needs. It serves a node whose request ended a moment ago
 * and one that is read back after a crash alike, because both are told by facts alone.
 *
 * | last fact                  | what is known                               | what to do                              |
 * |----------------------------|---------------------------------------------|-----------------------------------------|
 * | none                       | nothing was sent                            | the plan starts it                      |
 * | intent                     | in doubt                                    | {@link lostAttempts} first, then run    |
 * | attempt                    | ended, and nobody decided what comes next   | run: the step decides by its history    |
 * | waiting                    | not before its time                         | wait, then run                          |
 * | review                     | a person must decide                        | leave it                                |
 * | step                       | over                                        | nothing, ever                           |
 *
 * "Run" never means "send blindly": the step reads its history first, where a doubt stands until the node's own policy
 * (repeat with the same key, look up, review) has dealt with it.
 */
export function todoOf(node: NodeState, nowMs: number): Todo {
  const { phase } = node;
  switch (phase.at) {
    case 'sending':
    case 'ended':
      return { do: 'run' };
    case 'waiting': {
      const untilMs = Date.parse(phase.waiting.until);
      return untilMs <= nowMs ? { do: 'run' } : { do: 'wait', untilMs, lane: phase.waiting.lane };
    }
    case 'review':
      return { do: 'ask-a-person' };
    case 'over':
      return { do: 'nothing' };
    default:
      return phase satisfies never;
  }
}

/**
 * The facts that a new owner writes for requests that were under way when the former one ended. Whether they were carried
 * out nobody knows; that is recorded before anything else is done for the node.
 */
export function lostAttempts(run: RunState, seenAt: Date): AttemptFact[] {
  return [...run.nodes.values()].flatMap(({ openIntents }) => openIntents.map((intent) => lostAttempt(intent, seenAt)));
}

function lostAttempt(intent: IntentFact, seenAt: Date): AttemptFact {
  return {
    kind: 'attempt',
    node: intent.node,
    number: intent.number,
    ...(intent.isLookup === true ? { isLookup: true } : {}),
    status: 'IN_DOUBT',
    // Our own end is no failure of the target: it uses up nothing of the author's schedule.
    isCounted: false,
    cause: {
      code: 'EXECUTOR_LOST',
      message: 'the executor ended while this request was under way, and its answer was not stored',
    },
    startedAt: intent.startedAt,
    durationMs: Math.max(0, seenAt.getTime() - Date.parse(intent.startedAt)),
    request: null,
    response: null,
  };
}

/** When the earliest of the waiting nodes goes on; undefined = none waits. */
export function earliestWait(run: RunState): { untilMs: number; lane: string } | undefined {
  let earliest: { untilMs: number; lane: string } | undefined;
  for (const node of run.nodes.values()) {
    const todo = todoOf(node, Number.NEGATIVE_INFINITY);
    if (todo.do === 'wait' && todo.untilMs < (earliest?.untilMs ?? Infinity)) earliest = todo;
  }
  return earliest;
}

/** Whether a node only goes on waiting for what it waited for before. */
export function isSameWait(phase: NodePhase | undefined, facts: readonly Fact[]): boolean {
  const [first] = facts;
  if (facts.length !== 1 || first?.kind !== 'waiting' || phase?.at !== 'waiting') return false;
  return phase.waiting.cause.code === first.cause.code && phase.waiting.lane === first.lane;
}
