import type { StartNode } from '../document/nodes/start.ts';
import { compileCondition, type Condition } from '../template/expression.ts';
import type { Scope } from '../template/scope.ts';
import { mustCompile } from '../template/template.ts';
import type { CallFacts, Hearing, StartPlan } from './plan.ts';

type Refusal = Extract<Hearing, { heard: false }>;

/** @throws Error when the condition does not compile; the check `templates-compile` comes first. */
export function compileStart(node: StartNode): StartPlan {
  const { config } = node;
  const condition = compileStartCondition(config.condition);
  return {
    key: node.key,
    ...(config.waitFor == null ? {} : { waitMs: config.waitFor.deadlineMs }),
    mayHear: (call) => refuseCall(config, call) ?? { heard: true },
    hears: (call, scope) => refuseCall(config, call) ?? refuseCondition(condition, scope) ?? { heard: true },
  };
}

function refuseCall(config: StartNode['config'], call: CallFacts): Refusal | undefined {
  return refuseEvent(config, call) ?? refuseOutcome(config, call) ?? refuseEndNode(config, call);
}

function compileStartCondition(condition: string | null): Condition | undefined {
  return condition === null || condition.trim() === '' ? undefined : mustCompile(compileCondition(condition));
}

function refuseEvent({ event }: StartNode['config'], call: CallFacts): Refusal | undefined {
  if (call.event === event) return undefined;
  return { heard: false, code: 'EVENT_NOT_HEARD', message: `The flow hears ${event}, not ${call.event}.` };
}

/** An analysis need not repeat how the call ended; only an outcome that is known can be the wrong one. */
function refuseOutcome({ outcomes }: StartNode['config'], call: CallFacts): Refusal | undefined {
  if (call.outcome === undefined && call.event === 'call.analyzed') return undefined;
  if (call.outcome !== undefined && (outcomes as readonly string[]).includes(call.outcome)) return undefined;
  const message = `The flow hears the outcomes ${outcomes.join(', ')}, not ${call.outcome ?? 'a call without one'}.`;
  return { heard: false, code: 'OUTCOME_NOT_CHOSEN', message };
}

function refuseEndNode({ endNodeIds }: StartNode['config'], call: CallFacts): Refusal | undefined {
  if (endNodeIds.length === 0) return undefined;
  if (call.endNodeId !== undefined && endNodeIds.includes(call.endNodeId)) return undefined;
  const reached = call.endNodeId === undefined ? 'a call without an End Call node' : call.endNodeId;
  const message = `The flow hears the End Call nodes ${endNodeIds.join(', ')}, not ${reached}.`;
  return { heard: false, code: 'END_NODE_NOT_CHOSEN', message };
}

function refuseCondition(condition: Condition | undefined, scope: () => Scope): Refusal | undefined {
  if (condition === undefined || condition.holds(scope())) return undefined;
  return { heard: false, code: 'CONDITION_FALSE', message: "Start's condition is not true for this call." };
}
