import { isJsonObject, ownMember, type JsonObject } from '../document/json.ts';
import type { CallFacts } from '../plan/plan.ts';
import { interactionOf } from './interaction.ts';

/** A call event: its type and its `data` as it was sent. */
export interface CallEventFacts {
  type: CallFacts['event'];
  data: JsonObject;
  /** Whether the analysis is in `data`; left out = by the type. */
  isAnalyzed?: boolean;
}

/** What a flow knows of a call before its first step. */
export interface CallView {
  /** What Start is asked about. */
  facts: CallFacts;
  interaction: JsonObject;
  /** What the call brought. */
  variables: JsonObject;
}

/** Reads an event's `data`, whatever it holds: what is missing or of another type is absent. */
export function readCallEvent({ type, data, isAnalyzed = type === 'call.analyzed' }: CallEventFacts): CallView {
  const [outcome, endNodeId, variables] = ['outcome', 'endNodeId', 'variables'].map((name) => ownMember(data, name));
  let interaction: JsonObject | undefined;
  return {
    facts: {
      event: type,
      ...(typeof outcome === 'string' ? { outcome } : {}),
      ...(typeof endNodeId === 'string' ? { endNodeId } : {}),
    },
    // Made when it is asked for: most calls are heard or not by their facts alone, and a transcript is long.
    get interaction() {
      return (interaction ??= interactionOf(data, { isAnalyzed }));
    },
    variables: isJsonObject(variables) ? variables : {},
  };
}
