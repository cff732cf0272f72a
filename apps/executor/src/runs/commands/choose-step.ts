import type { PlannedStep } from '@aftercall/flow-model';
import type { NodePhase, NodeState } from '../run.ts';
import { invalid, wrongState, type CommandedRun, type Refusal } from './verdict.ts';

/** The one step that a command means, with its state. */
export type Choice = { ok: true; step: PlannedStep; node: NodeState } | Refusal;

interface Wanted {
  nodeKey: string | undefined;
  /** Whether the command can be done to a node. */
  fits: (node: NodeState) => boolean;
  /** Completes "only a step that …". */
  what: string;
}

/** The step that was named, or the only one that fits. */
export function chooseStep({ frame, state }: CommandedRun, { nodeKey, fits, what }: Wanted): Choice {
  const found = (step: PlannedStep | undefined) => {
    const node = step && state.nodes.get(step.key);
    return step !== undefined && node !== undefined ? { step, node } : undefined;
  };
  const fitting = frame.plan.steps.flatMap((step) => found(step) ?? []).filter(({ node }) => fits(node));
  if (nodeKey !== undefined) return chooseNamed({ frame, state }, nodeKey, fitting, what);
  const [first, second] = fitting;
  if (first === undefined) return wrongState(`no step of this run ${what}`, ['runId']);
  if (second === undefined) return { ok: true, ...first };
  const keys = fitting.map(({ step }) => step.key).join(', ');
  return invalid(`nodeKey: several steps fit, name one of ${keys}`, ['nodeKey']);
}

function chooseNamed(
  { frame, state }: Pick<CommandedRun, 'frame' | 'state'>,
  nodeKey: string,
  fitting: readonly { step: PlannedStep; node: NodeState }[],
  what: string,
): Choice {
  const chosen = fitting.find(({ step }) => step.key === nodeKey);
  if (chosen !== undefined) return { ok: true, ...chosen };
  if (!frame.plan.steps.some(({ key }) => key === nodeKey)) {
    return invalid(`nodeKey: this run has no step ${JSON.stringify(nodeKey)}`, ['nodeKey']);
  }
  const stands = stateInWords(state.nodes.get(nodeKey)?.phase);
  return wrongState(`the step ${nodeKey} ${stands}: this can only be done to one that ${what}`, ['nodeKey']);
}

function stateInWords(phase: NodePhase | undefined): string {
  switch (phase?.at) {
    case undefined:
      return 'was not reached (PENDING)';
    case 'waiting':
      return `is WAITING until ${phase.waiting.until}`;
    case 'review':
      return 'waits for a person (IN_DOUBT)';
    case 'over':
      return `is over (${phase.step.status})`;
    case 'sending':
    case 'ended':
      return 'is being done (RUNNING)';
  }
}
