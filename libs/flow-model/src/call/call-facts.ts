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
  readonly interaction: JsonObject;
  /** What the call brought. */
  variables: JsonObject;
}

/** Reads an event's `data`, whatever it holds: what is missing or of another type is absent. */
export function readCallEvent({ type, data, isAnalyzed = type === 'call.analyzed' }: CallEventFacts): CallView {
  return new ReadCall(type, data, isAnalyzed);
}

class ReadCall implements CallView {
  readonly facts: CallFacts;
  readonly variables: JsonObject;
  readonly #data: JsonObject;
  readonly #isAnalyzed: boolean;
  #interaction: JsonObject | undefined;

  constructor(event: CallFacts['event'], data: JsonObject, isAnalyzed: boolean) {
    const [outcome, endNodeId] = [ownMember(data, 'outcome'), ownMember(data, 'endNodeId')];
    const variables = ownMember(data, 'variables');
    this.#data = data;
    this.#isAnalyzed = isAnalyzed;
    this.variables = isJsonObject(variables) ? variables : {};
    this.facts = {
      event,
      ...(typeof outcome === 'string' ? { outcome } : {}),
      ...(typeof endNodeId === 'string' ? { endNodeId } : {}),
    };
  }

  /** Made when it is asked for: most calls are heard or not by their facts alone. */
  get interaction(): JsonObject {
    return (this.#interaction ??= interactionOf(this.#data, { isAnalyzed: this.#isAnalyzed }));
  }
}
